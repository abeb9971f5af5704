//! What the owner of an account changes: its details, its password, its end.

use super::{mails, passwords, prove, sign_ins, to_profile};
use crate::{
    Carbot, Error, Result, audit,
    entities::{client_key, landing_page, user},
    mail,
    merge_patch::patched,
};
use api::{
    Language,
    accounts::{AccountDetails, ChangePasswordRequest, PasswordProof, UserProfile},
    ids::UserId,
    problem::ValueError,
    values::Password,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set, sea_query::Expr,
};
use serde_json::{Map, Value as Json};

/// Changes the details that are sent (RFC 7396).
pub async fn change_account(
    carbot: &Carbot,
    user_id: UserId,
    patch: &Map<String, Json>,
) -> Result<UserProfile> {
    let transaction = carbot.database.begin().await?;
    let found = super::find_active(&transaction, user_id)
        .await?
        .ok_or(Error::NotFound)?;
    let details = AccountDetails {
        first_name: found.first_name,
        last_name: found.last_name,
        company_name: found.company_name,
        locale: found.locale.as_deref().and_then(Language::from_tag),
    };
    let details = patched(&details, patch)?.parse()?;
    if details
        .locale
        .is_some_and(|it| !Language::DASHBOARD.contains(&it))
    {
        let error = ValueError::new("invalid_locale", "is not one of de, en");
        return Err(error.at("/locale").into());
    }
    let changed = user::ActiveModel {
        id: Set(user_id),
        first_name: Set(details.first_name),
        last_name: Set(details.last_name),
        company_name: Set(details.company_name),
        locale: Set(details.locale.map(|it| it.code().to_owned())),
        updated_at: Set(carbot.clock.now()),
        ..Default::default()
    };
    let stored = changed.update(&transaction).await?;
    record(carbot, &transaction, user_id, "account.changed").await?;
    transaction.commit().await?;
    to_profile(stored)
}

/// Sets a new password and ends all other sign-ins; `session` is the browser session that stays.
pub async fn change_password(
    carbot: &Carbot,
    user_id: UserId,
    request: &ChangePasswordRequest,
    session: Option<&str>,
) -> Result<()> {
    let new = Password::parse(&request.new_password).map_err(|error| error.at("/new_password"))?;
    let user = prove(
        carbot,
        user_id,
        &request.current_password,
        "/current_password",
    )
    .await?;
    let password_hash = passwords::hash(new).await?;
    let transaction = carbot.database.begin().await?;
    // Not where it was changed meanwhile: the proof was of another password.
    let updated = user::Entity::update_many()
        .col_expr(user::Column::PasswordHash, Expr::value(password_hash))
        .col_expr(user::Column::UpdatedAt, Expr::value(carbot.clock.now()))
        .filter(user::Column::Id.eq(user_id))
        .filter(user::Column::PasswordHash.eq(&user.password_hash))
        .exec(&transaction)
        .await?;
    if updated.rows_affected != 1 {
        return Err(Error::Stale);
    }
    sign_ins::end_all(carbot, &transaction, user_id, session).await?;
    let notice = mails::notice(&user, mails::Notice::PasswordChanged)?;
    mail::enqueue(carbot, &transaction, None, &notice).await?;
    record(carbot, &transaction, user_id, "account.password_changed").await?;
    transaction.commit().await?;
    Ok(())
}

/// Closes an account: nobody signs in any more, its client keys stop answering and its landing
/// pages leave the web. Its data stay until they are erased.
pub async fn close_account(carbot: &Carbot, user_id: UserId, proof: &PasswordProof) -> Result<()> {
    let user = prove(carbot, user_id, &proof.password, "/password").await?;
    let now = carbot.clock.now();
    let transaction = carbot.database.begin().await?;
    user::Entity::update_many()
        .col_expr(user::Column::DeactivatedAt, Expr::value(Some(now)))
        .col_expr(user::Column::UpdatedAt, Expr::value(now))
        .filter(user::Column::Id.eq(user_id))
        .exec(&transaction)
        .await?;
    client_key::Entity::update_many()
        .col_expr(client_key::Column::IsActive, Expr::value(false))
        .col_expr(client_key::Column::UpdatedAt, Expr::value(now))
        .filter(client_key::Column::UserId.eq(user_id))
        .exec(&transaction)
        .await?;
    landing_page::Entity::update_many()
        .col_expr(landing_page::Column::IsPublished, Expr::value(false))
        .col_expr(landing_page::Column::UpdatedAt, Expr::value(now))
        .filter(landing_page::Column::UserId.eq(user_id))
        .exec(&transaction)
        .await?;
    sign_ins::end_all(carbot, &transaction, user_id, None).await?;
    let notice = mails::notice(&user, mails::Notice::AccountClosed)?;
    mail::enqueue(carbot, &transaction, None, &notice).await?;
    record(carbot, &transaction, user_id, "account.closed").await?;
    transaction.commit().await?;
    carbot.keys.invalidate_all();
    carbot.pages.invalidate_all();
    Ok(())
}

pub(super) async fn record(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    user_id: UserId,
    name: &'static str,
) -> Result<()> {
    let action = audit::Action {
        user_id,
        business_id: None,
        name,
        target_id: Some(&user_id),
    };
    audit::record(carbot, connection, action).await
}
