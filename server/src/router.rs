//! Everything that answers, by host and path.

use crate::{
    asset_files, assets,
    config::Config,
    dashboard,
    extract::Path,
    headers, health, idempotency, limits, pages, patience, problem,
    rest::{self, etag},
    widget_frame,
};
use axum::{
    Router,
    extract::{FromRef, Request, State},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    Carbot,
    landing_pages::{self, HostKind},
};
use http::{HeaderMap, StatusCode};
use ipnet::IpNet;
use leptos::config::LeptosOptions;
use std::{sync::Arc, time::Duration};
use tokio::sync::watch;
use tower::ServiceExt as _;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer,
        predicate::{DefaultPredicate, NotForContentType, Predicate as _},
    },
    request_id::{PropagateRequestIdLayer, SetRequestIdLayer},
    trace::{DefaultOnResponse, TraceLayer},
};
use tracing::Level;

/// What handlers share.
#[derive(Clone)]
pub struct AppState {
    /// The use cases.
    pub carbot: Carbot,
    /// How Leptos finds its files.
    pub leptos_options: LeptosOptions,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Arc<[IpNet]>,
    /// Whether people reach us over TLS.
    pub is_https: bool,
    /// A request that takes longer is given up.
    pub patience: Duration,
    /// Becomes true when the process is asked to stop, which ends answers that have no end.
    pub stopped: Option<watch::Receiver<bool>>,
}

impl FromRef<AppState> for Carbot {
    fn from_ref(state: &AppState) -> Self {
        state.carbot.clone()
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos_options.clone()
    }
}

impl AppState {
    /// What handlers share in an installation with these settings.
    pub fn new(carbot: Carbot, config: &Config) -> Self {
        let leptos_options = LeptosOptions::builder()
            .output_name("carbot")
            .site_root("target/site")
            .site_pkg_dir("pkg")
            .site_addr(config.listen)
            .build();
        Self {
            carbot,
            leptos_options,
            trusted_proxies: config.trusted_proxies.clone().into(),
            is_https: config.is_https(),
            patience: patience::USUAL,
            stopped: None,
        }
    }
}

/// The whole application.
pub fn router(state: AppState) -> Router {
    let patience = state.patience;
    let main = Router::new()
        .merge(health::router())
        .merge(rest::openapi::router())
        .route("/api/{*path}", axum::routing::any(unknown_api))
        .route("/widget.js", get(launcher))
        .route("/v1/widget.js", get(launcher))
        .route("/widget/{*path}", get(widget_file))
        .merge(widget_frame::router())
        .merge(asset_files::router())
        .merge(dashboard::router(&state))
        .layer(from_fn(etag::answer_unchanged))
        .layer(from_fn_with_state(state.clone(), idempotency::repeat))
        .layer(from_fn_with_state(state.clone(), limits::limit))
        .layer(from_fn(serve_site_files));
    let sites = pages::router()
        .layer(from_fn_with_state(state.clone(), limits::note_address))
        .with_state(state.clone());
    let main = main
        .layer(from_fn_with_state(state.clone(), limits::note_address))
        .with_state(state.clone());
    // As a fallback, so that the host is looked at before the path: what a path of ours holds must
    // not reach the handlers of a site.
    let router = Router::new()
        .fallback_service(main)
        .layer(from_fn_with_state((state, sites), choose_site));
    let router = router.layer(CompressionLayer::new().compress_when(
        DefaultPredicate::new().and(NotForContentType::const_new("application/wasm")),
    ));
    guarded(router, patience)
}

/// What holds for every answer, those to requests that were given up or whose handler panicked too.
fn guarded(router: Router, patience: Duration) -> Router {
    // The last layer sees a request first.
    router
        .layer(CatchPanicLayer::custom(|_| panicked()))
        .layer(from_fn_with_state(patience, patience::end))
        .layer(from_fn(problem::render_problems))
        .layer(from_fn(headers::secure))
        .layer(PropagateRequestIdLayer::new(headers::X_REQUEST_ID))
        .layer(trace_layer())
        .layer(SetRequestIdLayer::new(
            headers::X_REQUEST_ID,
            headers::MakeUuid,
        ))
        .layer(from_fn(headers::check_request_id))
}

