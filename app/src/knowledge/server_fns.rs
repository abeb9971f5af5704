//! Questions and answers: list, create, update, delete.

use super::form::KnowledgeForm;
use crate::error::AppError;
use api::{
    conversations::Page,
    ids::KnowledgeEntryId,
    knowledge::{KnowledgeEntry, Trial, UnansweredQuestion},
};
use leptos::{prelude::*, server_fn::codec::GetUrl};

#[cfg(feature = "ssr")]
use crate::session;
#[cfg(feature = "ssr")]
use api::{ids::UserId, knowledge::TestKnowledgeRequest};
#[cfg(feature = "ssr")]
use domain::{Carbot, Precondition, businesses, chat, knowledge, unanswered};

/// Questions on one page of the list.
#[cfg(feature = "ssr")]
const PAGE_SIZE: u64 = 25;

/// All questions and answers of the signed-in account's business.
#[server(prefix = "/fn", endpoint = "list_knowledge", input = GetUrl)]
pub async fn list_knowledge() -> Result<Vec<KnowledgeEntry>, AppError> {
    let (carbot, user) = session::actor("read:own_knowledge").await?;
    entries_of(&carbot, user).await
}

/// One question with its answer.
#[server(prefix = "/fn", endpoint = "find_knowledge_entry", input = GetUrl)]
pub async fn find_knowledge_entry(id: String) -> Result<KnowledgeEntry, AppError> {
    let (carbot, user) = session::actor("read:own_knowledge").await?;
    entries_of(&carbot, user)
        .await?
        .into_iter()
        .find(|it| it.id.to_string() == id)
        .ok_or_else(|| AppError::not_found().answered())
}

/// Adds a question with its answer and leads to the list. `answers` is the
/// question of a visitor that is unanswered no longer.
#[server(prefix = "/fn", endpoint = "create_knowledge_entry")]
pub async fn create_knowledge_entry(
    #[server(default)] form: KnowledgeForm,
    #[server(default)] answers: Option<String>,
) -> Result<(), AppError> {
    let (carbot, user) = session::actor("create:own_knowledge").await?;
    let business = businesses::first_business(&carbot, user)
        .await
        .map_err(AppError::refuse)?;
    let input = form.parse();
    let (list, created) = match answers {
        Some(question) => (
            "/knowledge/unanswered",
            knowledge::answer_question(&carbot, user, business.id, &question, input).await,
        ),
        None => (
            "/knowledge",
            knowledge::create_knowledge_entry(&carbot, user, business.id, input).await,
        ),
    };
    created.map_err(AppError::refuse)?;
    leptos_axum::redirect(&format!("{list}?saved=created"));
    Ok(())
}

/// Changes a question or its answer and leads to the list.
#[server(prefix = "/fn", endpoint = "update_knowledge_entry")]
pub async fn update_knowledge_entry(
    id: KnowledgeEntryId,
    #[server(default)] form: KnowledgeForm,
) -> Result<(), AppError> {
    let (carbot, user) = session::actor("update:own_knowledge").await?;
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
    let (carbot, user) = session::actor("delete:own_knowledge").await?;
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

/// One page of the unanswered questions, the last asked first.
#[server(prefix = "/fn", endpoint = "list_unanswered", input = GetUrl)]
pub async fn list_unanswered(
    #[server(default)] cursor: Option<String>,
) -> Result<Page<UnansweredQuestion>, AppError> {
    let (carbot, user) = session::actor("read:own_knowledge").await?;
    let business = businesses::first_business(&carbot, user)
        .await
        .map_err(AppError::refuse)?;
    unanswered::list_unanswered(&carbot, user, business.id, cursor.as_deref(), PAGE_SIZE)
        .await
        .map_err(AppError::refuse)
}

/// How many questions wait for an answer.
#[server(prefix = "/fn", endpoint = "count_unanswered", input = GetUrl)]
pub async fn count_unanswered() -> Result<u64, AppError> {
    let (carbot, user) = session::actor("read:own_knowledge").await?;
    let business = businesses::first_business(&carbot, user)
        .await
        .map_err(AppError::refuse)?;
    unanswered::count_unanswered(&carbot, user, business.id)
        .await
        .map_err(AppError::refuse)
}

/// Takes an unanswered question from the list, for good.
#[server(prefix = "/fn", endpoint = "dismiss_question")]
pub async fn dismiss_question(question: String) -> Result<(), AppError> {
    let (carbot, user) = session::actor("update:own_knowledge").await?;
    let business = businesses::first_business(&carbot, user)
        .await
        .map_err(AppError::refuse)?;
    unanswered::dismiss_unanswered(&carbot, user, business.id, &question)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form("/knowledge/unanswered?saved=dismissed");
    Ok(())
}

/// Asks the assistant as a visitor would; gives the whole trial.
#[server(prefix = "/fn", endpoint = "ask_assistant")]
pub async fn ask_assistant(
    message: String,
    #[server(default)] session_id: String,
) -> Result<Trial, AppError> {
    let (carbot, user) = session::actor("read:own_knowledge").await?;
    let business = businesses::first_business(&carbot, user)
        .await
        .map_err(AppError::refuse)?;
    let request = TestKnowledgeRequest {
        message,
        session_id: Some(session_id).filter(|it| !it.is_empty()),
        ..TestKnowledgeRequest::default()
    };
    let answer = chat::test_knowledge(&carbot, user, business.id, &request)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form(&format!(
        "/knowledge/try?session_id={}#trial-message",
        answer.session_id
    ));
    chat::find_trial(&carbot, user, business.id, &answer.session_id)
        .await
        .map_err(AppError::refuse)
}

/// What was said in a trial.
#[server(prefix = "/fn", endpoint = "find_trial", input = GetUrl)]
pub async fn find_trial(#[server(default)] session_id: String) -> Result<Trial, AppError> {
    let (carbot, user) = session::actor("read:own_knowledge").await?;
    let business = businesses::first_business(&carbot, user)
        .await
        .map_err(AppError::refuse)?;
    chat::find_trial(&carbot, user, business.id, &session_id)
        .await
        .map_err(AppError::refuse)
}
