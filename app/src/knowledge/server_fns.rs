//! Questions and answers: list, create, update, delete.

use super::form::KnowledgeForm;
use crate::error::AppError;
use api::{ids::KnowledgeEntryId, knowledge::KnowledgeEntry};
use leptos::{prelude::*, server_fn::codec::GetUrl};

#[cfg(feature = "ssr")]
use crate::session;
#[cfg(feature = "ssr")]
use api::ids::UserId;
#[cfg(feature = "ssr")]
use domain::{Carbot, Precondition, businesses, knowledge};

/// All questions and answers of the signed-in account's business.
#[server(prefix = "/fn", endpoint = "list_knowledge", input = GetUrl)]
pub async fn list_knowledge() -> Result<Vec<KnowledgeEntry>, AppError> {
    let (carbot, user) = session::actor().await?;
    entries_of(&carbot, user).await
}

/// One question with its answer.
#[server(prefix = "/fn", endpoint = "find_knowledge_entry", input = GetUrl)]
pub async fn find_knowledge_entry(id: String) -> Result<KnowledgeEntry, AppError> {
    let (carbot, user) = session::actor().await?;
    entries_of(&carbot, user)
        .await?
        .into_iter()
        .find(|it| it.id.to_string() == id)
        .ok_or_else(|| AppError::not_found().answered())
}

/// Adds a question with its answer and leads to the list.
#[server(prefix = "/fn", endpoint = "create_knowledge_entry")]
pub async fn create_knowledge_entry(
    #[server(default)] form: KnowledgeForm,
) -> Result<(), AppError> {
    let (carbot, user) = session::actor().await?;
    let business = businesses::first_business(&carbot, user)
        .await
        .map_err(AppError::refuse)?;
    knowledge::create_knowledge_entry(&carbot, user, business.id, form.parse())
        .await
        .map_err(AppError::refuse)?;
    leptos_axum::redirect("/knowledge?saved=created");
    Ok(())
}

/// Changes a question or its answer and leads to the list.
#[server(prefix = "/fn", endpoint = "update_knowledge_entry")]
pub async fn update_knowledge_entry(
    id: KnowledgeEntryId,
    #[server(default)] form: KnowledgeForm,
) -> Result<(), AppError> {
    let (carbot, user) = session::actor().await?;
    let business = businesses::first_business(&carbot, user)
        .await
        .map_err(AppError::refuse)?;
    knowledge::update_knowledge_entry(&carbot, user, business.id, id, form.parse())
        .await
        .map_err(AppError::refuse)?;
    leptos_axum::redirect("/knowledge?saved=updated");
    Ok(())
}

/// Deletes a question with its answer.
#[server(prefix = "/fn", endpoint = "delete_knowledge_entry")]
pub async fn delete_knowledge_entry(id: KnowledgeEntryId) -> Result<(), AppError> {
    let (carbot, user) = session::actor().await?;
    let business = businesses::first_business(&carbot, user)
        .await
        .map_err(AppError::refuse)?;
    knowledge::delete_knowledge_entry(&carbot, user, business.id, id, &Precondition::Any)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form("/knowledge?saved=deleted");
    Ok(())
}

#[cfg(feature = "ssr")]
async fn entries_of(carbot: &Carbot, user: UserId) -> Result<Vec<KnowledgeEntry>, AppError> {
    let business = businesses::first_business(carbot, user)
        .await
        .map_err(AppError::refuse)?;
    knowledge::list_knowledge(carbot, user, business.id)
        .await
        .map_err(AppError::refuse)
}
