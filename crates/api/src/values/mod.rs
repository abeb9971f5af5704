//! Value objects: a value that exists is valid, in the browser and on the server alike.

mod client_key;
mod color;
mod email;
mod host_name;
mod password;
mod session_id;
mod subdomain;
mod text;

pub use client_key::{ClientKey, KeyEnvironment};
pub use color::HexColor;
pub use email::Email;
pub use host_name::{HostName, is_loopback_host};
pub use password::Password;
pub use session_id::SessionId;
pub use subdomain::Subdomain;
pub use text::{optional_text, required_text, without_markup};

/// `Display`, `AsRef<str>` and serde (as a string, checked when read) for a
/// value object that wraps a `String` and offers `parse(&str)`.
macro_rules! string_value {
    ($name:ident) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl $name {
            /// The value as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::problem::ValueError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text =
                    <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use string_value;
