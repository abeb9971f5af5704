//! API tokens: what programs act with.
//!
//! `cb_sk_`, 32 random characters of base 62 and six of their CRC-32, so that a mistyped or
//! made-up token costs no query and scanners recognise a real one. Only its HMAC is kept. A token
//! acts as its creator, within its scopes, for one account; what the creator loses it loses too.

use crate::{
    Carbot, Error, Result, audit,
    entities::api_token,
    permissions::may_pass_on,
    secrets::random_bytes,
    team::{Actor, find_actor},
};
use api::{
    FieldErrors,
    api_tokens::{ApiToken, ApiTokens, CreateApiTokenRequest, CreateApiTokenResponse, NewApiToken},
    ids::{ApiTokenId, UserId},
    problem::ValueError,
};
use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, ModelTrait as _, PaginatorTrait as _,
    QueryFilter, QueryOrder, Select, Set, sea_query::Expr,
};

/// What every token begins with.
const PREFIX: &str = "cb_sk_";
const SECRET_LENGTH: usize = 32;
const CHECKSUM_LENGTH: usize = 6;
const LENGTH: usize = PREFIX.len() + SECRET_LENGTH + CHECKSUM_LENGTH;
const BASE_62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// Characters that may be shown, from the beginning.
const SHOWN: usize = 10;
/// Tokens an account may have.
const MAX_TOKENS: u64 = 100;
/// How exactly the last use is known.
const USE_INTERVAL: TimeDelta = TimeDelta::minutes(1);

const REFUSED: ValueError = ValueError::new(
    "invalid_token",
    "the API token is unknown, revoked or expired",
);

fn owned_by(account_id: UserId) -> Select<api_token::Entity> {
    api_token::Entity::find().filter(api_token::Column::AccountId.eq(account_id))
}

/// All tokens of an account, newest first.
pub async fn list_api_tokens(carbot: &Carbot, account_id: UserId) -> Result<ApiTokens> {
    let models = owned_by(account_id)
        .order_by_desc(api_token::Column::Id)
        .all(carbot.database.connection())
        .await?;
    let items = models
        .into_iter()
        .map(to_api_token)
        .collect::<Result<_>>()?;
    Ok(ApiTokens { items })
}

/// One token of an account.
pub async fn find_api_token(
    carbot: &Carbot,
    account_id: UserId,
    id: ApiTokenId,
) -> Result<ApiToken> {
    let model = owned_by(account_id)
        .filter(api_token::Column::Id.eq(id))
        .one(carbot.database.connection())
        .await?;
    to_api_token(model.ok_or(Error::NotFound)?)
}

/// Makes a token and gives its full value, the only time it can be seen.
pub async fn create_api_token(
    actor: &Actor,
    request: &CreateApiTokenRequest,
) -> Result<CreateApiTokenResponse> {
    let new = request.parse()?;
    check_scopes(actor, request)?;
    let Actor {
        carbot, account_id, ..
    } = actor;
    let transaction = carbot.database.begin().await?;
    if owned_by(*account_id).count(&transaction).await? >= MAX_TOKENS {
        return Err(Error::Forbidden(ValueError::new(
            "too_many_tokens",
            "this account has as many API tokens as it can",
        )));
    }
    let token = generate()?;
    let model = to_model(actor, new, &token)?.insert(&transaction).await?;
    let action = audit::Action {
        user_id: *account_id,
        business_id: None,
        name: "api_token.created",
        target_id: Some(&model.id),
    };
    audit::record(carbot, &transaction, action).await?;
    transaction.commit().await?;
    Ok(CreateApiTokenResponse {
        token,
        api_token: to_api_token(model)?,
    })
}

/// Every scope must be the creator's, or a token would be a way to more than its creator has.
fn check_scopes(actor: &Actor, request: &CreateApiTokenRequest) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    for (index, scope) in request.scopes.iter().enumerate() {
        errors.require(
            format!("/scopes/{index}"),
            may_pass_on(&actor.grant, scope),
            ValueError::new(
                "scope_not_held",
                "is more than you may do, or nothing a token can do",
            ),
        );
    }
    errors.finish(Some(()))
}

fn to_model(actor: &Actor, new: NewApiToken, token: &str) -> Result<api_token::ActiveModel> {
    let now = actor.carbot.clock.now();
    let expires_at = new
        .expires_in_days
        .map(|days| now + TimeDelta::days(days.into()));
    Ok(api_token::ActiveModel {
        id: Set(ApiTokenId::new()),
        account_id: Set(actor.account_id),
        user_id: Set(actor.user_id),
        name: Set(new.name),
        token_hash: Set(actor.carbot.master_key.hash_api_token(token)),
        token_prefix: Set(token[..SHOWN].to_owned()),
        token_last_four: Set(token[LENGTH - 4..].to_owned()),
        scopes: Set(serde_json::to_value(new.scopes)?),
        expires_at: Set(expires_at),
        last_used_at: Set(None),
        created_at: Set(now),
    })
}

