//! `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): a POST that is sent again is done
//! once.

use crate::{problem::ApiError, rest::caller::bearer_token, router::AppState};
use api::Problem;
use axum::{
    body::Body,
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use domain::{
    Carbot, access,
    idempotency::{self, Begun, KeptResponse, KeyedRequest, Ticket},
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use tracing::Instrument as _;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// Says that an answer is one that was given before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// The longest request that can name a key.
const MAX_REQUEST_BYTES: usize = 2 * 1024 * 1024;
/// What of an answer's headers belongs to what was done.
const KEPT_HEADERS: [HeaderName; 3] = [header::CONTENT_TYPE, header::LOCATION, header::ETAG];

/// Does a POST of an account that names a key once, and answers it again from what was kept.
pub async fn repeat(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let is_concerned = request.method() == Method::POST
        && request.uri().path().starts_with("/api/v1/")
        && request.headers().contains_key(IDEMPOTENCY_KEY);
    let caller = is_concerned
        .then(|| access::verify(&state.carbot, bearer_token(request.headers())?).ok())
        .flatten();
    let Some(caller) = caller else {
        return next.run(request).await;
    };
    match keyed(&state.carbot, caller.user_id, request, next).await {
        Ok(response) => response,
        Err(refused) => refused.into_response(),
    }
}

async fn keyed(
    carbot: &Carbot,
    user_id: api::ids::UserId,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let key = read_key(request.headers())?;
    let (parts, body) = request.into_parts();
    let body = read_request(body).await?;
    let content_type = parts.headers.get(header::CONTENT_TYPE);
    let keyed = KeyedRequest {
        user_id,
        route: parts.uri.path(),
        key: &key,
        content: &[
            parts.uri.query().unwrap_or_default().as_bytes(),
            content_type.map_or(b"", HeaderValue::as_bytes),
            &body,
        ],
    };
    let ticket = match idempotency::begin(carbot, keyed).await? {
        Begun::First(ticket) => ticket,
        Begun::Done(kept) => return Ok(replay(kept)),
        Begun::DoneWithoutResponse => {
            return Err(ApiError::new(
                StatusCode::CONFLICT,
                "response_not_kept",
                "the request was done, but its answer was too long to be kept",
            ));
        }
        Begun::InFlight => {
            return Err(ApiError::new(
                StatusCode::CONFLICT,
                "request_in_flight",
                "the first request with this Idempotency-Key is still being done",
            ));
        }
        Begun::Reused => {
            return Err(ApiError::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "idempotency_key_reused",
                "this Idempotency-Key was used for another request",
            ));
        }
    };
    let request = Request::from_parts(parts, Body::from(body));
    let carbot = carbot.clone();
    // A task of its own: it ends, and its answer is kept, also when the client is gone by then.
    let work = async move {
        let response = next.run(request).await;
        keep(&carbot, ticket, response).await
    };
    let done = tokio::spawn(work.instrument(tracing::Span::current())).await;
    done.unwrap_or_else(|_| Err(domain::Error::internal("a handler panicked").into()))
}

fn read_key(headers: &HeaderMap) -> Result<String, ApiError> {
    let mut keys = headers.get_all(IDEMPOTENCY_KEY).iter();
    let key = keys.next().and_then(|it| it.to_str().ok());
    let key = key.map(|it| it.trim().trim_matches('"'));
    let is_valid = |it: &&str| (1..=255).contains(&it.len());
    match (key.filter(is_valid), keys.next()) {
        (Some(key), None) => Ok(key.to_owned()),
        _ => Err(ApiError::new(
            StatusCode::BAD_REQUEST,
            "invalid_idempotency_key",
            "the Idempotency-Key must be one text of 1 to 255 characters",
        )),
    }
}

async fn read_request(body: Body) -> Result<Bytes, ApiError> {
    match Limited::new(body, MAX_REQUEST_BYTES).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(ApiError::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "payload_too_large",
            "a request with an Idempotency-Key must have at most 2 MB",
        )),
        Err(_) => Err(ApiError::new(
            StatusCode::BAD_REQUEST,
            "unreadable_body",
            "the body could not be read",
        )),
    }
}

/// Keeps an answer and gives it. What may be otherwise in a moment is not kept: the client is meant
/// to try again.
async fn keep(carbot: &Carbot, ticket: Ticket, response: Response) -> Result<Response, ApiError> {
    let status = response.status();
    let is_final = !status.is_server_error()
        && !matches!(
            status,
            StatusCode::UNAUTHORIZED
                | StatusCode::PAYMENT_REQUIRED
                | StatusCode::TOO_MANY_REQUESTS
                | StatusCode::REQUEST_TIMEOUT
        );
    if !is_final {
        idempotency::give_up(carbot, ticket).await?;
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let body = body
        .collect()
        .await
        .map_err(|_| domain::Error::internal("the body of an answer ended early"))?
        .to_bytes();
    // A problem is written later, with the id of the request it answers.
    let text = match parts.extensions.get::<Problem>() {
        Some(problem) => serde_json::to_string(problem).ok(),
        None => String::from_utf8(body.to_vec()).ok(),
    };
    let header = |name: &HeaderName| {
        let value = parts.headers.get(name)?.to_str().ok()?;
        Some((name.as_str().to_owned(), value.to_owned()))
    };
    let kept = text.map(|body| KeptResponse {
        status: status.as_u16(),
        headers: KEPT_HEADERS.iter().filter_map(header).collect(),
        body,
    });
    idempotency::finish(carbot, ticket, kept.as_ref()).await?;
    Ok(Response::from_parts(parts, Body::from(body)))
}

fn replay(kept: KeptResponse) -> Response {
    let status = StatusCode::from_u16(kept.status).unwrap_or(StatusCode::OK);
    let mut response = status.into_response();
    let is_problem = status.is_client_error();
    match serde_json::from_str::<Problem>(&kept.body) {
        Ok(problem) if is_problem => {
            response.extensions_mut().insert(problem);
        }
        _ => *response.body_mut() = Body::from(kept.body),
    }
    for (name, value) in &kept.headers {
        if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
        .headers_mut()
        .insert(REPLAYED, HeaderValue::from_static("true"));
    response
}
