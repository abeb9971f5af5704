//! Between the columns of an appointment and what travels.

use crate::{Carbot, Error, Result, entities::appointment};
use api::appointments::Appointment;
use serde::{Deserialize, Serialize};

/// What identifies a person. Kept encrypted in one column, so that it is read and erased at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PersonalData {
    pub name: String,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub plate: Option<String>,
    pub note: Option<String>,
}

pub(super) fn to_appointment(
    carbot: &Carbot,
    model: appointment::Model,
    time_zone: String,
) -> Result<Appointment> {
    let PersonalData {
        name,
        phone,
        email,
        plate,
        note,
    } = carbot
        .master_key
        .personal_data_key(model.business_id)
        .open(model.id.0, &model.personal_data)?;
    Ok(Appointment {
        id: model.id,
        business_id: model.business_id,
        conversation_id: model.conversation_id,
        service_id: model.service_id,
        service: model.service,
        vehicle: model.vehicle,
        plate,
        starts_at: model.starts_at,
        time_zone,
        duration_minutes: u32::try_from(model.duration_minutes).map_err(Error::internal)?,
        name,
        phone,
        email,
        note,
        language: model.language.parse().map_err(Error::internal)?,
        status: model.status.parse().map_err(Error::internal)?,
        decision_note: model.decision_note,
        consent_at: model.consent_at,
        revision: model.revision,
        created_at: model.created_at,
        updated_at: model.updated_at,
    })
}
