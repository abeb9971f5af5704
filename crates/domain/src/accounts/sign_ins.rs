//! Where an account is signed in: browsers with a session, programs with tokens.

use super::tokens;
use crate::{
    Carbot, Error, Result, audit,
    entities::{account_token, refresh_family, session},
    sessions::{LAST_USED_AT, SIGNED_IN_AT, USER_AGENT},
};
use api::{
    accounts::{SignIn, SignInKind},
    ids::UserId,
};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

/// All sign-ins of an account, the last used first. `current` is the session that asks, if one does.
pub async fn list_sign_ins(
    carbot: &Carbot,
    user_id: UserId,
    current: Option<&str>,
) -> Result<Vec<SignIn>> {
    let mut sign_ins: Vec<_> = find_sessions(carbot, user_id)
        .await?
        .iter()
        .map(|it| session_sign_in(carbot, it, current))
        .collect();
    let families = refresh_family::Entity::find()
        .filter(refresh_family::Column::UserId.eq(user_id))
        .filter(refresh_family::Column::RevokedAt.is_null())
        .filter(refresh_family::Column::ExpiresAt.gt(carbot.clock.now()))
        .order_by_asc(refresh_family::Column::Id)
        .all(carbot.database.connection())
        .await?;
    sign_ins.extend(families.into_iter().map(|it| SignIn {
        id: it.id,
        kind: SignInKind::Api,
        user_agent: it.user_agent,
        created_at: it.created_at,
        last_used_at: it.last_used_at,
        expires_at: it.expires_at,
        is_current: false,
    }));
    sign_ins.sort_by_key(|it| std::cmp::Reverse((it.is_current, it.last_used_at)));
    Ok(sign_ins)
}

async fn find_sessions(carbot: &Carbot, user_id: UserId) -> Result<Vec<session::Model>> {
    Ok(session::Entity::find()
        .filter(session::Column::UserId.eq(user_id))
        .filter(session::Column::ExpiresAt.gt(carbot.clock.now()))
        .order_by_asc(session::Column::Id)
        .all(carbot.database.connection())
        .await?)
}

fn session_sign_in(carbot: &Carbot, session: &session::Model, current: Option<&str>) -> SignIn {
    // A session of an older version knows less of itself.
    let data: Map<String, Json> = serde_json::from_slice(&session.data).unwrap_or_default();
    let text = |key: &str| data.get(key).and_then(Json::as_str);
    let time = |key: &str| text(key)?.parse::<DateTime<Utc>>().ok();
    let created_at = time(SIGNED_IN_AT).unwrap_or(DateTime::UNIX_EPOCH);
    SignIn {
        id: carbot.master_key.session_name(&session.id),
        kind: SignInKind::Dashboard,
        user_agent: text(USER_AGENT).map(str::to_owned),
        created_at,
        last_used_at: time(LAST_USED_AT).unwrap_or(created_at),
        expires_at: session.expires_at,
        is_current: current == Some(session.id.as_str()),
    }
}

/// Ends one sign-in of an account.
pub async fn end_sign_in(carbot: &Carbot, user_id: UserId, id: Uuid) -> Result<()> {
    let connection = carbot.database.connection();
    if tokens::revoke(connection, user_id, Some(id), carbot.clock.now()).await? > 0 {
        return Ok(());
    }
    let sessions = find_sessions(carbot, user_id).await?;
    let session = sessions
        .iter()
        .find(|it| carbot.master_key.session_name(&it.id) == id)
        .ok_or(Error::NotFound)?;
    session::Entity::delete_by_id(session.id.clone())
        .exec(connection)
        .await?;
    Ok(())
}

/// Ends all sign-ins of an account, in browsers and programs. Access tokens that were issued go
/// on for the rest of their fifteen minutes.
pub async fn end_all_sign_ins(carbot: &Carbot, user_id: UserId) -> Result<()> {
    let transaction = carbot.database.begin().await?;
    end_all(carbot, &transaction, user_id, None).await?;
    let action = audit::Action {
        user_id,
        business_id: None,
        name: "account.logged_out_everywhere",
        target_id: Some(&user_id),
    };
    audit::record(carbot, &transaction, action).await?;
    transaction.commit().await?;
    Ok(())
}

/// [`end_all_sign_ins`] in the caller's transaction, but for the session `except`.
pub(super) async fn end_all(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    user_id: UserId,
    except: Option<&str>,
) -> Result<()> {
    tokens::revoke(connection, user_id, None, carbot.clock.now()).await?;
    let mut delete = session::Entity::delete_many().filter(session::Column::UserId.eq(user_id));
    if let Some(id) = except {
        delete = delete.filter(session::Column::Id.ne(id));
    }
    delete.exec(connection).await?;
    Ok(())
}

/// Deletes what has expired of refresh tokens and links; gives how much that was.
pub async fn delete_expired(carbot: &Carbot) -> Result<u64> {
    let families = tokens::delete_expired(carbot).await?;
    let links = account_token::Entity::delete_many()
        .filter(account_token::Column::ExpiresAt.lt(carbot.clock.now()))
        .exec(carbot.database.connection())
        .await?;
    Ok(families + links.rows_affected)
}

/// What is kept of a `User-Agent`: the names of browser and system, or of the program; nothing by
/// which one of many could be told from the others.
pub(crate) fn summarise(user_agent: &str) -> Option<String> {
    const BROWSERS: [(&str, &str); 7] = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 7] = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let find = |names: &[(&str, &'static str)]| {
        let found = names.iter().find(|(mark, _)| user_agent.contains(mark));
        found.map(|(_, name)| *name)
    };
    if user_agent.starts_with("Mozilla/") {
        let known = [find(&BROWSERS), find(&SYSTEMS)];
        let known: Vec<_> = known.into_iter().flatten().collect();
        return (!known.is_empty()).then(|| known.join(", "));
    }
    let is_token = |it: &char| it.is_ascii_alphanumeric() || "-_.".contains(*it);
    let program: String = user_agent.chars().take_while(is_token).take(40).collect();
    (!program.is_empty()).then_some(program)
}

#[cfg(test)]
mod tests {
    use super::summarise;

    #[test]
    fn a_user_agent_is_kept_as_browser_and_system() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(summarise(text).as_deref(), expected, "{text}");
        };
        check(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0",
            Some("Firefox, Windows"),
        );
        check(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 \
             (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
            Some("Safari, iPhone"),
        );
        check(
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) \
             Chrome/142.0.0.0 Mobile Safari/537.36",
            Some("Chrome, Android"),
        );
        check(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
             Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
            Some("Edge, Windows"),
        );
        check("curl/8.5.0", Some("curl"));
        check("python-requests/2.32", Some("python-requests"));
        check("<script>alert(1)</script>", None);
        check("Mozilla/5.0", None);
        check("", None);
    }
}
