//! Attacks on tokens (RFC 8725, section 2).

use super::*;
use crate::{Clock, Database, MasterKey, Settings};
use api::values::Email;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

const NOW: i64 = 1_795_080_600;

/// No database is asked for tokens.
fn carbot(master_key: &str) -> (Carbot, Arc<AtomicI64>) {
    let time = Arc::new(AtomicI64::new(NOW));
    let read = Arc::clone(&time);
    let clock = Clock::new(move || {
        DateTime::from_timestamp(read.load(Ordering::Relaxed), 0).expect("a time")
    });
    let settings = Settings {
        public_url: "http://localhost:3000".to_owned(),
        pages_domain: "localhost".to_owned(),
        language_model: None,
        outbound: crate::outbound::Reach::Public,
    };
    let database = Database::from(sea_orm::DatabaseConnection::default());
    let key = MasterKey::from_hex(&master_key.repeat(32)).expect("a key");
    let carbot = Carbot::new(database, clock, key, settings).expect("the templates are whole");
    (carbot, time)
}

fn user() -> UserProfile {
    UserProfile {
        id: UserId::new(),
        email: Email::parse("owner@example.com").expect("an address"),
        first_name: None,
        last_name: None,
        company_name: None,
        subscription_tier: Tier::Premium,
        locale: None,
        email_verified: false,
        created_at: DateTime::UNIX_EPOCH,
    }
}

fn claims(user_id: UserId) -> Claims {
    Claims {
        sub: user_id,
        email: "owner@example.com".to_owned(),
        tier: "basic".to_owned(),
        permissions: Vec::new(),
        iat: NOW,
        exp: NOW + 900,
        kind: TOKEN_TYPE.to_owned(),
        jti: uuid::Uuid::now_v7(),
    }
}

fn is_refused(carbot: &Carbot, token: &str) -> bool {
    matches!(verify(carbot, token), Err(Error::Unauthenticated(it)) if it.code == "invalid_token")
}

fn decoded(part: &str) -> serde_json::Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).expect("base64")).expect("JSON")
}

#[test]
fn a_token_carries_what_was_published_and_opens_its_account() {
    let (carbot, _) = carbot("5a");
    let user = user();
    let issued = issue(&carbot, &user).expect("issued");
    assert_eq!(issued.expires_in, 900);
    let caller = verify(&carbot, &issued.token).expect("valid");
    assert_eq!(caller.user_id, user.id);
    let parts: Vec<_> = issued.token.split('.').collect();
    let (header, claims) = (decoded(parts[0]), decoded(parts[1]));
    assert_eq!(header["alg"], "HS256");
    assert_eq!(header["kid"].as_str().map(str::len), Some(16));
    assert_eq!(claims["sub"], user.id.to_string());
    assert_eq!(claims["email"], "owner@example.com");
    assert_eq!(claims["tier"], "premium");
    assert_eq!(claims["type"], "access");
    assert_eq!(
        (&claims["iat"], &claims["exp"]),
        (&NOW.into(), &(NOW + 900).into())
    );
    let permissions = claims["permissions"].as_array().expect("a list");
    assert!(
        permissions.contains(&"*:own_keys".into()),
        "{permissions:?}"
    );
    assert!(claims["jti"].is_string());
}

#[test]
fn a_token_without_signature_is_refused() {
    let (carbot, _) = carbot("5a");
    let token = issue(&carbot, &user()).expect("issued").token;
    let parts: Vec<_> = token.split('.').collect();
    let key_id = decoded(parts[0])["kid"].clone();
    for algorithm in ["none", "None", "NONE", "nOnE", "HS512", "RS256", ""] {
        let header = serde_json::json!({ "typ": "JWT", "alg": algorithm, "kid": key_id });
        let header = URL_SAFE_NO_PAD.encode(header.to_string());
        for signature in ["", parts[2]] {
            let forged = format!("{header}.{}.{signature}", parts[1]);
            assert!(is_refused(&carbot, &forged), "{algorithm} {signature}");
        }
    }
    assert!(is_refused(&carbot, &format!("{}.{}.", parts[0], parts[1])));
}

