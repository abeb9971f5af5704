//! Files that are sent as forms (`multipart/form-data`, RFC 7578).

use crate::problem::ApiError;
use api::{
    FieldErrors,
    assets::{AssetKind, MAX_ASSET_BYTES},
    ids::BusinessId,
    problem::ValueError,
};
use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use domain::assets::Upload;
use http::{HeaderMap, StatusCode, header};
use multer::{Constraints, Multipart, SizeLimit};

/// The longest form: a file, and some room for what stands around it.
pub const MAX_FORM_BYTES: usize = MAX_ASSET_BYTES + 64 * 1024;
/// The longest field that is no file.
const MAX_FIELD_BYTES: u64 = 1024;

/// A picture and what it is for.
#[derive(Debug)]
pub struct PictureForm {
    /// The picture.
    pub upload: Upload,
    /// Whose it is, where that is said.
    pub business_id: Option<BusinessId>,
}

/// Whether a request sends a form with files.
pub fn is_multipart(headers: &HeaderMap) -> bool {
    content_type(headers).is_some_and(|it| {
        let essence = it.split(';').next().unwrap_or_default();
        essence.trim().eq_ignore_ascii_case("multipart/form-data")
    })
}

fn content_type(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::CONTENT_TYPE)?.to_str().ok()
}

impl<S: Send + Sync> FromRequest<S> for PictureForm {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        let boundary = content_type(request.headers())
            .filter(|_| is_multipart(request.headers()))
            .and_then(|it| multer::parse_boundary(it).ok());
        let Some(boundary) = boundary else {
            return Err(ApiError::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                "the body must be multipart/form-data with a boundary",
            ));
        };
        // What says itself that it is too long need not be read.
        let length = request.headers().get(header::CONTENT_LENGTH);
        let length = length.and_then(|it| it.to_str().ok()?.parse::<usize>().ok());
        if length.is_some_and(|it| it > MAX_FORM_BYTES) {
            return Err(too_large());
        }
        let limits = SizeLimit::new()
            .whole_stream(MAX_FORM_BYTES as u64)
            .per_field(MAX_FIELD_BYTES)
            .for_field("file", MAX_ASSET_BYTES as u64);
        let constraints = Constraints::new()
            .allowed_fields(vec!["file", "kind", "business_id"])
            .size_limit(limits);
        let body = request.into_body().into_data_stream();
        let parts = Parts::read(Multipart::with_constraints(body, boundary, constraints)).await?;
        Ok(parts.parse()?)
    }
}

/// The fields as they came.
#[derive(Debug, Default)]
struct Parts {
    file: Option<(String, Bytes)>,
    kind: Option<String>,
    business_id: Option<String>,
}

impl Parts {
    async fn read(mut form: Multipart<'_>) -> Result<Self, ApiError> {
        let mut parts = Self::default();
        while let Some(field) = form.next_field().await.map_err(unreadable)? {
            let name = field.name().unwrap_or_default().to_owned();
            let is_double = match name.as_str() {
                "file" => {
                    let file_name = field.file_name().unwrap_or_default().to_owned();
                    let content = field.bytes().await.map_err(unreadable)?;
                    parts.file.replace((file_name, content)).is_some()
                }
                "kind" => {
                    let text = field.text().await.map_err(unreadable)?;
                    parts.kind.replace(text).is_some()
                }
                _ => {
                    let text = field.text().await.map_err(unreadable)?;
                    parts.business_id.replace(text).is_some()
                }
            };
            if is_double {
                return Err(malformed(&format!("the form has the field {name} twice")));
            }
        }
        Ok(parts)
    }

    fn parse(self) -> Result<PictureForm, domain::Error> {
        const REQUIRED: ValueError = ValueError::new("required", "is required");
        const INVALID_ID: ValueError = ValueError::new("invalid_id", "is not an id");
        let mut errors = FieldErrors::default();
        let file = self.file.filter(|(_, content)| !content.is_empty());
        let file = errors.check("/file", file.ok_or(REQUIRED));
        let kind = self.kind.ok_or(REQUIRED);
        let kind = errors.check("/kind", kind.and_then(|it| it.trim().parse::<AssetKind>()));
        let business_id = self.business_id.filter(|it| !it.trim().is_empty());
        let business_id = business_id
            .map(|it| it.trim().parse().map_err(|_| INVALID_ID))
            .transpose();
        let business_id = errors.check("/business_id", business_id);
        let form = file.zip(kind).zip(business_id);
        let form = form.map(|(((file_name, content), kind), business_id)| PictureForm {
            upload: Upload {
                kind,
                file_name,
                content,
            },
            business_id,
        });
        Ok(errors.finish(form)?)
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "called as `map_err(unreadable)`"
)]
fn unreadable(error: multer::Error) -> ApiError {
    match &error {
        multer::Error::FieldSizeExceeded { .. } | multer::Error::StreamSizeExceeded { .. } => {
            too_large()
        }
        multer::Error::UnknownField { field_name } => malformed(&format!(
            "the form has the field {:?}, which is not known",
            field_name.as_deref().unwrap_or_default()
        )),
        _ => malformed("the form could not be read to its end"),
    }
}

fn too_large() -> ApiError {
    ApiError::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "payload_too_large",
        "the file must have at most 8 MiB, the other fields 1 kB",
    )
}

fn malformed(detail: &str) -> ApiError {
    ApiError::new(StatusCode::BAD_REQUEST, "malformed_form", detail)
}
