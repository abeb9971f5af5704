//! The whole profile as one document.

use super::{convert, find_owned, lock_owned, update, validate};
use crate::{Carbot, Precondition, Result, Revised, knowledge, services};
use api::{
    FieldErrors,
    businesses::{Business, BusinessProfile},
    ids::{BusinessId, UserId},
    knowledge::MAX_ENTRIES,
    problem::ValueError,
    services::{MAX_SERVICES, ServiceInput},
};
use std::collections::HashSet;

/// The whole profile as it can be imported again.
pub async fn find_profile(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
) -> Result<Revised<BusinessProfile>> {
    let connection = carbot.database.connection();
    let business = find_owned(connection, user_id, business_id).await?;
    let services = services::find_all(connection, business_id).await?;
    let knowledge = knowledge::find_all(connection, business_id).await?;
    Ok(Revised {
        revision: business.revision,
        value: BusinessProfile {
            business: convert::to_details(business)?,
            services: services.into_iter().map(|it| it.input).collect(),
            knowledge: knowledge.into_iter().map(|it| it.input).collect(),
        },
    })
}

/// Replaces the whole profile: the business, all services and all answers.
/// All of it or, on any error, nothing.
pub async fn replace_profile(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
    profile: &BusinessProfile,
    precondition: &Precondition,
) -> Result<Business> {
    validate_profile(profile)?;
    let transaction = carbot.database.begin().await?;
    let found = lock_owned(&transaction, user_id, business_id, precondition).await?;
    let business = update(carbot, &transaction, found, &profile.business).await?;
    services::replace_all(carbot, &transaction, business_id, &profile.services).await?;
    knowledge::replace_all(carbot, &transaction, business_id, &profile.knowledge).await?;
    transaction.commit().await?;
    carbot.forget_business(business_id).await;
    convert::to_business(business)
}

fn validate_profile(profile: &BusinessProfile) -> Result<(), FieldErrors> {
    const TOO_MANY: ValueError = ValueError::new("too_many", "are too many");
    let mut all = FieldErrors::default();
    all.require(
        "/services",
        profile.services.len() <= MAX_SERVICES,
        TOO_MANY,
    );
    all.require(
        "/knowledge",
        profile.knowledge.len() <= MAX_ENTRIES,
        TOO_MANY,
    );
    all.extend_below("/business", validate(&profile.business));
    for (index, service) in profile.services.iter().enumerate() {
        all.extend_below(
            format!("/services/{index}"),
            ServiceInput::validate(service),
        );
    }
    let mut intents = HashSet::new();
    for (index, entry) in profile.knowledge.iter().enumerate() {
        all.extend_below(format!("/knowledge/{index}"), knowledge::validate(entry));
        if let Some(intent) = &entry.intent {
            all.require(
                format!("/knowledge/{index}/intent"),
                intents.insert((entry.language, intent)),
                knowledge::INTENT_TAKEN,
            );
        }
    }
    all.finish(Some(()))
}
