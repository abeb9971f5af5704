//! Errors as they travel: `application/problem+json` (RFC 9457).

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The body of every error answer (RFC 9457), with a stable `code`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A URI that names the kind of problem: `about:blank` or a page of the documentation.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind of problem in a few words, the same at every occurrence.
    pub title: String,
    /// The HTTP status code.
    pub status: u16,
    /// Stable name of the problem for programs: `invalid_fields`, `unknown_client_key`, …
    pub code: String,
    /// What happened this time, for people; never holds internals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The `X-Request-Id` of the answer, for the search in the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// What is wrong with single fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}

/// What is wrong with one field of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// Where the field stands, as a JSON pointer (RFC 6901): `/domain`.
    pub pointer: Cow<'static, str>,
    /// Stable name of the error: `required`, `too_long`, `invalid_email`, …
    pub code: Cow<'static, str>,
    /// The error in English, for developers; people see the text of the code in their language.
    pub message: Cow<'static, str>,
}

/// What a value object says when a text is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ValueError {
    /// Stable name of the error.
    pub code: &'static str,
    /// The error in English.
    pub message: &'static str,
}

impl ValueError {
    /// An error with its stable code and English message.
    pub const fn new(code: &'static str, message: &'static str) -> Self {
        Self { code, message }
    }

    /// The same error, said of the field at `pointer`.
    pub fn at(self, pointer: impl Into<Cow<'static, str>>) -> FieldError {
        FieldError {
            pointer: pointer.into(),
            code: Cow::Borrowed(self.code),
            message: Cow::Borrowed(self.message),
        }
    }
}

/// Gathers the errors of all fields, so that a form shows them at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    /// Keeps the error of a field, or passes its value on.
    pub fn check<T>(
        &mut self,
        pointer: impl Into<Cow<'static, str>>,
        result: Result<T, ValueError>,
    ) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                self.0.push(error.at(pointer));
                None
            }
        }
    }

    /// Keeps `error` for the field unless `condition` holds.
    pub fn require(
        &mut self,
        pointer: impl Into<Cow<'static, str>>,
        condition: bool,
        error: ValueError,
    ) {
        if !condition {
            self.0.push(error.at(pointer));
        }
    }

    /// Takes over the errors of something that stands at `pointer`.
    pub fn extend_below<T>(
        &mut self,
        pointer: impl std::fmt::Display,
        result: Result<T, Self>,
    ) -> Option<T> {
        let errors = match result {
            Ok(value) => return Some(value),
            Err(errors) => errors,
        };
        self.0.extend(errors.0.into_iter().map(|mut error| {
            error.pointer = format!("{pointer}{}", error.pointer).into();
            error
        }));
        None
    }

    /// `value` where no field had an error.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Self> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(self),
        }
    }
}
