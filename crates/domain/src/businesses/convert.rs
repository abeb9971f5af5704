//! Between the columns of a business and its profile.

use crate::{Error, Result, entities::business};
use api::businesses::{Business, BusinessDetails};
use sea_orm::Set;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value as Json;

/// The name a plain enum has on the wire, which is also how it is stored.
pub(crate) fn to_name(value: impl Serialize) -> Result<String> {
    match serde_json::to_value(value)? {
        Json::String(name) => Ok(name),
        other => Err(Error::internal(format!("{other} is not a name"))),
    }
}

/// The plain enum of this name.
pub(crate) fn from_name<T: DeserializeOwned>(name: String) -> Result<T> {
    Ok(serde_json::from_value(Json::String(name))?)
}

/// All columns of a business but its ids, revision and times.
pub(crate) fn to_active_model(details: &BusinessDetails) -> Result<business::ActiveModel> {
    let BusinessDetails {
        name,
        kind,
        description,
        translations,
        contact,
        address,
        geo,
        time_zone,
        federal_state,
        languages,
        formality,
        hours,
        exceptions,
        vehicle_brands,
        payment_methods,
        legal,
        chat,
    } = details;
    let trimmed = |text: &Option<String>| {
        text.as_deref()
            .map(str::trim)
            .filter(|it| !it.is_empty())
            .map(str::to_owned)
    };
    Ok(business::ActiveModel {
        name: Set(name.trim().to_owned()),
        kind: Set(to_name(kind)?),
        description: Set(trimmed(description)),
        translations: Set(serde_json::to_value(translations)?),
        contact: Set(serde_json::to_value(contact)?),
        address: Set(serde_json::to_value(address)?),
        geo: Set(geo.map(serde_json::to_value).transpose()?),
        time_zone: Set(time_zone.clone()),
        federal_state: Set(federal_state.map(to_name).transpose()?),
        languages: Set(serde_json::to_value(languages)?),
        default_language: Set(details.default_language().code().to_owned()),
        formality: Set(to_name(formality)?),
        weekly_hours: Set(serde_json::to_value(hours)?),
        hours_exceptions: Set(serde_json::to_value(exceptions)?),
        vehicle_brands: Set(serde_json::to_value(vehicle_brands)?),
        payment_methods: Set(serde_json::to_value(payment_methods)?),
        legal: Set(serde_json::to_value(legal)?),
        widget_config: Set(serde_json::to_value(chat)?),
        ..Default::default()
    })
}

/// The profile of a stored business.
pub(crate) fn to_details(model: business::Model) -> Result<BusinessDetails> {
    Ok(BusinessDetails {
        name: model.name,
        kind: from_name(model.kind)?,
        description: model.description,
        translations: serde_json::from_value(model.translations)?,
        contact: serde_json::from_value(model.contact)?,
        address: serde_json::from_value(model.address)?,
        geo: model.geo.map(serde_json::from_value).transpose()?,
        time_zone: model.time_zone,
        federal_state: model.federal_state.map(from_name).transpose()?,
        languages: serde_json::from_value(model.languages)?,
        formality: from_name(model.formality)?,
        hours: serde_json::from_value(model.weekly_hours)?,
        exceptions: serde_json::from_value(model.hours_exceptions)?,
        vehicle_brands: serde_json::from_value(model.vehicle_brands)?,
        payment_methods: serde_json::from_value(model.payment_methods)?,
        legal: serde_json::from_value(model.legal)?,
        chat: serde_json::from_value(model.widget_config)?,
    })
}

pub(crate) fn to_business(model: business::Model) -> Result<Business> {
    Ok(Business {
        id: model.id,
        revision: model.revision,
        created_at: model.created_at,
        updated_at: model.updated_at,
        details: to_details(model)?,
    })
}
