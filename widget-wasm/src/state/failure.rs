/// Why a request brought no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The visitor's device has no connection.
    Offline,
    /// The server did not answer in time, or not for this page: a browser keeps a refusal without
    /// CORS headers, as for a site the key is not for, from the page.
    Unreachable,
    /// Too many messages (429).
    Limited,
    /// The workshop's plan is used up (402).
    Quota,
    /// The key is unknown, revoked or not for this site (401, 403).
    Refused,
    /// The message cannot be read (400, 413, 422).
    Rejected,
    /// Anything else.
    Server,
}

impl Failure {
    /// What an HTTP status means for the visitor.
    pub const fn from_status(status: u16) -> Self {
        match status {
            401 | 403 => Self::Refused,
            402 => Self::Quota,
            400 | 413 | 422 => Self::Rejected,
            429 => Self::Limited,
            _ => Self::Server,
        }
    }

    /// Stable name for the page's `error` event.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Offline => "offline",
            Self::Unreachable => "unreachable",
            Self::Limited => "limited",
            Self::Quota => "quota",
            Self::Refused => "refused",
            Self::Rejected => "rejected",
            Self::Server => "server",
        }
    }

    /// Whether the same request can succeed later.
    pub const fn is_temporary(self) -> bool {
        matches!(
            self,
            Self::Offline | Self::Unreachable | Self::Limited | Self::Server
        )
    }
}
