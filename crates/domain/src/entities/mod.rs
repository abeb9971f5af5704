//! The tables. Private to this crate: everybody else speaks in types of `api`.

pub mod analytics_event;
pub mod appointment;
pub mod audit_log;
pub mod blocked_domain;
pub mod business;
pub mod client_key;
pub mod client_key_origin;
pub mod client_key_warning;
pub mod conversation;
pub mod dismissed_question;
pub mod domain_verification;
pub mod idempotency_key;
pub mod knowledge_entry;
pub mod landing_page;
pub mod language_model_spending;
pub mod message;
pub mod outbox_mail;
pub mod service;
pub mod session;
pub mod template;
pub mod unanswered_question;
pub mod usage_counter;
pub mod user;
