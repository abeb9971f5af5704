//! Callers who may do what a route does.
//!
//! A route says what it needs in the type of its first argument, `Permitted<ReadKeys>`, and gets
//! from it what it needs to act: the account and the handle. So none can be written that forgets
//! to ask. The description of the route names the same permission, and a test holds both together.

use super::caller::{Authenticated, bearer_token};
use crate::{problem::ApiError, router::AppState};
use api::ids::UserId;
use axum::extract::FromRequestParts;
use domain::{api_tokens, team};
use http::{HeaderName, StatusCode, request::Parts};
use std::{marker::PhantomData, ops::Deref};

/// Names the account to act for, where the caller belongs to several.
pub static ACCOUNT_HEADER: HeaderName = HeaderName::from_static("x-carbot-account");

/// A permission as a type.
pub trait Permission: Send + Sync {
    /// Its name: `read:own_keys`.
    const NAME: &'static str;
}

/// Somebody who has the permission `P` in the account they act for: a person with an access token
/// or a program with an API token.
pub struct Permitted<P> {
    actor: team::Actor,
    permission: PhantomData<P>,
}

impl<P> Deref for Permitted<P> {
    type Target = team::Actor;

    fn deref(&self) -> &team::Actor {
        &self.actor
    }
}

impl<P: Permission> FromRequestParts<AppState> for Permitted<P> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        let account = named_account(parts)?;
        let token = bearer_token(&parts.headers).filter(|it| api_tokens::looks_like_token(it));
        let actor = if let Some(token) = token {
            api_tokens::find_token_actor(&state.carbot, token, account).await?
        } else {
            let Authenticated(caller) = Authenticated::from_request_parts(parts, state).await?;
            team::find_actor(&state.carbot, caller.user_id, account).await?
        };
        actor.require(P::NAME)?;
        Ok(Self {
            actor,
            permission: PhantomData,
        })
    }
}

fn named_account(parts: &Parts) -> Result<Option<UserId>, ApiError> {
    let Some(value) = parts.headers.get(&ACCOUNT_HEADER) else {
        return Ok(None);
    };
    let id = value.to_str().ok().and_then(|it| it.trim().parse().ok());
    match id {
        Some(id) => Ok(Some(id)),
        None => Err(ApiError::new(
            StatusCode::BAD_REQUEST,
            "invalid_account",
            "the header X-CarBot-Account is not the id of an account",
        )),
    }
}

macro_rules! permissions {
    ($($name:ident = $permission:literal,)*) => {
        $(
            #[doc = concat!("`", $permission, "`.")]
            pub enum $name {}

            impl Permission for $name {
                const NAME: &'static str = $permission;
            }
        )*

        /// The names of all permissions that routes can ask for.
        pub const NAMES: &[&str] = &[$($name::NAME),*];
    };
}

permissions! {
    ReadBusinesses = "read:own_businesses",
    CreateBusinesses = "create:own_businesses",
    UpdateBusinesses = "update:own_businesses",
    DeleteBusinesses = "delete:own_businesses",
    ReadKnowledge = "read:own_knowledge",
    CreateKnowledge = "create:own_knowledge",
    UpdateKnowledge = "update:own_knowledge",
    DeleteKnowledge = "delete:own_knowledge",
    ReadConversations = "read:own_conversations",
    UpdateConversations = "update:own_conversations",
    DeleteConversations = "delete:own_conversations",
    ReadAppointments = "read:own_appointments",
    UpdateAppointments = "update:own_appointments",
    DeleteAppointments = "delete:own_appointments",
    ReadKeys = "read:own_keys",
    CreateKeys = "create:own_keys",
    UpdateKeys = "update:own_keys",
    VerifyKeys = "verify:own_keys",
    DeleteKeys = "delete:own_keys",
    ReadLandingPages = "read:own_landing_pages",
    CreateLandingPages = "create:own_landing_pages",
    UpdateLandingPages = "update:own_landing_pages",
    DeleteLandingPages = "delete:own_landing_pages",
    ReadTemplates = "read:templates",
    ReadAnalytics = "read:own_analytics",
    ReadTeam = "read:own_team",
    CreateTeam = "create:own_team",
    UpdateTeam = "update:own_team",
    DeleteTeam = "delete:own_team",
    ReadTokens = "read:own_tokens",
    CreateTokens = "create:own_tokens",
    DeleteTokens = "delete:own_tokens",
    ReadWebhooks = "read:own_webhooks",
    CreateWebhooks = "create:own_webhooks",
    UpdateWebhooks = "update:own_webhooks",
    DeleteWebhooks = "delete:own_webhooks",
    ReadAuditLog = "read:own_audit_log",
    ReadBilling = "read:own_billing",
    UpdateBilling = "update:own_billing",
    ReadPrivacy = "read:own_privacy",
    CreatePrivacy = "create:own_privacy",
    UpdatePrivacy = "update:own_privacy",
    DeletePrivacy = "delete:own_privacy",
    AdminUsers = "admin:users",
    AdminSystem = "admin:system",
}

#[cfg(test)]
mod tests {
    use super::NAMES;

    #[test]
    fn every_permission_is_a_known_one_and_every_known_one_is_here() {
        let inside: Vec<_> = NAMES
            .iter()
            .filter(|it| !it.starts_with("admin:"))
            .collect();
        let known: Vec<_> = api::permissions::PERMISSIONS.iter().collect();
        assert_eq!(inside, known);
    }
}
