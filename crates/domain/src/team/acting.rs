//! Who acts, for which account, and what they were given there.

use crate::{
    Carbot, Error, Result, businesses,
    entities::{team_member, user},
    permissions::{self, Grant},
};
use api::{
    ids::UserId,
    problem::ValueError,
    team::{AccountChoice, ActingAccount, Role},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait as _, QueryFilter, QueryOrder,
};

/// Somebody who acts for an account: their own or one whose team they belong to.
#[derive(Clone)]
pub struct Actor {
    /// The handle to act with: what is done with it is recorded as this person's.
    pub carbot: Carbot,
    /// The account.
    pub account_id: UserId,
    /// The person.
    pub user_id: UserId,
    /// What they were given.
    pub grant: Grant,
}

impl Actor {
    /// Refuses unless what was given is enough.
    pub fn require(&self, permission: &'static str) -> Result<()> {
        if permissions::allows(&self.grant, permission) {
            Ok(())
        } else {
            Err(Error::PermissionDenied(permission))
        }
    }
}

/// Said to those who name an account that is neither theirs nor one they work for.
const NOT_ACCESSIBLE: ValueError = ValueError::new(
    "account_not_accessible",
    "there is no such account, or you do not belong to its team",
);

/// Finds out what a person may do for `account`: now, not when they signed in, so that whoever is
/// removed from a team has lost everything with the next request. Without an account it is the
/// person's own, or the first they work for where they have no business themselves.
pub async fn find_actor(
    carbot: &Carbot,
    user_id: UserId,
    account: Option<UserId>,
) -> Result<Actor> {
    let connection = carbot.database.connection();
    let person = find_person(connection, user_id).await?;
    let account = match account {
        Some(account) => account,
        None => usual_account(connection, user_id).await?,
    };
    let (tier, role) = if account == user_id {
        (person.subscription_tier.clone(), Role::Owner)
    } else {
        let member = find_membership(connection, account, user_id)
            .await?
            .ok_or(Error::Forbidden(NOT_ACCESSIBLE))?;
        let account = find_person(connection, account).await?;
        (account.subscription_tier, super::to_role(&member.role)?)
    };
    Ok(Actor {
        carbot: carbot.acting(user_id),
        account_id: account,
        user_id,
        grant: Grant {
            tier: tier.parse().map_err(Error::internal)?,
            role,
            is_operator: person.role == "operator",
            scopes: None,
        },
    })
}

/// The account somebody acts for, the others they might, and what they may do.
pub async fn find_acting_account(actor: &Actor) -> Result<ActingAccount> {
    let choices = list_accounts(&actor.carbot, actor.user_id).await?;
    let account = if let Some(choice) = choices.iter().find(|it| it.id == actor.account_id) {
        choice.clone()
    } else {
        let connection = actor.carbot.database.connection();
        let account = find_person(connection, actor.account_id).await?;
        to_choice(&account, actor.grant.role)
    };
    let permissions = permissions::list_allowed(&actor.grant);
    Ok(ActingAccount {
        account,
        choices,
        permissions: permissions.into_iter().map(str::to_owned).collect(),
    })
}

/// All accounts a person may act for: their own, unless they only work for others, and those.
pub async fn list_accounts(carbot: &Carbot, user_id: UserId) -> Result<Vec<AccountChoice>> {
    let connection = carbot.database.connection();
    let memberships = list_memberships(connection, user_id).await?;
    let mut choices = Vec::new();
    if memberships.is_empty() || has_business(connection, user_id).await? {
        choices.push(to_choice(
            &find_person(connection, user_id).await?,
            Role::Owner,
        ));
    }
    let accounts = user::Entity::find()
        .filter(user::Column::Id.is_in(memberships.iter().map(|it| it.account_id)))
        .all(connection)
        .await?;
    for member in memberships {
        if let Some(account) = accounts.iter().find(|it| it.id == member.account_id) {
            choices.push(to_choice(account, super::to_role(&member.role)?));
        }
    }
    Ok(choices)
}

/// What an account is called.
pub(super) fn name_of(account: &user::Model) -> String {
    let company = account.company_name.clone();
    company.unwrap_or_else(|| account.email.clone())
}

fn to_choice(account: &user::Model, role: Role) -> AccountChoice {
    AccountChoice {
        id: account.id,
        name: name_of(account),
        role,
    }
}

async fn usual_account(connection: &impl ConnectionTrait, user_id: UserId) -> Result<UserId> {
    let memberships = list_memberships(connection, user_id).await?;
    match memberships.first() {
        Some(first) if !has_business(connection, user_id).await? => Ok(first.account_id),
        _ => Ok(user_id),
    }
}

pub(super) async fn has_business(
    connection: &impl ConnectionTrait,
    user_id: UserId,
) -> Result<bool> {
    let count = businesses::owned_by(user_id).count(connection).await?;
    Ok(count > 0)
}

/// Where a person works, the oldest place first.
pub(super) async fn list_memberships(
    connection: &impl ConnectionTrait,
    user_id: UserId,
) -> Result<Vec<team_member::Model>> {
    let memberships = team_member::Entity::find()
        .filter(team_member::Column::UserId.eq(user_id))
        .order_by_asc(team_member::Column::Id)
        .all(connection)
        .await?;
    Ok(memberships)
}

pub(super) async fn find_membership(
    connection: &impl ConnectionTrait,
    account_id: UserId,
    user_id: UserId,
) -> Result<Option<team_member::Model>> {
    let member = team_member::Entity::find()
        .filter(team_member::Column::AccountId.eq(account_id))
        .filter(team_member::Column::UserId.eq(user_id))
        .one(connection)
        .await?;
    Ok(member)
}

/// The person behind a token or a session, who may be gone.
async fn find_person(connection: &impl ConnectionTrait, user_id: UserId) -> Result<user::Model> {
    user::Entity::find_by_id(user_id)
        .one(connection)
        .await?
        .ok_or(Error::Unauthenticated(ValueError::new(
            "invalid_token",
            "this account is gone",
        )))
}
