//! The tables. Private to this crate: everybody else speaks in types of `api`.

pub mod analytics_event;
pub mod analytics_hourly;
pub mod analytics_watermark;
pub mod appointment;
pub mod audit_log;
pub mod business;
pub mod client_key;
pub mod conversation;
pub mod dismissed_question;
pub mod job;
pub mod knowledge_entry;
pub mod landing_page;
pub mod language_model_spending;
pub mod message;
pub mod outbox_mail;
pub mod service;
pub mod session;
pub mod template;
pub mod unanswered_question;
pub mod user;
pub mod webhook_delivery;
pub mod webhook_endpoint;
