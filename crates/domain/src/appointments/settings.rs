//! What a business offers for appointments, and its calendar feed.

use super::{
    availability::{realign, settings_of},
    calendar::{calendar_url, new_secret},
};
use crate::{Carbot, Error, Result, audit, businesses, entities::business};
use api::{
    appointments::{AppointmentSettings, AppointmentSetup},
    ids::UserId,
};
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};

/// The settings of the first business of an account.
pub async fn find_setup(carbot: &Carbot, user_id: UserId) -> Result<AppointmentSetup> {
    let business = businesses::find_first(carbot.database.connection(), user_id).await?;
    to_setup(carbot, &business)
}

/// Changes slots and lead time of the first business of an account.
pub async fn update_settings(
    carbot: &Carbot,
    user_id: UserId,
    settings: AppointmentSettings,
) -> Result<AppointmentSetup> {
    settings.validate()?;
    change(carbot, user_id, "business.appointments_updated", |it| {
        it.slot_minutes = Set(settings.slot_minutes.into());
        it.slot_capacity = Set(settings.capacity.into());
        it.lead_minutes = Set(i32::try_from(settings.lead_minutes).map_err(Error::internal)?);
        Ok(())
    })
    .await
}

/// Gives the calendar feed a new address; the old one, if any, is worthless from then on.
pub async fn renew_calendar(carbot: &Carbot, user_id: UserId) -> Result<AppointmentSetup> {
    change(carbot, user_id, "business.calendar_renewed", |it| {
        it.calendar_secret = Set(Some(new_secret()?));
        Ok(())
    })
    .await
}

/// Switches the calendar feed off.
pub async fn disable_calendar(carbot: &Carbot, user_id: UserId) -> Result<AppointmentSetup> {
    change(carbot, user_id, "business.calendar_disabled", |it| {
        it.calendar_secret = Set(None);
        Ok(())
    })
    .await
}

async fn change(
    carbot: &Carbot,
    user_id: UserId,
    name: &'static str,
    apply: impl FnOnce(&mut business::ActiveModel) -> Result<()> + Send,
) -> Result<AppointmentSetup> {
    let transaction = carbot.database.begin().await?;
    let found = businesses::find_first(&transaction, user_id).await?;
    let business_id = found.id;
    let mut model = found.into_active_model();
    apply(&mut model)?;
    model.updated_at = Set(carbot.clock.now());
    let business = model.update(&transaction).await?;
    realign(carbot, &transaction, &business).await?;
    let action = audit::Action {
        user_id,
        business_id: Some(business_id),
        name,
        target_id: Some(&business_id),
    };
    audit::record(carbot, &transaction, action).await?;
    transaction.commit().await?;
    carbot.availabilities.invalidate(&business_id).await;
    to_setup(carbot, &business)
}

fn to_setup(carbot: &Carbot, business: &business::Model) -> Result<AppointmentSetup> {
    Ok(AppointmentSetup {
        settings: settings_of(business)?,
        calendar_url: calendar_url(carbot, business),
    })
}
