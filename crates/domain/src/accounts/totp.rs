//! The second factor: codes of an authenticator (RFC 6238), and recovery codes.
//!
//! A code is taken once: the time step of the last one is kept, and neither it nor an older one is
//! taken again. The secret is stored encrypted, recovery codes as hashes.

use super::{changes::record, mails, prove};
use crate::{
    Carbot, Error, Result,
    entities::{recovery_code, totp_factor, user},
    mail, secrets,
};
use api::{
    accounts::{
        LoginRequest, PasswordProof, RecoveryCodes, TotpConfirmRequest, TotpSetup, TotpState,
    },
    ids::UserId,
    problem::ValueError,
};
use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait as _,
    QueryFilter, Set, sea_query::Expr,
};
use totp_rs::{Algorithm, Builder, Totp};
use uuid::Uuid;

/// How many recovery codes an account gets.
const RECOVERY_CODES: usize = 10;
/// Without 0, 1, l and o, which are mistaken for each other.
const ALPHABET: &[u8; 32] = b"23456789abcdefghijkmnpqrstuvwxyz";
/// How long a secret that was shown waits for its first code.
const PENDING: TimeDelta = TimeDelta::minutes(30);

pub(super) const WRONG_CODE: ValueError = ValueError::new(
    "invalid_totp_code",
    "the code is wrong, expired or was used before",
);

/// What became of the second factor at a login.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It was right, or the account has none.
    Passed,
    /// The account has one, and no code was sent.
    Missing,
    /// The code was wrong.
    Wrong,
}

/// Whether the account asks for a code, and what is left to recover it.
pub async fn find_totp_state(carbot: &Carbot, user_id: UserId) -> Result<TotpState> {
    let connection = carbot.database.connection();
    let factor = find_factor(connection, user_id).await?;
    let left = recovery_code::Entity::find()
        .filter(recovery_code::Column::UserId.eq(user_id))
        .count(connection)
        .await?;
    Ok(TotpState {
        enabled: factor.is_some_and(|it| it.confirmed_at.is_some()),
        recovery_codes_left: u32::try_from(left).unwrap_or(u32::MAX),
    })
}

/// Makes a new secret, which asks for nothing until its first code has come. One that waits is
/// replaced; one that is in use must be removed first.
pub async fn start_totp(
    carbot: &Carbot,
    user_id: UserId,
    proof: &PasswordProof,
) -> Result<TotpSetup> {
    let user = prove(carbot, user_id, &proof.password, "/password").await?;
    let secret: [u8; 20] = secrets::random_bytes().map_err(Error::internal)?;
    let transaction = carbot.database.begin().await?;
    totp_factor::Entity::delete_many()
        .filter(totp_factor::Column::UserId.eq(user_id))
        .filter(totp_factor::Column::ConfirmedAt.is_null())
        .exec(&transaction)
        .await?;
    let factor = totp_factor::ActiveModel {
        user_id: Set(user_id),
        secret: Set(carbot
            .master_key
            .totp_key()
            .seal(user_id.0, &secret.to_vec())?),
        created_at: Set(carbot.clock.now()),
        confirmed_at: Set(None),
        last_step: Set(None),
    };
    factor.insert(&transaction).await.map_err(|error| {
        let exists = ValueError::new("totp_enabled", "is switched on already").at("");
        Error::conflict_on(error, "totp_factors_pkey", "totp_factors.user_id", exists)
    })?;
    transaction.commit().await?;
    setup_of(&authenticator(&secret, &user.email)?)
}

/// The secret that waits for its first code, if one does.
pub async fn find_pending_totp(carbot: &Carbot, user_id: UserId) -> Result<Option<TotpSetup>> {
    let connection = carbot.database.connection();
    let Some(user) = super::find_active(connection, user_id).await? else {
        return Ok(None);
    };
    let factor = find_factor(connection, user_id).await?;
    let Some(factor) = factor.filter(|it| is_pending(carbot, it)) else {
        return Ok(None);
    };
    let secret = open_secret(carbot, &factor)?;
    setup_of(&authenticator(&secret, &user.email)?).map(Some)
}

