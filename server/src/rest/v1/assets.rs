//! Uploaded pictures.

use crate::{
    extract::{Json, Path, Query},
    problem::ApiError,
    rest::{
        etag::created_plain,
        permitted::{Permitted, ReadLandingPages, UpdateLandingPages},
    },
    router::AppState,
    upload::PictureForm,
};
use api::{
    Problem,
    assets::{Asset, AssetQuery, UploadAssetForm},
    conversations::Page,
    ids::{AssetId, LandingPageId},
};
use axum::response::{IntoResponse, Response};
use domain::{
    assets::{self, Place, Uploaded},
    team::Actor,
};
use http::{StatusCode, header};
use utoipa_axum::{router::OpenApiRouter, routes};

/// `/api/v1/assets`, and uploads for one landing page.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, upload))
        .routes(routes!(find, delete))
        .routes(routes!(upload_for_page))
}

/// The pictures of the account, the newest first.
#[utoipa::path(
    get,
    path = "/assets",
    operation_id = "list_assets",
    tag = "assets",
    security(("bearer" = ["read:own_landing_pages"])),
    params(AssetQuery),
    responses((status = 200, description = "A page of them, the newest first", body = Page<Asset>)),
)]
async fn list(
    actor: Permitted<ReadLandingPages>,
    Query(query): Query<AssetQuery>,
) -> Result<Json<Page<Asset>>, ApiError> {
    let page = assets::list_assets(&actor.carbot, actor.account_id, &query).await?;
    Ok(Json(page))
}

/// Takes a picture. Large ones are `processing` at first; ask again until they are `ready`. The
/// same file for the same purpose is kept once, and answered with 200.
#[utoipa::path(
    post,
    path = "/assets",
    operation_id = "upload_asset",
    tag = "assets",
    security(("bearer" = ["update:own_landing_pages"])),
    request_body(content = UploadAssetForm, content_type = "multipart/form-data"),
    responses(
        (status = 201, description = "The new picture", body = Asset, headers(
            ("Location" = String, description = "The address of what was made")
        )),
        (status = 200, description = "It was there already", body = Asset),
        (status = 404, description = "The business or the page is not of this account (`not_found`)", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn upload(
    actor: Permitted<UpdateLandingPages>,
    form: PictureForm,
) -> Result<Response, ApiError> {
    let place = form
        .business_id
        .map_or(Place::FirstBusiness, Place::Business);
    take(&actor, place, form).await
}

/// Takes a picture for the business of a landing page, as `POST /api/v1/assets` does.
#[utoipa::path(
    post,
    path = "/landing-pages/{id}/assets",
    operation_id = "upload_landing_page_asset",
    tag = "assets",
    security(("bearer" = ["update:own_landing_pages"])),
    params(("id" = LandingPageId, Path, description = "The landing page")),
    request_body(content = UploadAssetForm, content_type = "multipart/form-data"),
    responses(
        (status = 201, description = "The new picture", body = Asset, headers(
            ("Location" = String, description = "The address of what was made")
        )),
        (status = 200, description = "It was there already", body = Asset),
        (status = 404, description = "The business or the page is not of this account (`not_found`)", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn upload_for_page(
    actor: Permitted<UpdateLandingPages>,
    Path(page_id): Path<LandingPageId>,
    form: PictureForm,
) -> Result<Response, ApiError> {
    take(&actor, Place::LandingPage(page_id), form).await
}

async fn take(actor: &Actor, place: Place, form: PictureForm) -> Result<Response, ApiError> {
    let uploaded = assets::upload_asset(&actor.carbot, actor.account_id, place, form.upload);
    match uploaded.await? {
        Uploaded::New(asset) => Ok(created_plain(&location(asset.id), asset)),
        Uploaded::Known(asset) => {
            Ok(([(header::LOCATION, location(asset.id))], Json(asset)).into_response())
        }
    }
}

fn location(id: AssetId) -> String {
    format!("/api/v1/assets/{id}")
}

/// One picture.
#[utoipa::path(
    get,
    path = "/assets/{id}",
    operation_id = "find_asset",
    tag = "assets",
    security(("bearer" = ["read:own_landing_pages"])),
    params(("id" = AssetId, Path, description = "The picture")),
    responses((status = 200, description = "The picture", body = Asset)),
)]
async fn find(
    actor: Permitted<ReadLandingPages>,
    Path(id): Path<AssetId>,
) -> Result<Json<Asset>, ApiError> {
    let asset = assets::find_asset(&actor.carbot, actor.account_id, id).await?;
    Ok(Json(asset))
}

/// Deletes a picture. Pages that show it show nothing in its place.
#[utoipa::path(
    delete,
    path = "/assets/{id}",
    operation_id = "delete_asset",
    tag = "assets",
    security(("bearer" = ["update:own_landing_pages"])),
    params(("id" = AssetId, Path, description = "The picture")),
    responses((status = 204, description = "It is gone")),
)]
async fn delete(
    actor: Permitted<UpdateLandingPages>,
    Path(id): Path<AssetId>,
) -> Result<StatusCode, ApiError> {
    assets::delete_asset(&actor.carbot, actor.account_id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
