//! Access tokens: who calls the REST API, and what they may do.
//!
//! JWTs (RFC 7519) signed with HS256 under a key derived from the master key. Following RFC 8725
//! the algorithm is fixed, the type is checked, and a token names its key.

use crate::{Carbot, Error, Result};
use api::{
    accounts::{Tier, Tokens, UserProfile},
    ids::UserId,
    problem::ValueError,
};
use chrono::TimeDelta;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

/// How long an access token is valid, in minutes.
const MINUTES: u32 = 15;
const KEY_ID: &str = "1";
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
    iat: i64,
    exp: i64,
    #[serde(rename = "type")]
    kind: String,
    jti: uuid::Uuid,
}

/// New tokens of an account.
pub fn issue(carbot: &Carbot, user: &UserProfile) -> Result<Tokens> {
    let now = carbot.clock.now();
    let claims = Claims {
        sub: user.id,
        email: user.email.to_string(),
        tier: user.subscription_tier.as_str().to_owned(),
        iat: now.timestamp(),
        exp: (now + TimeDelta::minutes(MINUTES.into())).timestamp(),
        kind: TOKEN_TYPE.to_owned(),
        jti: uuid::Uuid::now_v7(),
    };
    let header = Header {
        kid: Some(KEY_ID.to_owned()),
        ..Header::new(Algorithm::HS256)
    };
    let key = EncodingKey::from_secret(&carbot.master_key.access_token_key());
    let access_token = jsonwebtoken::encode(&header, &claims, &key).map_err(Error::internal)?;
    Ok(Tokens {
        access_token,
        expires_in: MINUTES * 60,
    })
}

/// The account an access token was issued to.
pub fn verify(carbot: &Carbot, token: &str) -> Result<Caller> {
    const REFUSED: ValueError = ValueError::new(
        "invalid_token",
        "the access token is missing, invalid or expired",
    );
    let key = DecodingKey::from_secret(&carbot.master_key.access_token_key());
    let mut validation = Validation::new(Algorithm::HS256);
    // Checked below, by our own clock.
    validation.validate_exp = false;
    validation.set_required_spec_claims(&["sub", "exp"]);
    let claims = jsonwebtoken::decode::<Claims>(token, &key, &validation)
        .map_err(|_| Error::Unauthenticated(REFUSED))?
        .claims;
    if claims.kind != TOKEN_TYPE || claims.exp <= carbot.clock.now().timestamp() {
        return Err(Error::Unauthenticated(REFUSED));
    }
    Ok(Caller {
        user_id: claims.sub,
        tier: claims.tier.parse().map_err(Error::internal)?,
    })
}
