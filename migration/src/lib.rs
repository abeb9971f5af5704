//! The database schema of CarBot, step by step, the same on SQLite and PostgreSQL.
//!
//! Migrations use their own identifiers and know nothing of the entities, so that an old step
//! means the same for ever. A released step is not edited; a breaking change expands, moves the
//! data, and contracts in a later release. Columns have defaults as a backstop only: `domain` sets
//! every value, times included. Each step is one transaction, on SQLite too: a start that is killed
//! half way leaves no half of a step, and the disk is synced once per step rather than once per
//! statement.
//!
//! Unique indexes are named `uq_…`, because `domain` tells violations apart by that name.
//! (SQLite reports the columns instead.) Every foreign key is the beginning of an index.

mod m20261123_000001_accounts;
mod m20261123_000002_businesses;
mod m20261123_000003_client_keys;
mod m20261123_000004_landing_pages;
mod m20261123_000005_conversations;
mod m20261123_000006_billing;
mod m20261123_000007_appointments;
mod m20261123_000020_language_model;
mod m20261123_000021_own_intents;
mod m20261123_000022_unanswered_questions;
mod m20261123_000030_account_security;
mod m20261123_000031_access;
mod m20261123_000032_limits;
mod m20261123_000033_jobs;
mod m20261123_000034_analytics;
mod m20261123_000034_message_search;
mod m20261123_000035_webhooks;
mod m20261123_000036_client_message_ids;
mod m20261123_000044_landing_page_versions;
mod m20261123_000047_assets;
mod schema;

pub use sea_orm_migration::{Migration, MigrationStatus, MigratorTrait};

use sea_orm_migration::MigrationTrait;

/// All migrations, oldest first.
#[derive(Clone, Copy, Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261123_000001_accounts::Migration),
            Box::new(m20261123_000002_businesses::Migration),
            Box::new(m20261123_000003_client_keys::Migration),
            Box::new(m20261123_000004_landing_pages::Migration),
            Box::new(m20261123_000005_conversations::Migration),
            Box::new(m20261123_000006_billing::Migration),
            Box::new(m20261123_000007_appointments::Migration),
            Box::new(m20261123_000020_language_model::Migration),
            Box::new(m20261123_000021_own_intents::Migration),
            Box::new(m20261123_000022_unanswered_questions::Migration),
            Box::new(m20261123_000030_account_security::Migration),
            Box::new(m20261123_000031_access::Migration),
            Box::new(m20261123_000032_limits::Migration),
            Box::new(m20261123_000033_jobs::Migration),
            Box::new(m20261123_000034_analytics::Migration),
            Box::new(m20261123_000034_message_search::Migration),
            Box::new(m20261123_000035_webhooks::Migration),
            Box::new(m20261123_000036_client_message_ids::Migration),
            Box::new(m20261123_000044_landing_page_versions::Migration),
            Box::new(m20261123_000047_assets::Migration),
        ]
    }
}
