use crate::problem::ValueError;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Where a client key may be used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum KeyEnvironment {
    /// On its verified domain.
    #[default]
    Prod,
    /// On localhost and server to server, never on a public origin.
    Test,
}

impl KeyEnvironment {
    /// The name as it stands in a key.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Prod => "prod",
            Self::Test => "test",
        }
    }
}

/// A client key: `^cb_(prod|test)_[a-f0-9]{32}$`, 40 characters.
#[derive(Clone, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "openapi",
    derive(utoipa::ToSchema),
    schema(value_type = String, pattern = "^cb_(prod|test)_[a-f0-9]{32}$")
)]
pub struct ClientKey(String);

impl ClientKey {
    /// Length of every key in characters.
    pub const LENGTH: usize = 40;

    /// Reads a key.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let secret = text
            .strip_prefix("cb_prod_")
            .or_else(|| text.strip_prefix("cb_test_"));
        let is_valid = secret.is_some_and(|it| {
            it.len() == 32 && it.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'))
        });
        if is_valid {
            Ok(Self(text.to_owned()))
        } else {
            Err(ValueError::new("invalid_client_key", "is not a client key"))
        }
    }

    /// Composes a key from 16 secret bytes.
    pub fn from_secret(environment: KeyEnvironment, secret: [u8; 16]) -> Self {
        use fmt::Write as _;
        let mut text = format!("cb_{}_", environment.as_str());
        for byte in secret {
            let _ = write!(text, "{byte:02x}");
        }
        Self(text)
    }

    /// Where the key may be used.
    pub fn environment(&self) -> KeyEnvironment {
        if self.0.starts_with("cb_test_") {
            KeyEnvironment::Test
        } else {
            KeyEnvironment::Prod
        }
    }

    /// The start of the key that may be shown: `cb_prod_1a2b`.
    pub fn prefix(&self) -> &str {
        &self.0[..12]
    }

    /// The last four characters, which may be shown.
    pub fn last_four(&self) -> &str {
        &self.0[36..]
    }
}

impl fmt::Debug for ClientKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ClientKey({}…)", self.prefix())
    }
}

super::string_value!(ClientKey);

#[cfg(test)]
mod tests {
    use super::{ClientKey, KeyEnvironment};

    #[test]
    fn keys_have_the_published_form() {
        let key = ClientKey::from_secret(KeyEnvironment::Prod, [0xab; 16]);
        assert_eq!(key.as_str(), "cb_prod_abababababababababababababababab");
        assert_eq!(key.as_str().len(), ClientKey::LENGTH);
        assert_eq!(ClientKey::parse(key.as_str()).as_ref(), Ok(&key));
        assert_eq!((key.prefix(), key.last_four()), ("cb_prod_abab", "abab"));
    }

    #[test]
    fn other_texts_are_no_keys() {
        for text in [
            "",
            "cb_prod_",
            "cb_live_abababababababababababababababab",
            "cb_prod_ABABABABABABABABABABABABABABABAB",
            "cb_prod_ababababababababababababababababab",
        ] {
            assert!(ClientKey::parse(text).is_err(), "{text}");
        }
    }
}
