//! What staff does with a conversation: writing into it, giving it to somebody, closing, deleting.

use super::{
    handover::{AUTHOR, Addition, add},
    owned_by, to_summaries,
};
use crate::{
    Carbot, Error, Result, audit,
    entities::{conversation, message, team_member, user},
    paging::{invalid_cursor, page_size, to_page},
};
use api::{
    conversations::{
        AssignConversationRequest, ConversationStatus, ConversationSummary, Message, MessageRole,
        Page, PostMessageRequest,
    },
    ids::{ConversationId, MessageId, UserId},
    problem::ValueError,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, ModelTrait as _,
    QueryFilter, QueryOrder, QuerySelect, Set, sea_query::Expr,
};
use serde_json::json;

/// A conversation without its messages.
pub async fn find_conversation(
    carbot: &Carbot,
    account_id: UserId,
    id: ConversationId,
) -> Result<ConversationSummary> {
    let connection = carbot.database.connection();
    let model = find_owned(connection, account_id, id).await?;
    summary(connection, model).await
}

/// A page of the messages of a conversation, the oldest first.
pub async fn list_messages(
    carbot: &Carbot,
    account_id: UserId,
    id: ConversationId,
    cursor: Option<&str>,
    limit: u64,
) -> Result<Page<Message>> {
    let connection = carbot.database.connection();
    find_owned(connection, account_id, id).await?;
    let mut select = message::Entity::find().filter(message::Column::ConversationId.eq(id));
    if let Some(cursor) = cursor {
        let last: MessageId = cursor.parse().map_err(|_| invalid_cursor())?;
        let last = message::Entity::find_by_id(last)
            .filter(message::Column::ConversationId.eq(id))
            .one(connection)
            .await?
            .ok_or_else(invalid_cursor)?;
        let at = message::Column::CreatedAt;
        select = select.filter(
            Condition::any().add(at.gt(last.created_at)).add(
                Condition::all()
                    .add(at.eq(last.created_at))
                    .add(message::Column::Id.gt(last.id)),
            ),
        );
    }
    let limit = page_size(limit)?;
    let models = select
        .order_by_asc(message::Column::CreatedAt)
        .order_by_asc(message::Column::Id)
        .limit(limit + 1)
        .all(connection)
        .await?;
    to_page(models, limit, |it| it.id.to_string(), super::to_message)
}

/// Writes to the visitor as a person of the business, who takes the conversation over where it is
/// nobody's yet. The assistant is silent from then on, until the conversation is closed.
pub async fn post_message(
    carbot: &Carbot,
    account_id: UserId,
    author: UserId,
    id: ConversationId,
    request: &PostMessageRequest,
) -> Result<Message> {
    let content = request.parse()?;
    let transaction = carbot.database.begin().await?;
    let found = lock_owned(&transaction, account_id, id).await?;
    if found.status == ConversationStatus::Closed.as_str() {
        let error = ValueError::new("conversation_closed", "is closed");
        return Err(Error::Conflict(error.at("")));
    }
    let now = carbot.clock.now();
    let name = user::Entity::find_by_id(author)
        .one(&transaction)
        .await?
        .and_then(|it| it.first_name)
        .filter(|it| !it.trim().is_empty());
    let addition = Addition {
        role: MessageRole::Agent,
        content: &content,
        metadata: json!({ AUTHOR: name, "author_id": author }),
        client_message_id: None,
    };
    let stored = add(&transaction, &found, addition, now).await?;
    let stored = stored.ok_or_else(|| Error::internal("a new message was there already"))?;
    conversation::Entity::update_many()
        .col_expr(
            conversation::Column::AssignedUserId,
            Expr::value(Some(found.assigned_user_id.unwrap_or(author))),
        )
        .col_expr(
            conversation::Column::Status,
            Expr::value(ConversationStatus::Agent.as_str()),
        )
        .filter(conversation::Column::Id.eq(id))
        .exec(&transaction)
        .await?;
    record(
        carbot,
        &transaction,
        account_id,
        &found,
        "conversation.replied",
    )
    .await?;
    let stored = message::Entity::find_by_id(stored)
        .one(&transaction)
        .await?
        .ok_or(Error::NotFound)?;
    transaction.commit().await?;
    super::to_message(stored)
}

