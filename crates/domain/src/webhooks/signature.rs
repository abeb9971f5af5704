//! Signatures and secrets as the Standard Webhooks specification has them.

use crate::{Error, Result, secrets};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// What every secret begins with.
const PREFIX: &str = "whsec_";
const SECRET_BYTES: usize = 24;

/// A new secret: `whsec_` and 24 random bytes in base64.
pub(super) fn new_secret() -> Result<String> {
    let bytes: [u8; SECRET_BYTES] = secrets::random_bytes().map_err(Error::internal)?;
    Ok(format!("{PREFIX}{}", STANDARD.encode(bytes)))
}

/// The value of `webhook-signature`: `v1,` and HMAC-SHA-256 of id, time and body in base64.
pub(super) fn sign(secret: &str, id: &str, timestamp: i64, body: &str) -> Result<String> {
    let secret = secret.strip_prefix(PREFIX).unwrap_or(secret);
    let key = STANDARD.decode(secret).map_err(Error::internal)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).map_err(Error::internal)?;
    mac.update(format!("{id}.{timestamp}.{body}").as_bytes());
    Ok(format!(
        "v1,{}",
        STANDARD.encode(mac.finalize().into_bytes())
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_signed_as_the_specification_shows() {
        let signature = sign(
            "whsec_plJ3nmyCDGBKInavdOK15jsl",
            "msg_loFOjxBNrRLzqYUf",
            1_731_705_121,
            r#"{"event_type":"ping","data":{"success":true}}"#,
        );
        assert_eq!(
            signature.expect("signs"),
            "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0="
        );
    }

    #[test]
    fn secrets_differ_and_have_the_form_of_the_specification() {
        let (one, two) = (new_secret().expect("made"), new_secret().expect("made"));
        assert_ne!(one, two);
        let bytes = STANDARD.decode(one.strip_prefix("whsec_").expect("a prefix"));
        assert_eq!(bytes.expect("base64").len(), 24);
    }
}