/// Switches the second factor on with the first code; gives the recovery codes.
pub async fn confirm_totp(
    carbot: &Carbot,
    user_id: UserId,
    request: &TotpConfirmRequest,
) -> Result<RecoveryCodes> {
    let transaction = carbot.database.begin().await?;
    let user = super::find_active(&transaction, user_id)
        .await?
        .ok_or(Error::NotFound)?;
    let factor = find_factor(&transaction, user_id).await?;
    let factor = factor.filter(|it| is_pending(carbot, it)).ok_or_else(|| {
        Error::Conflict(ValueError::new("no_totp_setup", "no authenticator is being set up").at(""))
    })?;
    let secret = open_secret(carbot, &factor)?;
    let step = find_step(carbot, &secret, &request.code)?
        .ok_or_else(|| Error::from(WRONG_CODE.at("/code")))?;
    let now = carbot.clock.now();
    let confirmed = totp_factor::Entity::update_many()
        .col_expr(totp_factor::Column::ConfirmedAt, Expr::value(Some(now)))
        .col_expr(totp_factor::Column::LastStep, Expr::value(Some(step)))
        .filter(totp_factor::Column::UserId.eq(user_id))
        .filter(totp_factor::Column::ConfirmedAt.is_null())
        .exec(&transaction)
        .await?;
    if confirmed.rows_affected != 1 {
        return Err(Error::Stale);
    }
    let codes = replace_recovery_codes(carbot, &transaction, user_id).await?;
    finish(carbot, &transaction, &user, mails::Notice::TotpEnabled).await?;
    transaction.commit().await?;
    Ok(RecoveryCodes {
        recovery_codes: codes,
    })
}

