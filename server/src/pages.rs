//! Landing pages, by the host they are asked for.

use crate::{extract::Path, problem::ApiError, router::AppState};
use api::{Language, values::Subdomain};
use axum::{
    Router,
    body::Body,
    extract::Request,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use domain::{
    Carbot,
    landing_pages::{self, Encoding, RenderedPage, SitePage},
};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

/// Tells search engines what `<meta name="robots">` tells them, for what is no page.
const X_ROBOTS_TAG: HeaderName = HeaderName::from_static("x-robots-tag");

/// The site of one landing page, whose name is an extension of the request.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/", get(home))
        .route("/impressum", get(imprint))
        .route("/datenschutz", get(privacy))
        .route("/barrierefreiheit", get(accessibility))
        .route("/{language}", get(home_in_language))
        .route("/{language}/{page}", get(page_in_language))
        .route("/robots.txt", get(robots))
        .route("/sitemap.xml", get(site_map))
        .route("/favicon.ico", get(icon))
        .route("/favicon.svg", get(icon))
        .route("/fonts/{*path}", get(font))
        .merge(crate::asset_files::router())
        .fallback(not_found)
}

/// What every handler of a site needs.
struct Visit {
    carbot: Carbot,
    subdomain: Subdomain,
    headers: HeaderMap,
}

impl axum::extract::FromRequestParts<AppState> for Visit {
    type Rejection = ApiError;

    async fn from_request_parts(
        parts: &mut http::request::Parts,
        state: &AppState,
    ) -> Result<Self, ApiError> {
        let subdomain = parts.extensions.get::<Subdomain>().cloned();
        Ok(Self {
            carbot: state.carbot.clone(),
            subdomain: subdomain.ok_or(domain::Error::NotFound)?,
            headers: parts.headers.clone(),
        })
    }
}

impl Visit {
    /// A page of the site; what stands where there is none, in the site's look.
    async fn page(
        &self,
        site_page: SitePage,
        language: Option<Language>,
    ) -> Result<Response, ApiError> {
        let (carbot, subdomain) = (&self.carbot, &self.subdomain);
        let found =
            landing_pages::find_published_page(carbot, subdomain, site_page, language).await?;
        match found {
            Some(page) => Ok(self.respond(&page, StatusCode::OK)),
            None => self.missing().await,
        }
    }

    /// What stands at an address below the site where there is nothing, or where there is no site.
    async fn missing(&self) -> Result<Response, ApiError> {
        let (carbot, subdomain) = (&self.carbot, &self.subdomain);
        let missing = SitePage::Missing;
        let found = landing_pages::find_published_page(carbot, subdomain, missing, None).await?;
        match found {
            Some(page) => Ok(self.respond(&page, StatusCode::NOT_FOUND)),
            None => Ok(no_site(carbot, &self.headers, StatusCode::NOT_FOUND)),
        }
    }

    fn respond(&self, page: &RenderedPage, status: StatusCode) -> Response {
        page_response(&self.carbot, &self.headers, page, status)
    }
}

async fn home(visit: Visit) -> Result<Response, ApiError> {
    visit.page(SitePage::Home, None).await
}

async fn home_in_language(
    visit: Visit,
    Path(language): Path<String>,
) -> Result<Response, ApiError> {
    match parse_language(&language) {
        Some(language) => visit.page(SitePage::Home, Some(language)).await,
        None => visit.missing().await,
    }
}

async fn page_in_language(
    visit: Visit,
    Path((language, page)): Path<(String, String)>,
) -> Result<Response, ApiError> {
    let site_page = match page.as_str() {
        "impressum" => SitePage::Imprint,
        "datenschutz" => SitePage::Privacy,
        "barrierefreiheit" => SitePage::Accessibility,
        _ => return visit.missing().await,
    };
    match parse_language(&language) {
        Some(language) => visit.page(site_page, Some(language)).await,
        None => visit.missing().await,
    }
}

fn parse_language(code: &str) -> Option<Language> {
    let language: Language = code.parse().ok()?;
    (language.code() == code).then_some(language)
}

async fn imprint(visit: Visit) -> Result<Response, ApiError> {
    visit.page(SitePage::Imprint, None).await
}

async fn privacy(visit: Visit) -> Result<Response, ApiError> {
    visit.page(SitePage::Privacy, None).await
}

async fn accessibility(visit: Visit) -> Result<Response, ApiError> {
    visit.page(SitePage::Accessibility, None).await
}

async fn robots(visit: Visit) -> Result<Response, ApiError> {
    let robots = landing_pages::find_robots(&visit.carbot, &visit.subdomain).await?;
    Ok(robots.into_response())
}

