//! API tokens: list, create, revoke.

use crate::error::AppError;
use api::{api_tokens::ApiToken, ids::ApiTokenId};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::session;
#[cfg(feature = "ssr")]
use api::api_tokens::CreateApiTokenRequest;
#[cfg(feature = "ssr")]
use domain::{api_tokens, permissions};
#[cfg(feature = "ssr")]
use http::request::Parts;

/// Carries a new token to the page that shows it once, for browsers without our script.
#[cfg(feature = "ssr")]
const NEW_TOKEN_COOKIE: &str = "new_api_token";

/// Where the page stands; the cookie is sent there only.
#[cfg(feature = "ssr")]
const PAGE: &str = "/api-tokens";

/// What the page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiTokensView {
    /// All tokens.
    pub tokens: Vec<ApiToken>,
    /// What a new one can be given.
    pub scopes: Vec<String>,
    /// The token that a form without JavaScript has just made.
    pub new_token: Option<String>,
}

/// All tokens of the account, and once the one that was just made.
#[server(prefix = "/fn", endpoint = "find_api_tokens", input = GetUrl)]
pub async fn find_api_tokens() -> Result<ApiTokensView, AppError> {
    let actor = session::acting("read:own_tokens").await?;
    let tokens = api_tokens::list_api_tokens(&actor.carbot, actor.account_id)
        .await
        .map_err(AppError::refuse)?;
    Ok(ApiTokensView {
        tokens: tokens.items,
        scopes: permissions::list_scopes(&actor.grant),
        new_token: take_new_token(),
    })
}

/// Makes a token. The answer is the only one that ever holds it.
#[server(prefix = "/fn", endpoint = "create_api_token")]
pub async fn create_api_token(
    name: String,
    #[server(default)] scopes: Vec<String>,
    #[server(default)] expires_in_days: String,
) -> Result<String, AppError> {
    let actor = session::acting("create:own_tokens").await?;
    let days = expires_in_days.trim();
    let request = CreateApiTokenRequest {
        name,
        scopes,
        // What is no number is out of bounds.
        expires_in_days: (!days.is_empty()).then(|| days.parse().unwrap_or(0)),
    };
    let created = api_tokens::create_api_token(&actor, &request)
        .await
        .map_err(AppError::refuse)?;
    if session::is_form_post() {
        session::set_cookie(&format!(
            "{NEW_TOKEN_COOKIE}={}; Path={PAGE}; Max-Age=60; SameSite=Strict; HttpOnly",
            created.token
        ));
        session::redirect_form("/api-tokens?saved=created");
    }
    session::forbid_storing();
    Ok(created.token)
}

/// Ends a token for good.
#[server(prefix = "/fn", endpoint = "revoke_api_token")]
pub async fn revoke_api_token(id: ApiTokenId) -> Result<(), AppError> {
    let (carbot, account) = session::actor("delete:own_tokens").await?;
    api_tokens::revoke_api_token(&carbot, account, id)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form("/api-tokens?saved=deleted");
    Ok(())
}

/// The token in the cookie, which is deleted. Only the page itself gets the cookie: its path keeps
/// it from the server function.
#[cfg(feature = "ssr")]
fn take_new_token() -> Option<String> {
    let parts = use_context::<Parts>()?;
    let value = session::cookie(&parts, NEW_TOKEN_COOKIE)?;
    session::set_cookie(&format!(
        "{NEW_TOKEN_COOKIE}=; Path={PAGE}; Max-Age=0; SameSite=Strict; HttpOnly"
    ));
    session::forbid_storing();
    api_tokens::looks_like_token(&value).then_some(value)
}
