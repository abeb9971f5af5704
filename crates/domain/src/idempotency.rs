//! Requests that come twice are done once: the answer to the first is kept for a day.
//!
//! Keys are per account and route. A kept answer can hold what is shown only once, such as a new
//! client key, so it is encrypted like a waiting mail.

use crate::{Carbot, Result, entities::idempotency_key};
use api::ids::UserId;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, Set,
    sea_query::{Expr, OnConflict},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// How long an answer is kept.
const LIFE: TimeDelta = TimeDelta::hours(24);
/// A request that takes longer has died with its process.
const LONGEST_REQUEST: TimeDelta = TimeDelta::minutes(1);
/// The longest body that is kept.
const MAX_BODY_BYTES: usize = 64 * 1024;

/// A request that names a key.
#[derive(Clone, Copy, Debug)]
pub struct KeyedRequest<'a> {
    /// Who sends it.
    pub user_id: UserId,
    /// Where to.
    pub route: &'a str,
    /// The key.
    pub key: &'a str,
    /// All that makes it another request: query, type and body.
    pub content: &'a [&'a [u8]],
}

/// An answer as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptResponse {
    /// Its status.
    pub status: u16,
    /// The headers that belong to it.
    pub headers: Vec<(String, String)>,
    /// Its body, a text.
    pub body: String,
}

/// What is to be done with a request.
#[derive(Debug)]
pub enum Begun {
    /// It is the first of its key: do it and [`finish`].
    First(Ticket),
    /// It was done: this was the answer.
    Done(KeptResponse),
    /// It was done, but its answer was too long to be kept.
    DoneWithoutResponse,
    /// It is being done.
    InFlight,
    /// The key was used for another request.
    Reused,
}

/// The right to do a request.
#[derive(Debug)]
pub struct Ticket {
    id: Uuid,
    created_at: DateTime<Utc>,
}

/// Asks whether a request is to be done. Of several at once, in one process or many, one is the
/// first.
pub async fn begin(carbot: &Carbot, request: KeyedRequest<'_>) -> Result<Begun> {
    let now = carbot.clock.now();
    let ticket = Ticket {
        id: Uuid::now_v7(),
        created_at: now,
    };
    let route = if request.route.len() > 255 {
        hash(&[request.route.as_bytes()])
    } else {
        request.route.to_owned()
    };
    let key_hash = hash(&[request.key.as_bytes()]);
    let request_hash = hash(request.content);
    let model = idempotency_key::ActiveModel {
        id: Set(ticket.id),
        user_id: Set(request.user_id),
        route: Set(route.clone()),
        key_hash: Set(key_hash.clone()),
        request_hash: Set(request_hash.clone()),
        status: Set(None),
        response: Set(None),
        created_at: Set(now),
    };
    let connection = carbot.database.connection();
    let once = OnConflict::columns([
        idempotency_key::Column::UserId,
        idempotency_key::Column::Route,
        idempotency_key::Column::KeyHash,
    ])
    .do_nothing()
    .to_owned();
    let inserted = idempotency_key::Entity::insert(model)
        .on_conflict(once)
        .exec_without_returning(connection)
        .await?;
    if inserted == 1 {
        return Ok(Begun::First(ticket));
    }
    let found = idempotency_key::Entity::find()
        .filter(idempotency_key::Column::UserId.eq(request.user_id))
        .filter(idempotency_key::Column::Route.eq(route))
        .filter(idempotency_key::Column::KeyHash.eq(key_hash))
        .one(connection)
        .await?;
    let Some(found) = found else {
        // Given up in between; whoever asks again is the first.
        return Ok(Begun::InFlight);
    };
    let age = now - found.created_at;
    let is_over = age >= LIFE || (found.status.is_none() && age >= LONGEST_REQUEST);
    if is_over {
        return take_over(carbot, &found, &request_hash).await;
    }
    if found.request_hash != request_hash {
        return Ok(Begun::Reused);
    }
    match (found.status, found.response) {
        (None, _) => Ok(Begun::InFlight),
        (Some(_), None) => Ok(Begun::DoneWithoutResponse),
        (Some(_), Some(sealed)) => {
            let key = carbot.master_key.idempotency_key();
            Ok(Begun::Done(key.open(found.id, &sealed)?))
        }
    }
}

/// Begins anew where the old request is too long ago.
async fn take_over(
    carbot: &Carbot,
    found: &idempotency_key::Model,
    request_hash: &str,
) -> Result<Begun> {
    let now = carbot.clock.now();
    let none = || Expr::value(Option::<i32>::None);
    let taken = idempotency_key::Entity::update_many()
        .col_expr(
            idempotency_key::Column::RequestHash,
            Expr::value(request_hash),
        )
        .col_expr(idempotency_key::Column::Status, none())
        .col_expr(
            idempotency_key::Column::Response,
            Expr::value(Option::<Vec<u8>>::None),
        )
        .col_expr(idempotency_key::Column::CreatedAt, Expr::value(now))
        .filter(idempotency_key::Column::Id.eq(found.id))
        .filter(idempotency_key::Column::CreatedAt.eq(found.created_at))
        .exec(carbot.database.connection())
        .await?;
    Ok(if taken.rows_affected == 1 {
        Begun::First(Ticket {
            id: found.id,
            created_at: now,
        })
    } else {
        Begun::InFlight
    })
}

/// Keeps the answer. One that is no text or too long is not kept, only that there was one.
pub async fn finish(
    carbot: &Carbot,
    ticket: Ticket,
    response: Option<&KeptResponse>,
) -> Result<()> {
    let key = carbot.master_key.idempotency_key();
    let status = response.map_or(0, |it| i32::from(it.status));
    let kept = response.filter(|it| it.body.len() <= MAX_BODY_BYTES);
    let sealed = kept.map(|it| key.seal(ticket.id, it)).transpose()?;
    of_ticket(&ticket)
        .col_expr(idempotency_key::Column::Status, Expr::value(status))
        .col_expr(idempotency_key::Column::Response, Expr::value(sealed))
        .exec(carbot.database.connection())
        .await?;
    Ok(())
}

/// Nothing was done: the key is free again.
pub async fn give_up(carbot: &Carbot, ticket: Ticket) -> Result<()> {
    idempotency_key::Entity::delete_many()
        .filter(idempotency_key::Column::Id.eq(ticket.id))
        .filter(idempotency_key::Column::CreatedAt.eq(ticket.created_at))
        .exec(carbot.database.connection())
        .await?;
    Ok(())
}

/// Deletes what is older than a day; gives how many keys that were.
pub async fn delete_expired(carbot: &Carbot) -> Result<u64> {
    let deleted = idempotency_key::Entity::delete_many()
        .filter(idempotency_key::Column::CreatedAt.lt(carbot.clock.now() - LIFE))
        .exec(carbot.database.connection())
        .await?;
    Ok(deleted.rows_affected)
}

/// The row as long as nobody has taken it over.
fn of_ticket(ticket: &Ticket) -> sea_orm::UpdateMany<idempotency_key::Entity> {
    idempotency_key::Entity::update_many()
        .filter(idempotency_key::Column::Id.eq(ticket.id))
        .filter(idempotency_key::Column::CreatedAt.eq(ticket.created_at))
}

/// A hash of the parts, whose borders count.
fn hash(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hex::encode(hash.finalize())
}
