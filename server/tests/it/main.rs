//! The whole application through its router, on SQLite and on PostgreSQL.

mod accounts;
mod appointments;
mod auth;
mod client_keys;
mod http;
mod landing_pages;
mod test_app;
mod widget;
