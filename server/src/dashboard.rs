//! The dashboard: Leptos pages and server functions, with their session.

use crate::{editor, router::AppState};
use app::{App, shell};
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::any,
};
use domain::{Carbot, sessions::DatabaseSessionStore};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_axum::{
    AxumRouteListing, LeptosRoutes as _, ResponseOptions, file_and_error_handler_with_context,
    generate_route_list, handle_server_fns_with_context,
};
use std::sync::LazyLock;
use tower_sessions::{Expiry, SessionManagerLayer, cookie::SameSite};

/// The routes of the pages, made once in a process and before the first page: while they are made,
/// Leptos lets no page load its data, and one that begins then waits for ever
/// (<https://github.com/leptos-rs/leptos/issues/4773>).
static ROUTES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| generate_route_list(App));

/// The pages of the dashboard and the server functions below `/fn`.
pub fn router(state: &AppState) -> Router<AppState> {
    let carbot = state.carbot.clone();
    let context = move || {
        provide_context(carbot.clone());
        set_content_security_policy();
    };
    let options = state.leptos_options.clone();
    let pages = Router::new()
        .leptos_routes_with_context(state, ROUTES.clone(), context.clone(), move || {
            shell(options.clone())
        })
        .route("/fn/{*name}", any(server_function))
        .merge(editor::router())
        .fallback(file_and_error_handler_with_context::<AppState, _>(
            context, shell,
        ));
    pages
        .layer(session_layer(state))
        .layer(from_fn_with_state(state.clone(), guard))
}

async fn server_function(State(carbot): State<Carbot>, request: Request<Body>) -> Response {
    handle_server_fns_with_context(move || provide_context(carbot.clone()), request)
        .await
        .into_response()
}

fn session_layer(state: &AppState) -> SessionManagerLayer<DatabaseSessionStore> {
    let store = DatabaseSessionStore::new(state.carbot.clone());
    // The prefix `__Host-` binds the cookie to this host, but needs https.
    let name = if state.is_https {
        "__Host-carbot"
    } else {
        "carbot"
    };
    SessionManagerLayer::new(store)
        .with_name(name)
        .with_secure(state.is_https)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnSessionEnd)
}

/// Scripts and styles of ours only; what Leptos writes into the page carries a nonce.
fn set_content_security_policy() {
    let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>()) else {
        return;
    };
    let policy = format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; \
         style-src 'self'; img-src 'self' data:; connect-src 'self'; \
         object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// A write that another site had the browser send is refused, cookie or not:
/// `Sec-Fetch-Site` says so, and where a browser does not send that, the
/// `Origin` must be ours (OWASP CSRF Prevention, Fetch Metadata).
async fn guard(State(carbot): State<Carbot>, request: Request, next: Next) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    if is_read || is_same_site(&carbot, request.headers()) {
        let mut response = next.run(request).await;
        // What an account sees is nobody else's, also not a shared cache's.
        response
            .headers_mut()
            .entry(header::CACHE_CONTROL)
            .or_insert(HeaderValue::from_static("private, no-store"));
        response
    } else {
        (
            StatusCode::FORBIDDEN,
            "This form was sent from another website.\n",
        )
            .into_response()
    }
}

fn is_same_site(carbot: &Carbot, headers: &HeaderMap) -> bool {
    let header = |name: &str| headers.get(name).and_then(|it| it.to_str().ok());
    match header("sec-fetch-site") {
        Some(site) => matches!(site, "same-origin" | "none"),
        None => header("origin").is_none_or(|origin| {
            let host = origin.split_once("://").map(|(_, host)| host);
            origin == carbot.public_url() || host == header("host")
        }),
    }
}
