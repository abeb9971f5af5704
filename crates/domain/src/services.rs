//! What a business offers, with prices.

use crate::{
    Carbot, Error, Precondition, Result, Revised, businesses, entities::service,
    merge_patch::patched, paging,
};
use api::{
    conversations::Page,
    ids::{BusinessId, ServiceId, UserId},
    problem::ValueError,
    services::{MAX_SERVICES, Price, Service, ServiceInput},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, ModelTrait,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use serde_json::{Map, Value as Json};

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

/// A page of the same.
pub async fn page_services(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
    cursor: Option<&str>,
    limit: u64,
) -> Result<Page<Service>> {
    let connection = carbot.database.connection();
    businesses::find_owned(connection, user_id, business_id).await?;
    let mut select = service::Entity::find().filter(service::Column::BusinessId.eq(business_id));
    if let Some(cursor) = cursor {
        let (position, id) = paging::parse_position_cursor::<ServiceId>(cursor)?;
        let column = service::Column::Position;
        let beside = Condition::all()
            .add(column.eq(position))
            .add(service::Column::Id.gt(id));
        select = select.filter(Condition::any().add(column.gt(position)).add(beside));
    }
    let limit = paging::page_size(limit)?;
    let models = select
        .order_by_asc(service::Column::Position)
        .order_by_asc(service::Column::Id)
        .limit(limit + 1)
        .all(connection)
        .await?;
    let cursor = |it: &service::Model| paging::position_cursor(it.position, it.id);
    paging::to_page(models, limit, cursor, to_service)
}

/// One service of a business.
pub async fn find_service(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
    service_id: ServiceId,
) -> Result<Revised<Service>> {
    let connection = carbot.database.connection();
    let business = businesses::find_owned(connection, user_id, business_id).await?;
    let found = find_in(connection, business_id, service_id).await?;
    Ok(Revised {
        revision: business.revision,
        value: to_service(found)?,
    })
}

/// Adds a service at the end.
pub async fn create_service(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
    input: ServiceInput,
) -> Result<Revised<Service>> {
    input.validate()?;
    let transaction = carbot.database.begin().await?;
    let any = Precondition::Any;
    let revision =
        businesses::raise_revision(carbot, &transaction, user_id, business_id, &any).await?;
    let all = service::Entity::find().filter(service::Column::BusinessId.eq(business_id));
    if all.clone().count(&transaction).await? >= MAX_SERVICES as u64 {
        return Err(ValueError::new("too_many", "are too many").at("").into());
    }
    let last = all
        .order_by_desc(service::Column::Position)
        .one(&transaction)
        .await?;
    let position = last.map_or(0, |it| it.position + 1);
    let model = new_model(carbot, business_id, position, &input)?
        .insert(&transaction)
        .await?;
    transaction.commit().await?;
    carbot.forget_business(business_id).await;
    Ok(Revised {
        revision,
        value: to_service(model)?,
    })
}

/// Replaces what is said of a service.
pub async fn update_service(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
    service_id: ServiceId,
    input: ServiceInput,
) -> Result<Service> {
    input.validate()?;
    let transaction = carbot.database.begin().await?;
    let any = Precondition::Any;
    businesses::raise_revision(carbot, &transaction, user_id, business_id, &any).await?;
    find_in(&transaction, business_id, service_id).await?;
    let updated = update(carbot, &transaction, service_id, &input).await?;
    transaction.commit().await?;
    carbot.forget_business(business_id).await;
    to_service(updated)
}

/// Changes what `patch` names of a service, and nothing else.
pub async fn patch_service(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
    service_id: ServiceId,
    patch: &Map<String, Json>,
    precondition: &Precondition,
) -> Result<Revised<Service>> {
    let transaction = carbot.database.begin().await?;
    let revision =
        businesses::raise_revision(carbot, &transaction, user_id, business_id, precondition)
            .await?;
    let found = find_in(&transaction, business_id, service_id).await?;
    let input = patched(&to_service(found)?.input, patch)?;
    input.validate()?;
    let updated = update(carbot, &transaction, service_id, &input).await?;
    transaction.commit().await?;
    carbot.forget_business(business_id).await;
    Ok(Revised {
        revision,
        value: to_service(updated)?,
    })
}

/// Deletes a service.
pub async fn delete_service(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
    service_id: ServiceId,
    precondition: &Precondition,
) -> Result<()> {
    let transaction = carbot.database.begin().await?;
    businesses::raise_revision(carbot, &transaction, user_id, business_id, precondition).await?;
    let found = find_in(&transaction, business_id, service_id).await?;
    found.delete(&transaction).await?;
    transaction.commit().await?;
    carbot.forget_business(business_id).await;
    Ok(())
}

async fn find_in(
    connection: &impl ConnectionTrait,
    business_id: BusinessId,
    service_id: ServiceId,
) -> Result<service::Model> {
    service::Entity::find_by_id(service_id)
        .filter(service::Column::BusinessId.eq(business_id))
        .one(connection)
        .await?
        .ok_or(Error::NotFound)
}

async fn update(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    service_id: ServiceId,
    input: &ServiceInput,
) -> Result<service::Model> {
    let mut model = to_active_model(input)?;
    model.id = Set(service_id);
    model.updated_at = Set(carbot.clock.now());
    Ok(model.update(connection).await?)
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