async fn site_map(visit: Visit) -> Result<Response, ApiError> {
    let found = landing_pages::find_site_map(&visit.carbot, &visit.subdomain).await?;
    match found {
        Some(map) => Ok(([(header::CONTENT_TYPE, "application/xml")], map).into_response()),
        None => visit.missing().await,
    }
}

async fn icon(visit: Visit) -> Result<Response, ApiError> {
    let found = landing_pages::find_site_icon(&visit.carbot, &visit.subdomain).await?;
    let Some(icon) = found else {
        return visit.missing().await;
    };
    let headers = [
        (header::CONTENT_TYPE, "image/svg+xml"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    Ok((headers, icon).into_response())
}

async fn font(Path(path): Path<String>, headers: HeaderMap) -> Response {
    crate::assets::site_file(&format!("fonts/{path}"), &headers)
        .unwrap_or_else(|| StatusCode::NOT_FOUND.into_response())
}

async fn not_found(visit: Visit) -> Result<Response, ApiError> {
    visit.missing().await
}

/// A page with its headers; `304` where the reader has it already.
pub fn page_response(
    carbot: &Carbot,
    headers: &HeaderMap,
    page: &RenderedPage,
    status: StatusCode,
) -> Response {
    let is_known = status == StatusCode::OK
        && headers
            .get(header::IF_NONE_MATCH)
            .and_then(|it| it.to_str().ok())
            .is_some_and(|it| it.split(',').any(|it| it.trim() == page.etag));
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let (body, encoding) = page.body(accepted_encoding(headers));
        let mut response = (status, Body::from(body)).into_response();
        let html = HeaderValue::from_static("text/html; charset=utf-8");
        response.headers_mut().insert(header::CONTENT_TYPE, html);
        let name = match encoding {
            Encoding::Identity => None,
            Encoding::Brotli => Some("br"),
            Encoding::Gzip => Some("gzip"),
        };
        if let Some(name) = name {
            let name = HeaderValue::from_static(name);
            response
                .headers_mut()
                .insert(header::CONTENT_ENCODING, name);
        }
        response
    };
    set_headers(&mut response, carbot, &page.style_hashes);
    if status == StatusCode::OK {
        let etag = HeaderValue::from_str(&page.etag).expect("a tag is made of digits");
        response.headers_mut().insert(header::ETAG, etag);
    } else {
        let noindex = HeaderValue::from_static("noindex");
        response.headers_mut().insert(X_ROBOTS_TAG, noindex);
    }
    response
}

/// A draft for its owner: nothing of it runs, nothing of it can be sent, nobody keeps it.
pub fn preview_response(carbot: &Carbot, headers: &HeaderMap, page: &RenderedPage) -> Response {
    let mut response = page_response(carbot, headers, page, StatusCode::OK);
    let policy = format!(
        "default-src 'none'; style-src {}; img-src 'self' data:; font-src 'self'; \
         form-action 'none'; frame-ancestors 'self'; base-uri 'none'",
        page.style_hashes.join(" ")
    );
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    for (name, value) in [
        (header::CACHE_CONTROL, "private, no-store"),
        (X_ROBOTS_TAG, "noindex, nofollow"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The encoding a reader likes best of those pages are kept in.
fn accepted_encoding(headers: &HeaderMap) -> Encoding {
    let accepted: Vec<_> = headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|it| it.to_str().ok())
        .flat_map(|it| it.split(','))
        .filter_map(|it| {
            let mut parts = it.split(';').map(str::trim);
            let name = parts.next()?;
            let is_refused = parts.any(|it| matches!(it, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"));
            (!is_refused).then_some(name)
        })
        .collect();
    let accepts = |name: &str| accepted.iter().any(|it| it.eq_ignore_ascii_case(name));
    if accepts("br") {
        Encoding::Brotli
    } else if accepts("gzip") {
        Encoding::Gzip
    } else {
        Encoding::Identity
    }
}

/// What stands at an address nobody has published, or which is none of ours.
pub fn no_site(carbot: &Carbot, headers: &HeaderMap, status: StatusCode) -> Response {
    match landing_pages::render_not_found(carbot) {
        Ok(page) => page_response(carbot, headers, &page, status),
        Err(_) => status.into_response(),
    }
}

/// Sends readers of another name of a site to its one address, path and query kept.
pub fn redirect(carbot: &Carbot, subdomain: &Subdomain, request: &Request) -> Response {
    let path = request.uri().path_and_query().map_or("/", |it| it.as_str());
    // A path that begins with two slashes stays a path, behind the host.
    let address = format!("{}{path}", carbot.page_url(subdomain.as_str()));
    Redirect::permanent(&address).into_response()
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
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
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
