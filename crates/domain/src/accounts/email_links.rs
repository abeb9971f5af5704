//! Links in mails: for a forgotten password, and to prove an address.
//!
//! A link holds a token that works once; only its hash is kept. A new link makes the older ones of
//! its purpose worthless.

use super::{changes::record, mails, passwords, sign_ins};
use crate::{
    Carbot, Error, Result,
    entities::{account_token, user},
    limits::{self, ClientAddress},
    mail, secrets,
};
use api::{
    accounts::{ForgotPasswordRequest, ResetPasswordRequest, VerifyEmailRequest},
    ids::UserId,
    problem::ValueError,
    values::{Email, Password},
};
use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set, sea_query::Expr,
};
use std::sync::{Arc, atomic::Ordering};
use uuid::Uuid;

/// Most links an address is sent within an hour.
const MAX_MAILS: u32 = 3;

/// What a link is for.
#[derive(Clone, Copy)]
enum Purpose {
    PasswordReset,
    EmailVerification,
}

impl Purpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::PasswordReset => "password_reset",
            Self::EmailVerification => "email_verification",
        }
    }

    const fn life(self) -> TimeDelta {
        match self {
            Self::PasswordReset => TimeDelta::hours(1),
            Self::EmailVerification => TimeDelta::days(3),
        }
    }
}

const INVALID_LINK: ValueError = ValueError::new(
    "invalid_link",
    "the link is unknown, expired or was used before",
);

/// Sends the owner of an address a link for a new password.
///
/// An unknown address gets the same answer after the same work, so that nobody learns who has an
/// account. So does one that was sent [`MAX_MAILS`] within the hour, and no further mail.
pub async fn request_password_reset(
    carbot: &Carbot,
    request: &ForgotPasswordRequest,
) -> Result<()> {
    let email = Email::parse(&request.email).map_err(|error| error.at("/email"))?;
    let may_send = count_mail(carbot, "reset", &email);
    let transaction = carbot.database.begin().await?;
    let user = super::find_by_email(&transaction, &email).await?;
    match user.filter(|_| may_send) {
        Some(user) => {
            let token = insert_token(carbot, &transaction, user.id, Purpose::PasswordReset).await?;
            let mail = mails::reset_link(carbot, &user, &token)?;
            mail::enqueue(carbot, &transaction, None, &mail).await?;
        }
        None => rehearse(carbot, &transaction, email).await?,
    }
    transaction.commit().await?;
    Ok(())
}

/// Does the work of sending a link and leaves nothing: the same statements, the same commit.
async fn rehearse(carbot: &Carbot, connection: &impl ConnectionTrait, to: Email) -> Result<()> {
    let nobody = UserId::new();
    delete_tokens(connection, nobody, Purpose::PasswordReset).await?;
    let (token, _) = new_token(carbot, Purpose::PasswordReset)?;
    mail::rehearse(carbot, connection, &mails::rehearsal(carbot, to, &token)).await
}

/// Counts a mail to an address; gives whether it may be sent.
fn count_mail(carbot: &Carbot, kind: &str, to: &Email) -> bool {
    let name = format!("{kind} {to}");
    let mails = carbot.account_mails.get_with(name, Arc::default);
    mails.fetch_add(1, Ordering::Relaxed) < MAX_MAILS
}

/// Sets a new password with the token of a link, and ends all sign-ins. Who could read the mail
/// has proven the address as well.
pub async fn reset_forgotten_password(
    carbot: &Carbot,
    request: &ResetPasswordRequest,
    address: Option<ClientAddress>,
) -> Result<()> {
    let password = Password::parse(&request.password).map_err(|error| error.at("/password"))?;
    // Before the transaction: hashing takes long, and a lock is held only to write.
    let password_hash = passwords::hash(password).await?;
    let transaction = carbot.database.begin().await?;
    let user = take_token(carbot, &transaction, Purpose::PasswordReset, &request.token).await?;
    let now = carbot.clock.now();
    user::Entity::update_many()
        .col_expr(user::Column::PasswordHash, Expr::value(password_hash))
        .col_expr(
            user::Column::EmailVerifiedAt,
            Expr::value(Some(user.email_verified_at.unwrap_or(now))),
        )
        .col_expr(user::Column::UpdatedAt, Expr::value(now))
        .filter(user::Column::Id.eq(user.id))
        .exec(&transaction)
        .await?;
    sign_ins::end_all(carbot, &transaction, user.id, None).await?;
    let mail = mails::notice(&user, mails::Notice::PasswordChanged)?;
    mail::enqueue(carbot, &transaction, None, &mail).await?;
    record(carbot, &transaction, user.id, "account.password_reset").await?;
    transaction.commit().await?;
    if let Ok(email) = Email::parse(&user.email) {
        limits::forget_logins(carbot, &email, address).await;
    }
    Ok(())
}

