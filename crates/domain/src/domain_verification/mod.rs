//! Whether the domain of a client key belongs to its owner.
//!
//! The owner publishes a token in one of three ways, and we look. The token is derived from account
//! and domain: it is the same for all keys of theirs, and useless to everybody else. What is
//! verified is looked at again every day; when the token has been gone for a week, so is the
//! verification.

mod addresses;
mod blocked;
mod mails;
mod meta;
mod probe;
mod recheck;

pub(crate) use blocked::check_not_blocked;
pub use blocked::{block_domain, unblock_domain};
pub use probe::{DomainProbe, TestNetwork};
pub use recheck::recheck_due_domains;

use crate::{
    Carbot, Error, Result, audit,
    entities::{client_key, domain_verification},
    limits,
};
use api::{
    domain_verification::{
        CheckOutcome, DomainCheck, DomainVerification, MethodResult, VerificationFile,
        VerificationMethod, VerificationRecord,
    },
    ids::{ClientKeyId, UserId},
    problem::ValueError,
    values::{HostName, KeyEnvironment},
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

/// What the owner of a key can publish, and what was found so far.
pub async fn find_verification(
    carbot: &Carbot,
    user_id: UserId,
    client_key_id: ClientKeyId,
) -> Result<DomainVerification> {
    let connection = carbot.database.connection();
    let key = find_key(connection, user_id, client_key_id).await?;
    let stored = find_stored(connection, client_key_id).await?;
    to_verification(carbot, &key, stored)
}

/// Looks at the domain of a key now. A check that finds nothing takes nothing away.
pub async fn check_domain(
    carbot: &Carbot,
    user_id: UserId,
    client_key_id: ClientKeyId,
) -> Result<DomainVerification> {
    let connection = carbot.database.connection();
    let key = find_key(connection, user_id, client_key_id).await?;
    let domain = HostName::parse(&key.domain).map_err(Error::internal)?;
    let is_checked = key.environment == KeyEnvironment::Prod.as_str() && !domain.is_localhost();
    if !is_checked {
        return Err(ValueError::new(
            "nothing_to_verify",
            "a test key works on localhost, which belongs to nobody",
        )
        .at("/environment")
        .into());
    }
    check_not_blocked(connection, &domain).await?;
    limits::check_domain_checks(carbot, user_id).await?;
    let token = carbot.master_key.domain_token(user_id, &domain);
    let results = carbot.domain_probe.check(&domain, &token).await;
    let check = Check {
        key: &key,
        token: &token,
        results: &results,
        now: carbot.clock.now(),
    };
    let transaction = carbot.database.begin().await?;
    store(&transaction, &check).await?;
    if check.success().is_some() && set_verified(&transaction, &key, true, check.now).await? {
        let action = audit::Action {
            user_id,
            business_id: Some(key.business_id),
            name: "client_key.domain_verified",
            target_id: Some(&client_key_id),
        };
        audit::record(carbot, &transaction, action).await?;
    }
    transaction.commit().await?;
    carbot.keys.invalidate(&key.key_hash).await;
    find_verification(carbot, user_id, client_key_id).await
}

/// What a look at a domain has found.
struct Check<'a> {
    key: &'a client_key::Model,
    token: &'a str,
    results: &'a [MethodResult],
    now: DateTime<Utc>,
}

impl Check<'_> {
    fn success(&self) -> Option<VerificationMethod> {
        let found = |it: &&MethodResult| it.outcome == CheckOutcome::Found;
        self.results.iter().find(found).map(|it| it.method)
    }
}

