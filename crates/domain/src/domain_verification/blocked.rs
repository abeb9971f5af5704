//! Domains for which nobody gets a client key, on an operator's word.

use crate::{
    Carbot, Result,
    entities::{blocked_domain, client_key, domain_verification},
};
use api::{problem::ValueError, values::HostName};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set,
    sea_query::{Expr, IntoColumnRef, OnConflict},
};
use uuid::Uuid;

/// Refuses a domain that is blocked, or below one that is.
pub(crate) async fn check_not_blocked(
    connection: &impl ConnectionTrait,
    domain: &HostName,
) -> Result<()> {
    let name = domain.as_str();
    let parents = name.match_indices('.').map(|(at, _)| &name[at + 1..]);
    let names: Vec<&str> = std::iter::once(name).chain(parents).collect();
    let blocked = blocked_domain::Entity::find()
        .filter(blocked_domain::Column::Domain.is_in(names))
        .one(connection)
        .await?;
    match blocked {
        None => Ok(()),
        Some(_) => Err(ValueError::new("domain_blocked", "is not allowed here")
            .at("/domain")
            .into()),
    }
}

/// Blocks a domain and all below it. Keys that were verified there are not any more; gives how
/// many that were.
pub async fn block_domain(carbot: &Carbot, domain: &HostName, reason: Option<&str>) -> Result<u64> {
    let now = carbot.clock.now();
    let blocked = blocked_domain::ActiveModel {
        id: Set(Uuid::now_v7()),
        domain: Set(domain.to_string()),
        reason: Set(reason.map(str::to_owned)),
        created_at: Set(now),
    };
    let transaction = carbot.database.begin().await?;
    let again = OnConflict::column(blocked_domain::Column::Domain)
        .update_column(blocked_domain::Column::Reason)
        .to_owned();
    blocked_domain::Entity::insert(blocked)
        .on_conflict(again)
        .exec_without_returning(&transaction)
        .await?;
    let keys = client_key::Entity::update_many()
        .col_expr(client_key::Column::DomainVerified, Expr::value(false))
        .col_expr(client_key::Column::UpdatedAt, Expr::value(now))
        .filter(is_within(client_key::Column::Domain, domain))
        .filter(client_key::Column::DomainVerified.eq(true))
        .exec(&transaction)
        .await?;
    domain_verification::Entity::update_many()
        .col_expr(domain_verification::Column::IsVerified, Expr::value(false))
        .filter(is_within(domain_verification::Column::Domain, domain))
        .filter(domain_verification::Column::ClientKeyId.is_not_null())
        .exec(&transaction)
        .await?;
    transaction.commit().await?;
    carbot.keys.invalidate_all();
    Ok(keys.rows_affected)
}

/// Allows a domain again; gives whether it was blocked. Its keys have to be verified anew.
pub async fn unblock_domain(carbot: &Carbot, domain: &HostName) -> Result<bool> {
    let deleted = blocked_domain::Entity::delete_many()
        .filter(blocked_domain::Column::Domain.eq(domain.as_str()))
        .exec(carbot.database.connection())
        .await?;
    Ok(deleted.rows_affected > 0)
}

/// The domain or one below it. Host names hold none of the characters that mean something to LIKE.
fn is_within(column: impl ColumnTrait + IntoColumnRef, domain: &HostName) -> sea_orm::Condition {
    sea_orm::Condition::any()
        .add(column.eq(domain.as_str()))
        .add(column.ends_with(format!(".{domain}")))
}
