//! Refresh tokens: how a program stays signed in.
//!
//! A login opens a family. Each use of a token gives the next one of its family (RFC 9700, 4.14),
//! and only a hash is kept. A token that comes twice was copied: its family ends. For
//! [`GRACE`] after the first use it is answered instead, since two tabs, or a request that is
//! repeated because its answer was lost, do the same.

use crate::{
    Carbot, Error, Result, access, audit,
    entities::{refresh_family, refresh_token},
    secrets,
};
use api::{
    accounts::{LoginResponse, Tokens, UserProfile},
    ids::UserId,
    problem::ValueError,
};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set, sea_query::Expr,
};
use uuid::Uuid;

/// How long a token that was used may come again.
const GRACE: TimeDelta = TimeDelta::seconds(10);
/// How long a program stays signed in without a use, and with "remember".
const LIFE: TimeDelta = TimeDelta::days(1);
const REMEMBERED_LIFE: TimeDelta = TimeDelta::days(30);
const PREFIX: &str = "cb_rt_";

const INVALID: ValueError = ValueError::new(
    "invalid_refresh_token",
    "the refresh token is unknown, expired or revoked",
);

/// The program that signs in.
#[derive(Clone, Debug, Default)]
pub struct Client {
    /// Stay signed in for 30 days rather than one.
    pub remember: bool,
    /// What it calls itself, in the header `User-Agent`.
    pub user_agent: Option<String>,
}

const fn life(is_remembered: bool) -> TimeDelta {
    if is_remembered { REMEMBERED_LIFE } else { LIFE }
}

/// Signs a program in for an account whose proof was checked.
pub async fn open(carbot: &Carbot, user: UserProfile, client: Client) -> Result<LoginResponse> {
    let now = carbot.clock.now();
    let transaction = carbot.database.begin().await?;
    let family = refresh_family::ActiveModel {
        id: Set(Uuid::now_v7()),
        user_id: Set(user.id),
        is_remembered: Set(client.remember),
        user_agent: Set(client
            .user_agent
            .as_deref()
            .and_then(super::sign_ins::summarise)),
        created_at: Set(now),
        last_used_at: Set(now),
        expires_at: Set(now + life(client.remember)),
        revoked_at: Set(None),
    };
    let family = family.insert(&transaction).await?;
    let refresh_token = insert_token(carbot, &transaction, family.id).await?;
    transaction.commit().await?;
    answer(carbot, user, refresh_token)
}

fn answer(carbot: &Carbot, user: UserProfile, refresh_token: String) -> Result<LoginResponse> {
    let access_token = access::issue(carbot, &user)?;
    Ok(LoginResponse {
        user,
        tokens: Tokens {
            access_token: access_token.token,
            refresh_token,
            expires_in: access_token.expires_in,
        },
    })
}

async fn insert_token(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    family_id: Uuid,
) -> Result<String> {
    let secret: [u8; 32] = secrets::random_bytes().map_err(Error::internal)?;
    let token = format!("{PREFIX}{}", hex::encode(secret));
    let model = refresh_token::ActiveModel {
        id: Set(Uuid::now_v7()),
        family_id: Set(family_id),
        token_hash: Set(carbot.master_key.hash_refresh_token(&token)),
        created_at: Set(carbot.clock.now()),
        used_at: Set(None),
    };
    model.insert(connection).await?;
    Ok(token)
}

async fn find_token(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    token: &str,
) -> Result<Option<refresh_token::Model>> {
    let hash = carbot.master_key.hash_refresh_token(token);
    Ok(refresh_token::Entity::find()
        .filter(refresh_token::Column::TokenHash.eq(hash))
        .one(connection)
        .await?)
}

