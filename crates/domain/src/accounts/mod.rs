//! Accounts: registration, login, and who is signed in.

mod changes;
mod email_links;
mod mails;
mod passwords;
mod sign_ins;
mod tokens;
mod totp;

pub use changes::{change_account, change_password, close_account};
pub use email_links::{
    request_password_reset, reset_forgotten_password, send_verification, verify_email,
};
pub(crate) use sign_ins::summarise as summarise_user_agent;
pub use sign_ins::{delete_expired, end_all_sign_ins, end_sign_in, list_sign_ins};
pub use tokens::{Client, log_out, open, refresh};
pub use totp::{confirm_totp, disable_totp, find_pending_totp, find_totp_state, start_totp};

pub(crate) use passwords::hash as hash_password;

use crate::{
    Carbot, Error, Result, audit, businesses,
    entities::user,
    limits::{self, ClientAddress},
};
use api::{
    Language,
    accounts::{LoginRequest, RegisterRequest, Registration, Tier, UserProfile},
    businesses::BusinessDetails,
    ids::UserId,
    problem::ValueError,
    team::InvitedAccount,
    values::{Email, Password},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set, sea_query::Expr,
};

/// Makes an account with its first business, named after the company, and sends the link that
/// proves its address.
pub async fn register(carbot: &Carbot, request: &RegisterRequest) -> Result<UserProfile> {
    insert_account(carbot, request, true).await
}

/// The same for an address that nobody reads.
pub(crate) async fn register_without_mail(
    carbot: &Carbot,
    request: &RegisterRequest,
) -> Result<UserProfile> {
    insert_account(carbot, request, false).await
}

async fn insert_account(
    carbot: &Carbot,
    request: &RegisterRequest,
    sends_link: bool,
) -> Result<UserProfile> {
    let registration = request.parse()?;
    let password_hash = passwords::hash(registration.password.clone()).await?;
    let transaction = carbot.database.begin().await?;
    let user = insert_user(carbot, &transaction, &registration, password_hash).await?;
    let business_name = registration.company_name.unwrap_or_else(|| {
        registration
            .email
            .as_str()
            .split('@')
            .next()
            .unwrap_or_default()
            .to_owned()
    });
    let details = BusinessDetails::named(business_name);
    let business_id = businesses::insert(carbot, &transaction, user.id, &details).await?;
    let action = audit::Action {
        user_id: user.id,
        business_id: Some(business_id),
        name: "account.registered",
        target_id: Some(&user.id),
    };
    audit::record(carbot, &transaction, action).await?;
    if sends_link {
        email_links::enqueue_verification(carbot, &transaction, &user).await?;
    }
    transaction.commit().await?;
    to_profile(user)
}

/// An account of somebody who was invited to a team; without a business of its own.
pub(crate) async fn insert_invited(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    email: Email,
    account: InvitedAccount,
    password_hash: String,
) -> Result<UserId> {
    let registration = Registration {
        email,
        password: account.password,
        first_name: account.first_name,
        last_name: account.last_name,
        company_name: None,
        locale: None,
    };
    let user = insert_user(carbot, connection, &registration, password_hash).await?;
    Ok(user.id)
}

async fn insert_user(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    registration: &Registration,
    password_hash: String,
) -> Result<user::Model> {
    let now = carbot.clock.now();
    let model = user::ActiveModel {
        id: Set(UserId::new()),
        email: Set(registration.email.to_string()),
        password_hash: Set(password_hash),
        first_name: Set(registration.first_name.clone()),
        last_name: Set(registration.last_name.clone()),
        company_name: Set(registration.company_name.clone()),
        phone: Set(None),
        locale: Set(registration.locale.map(|it| it.code().to_owned())),
        role: Set("user".to_owned()),
        subscription_tier: Set(Tier::Basic.as_str().to_owned()),
        subscription_status: Set("active".to_owned()),
        trial_ends_at: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
        last_login_at: Set(None),
        email_verified_at: Set(None),
        deactivated_at: Set(None),
    };
    model.insert(connection).await.map_err(|error| {
        let taken = ValueError::new("email_taken", "is registered already").at("/email");
        Error::conflict_on(error, "uq_users_email", "users.email", taken)
    })
}

/// Gives the account an address and password belong to, and where it has an authenticator the code.
///
/// An unknown address takes as long as a wrong password and gets the same
/// answer, so that nobody learns who has an account. After five wrong passwords for an account
/// from one network address, that address waits an hour.
pub async fn log_in(
    carbot: &Carbot,
    request: &LoginRequest,
    address: Option<ClientAddress>,
) -> Result<UserProfile> {
    const WRONG: ValueError = ValueError::new(
        "invalid_credentials",
        "the e-mail address or the password is wrong",
    );
    let Ok(email) = Email::parse(&request.email) else {
        passwords::verify(request.password.clone(), None).await?;
        return Err(Error::Unauthenticated(WRONG));
    };
    let attempt = limits::begin_login(carbot, &email, address).await?;
    let user = find_by_email(carbot.database.connection(), &email).await?;
    let hash = user.as_ref().map(|it| it.password_hash.clone());
    let is_right = passwords::verify(request.password.clone(), hash).await?;
    let Some(user) = user.filter(|_| is_right) else {
        return Err(Error::Unauthenticated(WRONG));
    };
    match totp::check_second_factor(carbot, user.id, request).await? {
        totp::Outcome::Passed => {}
        totp::Outcome::Missing => {
            // Asked for, not guessed.
            attempt.give_back(carbot).await;
            return Err(Error::Unauthenticated(ValueError::new(
                "totp_required",
                "this account needs the code of its authenticator, or a recovery code",
            )));
        }
        totp::Outcome::Wrong => return Err(Error::Unauthenticated(totp::WRONG_CODE)),
    }
    attempt.succeed(carbot).await;
    user::Entity::update_many()
        .col_expr(user::Column::LastLoginAt, Expr::value(carbot.clock.now()))
        .filter(user::Column::Id.eq(user.id))
        .exec(carbot.database.connection())
        .await?;
    to_profile(user)
}

