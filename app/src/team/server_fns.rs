//! Teams: members, invitations, and the account one acts for.

use crate::error::AppError;
use api::{
    ids::{TeamMemberId, UserId},
    team::{ActingAccount, InvitationPreview, Role, Team},
};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::{forms::filled, session};
#[cfg(feature = "ssr")]
use api::team::{AcceptInvitationRequest, InviteMemberRequest};
#[cfg(feature = "ssr")]
use domain::{accounts, team};

/// Where the page stands.
#[cfg(feature = "ssr")]
const PAGE: &str = "/team";

/// The team as it is shown to somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamView {
    /// Members and invitations.
    pub team: Team,
    /// Who looks at it.
    pub viewer: UserId,
}

/// An invitation with who would take it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationView {
    /// What it is about.
    pub invitation: InvitationPreview,
    /// The address of who is signed in.
    pub signed_in_as: Option<String>,
}

/// For whom the signed-in person acts; nothing where nobody is signed in.
#[server(prefix = "/fn", endpoint = "find_acting_account", input = GetUrl)]
pub async fn find_acting_account() -> Result<Option<ActingAccount>, AppError> {
    let Some(actor) = session::find_actor().await? else {
        return Ok(None);
    };
    let account = team::find_acting_account(&actor)
        .await
        .map_err(AppError::refuse)?;
    Ok(Some(account))
}

/// Acts for another account from now on, and leads to its overview.
#[server(prefix = "/fn", endpoint = "switch_account")]
pub async fn switch_account(account: UserId) -> Result<(), AppError> {
    if session::signed_in_user().await?.is_none() {
        return Err(AppError::unauthenticated().answered());
    }
    session::choose_account(account).await?;
    session::redirect_form("/");
    Ok(())
}

/// All who work for the account.
#[server(prefix = "/fn", endpoint = "find_team", input = GetUrl)]
pub async fn find_team() -> Result<TeamView, AppError> {
    let actor = session::acting("read:own_team").await?;
    let team = team::list_team(&actor.carbot, actor.account_id)
        .await
        .map_err(AppError::refuse)?;
    Ok(TeamView {
        team,
        viewer: actor.user_id,
    })
}

/// Invites somebody by e-mail.
#[server(prefix = "/fn", endpoint = "invite_member")]
pub async fn invite_member(email: String, role: Role) -> Result<(), AppError> {
    let actor = session::acting("create:own_team").await?;
    let request = InviteMemberRequest { email, role };
    team::invite_member(&actor, &request)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form(&format!("{PAGE}?saved=invited"));
    Ok(())
}

/// Sends an invitation once more.
#[server(prefix = "/fn", endpoint = "resend_invitation")]
pub async fn resend_invitation(id: TeamMemberId) -> Result<(), AppError> {
    let actor = session::acting("create:own_team").await?;
    team::resend_invitation(&actor, id)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form(&format!("{PAGE}?saved=invited"));
    Ok(())
}

/// Gives a member another role.
#[server(prefix = "/fn", endpoint = "change_member_role")]
pub async fn change_member_role(id: TeamMemberId, role: Role) -> Result<(), AppError> {
    let actor = session::acting("update:own_team").await?;
    team::change_role(&actor, id, role)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form(&format!("{PAGE}?saved=updated"));
    Ok(())
}

/// Removes a member or withdraws an invitation.
#[server(prefix = "/fn", endpoint = "remove_member")]
pub async fn remove_member(id: TeamMemberId) -> Result<(), AppError> {
    let actor = session::acting("delete:own_team").await?;
    team::remove_member(&actor, id)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form(&format!("{PAGE}?saved=removed"));
    Ok(())
}

/// Leaves the team of the account one acts for.
#[server(prefix = "/fn", endpoint = "leave_team")]
pub async fn leave_team() -> Result<(), AppError> {
    let Some(actor) = session::find_actor().await? else {
        return Err(AppError::unauthenticated().answered());
    };
    team::leave_team(&session::carbot(), actor.user_id, actor.account_id)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form("/");
    Ok(())
}

/// What the link of an invitation is about.
#[server(prefix = "/fn", endpoint = "find_invitation", input = GetUrl)]
pub async fn find_invitation(#[server(default)] token: String) -> Result<InvitationView, AppError> {
    let carbot = session::carbot();
    let invitation = team::find_invitation(&carbot, &token)
        .await
        .map_err(AppError::refuse)?;
    let signed_in_as = match session::signed_in_user().await? {
        Some(user) => accounts::find_user(&carbot, user)
            .await
            .map_err(AppError::refuse)?
            .map(|it| it.email.to_string()),
        None => None,
    };
    session::forbid_storing();
    Ok(InvitationView {
        invitation,
        signed_in_as,
    })
}

/// Takes an invitation, with a new account where nobody is signed in, and acts for that account.
#[server(prefix = "/fn", endpoint = "accept_invitation")]
pub async fn accept_invitation(
    token: String,
    #[server(default)] password: Option<String>,
    #[server(default)] first_name: String,
    #[server(default)] last_name: String,
) -> Result<(), AppError> {
    let carbot = session::carbot();
    let choice = if let Some(user) = session::signed_in_user().await? {
        team::accept_invitation(&carbot, user, &token)
            .await
            .map_err(AppError::refuse)?
    } else {
        let request = AcceptInvitationRequest {
            token,
            password,
            first_name: filled(&first_name),
            last_name: filled(&last_name),
        };
        let (user, choice) = team::accept_invitation_with_new_account(&carbot, &request)
            .await
            .map_err(AppError::refuse)?;
        session::sign_in(user, false).await?;
        choice
    };
    session::choose_account(choice.id).await?;
    session::redirect_form("/");
    Ok(())
}
