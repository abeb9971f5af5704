//! What the first page shows.

use crate::error::AppError;
use api::overview::Overview;
use leptos::{prelude::*, server_fn::codec::GetUrl};

#[cfg(feature = "ssr")]
use crate::session;

/// Checklist, numbers and newest conversations of the signed-in account.
#[server(prefix = "/fn", endpoint = "find_overview", input = GetUrl)]
pub async fn find_overview() -> Result<Overview, AppError> {
    let (carbot, user) = session::actor("read:own_conversations").await?;
    domain::overview::overview(&carbot, user)
        .await
        .map_err(AppError::refuse)
}
