//! Looks at verified domains again.

use super::{Check, mails, set_verified};
use crate::{
    Carbot, Error, Result,
    entities::{client_key, domain_verification},
};
use api::values::HostName;
use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};

/// How long a look lasts.
const PERIOD: TimeDelta = TimeDelta::days(1);
/// After so long without the token the owner is told.
const PATIENCE_BEFORE_WARNING: TimeDelta = TimeDelta::days(3);
/// After so long without the token the domain is not verified any more.
const PATIENCE: TimeDelta = TimeDelta::days(7);
/// Domains looked at in one go.
const BATCH: u64 = 50;

/// Looks at the verified domains whose last look is a day old; gives how many. Several processes
/// can do so at once: each look is claimed by one of them.
pub async fn recheck_due_domains(carbot: &Carbot) -> Result<usize> {
    let due = domain_verification::Entity::find()
        .filter(domain_verification::Column::IsVerified.eq(true))
        .filter(domain_verification::Column::ClientKeyId.is_not_null())
        .filter(domain_verification::Column::CheckedAt.lte(carbot.clock.now() - PERIOD))
        .order_by_asc(domain_verification::Column::CheckedAt)
        .limit(BATCH)
        .all(carbot.database.connection())
        .await?;
    let mut count = 0;
    for verification in due {
        if claim(carbot, &verification).await? {
            recheck(carbot, &verification).await?;
            count += 1;
        }
    }
    Ok(count)
}

async fn claim(carbot: &Carbot, verification: &domain_verification::Model) -> Result<bool> {
    let claimed = domain_verification::Entity::update_many()
        .col_expr(
            domain_verification::Column::CheckedAt,
            Expr::value(carbot.clock.now()),
        )
        .filter(domain_verification::Column::Id.eq(verification.id))
        .filter(domain_verification::Column::CheckedAt.eq(verification.checked_at))
        .exec(carbot.database.connection())
        .await?;
    Ok(claimed.rows_affected == 1)
}

async fn recheck(carbot: &Carbot, verification: &domain_verification::Model) -> Result<()> {
    let Some(client_key_id) = verification.client_key_id else {
        return Ok(());
    };
    let key = client_key::Entity::find_by_id(client_key_id);
    let key = key.one(carbot.database.connection()).await?;
    // Keys that answer nobody, or for another domain by now, are left alone.
    let Some(key) = key.filter(|it| it.is_active && it.domain == verification.domain) else {
        return Ok(());
    };
    let domain = HostName::parse(&key.domain).map_err(Error::internal)?;
    let token = &verification.verification_token;
    let results = carbot.domain_probe.check(&domain, token).await;
    let check = Check {
        key: &key,
        token,
        results: &results,
        now: carbot.clock.now(),
    };
    let success = check.success();
    let failing_since = match success {
        Some(_) => None,
        None => Some(verification.failing_since.unwrap_or(check.now)),
    };
    let has_failed_for = |patience| failing_since.is_some_and(|it| check.now - it >= patience);
    let is_lost = has_failed_for(PATIENCE);
    // Looks are a day apart: of those that find the warning due, one is the first.
    let is_warned = has_failed_for(PATIENCE_BEFORE_WARNING)
        && verification.checked_at.is_some_and(|last| {
            failing_since.is_some_and(|since| last - since < PATIENCE_BEFORE_WARNING)
        });
    let transaction = carbot.database.begin().await?;
    domain_verification::Entity::update_many()
        .col_expr(
            domain_verification::Column::FailingSince,
            Expr::value(failing_since),
        )
        .col_expr(
            domain_verification::Column::Results,
            Expr::value(serde_json::to_value(&results)?),
        )
        .col_expr(
            domain_verification::Column::IsVerified,
            Expr::value(!is_lost),
        )
        .filter(domain_verification::Column::Id.eq(verification.id))
        .exec(&transaction)
        .await?;
    if is_lost && set_verified(&transaction, &key, false, check.now).await? {
        mails::lost(carbot, &transaction, &key).await?;
    } else if is_warned {
        mails::failing(carbot, &transaction, &key).await?;
    }
    transaction.commit().await?;
    if is_lost {
        carbot.keys.invalidate(&key.key_hash).await;
    }
    Ok(())
}
