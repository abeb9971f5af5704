//! The use cases on SQLite and on PostgreSQL.

mod conversations;
mod language_model;
mod profile;
mod support;
