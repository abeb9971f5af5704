//! Passwords: argon2id with the parameters of OWASP's Password Storage Cheat
//! Sheet (19 MiB, 2 passes, 1 lane), which are the crate's defaults.

use crate::{Error, Result};
use api::values::Password;
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use std::sync::LazyLock;

/// What an unknown account's password is compared with, for the same delay.
static NOBODYS_HASH: LazyLock<String> =
    LazyLock::new(|| hash_now(b"nobody has this password").unwrap_or_default());

fn hash_now(password: &[u8]) -> Result<String> {
    let hash = Argon2::default()
        .hash_password(password)
        .map_err(Error::internal)?;
    Ok(hash.to_string())
}

/// Hashes a new password, away from the threads that serve requests.
pub async fn hash(password: Password) -> Result<String> {
    tokio::task::spawn_blocking(move || hash_now(password.expose().as_bytes()))
        .await
        .map_err(Error::internal)?
}

/// Whether the password fits the hash. Without a hash the answer is no, after
/// the same time.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool> {
    tokio::task::spawn_blocking(move || {
        let is_known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODYS_HASH.clone());
        let hash = PasswordHash::new(&hash).map_err(Error::internal)?;
        let fits = Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .is_ok();
        Ok(is_known && fits)
    })
    .await
    .map_err(Error::internal)?
}