/// Switches the second factor off. One that is not on is no error.
pub async fn disable_totp(carbot: &Carbot, user_id: UserId, proof: &PasswordProof) -> Result<()> {
    let user = prove(carbot, user_id, &proof.password, "/password").await?;
    let transaction = carbot.database.begin().await?;
    let deleted = totp_factor::Entity::delete_many()
        .filter(totp_factor::Column::UserId.eq(user_id))
        .exec(&transaction)
        .await?;
    recovery_code::Entity::delete_many()
        .filter(recovery_code::Column::UserId.eq(user_id))
        .exec(&transaction)
        .await?;
    if deleted.rows_affected > 0 {
        finish(carbot, &transaction, &user, mails::Notice::TotpDisabled).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Checks the code of a login whose password was right.
pub(super) async fn check_second_factor(
    carbot: &Carbot,
    user_id: UserId,
    request: &LoginRequest,
) -> Result<Outcome> {
    let connection = carbot.database.connection();
    let factor = find_factor(connection, user_id).await?;
    let Some(factor) = factor.filter(|it| it.confirmed_at.is_some()) else {
        return Ok(Outcome::Passed);
    };
    let filled = |code: &Option<String>| code.clone().filter(|it| !it.trim().is_empty());
    let is_right = match (filled(&request.totp_code), filled(&request.recovery_code)) {
        (Some(code), _) => use_code(carbot, &factor, &code).await?,
        (None, Some(code)) => use_recovery_code(carbot, user_id, &code).await?,
        (None, None) => return Ok(Outcome::Missing),
    };
    Ok(if is_right {
        Outcome::Passed
    } else {
        Outcome::Wrong
    })
}

/// Takes a code, unless it or a later one was taken: condition and change are one statement.
async fn use_code(carbot: &Carbot, factor: &totp_factor::Model, code: &str) -> Result<bool> {
    let Some(step) = find_step(carbot, &open_secret(carbot, factor)?, code)? else {
        return Ok(false);
    };
    let is_newer = Condition::any()
        .add(totp_factor::Column::LastStep.is_null())
        .add(totp_factor::Column::LastStep.lt(step));
    let taken = totp_factor::Entity::update_many()
        .col_expr(totp_factor::Column::LastStep, Expr::value(Some(step)))
        .filter(totp_factor::Column::UserId.eq(factor.user_id))
        .filter(is_newer)
        .exec(carbot.database.connection())
        .await?;
    Ok(taken.rows_affected == 1)
}

/// Takes a recovery code: of those who come with it at once, one deletes the row.
async fn use_recovery_code(carbot: &Carbot, user_id: UserId, code: &str) -> Result<bool> {
    let hash = carbot
        .master_key
        .hash_recovery_code(user_id, &normalised(code));
    let deleted = recovery_code::Entity::delete_many()
        .filter(recovery_code::Column::UserId.eq(user_id))
        .filter(recovery_code::Column::CodeHash.eq(hash))
        .exec(carbot.database.connection())
        .await?;
    Ok(deleted.rows_affected == 1)
}

/// A code as it was meant: people add spaces, drop the hyphen and type in capitals.
fn normalised(code: &str) -> String {
    code.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|it| it.to_ascii_lowercase())
        .collect()
}

async fn replace_recovery_codes(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    user_id: UserId,
) -> Result<Vec<String>> {
    recovery_code::Entity::delete_many()
        .filter(recovery_code::Column::UserId.eq(user_id))
        .exec(connection)
        .await?;
    let codes = (0..RECOVERY_CODES)
        .map(|_| random_code())
        .collect::<Result<Vec<_>>>()?;
    let models = codes.iter().map(|code| recovery_code::ActiveModel {
        id: Set(Uuid::now_v7()),
        user_id: Set(user_id),
        code_hash: Set(carbot
            .master_key
            .hash_recovery_code(user_id, &normalised(code))),
    });
    recovery_code::Entity::insert_many(models)
        .exec_without_returning(connection)
        .await?;
    Ok(codes)
}

/// Fifty random bits: `k3v9q-7mxp2`.
fn random_code() -> Result<String> {
    let bytes: [u8; 10] = secrets::random_bytes().map_err(Error::internal)?;
    let letter = |it: &u8| char::from(ALPHABET[usize::from(it % 32)]);
    let text: String = bytes.iter().map(letter).collect();
    Ok(format!("{}-{}", &text[..5], &text[5..]))
}

async fn finish(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    user: &user::Model,
    notice: mails::Notice,
) -> Result<()> {
    let name = match notice {
        mails::Notice::TotpEnabled => "account.totp_enabled",
        _ => "account.totp_disabled",
    };
    let mail = mails::notice(user, notice)?;
    mail::enqueue(carbot, connection, None, &mail).await?;
    record(carbot, connection, user.id, name).await
}

async fn find_factor(
    connection: &impl ConnectionTrait,
    user_id: UserId,
) -> Result<Option<totp_factor::Model>> {
    Ok(totp_factor::Entity::find_by_id(user_id)
        .one(connection)
        .await?)
}

fn is_pending(carbot: &Carbot, factor: &totp_factor::Model) -> bool {
    factor.confirmed_at.is_none() && carbot.clock.now() - factor.created_at <= PENDING
}

fn open_secret(carbot: &Carbot, factor: &totp_factor::Model) -> Result<Vec<u8>> {
    carbot
        .master_key
        .totp_key()
        .open(factor.user_id.0, &factor.secret)
}

/// SHA-1, six digits, 30 seconds, one step early or late: what every authenticator knows.
fn authenticator(secret: &[u8], account: &str) -> Result<Totp> {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(30)
        .with_secret(secret.to_vec())
        .with_account_name(account)
        .with_issuer(Some("CarBot"))
        .build()
        .map_err(Error::internal)
}

fn setup_of(totp: &Totp) -> Result<TotpSetup> {
    Ok(TotpSetup {
        secret: totp.secret().to_base32(),
        otpauth_url: totp.to_url().map_err(Error::internal)?,
    })
}

/// The time step a code belongs to, where it is one of now.
fn find_step(carbot: &Carbot, secret: &[u8], code: &str) -> Result<Option<i64>> {
    let now = u64::try_from(carbot.clock.now().timestamp()).unwrap_or_default();
    let step = authenticator(secret, "")?.check(&normalised(code), now);
    Ok(step.and_then(|it| i64::try_from(it).ok()))
}