/// Revokes a token; its next request is refused.
pub async fn revoke_api_token(carbot: &Carbot, account_id: UserId, id: ApiTokenId) -> Result<()> {
    let transaction = carbot.database.begin().await?;
    owned_by(account_id)
        .filter(api_token::Column::Id.eq(id))
        .one(&transaction)
        .await?
        .ok_or(Error::NotFound)?
        .delete(&transaction)
        .await?;
    let action = audit::Action {
        user_id: account_id,
        business_id: None,
        name: "api_token.revoked",
        target_id: Some(&id),
    };
    audit::record(carbot, &transaction, action).await?;
    transaction.commit().await?;
    Ok(())
}

/// Whether a text claims to be one of our tokens.
pub fn looks_like_token(text: &str) -> bool {
    text.starts_with(PREFIX)
}

/// Who acts with a token. `account` must be its own, where one is named.
pub async fn find_token_actor(
    carbot: &Carbot,
    token: &str,
    account: Option<UserId>,
) -> Result<Actor> {
    if !has_valid_checksum(token) {
        return Err(Error::Unauthenticated(REFUSED));
    }
    let now = carbot.clock.now();
    let connection = carbot.database.connection();
    let model = api_token::Entity::find()
        .filter(api_token::Column::TokenHash.eq(carbot.master_key.hash_api_token(token)))
        .one(connection)
        .await?
        .filter(|it| it.expires_at.is_none_or(|it| it > now))
        .ok_or(Error::Unauthenticated(REFUSED))?;
    if account.is_some_and(|it| it != model.account_id) {
        return Err(Error::Forbidden(ValueError::new(
            "account_not_accessible",
            "this API token is for another account",
        )));
    }
    let mut actor = match find_actor(carbot, model.user_id, Some(model.account_id)).await {
        // Its creator does not belong to the team any more.
        Err(Error::Forbidden(_)) => return Err(Error::Unauthenticated(REFUSED)),
        other => other?,
    };
    let last_used = api_token::Column::LastUsedAt;
    if model.last_used_at.is_none_or(|it| it + USE_INTERVAL <= now) {
        api_token::Entity::update_many()
            .col_expr(last_used, Expr::value(now))
            .filter(api_token::Column::Id.eq(model.id))
            .filter(
                Condition::any()
                    .add(last_used.is_null())
                    .add(last_used.lte(now - USE_INTERVAL)),
            )
            .exec(connection)
            .await?;
    }
    actor.grant.scopes = Some(serde_json::from_value(model.scopes)?);
    Ok(actor)
}

fn to_api_token(model: api_token::Model) -> Result<ApiToken> {
    Ok(ApiToken {
        id: model.id,
        name: model.name,
        token_prefix: model.token_prefix,
        token_last_four: model.token_last_four,
        scopes: serde_json::from_value(model.scopes)?,
        user_id: model.user_id,
        expires_at: model.expires_at,
        last_used_at: model.last_used_at,
        created_at: model.created_at,
    })
}

/// A new token of 190 random bits.
fn generate() -> Result<String> {
    let mut secret = String::with_capacity(SECRET_LENGTH);
    while secret.len() < SECRET_LENGTH {
        let bytes: [u8; SECRET_LENGTH] = random_bytes().map_err(Error::internal)?;
        // The last bytes of the range would make the first characters more likely.
        let fair = bytes
            .into_iter()
            .filter(|it| usize::from(*it) < 4 * BASE_62.len());
        let digits = fair.map(|it| char::from(BASE_62[usize::from(it) % BASE_62.len()]));
        secret.extend(digits.take(SECRET_LENGTH - secret.len()));
    }
    Ok(format!("{PREFIX}{secret}{}", checksum(&secret)))
}

/// The CRC-32 of the secret in base 62.
fn checksum(secret: &str) -> String {
    let mut rest = crc32fast::hash(secret.as_bytes());
    let mut digits = [b'0'; CHECKSUM_LENGTH];
    for digit in digits.iter_mut().rev() {
        *digit = BASE_62[(rest % 62) as usize];
        rest /= 62;
    }
    digits.into_iter().map(char::from).collect()
}

fn has_valid_checksum(token: &str) -> bool {
    let Some(rest) = token.strip_prefix(PREFIX) else {
        return false;
    };
    token.len() == LENGTH
        && rest.bytes().all(|it| it.is_ascii_alphanumeric())
        && rest[SECRET_LENGTH..] == checksum(&rest[..SECRET_LENGTH])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_long_random_and_carry_their_checksum() {
        let (one, two) = (generate().expect("random"), generate().expect("random"));
        assert_ne!(one, two);
        for token in [&one, &two] {
            assert_eq!(token.len(), LENGTH);
            assert!(has_valid_checksum(token), "{token}");
        }
    }

    #[test]
    fn a_mistyped_token_is_none() {
        let token = generate().expect("random");
        let other = if token.as_bytes()[20] == b'x' {
            "y"
        } else {
            "x"
        };
        let mut mistyped = token.clone();
        mistyped.replace_range(20..21, other);
        for text in [
            "",
            "cb_sk_",
            &mistyped,
            &token[..LENGTH - 1],
            &format!("{token}0"),
        ] {
            assert!(!has_valid_checksum(text), "{text}");
        }
        let umlaut = format!("cb_sk_{}", "ä".repeat(19));
        assert!(!has_valid_checksum(&umlaut));
    }

    #[test]
    fn the_checksum_is_crc_32_in_base_62() {
        // CRC-32 of "123456789" is 0xCBF43926 = 3421780262.
        assert_eq!(checksum("123456789"), "3jZRME");
    }
}
