//! Landing pages: drafts, publishing, versions, export.

use crate::{
    extract::{Json, JsonDocument, MergePatch, Path, Query},
    pages,
    problem::ApiError,
    rest::{
        etag::{IF_MATCH, IfMatch, created, tagged},
        paging::PageQuery,
        permitted::{
            CreateLandingPages, DeleteLandingPages, Permitted, ReadLandingPages, UpdateLandingPages,
        },
    },
    router::AppState,
};
use api::{
    Language, Problem,
    conversations::Page,
    ids::{LandingPageId, LandingPageVersionId},
    landing_pages::{
        CreateLandingPageRequest, LandingPage, LandingPageDetails, LandingPageDocument,
        LandingPageVersion, PublishLandingPageResponse,
    },
};
use axum::response::{IntoResponse as _, Response};
use domain::{
    Revised,
    landing_pages::{self, SitePage},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

/// `/api/v1/landing-pages`, one of them, and what is done with it.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(find, patch, delete))
        .routes(routes!(publish))
        .routes(routes!(unpublish))
        .routes(routes!(preview))
        .routes(routes!(list_versions))
        .routes(routes!(restore))
        .routes(routes!(export))
}

fn location(id: LandingPageId) -> String {
    format!("/api/v1/landing-pages/{id}")
}

/// All landing pages of the account, the oldest first.
#[utoipa::path(
    get,
    path = "/landing-pages",
    operation_id = "list_landing_pages",
    tag = "landing pages",
    security(("bearer" = ["read:own_landing_pages"])),
    params(PageQuery),
    responses((status = 200, description = "A page of the account's landing pages", body = Page<LandingPage>)),
)]
async fn list(
    actor: Permitted<ReadLandingPages>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<LandingPage>>, ApiError> {
    let cursor = page.cursor.as_deref();
    let page =
        landing_pages::list_landing_pages(&actor.carbot, actor.account_id, cursor, page.limit)
            .await?;
    Ok(Json(page))
}

/// One more landing page, as a draft. Takes what `export?format=json` gives, too.
#[utoipa::path(
    post,
    path = "/landing-pages",
    operation_id = "create_landing_page",
    tag = "landing pages",
    security(("bearer" = ["create:own_landing_pages"])),
    request_body(content = CreateLandingPageRequest),
    responses(
        (status = 201, description = "The new page", body = LandingPageDetails, headers(
            ("ETag" = String, description = "The revision, for `If-Match`"),
            ("Location" = String, description = "The address of what was made")
        )),
        (status = 404, description = "The business is not of this account (`not_found`)", body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn create(
    actor: Permitted<CreateLandingPages>,
    JsonDocument(request): JsonDocument<CreateLandingPageRequest>,
) -> Result<Response, ApiError> {
    let page =
        landing_pages::create_landing_page(&actor.carbot, actor.account_id, &request).await?;
    Ok(created(&location(page.value.page.id), page))
}

/// A landing page with its draft.
#[utoipa::path(
    get,
    path = "/landing-pages/{id}",
    operation_id = "find_landing_page",
    tag = "landing pages",
    security(("bearer" = ["read:own_landing_pages"])),
    params(("id" = LandingPageId, Path, description = "The landing page")),
    responses((status = 200, description = "The landing page", body = LandingPageDetails, headers(
                ("ETag" = String, description = "The revision, for `If-Match`")
            ))),
)]
async fn find(
    actor: Permitted<ReadLandingPages>,
    Path(id): Path<LandingPageId>,
) -> Result<Response, ApiError> {
    let page = landing_pages::find_landing_page(&actor.carbot, actor.account_id, id).await?;
    Ok(tagged(page))
}

/// Changes the fields of the draft that are sent. A new `subdomain` holds at once, all else when
/// the page is published.
#[utoipa::path(
    patch,
    path = "/landing-pages/{id}",
    operation_id = "change_landing_page",
    tag = "landing pages",
    security(("bearer" = ["update:own_landing_pages"])),
    params(("id" = LandingPageId, Path, description = "The landing page"), ("If-Match" = Option<String>, Header, description = IF_MATCH)),
    request_body(content = Object, content_type = "application/merge-patch+json", description = "The fields to change (RFC 7396): `template_id`, `subdomain`, `configuration`"),
    responses((status = 200, description = "The landing page as it is now", body = LandingPageDetails, headers(
                ("ETag" = String, description = "The revision, for `If-Match`")
            ))),
)]
async fn patch(
    actor: Permitted<UpdateLandingPages>,
    Path(id): Path<LandingPageId>,
    IfMatch(precondition): IfMatch,
    MergePatch(patch): MergePatch,
) -> Result<Response, ApiError> {
    let user_id = actor.account_id;
    let page = landing_pages::patch_landing_page(&actor.carbot, user_id, id, &patch, &precondition)
        .await?;
    Ok(tagged(page))
}

