//! `/widget/frame`: the chat in a document of our own, which the launcher opens in an iframe where
//! the page's Content-Security-Policy lets no WebAssembly run.

use crate::{assets, extract::Query, problem::ApiError, router::AppState};
use axum::{
    Router,
    extract::State,
    response::{Html, IntoResponse, Response},
    routing::get,
};
use domain::{Carbot, client_keys};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Deserialize;

/// Holds nothing but its script, which fills it when the page around it says so.
const DOCUMENT: &str = include_str!("../../widget-wasm/launcher/frame.html");

/// The document and its script.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/widget/frame", get(document))
        .route("/widget/frame.js", get(script))
}

#[derive(Debug, Deserialize)]
struct FrameQuery {
    /// The client key of the script tag.
    key: String,
}

async fn document(
    State(carbot): State<Carbot>,
    Query(query): Query<FrameQuery>,
) -> Result<Response, ApiError> {
    let ancestors = client_keys::list_frame_ancestors(&carbot, &query.key).await?;
    let policy = HeaderValue::from_str(&policy(&ancestors)).map_err(domain::Error::internal)?;
    let headers = [
        (header::CONTENT_SECURITY_POLICY, policy),
        // The websites of a key may change.
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, Html(DOCUMENT)).into_response())
}

async fn script(headers: HeaderMap) -> Response {
    assets::frame_script(&headers).unwrap_or_else(|| StatusCode::NOT_FOUND.into_response())
}

/// Pictures may come from elsewhere, since owners choose those of their assistants.
fn policy(ancestors: &[String]) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
         img-src 'self' https: data:; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; frame-ancestors {}",
        ancestors.join(" ")
    )
}