/// Exchanges a refresh token for the next one and a new access token.
pub async fn refresh(carbot: &Carbot, token: &str) -> Result<LoginResponse> {
    let now = carbot.clock.now();
    let transaction = carbot.database.begin().await?;
    let found = find_token(carbot, &transaction, token).await?;
    let found = found.ok_or(Error::Unauthenticated(INVALID))?;
    let family = refresh_family::Entity::find_by_id(found.family_id)
        .one(&transaction)
        .await?
        .ok_or(Error::Unauthenticated(INVALID))?;
    // Also the lock under which the tokens of a family are used one after the other.
    if !extend(&transaction, &family, now).await? {
        return Err(Error::Unauthenticated(INVALID));
    }
    if !use_token(&transaction, found.id, now).await?
        && !is_in_grace(&transaction, found.id, now).await?
    {
        revoke(&transaction, family.user_id, Some(family.id), now).await?;
        let action = audit::Action {
            user_id: family.user_id,
            business_id: None,
            name: "refresh_token.reused",
            target_id: Some(&family.id),
        };
        audit::record(carbot, &transaction, action).await?;
        transaction.commit().await?;
        tracing::warn!(family = %family.id, "a refresh token was used twice; its family ends");
        return Err(Error::Unauthenticated(ValueError::new(
            "refresh_token_reused",
            "the refresh token was used before; sign in again",
        )));
    }
    let user = super::find_active(&transaction, family.user_id).await?;
    let user = user.ok_or(Error::Unauthenticated(INVALID))?;
    let next = insert_token(carbot, &transaction, family.id).await?;
    transaction.commit().await?;
    answer(carbot, super::to_profile(user)?, next)
}

/// Moves the end of a family that lives; gives whether it does.
async fn extend(
    connection: &impl ConnectionTrait,
    family: &refresh_family::Model,
    now: DateTime<Utc>,
) -> Result<bool> {
    let extended = refresh_family::Entity::update_many()
        .col_expr(refresh_family::Column::LastUsedAt, Expr::value(now))
        .col_expr(
            refresh_family::Column::ExpiresAt,
            Expr::value(now + life(family.is_remembered)),
        )
        .filter(refresh_family::Column::Id.eq(family.id))
        .filter(refresh_family::Column::RevokedAt.is_null())
        .filter(refresh_family::Column::ExpiresAt.gt(now))
        .exec(connection)
        .await?;
    Ok(extended.rows_affected == 1)
}

/// Marks a token as used; gives whether it was not before: condition and change are one statement.
async fn use_token(
    connection: &impl ConnectionTrait,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<bool> {
    let used = refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::UsedAt, Expr::value(Some(now)))
        .filter(refresh_token::Column::Id.eq(id))
        .filter(refresh_token::Column::UsedAt.is_null())
        .exec(connection)
        .await?;
    Ok(used.rows_affected == 1)
}

async fn is_in_grace(
    connection: &impl ConnectionTrait,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<bool> {
    let token = refresh_token::Entity::find_by_id(id)
        .one(connection)
        .await?;
    let used_at = token.and_then(|it| it.used_at);
    Ok(used_at.is_some_and(|it| now - it <= GRACE))
}

/// Ends one family of an account, or all of them; gives how many that were.
pub(super) async fn revoke(
    connection: &impl ConnectionTrait,
    user_id: UserId,
    family_id: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<u64> {
    let mut update = refresh_family::Entity::update_many()
        .col_expr(refresh_family::Column::RevokedAt, Expr::value(Some(now)))
        .filter(refresh_family::Column::UserId.eq(user_id))
        .filter(refresh_family::Column::RevokedAt.is_null());
    if let Some(id) = family_id {
        update = update.filter(refresh_family::Column::Id.eq(id));
    }
    Ok(update.exec(connection).await?.rows_affected)
}

/// Ends the family of a refresh token. An unknown token is no error: what should end has ended.
pub async fn log_out(carbot: &Carbot, token: &str) -> Result<()> {
    let transaction = carbot.database.begin().await?;
    if let Some(found) = find_token(carbot, &transaction, token).await?
        && let Some(family) = refresh_family::Entity::find_by_id(found.family_id)
            .one(&transaction)
            .await?
    {
        let now = carbot.clock.now();
        revoke(&transaction, family.user_id, Some(family.id), now).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Deletes families that have ended by themselves, and tokens so old that their use again would
/// say nothing; gives how many families that were.
pub(super) async fn delete_expired(carbot: &Carbot) -> Result<u64> {
    let now = carbot.clock.now();
    let connection = carbot.database.connection();
    refresh_token::Entity::delete_many()
        .filter(refresh_token::Column::UsedAt.lt(now - REMEMBERED_LIFE))
        .exec(connection)
        .await?;
    let deleted = refresh_family::Entity::delete_many()
        .filter(refresh_family::Column::ExpiresAt.lt(now))
        .exec(connection)
        .await?;
    Ok(deleted.rows_affected)
}
