//! Pictures of businesses as visitors get them, on our public host and on every landing page.
//!
//! Nothing here runs as anything but a picture: the type comes from our own table, guessing is
//! forbidden, and the policy leaves no script a place. Names are looked up and never made into
//! paths of files.

use crate::{extract::Path, problem::ApiError, router::AppState};
use api::ids::AssetId;
use axum::{
    Router,
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{Carbot, assets};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

/// What an address says never changes: another picture has another id.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// `/assets/ID/NAME`.
pub fn router() -> Router<AppState> {
    Router::new().route("/assets/{id}/{name}", get(file))
}

async fn file(
    State(carbot): State<Carbot>,
    Path((id, name)): Path<(AssetId, String)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let found = assets::open_file(&carbot, id, &name).await?;
    let found = found.ok_or(domain::Error::NotFound)?;
    let etag = HeaderValue::from_str(&format!("\"{}-{name}\"", id.0.simple()))
        .map_err(domain::Error::internal)?;
    let is_known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|it| it.to_str().ok())
        .is_some_and(|it| {
            it.split(',')
                .any(|it| it.trim().trim_start_matches("W/").as_bytes() == etag.as_bytes())
        });
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Body::from(found.content).into_response()
    };
    let media_type = HeaderValue::from_str(&found.media_type).map_err(domain::Error::internal)?;
    let set = response.headers_mut();
    set.insert(header::CONTENT_TYPE, media_type);
    set.insert(header::ETAG, etag);
    let fixed = [
        (header::CACHE_CONTROL, FOREVER),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox",
        ),
        // Widgets show them on customers' websites.
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "cross-origin",
        ),
    ];
    for (name, value) in fixed {
        set.insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}
