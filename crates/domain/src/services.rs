//! What a business offers, with prices.

use crate::{Carbot, Error, Result, businesses, entities::service};
use api::{
    ids::{BusinessId, ServiceId, UserId},
    services::{Price, Service, ServiceInput},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, ModelTrait, QueryFilter,
    QueryOrder, Set,
};

/// All services of a business in the owner's order.
pub async fn list_services(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
) -> Result<Vec<Service>> {
    let connection = carbot.database.connection();
    businesses::find_owned(connection, user_id, business_id).await?;
    find_all(connection, business_id).await
}

/// Adds a service at the end.
pub async fn create_service(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
    input: ServiceInput,
) -> Result<Service> {
    input.validate()?;
    let transaction = carbot.database.begin().await?;
    businesses::find_owned(&transaction, user_id, business_id).await?;
    let last = service::Entity::find()
        .filter(service::Column::BusinessId.eq(business_id))
        .order_by_desc(service::Column::Position)
        .one(&transaction)
        .await?;
    let position = last.map_or(0, |it| it.position + 1);
    let model = new_model(carbot, business_id, position, &input)?
        .insert(&transaction)
        .await?;
    businesses::touch(carbot, &transaction, business_id).await?;
    transaction.commit().await?;
    carbot.forget_business(business_id).await;
    to_service(model)
}

/// Replaces what is said of a service.
pub async fn update_service(
    carbot: &Carbot,
    user_id: UserId,
    service_id: ServiceId,
    input: ServiceInput,
) -> Result<Service> {
    input.validate()?;
    let transaction = carbot.database.begin().await?;
    let found = find_owned(&transaction, user_id, service_id).await?;
    let mut model = to_active_model(&input)?;
    model.id = Set(service_id);
    model.updated_at = Set(carbot.clock.now());
    let updated = model.update(&transaction).await?;
    businesses::touch(carbot, &transaction, found.business_id).await?;
    transaction.commit().await?;
    carbot.forget_business(found.business_id).await;
    to_service(updated)
}

/// Deletes a service.
pub async fn delete_service(carbot: &Carbot, user_id: UserId, service_id: ServiceId) -> Result<()> {
    let transaction = carbot.database.begin().await?;
    let found = find_owned(&transaction, user_id, service_id).await?;
    let business_id = found.business_id;
    found.delete(&transaction).await?;
    businesses::touch(carbot, &transaction, business_id).await?;
    transaction.commit().await?;
    carbot.forget_business(business_id).await;
    Ok(())
}

async fn find_owned(
    connection: &impl ConnectionTrait,
    user_id: UserId,
    service_id: ServiceId,
) -> Result<service::Model> {
    let service = service::Entity::find_by_id(service_id)
        .one(connection)
        .await?
        .ok_or(Error::NotFound)?;
    businesses::find_owned(connection, user_id, service.business_id).await?;
    Ok(service)
}

pub(crate) async fn find_all(
    connection: &impl ConnectionTrait,
    business_id: BusinessId,
) -> Result<Vec<Service>> {
    service::Entity::find()
        .filter(service::Column::BusinessId.eq(business_id))
        .order_by_asc(service::Column::Position)
        .order_by_asc(service::Column::Id)
        .all(connection)
        .await?
        .into_iter()
        .map(to_service)
        .collect()
}

/// Puts `inputs` in place of all services of a business.
pub(crate) async fn replace_all(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    business_id: BusinessId,
    inputs: &[ServiceInput],
) -> Result<()> {
    service::Entity::delete_many()
        .filter(service::Column::BusinessId.eq(business_id))
        .exec(connection)
        .await?;
    for (position, input) in (0..).zip(inputs) {
        new_model(carbot, business_id, position, input)?
            .insert(connection)
            .await?;
    }
    Ok(())
}

fn new_model(
    carbot: &Carbot,
    business_id: BusinessId,
    position: i32,
    input: &ServiceInput,
) -> Result<service::ActiveModel> {
    let now = carbot.clock.now();
    let mut model = to_active_model(input)?;
    model.id = Set(ServiceId::new());
    model.business_id = Set(business_id);
    model.position = Set(position);
    model.created_at = Set(now);
    model.updated_at = Set(now);
    Ok(model)
}

fn to_active_model(input: &ServiceInput) -> Result<service::ActiveModel> {
    let (kind, cents, to_cents) = match input.price {
        Price::Fixed { cents } => ("fixed", Some(cents), None),
        Price::From { cents } => ("from", Some(cents), None),
        Price::Range {
            from_cents,
            to_cents,
        } => ("range", Some(from_cents), Some(to_cents)),
        Price::OnRequest {} => ("on_request", None, None),
    };
    let duration = input.duration_minutes.map(i32::try_from).transpose();
    Ok(service::ActiveModel {
        category: Set(input.category.trim().to_owned()),
        name: Set(input.name.trim().to_owned()),
        description: Set(input.description.clone().filter(|it| !it.trim().is_empty())),
        translations: Set(serde_json::to_value(&input.translations)?),
        price_kind: Set(kind.to_owned()),
        price_cents: Set(cents),
        price_to_cents: Set(to_cents),
        vehicle_class: Set(input
            .vehicle_class
            .clone()
            .filter(|it| !it.trim().is_empty())),
        duration_minutes: Set(duration.map_err(Error::internal)?),
        is_bookable: Set(input.is_bookable),
        ..Default::default()
    })
}

fn to_service(model: service::Model) -> Result<Service> {
    let price = match (
        model.price_kind.as_str(),
        model.price_cents,
        model.price_to_cents,
    ) {
        ("fixed", Some(cents), _) => Price::Fixed { cents },
        ("from", Some(cents), _) => Price::From { cents },
        ("range", Some(from_cents), Some(to_cents)) => Price::Range {
            from_cents,
            to_cents,
        },
        _ => Price::OnRequest {},
    };
    Ok(Service {
        id: model.id,
        input: ServiceInput {
            category: model.category,
            name: model.name,
            description: model.description,
            translations: serde_json::from_value(model.translations)?,
            price,
            vehicle_class: model.vehicle_class,
            duration_minutes: model.duration_minutes.and_then(|it| u32::try_from(it).ok()),
            is_bookable: model.is_bookable,
        },
    })
}
