//! Services: list, create, update, delete.

use super::form::ServiceForm;
use crate::error::AppError;
use api::{ids::ServiceId, services::Service};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::session;
#[cfg(feature = "ssr")]
use api::ids::UserId;
#[cfg(feature = "ssr")]
use domain::{Carbot, Precondition, businesses, services};

/// Where the list stands.
#[cfg(feature = "ssr")]
const LIST: &str = "/knowledge/services";

/// What the form of a service needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceEditor {
    /// The service; none for a new one.
    pub service: Option<Service>,
    /// Categories there are, to be offered.
    pub categories: Vec<String>,
}

/// All services of the signed-in account's business.
#[server(prefix = "/fn", endpoint = "list_services", input = GetUrl)]
pub async fn list_services() -> Result<Vec<Service>, AppError> {
    let (carbot, user) = session::actor("read:own_businesses").await?;
    services_of(&carbot, user).await
}

/// What the form needs; `id` names the service that is edited.
#[server(prefix = "/fn", endpoint = "find_service_editor", input = GetUrl)]
pub async fn find_service_editor(
    #[server(default)] id: Option<String>,
) -> Result<ServiceEditor, AppError> {
    let (carbot, user) = session::actor("read:own_businesses").await?;
    let services = services_of(&carbot, user).await?;
    let mut categories: Vec<_> = services
        .iter()
        .map(|it| it.input.category.clone())
        .collect();
    categories.sort();
    categories.dedup();
    let service = match id {
        None => None,
        Some(id) => Some(
            services
                .into_iter()
                .find(|it| it.id.to_string() == id)
                .ok_or_else(|| AppError::not_found().answered())?,
        ),
    };
    Ok(ServiceEditor {
        service,
        categories,
    })
}

/// Adds a service and leads to the list.
#[server(prefix = "/fn", endpoint = "create_service")]
pub async fn create_service(#[server(default)] form: ServiceForm) -> Result<(), AppError> {
    let (carbot, user) = session::actor("update:own_businesses").await?;
    let input = form
        .parse(None)
        .map_err(|it| AppError::from(it).answered())?;
    let business = businesses::first_business(&carbot, user)
        .await
        .map_err(AppError::refuse)?;
    services::create_service(&carbot, user, business.id, input)
        .await
        .map_err(AppError::refuse)?;
    leptos_axum::redirect(&format!("{LIST}?saved=created"));
    Ok(())
}

/// Changes a service and leads to the list.
#[server(prefix = "/fn", endpoint = "update_service")]
pub async fn update_service(
    id: ServiceId,
    #[server(default)] form: ServiceForm,
) -> Result<(), AppError> {
    let (carbot, user) = session::actor("update:own_businesses").await?;
    let business = businesses::first_business(&carbot, user)
        .await
        .map_err(AppError::refuse)?;
    let before = services::find_service(&carbot, user, business.id, id)
        .await
        .map_err(AppError::refuse)?;
    let input = form
        .parse(Some(&before.value.input))
        .map_err(|it| AppError::from(it).answered())?;
    services::update_service(&carbot, user, business.id, id, input)
        .await
        .map_err(AppError::refuse)?;
    leptos_axum::redirect(&format!("{LIST}?saved=updated"));
    Ok(())
}

/// Deletes a service.
#[server(prefix = "/fn", endpoint = "delete_service")]
pub async fn delete_service(id: ServiceId) -> Result<(), AppError> {
    let (carbot, user) = session::actor("update:own_businesses").await?;
    let business = businesses::first_business(&carbot, user)
        .await
        .map_err(AppError::refuse)?;
    services::delete_service(&carbot, user, business.id, id, &Precondition::Any)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form(&format!("{LIST}?saved=deleted"));
    Ok(())
}

#[cfg(feature = "ssr")]
async fn services_of(carbot: &Carbot, user: UserId) -> Result<Vec<Service>, AppError> {
    let business = businesses::first_business(carbot, user)
        .await
        .map_err(AppError::refuse)?;
    services::list_services(carbot, user, business.id)
        .await
        .map_err(AppError::refuse)
}
