//! Teams, and the accounts a person belongs to.

use crate::{
    extract::{Json, Path},
    problem::ApiError,
    rest::{
        caller::{Authenticated, bearer_token},
        etag::created_plain,
        permitted::{CreateTeam, DeleteTeam, Permitted, ReadTeam, UpdateTeam},
    },
    router::AppState,
};
use api::{
    ids::{TeamMemberId, UserId},
    team::{
        AcceptInvitationRequest, AccountChoice, ChangeRoleRequest, InviteMemberRequest, Team,
        TeamInvitation,
    },
};
use axum::{
    extract::{FromRequestParts, State},
    response::Response,
};
use domain::{Carbot, team};
use http::{StatusCode, request::Parts};
use utoipa_axum::{router::OpenApiRouter, routes};

/// `/api/v1/team`, `/api/v1/team/invitations` and `/api/v1/me/accounts`.
pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list, invite))
        .routes(routes!(change_role, remove))
        .routes(routes!(resend))
        .routes(routes!(accept))
        .routes(routes!(list_accounts))
        .routes(routes!(leave))
}

/// All who work for the account, and all who were invited.
#[utoipa::path(
    get,
    path = "/team",
    operation_id = "list_team",
    tag = "team",
    security(("bearer" = ["read:own_team"])),
    responses((status = 200, description = "Members and invitations", body = Team)),
)]
async fn list(actor: Permitted<ReadTeam>) -> Result<Json<Team>, ApiError> {
    Ok(Json(
        team::list_team(&actor.carbot, actor.account_id).await?,
    ))
}

/// Invites an address by e-mail. The link in the mail works once, for seven days.
#[utoipa::path(
    post,
    path = "/team",
    operation_id = "invite_member",
    tag = "team",
    security(("bearer" = ["create:own_team"])),
    request_body(content = InviteMemberRequest),
    responses(
        (status = 201, description = "The invitation", body = TeamInvitation, headers(
            ("Location" = String, description = "The address of what was made")
        )),
        (status = 409, description = "`already_invited` or `already_member`", body = api::Problem, content_type = "application/problem+json"),
    ),
)]
async fn invite(
    actor: Permitted<CreateTeam>,
    Json(request): Json<InviteMemberRequest>,
) -> Result<Response, ApiError> {
    let invitation = team::invite_member(&actor, &request).await?;
    Ok(created_plain(
        &format!("/api/v1/team/{}", invitation.id),
        invitation,
    ))
}

/// Gives a member, or somebody who was invited, another role.
#[utoipa::path(
    patch,
    path = "/team/{id}",
    operation_id = "change_role",
    tag = "team",
    security(("bearer" = ["update:own_team"])),
    params(("id" = TeamMemberId, Path, description = "The member or the invitation")),
    request_body(content = ChangeRoleRequest),
    responses(
        (status = 200, description = "Members and invitations as they are now", body = Team),
        (status = 409, description = "`account_owner`: the account belongs to this user", body = api::Problem, content_type = "application/problem+json"),
    ),
)]
async fn change_role(
    actor: Permitted<UpdateTeam>,
    Path(id): Path<TeamMemberId>,
    Json(request): Json<ChangeRoleRequest>,
) -> Result<Json<Team>, ApiError> {
    team::change_role(&actor, id, request.role).await?;
    Ok(Json(
        team::list_team(&actor.carbot, actor.account_id).await?,
    ))
}

/// Removes a member, who has no access from the next request on, or withdraws an invitation.
#[utoipa::path(
    delete,
    path = "/team/{id}",
    operation_id = "remove_member",
    tag = "team",
    security(("bearer" = ["delete:own_team"])),
    params(("id" = TeamMemberId, Path, description = "The member or the invitation")),
    responses(
        (status = 204, description = "They are out"),
        (status = 409, description = "`account_owner`: the account belongs to this user", body = api::Problem, content_type = "application/problem+json"),
    ),
)]
async fn remove(
    actor: Permitted<DeleteTeam>,
    Path(id): Path<TeamMemberId>,
) -> Result<StatusCode, ApiError> {
    team::remove_member(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sends the mail of an invitation once more, with a new link.
#[utoipa::path(
    post,
    path = "/team/invitations/{id}/resend",
    operation_id = "resend_invitation",
    tag = "team",
    security(("bearer" = ["create:own_team"])),
    params(("id" = TeamMemberId, Path, description = "The invitation")),
    responses((status = 200, description = "The invitation as it is now", body = TeamInvitation)),
)]
async fn resend(
    actor: Permitted<CreateTeam>,
    Path(id): Path<TeamMemberId>,
) -> Result<Json<TeamInvitation>, ApiError> {
    Ok(Json(team::resend_invitation(&actor, id).await?))
}

/// A caller with an access token, or none.
struct MaybeAuthenticated(Option<UserId>);

impl FromRequestParts<AppState> for MaybeAuthenticated {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        if bearer_token(&parts.headers).is_none() {
            return Ok(Self(None));
        }
        let Authenticated(caller) = Authenticated::from_request_parts(parts, state).await?;
        Ok(Self(Some(caller.user_id)))
    }
}

/// Takes an invitation: with the access token of the invited address or, where that has no
/// account, with a password for a new one.
#[utoipa::path(
    post,
    path = "/team/invitations/accept",
    operation_id = "accept_invitation",
    tag = "team",
    security((), ("bearer" = [])),
    request_body(content = AcceptInvitationRequest),
    responses(
        (status = 200, description = "The account one now belongs to", body = AccountChoice),
        (status = 403, description = "`invitation_for_other_address`", body = api::Problem, content_type = "application/problem+json"),
        (status = 409, description = "`email_taken`: the address has an account, sign in to accept", body = api::Problem, content_type = "application/problem+json"),
    ),
)]
async fn accept(
    State(carbot): State<Carbot>,
    MaybeAuthenticated(user_id): MaybeAuthenticated,
    Json(request): Json<AcceptInvitationRequest>,
) -> Result<Json<AccountChoice>, ApiError> {
    let choice = match user_id {
        Some(user_id) => team::accept_invitation(&carbot, user_id, &request.token).await?,
        None => {
            team::accept_invitation_with_new_account(&carbot, &request)
                .await?
                .1
        }
    };
    Ok(Json(choice))
}

/// All accounts the caller may act for, with the header `X-CarBot-Account`.
#[utoipa::path(
    get,
    path = "/me/accounts",
    operation_id = "list_accounts",
    tag = "account",
    responses((status = 200, description = "The accounts, one's own first", body = Vec<AccountChoice>)),
)]
async fn list_accounts(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
) -> Result<Json<Vec<AccountChoice>>, ApiError> {
    Ok(Json(team::list_accounts(&carbot, caller.user_id).await?))
}

/// Leaves the team of an account.
#[utoipa::path(
    delete,
    path = "/me/accounts/{id}",
    operation_id = "leave_team",
    tag = "account",
    params(("id" = UserId, Path, description = "The account")),
    responses((status = 204, description = "One does not belong to it any more")),
)]
async fn leave(
    State(carbot): State<Carbot>,
    Authenticated(caller): Authenticated,
    Path(id): Path<UserId>,
) -> Result<StatusCode, ApiError> {
    team::leave_team(&carbot, caller.user_id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
