//! Who may use a client key, from where.

use super::{environment_of, origins};
use crate::{
    Carbot, Error, Result,
    entities::{client_key, retired_client_key},
};
use api::{
    ids::{BusinessId, ClientKeyId},
    problem::ValueError,
    values::{KeyEnvironment, is_loopback_host},
};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::sync::Arc;

/// What must be known of a key to answer its visitors.
#[derive(Clone, Debug)]
pub struct KeyRecord {
    /// Its id.
    pub id: ClientKeyId,
    /// The business that answers.
    pub business_id: BusinessId,
    /// Where it may be used.
    pub environment: KeyEnvironment,
    /// The website.
    pub domain: String,
    /// Whether the owner has shown that the website is theirs.
    pub domain_verified: bool,
    /// When it stops answering.
    pub expires_at: DateTime<Utc>,
    /// Its last change. Every change of a key sets it.
    pub changed_at: DateTime<Utc>,
    /// Other websites of the owner, as origins: `https://shop.example.com`.
    pub extra_origins: Vec<String>,
}

const UNKNOWN_KEY: ValueError = ValueError::new(
    "unknown_client_key",
    "this client key is unknown, revoked or expired",
);

/// The key of this text, where it is active. Unknown, revoked and expired keys
/// get the same answer.
pub(crate) async fn find_active_key(carbot: &Carbot, text: &str) -> Result<Arc<KeyRecord>> {
    let key = api::widget::parse_client_key(text).ok_or(Error::Unauthenticated(UNKNOWN_KEY))?;
    let hash = carbot.master_key.hash_client_key(&key);
    let record = carbot
        .keys
        .try_get_with(hash.clone(), load(carbot, &hash))
        .await
        // The database's error is shared between all who waited for it.
        .map_err(|error: Arc<Error>| match &*error {
            Error::Unavailable(cause) => Error::Unavailable(cause.clone()),
            other => Error::internal(other),
        })?;
    record
        .filter(|it| it.expires_at > carbot.clock.now())
        .ok_or(Error::Unauthenticated(UNKNOWN_KEY))
}

/// The key of this text as it is in the database now.
///
/// A chat request believes the cache, since storing its turn asks the database whether the key is
/// still the same. What stores nothing asks here; unknown keys are still answered from the cache.
pub(crate) async fn find_current_key(carbot: &Carbot, text: &str) -> Result<Arc<KeyRecord>> {
    let cached = find_active_key(carbot, text).await?;
    let changed_at = client_key::Entity::find_by_id(cached.id)
        .select_only()
        .column(client_key::Column::UpdatedAt)
        .filter(client_key::Column::IsActive.eq(true))
        .into_tuple::<DateTime<Utc>>()
        .one(carbot.database.connection())
        .await?;
    if changed_at == Some(cached.changed_at) {
        return Ok(cached);
    }
    forget_key(carbot, text).await;
    find_active_key(carbot, text).await
}

/// Forgets what this process knows of a key.
pub(crate) async fn forget_key(carbot: &Carbot, text: &str) {
    if let Some(key) = api::widget::parse_client_key(text) {
        let hash = carbot.master_key.hash_client_key(&key);
        carbot.keys.invalidate(&hash).await;
    }
}

async fn load(carbot: &Carbot, hash: &str) -> Result<Option<Arc<KeyRecord>>> {
    let connection = carbot.database.connection();
    let active = client_key::Entity::find().filter(client_key::Column::IsActive.eq(true));
    let mut model = active
        .clone()
        .filter(client_key::Column::KeyHash.eq(hash))
        .one(connection)
        .await?;
    if model.is_none()
        && let Some(retired) = retired_client_key::Entity::find_by_id(hash)
            .one(connection)
            .await?
    {
        // The value before the last rotation, which answers for a while.
        model = active
            .filter(client_key::Column::Id.eq(retired.client_key_id))
            .one(connection)
            .await?
            .map(|model| client_key::Model {
                expires_at: retired.expires_at,
                ..model
            });
    }
    let Some(model) = model else {
        return Ok(None);
    };
    let extra_origins = origins::find(connection, model.id).await?;
    Ok(Some(Arc::new(KeyRecord {
        id: model.id,
        business_id: model.business_id,
        environment: environment_of(&model.environment),
        domain: model.domain,
        domain_verified: model.domain_verified,
        expires_at: model.expires_at,
        changed_at: model.updated_at,
        extra_origins,
    })))
}

