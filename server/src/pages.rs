//! Landing pages, by the host they are asked for.

use crate::{extract::Path, problem::ApiError, router::AppState};
use api::Language;
use axum::{
    Router,
    extract::{Request, State},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use domain::{
    Carbot,
    landing_pages::{self, RenderedPage, SitePage},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};

/// The site of one landing page. The host was matched before.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/", get(home))
        .route("/{language}", get(home_in_language))
        .route("/impressum", get(imprint))
        .route("/datenschutz", get(privacy))
        .route("/robots.txt", get(robots))
        .route("/fonts/{*path}", get(font))
        .merge(crate::asset_files::router())
        .fallback(not_found)
}

async fn home(State(carbot): State<Carbot>, headers: HeaderMap) -> Result<Response, ApiError> {
    respond(&carbot, &headers, SitePage::Home, None).await
}

async fn home_in_language(
    State(carbot): State<Carbot>,
    Path(language): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    match language.parse::<Language>() {
        Ok(parsed) if parsed.code() == language => {
            respond(&carbot, &headers, SitePage::Home, Some(parsed)).await
        }
        _ => Ok(no_page(&carbot)),
    }
}

async fn imprint(State(carbot): State<Carbot>, headers: HeaderMap) -> Result<Response, ApiError> {
    respond(&carbot, &headers, SitePage::Imprint, None).await
}

async fn privacy(State(carbot): State<Carbot>, headers: HeaderMap) -> Result<Response, ApiError> {
    respond(&carbot, &headers, SitePage::Privacy, None).await
}

async fn robots() -> &'static str {
    "User-agent: *\nAllow: /\n"
}

async fn font(Path(path): Path<String>, headers: HeaderMap) -> Response {
    crate::assets::site_file(&format!("fonts/{path}"), &headers)
        .unwrap_or_else(|| StatusCode::NOT_FOUND.into_response())
}

async fn not_found(State(carbot): State<Carbot>, _: Request) -> Response {
    no_page(&carbot)
}

async fn respond(
    carbot: &Carbot,
    headers: &HeaderMap,
    site_page: SitePage,
    language: Option<Language>,
) -> Result<Response, ApiError> {
    let host = host_of(headers);
    let page = landing_pages::find_published_page(carbot, host, site_page, language).await?;
    Ok(page.map_or_else(
        || no_page(carbot),
        |page| page_response(carbot, headers, &page),
    ))
}

fn page_response(carbot: &Carbot, headers: &HeaderMap, page: &RenderedPage) -> Response {
    let is_known = headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|it| *it == *page.etag);
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Html(page.html.clone()).into_response()
    };
    set_headers(&mut response, carbot, &page.style_hashes);
    if let Ok(etag) = HeaderValue::from_str(&page.etag) {
        response.headers_mut().insert(header::ETAG, etag);
    }
    response
}

/// What stands at an address nobody has published.
fn no_page(carbot: &Carbot) -> Response {
    let Ok(page) = landing_pages::render_not_found(carbot) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut response = (StatusCode::NOT_FOUND, Html(page.html)).into_response();
    set_headers(&mut response, carbot, &page.style_hashes);
    response
}

/// A page may load its own styles and pictures, and the chat from our origin.
fn set_headers(response: &mut Response, carbot: &Carbot, style_hashes: &[String]) {
    let chat = carbot.public_url();
    let policy = format!(
        "default-src 'none'; style-src {}; img-src 'self' data: https:; font-src 'self'; \
         script-src {chat} 'wasm-unsafe-eval'; connect-src {chat}; form-action 'self'; \
         frame-ancestors 'self' {chat}; base-uri 'none'",
        style_hashes.join(" ")
    );
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    // Asked for again each time, and answered with 304 while nothing changed:
    // what is taken off the web must be gone at once.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    // Framing is ruled by the policy above, which knows more than one origin.
    headers.insert(
        header::X_FRAME_OPTIONS,
        HeaderValue::from_static("SAMEORIGIN"),
    );
}

/// The host a request was sent to.
pub fn host_of(headers: &HeaderMap) -> &str {
    headers
        .get(header::HOST)
        .and_then(|it| it.to_str().ok())
        .unwrap_or_default()
}
