//! Invitations by e-mail: the link in the mail works once, for a week, and for that address only.

use super::{
    Actor, acting, check_owners_matter, find_pending, invitations_of, mails, members_of, record,
    to_invitation, to_role,
};
use crate::{
    Carbot, Error, Result, accounts, audit,
    entities::{team_invitation, team_member, user},
    secrets::random_bytes,
};
use api::{
    ids::{TeamMemberId, UserId},
    problem::ValueError,
    team::{
        AcceptInvitationRequest, AccountChoice, InvitationPreview, InviteMemberRequest,
        TeamInvitation,
    },
    values::Email,
};
use chrono::TimeDelta;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait as _, QueryFilter,
    Set,
};

/// How long an invitation can be taken.
const LIFE: TimeDelta = TimeDelta::days(7);
/// Members and invitations an account may have.
const MAX_TEAM: u64 = 100;

/// The link is made up, too old, withdrawn, or was used.
const INVALID: ValueError = ValueError::new(
    "invalid_invitation",
    "this invitation does not exist, has expired or was used",
);

/// Invites an address to the team; the mail with the link is on its way with the commit.
pub async fn invite_member(actor: &Actor, request: &InviteMemberRequest) -> Result<TeamInvitation> {
    let email = request.parse()?;
    check_owners_matter(actor, [request.role])?;
    let Actor {
        carbot, account_id, ..
    } = actor;
    let transaction = carbot.database.begin().await?;
    refuse_member(&transaction, *account_id, &email).await?;
    let size = members_of(*account_id).count(&transaction).await?
        + invitations_of(*account_id).count(&transaction).await?;
    if size >= MAX_TEAM {
        return Err(Error::Forbidden(ValueError::new(
            "team_too_large",
            "this team is as large as it can be",
        )));
    }
    let token = new_token()?;
    let now = carbot.clock.now();
    let invitation = team_invitation::ActiveModel {
        id: Set(TeamMemberId::new()),
        account_id: Set(*account_id),
        email: Set(email.to_string()),
        role: Set(request.role.as_str().to_owned()),
        token_hash: Set(carbot.master_key.hash_invitation(&token)),
        created_at: Set(now),
        expires_at: Set(now + LIFE),
    };
    let invitation = invitation.insert(&transaction).await.map_err(|error| {
        let invited = ValueError::new("already_invited", "has been invited already").at("/email");
        Error::conflict_on(
            error,
            "uq_team_invitations_account_id_email",
            "team_invitations.email",
            invited,
        )
    })?;
    mails::invited(carbot, &transaction, &invitation, &token).await?;
    let name = "team_invitation.created";
    record(carbot, &transaction, *account_id, name, invitation.id).await?;
    transaction.commit().await?;
    to_invitation(&invitation)
}

/// Writes the mail once more, with a new link; the old one works no longer.
pub async fn resend_invitation(actor: &Actor, id: TeamMemberId) -> Result<TeamInvitation> {
    let Actor {
        carbot, account_id, ..
    } = actor;
    let transaction = carbot.database.begin().await?;
    let found = find_pending(&transaction, *account_id, id).await?;
    check_owners_matter(actor, [to_role(&found.role)?])?;
    let token = new_token()?;
    let now = carbot.clock.now();
    let change = team_invitation::ActiveModel {
        id: Set(id),
        token_hash: Set(carbot.master_key.hash_invitation(&token)),
        created_at: Set(now),
        expires_at: Set(now + LIFE),
        ..Default::default()
    };
    let invitation = change.update(&transaction).await?;
    mails::invited(carbot, &transaction, &invitation, &token).await?;
    record(
        carbot,
        &transaction,
        *account_id,
        "team_invitation.resent",
        id,
    )
    .await?;
    transaction.commit().await?;
    to_invitation(&invitation)
}

/// What an invitation is about, for the page its link leads to.
pub async fn find_invitation(carbot: &Carbot, token: &str) -> Result<InvitationPreview> {
    let connection = carbot.database.connection();
    let invitation = find_by_token(carbot, connection, token).await?;
    let email = Email::parse(&invitation.email).map_err(Error::internal)?;
    let has_account = accounts::find_user_id(carbot, &email).await?.is_some();
    Ok(InvitationPreview {
        email,
        role: to_role(&invitation.role)?,
        account_name: account_name(connection, invitation.account_id).await?,
        has_account,
    })
}