/// Keeps what was found; a success also since when, a failure only as the last look.
async fn store(connection: &impl ConnectionTrait, check: &Check<'_>) -> Result<()> {
    use domain_verification::Column;
    let success = check.success();
    let model = domain_verification::ActiveModel {
        id: Set(Uuid::now_v7()),
        landing_page_id: Set(None),
        client_key_id: Set(Some(check.key.id)),
        domain: Set(check.key.domain.clone()),
        verification_token: Set(check.token.to_owned()),
        verification_method: Set(success
            .map_or("none", VerificationMethod::as_str)
            .to_owned()),
        is_verified: Set(success.is_some()),
        verified_at: Set(success.map(|_| check.now)),
        expires_at: Set(None),
        created_at: Set(check.now),
        checked_at: Set(Some(check.now)),
        failing_since: Set(None),
        results: Set(Some(serde_json::to_value(check.results)?)),
    };
    let mut columns = vec![Column::CheckedAt, Column::Results];
    if success.is_some() {
        columns.extend([
            Column::Domain,
            Column::VerificationToken,
            Column::VerificationMethod,
            Column::IsVerified,
            Column::VerifiedAt,
            Column::FailingSince,
        ]);
    }
    let again = OnConflict::column(Column::ClientKeyId)
        .update_columns(columns)
        .to_owned();
    domain_verification::Entity::insert(model)
        .on_conflict(again)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// Gives whether that changed anything.
async fn set_verified(
    connection: &impl ConnectionTrait,
    key: &client_key::Model,
    is_verified: bool,
    now: DateTime<Utc>,
) -> Result<bool> {
    let updated = client_key::Entity::update_many()
        .col_expr(client_key::Column::DomainVerified, Expr::value(is_verified))
        .col_expr(client_key::Column::UpdatedAt, Expr::value(now))
        .filter(client_key::Column::Id.eq(key.id))
        .filter(client_key::Column::Domain.eq(&key.domain))
        .filter(client_key::Column::DomainVerified.ne(is_verified))
        .exec(connection)
        .await?;
    Ok(updated.rows_affected == 1)
}

async fn find_key(
    connection: &impl ConnectionTrait,
    user_id: UserId,
    client_key_id: ClientKeyId,
) -> Result<client_key::Model> {
    client_key::Entity::find_by_id(client_key_id)
        .filter(client_key::Column::UserId.eq(user_id))
        .one(connection)
        .await?
        .ok_or(Error::NotFound)
}

async fn find_stored(
    connection: &impl ConnectionTrait,
    client_key_id: ClientKeyId,
) -> Result<Option<domain_verification::Model>> {
    Ok(domain_verification::Entity::find()
        .filter(domain_verification::Column::ClientKeyId.eq(client_key_id))
        .one(connection)
        .await?)
}

fn to_verification(
    carbot: &Carbot,
    key: &client_key::Model,
    stored: Option<domain_verification::Model>,
) -> Result<DomainVerification> {
    let domain = HostName::parse(&key.domain).map_err(Error::internal)?;
    let token = carbot.master_key.domain_token(key.user_id, &domain);
    let last_check = match &stored {
        Some(domain_verification::Model {
            checked_at: Some(checked_at),
            results: Some(results),
            ..
        }) => {
            let results: Vec<MethodResult> = serde_json::from_value(results.clone())?;
            let succeeded = results.iter().any(|it| it.outcome == CheckOutcome::Found);
            Some(DomainCheck {
                checked_at: *checked_at,
                succeeded,
                results,
            })
        }
        _ => None,
    };
    let stored = stored.filter(|it| it.is_verified && key.domain_verified);
    let verified_by = stored.as_ref().and_then(|stored| {
        VerificationMethod::ALL
            .into_iter()
            .find(|it| it.as_str() == stored.verification_method)
    });
    Ok(DomainVerification {
        is_verified: key.domain_verified,
        verified_at: stored.and_then(|it| it.verified_at),
        verified_by,
        file: VerificationFile {
            url: format!("https://{domain}{}", probe::FILE_PATH),
            content: token.clone(),
        },
        dns: VerificationRecord {
            name: format!("_carbot.{domain}"),
            value: format!("{}{token}", probe::RECORD_PREFIX),
        },
        meta: format!("<meta name=\"carbot-verification\" content=\"{token}\">"),
        domain,
        token,
        last_check,
    })
}