/// Sends the link that proves the address of an account again.
pub async fn send_verification(carbot: &Carbot, user_id: UserId) -> Result<()> {
    let transaction = carbot.database.begin().await?;
    let user = super::find_active(&transaction, user_id)
        .await?
        .ok_or(Error::NotFound)?;
    if user.email_verified_at.is_some() {
        return Ok(());
    }
    let email = Email::parse(&user.email).map_err(Error::internal)?;
    if !count_mail(carbot, "verification", &email) {
        return Err(Error::Limited {
            reason: ValueError::new("too_many_mails", "too many mails were asked for"),
            retry_after_seconds: Some(60 * 60),
        });
    }
    enqueue_verification(carbot, &transaction, &user).await?;
    transaction.commit().await?;
    Ok(())
}

/// Puts the link that proves the address into the outbox, in the caller's transaction.
pub(super) async fn enqueue_verification(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    user: &user::Model,
) -> Result<()> {
    let token = insert_token(carbot, connection, user.id, Purpose::EmailVerification).await?;
    let mail = mails::verification_link(carbot, user, &token)?;
    mail::enqueue(carbot, connection, None, &mail).await
}

/// Proves an address with the token of a link.
pub async fn verify_email(carbot: &Carbot, request: &VerifyEmailRequest) -> Result<()> {
    let transaction = carbot.database.begin().await?;
    let purpose = Purpose::EmailVerification;
    let user = take_token(carbot, &transaction, purpose, &request.token).await?;
    let now = carbot.clock.now();
    user::Entity::update_many()
        .col_expr(user::Column::EmailVerifiedAt, Expr::value(Some(now)))
        .col_expr(user::Column::UpdatedAt, Expr::value(now))
        .filter(user::Column::Id.eq(user.id))
        .exec(&transaction)
        .await?;
    record(carbot, &transaction, user.id, "account.email_verified").await?;
    transaction.commit().await?;
    Ok(())
}

/// A token and its hash.
fn new_token(carbot: &Carbot, purpose: Purpose) -> Result<(String, String)> {
    let secret: [u8; 32] = secrets::random_bytes().map_err(Error::internal)?;
    let token = hex::encode(secret);
    let hash = carbot
        .master_key
        .hash_account_token(purpose.as_str(), &token);
    Ok((token, hash))
}

async fn delete_tokens(
    connection: &impl ConnectionTrait,
    user_id: UserId,
    purpose: Purpose,
) -> Result<()> {
    account_token::Entity::delete_many()
        .filter(account_token::Column::UserId.eq(user_id))
        .filter(account_token::Column::Purpose.eq(purpose.as_str()))
        .exec(connection)
        .await?;
    Ok(())
}

async fn insert_token(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    user_id: UserId,
    purpose: Purpose,
) -> Result<String> {
    delete_tokens(connection, user_id, purpose).await?;
    let (token, token_hash) = new_token(carbot, purpose)?;
    let now = carbot.clock.now();
    let model = account_token::ActiveModel {
        id: Set(Uuid::now_v7()),
        user_id: Set(user_id),
        purpose: Set(purpose.as_str().to_owned()),
        token_hash: Set(token_hash),
        created_at: Set(now),
        expires_at: Set(now + purpose.life()),
    };
    model.insert(connection).await?;
    Ok(token)
}

/// Uses a token up and gives its account. Of those who come at once, one deletes the row.
async fn take_token(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    purpose: Purpose,
    token: &str,
) -> Result<user::Model> {
    let invalid = || Error::from(INVALID_LINK.at("/token"));
    let hash = carbot
        .master_key
        .hash_account_token(purpose.as_str(), token.trim());
    let found = account_token::Entity::find()
        .filter(account_token::Column::TokenHash.eq(hash))
        .filter(account_token::Column::ExpiresAt.gt(carbot.clock.now()))
        .one(connection)
        .await?
        .ok_or_else(invalid)?;
    let deleted = account_token::Entity::delete_by_id(found.id)
        .exec(connection)
        .await?;
    if deleted.rows_affected != 1 {
        return Err(invalid());
    }
    super::find_active(connection, found.user_id)
        .await?
        .ok_or_else(invalid)
}
