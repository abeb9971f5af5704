//! Keys as the API has them: pages, single ones, changes and rotation.

use super::{owned_by, to_summary};
use crate::{
    Carbot, Error, Precondition, Result, Revised, audit,
    entities::{client_key, landing_page, retired_client_key},
    merge_patch::patched,
    paging::{invalid_cursor, page_size},
    secrets::random_bytes,
};
use api::{
    client_keys::{
        ClientKeyInput, ClientKeyQuery, ClientKeySummary, ListClientKeysResponse,
        MAX_OVERLAP_HOURS, Pagination, RotateClientKeyRequest, RotateClientKeyResponse,
        USUAL_OVERLAP_HOURS,
    },
    ids::{ClientKeyId, UserId},
    problem::ValueError,
    values::{ClientKey, HostName},
};
use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait as _, QueryFilter,
    QueryOrder, QuerySelect, Select, Set,
};
use serde_json::{Map, Value as Json};

/// Keys of a page unless another number is asked for.
const USUAL_PAGE: u64 = 20;

/// The keys of an account that are not revoked for good.
fn living(account_id: UserId) -> Select<client_key::Entity> {
    owned_by(account_id).filter(client_key::Column::RevokedAt.is_null())
}

/// A page of an account's keys, the newest first, by number or by cursor.
pub async fn page_client_keys(
    carbot: &Carbot,
    account_id: UserId,
    query: &ClientKeyQuery,
) -> Result<ListClientKeysResponse> {
    let connection = carbot.database.connection();
    let id = client_key::Column::Id;
    let limit = page_size(query.limit.unwrap_or(USUAL_PAGE));
    let total = living(account_id).count(connection).await?;
    let mut select = living(account_id);
    let skipped = if let Some(cursor) = &query.cursor {
        let last: ClientKeyId = cursor.parse().map_err(|_| invalid_cursor())?;
        select = select.filter(id.lt(last));
        living(account_id)
            .filter(id.gte(last))
            .count(connection)
            .await?
    } else {
        let skipped = query.page.unwrap_or(1).max(1) - 1;
        let skipped = skipped.saturating_mul(limit);
        select = select.offset(skipped.min(i64::MAX.unsigned_abs()));
        skipped
    };
    let mut models = select
        .order_by_desc(id)
        .limit(limit + 1)
        .all(connection)
        .await?;
    let has_more = models.len() as u64 > limit;
    models.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next_cursor = models
        .last()
        .filter(|_| has_more)
        .map(|it| it.id.to_string());
    Ok(ListClientKeysResponse {
        keys: models.into_iter().map(to_summary).collect::<Result<_>>()?,
        pagination: Pagination {
            page: skipped / limit + 1,
            limit,
            total,
            has_more,
            next_cursor,
        },
    })
}

/// One key, with what a change may start from.
pub async fn find_client_key(
    carbot: &Carbot,
    account_id: UserId,
    id: ClientKeyId,
) -> Result<Revised<ClientKeySummary>> {
    revised(find_living(carbot.database.connection(), account_id, id).await?)
}

/// Changes the fields that are sent: the note, the limit, and whether the key answers.
pub async fn patch_client_key(
    carbot: &Carbot,
    account_id: UserId,
    id: ClientKeyId,
    patch: &Map<String, Json>,
    precondition: &Precondition,
) -> Result<Revised<ClientKeySummary>> {
    let transaction = carbot.database.begin().await?;
    let found = lock_living(&transaction, account_id, id, precondition).await?;
    let current = ClientKeyInput {
        description: found.description.clone(),
        usage_limit: found.usage_limit,
        is_active: found.is_active,
    };
    let input = patched(&current, patch)?;
    let new = input.parse(&current)?;
    let change = client_key::ActiveModel {
        id: Set(id),
        description: Set(new.description),
        usage_limit: Set(new.usage_limit),
        is_active: Set(new.is_active),
        updated_at: Set(next_update(carbot, &found)),
        ..Default::default()
    };
    let changed = change.update(&transaction).await.map_err(|error| {
        // Another key of this domain was made meanwhile.
        let taken = ValueError::new("domain_taken", "has another key that answers");
        Error::conflict_on(
            error,
            "uq_client_keys_user_domain_environment",
            "client_keys.domain",
            taken.at("/is_active"),
        )
    })?;
    record(carbot, &transaction, &changed, "client_key.updated").await?;
    transaction.commit().await?;
    // Under its earlier values too; keys are few and quickly read again.
    carbot.keys.invalidate_all();
    revised(changed)
}

