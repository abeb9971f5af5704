//! Encryption of columns: AES-256-GCM (NIST SP 800-38D) with a random nonce for each value.
//!
//! A sealed value is a version byte, the nonce of 12 bytes, and the ciphertext with its tag. It is
//! bound to the row it belongs to: copied into another row it cannot be opened.

use crate::{Error, Result, secrets};
use aes_gcm::{
    Aes256Gcm, Nonce,
    aead::{Aead as _, KeyInit as _, Payload},
};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

const VERSION: u8 = 1;
const NONCE_BYTES: usize = 12;

/// A key that seals and opens values.
pub struct DataKey(Aes256Gcm);

impl DataKey {
    /// A key of 32 bytes.
    pub fn new(key: [u8; 32]) -> Self {
        Self(Aes256Gcm::new(&key.into()))
    }

    /// Encrypts a value for the row `row`.
    pub fn seal(&self, row: Uuid, value: &impl Serialize) -> Result<Vec<u8>> {
        let nonce: [u8; NONCE_BYTES] = secrets::random_bytes().map_err(Error::internal)?;
        let plaintext = serde_json::to_vec(value)?;
        let payload = Payload {
            msg: &plaintext,
            aad: row.as_bytes(),
        };
        let ciphertext = self
            .0
            .encrypt(&Nonce::from(nonce), payload)
            .map_err(|_| Error::internal("a value cannot be encrypted"))?;
        let mut sealed = Vec::with_capacity(1 + NONCE_BYTES + ciphertext.len());
        sealed.push(VERSION);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&ciphertext);
        Ok(sealed)
    }

    /// Decrypts what [`Self::seal`] made for the same row with the same key.
    pub fn open<T: DeserializeOwned>(&self, row: Uuid, sealed: &[u8]) -> Result<T> {
        let opened = sealed
            .split_first()
            .filter(|(version, _)| **version == VERSION)
            .and_then(|(_, rest)| rest.split_first_chunk::<NONCE_BYTES>())
            .and_then(|(nonce, ciphertext)| {
                let payload = Payload {
                    msg: ciphertext,
                    aad: row.as_bytes(),
                };
                self.0.decrypt(&Nonce::from(*nonce), payload).ok()
            });
        let plaintext = opened.ok_or_else(|| {
            Error::internal("a value cannot be decrypted: another master key, or damaged")
        })?;
        Ok(serde_json::from_slice(&plaintext)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_value_opens_with_its_key_in_its_row_only() {
        let (key, other) = (DataKey::new([1; 32]), DataKey::new([2; 32]));
        let row = Uuid::now_v7();
        let sealed = key.seal(row, &"Petra Müller").expect("seals");
        assert_eq!(
            key.open::<String>(row, &sealed).ok().as_deref(),
            Some("Petra Müller")
        );
        assert!(other.open::<String>(row, &sealed).is_err());
        assert!(key.open::<String>(Uuid::now_v7(), &sealed).is_err());
    }

    #[test]
    fn damaged_values_are_errors_and_equal_values_look_different() {
        let key = DataKey::new([1; 32]);
        let row = Uuid::now_v7();
        let sealed = key.seal(row, &"Petra").expect("seals");
        assert_ne!(sealed, key.seal(row, &"Petra").expect("seals"));
        for length in 0..sealed.len() {
            assert!(
                key.open::<String>(row, &sealed[..length]).is_err(),
                "{length}"
            );
        }
        for position in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[position] ^= 1;
            assert!(key.open::<String>(row, &changed).is_err(), "{position}");
        }
    }
}
