//! What CarBot does: one function per use case, on SQLite and PostgreSQL alike.
//!
//! Only this crate touches tables; its entities are private. A caller has a
//! [`Carbot`] handle and the id of who acts, calls one function and gets types
//! of `api`. Reads begin from an owner-scoped select, so what belongs to
//! another account is never found. A use case that writes opens one
//! transaction, commits, and then talks to caches and the world.

mod callbacks;
mod carbot;
mod clock;
mod database;
mod entities;
mod error;
mod paging;
mod revisions;
mod sealing;
mod secrets;

pub mod access;
pub mod accounts;
pub mod analytics;
pub mod api_tokens;
pub mod appointments;
pub mod audit;
pub mod businesses;
pub mod chat;
pub mod client_keys;
pub mod conversations;
pub mod demo;
pub mod domain_verification;
pub mod idempotency;
pub mod jobs;
pub mod knowledge;
pub mod landing_pages;
pub mod language_model;
pub mod limits;
pub mod mail;
pub mod merge_patch;
pub mod outbound;
pub mod overview;
pub mod permissions;
pub mod quotas;
pub mod services;
pub mod sessions;
pub mod team;
pub mod unanswered;
pub mod webhooks;

pub use carbot::{Carbot, Settings};
pub use clock::Clock;
pub use database::Database;
pub use error::{Error, Result};
pub use revisions::{Precondition, Revised};
pub use secrets::MasterKey;
