//! Teams: people who work for an account that is not theirs.
//!
//! The user an account belongs to is its owner without further notice; members are rows. An owner
//! may make others owners too, but nobody removes or demotes the one the account belongs to.

mod acting;
mod invitations;
mod mails;

pub use acting::{Actor, find_acting_account, find_actor, list_accounts};
pub use invitations::{
    accept_invitation, accept_invitation_with_new_account, find_invitation, invite_member,
    resend_invitation,
};

use crate::{
    Carbot, Error, Result, audit, businesses,
    entities::{api_token, team_invitation, team_member, user},
};
use api::{
    businesses::BusinessDetails,
    ids::{TeamMemberId, UserId},
    problem::ValueError,
    team::{Role, Team, TeamInvitation, TeamMember},
    values::Email,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, ModelTrait as _, QueryFilter,
    QueryOrder, Select, Set,
};

/// The one the account belongs to stays its owner.
const ACCOUNT_OWNER: ValueError = ValueError::new(
    "account_owner",
    "the account belongs to this user, who stays its owner",
);

fn members_of(account_id: UserId) -> Select<team_member::Entity> {
    team_member::Entity::find().filter(team_member::Column::AccountId.eq(account_id))
}

fn invitations_of(account_id: UserId) -> Select<team_invitation::Entity> {
    team_invitation::Entity::find().filter(team_invitation::Column::AccountId.eq(account_id))
}

/// All who work for the account, and all who were invited to.
pub async fn list_team(carbot: &Carbot, account_id: UserId) -> Result<Team> {
    let connection = carbot.database.connection();
    let owner = user::Entity::find_by_id(account_id)
        .one(connection)
        .await?
        .ok_or(Error::NotFound)?;
    let mut members = vec![TeamMember {
        id: TeamMemberId(account_id.0),
        is_account_owner: true,
        ..to_member(&owner, Role::Owner)?
    }];
    let rows = members_of(account_id)
        .order_by_asc(team_member::Column::Id)
        .all(connection)
        .await?;
    let people = user::Entity::find()
        .filter(user::Column::Id.is_in(rows.iter().map(|it| it.user_id)))
        .all(connection)
        .await?;
    for row in rows {
        if let Some(person) = people.iter().find(|it| it.id == row.user_id) {
            members.push(TeamMember {
                id: row.id,
                created_at: row.created_at,
                ..to_member(person, to_role(&row.role)?)?
            });
        }
    }
    let invitations = invitations_of(account_id)
        .order_by_asc(team_invitation::Column::Id)
        .all(connection)
        .await?
        .iter()
        .map(to_invitation)
        .collect::<Result<_>>()?;
    Ok(Team {
        members,
        invitations,
    })
}

/// Gives a member, or somebody who was invited, another role.
pub async fn change_role(actor: &Actor, id: TeamMemberId, role: Role) -> Result<()> {
    let Actor {
        carbot, account_id, ..
    } = actor;
    refuse_account_owner(*account_id, id)?;
    let transaction = carbot.database.begin().await?;
    if let Some(member) = find_member(&transaction, *account_id, id).await? {
        check_owners_matter(actor, [to_role(&member.role)?, role])?;
        let change = team_member::ActiveModel {
            id: Set(id),
            role: Set(role.as_str().to_owned()),
            updated_at: Set(carbot.clock.now()),
            ..Default::default()
        };
        change.update(&transaction).await?;
    } else {
        let invitation = find_pending(&transaction, *account_id, id).await?;
        check_owners_matter(actor, [to_role(&invitation.role)?, role])?;
        let change = team_invitation::ActiveModel {
            id: Set(id),
            role: Set(role.as_str().to_owned()),
            ..Default::default()
        };
        change.update(&transaction).await?;
    }
    record(
        carbot,
        &transaction,
        *account_id,
        "team_member.role_changed",
        id,
    )
    .await?;
    transaction.commit().await?;
    Ok(())
}

