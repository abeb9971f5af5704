//! The whole application through its router, on SQLite and on PostgreSQL.

mod accounts;
mod analytics;
mod api_tokens;
mod appointments;
mod auth;
mod businesses;
mod client_keys;
mod conventions;
mod conversations;
mod domain_verification;
mod garage;
mod http;
mod knowledge;
mod landing_pages;
mod limits;
mod openapi;
mod permissions;
mod team;
mod test_app;
mod trial;
mod unanswered;
mod webhooks;
mod widget;
