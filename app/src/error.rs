//! What a server function answers when it refuses.

use api::FieldError;
use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

/// An error of a server function. It may be written into the address of the
/// page (forms without JavaScript), so it holds codes only and nothing private.
/// Its JSON is the part of `application/problem+json` that a page needs, so a
/// problem answered by a layer in front of the server functions is read as well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code}")]
pub struct AppError {
    /// The HTTP status that says the same.
    pub status: u16,
    /// Stable name; the text is the Fluent key `error-<code>`.
    pub code: String,
    /// What is wrong with single fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}

impl AppError {
    /// Nobody is signed in.
    pub fn unauthenticated() -> Self {
        Self::new(401, "unauthenticated")
    }

    /// There is no such thing, or it is somebody else's.
    pub fn not_found() -> Self {
        Self::new(404, "not_found")
    }

    /// An error without field errors.
    pub fn new(status: u16, code: &str) -> Self {
        Self {
            status,
            code: code.to_owned(),
            errors: Vec::new(),
        }
    }

    /// The code of the first error at `pointer`, or below it (`/variants/3` for `/variants`).
    pub fn field_code(&self, pointer: &str) -> Option<&str> {
        self.errors
            .iter()
            .find(|it| {
                it.pointer
                    .strip_prefix(pointer)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
            .map(|it| &*it.code)
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self::new(503, "network"),
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => {
                #[cfg(feature = "ssr")]
                crate::session::set_status(400);
                Self::new(400, "invalid_request")
            }
            _ => Self::new(500, "internal"),
        }
    }
}

#[cfg(feature = "ssr")]
impl AppError {
    /// The error of a use case as it goes to the browser. Sets the status of
    /// the answer and logs what must not be sent.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "called as `map_err(AppError::refuse)`"
    )]
    pub(crate) fn refuse(error: domain::Error) -> Self {
        let problem = error.problem();
        if problem.status >= 500 {
            tracing::error!(%error, code = problem.code, "a server function failed");
        }
        let errors = problem
            .errors
            .into_iter()
            .map(|it| FieldError {
                // People read the text of the code; the address stays short.
                message: "".into(),
                ..it
            })
            .collect();
        Self {
            status: problem.status,
            code: problem.code,
            errors,
        }
        .answered()
    }

    /// Sets the status of the answer to that of the error.
    pub(crate) fn answered(self) -> Self {
        crate::session::set_status(self.status);
        self
    }
}

impl From<api::FieldErrors> for AppError {
    fn from(errors: api::FieldErrors) -> Self {
        Self {
            status: 422,
            code: "invalid_fields".to_owned(),
            errors: errors.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use leptos::server_fn::error::ServerFnUrlError;

    fn error() -> AppError {
        AppError {
            status: 422,
            code: "invalid_fields".to_owned(),
            errors: vec![
                api::problem::ValueError::new("too_long", "is too long").at("/variants/3"),
                api::problem::ValueError::new("required", "must not be empty").at("/name"),
            ],
        }
    }

    #[test]
    fn field_errors_are_found_by_pointer_and_below_it() {
        let error = error();
        assert_eq!(error.field_code("/name"), Some("required"));
        assert_eq!(error.field_code("/variants"), Some("too_long"));
        assert_eq!(error.field_code("/var"), None);
        assert_eq!(error.field_code("/email"), None);
    }

    #[test]
    fn an_error_survives_the_address_of_a_page() {
        let url = ServerFnUrlError::new("/fn/x", error())
            .to_url("http://localhost/login")
            .expect("a URL");
        let (_, encoded) = url
            .query_pairs()
            .find(|(name, _)| name == "__err")
            .expect("is there");
        assert_eq!(ServerFnUrlError::<AppError>::decode_err(&encoded), error());
    }

    #[test]
    fn a_problem_of_the_server_is_read_as_an_error() {
        let body = r#"{"type":"about:blank","title":"Forbidden","status":403,"code":"origin_not_allowed"}"#;
        assert_eq!(
            AppError::de(body.into()),
            AppError::new(403, "origin_not_allowed")
        );
        assert_eq!(AppError::de("<html>".into()).code, "internal");
    }
}
