//! Client keys: list, create, revoke.

use crate::error::AppError;
use api::{
    client_keys::ClientKeySummary,
    ids::ClientKeyId,
    values::{ClientKey, KeyEnvironment},
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::{forms::filled, session};
#[cfg(feature = "ssr")]
use api::{
    client_keys::{CreateClientKeyRequest, embed_snippet},
    ids::UserId,
};
#[cfg(feature = "ssr")]
use domain::{Carbot, client_keys};
#[cfg(feature = "ssr")]
use http::request::Parts;

/// Carries a new key to the page that shows it once, for browsers without our script.
#[cfg(feature = "ssr")]
const NEW_KEY_COOKIE: &str = "new_client_key";

/// Where the page stands; the cookie is sent there only.
#[cfg(feature = "ssr")]
const PAGE: &str = "/client-keys";

/// A key that was just made, as it is shown this one time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewKey {
    /// The full key.
    pub key: ClientKey,
    /// The script tag for the website.
    pub snippet: String,
}

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientKeys {
    /// All keys.
    pub keys: Vec<ClientKeySummary>,
    /// The key that a form without JavaScript has just made.
    pub new_key: Option<NewKey>,
}

/// All keys of the signed-in account, and once the one that was just made.
#[server(prefix = "/fn", endpoint = "list_client_keys", input = GetUrl)]
pub async fn list_client_keys() -> Result<ClientKeys, AppError> {
    let (carbot, user) = session::actor("read:own_keys").await?;
    let keys = client_keys::list_client_keys(&carbot, user)
        .await
        .map_err(AppError::refuse)?;
    let new_key = match take_new_key() {
        Some(key) => Some(with_snippet(&carbot, user, key).await?),
        None => None,
    };
    Ok(ClientKeys { keys, new_key })
}

/// Makes a key. The answer is the only one that ever holds it.
#[server(prefix = "/fn", endpoint = "create_client_key")]
pub async fn create_client_key(
    domain: String,
    #[server(default)] environment: KeyEnvironment,
    #[server(default)] description: String,
) -> Result<NewKey, AppError> {
    let (carbot, user) = session::actor("create:own_keys").await?;
    let request = CreateClientKeyRequest {
        domain,
        description: filled(&description),
        usage_limit: None,
        environment,
        business_id: None,
    };
    let created = client_keys::create_client_key(&carbot, user, &request)
        .await
        .map_err(AppError::refuse)?;
    if session::is_form_post() {
        session::set_cookie(&format!(
            "{NEW_KEY_COOKIE}={}; Path={PAGE}; Max-Age=60; SameSite=Strict; HttpOnly",
            created.key
        ));
        session::redirect_form("/client-keys?saved=created");
    }
    session::forbid_storing();
    with_snippet(&carbot, user, created.key).await
}

/// Ends a key for good.
#[server(prefix = "/fn", endpoint = "revoke_client_key")]
pub async fn revoke_client_key(id: ClientKeyId) -> Result<(), AppError> {
    let (carbot, user) = session::actor("delete:own_keys").await?;
    client_keys::revoke_client_key(&carbot, user, id)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form("/client-keys?saved=revoked");
    Ok(())
}

/// The key in the cookie, which is deleted. Only the page itself gets the
/// cookie: its path keeps it from the server function of the same name.
#[cfg(feature = "ssr")]
fn take_new_key() -> Option<ClientKey> {
    let parts = use_context::<Parts>()?;
    let value = session::cookie(&parts, NEW_KEY_COOKIE)?;
    session::set_cookie(&format!(
        "{NEW_KEY_COOKIE}=; Path={PAGE}; Max-Age=0; SameSite=Strict; HttpOnly"
    ));
    session::forbid_storing();
    ClientKey::parse(&value).ok()
}

#[cfg(feature = "ssr")]
async fn with_snippet(carbot: &Carbot, user: UserId, key: ClientKey) -> Result<NewKey, AppError> {
    let business = domain::businesses::first_business(carbot, user)
        .await
        .map_err(AppError::refuse)?;
    let color = business
        .details
        .chat
        .primary_color
        .unwrap_or_else(|| crate::businesses::DEFAULT_CHAT_COLOR.to_owned());
    let snippet = embed_snippet(carbot.public_url(), key.as_str(), &color);
    Ok(NewKey { key, snippet })
}
