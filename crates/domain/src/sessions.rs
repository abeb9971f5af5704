//! Browser sessions in the database: who is signed in where.

use crate::{Carbot, entities::session};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use std::fmt;
use tower_sessions::{
    SessionStore,
    cookie::time::OffsetDateTime,
    session::{Id, Record},
    session_store::{self, Error},
};

/// Where the session keeps the id of the account.
pub const USER_ID: &str = "user_id";
/// Where it keeps since when the account is signed in.
pub const SIGNED_IN_AT: &str = "signed_in_at";
/// Where it keeps when it was last used, to some ten minutes.
pub const LAST_USED_AT: &str = "last_used_at";
/// Where it keeps with which browser, see [`summarise_user_agent`].
pub const USER_AGENT: &str = "user_agent";

/// What a session keeps of the header `User-Agent`: `Firefox, Windows`.
pub fn summarise_user_agent(user_agent: &str) -> Option<String> {
    crate::accounts::summarise_user_agent(user_agent)
}

/// The store of tower-sessions on our database.
#[derive(Clone)]
pub struct DatabaseSessionStore(Carbot);

impl DatabaseSessionStore {
    /// A store on the database of `carbot`.
    pub fn new(carbot: Carbot) -> Self {
        Self(carbot)
    }

    /// Deletes what has expired; gives how many sessions that were.
    pub async fn delete_expired(&self) -> crate::Result<u64> {
        let deleted = session::Entity::delete_many()
            .filter(session::Column::ExpiresAt.lt(self.0.clock.now()))
            .exec(self.0.database.connection())
            .await?;
        Ok(deleted.rows_affected)
    }
}

impl fmt::Debug for DatabaseSessionStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("DatabaseSessionStore")
    }
}

fn backend(error: impl fmt::Display) -> Error {
    Error::Backend(error.to_string())
}

fn to_utc(time: OffsetDateTime) -> DateTime<Utc> {
    DateTime::from_timestamp(time.unix_timestamp(), 0).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

fn to_model(record: &Record) -> Result<session::ActiveModel, Error> {
    let data = serde_json::to_vec(&record.data).map_err(|it| Error::Encode(it.to_string()))?;
    let user_id = record
        .data
        .get(USER_ID)
        .and_then(|it| serde_json::from_value(it.clone()).ok());
    Ok(session::ActiveModel {
        id: Set(record.id.to_string()),
        user_id: Set(user_id),
        data: Set(data),
        expires_at: Set(to_utc(record.expiry_date)),
    })
}

#[async_trait]
impl SessionStore for DatabaseSessionStore {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        // 128 random bits do not meet; if they did, the insert fails and nobody
        // gets somebody else's session.
        session::Entity::insert(to_model(record)?)
            .exec_without_returning(self.0.database.connection())
            .await
            .map_err(backend)?;
        Ok(())
    }

    async fn save(&self, record: &Record) -> session_store::Result<()> {
        // An update, not an upsert: a request that ends after the log-out must
        // not bring the session back.
        session::Entity::update_many()
            .set(to_model(record)?)
            .filter(session::Column::Id.eq(record.id.to_string()))
            .exec(self.0.database.connection())
            .await
            .map_err(backend)?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        let Some(model) = session::Entity::find_by_id(id.to_string())
            .filter(session::Column::ExpiresAt.gt(self.0.clock.now()))
            .one(self.0.database.connection())
            .await
            .map_err(backend)?
        else {
            return Ok(None);
        };
        let data =
            serde_json::from_slice(&model.data).map_err(|it| Error::Decode(it.to_string()))?;
        let expiry_date = OffsetDateTime::from_unix_timestamp(model.expires_at.timestamp())
            .map_err(|it| Error::Decode(it.to_string()))?;
        Ok(Some(Record {
            id: *id,
            data,
            expiry_date,
        }))
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        session::Entity::delete_by_id(id.to_string())
            .exec(self.0.database.connection())
            .await
            .map_err(backend)?;
        Ok(())
    }
}
