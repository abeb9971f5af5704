//! Businesses: the facts of a workshop or dealer.

pub(crate) mod convert;
mod profile;

pub use profile::{find_profile, replace_profile};

use crate::{
    Carbot, Error, Precondition, Result, appointments, audit,
    entities::{business, user},
    merge_patch::patched,
};
use api::{
    FieldErrors,
    businesses::{Business, BusinessDetails, MAX_BUSINESSES},
    conversations::Page,
    ids::{BusinessId, UserId},
    problem::ValueError,
    values::Email,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, ModelTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Select, Set,
};
use serde_json::{Map, Value as Json};

/// Every read of a business on behalf of an account begins here.
pub(crate) fn owned_by(user_id: UserId) -> Select<business::Entity> {
    business::Entity::find().filter(business::Column::UserId.eq(user_id))
}

/// A page of an account's businesses, the oldest first.
pub async fn list_businesses(
    carbot: &Carbot,
    user_id: UserId,
    cursor: Option<&str>,
    limit: u64,
) -> Result<Page<Business>> {
    let mut select = owned_by(user_id);
    if let Some(cursor) = cursor {
        let last: BusinessId = cursor
            .parse()
            .map_err(|_| crate::paging::invalid_cursor())?;
        select = select.filter(business::Column::Id.gt(last));
    }
    let limit = crate::paging::page_size(limit);
    let models = select
        .order_by_asc(business::Column::Id)
        .limit(limit + 1)
        .all(carbot.database.connection())
        .await?;
    crate::paging::to_page(models, limit, |it| it.id.to_string(), convert::to_business)
}

/// The business of this id.
pub async fn find_business(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
) -> Result<Business> {
    let connection = carbot.database.connection();
    convert::to_business(find_owned(connection, user_id, business_id).await?)
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

/// The same, kept from changes of others until the transaction ends.
pub(crate) async fn lock_owned(
    connection: &impl ConnectionTrait,
    user_id: UserId,
    business_id: BusinessId,
    precondition: &Precondition,
) -> Result<business::Model> {
    let business = owned_by(user_id)
        .filter(business::Column::Id.eq(business_id))
        // Writers on SQLite are alone anyway, and this says nothing there.
        .lock_exclusive()
        .one(connection)
        .await?
        .ok_or(Error::NotFound)?;
    precondition.check(business.revision)?;
    Ok(business)
}

/// Makes one more business of an account.
pub async fn create_business(
    carbot: &Carbot,
    user_id: UserId,
    details: &BusinessDetails,
) -> Result<Business> {
    validate(details)?;
    let transaction = carbot.database.begin().await?;
    let count = owned_by(user_id).count(&transaction).await?;
    if count >= MAX_BUSINESSES {
        return Err(Error::Forbidden(ValueError::new(
            "too_many_businesses",
            "this account has as many businesses as it can",
        )));
    }
    let id = insert(carbot, &transaction, user_id, details).await?;
    record(carbot, &transaction, user_id, id, "business.created").await?;
    let business = find_owned(&transaction, user_id, id).await?;
    transaction.commit().await?;
    convert::to_business(business)
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
    let found = lock_owned(&transaction, user_id, business_id, &Precondition::Any).await?;
    let business = update(carbot, &transaction, found, &details).await?;
    transaction.commit().await?;
    carbot.forget_business(business_id).await;
    convert::to_business(business)
}

/// Changes what `patch` names of the business itself, and nothing else.
pub async fn patch_business(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
    patch: &Map<String, Json>,
    precondition: &Precondition,
) -> Result<Business> {
    let transaction = carbot.database.begin().await?;
    let found = lock_owned(&transaction, user_id, business_id, precondition).await?;
    let details = patched(&convert::to_details(found.clone())?, patch)?;
    validate(&details)?;
    let business = update(carbot, &transaction, found, &details).await?;
    transaction.commit().await?;
    carbot.forget_business(business_id).await;
    convert::to_business(business)
}

/// Deletes a business with everything that belongs to it: services, answers,
/// keys, conversations and pages. An account keeps its last one.
pub async fn delete_business(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
    precondition: &Precondition,
) -> Result<()> {
    let transaction = carbot.database.begin().await?;
    // All of them are locked, so that of two at once the last one stays.
    let businesses = owned_by(user_id)
        .order_by_asc(business::Column::Id)
        .lock_exclusive()
        .all(&transaction)
        .await?;
    let is_last = businesses.len() == 1;
    let found = businesses
        .into_iter()
        .find(|it| it.id == business_id)
        .ok_or(Error::NotFound)?;
    precondition.check(found.revision)?;
    if is_last {
        let error = ValueError::new("last_business", "an account keeps its last business");
        return Err(Error::Conflict(error.at("")));
    }
    found.delete(&transaction).await?;
    record(
        carbot,
        &transaction,
        user_id,
        business_id,
        "business.deleted",
    )
    .await?;
    transaction.commit().await?;
    carbot.forget_business(business_id).await;
    // Its keys are gone too; which they were is not worth an index.
    carbot.keys.invalidate_all();
    Ok(())
}

/// Checks every field, and that the time zone exists.
pub(crate) fn validate(details: &BusinessDetails) -> Result<(), FieldErrors> {
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

/// Changes a business that the transaction has locked.
async fn update(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    found: business::Model,
    details: &BusinessDetails,
) -> Result<business::Model> {
    let mut model = convert::to_active_model(details)?;
    model.id = Set(found.id);
    model.revision = Set(found.revision + 1);
    model.updated_at = Set(carbot.clock.now());
    let business = model.update(connection).await?;
    appointments::realign(carbot, connection, &business).await?;
    record(
        carbot,
        connection,
        found.user_id,
        found.id,
        "business.updated",
    )
    .await?;
    Ok(business)
}

/// Locks a business whose services or answers are going to change, and gives
/// its new revision.
pub(crate) async fn raise_revision(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    user_id: UserId,
    business_id: BusinessId,
    precondition: &Precondition,
) -> Result<i64> {
    let found = lock_owned(connection, user_id, business_id, precondition).await?;
    let revision = found.revision + 1;
    let model = business::ActiveModel {
        id: Set(business_id),
        revision: Set(revision),
        updated_at: Set(carbot.clock.now()),
        ..Default::default()
    };
    model.update(connection).await?;
    Ok(revision)
}

async fn record(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    user_id: UserId,
    business_id: BusinessId,
    name: &'static str,
) -> Result<()> {
    let action = audit::Action {
        user_id,
        business_id: Some(business_id),
        name,
        target_id: Some(&business_id),
    };
    audit::record(carbot, connection, action).await
}

/// The address of the business, or else that of its account.
pub(crate) async fn contact_address(
    connection: &impl ConnectionTrait,
    business: &business::Model,
    details: &BusinessDetails,
) -> Result<Option<Email>> {
    let own = details.contact.email.as_deref();
    if let Some(email) = own.and_then(|it| Email::parse(it).ok()) {
        return Ok(Some(email));
    }
    let user = user::Entity::find_by_id(business.user_id)
        .one(connection)
        .await?;
    Ok(user.and_then(|it| Email::parse(&it.email).ok()))
}
