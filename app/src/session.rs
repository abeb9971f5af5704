//! The request behind a server function or a page: who acts, and what the
//! answer's status, cookies and target are.

use crate::error::AppError;
use api::ids::UserId;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    Carbot, Error, accounts,
    limits::ClientAddress,
    sessions::{LAST_USED_AT, SIGNED_IN_AT, USER_AGENT, USER_ID, summarise_user_agent},
    team::{self, Actor},
};
use http::{
    HeaderValue, StatusCode,
    header::{self, ACCEPT, CACHE_CONTROL, COOKIE, SET_COOKIE},
    request::Parts,
};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;
use tower_sessions::{Expiry, Session};

/// Under this key it holds the account they chose to act for.
const ACCOUNT_ID: &str = "account_id";

/// How long "stay signed in" lasts.
const REMEMBERED_DAYS: i64 = 30;

/// How exactly a session knows when it was last used: writing it at each request would cost more
/// than it says.
const USE_STEP: TimeDelta = TimeDelta::minutes(10);

/// The handle with which a server function calls the domain.
pub(crate) fn carbot() -> Carbot {
    expect_context()
}

/// The handle and the account to act for; refuses where nobody is signed in, and whoever has not
/// been given `permission` there.
pub(crate) async fn actor(permission: &'static str) -> Result<(Carbot, UserId), AppError> {
    let actor = acting(permission).await?;
    Ok((actor.carbot, actor.account_id))
}

/// The handle and the person who is signed in, whatever account they act for.
pub(crate) async fn person() -> Result<(Carbot, UserId), AppError> {
    match signed_in_user().await? {
        Some(user) => Ok((carbot(), user)),
        None => Err(AppError::unauthenticated().answered()),
    }
}

/// The same with all that is known of who acts.
pub(crate) async fn acting(permission: &'static str) -> Result<Actor, AppError> {
    let Some(actor) = find_actor().await? else {
        return Err(AppError::unauthenticated().answered());
    };
    actor.require(permission).map_err(AppError::refuse)?;
    Ok(actor)
}

/// Who is signed in, acting for the account that was chosen.
pub(crate) async fn find_actor() -> Result<Option<Actor>, AppError> {
    let Some(user) = session_user().await? else {
        return Ok(None);
    };
    find_chosen_actor(&carbot(), &session().await?, user)
        .await
        .map_err(AppError::refuse)
}

/// The same for routes beside the pages, which know the session themselves.
pub async fn find_session_actor(
    carbot: &Carbot,
    session: &Session,
) -> domain::Result<Option<Actor>> {
    match session.get(USER_ID).await.map_err(Error::unavailable)? {
        Some(user) => find_chosen_actor(carbot, session, user).await,
        None => Ok(None),
    }
}

