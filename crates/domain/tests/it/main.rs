//! The use cases on SQLite and on PostgreSQL.

mod conversations;
mod profile;
mod support;
