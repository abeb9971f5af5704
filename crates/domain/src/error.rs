use crate::limits::Refusal;
use api::{FieldError, FieldErrors, Problem, problem::ValueError};
use sea_orm::{DbErr, SqlErr};
use std::borrow::Cow;

/// What a use case answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a use case did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Fields of the request are wrong.
    #[error("invalid fields")]
    Invalid(FieldErrors),
    /// Nobody is signed in, or the proof is wrong; with a stable code.
    #[error("{0}")]
    Unauthenticated(ValueError),
    /// Signed in, but this is not allowed; with a stable code.
    #[error("{0}")]
    Forbidden(ValueError),
    /// Signed in, but without this permission.
    #[error("permission `{0}` is missing")]
    PermissionDenied(&'static str),
    /// There is no such thing, or it is somebody else's.
    #[error("not found")]
    NotFound,
    /// It exists already, or changed meanwhile.
    #[error("{}", .0.message)]
    Conflict(FieldError),
    /// It changed since the caller has seen it.
    #[error("stale")]
    Stale,
    /// Too much; try again later.
    #[error("{reason}")]
    Limited {
        /// What was too much, with its stable code.
        reason: ValueError,
        /// Seconds until it is worth trying again, where that is known.
        retry_after_seconds: Option<u32>,
    },
    /// Too many requests in a time.
    #[error("{0}")]
    RateLimited(Box<Refusal>),
    /// What the plan allows in a month is used up.
    #[error("the plan's quota of this month is used up")]
    QuotaExhausted {
        /// A sentence for visitors, in their language.
        sentence: Option<String>,
    },
    /// A service we need does not answer; try again later.
    #[error("unavailable")]
    Unavailable(#[source] DbErr),
    /// A defect of ours or of the machine. Logged, never shown.
    #[error("internal error: {0}")]
    Internal(Cow<'static, str>),
}

impl Error {
    /// An error of ours with its cause, for the log.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Self::Internal(Cow::Owned(cause.to_string()))
    }

    /// A unique violation becomes a conflict on a field: `columns` names the
    /// constraint (PostgreSQL) and its columns (SQLite).
    pub(crate) fn conflict_on(
        error: DbErr,
        constraint: &str,
        columns: &str,
        conflict: FieldError,
    ) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(message))
                if message.contains(constraint) || message.contains(columns) =>
            {
                Self::Conflict(conflict)
            }
            _ => error.into(),
        }
    }

    /// The HTTP status that says the same (RFC 9110).
    pub const fn status(&self) -> u16 {
        match self {
            Self::Invalid(_) => 422,
            Self::Unauthenticated(_) => 401,
            Self::Forbidden(_) | Self::PermissionDenied(_) => 403,
            Self::NotFound => 404,
            Self::Conflict(_) => 409,
            Self::Stale => 412,
            Self::Limited { .. } | Self::RateLimited(_) => 429,
            Self::QuotaExhausted { .. } => 402,
            Self::Unavailable(_) => 503,
            Self::Internal(_) => 500,
        }
    }

    /// The error as it travels, without anything internal.
    pub fn problem(&self) -> Problem {
        let (code, title, detail, errors) = match self {
            Self::Invalid(errors) => (
                "invalid_fields",
                "Some fields are invalid",
                None,
                errors.0.clone(),
            ),
            Self::Unauthenticated(reason) => (
                reason.code,
                "Not authenticated",
                Some(reason.message),
                Vec::new(),
            ),
            Self::Forbidden(reason) => {
                (reason.code, "Not allowed", Some(reason.message), Vec::new())
            }
            Self::PermissionDenied(permission) => return self.permission_problem(permission),
            Self::NotFound => ("not_found", "Not found", None, Vec::new()),
            Self::Conflict(error) => return self.conflict_problem(error),
            Self::Stale => (
                "stale",
                "It has changed meanwhile",
                Some("read it again and repeat the change with its new ETag"),
                Vec::new(),
            ),
            Self::Limited { reason, .. } => (
                reason.code,
                "Too many requests",
                Some(reason.message),
                Vec::new(),
            ),
            Self::RateLimited(refusal) => (
                refusal.reason.code,
                "Too many requests",
                Some(
                    refusal
                        .sentence
                        .as_deref()
                        .unwrap_or(refusal.reason.message),
                ),
                Vec::new(),
            ),
            Self::QuotaExhausted { sentence } => (
                "quota_exhausted",
                "The plan is used up",
                Some(sentence.as_deref().unwrap_or(
                    "what the plan allows in a month is used up; it begins anew on the first (UTC)",
                )),
                Vec::new(),
            ),
            Self::Unavailable(_) => (
                "unavailable",
                "Unavailable, try again in a moment",
                None,
                Vec::new(),
            ),
            Self::Internal(_) => (
                "internal",
                "Something went wrong on our side",
                None,
                Vec::new(),
            ),
        };
        Problem {
            kind: "about:blank".to_owned(),
            title: title.to_owned(),
            status: self.status(),
            code: code.to_owned(),
            detail: detail.map(str::to_owned),
            request_id: None,
            errors,
        }
    }

    fn permission_problem(&self, permission: &str) -> Problem {
        Problem {
            kind: "about:blank".to_owned(),
            title: "Not allowed".to_owned(),
            status: self.status(),
            code: "permission_denied".to_owned(),
            detail: Some(format!("this needs the permission `{permission}`")),
            request_id: None,
            errors: Vec::new(),
        }
    }

    fn conflict_problem(&self, error: &FieldError) -> Problem {
        Problem {
            kind: "about:blank".to_owned(),
            title: "Conflict".to_owned(),
            status: self.status(),
            code: error.code.clone().into_owned(),
            detail: Some(error.message.clone().into_owned()),
            request_id: None,
            errors: vec![error.clone()],
        }
    }
}

impl From<FieldErrors> for Error {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}

impl From<FieldError> for Error {
    fn from(error: FieldError) -> Self {
        Self::Invalid(FieldErrors(vec![error]))
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match error {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Self::Unavailable(error),
            other => Self::internal(other),
        }
    }
}

impl From<sea_orm::TransactionError<Self>> for Error {
    fn from(error: sea_orm::TransactionError<Self>) -> Self {
        match error {
            sea_orm::TransactionError::Connection(error) => error.into(),
            sea_orm::TransactionError::Transaction(error) => error,
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(error)
    }
}
