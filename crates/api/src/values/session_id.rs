use crate::problem::ValueError;

/// Names the chat of one visitor: 1 to 128 characters of `A-Z a-z 0-9 _ - . :`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SessionId(String);

impl SessionId {
    /// Reads a session id.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let is_valid = (1..=128).contains(&text.len())
            && text
                .bytes()
                .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'-' | b'.' | b':'));
        if is_valid {
            Ok(Self(text.to_owned()))
        } else {
            Err(ValueError::new(
                "invalid_session_id",
                "must have 1 to 128 characters of A-Z a-z 0-9 _ - . :",
            ))
        }
    }
}

super::string_value!(SessionId);
