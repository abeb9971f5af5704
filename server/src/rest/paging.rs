//! How lists are asked for.

use serde::Deserialize;
use utoipa::IntoParams;

/// Parameters of a list that is read by cursor.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// The `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items of a page, 1 to 100.
    #[serde(default = "default_limit")]
    #[param(minimum = 1, maximum = 100, default = 50)]
    pub limit: u64,
}

const fn default_limit() -> u64 {
    50
}
