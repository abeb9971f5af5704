//! The whole application through its router, on SQLite and on PostgreSQL.

mod accounts;
mod appointments;
mod auth;
mod businesses;
mod client_keys;
mod http;
mod knowledge;
mod landing_pages;
mod openapi;
mod test_app;
mod trial;
mod unanswered;
mod widget;
mod widget_session;
