//! Client keys, with which a website may use the widget.

mod access;
mod changes;
mod expiry;
mod origins;

pub use access::{KeyRecord, authorize};
pub(crate) use access::{find_active_key, find_current_key, forget_key};
pub use changes::{find_client_key, page_client_keys, patch_client_key, rotate_client_key};
pub(crate) use expiry::owner_mail;
pub use expiry::warn_of_expiring_keys;
pub use origins::{list_extra_origins, set_extra_origins};

use crate::{
    Carbot, Error, Result, accounts, audit, businesses, domain_verification,
    entities::{client_key, retired_client_key},
    secrets::random_bytes,
};
use api::{
    accounts::Tier,
    client_keys::{ClientKeySummary, CreateClientKeyRequest, CreateClientKeyResponse},
    ids::{BusinessId, ClientKeyId, UserId},
    problem::ValueError,
    values::{ClientKey, HostName, KeyEnvironment},
};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select,
    Set, sea_query::Expr,
};

/// A key answers for one year.
const LIFE: TimeDelta = TimeDelta::days(365);

/// Messages a key may be sent before it stops answering, by tier.
const fn default_usage_limit(tier: Tier) -> i32 {
    match tier {
        Tier::Basic => 10_000,
        Tier::Premium => 50_000,
        Tier::Enterprise => i32::MAX,
    }
}

/// Every read of a key on behalf of an account begins here.
pub(crate) fn owned_by(user_id: UserId) -> Select<client_key::Entity> {
    client_key::Entity::find().filter(client_key::Column::UserId.eq(user_id))
}

/// The key of this id, where it belongs to the account.
pub(crate) async fn find_owned(
    connection: &impl ConnectionTrait,
    user_id: UserId,
    id: ClientKeyId,
) -> Result<client_key::Model> {
    owned_by(user_id)
        .filter(client_key::Column::Id.eq(id))
        .one(connection)
        .await?
        .ok_or(Error::NotFound)
}

/// All keys of an account, newest first.
pub async fn list_client_keys(carbot: &Carbot, user_id: UserId) -> Result<Vec<ClientKeySummary>> {
    owned_by(user_id)
        .order_by_desc(client_key::Column::Id)
        .all(carbot.database.connection())
        .await?
        .into_iter()
        .map(to_summary)
        .collect()
}

/// Makes a key and gives its full value, the only time it can be seen.
pub async fn create_client_key(
    carbot: &Carbot,
    user_id: UserId,
    request: &CreateClientKeyRequest,
) -> Result<CreateClientKeyResponse> {
    let new = request.parse()?;
    check_public_suffix(&new.domain)?;
    let key = ClientKey::from_secret(new.environment, random_bytes().map_err(Error::internal)?);
    let transaction = carbot.database.begin().await?;
    domain_verification::check_not_blocked(&transaction, &new.domain).await?;
    let business = match new.business_id {
        Some(business_id) => businesses::find_owned(&transaction, user_id, business_id).await?,
        None => businesses::find_first(&transaction, user_id).await?,
    };
    let usage_limit = match new.usage_limit {
        Some(limit) => limit,
        None => default_usage_limit(accounts::tier_of(&transaction, user_id).await?),
    };
    let record = NewKey {
        id: ClientKeyId::new(),
        user_id,
        business_id: business.id,
        key: &key,
        domain: &new.domain,
        is_verified: false,
        description: new.description,
        usage_limit,
    };
    let model = insert(carbot, &transaction, record).await?;
    let action = audit::Action {
        user_id,
        business_id: Some(business.id),
        name: "client_key.created",
        target_id: Some(&model.id),
    };
    audit::record(carbot, &transaction, action).await?;
    transaction.commit().await?;
    Ok(CreateClientKeyResponse {
        id: model.id,
        key,
        domain: new.domain,
        usage_limit,
        created_at: model.created_at,
    })
}

/// A production key is for a name somebody can register (public suffix list),
/// so `co.uk` is none while `garage.co.uk` is one.
fn check_public_suffix(domain: &HostName) -> Result<()> {
    let is_registrable = psl::domain_str(domain.as_str()).is_some();
    if domain.is_localhost() || is_registrable {
        Ok(())
    } else {
        let error = ValueError::new(
            "invalid_domain",
            "is a public suffix, not a domain of yours",
        );
        Err(error.at("/domain").into())
    }
}

pub(crate) struct NewKey<'a> {
    pub id: ClientKeyId,
    pub user_id: UserId,
    pub business_id: BusinessId,
    pub key: &'a ClientKey,
    pub domain: &'a HostName,
    pub is_verified: bool,
    pub description: Option<String>,
    pub usage_limit: i32,
}

