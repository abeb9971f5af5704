//! The business profile: read it, and save one page of it.

use super::form::{BasicsForm, ChatForm, ExceptionForm, LanguageModelForm, LegalForm};
use crate::error::AppError;
use api::businesses::{Business, LanguageModelStatus};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[cfg(feature = "ssr")]
use super::form::{add_exception, exception_name, merge_hours};
#[cfg(feature = "ssr")]
use crate::session;
#[cfg(feature = "ssr")]
use api::{businesses::BusinessDetails, hours::WeeklyHours};
#[cfg(feature = "ssr")]
use domain::businesses;

/// The profile of the signed-in account's business.
#[server(prefix = "/fn", endpoint = "find_business", input = GetUrl)]
pub async fn find_business() -> Result<Business, AppError> {
    let (carbot, user) = session::actor("read:own_businesses").await?;
    businesses::first_business(&carbot, user)
        .await
        .map_err(AppError::refuse)
}

/// Saves name, contact, address and languages.
#[server(prefix = "/fn", endpoint = "save_basics")]
pub async fn save_basics(#[server(default)] form: BasicsForm) -> Result<(), AppError> {
    change("/business?saved=updated", |details| {
        form.apply(details);
        Ok(())
    })
    .await
}

/// Saves the weekly hours, fields as [`WeeklyHours::from_form`] reads them.
#[server(prefix = "/fn", endpoint = "save_hours")]
pub async fn save_hours(
    #[server(default)] hours: BTreeMap<String, String>,
) -> Result<(), AppError> {
    change("/business/hours?saved=updated", |details| {
        let form = WeeklyHours::from_form(&hours)?;
        details.hours = merge_hours(&details.hours, form);
        Ok(())
    })
    .await
}

/// Adds days that differ from the weekly hours.
#[server(prefix = "/fn", endpoint = "create_hours_exception")]
pub async fn create_hours_exception(
    #[server(default)] form: ExceptionForm,
) -> Result<(), AppError> {
    change("/business/hours?saved=created", |details| {
        add_exception(&mut details.exceptions, form.parse()?);
        Ok(())
    })
    .await
}

/// Removes days that differ, named as [`exception_name`] has it.
#[server(prefix = "/fn", endpoint = "delete_hours_exception")]
pub async fn delete_hours_exception(id: String) -> Result<(), AppError> {
    change("/business/hours?saved=deleted", |details| {
        details.exceptions.retain(|it| exception_name(it) != id);
        Ok(())
    })
    .await
}

/// Saves the facts for the Impressum.
#[server(prefix = "/fn", endpoint = "save_legal")]
pub async fn save_legal(#[server(default)] form: LegalForm) -> Result<(), AppError> {
    change("/business/legal?saved=updated", |details| {
        form.apply(details);
        Ok(())
    })
    .await
}

/// Saves look and greeting of the chat.
#[server(prefix = "/fn", endpoint = "save_chat_settings")]
pub async fn save_chat_settings(#[server(default)] form: ChatForm) -> Result<(), AppError> {
    change("/business/chat?saved=updated", |details| {
        form.apply(details);
        Ok(())
    })
    .await
}

/// What the page of the chat's look shows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChatSettingsPage {
    /// The profile.
    pub business: Business,
    /// The language model of the installation, if it has one.
    pub language_model: Option<LanguageModelStatus>,
}

/// The profile, with what is known of the language model.
#[server(prefix = "/fn", endpoint = "find_chat_settings", input = GetUrl)]
pub async fn find_chat_settings() -> Result<ChatSettingsPage, AppError> {
    let (carbot, user) = session::actor("read:own_businesses").await?;
    let business = businesses::first_business(&carbot, user)
        .await
        .map_err(AppError::refuse)?;
    let language_model = domain::language_model::find_status(&carbot, user, business.id)
        .await
        .map_err(AppError::refuse)?;
    Ok(ChatSettingsPage {
        business,
        language_model,
    })
}

/// Saves whether a language model may word answers.
#[server(prefix = "/fn", endpoint = "save_language_model")]
pub async fn save_language_model(
    #[server(default)] form: LanguageModelForm,
) -> Result<(), AppError> {
    change("/business/chat?saved=updated", |details| {
        form.apply(details)
    })
    .await
}

/// Reads the profile, changes one part and saves it; a form without JavaScript
/// then goes to `next`.
#[cfg(feature = "ssr")]
async fn change(
    next: &str,
    apply: impl FnOnce(&mut BusinessDetails) -> Result<(), api::FieldErrors>,
) -> Result<(), AppError> {
    let (carbot, user) = session::actor("update:own_businesses").await?;
    let Business {
        id, mut details, ..
    } = businesses::first_business(&carbot, user)
        .await
        .map_err(AppError::refuse)?;
    apply(&mut details).map_err(|errors| AppError::from(errors).answered())?;
    businesses::update_business(&carbot, user, id, details)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form(next);
    Ok(())
}