/// Removes a member, whose sessions and tokens have no access from the next request on, or
/// withdraws an invitation.
pub async fn remove_member(actor: &Actor, id: TeamMemberId) -> Result<()> {
    let Actor {
        carbot, account_id, ..
    } = actor;
    refuse_account_owner(*account_id, id)?;
    let transaction = carbot.database.begin().await?;
    if let Some(member) = find_member(&transaction, *account_id, id).await? {
        check_owners_matter(actor, [to_role(&member.role)?])?;
        end_membership(carbot, &transaction, member).await?;
        record(carbot, &transaction, *account_id, "team_member.removed", id).await?;
    } else {
        let invitation = find_pending(&transaction, *account_id, id).await?;
        check_owners_matter(actor, [to_role(&invitation.role)?])?;
        invitation.delete(&transaction).await?;
        let name = "team_invitation.withdrawn";
        record(carbot, &transaction, *account_id, name, id).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// Leaves the team of an account.
pub async fn leave_team(carbot: &Carbot, user_id: UserId, account_id: UserId) -> Result<()> {
    let carbot = carbot.acting(user_id);
    let transaction = carbot.database.begin().await?;
    let member = acting::find_membership(&transaction, account_id, user_id)
        .await?
        .ok_or(Error::NotFound)?;
    let id = member.id;
    end_membership(&carbot, &transaction, member).await?;
    record(&carbot, &transaction, account_id, "team_member.left", id).await?;
    transaction.commit().await?;
    Ok(())
}

/// Deletes a membership with the tokens its member made for the account. Who had nothing else
/// gets a business of their own, so that their login still leads somewhere.
async fn end_membership(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    member: team_member::Model,
) -> Result<()> {
    let user_id = member.user_id;
    api_token::Entity::delete_many()
        .filter(api_token::Column::AccountId.eq(member.account_id))
        .filter(api_token::Column::UserId.eq(user_id))
        .exec(connection)
        .await?;
    member.delete(connection).await?;
    let has_other = !acting::list_memberships(connection, user_id)
        .await?
        .is_empty();
    if has_other || acting::has_business(connection, user_id).await? {
        return Ok(());
    }
    let Some(person) = user::Entity::find_by_id(user_id).one(connection).await? else {
        return Ok(());
    };
    let name = person.company_name.unwrap_or(person.email);
    let name = name.split('@').next().unwrap_or_default().to_owned();
    businesses::insert(carbot, connection, user_id, &BusinessDetails::named(name)).await?;
    Ok(())
}

async fn find_member(
    connection: &impl ConnectionTrait,
    account_id: UserId,
    id: TeamMemberId,
) -> Result<Option<team_member::Model>> {
    let member = members_of(account_id).filter(team_member::Column::Id.eq(id));
    Ok(member.one(connection).await?)
}

async fn find_pending(
    connection: &impl ConnectionTrait,
    account_id: UserId,
    id: TeamMemberId,
) -> Result<team_invitation::Model> {
    invitations_of(account_id)
        .filter(team_invitation::Column::Id.eq(id))
        .one(connection)
        .await?
        .ok_or(Error::NotFound)
}

fn refuse_account_owner(account_id: UserId, id: TeamMemberId) -> Result<()> {
    if id.0 == account_id.0 {
        return Err(Error::Conflict(ACCOUNT_OWNER.at("")));
    }
    Ok(())
}

/// Only owners make owners, and only they remove or demote them.
fn check_owners_matter<const N: usize>(actor: &Actor, roles: [Role; N]) -> Result<()> {
    if actor.grant.role != Role::Owner && roles.contains(&Role::Owner) {
        return Err(Error::Forbidden(ValueError::new(
            "owner_needed",
            "only owners decide who is an owner",
        )));
    }
    Ok(())
}

async fn record(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    account_id: UserId,
    name: &'static str,
    id: TeamMemberId,
) -> Result<()> {
    let action = audit::Action {
        user_id: account_id,
        business_id: None,
        name,
        target_id: Some(&id),
    };
    audit::record(carbot, connection, action).await
}

pub(crate) fn to_role(name: &str) -> Result<Role> {
    name.parse().map_err(Error::internal)
}

/// A person as a member, with the id of the person and the age of their account.
fn to_member(person: &user::Model, role: Role) -> Result<TeamMember> {
    Ok(TeamMember {
        id: TeamMemberId(person.id.0),
        user_id: person.id,
        email: Email::parse(&person.email).map_err(Error::internal)?,
        first_name: person.first_name.clone(),
        last_name: person.last_name.clone(),
        role,
        is_account_owner: false,
        created_at: person.created_at,
    })
}

fn to_invitation(model: &team_invitation::Model) -> Result<TeamInvitation> {
    Ok(TeamInvitation {
        id: model.id,
        email: Email::parse(&model.email).map_err(Error::internal)?,
        role: to_role(&model.role)?,
        created_at: model.created_at,
        expires_at: model.expires_at,
    })
}