/// The account, once its password was said again; what cannot be undone asks for it.
async fn prove(
    carbot: &Carbot,
    user_id: UserId,
    password: &str,
    pointer: &'static str,
) -> Result<user::Model> {
    let user = find_active(carbot.database.connection(), user_id)
        .await?
        .ok_or(Error::NotFound)?;
    let address = Email::parse(&user.email).map_err(Error::internal)?;
    // Counted with the logins: a stolen session must not be a place to guess in.
    let attempt = limits::begin_login(carbot, &address, None).await?;
    let hash = Some(user.password_hash.clone());
    if !passwords::verify(password.to_owned(), hash).await? {
        return Err(
            ValueError::new("wrong_password", "is not the password of the account")
                .at(pointer)
                .into(),
        );
    }
    attempt.give_back(carbot).await;
    Ok(user)
}

/// The account with this id.
pub async fn find_user(carbot: &Carbot, user_id: UserId) -> Result<Option<UserProfile>> {
    let user = find_active(carbot.database.connection(), user_id).await?;
    user.map(to_profile).transpose()
}

/// Sets a new password and ends all sign-ins; gives whether the account exists. For operators.
pub async fn reset_password(carbot: &Carbot, email: &Email, password: Password) -> Result<bool> {
    if !set_password(carbot, email, password).await? {
        return Ok(false);
    }
    if let Some(user) = find_by_email(carbot.database.connection(), email).await? {
        end_all_sign_ins(carbot, user.id).await?;
    }
    Ok(true)
}

/// Sets a new password and leaves everybody signed in; gives whether the account exists.
pub(crate) async fn set_password(
    carbot: &Carbot,
    email: &Email,
    password: Password,
) -> Result<bool> {
    let password_hash = passwords::hash(password).await?;
    update_by_email(carbot, email, user::Column::PasswordHash, password_hash).await
}

/// Changes what an account pays for; gives whether it exists. For operators.
pub async fn set_tier(carbot: &Carbot, email: &Email, tier: Tier) -> Result<bool> {
    update_by_email(
        carbot,
        email,
        user::Column::SubscriptionTier,
        tier.as_str().to_owned(),
    )
    .await
}

/// Makes an account one that runs this installation; gives whether it exists.
pub async fn make_operator(carbot: &Carbot, email: &Email) -> Result<bool> {
    update_by_email(carbot, email, user::Column::Role, "operator".to_owned()).await
}

/// A password of 80 random bits, for an operator to pass on.
pub fn random_password() -> Result<String> {
    let bytes: [u8; 10] = crate::secrets::random_bytes().map_err(Error::internal)?;
    let text = hex::encode(bytes);
    Ok(format!(
        "{}-{}-{}-{}",
        &text[..5],
        &text[5..10],
        &text[10..15],
        &text[15..]
    ))
}

async fn update_by_email(
    carbot: &Carbot,
    email: &Email,
    column: user::Column,
    value: String,
) -> Result<bool> {
    let updated = user::Entity::update_many()
        .col_expr(column, Expr::value(value))
        .col_expr(user::Column::UpdatedAt, Expr::value(carbot.clock.now()))
        .filter(user::Column::Email.eq(email.as_str()))
        .exec(carbot.database.connection())
        .await?;
    Ok(updated.rows_affected > 0)
}

/// The id of the account with this address. For operators.
pub async fn find_user_id(carbot: &Carbot, email: &Email) -> Result<Option<UserId>> {
    Ok(find_by_email(carbot.database.connection(), email)
        .await?
        .map(|it| it.id))
}

pub(crate) async fn tier_of(connection: &impl ConnectionTrait, user_id: UserId) -> Result<Tier> {
    let user = user::Entity::find_by_id(user_id)
        .one(connection)
        .await?
        .ok_or(Error::NotFound)?;
    user.subscription_tier.parse().map_err(Error::internal)
}

/// The account with this address, unless it was closed.
async fn find_by_email(
    connection: &impl ConnectionTrait,
    email: &Email,
) -> Result<Option<user::Model>> {
    let user = user::Entity::find()
        .filter(user::Column::Email.eq(email.as_str()))
        .filter(user::Column::DeactivatedAt.is_null());
    Ok(user.one(connection).await?)
}

/// The account with this id, unless it was closed.
async fn find_active(
    connection: &impl ConnectionTrait,
    user_id: UserId,
) -> Result<Option<user::Model>> {
    let user = user::Entity::find_by_id(user_id).filter(user::Column::DeactivatedAt.is_null());
    Ok(user.one(connection).await?)
}

/// The language of mails to an account.
fn language_of(user: &user::Model) -> Language {
    user.locale
        .as_deref()
        .and_then(Language::from_tag)
        .unwrap_or_default()
}

fn to_profile(user: user::Model) -> Result<UserProfile> {
    Ok(UserProfile {
        id: user.id,
        email: Email::parse(&user.email).map_err(Error::internal)?,
        locale: user.locale.as_deref().and_then(Language::from_tag),
        email_verified: user.email_verified_at.is_some(),
        first_name: user.first_name,
        last_name: user.last_name,
        company_name: user.company_name,
        subscription_tier: user.subscription_tier.parse().map_err(Error::internal)?,
        created_at: user.created_at,
    })
}