/// Deletes a landing page with its versions; its chat stops answering.
#[utoipa::path(
    delete,
    path = "/landing-pages/{id}",
    operation_id = "delete_landing_page",
    tag = "landing pages",
    security(("bearer" = ["delete:own_landing_pages"])),
    params(("id" = LandingPageId, Path, description = "The landing page"), ("If-Match" = Option<String>, Header, description = IF_MATCH)),
    responses((status = 204, description = "It is gone")),
)]
async fn delete(
    actor: Permitted<DeleteLandingPages>,
    Path(id): Path<LandingPageId>,
    IfMatch(precondition): IfMatch,
) -> Result<StatusCode, ApiError> {
    landing_pages::delete_landing_page(&actor.carbot, actor.account_id, id, &precondition).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn told(message: &str, page: Revised<LandingPage>) -> Response {
    tagged(Revised {
        revision: page.revision,
        value: PublishLandingPageResponse {
            message: message.to_owned(),
            landing_page: page.value,
        },
    })
}

/// Makes the draft what people see. Refused, with the list of missing facts by their place in the
/// profile, until the page has an Impressum.
#[utoipa::path(
    post,
    path = "/landing-pages/{id}/publish",
    operation_id = "publish_landing_page",
    tag = "landing pages",
    security(("bearer" = ["update:own_landing_pages"])),
    params(("id" = LandingPageId, Path, description = "The landing page"), ("If-Match" = Option<String>, Header, description = IF_MATCH)),
    responses(
        (status = 200, description = "It is published", body = PublishLandingPageResponse),
        (status = 422, description = "Facts the law asks for are missing"),
    ),
)]
async fn publish(
    actor: Permitted<UpdateLandingPages>,
    Path(id): Path<LandingPageId>,
    IfMatch(precondition): IfMatch,
) -> Result<Response, ApiError> {
    let user_id = actor.account_id;
    let page =
        landing_pages::publish_landing_page(&actor.carbot, user_id, id, &precondition).await?;
    Ok(told("Landing page published successfully", page))
}

/// Takes a page off the web. Its draft and versions stay.
#[utoipa::path(
    post,
    path = "/landing-pages/{id}/unpublish",
    operation_id = "unpublish_landing_page",
    tag = "landing pages",
    security(("bearer" = ["update:own_landing_pages"])),
    params(("id" = LandingPageId, Path, description = "The landing page"), ("If-Match" = Option<String>, Header, description = IF_MATCH)),
    responses((status = 200, description = "It is off the web", body = PublishLandingPageResponse)),
)]
async fn unpublish(
    actor: Permitted<UpdateLandingPages>,
    Path(id): Path<LandingPageId>,
    IfMatch(precondition): IfMatch,
) -> Result<Response, ApiError> {
    let user_id = actor.account_id;
    let page =
        landing_pages::unpublish_landing_page(&actor.carbot, user_id, id, &precondition).await?;
    Ok(told("Landing page unpublished successfully", page))
}

/// Which page of a site.
#[derive(Clone, Copy, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
enum PreviewPage {
    #[default]
    Home,
    Imprint,
    Privacy,
    Accessibility,
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct PreviewQuery {
    /// Which page of the site; the start page when missing.
    #[serde(default)]
    #[param(inline)]
    page: PreviewPage,
    /// In which language; the owner's own when missing.
    language: Option<Language>,
}

/// The draft as people would see it, as HTML; without chat and forms.
#[utoipa::path(
    get,
    path = "/landing-pages/{id}/preview",
    operation_id = "preview_landing_page",
    tag = "landing pages",
    security(("bearer" = ["read:own_landing_pages"])),
    params(("id" = LandingPageId, Path, description = "The landing page"), PreviewQuery),
    responses((status = 200, description = "The page", content_type = "text/html", body = String)),
)]
async fn preview(
    actor: Permitted<ReadLandingPages>,
    Path(id): Path<LandingPageId>,
    Query(query): Query<PreviewQuery>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let site_page = match query.page {
        PreviewPage::Home => SitePage::Home,
        PreviewPage::Imprint => SitePage::Imprint,
        PreviewPage::Privacy => SitePage::Privacy,
        PreviewPage::Accessibility => SitePage::Accessibility,
    };
    let user_id = actor.account_id;
    let page =
        landing_pages::preview_landing_page(&actor.carbot, user_id, id, site_page, query.language)
            .await?;
    Ok(pages::preview_response(&actor.carbot, &headers, &page))
}

