//! Webhooks: list, create, change, send.

use crate::error::AppError;
use api::{
    conversations::Page,
    ids::{WebhookDeliveryId, WebhookEndpointId},
    webhooks::{DeliveryStatus, WebhookEndpoint},
};
use chrono::{DateTime, Utc};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::{forms::filled, session, wire_name::from_wire_name};
#[cfg(feature = "ssr")]
use api::webhooks::{MAX_WEBHOOKS, WebhookDelivery, WebhookInput};
#[cfg(feature = "ssr")]
use domain::{Precondition, webhooks};
#[cfg(feature = "ssr")]
use http::request::Parts;

/// Carries a new secret to the page that shows it once, for browsers without our script.
#[cfg(feature = "ssr")]
const NEW_SECRET_COOKIE: &str = "new_webhook_secret";

/// Below which the pages stand; the cookie is sent there only.
#[cfg(feature = "ssr")]
const PAGES: &str = "/webhooks";

/// Messages of one page of the log.
#[cfg(feature = "ssr")]
const PAGE_SIZE: u64 = 25;

/// What the list shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhooksView {
    /// All endpoints.
    pub endpoints: Vec<WebhookEndpoint>,
    /// The secret of the one that a form without JavaScript has just made.
    pub new_secret: Option<String>,
}

/// What the page of one endpoint shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookView {
    /// The endpoint.
    pub endpoint: WebhookEndpoint,
    /// A page of what it was told.
    pub deliveries: Page<DeliveryView>,
    /// The secret that a form without JavaScript has just made.
    pub new_secret: Option<String>,
}

/// A message in the log; what it said is read over the API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryView {
    /// Its id.
    pub id: WebhookDeliveryId,
    /// What it is about.
    pub event_type: String,
    /// Where it stands.
    pub status: DeliveryStatus,
    /// How often it was tried.
    pub attempts: i32,
    /// The status of the last answer.
    pub response_status: Option<i32>,
    /// Why there was no answer.
    pub error: Option<String>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
}

#[cfg(feature = "ssr")]
impl From<WebhookDelivery> for DeliveryView {
    fn from(delivery: WebhookDelivery) -> Self {
        Self {
            id: delivery.id,
            event_type: delivery.event_type,
            status: delivery.status,
            attempts: delivery.attempts,
            response_status: delivery.response_status,
            error: delivery.error,
            created_at: delivery.created_at,
        }
    }
}

/// All endpoints of the account, and once the secret of the one that was just made.
#[server(prefix = "/fn", endpoint = "list_webhooks", input = GetUrl)]
pub async fn list_webhooks() -> Result<WebhooksView, AppError> {
    let (carbot, account) = session::actor("read:own_webhooks").await?;
    let page = webhooks::list_webhooks(&carbot, account, None, MAX_WEBHOOKS as u64)
        .await
        .map_err(AppError::refuse)?;
    Ok(WebhooksView {
        endpoints: page.items,
        new_secret: take_new_secret(),
    })
}

/// One endpoint with a page of what it was told.
#[server(prefix = "/fn", endpoint = "find_webhook", input = GetUrl)]
pub async fn find_webhook(
    id: String,
    #[server(default)] cursor: Option<String>,
) -> Result<WebhookView, AppError> {
    let (carbot, account) = session::actor("read:own_webhooks").await?;
    let Ok(id) = id.parse::<WebhookEndpointId>() else {
        return Err(AppError::not_found().answered());
    };
    let endpoint = webhooks::find_webhook(&carbot, account, id)
        .await
        .map_err(AppError::refuse)?;
    let page = webhooks::list_deliveries(&carbot, account, id, cursor.as_deref(), PAGE_SIZE)
        .await
        .map_err(AppError::refuse)?;
    Ok(WebhookView {
        endpoint,
        deliveries: Page {
            items: page.items.into_iter().map(DeliveryView::from).collect(),
            next_cursor: page.next_cursor,
            has_more: page.has_more,
        },
        new_secret: take_new_secret(),
    })
}

