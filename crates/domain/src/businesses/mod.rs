//! Businesses and their whole profiles.

pub(crate) mod convert;

use crate::{Carbot, Error, Result, appointments, audit, entities::business, knowledge, services};
use api::{
    FieldErrors,
    businesses::{Business, BusinessDetails, BusinessProfile},
    ids::{BusinessId, UserId},
    problem::ValueError,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter,
    QueryOrder, Select, Set, sea_query::Expr,
};

/// Every read of a business on behalf of an account begins here.
pub(crate) fn owned_by(user_id: UserId) -> Select<business::Entity> {
    business::Entity::find().filter(business::Column::UserId.eq(user_id))
}

/// The oldest business of an account: the one meant where none is named.
pub async fn first_business(carbot: &Carbot, user_id: UserId) -> Result<Business> {
    let business = find_first(carbot.database.connection(), user_id).await?;
    convert::to_business(business)
}

pub(crate) async fn find_first(
    connection: &impl ConnectionTrait,
    user_id: UserId,
) -> Result<business::Model> {
    owned_by(user_id)
        .order_by_asc(business::Column::Id)
        .one(connection)
        .await?
        .ok_or(Error::NotFound)
}

/// The business of this id, where it belongs to the account.
pub(crate) async fn find_owned(
    connection: &impl ConnectionTrait,
    user_id: UserId,
    business_id: BusinessId,
) -> Result<business::Model> {
    owned_by(user_id)
        .filter(business::Column::Id.eq(business_id))
        .one(connection)
        .await?
        .ok_or(Error::NotFound)
}

/// Replaces everything known of the business itself.
pub async fn update_business(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
    details: BusinessDetails,
) -> Result<Business> {
    validate(&details)?;
    let transaction = carbot.database.begin().await?;
    let business = update(carbot, &transaction, user_id, business_id, &details).await?;
    transaction.commit().await?;
    carbot.forget_business(business_id).await;
    convert::to_business(business)
}

/// Replaces the whole profile: the business, all services and all answers.
/// All of it or, on any error, nothing.
pub async fn replace_profile(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
    profile: &BusinessProfile,
) -> Result<Business> {
    validate_profile(profile)?;
    let transaction = carbot.database.begin().await?;
    let business = update(
        carbot,
        &transaction,
        user_id,
        business_id,
        &profile.business,
    )
    .await?;
    services::replace_all(carbot, &transaction, business_id, &profile.services).await?;
    knowledge::replace_all(carbot, &transaction, business_id, &profile.knowledge).await?;
    transaction.commit().await?;
    carbot.forget_business(business_id).await;
    convert::to_business(business)
}

fn validate(details: &BusinessDetails) -> Result<(), FieldErrors> {
    let mut errors = details.validate().err().unwrap_or_default();
    errors.require(
        "/time_zone",
        details.time_zone.parse::<chrono_tz::Tz>().is_ok(),
        ValueError::new(
            "invalid_time_zone",
            "is not an IANA time zone such as Europe/Berlin",
        ),
    );
    errors.finish(Some(()))
}

fn validate_profile(profile: &BusinessProfile) -> Result<(), FieldErrors> {
    let services = profile
        .services
        .iter()
        .enumerate()
        .filter_map(|(index, service)| {
            Some((format!("/services/{index}"), service.validate().err()?))
        });
    let knowledge = profile
        .knowledge
        .iter()
        .enumerate()
        .filter_map(|(index, entry)| {
            Some((format!("/knowledge/{index}"), entry.validate().err()?))
        });
    let business = validate(&profile.business)
        .err()
        .map(|it| ("/business".to_owned(), it));
    let mut all = FieldErrors::default();
    for (pointer, errors) in business.into_iter().chain(services).chain(knowledge) {
        all.0.extend(errors.0.into_iter().map(|mut error| {
            error.pointer = format!("{pointer}{}", error.pointer).into();
            error
        }));
    }
    all.finish(Some(()))
}

pub(crate) async fn insert(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    user_id: UserId,
    details: &BusinessDetails,
) -> Result<BusinessId> {
    let id = BusinessId::new();
    let now = carbot.clock.now();
    let mut model = convert::to_active_model(details)?;
    model.id = Set(id);
    model.user_id = Set(user_id);
    model.revision = Set(1);
    model.created_at = Set(now);
    model.updated_at = Set(now);
    model.insert(connection).await?;
    Ok(id)
}

async fn update(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    user_id: UserId,
    business_id: BusinessId,
    details: &BusinessDetails,
) -> Result<business::Model> {
    let found = find_owned(connection, user_id, business_id).await?;
    let mut model = convert::to_active_model(details)?;
    model.id = Set(business_id);
    model.revision = Set(found.revision + 1);
    model.updated_at = Set(carbot.clock.now());
    let business = model.update(connection).await?;
    appointments::realign(carbot, connection, &business).await?;
    let action = audit::Action {
        user_id,
        business_id: Some(business_id),
        name: "business.updated",
        target_id: Some(&business_id),
    };
    audit::record(carbot, connection, action).await?;
    Ok(business)
}

/// Marks that services or answers of a business have changed.
pub(crate) async fn touch(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    business_id: BusinessId,
) -> Result<()> {
    business::Entity::update_many()
        .col_expr(
            business::Column::Revision,
            Expr::col(business::Column::Revision).add(1),
        )
        .col_expr(business::Column::UpdatedAt, Expr::value(carbot.clock.now()))
        .filter(business::Column::Id.eq(business_id))
        .exec(connection)
        .await?;
    Ok(())
}
