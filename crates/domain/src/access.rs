//! Access tokens: who calls the REST API, and what they may do.
//!
//! JWTs (RFC 7519) signed with HS256. Following RFC 8725 the algorithm is fixed, the type is
//! checked, and a token names its key. Keys are derived from the master key with the number of a
//! period of thirty days, so they change by themselves, in every process at the same moment, and
//! nothing of them is stored. A token of the last period is believed until it expires.

use crate::{Carbot, Error, Result, permissions};
use api::{
    accounts::{Tier, UserProfile},
    ids::UserId,
    problem::ValueError,
};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

/// How long an access token is valid, in minutes.
const MINUTES: u32 = 15;
/// How far the clocks of two processes may be apart.
const SKEW: TimeDelta = TimeDelta::minutes(1);
const KEY_PERIOD: TimeDelta = TimeDelta::days(30);
const TOKEN_TYPE: &str = "access";

/// Who calls the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The account.
    pub user_id: UserId,
    /// What the account paid for when the token was issued.
    pub tier: Tier,
}

#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    sub: UserId,
    email: String,
    tier: String,
    permissions: Vec<String>,
    iat: i64,
    exp: i64,
    #[serde(rename = "type")]
    kind: String,
    jti: uuid::Uuid,
}

/// An access token, and for how long it is valid.
#[derive(Clone)]
pub struct AccessToken {
    /// The token.
    pub token: String,
    /// Seconds until it expires.
    pub expires_in: u32,
}

/// The number of the period a key signs in.
fn key_version(at: DateTime<Utc>) -> i64 {
    at.timestamp().div_euclid(KEY_PERIOD.num_seconds())
}

/// A new access token of an account.
pub fn issue(carbot: &Carbot, user: &UserProfile) -> Result<AccessToken> {
    let now = carbot.clock.now();
    let claims = Claims {
        sub: user.id,
        email: user.email.to_string(),
        tier: user.subscription_tier.as_str().to_owned(),
        permissions: permissions::of_tier(user.subscription_tier)
            .into_iter()
            .map(str::to_owned)
            .collect(),
        iat: now.timestamp(),
        exp: (now + TimeDelta::minutes(MINUTES.into())).timestamp(),
        kind: TOKEN_TYPE.to_owned(),
        jti: uuid::Uuid::now_v7(),
    };
    Ok(AccessToken {
        token: sign(carbot, key_version(now), &claims)?,
        expires_in: MINUTES * 60,
    })
}

fn sign(carbot: &Carbot, version: i64, claims: &Claims) -> Result<String> {
    let header = Header {
        kid: Some(carbot.master_key.access_token_key_id(version)),
        ..Header::new(Algorithm::HS256)
    };
    let key = EncodingKey::from_secret(&carbot.master_key.access_token_key(version));
    jsonwebtoken::encode(&header, claims, &key).map_err(Error::internal)
}

/// The version of the key with this name, where tokens signed with it can still be valid.
fn find_key_version(carbot: &Carbot, key_id: &str) -> Option<i64> {
    let now = carbot.clock.now();
    let oldest = key_version(now - TimeDelta::minutes(MINUTES.into()) - SKEW);
    let newest = key_version(now + SKEW);
    (oldest..=newest).find(|it| carbot.master_key.access_token_key_id(*it) == key_id)
}

/// The account an access token was issued to.
pub fn verify(carbot: &Carbot, token: &str) -> Result<Caller> {
    const REFUSED: ValueError = ValueError::new(
        "invalid_token",
        "the access token is missing, invalid or expired",
    );
    let refused = || Error::Unauthenticated(REFUSED);
    let header = jsonwebtoken::decode_header(token).map_err(|_| refused())?;
    let version = header
        .kid
        .and_then(|it| find_key_version(carbot, &it))
        .ok_or_else(refused)?;
    let key = DecodingKey::from_secret(&carbot.master_key.access_token_key(version));
    let mut validation = Validation::new(Algorithm::HS256);
    // Checked below, by our own clock.
    validation.validate_exp = false;
    validation.set_required_spec_claims(&["sub", "exp"]);
    let claims = jsonwebtoken::decode::<Claims>(token, &key, &validation)
        .map_err(|_| refused())?
        .claims;
    if claims.kind != TOKEN_TYPE || claims.exp <= carbot.clock.now().timestamp() {
        return Err(refused());
    }
    Ok(Caller {
        user_id: claims.sub,
        tier: claims.tier.parse().map_err(Error::internal)?,
    })
}

#[cfg(test)]
mod tests;