/// Makes an endpoint. The answer is the only one that ever holds its secret.
#[server(prefix = "/fn", endpoint = "create_webhook")]
pub async fn create_webhook(
    url: String,
    #[server(default)] description: String,
    #[server(default)] events: Vec<String>,
) -> Result<String, AppError> {
    let (carbot, account) = session::actor("create:own_webhooks").await?;
    let input = WebhookInput {
        url,
        description: filled(&description),
        events: events.iter().filter_map(|it| from_wire_name(it)).collect(),
        is_active: true,
    };
    let created = webhooks::create_webhook(&carbot, account, input)
        .await
        .map_err(AppError::refuse)?;
    keep_new_secret(&created.secret, "/webhooks?saved=created");
    Ok(created.secret)
}

/// Switches an endpoint on or off.
#[server(prefix = "/fn", endpoint = "set_webhook_active")]
pub async fn set_webhook_active(id: WebhookEndpointId, is_active: bool) -> Result<(), AppError> {
    let (carbot, account) = session::actor("update:own_webhooks").await?;
    let patch = serde_json::Map::from_iter([("is_active".to_owned(), is_active.into())]);
    webhooks::patch_webhook(&carbot, account, id, &patch, &Precondition::Any)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form(&format!("/webhooks/{id}?saved=updated"));
    Ok(())
}

/// Gives an endpoint a new secret. The answer is the only one that ever holds it.
#[server(prefix = "/fn", endpoint = "rotate_webhook_secret")]
pub async fn rotate_webhook_secret(id: WebhookEndpointId) -> Result<String, AppError> {
    let (carbot, account) = session::actor("update:own_webhooks").await?;
    let rotated = webhooks::rotate_webhook_secret(&carbot, account, id, &Precondition::Any)
        .await
        .map_err(AppError::refuse)?;
    keep_new_secret(&rotated.secret, &format!("/webhooks/{id}?saved=updated"));
    Ok(rotated.secret)
}

/// Deletes an endpoint with the log of what it was told.
#[server(prefix = "/fn", endpoint = "delete_webhook")]
pub async fn delete_webhook(id: WebhookEndpointId) -> Result<(), AppError> {
    let (carbot, account) = session::actor("delete:own_webhooks").await?;
    webhooks::delete_webhook(&carbot, account, id, &Precondition::Any)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form("/webhooks?saved=deleted");
    Ok(())
}

/// Sends an endpoint a message that means nothing.
#[server(prefix = "/fn", endpoint = "send_test_event")]
pub async fn send_test_event(id: WebhookEndpointId) -> Result<(), AppError> {
    let (carbot, account) = session::actor("update:own_webhooks").await?;
    webhooks::send_test(&carbot, account, id)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form(&format!("/webhooks/{id}?saved=sent"));
    Ok(())
}

/// Sends a message again.
#[server(prefix = "/fn", endpoint = "replay_delivery")]
pub async fn replay_delivery(
    id: WebhookEndpointId,
    delivery: WebhookDeliveryId,
) -> Result<(), AppError> {
    let (carbot, account) = session::actor("update:own_webhooks").await?;
    webhooks::replay_delivery(&carbot, account, id, delivery)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form(&format!("/webhooks/{id}?saved=sent"));
    Ok(())
}

/// Brings a new secret to the next page of a form without JavaScript; no cache keeps it.
#[cfg(feature = "ssr")]
fn keep_new_secret(secret: &str, page: &str) {
    if session::is_form_post() {
        session::set_cookie(&format!(
            "{NEW_SECRET_COOKIE}={secret}; Path={PAGES}; Max-Age=60; SameSite=Strict; HttpOnly"
        ));
        session::redirect_form(page);
    }
    session::forbid_storing();
}

/// The secret in the cookie, which is deleted. Only the pages themselves get the cookie: its path
/// keeps it from the server functions.
#[cfg(feature = "ssr")]
fn take_new_secret() -> Option<String> {
    let parts = use_context::<Parts>()?;
    let value = session::cookie(&parts, NEW_SECRET_COOKIE)?;
    session::set_cookie(&format!(
        "{NEW_SECRET_COOKIE}=; Path={PAGES}; Max-Age=0; SameSite=Strict; HttpOnly"
    ));
    session::forbid_storing();
    value.starts_with("whsec_").then_some(value)
}