/// The states of a page that were published, the latest first.
#[utoipa::path(
    get,
    path = "/landing-pages/{id}/versions",
    operation_id = "list_landing_page_versions",
    tag = "landing pages",
    security(("bearer" = ["read:own_landing_pages"])),
    params(("id" = LandingPageId, Path, description = "The landing page")),
    responses((status = 200, description = "Its versions; at most fifty are kept", body = Page<LandingPageVersion>)),
)]
async fn list_versions(
    actor: Permitted<ReadLandingPages>,
    Path(id): Path<LandingPageId>,
) -> Result<Json<Page<LandingPageVersion>>, ApiError> {
    let versions = landing_pages::list_versions(&actor.carbot, actor.account_id, id).await?;
    Ok(Json(versions))
}

/// Makes the draft what a version was. People see it once it is published.
#[utoipa::path(
    post,
    path = "/landing-pages/{id}/versions/{version_id}/restore",
    operation_id = "restore_landing_page_version",
    tag = "landing pages",
    security(("bearer" = ["update:own_landing_pages"])),
    params(
        ("id" = LandingPageId, Path, description = "The landing page"),
        ("version_id" = LandingPageVersionId, Path, description = "The version"),
        ("If-Match" = Option<String>, Header, description = IF_MATCH),
    ),
    responses((status = 200, description = "The landing page as it is now", body = LandingPageDetails, headers(
                ("ETag" = String, description = "The revision, for `If-Match`")
            ))),
)]
async fn restore(
    actor: Permitted<UpdateLandingPages>,
    Path((id, version_id)): Path<(LandingPageId, LandingPageVersionId)>,
    IfMatch(precondition): IfMatch,
) -> Result<Response, ApiError> {
    let user_id = actor.account_id;
    let page =
        landing_pages::restore_version(&actor.carbot, user_id, id, version_id, &precondition)
            .await?;
    Ok(tagged(page))
}

/// As what a page is exported.
#[derive(Clone, Copy, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
enum ExportFormat {
    #[default]
    Zip,
    Json,
}

#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct ExportQuery {
    /// `zip` (when missing): a site of plain files for any web server. `json`: a document that
    /// `POST /landing-pages` makes the page from again.
    #[serde(default)]
    #[param(inline)]
    format: ExportFormat,
    /// Where the site is going to be, for the addresses search engines are told:
    /// `https://werkstatt.example`.
    base_url: Option<String>,
}

/// The draft to take away.
#[utoipa::path(
    get,
    path = "/landing-pages/{id}/export",
    operation_id = "export_landing_page",
    tag = "landing pages",
    security(("bearer" = ["read:own_landing_pages"])),
    params(("id" = LandingPageId, Path, description = "The landing page"), ExportQuery),
    responses(
        (status = 200, description = "A ZIP file, or the document", content(
            (Vec<u8> = "application/zip"),
            (LandingPageDocument = "application/json"),
        )),
    ),
)]
async fn export(
    actor: Permitted<ReadLandingPages>,
    Path(id): Path<LandingPageId>,
    Query(query): Query<ExportQuery>,
) -> Result<Response, ApiError> {
    let (carbot, user_id) = (&actor.carbot, actor.account_id);
    if matches!(query.format, ExportFormat::Json) {
        let document = landing_pages::export_document(carbot, user_id, id).await?;
        return Ok(Json(document).into_response());
    }
    let base_url = query.base_url.as_deref();
    let find_file = crate::assets::site_file_content;
    let export = landing_pages::export_site(carbot, user_id, id, base_url, find_file).await?;
    let name = format!("attachment; filename=\"{}\"", export.file_name);
    let name = HeaderValue::from_str(&name).expect("subdomains are plain");
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/zip"),
        ),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, export.content).into_response())
}
