//! The master key and what is made with it.

use crate::sealing::DataKey;
use api::{
    ids::{BusinessId, UserId},
    values::{ClientKey, HostName, KeyEnvironment},
};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt;

/// The installation's secret of 32 bytes, from which everything else is
/// derived with a label of its own (HMAC-SHA-256, RFC 2104).
#[derive(Clone)]
pub struct MasterKey([u8; 32]);

impl MasterKey {
    /// A key from 64 hexadecimal digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        let bytes = hex::decode(text.trim()).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }

    /// A new random key.
    pub fn generate() -> Result<Self, getrandom::Error> {
        random_bytes().map(Self)
    }

    /// The key as 64 hexadecimal digits, for the file it is kept in.
    pub fn to_hex(&self) -> String {
        hex::encode(self.0)
    }

    fn derive(&self, label: &str, input: &[u8]) -> [u8; 32] {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        mac.update(label.as_bytes());
        mac.update(&[0]);
        mac.update(input);
        mac.finalize().into_bytes().into()
    }

    /// What is kept of a client key: enough to find it, useless to a thief.
    pub fn hash_client_key(&self, key: &ClientKey) -> String {
        hex::encode(self.derive("client-key", key.as_str().as_bytes()))
    }

    /// The production key of a landing page. It stands in the page's HTML, so
    /// it must be known again at each rendering, and is derived rather than kept.
    pub fn landing_page_key(&self, landing_page_id: api::ids::LandingPageId) -> ClientKey {
        let derived = self.derive("landing-page-key", landing_page_id.0.as_bytes());
        ClientKey::from_secret(KeyEnvironment::Prod, first_half(derived))
    }

    /// What is kept of an API token.
    pub(crate) fn hash_api_token(&self, token: &str) -> String {
        hex::encode(self.derive("api-token", token.as_bytes()))
    }

    /// What is kept of the token of an invitation to a team.
    pub(crate) fn hash_invitation(&self, token: &str) -> String {
        hex::encode(self.derive("team-invitation", token.as_bytes()))
    }

    /// The key access tokens are signed with in one period.
    pub(crate) fn access_token_key(&self, version: i64) -> [u8; 32] {
        self.derive("access-token", &version.to_be_bytes())
    }

    /// The public name of that key.
    pub(crate) fn access_token_key_id(&self, version: i64) -> String {
        let derived = self.derive("access-token-key-id", &version.to_be_bytes());
        hex::encode(&derived[..8])
    }

    /// What is kept of a refresh token.
    pub(crate) fn hash_refresh_token(&self, token: &str) -> String {
        hex::encode(self.derive("refresh-token", token.as_bytes()))
    }

    /// What is kept of a token sent by mail for one purpose.
    pub(crate) fn hash_account_token(&self, purpose: &str, token: &str) -> String {
        hex::encode(self.derive("account-token", format!("{purpose}|{token}").as_bytes()))
    }

    /// What is kept of a recovery code.
    pub(crate) fn hash_recovery_code(&self, user_id: UserId, code: &str) -> String {
        hex::encode(self.derive("recovery-code", format!("{user_id}|{code}").as_bytes()))
    }

    /// The key the secrets of authenticators are encrypted with.
    pub(crate) fn totp_key(&self) -> DataKey {
        DataKey::new(self.derive("totp", &[]))
    }

    /// A name of a browser session that can be shown: the id itself is as good as a password.
    pub(crate) fn session_name(&self, session_id: &str) -> uuid::Uuid {
        let derived = self.derive("session-name", session_id.as_bytes());
        uuid::Builder::from_random_bytes(first_half(derived)).into_uuid()
    }

    /// The key personal data of a business's visitors are encrypted with. Derived for now; a key
    /// of the account's own, kept wrapped by the master key and deleted with the account, comes
    /// with the privacy functions.
    pub(crate) fn personal_data_key(&self, business_id: BusinessId) -> DataKey {
        DataKey::new(self.derive("personal-data", business_id.0.as_bytes()))
    }

    /// The key mails are encrypted with while they wait.
    pub(crate) fn outbox_key(&self) -> DataKey {
        DataKey::new(self.derive("outbox", &[]))
    }

    /// What an account publishes to show that a domain is theirs.
    pub(crate) fn domain_token(&self, user_id: UserId, domain: &HostName) -> String {
        let input = format!("{user_id}|{domain}");
        hex::encode(first_half(
            self.derive("domain-verification", input.as_bytes()),
        ))
    }

    /// A name of who is rate-limited that tells nobody who that is.
    pub(crate) fn rate_limit_subject(&self, subject: &str) -> String {
        hex::encode(first_half(self.derive("rate-limit", subject.as_bytes())))
    }

    /// The key answers are encrypted with that are kept for repeated requests.
    pub(crate) fn idempotency_key(&self) -> DataKey {
        DataKey::new(self.derive("idempotency", &[]))
    }

    /// The key the secrets of webhook endpoints are encrypted with.
    pub(crate) fn webhook_key(&self) -> DataKey {
        DataKey::new(self.derive("webhook-secret", &[]))
    }

    /// The signature of a calendar feed: another one with each secret of the business.
    pub fn sign_calendar(&self, business_id: BusinessId, secret: &str) -> String {
        let input = format!("{business_id}|{secret}");
        hex::encode(self.derive("calendar", input.as_bytes()))
    }

    /// A pseudonym of a visitor's address: the same for the same visitor of the
    /// same key on the same day, meaningless without the master key.
    pub fn visitor_pseudonym(
        &self,
        client_key_id: api::ids::ClientKeyId,
        address: &str,
        day: chrono::NaiveDate,
    ) -> String {
        let derived = self.derive(
            "visitor",
            format!("{client_key_id}|{address}|{day}").as_bytes(),
        );
        hex::encode(first_half(derived))
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("MasterKey(…)")
    }
}

fn first_half(bytes: [u8; 32]) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&bytes[..16]);
    half
}

/// Random bytes from the operating system.
pub fn random_bytes<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_key_is_found_by_its_hash_only_with_the_same_master_key() {
        let key = ClientKey::from_secret(KeyEnvironment::Prod, [7; 16]);
        let (one, two) = (MasterKey([1; 32]), MasterKey([2; 32]));
        assert_eq!(one.hash_client_key(&key), one.clone().hash_client_key(&key));
        assert_ne!(one.hash_client_key(&key), two.hash_client_key(&key));
        assert_eq!(one.hash_client_key(&key).len(), 64);
    }

    #[test]
    fn the_master_key_survives_its_file_and_is_not_printed() {
        let key = MasterKey::generate().expect("random bytes");
        let read = MasterKey::from_hex(&format!("{}\n", key.to_hex())).expect("valid");
        assert_eq!(read.0, key.0);
        assert_eq!(format!("{key:?}"), "MasterKey(…)");
        assert!(MasterKey::from_hex("abc").is_none());
    }
}
