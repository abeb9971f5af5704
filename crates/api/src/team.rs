//! People who work for an account, with their roles.

use crate::{
    FieldErrors,
    ids::{TeamMemberId, UserId},
    problem::ValueError,
    values::{Email, Password, optional_text},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What somebody may do inside an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Everything the plan allows.
    Owner,
    /// Everything but billing, erasure and making owners.
    Admin,
    /// Works in the inbox and with appointments, reads the rest of the daily work.
    Agent,
    /// Reads the daily work.
    Viewer,
}

impl Role {
    /// All roles, the mightiest first.
    pub const ALL: [Self; 4] = [Self::Owner, Self::Admin, Self::Agent, Self::Viewer];

    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Agent => "agent",
            Self::Viewer => "viewer",
        }
    }
}

impl std::str::FromStr for Role {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|it| it.as_str() == text)
            .ok_or(ValueError::new(
                "invalid_role",
                "is not one of owner, admin, agent, viewer",
            ))
    }
}

/// Somebody who works for the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TeamMember {
    /// The id of the membership.
    pub id: TeamMemberId,
    /// The person.
    pub user_id: UserId,
    /// Their address.
    pub email: Email,
    /// Their first name.
    pub first_name: Option<String>,
    /// Their last name.
    pub last_name: Option<String>,
    /// What they may do.
    pub role: Role,
    /// Whether the account itself is theirs: nobody can remove them.
    pub is_account_owner: bool,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

/// An address that was invited and has not answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TeamInvitation {
    /// Its id.
    pub id: TeamMemberId,
    /// Who was invited.
    pub email: Email,
    /// What they will be.
    pub role: Role,
    /// When the mail was written last.
    pub created_at: DateTime<Utc>,
    /// When the link in the mail stops working.
    pub expires_at: DateTime<Utc>,
}

/// All who work for the account, and all who may.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Team {
    /// Members, the one the account belongs to first.
    pub members: Vec<TeamMember>,
    /// Invitations that wait for an answer.
    pub invitations: Vec<TeamInvitation>,
}

/// Asks somebody by e-mail to work for the account.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(
    feature = "openapi",
    derive(utoipa::ToSchema),
    schema(example = json!({ "email": "kollege@werkstatt-mueller.de", "role": "agent" }))
)]
#[serde(deny_unknown_fields)]
pub struct InviteMemberRequest {
    /// Who is invited.
    pub email: String,
    /// What they will be.
    pub role: Role,
}

impl InviteMemberRequest {
    /// Checks the address.
    pub fn parse(&self) -> Result<Email, FieldErrors> {
        let mut errors = FieldErrors::default();
        let email = errors.check("/email", Email::parse(&self.email));
        errors.finish(email)
    }
}

/// Another role for a member or an invitation.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[cfg_attr(
    feature = "openapi",
    derive(utoipa::ToSchema),
    schema(example = json!({ "role": "admin" }))
)]
#[serde(deny_unknown_fields)]
pub struct ChangeRoleRequest {
    /// The role.
    pub role: Role,
}

/// Takes an invitation: with the access token of the invited address, or with a password for a
/// new account of that address.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(
    feature = "openapi",
    derive(utoipa::ToSchema),
    schema(example = json!({
        "token": "0f4b7c…", "password": "ein langer Satz", "firstName": "Kim", "lastName": "Kern",
    }))
)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AcceptInvitationRequest {
    /// From the link in the mail.
    pub token: String,
    /// The password of a new account; none where the caller has one.
    #[serde(default)]
    pub password: Option<String>,
    /// For a new account.
    #[serde(default, alias = "first_name")]
    pub first_name: Option<String>,
    /// For a new account.
    #[serde(default, alias = "last_name")]
    pub last_name: Option<String>,
}

impl fmt::Debug for AcceptInvitationRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("AcceptInvitationRequest")
            .finish_non_exhaustive()
    }
}

/// What a new account of an invited address is made of.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "see the request")]
pub struct InvitedAccount {
    pub password: Password,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
}

impl AcceptInvitationRequest {
    /// Checks every field of a new account.
    pub fn parse_account(&self) -> Result<InvitedAccount, FieldErrors> {
        let mut errors = FieldErrors::default();
        let password = self.password.as_deref().unwrap_or_default();
        let password = errors.check("/password", Password::parse(password));
        let first_name = errors.check("/firstName", optional_text(self.first_name.as_deref(), 100));
        let last_name = errors.check("/lastName", optional_text(self.last_name.as_deref(), 100));
        let account = (|| {
            Some(InvitedAccount {
                password: password?,
                first_name: first_name?,
                last_name: last_name?,
            })
        })();
        errors.finish(account)
    }
}

/// What is known of an invitation by its token, before it is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationPreview {
    /// Who was invited.
    pub email: Email,
    /// What they will be.
    pub role: Role,
    /// The name of the account.
    pub account_name: String,
    /// Whether the address has an account already.
    pub has_account: bool,
}

/// An account somebody may act for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountChoice {
    /// Its id, for the header `X-CarBot-Account`.
    pub id: UserId,
    /// Its name.
    pub name: String,
    /// What the person is there.
    pub role: Role,
}

/// For whom somebody acts, and what they may do there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActingAccount {
    /// The account.
    pub account: AccountChoice,
    /// All accounts the person may act for, this one included.
    pub choices: Vec<AccountChoice>,
    /// Every permission they have in it.
    pub permissions: Vec<String>,
}

impl ActingAccount {
    /// Whether the person may do this.
    pub fn may(&self, permission: &str) -> bool {
        self.permissions.iter().any(|it| it == permission)
    }
}