/// Gives a conversation to somebody of the team, or to nobody.
pub async fn assign_conversation(
    carbot: &Carbot,
    account_id: UserId,
    id: ConversationId,
    request: &AssignConversationRequest,
) -> Result<ConversationSummary> {
    let transaction = carbot.database.begin().await?;
    let found = lock_owned(&transaction, account_id, id).await?;
    if let Some(assignee) = request.user_id {
        require_member(&transaction, account_id, assignee).await?;
    }
    let change = conversation::ActiveModel {
        id: Set(id),
        assigned_user_id: Set(request.user_id),
        ..Default::default()
    };
    let changed = change.update(&transaction).await?;
    record(
        carbot,
        &transaction,
        account_id,
        &found,
        "conversation.assigned",
    )
    .await?;
    let summary = summary(&transaction, changed).await?;
    transaction.commit().await?;
    Ok(summary)
}

/// Closes a conversation; the visitor's next message opens it again.
pub async fn close_conversation(
    carbot: &Carbot,
    account_id: UserId,
    id: ConversationId,
) -> Result<ConversationSummary> {
    let transaction = carbot.database.begin().await?;
    let found = lock_owned(&transaction, account_id, id).await?;
    let closed = ConversationStatus::Closed.as_str();
    if found.status == closed {
        return summary(&transaction, found).await;
    }
    let change = conversation::ActiveModel {
        id: Set(id),
        status: Set(closed.to_owned()),
        ended_at: Set(Some(carbot.clock.now())),
        ..Default::default()
    };
    let changed = change.update(&transaction).await?;
    record(
        carbot,
        &transaction,
        account_id,
        &found,
        "conversation.closed",
    )
    .await?;
    let summary = summary(&transaction, changed).await?;
    transaction.commit().await?;
    Ok(summary)
}

/// Deletes a conversation with all its messages; what was counted stays counted.
pub async fn delete_conversation(
    carbot: &Carbot,
    account_id: UserId,
    id: ConversationId,
) -> Result<()> {
    let transaction = carbot.database.begin().await?;
    let found = lock_owned(&transaction, account_id, id).await?;
    record(
        carbot,
        &transaction,
        account_id,
        &found,
        "conversation.deleted",
    )
    .await?;
    found.delete(&transaction).await?;
    transaction.commit().await?;
    Ok(())
}

async fn find_owned(
    connection: &impl ConnectionTrait,
    account_id: UserId,
    id: ConversationId,
) -> Result<conversation::Model> {
    owned_by(account_id)
        .filter(conversation::Column::Id.eq(id))
        .one(connection)
        .await?
        .ok_or(Error::NotFound)
}

/// The same, kept from changes of others until the transaction ends.
async fn lock_owned(
    connection: &impl ConnectionTrait,
    account_id: UserId,
    id: ConversationId,
) -> Result<conversation::Model> {
    owned_by(account_id)
        .filter(conversation::Column::Id.eq(id))
        .lock_exclusive()
        .one(connection)
        .await?
        .ok_or(Error::NotFound)
}

async fn require_member(
    connection: &impl ConnectionTrait,
    account_id: UserId,
    user_id: UserId,
) -> Result<()> {
    let is_member = user_id == account_id
        || team_member::Entity::find()
            .filter(team_member::Column::AccountId.eq(account_id))
            .filter(team_member::Column::UserId.eq(user_id))
            .one(connection)
            .await?
            .is_some();
    if is_member {
        return Ok(());
    }
    let error = ValueError::new("not_a_member", "does not belong to the team");
    Err(error.at("/user_id").into())
}

async fn summary(
    connection: &impl ConnectionTrait,
    model: conversation::Model,
) -> Result<ConversationSummary> {
    let summary = to_summaries(connection, vec![model]).await?.pop();
    summary.ok_or(Error::NotFound)
}

async fn record(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    account_id: UserId,
    conversation: &conversation::Model,
    name: &'static str,
) -> Result<()> {
    let action = audit::Action {
        user_id: account_id,
        business_id: Some(conversation.business_id),
        name,
        target_id: Some(&conversation.id),
    };
    audit::record(carbot, connection, action).await
}
