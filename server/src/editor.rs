//! What the editor of landing pages needs beside its page: the draft as it will look, and a place to
//! send pictures to. Both know people by the session of the dashboard.

use crate::{
    extract::{Json, Path, Query},
    pages::preview_response,
    problem::ApiError,
    router::AppState,
    upload::PictureForm,
};
use api::{Language, ids::LandingPageId, problem::ValueError};
use app::{PictureChoice, find_session_actor};
use axum::{
    Router,
    extract::{FromRequestParts, State},
    response::Response,
    routing::{get, post},
};
use domain::{
    Carbot, Error,
    assets::{self, Place, Uploaded},
    landing_pages::{self, SitePage},
    team::Actor,
};
use http::{HeaderMap, request::Parts};
use serde::Deserialize;
use tower_sessions::Session;

/// The routes; the caller gives them a session.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/landing-pages/{id}/preview", get(preview))
        .route("/landing-pages/{id}/pictures", post(upload))
}

/// Whoever is signed in to the dashboard.
struct SignedIn(Actor);

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let session = Session::from_request_parts(parts, state)
            .await
            .map_err(|(_, reason)| Error::internal(reason))?;
        let actor = find_session_actor(&state.carbot, &session).await?;
        let nobody = ValueError::new("unauthenticated", "sign in first");
        Ok(Self(actor.ok_or(Error::Unauthenticated(nobody))?))
    }
}

/// Of which draft in which language; `revision` only makes the address new.
#[derive(Debug, Deserialize)]
struct PreviewQuery {
    lang: Option<Language>,
}

async fn preview(
    SignedIn(actor): SignedIn,
    State(carbot): State<Carbot>,
    Path(id): Path<LandingPageId>,
    Query(query): Query<PreviewQuery>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    actor.require("read:own_landing_pages")?;
    let page = landing_pages::preview_landing_page(
        &carbot,
        actor.account_id,
        id,
        SitePage::Home,
        query.lang,
    )
    .await?;
    Ok(preview_response(&carbot, &headers, &page))
}

async fn upload(
    SignedIn(actor): SignedIn,
    Path(id): Path<LandingPageId>,
    form: PictureForm,
) -> Result<Json<PictureChoice>, ApiError> {
    actor.require("update:own_landing_pages")?;
    let place = Place::LandingPage(id);
    let uploaded =
        assets::upload_asset(&actor.carbot, actor.account_id, place, form.upload).await?;
    let (Uploaded::New(asset) | Uploaded::Known(asset)) = uploaded;
    Ok(Json(PictureChoice::from(asset)))
}
