//! The use cases on SQLite and on PostgreSQL.

mod analytics;
mod appointments;
mod bookings;
mod calendar;
mod conversations;
mod jobs;
mod language_model;
mod mail;
mod profile;
mod receiver;
mod search;
mod shop;
mod support;
mod webhooks;
