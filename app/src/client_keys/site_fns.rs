//! Where a key works: read, check, change.

use crate::error::AppError;
use api::{domain_verification::DomainVerification, ids::ClientKeyId};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::{forms::filled_lines, session};
#[cfg(feature = "ssr")]
use api::{FieldErrors, client_keys::ExtraOriginsRequest};
#[cfg(feature = "ssr")]
use domain::{client_keys, domain_verification};

/// Where a key works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientKeySite {
    /// The key.
    pub id: ClientKeyId,
    /// What proves its domain.
    pub verification: DomainVerification,
    /// Other websites.
    pub origins: Vec<String>,
}

/// What proves the domain of a key, and its other websites.
#[server(prefix = "/fn", endpoint = "find_client_key_site", input = GetUrl)]
pub async fn find_client_key_site(id: String) -> Result<ClientKeySite, AppError> {
    let (carbot, user) = session::actor("read:own_keys").await?;
    let id: ClientKeyId = id
        .parse()
        .map_err(|_| AppError::refuse(domain::Error::NotFound))?;
    let verification = domain_verification::find_verification(&carbot, user, id)
        .await
        .map_err(AppError::refuse)?;
    let origins = client_keys::list_extra_origins(&carbot, user, id)
        .await
        .map_err(AppError::refuse)?
        .origins;
    Ok(ClientKeySite {
        id,
        verification,
        origins,
    })
}

/// Looks at the domain of a key now.
#[server(prefix = "/fn", endpoint = "check_domain")]
pub async fn check_domain(id: ClientKeyId) -> Result<(), AppError> {
    let (carbot, user) = session::actor("verify:own_keys").await?;
    domain_verification::check_domain(&carbot, user, id)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form(&format!("/client-keys/{id}?saved=checked"));
    Ok(())
}

/// Replaces the other websites of a key, one a line.
#[server(prefix = "/fn", endpoint = "set_extra_origins")]
pub async fn set_extra_origins(
    id: ClientKeyId,
    #[server(default)] origins: String,
) -> Result<(), AppError> {
    let (carbot, user) = session::actor("verify:own_keys").await?;
    let request = ExtraOriginsRequest {
        origins: filled_lines(&origins),
    };
    // The form has one field for all of them.
    let in_one_field = |mut errors: FieldErrors| {
        for error in &mut errors.0 {
            error.pointer = "/origins".into();
        }
        AppError::refuse(errors.into())
    };
    request.parse().map_err(in_one_field)?;
    client_keys::set_extra_origins(&carbot, user, id, &request)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form(&format!("/client-keys/{id}?saved=updated"));
    Ok(())
}
