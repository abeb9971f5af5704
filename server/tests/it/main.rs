//! The whole application through its router, on SQLite and on PostgreSQL.

mod accounts;
mod appointments;
mod auth;
mod businesses;
mod client_keys;
mod http;
mod knowledge;
mod landing_pages;
mod me;
mod openapi;
mod passwords;
mod settings;
mod test_app;
mod totp;
mod trial;
mod unanswered;
mod widget;
