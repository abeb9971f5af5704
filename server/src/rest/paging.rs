//! How lists are asked for.

use serde::Deserialize;

/// Parameters of a list that is read by cursor.
#[derive(Debug, Deserialize)]
pub struct PageQuery {
    /// The `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items of a page, 1 to 100.
    #[serde(default = "default_limit")]
    pub limit: u64,
}

const fn default_limit() -> u64 {
    50
}
