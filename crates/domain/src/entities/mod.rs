//! The tables. Private to this crate: everybody else speaks in types of `api`.

pub mod account_token;
pub mod analytics_event;
pub mod appointment;
pub mod audit_log;
pub mod business;
pub mod client_key;
pub mod conversation;
pub mod dismissed_question;
pub mod knowledge_entry;
pub mod landing_page;
pub mod language_model_spending;
pub mod message;
pub mod outbox_mail;
pub mod recovery_code;
pub mod refresh_family;
pub mod refresh_token;
pub mod service;
pub mod session;
pub mod template;
pub mod totp_factor;
pub mod unanswered_question;
pub mod user;