/// Takes an invitation with an existing account, which must be that of the invited address.
pub async fn accept_invitation(
    carbot: &Carbot,
    user_id: UserId,
    token: &str,
) -> Result<AccountChoice> {
    let carbot = carbot.acting(user_id);
    let transaction = carbot.database.begin().await?;
    let invitation = find_by_token(&carbot, &transaction, token).await?;
    let person = user::Entity::find_by_id(user_id)
        .one(&transaction)
        .await?
        .ok_or(Error::NotFound)?;
    if person.email != invitation.email {
        return Err(Error::Forbidden(ValueError::new(
            "invitation_for_other_address",
            "this invitation was sent to another address than that of your account",
        )));
    }
    let choice = take(&carbot, &transaction, invitation, user_id).await?;
    transaction.commit().await?;
    Ok(choice)
}

/// Takes an invitation with a new account of the invited address; the link in the mail has proved
/// that address. The account has no business of its own.
pub async fn accept_invitation_with_new_account(
    carbot: &Carbot,
    request: &AcceptInvitationRequest,
) -> Result<(UserId, AccountChoice)> {
    let connection = carbot.database.connection();
    // First whether there is an invitation: hashing a password is dear.
    let email = find_by_token(carbot, connection, &request.token)
        .await?
        .email;
    let email = Email::parse(&email).map_err(Error::internal)?;
    if accounts::find_user_id(carbot, &email).await?.is_some() {
        let taken = ValueError::new("email_taken", "is registered already: sign in to accept");
        return Err(Error::Conflict(taken.at("")));
    }
    let account = request.parse_account()?;
    let password_hash = accounts::hash_password(account.password.clone()).await?;
    let transaction = carbot.database.begin().await?;
    let invitation = find_by_token(carbot, &transaction, &request.token).await?;
    let user_id =
        accounts::insert_invited(carbot, &transaction, email, account, password_hash).await?;
    let action = audit::Action {
        user_id,
        business_id: None,
        name: "account.registered",
        target_id: Some(&user_id),
    };
    let carbot = carbot.acting(user_id);
    audit::record(&carbot, &transaction, action).await?;
    let choice = take(&carbot, &transaction, invitation, user_id).await?;
    transaction.commit().await?;
    Ok((user_id, choice))
}

/// Makes a member of an invitation. Of two at once one deletes it, and only that one is let in.
async fn take(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    invitation: team_invitation::Model,
    user_id: UserId,
) -> Result<AccountChoice> {
    let deleted = team_invitation::Entity::delete_many()
        .filter(team_invitation::Column::Id.eq(invitation.id))
        .filter(team_invitation::Column::TokenHash.eq(&invitation.token_hash))
        .exec(connection)
        .await?;
    if deleted.rows_affected != 1 {
        return Err(INVALID.at("/token").into());
    }
    let now = carbot.clock.now();
    let member = team_member::ActiveModel {
        id: Set(invitation.id),
        account_id: Set(invitation.account_id),
        user_id: Set(user_id),
        role: Set(invitation.role.clone()),
        created_at: Set(now),
        updated_at: Set(now),
    };
    member.insert(connection).await.map_err(|error| {
        let member = ValueError::new("already_member", "belongs to the team already").at("");
        Error::conflict_on(
            error,
            "uq_team_members_account_id_user_id",
            "team_members.user_id",
            member,
        )
    })?;
    let account_id = invitation.account_id;
    record(
        carbot,
        connection,
        account_id,
        "team_member.joined",
        invitation.id,
    )
    .await?;
    Ok(AccountChoice {
        id: account_id,
        name: account_name(connection, account_id).await?,
        role: to_role(&invitation.role)?,
    })
}

async fn find_by_token(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    token: &str,
) -> Result<team_invitation::Model> {
    let invitation = team_invitation::Entity::find()
        .filter(team_invitation::Column::TokenHash.eq(carbot.master_key.hash_invitation(token)))
        .filter(team_invitation::Column::ExpiresAt.gt(carbot.clock.now()))
        .one(connection)
        .await?;
    invitation.ok_or_else(|| INVALID.at("/token").into())
}

async fn refuse_member(
    connection: &impl ConnectionTrait,
    account_id: UserId,
    email: &Email,
) -> Result<()> {
    let person = user::Entity::find()
        .filter(user::Column::Email.eq(email.as_str()))
        .one(connection)
        .await?;
    let is_member = match person {
        Some(person) if person.id == account_id => true,
        Some(person) => acting::find_membership(connection, account_id, person.id)
            .await?
            .is_some(),
        None => false,
    };
    if is_member {
        let error = ValueError::new("already_member", "belongs to the team already");
        return Err(Error::Conflict(error.at("/email")));
    }
    Ok(())
}

async fn account_name(connection: &impl ConnectionTrait, account_id: UserId) -> Result<String> {
    let account = user::Entity::find_by_id(account_id)
        .one(connection)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(acting::name_of(&account))
}

/// 256 random bits.
fn new_token() -> Result<String> {
    let bytes: [u8; 32] = random_bytes().map_err(Error::internal)?;
    Ok(hex::encode(bytes))
}
