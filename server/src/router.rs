//! Everything that answers, by host and path.

use crate::{
    assets,
    config::Config,
    dashboard,
    extract::Path,
    headers, health, idempotency, limits, pages, problem,
    rest::{self, etag},
};
use axum::{
    Router,
    extract::{FromRef, Request, State},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{Carbot, landing_pages};
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
    timeout::TimeoutLayer,
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
            stopped: None,
        }
    }
}

/// A request that takes longer is given up.
const PATIENCE: Duration = Duration::from_secs(30);

/// The whole application.
pub fn router(state: AppState) -> Router {
    let main = Router::new()
        .merge(health::router())
        .merge(rest::openapi::router())
        .route("/api/{*path}", axum::routing::any(unknown_api))
        .route("/widget.js", get(launcher))
        .route("/v1/widget.js", get(launcher))
        .route("/widget/{*path}", get(widget_file))
        .merge(dashboard::router(&state))
        .layer(from_fn(etag::answer_unchanged))
        .layer(from_fn_with_state(state.clone(), idempotency::repeat))
        .layer(from_fn_with_state(state.clone(), limits::limit))
        .layer(from_fn(serve_site_files));
    let sites = pages::router().with_state(state.clone());
    let router = main
        .layer(from_fn_with_state(state.clone(), limits::note_address))
        .layer(from_fn_with_state((state.clone(), sites), choose_site))
        .with_state(state);
    // The last layer sees a request first.
    router
        .layer(CompressionLayer::new().compress_when(
            DefaultPredicate::new().and(NotForContentType::const_new("application/wasm")),
        ))
        .layer(from_fn(headers::secure))
        .layer(from_fn(problem::render_problems))
        .layer(CatchPanicLayer::custom(|_| panicked()))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            PATIENCE,
        ))
        .layer(PropagateRequestIdLayer::new(headers::X_REQUEST_ID))
        .layer(trace_layer())
        .layer(SetRequestIdLayer::new(
            headers::X_REQUEST_ID,
            headers::MakeUuid,
        ))
        .layer(from_fn(headers::check_request_id))
}

/// A landing page answers below its own name, and nothing else does there.
async fn choose_site(
    State((state, sites)): State<(AppState, Router)>,
    request: Request,
    next: Next,
) -> Response {
    let host = pages::host_of(request.headers());
    if landing_pages::subdomain_of(&state.carbot, host).is_none() {
        return next.run(request).await;
    }
    match sites.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
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