/// Keeps a key; one that exists already for the same account, domain and
/// environment is a conflict.
pub(crate) async fn insert(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    new: NewKey<'_>,
) -> Result<client_key::Model> {
    let now: DateTime<Utc> = carbot.clock.now();
    let key_hash = carbot.master_key.hash_client_key(new.key);
    let model = client_key::ActiveModel {
        id: Set(new.id),
        user_id: Set(new.user_id),
        business_id: Set(new.business_id),
        environment: Set(new.key.environment().as_str().to_owned()),
        key_hash: Set(key_hash.clone()),
        key_prefix: Set(new.key.prefix().to_owned()),
        key_last_four: Set(new.key.last_four().to_owned()),
        domain: Set(new.domain.to_string()),
        domain_verified: Set(new.is_verified),
        description: Set(new.description),
        is_active: Set(true),
        usage_limit: Set(new.usage_limit),
        current_usage: Set(0),
        last_used_at: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
        expires_at: Set(now + LIFE),
        metadata: Set(serde_json::json!({})),
        revoked_at: Set(None),
    };
    let model = model.insert(connection).await.map_err(|error| {
        let taken = ValueError::new("domain_taken", "has a key already").at("/domain");
        Error::conflict_on(
            error,
            "uq_client_keys_user_domain_environment",
            "client_keys.domain",
            taken,
        )
    })?;
    // It may have been asked for before it existed.
    carbot.keys.invalidate(&key_hash).await;
    Ok(model)
}

/// Puts an existing key to a new domain of ours; gives whether there is such a key.
pub(crate) async fn move_key(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    key: &ClientKey,
    domain: &HostName,
) -> Result<bool> {
    let updated = client_key::Entity::update_many()
        .col_expr(client_key::Column::Domain, Expr::value(domain.as_str()))
        .col_expr(client_key::Column::IsActive, Expr::value(true))
        .col_expr(
            client_key::Column::RevokedAt,
            Expr::value(None::<DateTime<Utc>>),
        )
        .col_expr(
            client_key::Column::UpdatedAt,
            Expr::value(carbot.clock.now()),
        )
        .filter(client_key::Column::KeyHash.eq(carbot.master_key.hash_client_key(key)))
        .exec(connection)
        .await?;
    Ok(updated.rows_affected > 0)
}

/// Revokes a key for good, its earlier values too: it stops answering at once, in every process.
/// Its conversations stay.
pub async fn revoke_client_key(
    carbot: &Carbot,
    user_id: UserId,
    client_key_id: ClientKeyId,
) -> Result<()> {
    let transaction = carbot.database.begin().await?;
    let key = owned_by(user_id)
        .filter(client_key::Column::Id.eq(client_key_id))
        .filter(client_key::Column::RevokedAt.is_null())
        .one(&transaction)
        .await?
        .ok_or(Error::NotFound)?;
    retired_client_key::Entity::delete_many()
        .filter(retired_client_key::Column::ClientKeyId.eq(client_key_id))
        .exec(&transaction)
        .await?;
    client_key::Entity::update_many()
        .col_expr(client_key::Column::IsActive, Expr::value(false))
        .col_expr(
            client_key::Column::RevokedAt,
            Expr::value(carbot.clock.now()),
        )
        .col_expr(
            client_key::Column::UpdatedAt,
            Expr::value(carbot.clock.now()),
        )
        .filter(client_key::Column::Id.eq(client_key_id))
        .exec(&transaction)
        .await?;
    let action = audit::Action {
        user_id,
        business_id: Some(key.business_id),
        name: "client_key.revoked",
        target_id: Some(&client_key_id),
    };
    audit::record(carbot, &transaction, action).await?;
    transaction.commit().await?;
    carbot.keys.invalidate(&key.key_hash).await;
    // Under its earlier values too; keys are few and quickly read again.
    carbot.keys.invalidate_all();
    Ok(())
}

/// Marks the domain of an account's keys as theirs, on an operator's word;
/// gives how many keys that were.
pub async fn vouch_for_domain(carbot: &Carbot, user_id: UserId, domain: &HostName) -> Result<u64> {
    let updated = client_key::Entity::update_many()
        .col_expr(client_key::Column::DomainVerified, Expr::value(true))
        .col_expr(
            client_key::Column::UpdatedAt,
            Expr::value(carbot.clock.now()),
        )
        .filter(client_key::Column::UserId.eq(user_id))
        .filter(client_key::Column::Domain.eq(domain.as_str()))
        .exec(carbot.database.connection())
        .await?;
    carbot.keys.invalidate_all();
    Ok(updated.rows_affected)
}

fn to_summary(model: client_key::Model) -> Result<ClientKeySummary> {
    Ok(ClientKeySummary {
        id: model.id,
        key_prefix: model.key_prefix,
        key_last_four: model.key_last_four,
        environment: environment_of(&model.environment),
        domain: HostName::parse(&model.domain).map_err(Error::internal)?,
        domain_verified: model.domain_verified,
        description: model.description,
        is_active: model.is_active,
        current_usage: model.current_usage,
        usage_limit: model.usage_limit,
        last_used_at: model.last_used_at,
        created_at: model.created_at,
        expires_at: model.expires_at,
    })
}

fn environment_of(name: &str) -> KeyEnvironment {
    if name == KeyEnvironment::Test.as_str() {
        KeyEnvironment::Test
    } else {
        KeyEnvironment::Prod
    }
}