/// A landing page answers below its own name, and nothing else does there. Names that are none of
/// ours get nothing, but whoever checks our health may use any.
async fn choose_site(
    State((state, sites)): State<(AppState, Router)>,
    mut request: Request,
    next: Next,
) -> Response {
    let carbot = &state.carbot;
    match landing_pages::classify_host(carbot, pages::host_of(request.headers())) {
        HostKind::Main => next.run(request).await,
        HostKind::Alias(subdomain) => pages::redirect(carbot, &subdomain, &request),
        HostKind::Site(subdomain) => {
            request.extensions_mut().insert(subdomain);
            match sites.oneshot(request).await {
                Ok(response) => response,
                Err(never) => match never {},
            }
        }
        HostKind::Unknown if health::is_check(request.uri().path()) => next.run(request).await,
        HostKind::Unknown => {
            let misdirected = StatusCode::MISDIRECTED_REQUEST;
            pages::no_site(carbot, request.headers(), misdirected)
        }
    }
}

/// Files of the dashboard's site stand beside its pages; a page wins only
/// where there is no file.
async fn serve_site_files(request: Request, next: Next) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    let is_file = path.contains('.') && !path.starts_with("api/");
    let file = is_file
        .then(|| assets::site_file(path, request.headers()))
        .flatten();
    match file {
        Some(response) => response,
        None => next.run(request).await,
    }
}

async fn launcher(headers: HeaderMap) -> Response {
    assets::launcher(&headers).unwrap_or_else(|| StatusCode::NOT_FOUND.into_response())
}

async fn widget_file(Path(path): Path<String>, headers: HeaderMap) -> Response {
    assets::widget_file(&path, &headers).unwrap_or_else(|| StatusCode::NOT_FOUND.into_response())
}

async fn unknown_api() -> problem::ApiError {
    problem::ApiError::new(StatusCode::NOT_FOUND, "not_found", "there is no such route")
}

fn panicked() -> Response {
    problem::ApiError::from(domain::Error::internal("a handler panicked")).into_response()
}

type HttpTrace = TraceLayer<
    tower_http::classify::SharedClassifier<tower_http::classify::ServerErrorsAsFailures>,
    fn(&Request) -> tracing::Span,
    (),
>;

/// One line per request: its id, method, path, status and time. No query, no
/// address, no header: they may hold what is nobody's business.
fn trace_layer() -> HttpTrace {
    TraceLayer::new_for_http()
        .make_span_with(make_span as fn(&Request) -> tracing::Span)
        .on_request(())
        .on_response(DefaultOnResponse::new().level(Level::INFO))
}

fn make_span(request: &Request) -> tracing::Span {
    let request_id = request
        .headers()
        .get(headers::X_REQUEST_ID)
        .and_then(|it| it.to_str().ok())
        .unwrap_or_default();
    tracing::info_span!(
        "request",
        id = request_id,
        method = %request.method(),
        path = request.uri().path(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use http::header;
    use http_body_util::BodyExt as _;
    use serde_json::{Value as Json, json};

    async fn ask(path: &str) -> (http::response::Parts, Json) {
        let router = Router::new()
            .route(
                "/panic",
                get(async || -> StatusCode { panic!("of a test") }),
            )
            .route("/never", get(std::future::pending::<StatusCode>));
        let request = Request::get(path).header("x-request-id", "test");
        let request = request.body(Body::empty()).expect("a request");
        // What answers at once is asked before its time is looked at.
        let router = guarded(router, Duration::ZERO);
        let answer = router.oneshot(request).await.expect("an answer");
        let (parts, body) = answer.into_parts();
        let body = body.collect().await.expect("arrives").to_bytes();
        (parts, serde_json::from_slice(&body).expect("JSON"))
    }

    #[tokio::test]
    async fn panics_and_endless_requests_are_told_as_problems() {
        for (path, status, code) in [("/panic", 500, "internal"), ("/never", 503, "timeout")] {
            let (parts, problem) = ask(path).await;
            assert_eq!(parts.status, status);
            let content_type = parts.headers.get(header::CONTENT_TYPE);
            assert_eq!(content_type.expect("a type"), "application/problem+json");
            assert_eq!(parts.headers["x-content-type-options"], "nosniff");
            assert_eq!(problem["code"], code);
            assert_eq!(problem["request_id"], json!("test"));
            let has_advice = parts.headers.contains_key(header::RETRY_AFTER);
            assert_eq!(has_advice, status == 503);
        }
    }
}
