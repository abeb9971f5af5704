//! The use cases on SQLite and on PostgreSQL.

mod analytics;
mod appointments;
mod bookings;
mod calendar;
mod conversations;
mod domain_verification;
mod idempotency;
mod internet;
mod jobs;
mod key_expiry;
mod language_model;
mod limits;
mod mail;
mod profile;
mod quotas;
mod receiver;
mod revocation;
mod search;
mod shop;
mod support;
mod team;
mod webhooks;
