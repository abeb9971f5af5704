//! Our extractors, which answer with problems where axum's answer with plain text.

use crate::{problem::ApiError, strict_json};
use api::FieldError;
use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use domain::merge_patch::pointer_of;
use http::{StatusCode, header, request::Parts};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use serde::{Serialize, de::DeserializeOwned};

/// The longest JSON body that is read, in bytes.
const MAX_JSON_BYTES: usize = 64 * 1024;

/// The longest document that is imported, in bytes.
const MAX_DOCUMENT_BYTES: usize = 2 * 1024 * 1024;

/// A JSON body, in or out.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        read_json(request, &["application/json"], MAX_JSON_BYTES)
            .await
            .map(Self)
    }
}

/// A JSON body of up to 2 MB.
#[derive(Debug)]
pub struct JsonDocument<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for JsonDocument<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        read_json(request, &["application/json"], MAX_DOCUMENT_BYTES)
            .await
            .map(Self)
    }
}

/// A partial change (RFC 7396): an object with the fields to change.
#[derive(Debug)]
pub struct MergePatch(pub serde_json::Map<String, serde_json::Value>);

impl<S: Send + Sync> FromRequest<S> for MergePatch {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        let types = ["application/merge-patch+json", "application/json"];
        read_json(request, &types, MAX_JSON_BYTES).await.map(Self)
    }
}

/// Parameters behind the question mark.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let query = parts.uri.query().unwrap_or_default().as_bytes();
        let pairs = serde_urlencoded::Deserializer::new(form_urlencoded::parse(query));
        serde_path_to_error::deserialize(pairs)
            .map(Self)
            .map_err(|error| invalid_type(error.path(), error.inner()))
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

/// Parts of the path.
#[derive(Debug)]
pub struct Path<T>(pub T);

#[expect(clippy::disallowed_types, reason = "wrapped here, for everybody else")]
impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        match axum::extract::Path::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(value)) => Ok(Self(value)),
            // What is no id names nothing.
            Err(_) => Err(domain::Error::NotFound.into()),
        }
    }
}

/// `types` are the media types that are read; the first one is asked for.
async fn read_json<T: DeserializeOwned>(
    request: Request,
    types: &[&str],
    max_bytes: usize,
) -> Result<T, ApiError> {
    let essence = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|it| it.to_str().ok())
        .and_then(|it| it.split(';').next())
        .unwrap_or_default();
    if !types
        .iter()
        .any(|it| essence.trim().eq_ignore_ascii_case(it))
    {
        return Err(ApiError::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported_media_type",
            &format!("the body must be {}", types[0]),
        ));
    }
    parse(&read_body(request, max_bytes).await?)
}

async fn read_body(request: Request, max_bytes: usize) -> Result<Bytes, ApiError> {
    match Limited::new(request.into_body(), max_bytes).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(ApiError::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "payload_too_large",
            &format!("the body must have at most {} kB", max_bytes / 1024),
        )),
        Err(_) => Err(malformed("the body could not be read")),
    }
}

fn malformed(detail: &str) -> ApiError {
    ApiError::new(StatusCode::BAD_REQUEST, "malformed_json", detail)
}

/// Broken JSON, JSON that nests too deep and objects with a key twice are 400; JSON of the wrong shape is 422 and says where.
fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, ApiError> {
    match strict_json::find_fault(body) {
        None => {}
        Some(strict_json::Fault::TooDeep) => {
            return Err(ApiError::new(
                StatusCode::BAD_REQUEST,
                "json_too_deep",
                "the body nests too deep",
            ));
        }
        Some(strict_json::Fault::DuplicateKey(key)) => {
            return Err(ApiError::new(
                StatusCode::BAD_REQUEST,
                "duplicate_key",
                &format!("an object of the body has the key {key:?} twice"),
            ));
        }
    }
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        if !error.inner().is_data() {
            return malformed("the body is not valid JSON");
        }
        invalid_type(error.path(), error.inner())
    })?;
    deserializer
        .end()
        .map_err(|_| malformed("there is more after the end of the JSON"))?;
    Ok(value)
}

fn invalid_type(path: &serde_path_to_error::Path, error: &impl std::fmt::Display) -> ApiError {
    let field = FieldError {
        pointer: pointer_of(path).into(),
        code: "invalid_type".into(),
        message: error.to_string().into(),
    };
    ApiError::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "invalid_fields",
        "some fields are missing, unknown or of the wrong type",
    )
    .with_field(field)
}
