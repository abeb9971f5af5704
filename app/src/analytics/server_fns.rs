//! What the page of analytics shows.

use crate::error::AppError;
use api::{
    analytics::{AnalyticsResponse, FunnelResponse, UnansweredResponse},
    ids::ClientKeyId,
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::session;
#[cfg(feature = "ssr")]
use api::analytics::AnalyticsQuery;
#[cfg(feature = "ssr")]
use domain::{analytics, client_keys};

/// A key by which the page can be filtered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyChoice {
    /// Its id.
    pub id: ClientKeyId,
    /// Its website.
    pub domain: String,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnalyticsPageData {
    /// Use in the period.
    pub analytics: AnalyticsResponse,
    /// How far visitors came.
    pub funnel: FunnelResponse,
    /// What was passed on.
    pub unanswered: UnansweredResponse,
    /// All keys of the account.
    pub keys: Vec<KeyChoice>,
}

/// The analytics of the signed-in account, or of one of its keys.
#[server(prefix = "/fn", endpoint = "find_analytics", input = GetUrl)]
pub async fn find_analytics(
    days: u32,
    #[server(default)] key: Option<ClientKeyId>,
) -> Result<AnalyticsPageData, AppError> {
    let (carbot, user) = session::actor("read:own_analytics").await?;
    let query = AnalyticsQuery {
        days,
        client_key_id: key,
    };
    let found = async {
        let keys = client_keys::list_client_keys(&carbot, user).await?;
        let keys = keys.into_iter().map(|it| KeyChoice {
            id: it.id,
            domain: it.domain.to_unicode(),
        });
        Ok(AnalyticsPageData {
            analytics: analytics::find_analytics(&carbot, user, query).await?,
            funnel: analytics::find_funnel(&carbot, user, query).await?,
            unanswered: analytics::find_unanswered(&carbot, user, query).await?,
            keys: keys.collect(),
        })
    };
    found.await.map_err(AppError::refuse)
}
