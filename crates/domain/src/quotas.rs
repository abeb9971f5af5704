//! What a plan allows in a month, counted exactly.
//!
//! An account has one counter a month, from the first to the last in UTC. A turn counts one
//! message (what the visitor said; the reply is free), and one conversation where it begins one.
//! It is counted in its own transaction by one statement that compares and adds: side by side, in
//! one process or several, no quota is exceeded, and what is not stored is not counted.

use crate::{Carbot, Error, Result, entities::usage_counter};
use api::{
    accounts::Tier,
    ids::{ClientKeyId, UserId},
};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement};
use uuid::Uuid;

/// What a plan allows in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// Conversations that begin.
    pub conversations: i64,
    /// Messages of visitors.
    pub messages: i64,
}

impl Quota {
    /// The quota of a plan; the greatest number stands for no limit.
    pub const fn of(tier: Tier) -> Self {
        let (conversations, messages) = match tier {
            Tier::Basic => (1_000, 10_000),
            Tier::Premium => (5_000, 50_000),
            Tier::Enterprise => (i64::MAX, i64::MAX),
        };
        Self {
            conversations,
            messages,
        }
    }
}

/// What an account has used in a month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MonthlyUsage {
    /// The month in UTC: `2026-11`.
    pub period: String,
    /// Conversations that began.
    pub conversations: i64,
    /// Messages of visitors.
    pub messages: i64,
}

/// What an account has used this month.
pub async fn find_monthly_usage(carbot: &Carbot, user_id: UserId) -> Result<MonthlyUsage> {
    let period = period_of(carbot.clock.now());
    let counter = usage_counter::Entity::find()
        .filter(usage_counter::Column::UserId.eq(user_id))
        .filter(usage_counter::Column::Period.eq(&period))
        .one(carbot.database.connection())
        .await?;
    let (conversations, messages) = counter.map_or((0, 0), |it| (it.conversations, it.messages));
    Ok(MonthlyUsage {
        period,
        conversations,
        messages,
    })
}

/// The plan is read by the statement itself, so that a change of it holds at once. A conversation
/// that has begun goes on while there are messages.
const COUNT: &str = "\
    INSERT INTO usage_counters (id, user_id, period, conversations, messages, updated_at) \
    SELECT $1, client_keys.user_id, $2, $3, 1, $4 FROM client_keys WHERE client_keys.id = $5 \
    ON CONFLICT (user_id, period) DO UPDATE SET \
        conversations = usage_counters.conversations + excluded.conversations, \
        messages = usage_counters.messages + excluded.messages, \
        updated_at = excluded.updated_at \
    WHERE (excluded.conversations = 0 OR usage_counters.conversations < \
        (SELECT CASE users.subscription_tier WHEN 'basic' THEN $6 WHEN 'premium' THEN $7 ELSE $8 END \
        FROM users WHERE users.id = usage_counters.user_id)) \
    AND usage_counters.messages < \
        (SELECT CASE users.subscription_tier WHEN 'basic' THEN $9 WHEN 'premium' THEN $10 ELSE $11 END \
        FROM users WHERE users.id = usage_counters.user_id)";

/// Counts a turn in its transaction; an error where the account has used up its month.
pub(crate) async fn count_turn(
    connection: &impl ConnectionTrait,
    client_key_id: ClientKeyId,
    begins_conversation: bool,
    now: DateTime<Utc>,
) -> Result<()> {
    let quotas = [Tier::Basic, Tier::Premium, Tier::Enterprise].map(Quota::of);
    let mut values: Vec<sea_orm::Value> = vec![
        Uuid::now_v7().into(),
        period_of(now).into(),
        i64::from(begins_conversation).into(),
        now.into(),
        client_key_id.into(),
    ];
    values.extend(quotas.iter().map(|it| it.conversations.into()));
    values.extend(quotas.iter().map(|it| it.messages.into()));
    let backend = connection.get_database_backend();
    let counted = connection
        .execute_raw(Statement::from_sql_and_values(backend, COUNT, values))
        .await?;
    if counted.rows_affected() == 1 {
        Ok(())
    } else {
        Err(Error::QuotaExhausted { sentence: None })
    }
}

fn period_of(now: DateTime<Utc>) -> String {
    now.format("%Y-%m").to_string()
}
