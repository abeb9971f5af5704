//! The use cases on SQLite and on PostgreSQL.

mod appointments;
mod conversations;
mod language_model;
mod profile;
mod support;
