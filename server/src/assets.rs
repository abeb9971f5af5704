//! Files for browsers: the dashboard's site and the widget.
//!
//! Release builds carry them inside; debug builds read `target/site` and
//! `target/widget` at each request, so that a rebuilt bundle shows at once.

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use rust_embed::{EmbeddedFile, RustEmbed};

/// The dashboard: scripts, styles, fonts, icons.
#[derive(RustEmbed)]
#[folder = "../target/site/"]
struct Site;

/// The launcher and the bundles of the widget.
#[derive(RustEmbed)]
#[folder = "../target/widget/"]
struct Widget;

const REVALIDATE: &str = "no-cache";
const ONE_DAY: &str = "public, max-age=86400, stale-while-revalidate=604800";
const FOREVER: &str = "public, max-age=31536000, immutable";

/// A file of the dashboard's site, where there is one at `path` (without the
/// leading slash).
pub fn site_file(path: &str, headers: &HeaderMap) -> Option<Response> {
    let cache = if path.starts_with("fonts/") {
        FOREVER
    } else {
        REVALIDATE
    };
    respond(path, headers, cache, Site::get)
}

/// The content of such a file.
pub fn site_file_content(path: &str) -> Option<Vec<u8>> {
    Site::get(path).map(|it| it.data.into_owned())
}

/// The launcher: the same address for years, so it is kept for a day only.
pub fn launcher(headers: &HeaderMap) -> Option<Response> {
    let cache = if cfg!(debug_assertions) {
        REVALIDATE
    } else {
        ONE_DAY
    };
    respond("widget.js", headers, cache, Widget::get).map(for_any_origin)
}

/// The script of the frame, which names its bundle as the launcher does.
pub fn frame_script(headers: &HeaderMap) -> Option<Response> {
    respond("frame.js", headers, REVALIDATE, Widget::get)
}

/// A file of a widget bundle, whose folder is named by its content. A launcher that a browser kept
/// over an update names a folder that is gone, and is sent to the present one.
pub fn widget_file(path: &str, headers: &HeaderMap) -> Option<Response> {
    respond(path, headers, FOREVER, Widget::get)
        .or_else(|| redirect_to_present_bundle(path))
        .map(for_any_origin)
}

fn redirect_to_present_bundle(path: &str) -> Option<Response> {
    let name_in_folder = |path: &str| path.split_once('/').map(|(_, name)| name.to_owned());
    let name = name_in_folder(path).filter(|it| !has_extension(it, "br"))?;
    let present = Widget::iter().find(|it| name_in_folder(it).as_ref() == Some(&name))?;
    let headers = [
        (header::LOCATION, format!("/widget/{present}")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Some((StatusCode::TEMPORARY_REDIRECT, headers).into_response())
}

/// Customers' pages are on other origins.
fn for_any_origin(mut response: Response) -> Response {
    let any_origin = [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "cross-origin",
        ),
    ];
    for (name, value) in any_origin {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

fn respond(
    path: &str,
    headers: &HeaderMap,
    cache: &'static str,
    get: fn(&str) -> Option<EmbeddedFile>,
) -> Option<Response> {
    // The precompressed siblings are not files of their own.
    if has_extension(path, "br") {
        return None;
    }
    let compressed = accepts_brotli(headers)
        .then(|| get(&format!("{path}.br")))
        .flatten();
    let is_compressed = compressed.is_some();
    let file = compressed.or_else(|| get(path))?;
    let etag = etag_of(&file);
    let mut response = if headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|it| *it == etag)
    {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Body::from(file.data).into_response()
    };
    let content_type = match path.rsplit_once('.') {
        Some((_, "js")) => "text/javascript; charset=utf-8".to_owned(),
        _ => mime_guess::from_path(path)
            .first_or_octet_stream()
            .to_string(),
    };
    let content_type = HeaderValue::from_str(&content_type).ok()?;
    let response_headers = response.headers_mut();
    response_headers.insert(header::CONTENT_TYPE, content_type);
    response_headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    response_headers.insert(header::ETAG, etag);
    response_headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if is_compressed {
        response_headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    Some(response)
}

fn has_extension(path: &str, extension: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, it)| it == extension)
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|it| it.to_str().ok())
        .is_some_and(|it| {
            it.split(',')
                .any(|it| it.trim() == "br" || it.trim().starts_with("br;"))
        })
}

/// The first half of the file's SHA-256, in quotes.
fn etag_of(file: &EmbeddedFile) -> HeaderValue {
    let digest = u128::from_be_bytes(first_half(file.metadata.sha256_hash()));
    HeaderValue::from_str(&format!("\"{digest:032x}\"")).unwrap_or(HeaderValue::from_static("\"\""))
}

fn first_half(bytes: [u8; 32]) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&bytes[..16]);
    half
}