/// A person acting for the account they chose; for their usual one where they do not belong to
/// that any more.
async fn find_chosen_actor(
    carbot: &Carbot,
    session: &Session,
    user: UserId,
) -> domain::Result<Option<Actor>> {
    let chosen = session.get(ACCOUNT_ID).await.map_err(Error::unavailable)?;
    let found = match team::find_actor(carbot, user, chosen).await {
        Err(Error::Forbidden(_)) => team::find_actor(carbot, user, None).await,
        other => other,
    };
    match found {
        Ok(actor) => Ok(Some(actor)),
        // The account is gone, and with it whoever was signed in.
        Err(Error::Unauthenticated(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Chooses the account to act for from now on. Whether it may be chosen is asked at every request.
pub(crate) async fn choose_account(account: UserId) -> Result<(), AppError> {
    let session = session().await?;
    session
        .insert(ACCOUNT_ID, account)
        .await
        .map_err(unavailable)
}

/// The account that is signed in, if any. One that was closed is signed in nowhere.
pub(crate) async fn signed_in_user() -> Result<Option<UserId>, AppError> {
    let Some(user) = session_user().await? else {
        return Ok(None);
    };
    match accounts::require_active(&carbot(), user).await {
        Ok(()) => Ok(Some(user)),
        Err(Error::Unauthenticated(_)) => Ok(None),
        Err(error) => Err(AppError::refuse(error)),
    }
}

/// Whose session this is, without a look at the account.
async fn session_user() -> Result<Option<UserId>, AppError> {
    let session = session().await?;
    let user = session.get(USER_ID).await.map_err(unavailable)?;
    if user.is_some() {
        note_use(&session).await?;
    }
    Ok(user)
}

async fn note_use(session: &Session) -> Result<(), AppError> {
    let now = carbot().clock().now();
    let last: Option<DateTime<Utc>> = session.get(LAST_USED_AT).await.map_err(unavailable)?;
    if last.is_none_or(|it| now - it >= USE_STEP) {
        let noted = session.insert(LAST_USED_AT, now).await;
        noted.map_err(unavailable)?;
    }
    Ok(())
}

/// The id of the session, as the domain knows it.
pub(crate) async fn session_id() -> Result<Option<String>, AppError> {
    Ok(session().await?.id().map(|it| it.to_string()))
}

/// Signs an account in, under a new session id (against session fixation).
pub(crate) async fn sign_in(user: UserId, remember: bool) -> Result<(), AppError> {
    let session = session().await?;
    session.cycle_id().await.map_err(unavailable)?;
    session.insert(USER_ID, user).await.map_err(unavailable)?;
    // Whoever was signed in before may have worked for somebody else.
    session
        .remove::<UserId>(ACCOUNT_ID)
        .await
        .map_err(unavailable)?;
    let now = carbot().clock().now();
    for key in [SIGNED_IN_AT, LAST_USED_AT] {
        session.insert(key, now).await.map_err(unavailable)?;
    }
    if let Some(user_agent) = user_agent() {
        let noted = session.insert(USER_AGENT, user_agent).await;
        noted.map_err(unavailable)?;
    }
    session.set_expiry(Some(if remember {
        Expiry::OnInactivity(tower_sessions::cookie::time::Duration::days(
            REMEMBERED_DAYS,
        ))
    } else {
        Expiry::OnSessionEnd
    }));
    Ok(())
}

/// The browser and system of the request.
fn user_agent() -> Option<String> {
    let parts = use_context::<Parts>()?;
    summarise_user_agent(parts.headers.get(header::USER_AGENT)?.to_str().ok()?)
}

/// Ends the session and deletes what it held.
pub(crate) async fn sign_out() -> Result<(), AppError> {
    session().await?.flush().await.map_err(unavailable)
}

async fn session() -> Result<Session, AppError> {
    leptos_axum::extract::<Session>()
        .await
        .map_err(|error| unavailable(error.to_string()))
}

fn unavailable(error: impl std::fmt::Display) -> AppError {
    tracing::error!(%error, "the session cannot be read or written");
    AppError::new(503, "unavailable").answered()
}

/// Sets the status of the answer. A form sent without JavaScript keeps its
/// redirect: the error is in the address of the page it leads to.
pub(crate) fn set_status(status: u16) {
    if is_form_post() {
        return;
    }
    if let (Some(response), Ok(status)) = (
        use_context::<ResponseOptions>(),
        StatusCode::from_u16(status),
    ) {
        response.set_status(status);
    }
}

/// Whether the browser itself sent a form to a server function, without our script.
pub(crate) fn is_form_post() -> bool {
    use_context::<Parts>().is_some_and(|parts| {
        parts.uri.path().starts_with("/fn/")
            && parts
                .headers
                .get(ACCEPT)
                .and_then(|it| it.to_str().ok())
                .is_some_and(|it| it.contains("text/html"))
    })
}

/// Leads a form that was sent without JavaScript to its next page; with
/// JavaScript the page stays and shows the result itself.
pub(crate) fn redirect_form(path: &str) {
    if is_form_post() {
        leptos_axum::redirect(path);
    }
}

/// Makes the answer of a page a redirect whatever the client accepts.
pub(crate) fn answer_as_redirect() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::FOUND);
    }
}

/// Keeps the answer out of every cache.
pub(crate) fn forbid_storing() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    }
}

/// Where the request comes from, as the server found out.
pub(crate) fn client_address() -> Option<ClientAddress> {
    use_context::<Parts>()?.extensions.get().copied()
}

/// The value of a cookie of the request.
pub(crate) fn cookie(parts: &Parts, name: &str) -> Option<String> {
    parts
        .headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|it| it.to_str().ok())
        .find_map(|it| cookie_value(it, name).map(str::to_owned))
}

/// Adds a cookie to the answer: `name=value` and its attributes; `Secure` where we are on HTTPS.
pub(crate) fn set_cookie(cookie: &str) {
    let secure = if carbot().public_url().starts_with("https://") {
        "; Secure"
    } else {
        ""
    };
    if let (Some(response), Ok(value)) = (
        use_context::<ResponseOptions>(),
        HeaderValue::from_str(&format!("{cookie}{secure}")),
    ) {
        response.append_header(SET_COOKIE, value);
    }
}

fn cookie_value<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    header
        .split(';')
        .filter_map(|it| it.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::cookie_value;

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let header = "my_locale=de; locale=en;other=1";
        assert_eq!(cookie_value(header, "locale"), Some("en"));
        assert_eq!(cookie_value(header, "ocale"), None);
        assert_eq!(cookie_value("", "locale"), None);
    }
}