/// Whether a request from `origin` (the `Origin` header, RFC 6454) may use the key.
///
/// Test keys work on localhost and without an origin; production keys on their
/// verified domain (with or without `www.`) and the owner's other origins, and
/// without an origin only once that domain is verified: a browser cannot forge
/// `Origin`, a script can.
pub fn authorize(key: &KeyRecord, origin: Option<&str>) -> Result<()> {
    let is_own_domain = |host: &str| {
        let without_www = |name: &str| name.strip_prefix("www.").unwrap_or(name).to_owned();
        without_www(host) == without_www(&key.domain)
    };
    let host = origin.map(origin_host);
    let is_allowed = match (key.environment, host) {
        (_, None) => true,
        (KeyEnvironment::Test, Some(host)) => is_loopback_host(host),
        (KeyEnvironment::Prod, Some(host)) => is_own_domain(host),
    };
    let is_extra = key.environment == KeyEnvironment::Prod
        && origin.is_some_and(|it| key.extra_origins.iter().any(|extra| extra == it));
    if !is_allowed && !is_extra {
        return Err(Error::Forbidden(ValueError::new(
            "origin_not_allowed",
            "this client key is for another website",
        )));
    }
    if key.environment == KeyEnvironment::Prod && !key.domain_verified {
        return Err(Error::Forbidden(ValueError::new(
            "domain_not_verified",
            "the domain of this client key is not verified yet",
        )));
    }
    Ok(())
}

/// The host of an origin, without scheme and port; empty for `null`.
fn origin_host(origin: &str) -> &str {
    let Some((_, rest)) = origin.split_once("://") else {
        return "";
    };
    match rest.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|it| it.is_ascii_digit()) => host,
        _ => rest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(
        environment: KeyEnvironment,
        domain: &str,
        domain_verified: bool,
        origin: Option<&str>,
        expected: Option<&str>,
    ) {
        let key = KeyRecord {
            id: ClientKeyId::new(),
            business_id: BusinessId::new(),
            environment,
            domain: domain.to_owned(),
            domain_verified,
            expires_at: DateTime::<Utc>::MAX_UTC,
            changed_at: DateTime::<Utc>::MIN_UTC,
            extra_origins: vec!["https://shop.example.org:8443".to_owned()],
        };
        let code = authorize(&key, origin).err().map(|it| it.problem().code);
        assert_eq!(
            code.as_deref(),
            expected,
            "{environment:?} {domain} {origin:?}"
        );
    }

    #[test]
    fn a_production_key_works_on_its_verified_domain_only() {
        let check = |verified, origin, expected| {
            check(
                KeyEnvironment::Prod,
                "example.com",
                verified,
                origin,
                expected,
            );
        };
        check(true, Some("https://example.com"), None);
        check(true, Some("https://www.example.com:8443"), None);
        check(true, None, None);
        check(true, Some("https://evil.com"), Some("origin_not_allowed"));
        check(
            true,
            Some("https://example.com.evil.com"),
            Some("origin_not_allowed"),
        );
        check(
            true,
            Some("https://sub.example.com"),
            Some("origin_not_allowed"),
        );
        check(true, Some("null"), Some("origin_not_allowed"));
        check(true, Some("https://shop.example.org:8443"), None);
        for other in ["https://shop.example.org", "http://shop.example.org:8443"] {
            check(true, Some(other), Some("origin_not_allowed"));
        }
        check(
            false,
            Some("https://example.com"),
            Some("domain_not_verified"),
        );
        check(false, None, Some("domain_not_verified"));
    }

    #[test]
    fn a_test_key_works_on_localhost_and_without_an_origin() {
        let check =
            |origin, expected| check(KeyEnvironment::Test, "localhost", false, origin, expected);
        check(None, None);
        check(Some("http://localhost:3100"), None);
        check(Some("http://127.0.0.1:3100"), None);
        check(Some("http://[::1]:3100"), None);
        check(Some("http://demo.localhost:3000"), None);
        check(Some("https://example.com"), Some("origin_not_allowed"));
        check(
            Some("http://localhost.evil.com"),
            Some("origin_not_allowed"),
        );
        check(Some("null"), Some("origin_not_allowed"));
    }
}