/// Gives a key another value. The old one answers for a while beside it, so that websites can be
/// changed one after the other; the new one answers for another year.
pub async fn rotate_client_key(
    carbot: &Carbot,
    account_id: UserId,
    id: ClientKeyId,
    request: &RotateClientKeyRequest,
) -> Result<RotateClientKeyResponse> {
    let hours = request.overlap_hours.unwrap_or(USUAL_OVERLAP_HOURS);
    if hours > MAX_OVERLAP_HOURS {
        let error = ValueError::new("invalid_overlap", "must be 0 to 168 hours");
        return Err(error.at("/overlap_hours").into());
    }
    let transaction = carbot.database.begin().await?;
    let found = lock_living(&transaction, account_id, id, &Precondition::Any).await?;
    if !found.is_active {
        let error = ValueError::new("key_inactive", "does not answer: activate it first");
        return Err(Error::Conflict(error.at("")));
    }
    refuse_landing_page_key(carbot, &transaction, &found).await?;
    let environment = super::environment_of(&found.environment);
    let key = ClientKey::from_secret(environment, random_bytes().map_err(Error::internal)?);
    let now = carbot.clock.now();
    let previous_expires_at = (now + TimeDelta::hours(hours.into())).min(found.expires_at);
    retired_client_key::Entity::delete_many()
        .filter(retired_client_key::Column::ClientKeyId.eq(id))
        .filter(retired_client_key::Column::ExpiresAt.lte(now))
        .exec(&transaction)
        .await?;
    if hours > 0 {
        let retired = retired_client_key::ActiveModel {
            key_hash: Set(found.key_hash.clone()),
            client_key_id: Set(id),
            expires_at: Set(previous_expires_at),
        };
        retired_client_key::Entity::insert(retired)
            .exec_without_returning(&transaction)
            .await?;
    }
    let change = client_key::ActiveModel {
        id: Set(id),
        key_hash: Set(carbot.master_key.hash_client_key(&key)),
        key_prefix: Set(key.prefix().to_owned()),
        key_last_four: Set(key.last_four().to_owned()),
        updated_at: Set(next_update(carbot, &found)),
        expires_at: Set(now + super::LIFE),
        ..Default::default()
    };
    let changed = change.update(&transaction).await?;
    record(carbot, &transaction, &changed, "client_key.rotated").await?;
    transaction.commit().await?;
    carbot.keys.invalidate_all();
    Ok(RotateClientKeyResponse {
        id,
        key,
        domain: HostName::parse(&changed.domain).map_err(Error::internal)?,
        usage_limit: changed.usage_limit,
        created_at: changed.created_at,
        expires_at: changed.expires_at,
        previous_key_expires_at: (hours > 0).then_some(previous_expires_at),
    })
}

async fn find_living(
    connection: &impl ConnectionTrait,
    account_id: UserId,
    id: ClientKeyId,
) -> Result<client_key::Model> {
    living(account_id)
        .filter(client_key::Column::Id.eq(id))
        .one(connection)
        .await?
        .ok_or(Error::NotFound)
}

/// The same, kept from changes of others until the transaction ends.
async fn lock_living(
    connection: &impl ConnectionTrait,
    account_id: UserId,
    id: ClientKeyId,
    precondition: &Precondition,
) -> Result<client_key::Model> {
    let found = living(account_id)
        .filter(client_key::Column::Id.eq(id))
        .lock_exclusive()
        .one(connection)
        .await?
        .ok_or(Error::NotFound)?;
    precondition.check(revision_of(&found))?;
    Ok(found)
}

/// A landing page writes its key into itself from the master key; another value would be lost.
async fn refuse_landing_page_key(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    key: &client_key::Model,
) -> Result<()> {
    let pages = landing_page::Entity::find()
        .filter(landing_page::Column::BusinessId.eq(key.business_id))
        .all(connection)
        .await?;
    let is_of_page = pages.iter().any(|page| {
        let of_page = carbot.master_key.landing_page_key(page.id);
        carbot.master_key.hash_client_key(&of_page) == key.key_hash
    });
    if is_of_page {
        let error = ValueError::new("landing_page_key", "belongs to a landing page");
        return Err(Error::Conflict(error.at("")));
    }
    Ok(())
}

/// Keys have no counter of their own: the time of the last change is one.
fn revision_of(key: &client_key::Model) -> i64 {
    key.updated_at.timestamp_micros()
}

/// Now, but later than the change before.
fn next_update(carbot: &Carbot, key: &client_key::Model) -> chrono::DateTime<chrono::Utc> {
    let earliest = key.updated_at + TimeDelta::microseconds(1);
    carbot.clock.now().max(earliest)
}

fn revised(key: client_key::Model) -> Result<Revised<ClientKeySummary>> {
    Ok(Revised {
        revision: revision_of(&key),
        value: to_summary(key)?,
    })
}

async fn record(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    key: &client_key::Model,
    name: &'static str,
) -> Result<()> {
    let action = audit::Action {
        user_id: key.user_id,
        business_id: Some(key.business_id),
        name,
        target_id: Some(&key.id),
    };
    audit::record(carbot, connection, action).await
}