#[test]
fn another_key_an_unknown_one_and_a_swapped_one_are_refused() {
    let (carbot, _) = carbot("5a");
    let (other, _) = self::carbot("5b");
    let foreign = issue(&other, &user()).expect("issued").token;
    assert!(is_refused(&carbot, &foreign));

    let version = key_version(carbot.clock.now());
    let good = sign(&carbot, version, &claims(UserId::new())).expect("signed");
    assert!(!is_refused(&carbot, &good));
    let header = |key_id: Option<String>| Header {
        kid: key_id,
        ..Header::new(Algorithm::HS256)
    };
    let own = carbot.master_key.access_token_key_id(version);
    let last = carbot.master_key.access_token_key_id(version - 1);
    let key = EncodingKey::from_secret(&carbot.master_key.access_token_key(version));
    let wrong = EncodingKey::from_secret(b"guessed");
    for (key_id, key) in [
        (None, &key),
        (Some("1".to_owned()), &key),
        (Some("../../dev/null".to_owned()), &key),
        (Some(last), &key),
        (Some(own), &wrong),
    ] {
        let token = jsonwebtoken::encode(&header(key_id.clone()), &claims(UserId::new()), key);
        assert!(is_refused(&carbot, &token.expect("signed")), "{key_id:?}");
    }
}

#[test]
fn a_token_of_another_type_is_refused() {
    let (carbot, _) = carbot("5a");
    let version = key_version(carbot.clock.now());
    for kind in ["refresh", "", "Access"] {
        let claims = Claims {
            kind: kind.to_owned(),
            ..claims(UserId::new())
        };
        let token = sign(&carbot, version, &claims).expect("signed");
        assert!(is_refused(&carbot, &token), "{kind}");
    }
}

#[test]
fn a_changed_or_expired_token_is_refused() {
    let (carbot, time) = carbot("5a");
    let token = issue(&carbot, &user()).expect("issued").token;
    let parts: Vec<_> = token.split('.').collect();
    let mut claims = decoded(parts[1]);
    claims["tier"] = "enterprise".into();
    let changed = URL_SAFE_NO_PAD.encode(claims.to_string());
    assert!(is_refused(
        &carbot,
        &format!("{}.{changed}.{}", parts[0], parts[2])
    ));
    time.fetch_add(899, Ordering::Relaxed);
    assert!(!is_refused(&carbot, &token));
    time.fetch_add(1, Ordering::Relaxed);
    assert!(is_refused(&carbot, &token));
}

#[test]
fn keys_change_and_the_last_one_is_believed_until_its_tokens_expire() {
    let (carbot, time) = carbot("5a");
    let period = KEY_PERIOD.num_seconds();
    let change = (NOW / period + 1) * period;
    time.store(change - 1, Ordering::Relaxed);
    let before = issue(&carbot, &user()).expect("issued").token;
    time.store(change, Ordering::Relaxed);
    let after = issue(&carbot, &user()).expect("issued").token;
    let key_id = |token: &str| decoded(token.split('.').next().expect("a part"))["kid"].clone();
    assert_ne!(key_id(&before), key_id(&after));
    assert!(!is_refused(&carbot, &before));
    assert!(!is_refused(&carbot, &after));
    // A process whose clock is a little behind believes the new key.
    time.store(change - 30, Ordering::Relaxed);
    assert!(!is_refused(&carbot, &after));
    // An old key signs nothing any more, whatever the token says of its time.
    time.store(change + 3_600, Ordering::Relaxed);
    let claims = Claims {
        exp: change + 7_200,
        ..claims(UserId::new())
    };
    let stale = sign(&carbot, key_version(carbot.clock.now()) - 1, &claims).expect("signed");
    assert!(is_refused(&carbot, &stale));
}
