//! What a visitor asks about the conversation of their session.

use super::{Visitor, authorized_key, find_engine};
use crate::{
    Carbot, Error, Result,
    businesses::contact_address,
    conversations::{self, AUTHOR, Addition, ReplyFacts},
    entities::{analytics_event, business, conversation, message},
    mail::{self, Mail, one_line},
};
use api::{
    Language,
    conversations::{ConversationStatus, MessageRole},
    ids::MessageId,
    problem::ValueError,
    texts::Texts,
    values::{Email, SessionId},
    widget::session::{
        Rating, WidgetFeedbackRequest, WidgetHandoffRequest, WidgetHistoryResponse, WidgetMessage,
        WidgetTranscriptRequest, parse_issued_session,
    },
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, Set,
};
use serde_json::json;

/// The longest history that is given out, in messages.
const MAX_HISTORY: u64 = 200;

/// What was said in a session, for a page that was loaded again.
pub async fn history(
    carbot: &Carbot,
    visitor: Visitor<'_>,
    client_key: &str,
    session_id: &str,
) -> Result<WidgetHistoryResponse> {
    let conversation = find_conversation(carbot, visitor, client_key, session_id).await?;
    let models = last_messages(carbot.database.connection(), &conversation).await?;
    let suggestions = models
        .last()
        .map(|it| facts_of(it).suggestions)
        .unwrap_or_default();
    Ok(WidgetHistoryResponse {
        messages: models.into_iter().filter_map(to_widget_message).collect(),
        suggestions,
        is_handed_over: is_handed_over(&conversation),
    })
}

/// The visitor found a reply good or bad.
pub async fn rate(
    carbot: &Carbot,
    visitor: Visitor<'_>,
    request: &WidgetFeedbackRequest,
) -> Result<()> {
    let session_id = &request.session_id;
    let conversation = find_conversation(carbot, visitor, &request.client_key, session_id).await?;
    let transaction = carbot.database.begin().await?;
    let reply = message::Entity::find_by_id(request.message_id)
        .filter(message::Column::ConversationId.eq(conversation.id))
        .filter(message::Column::Role.eq(MessageRole::Assistant.as_str()))
        .lock_exclusive()
        .one(&transaction)
        .await?
        .ok_or(Error::NotFound)?;
    let mut facts = facts_of(&reply);
    if facts.rating == Some(request.rating) {
        return Ok(());
    }
    facts.rating = Some(request.rating);
    let mut changed = reply.into_active_model();
    changed.metadata = Set(serde_json::to_value(facts)?);
    changed.update(&transaction).await?;
    record_rating(carbot, &transaction, &conversation, request.rating).await?;
    transaction.commit().await?;
    Ok(())
}

async fn record_rating(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    conversation: &conversation::Model,
    rating: Rating,
) -> Result<()> {
    analytics_event::ActiveModel {
        id: Set(uuid::Uuid::now_v7()),
        client_key_id: Set(conversation.client_key_id),
        conversation_id: Set(Some(conversation.id)),
        event_type: Set("feedback".to_owned()),
        event_category: Set(Some(rating.as_str().to_owned())),
        event_data: Set(json!({})),
        user_agent: Set(None),
        ip_address: Set(None),
        created_at: Set(carbot.clock.now()),
    }
    .insert(connection)
    .await?;
    Ok(())
}

/// The visitor wants to speak to a person: the business is told by mail, once until it has
/// answered, and the visitor what happens next.
pub async fn request_handoff(
    carbot: &Carbot,
    visitor: Visitor<'_>,
    request: &WidgetHandoffRequest,
) -> Result<WidgetMessage> {
    let session_id = &request.session_id;
    let conversation = find_conversation(carbot, visitor, &request.client_key, session_id).await?;
    let business = find_engine(carbot, conversation.business_id).await?;
    let now = carbot.clock.now();
    let transaction = carbot.database.begin().await?;
    if conversations::begin_waiting(&transaction, &conversation, now).await? {
        let model = business::Entity::find_by_id(conversation.business_id)
            .one(&transaction)
            .await?
            .ok_or(Error::NotFound)?;
        if let Some(to) = contact_address(&transaction, &model, &business.details).await? {
            let texts = Texts::of(business.details.default_language());
            let link = format!("{}/conversations/{}", carbot.public_url(), conversation.id);
            let mail = Mail {
                to,
                sender_name: "CarBot".to_owned(),
                reply_to: None,
                subject: texts.text("mail-handoff-subject"),
                text: format!("{}\n\n{link}\n", texts.text("mail-handoff-text")),
                html: None,
            };
            mail::enqueue(carbot, &transaction, Some(model.id), &mail).await?;
        }
    }
    let text = handoff_text(language_of(&conversation));
    let addition = Addition {
        role: MessageRole::Assistant,
        content: text,
        metadata: serde_json::to_value(ReplyFacts::default())?,
        client_message_id: None,
    };
    let id = conversations::add(&transaction, &conversation, addition, now).await?;
    let id = id.ok_or(Error::NotFound)?;
    transaction.commit().await?;
    Ok(WidgetMessage {
        id,
        role: MessageRole::Assistant,
        content: text.to_owned(),
        client_message_id: None,
        author: None,
        actions: Vec::new(),
        rating: None,
    })
}

/// The visitor wants the conversation by mail.
pub async fn send_transcript(
    carbot: &Carbot,
    visitor: Visitor<'_>,
    request: &WidgetTranscriptRequest,
) -> Result<()> {
    let session_id = &request.session_id;
    let conversation = find_conversation(carbot, visitor, &request.client_key, session_id).await?;
    let to = request.parse()?;
    let business = find_engine(carbot, conversation.business_id).await?;
    let transaction = carbot.database.begin().await?;
    if !conversations::count_transcript(&transaction, conversation.id).await? {
        return Err(Error::Limited {
            reason: ValueError::new(
                "too_many_transcripts",
                "this conversation was sent by mail often enough",
            ),
            retry_after_seconds: None,
        });
    }
    let messages = last_messages(&transaction, &conversation).await?;
    let texts = Texts::of(language_of(&conversation));
    let details = &business.details;
    let name = one_line(&details.name, 200);
    let said: Vec<_> = messages
        .iter()
        .filter_map(|it| to_line(texts, &name, it))
        .collect();
    let mail = Mail {
        to,
        sender_name: details.name.clone(),
        reply_to: details
            .contact
            .email
            .as_deref()
            .and_then(|it| Email::parse(it).ok()),
        subject: texts.format(
            "mail-transcript-subject",
            &[("business", name.as_str().into())],
        ),
        text: [
            texts.text("mail-greeting"),
            texts.text("mail-transcript-text"),
            said.join("\n\n"),
            texts.text("mail-transcript-not-you"),
        ]
        .join("\n\n")
            + "\n",
        html: None,
    };
    mail::enqueue(carbot, &transaction, Some(conversation.business_id), &mail).await?;
    transaction.commit().await?;
    Ok(())
}

/// One message of a transcript: what visitors wrote is quoted, without addresses, so that nobody
/// can have us advertise to strangers.
fn to_line(texts: &Texts, business: &str, message: &message::Model) -> Option<String> {
    let (author, text) = match role_of(message)? {
        MessageRole::User => {
            let words = message.content.split_whitespace();
            let words: Vec<_> = words
                .map(|it| if is_address(it) { "…" } else { it })
                .collect();
            (texts.text("role-user"), format!("> {}", words.join(" ")))
        }
        MessageRole::Assistant => (texts.text("role-assistant"), message.content.clone()),
        MessageRole::Agent => {
            let author = message.metadata.get(AUTHOR).and_then(|it| it.as_str());
            (
                author.unwrap_or(business).to_owned(),
                message.content.clone(),
            )
        }
        MessageRole::System => return None,
    };
    Some(format!("{}:\n{text}", one_line(&author, 200)))
}

/// Whether a word could be made a link, or is a telephone number.
fn is_address(word: &str) -> bool {
    let has_inner_dot = word
        .trim_matches('.')
        .split_once('.')
        .is_some_and(|(_, rest)| rest.starts_with(char::is_alphabetic));
    let digits = word.chars().filter(char::is_ascii_digit).count();
    word.contains("//") || word.contains('@') || has_inner_dot || digits > 5
}

/// Messages for the visitor after one of them, from people only, and whether one answers or
/// is waited for.
pub async fn news(
    carbot: &Carbot,
    visitor: Visitor<'_>,
    client_key: &str,
    session_id: &str,
    after: Option<MessageId>,
) -> Result<(Vec<WidgetMessage>, bool)> {
    let conversation = find_conversation(carbot, visitor, client_key, session_id).await?;
    let mut select = message::Entity::find()
        .filter(message::Column::ConversationId.eq(conversation.id))
        .filter(message::Column::Role.eq(MessageRole::Agent.as_str()));
    if let Some(after) = after {
        select = select.filter(message::Column::Id.gt(after));
    }
    let messages = select
        .order_by_asc(message::Column::Id)
        .limit(MAX_HISTORY)
        .all(carbot.database.connection())
        .await?;
    let messages = messages.into_iter().filter_map(to_widget_message).collect();
    Ok((messages, is_handed_over(&conversation)))
}

fn is_handed_over(conversation: &conversation::Model) -> bool {
    serde_json::from_value(conversation.status.as_str().into())
        .is_ok_and(ConversationStatus::is_handed_over)
}

/// The conversation of a session whose id the server gave out. Any other is not found: its name
/// could be guessed.
async fn find_conversation(
    carbot: &Carbot,
    visitor: Visitor<'_>,
    client_key: &str,
    session_id: &str,
) -> Result<conversation::Model> {
    let session_id: SessionId = parse_issued_session(session_id).ok_or(Error::NotFound)?;
    let key = authorized_key(carbot, visitor, client_key).await?;
    conversations::find_by_session(carbot.database.connection(), key.id, &session_id)
        .await?
        .ok_or(Error::NotFound)
}

/// The newest messages, oldest first.
async fn last_messages(
    connection: &impl ConnectionTrait,
    conversation: &conversation::Model,
) -> Result<Vec<message::Model>> {
    let mut messages = message::Entity::find()
        .filter(message::Column::ConversationId.eq(conversation.id))
        .order_by_desc(message::Column::CreatedAt)
        .order_by_desc(message::Column::Id)
        .limit(MAX_HISTORY)
        .all(connection)
        .await?;
    messages.reverse();
    Ok(messages)
}

fn to_widget_message(model: message::Model) -> Option<WidgetMessage> {
    let role = role_of(&model)?;
    if role == MessageRole::System {
        return None;
    }
    let facts = facts_of(&model);
    let author = model.metadata.get(AUTHOR).and_then(|it| it.as_str());
    Some(WidgetMessage {
        id: model.id,
        role,
        author: author.map(str::to_owned),
        content: model.content,
        client_message_id: model.client_message_id,
        actions: facts.actions,
        rating: facts.rating,
    })
}

fn role_of(model: &message::Model) -> Option<MessageRole> {
    serde_json::from_value(model.role.as_str().into()).ok()
}

/// Facts that cannot be read, of an older version, are none.
fn facts_of(model: &message::Model) -> ReplyFacts {
    serde_json::from_value(model.metadata.clone()).unwrap_or_default()
}

fn language_of(conversation: &conversation::Model) -> Language {
    let code = conversation.language.as_deref();
    code.and_then(Language::from_tag).unwrap_or(Language::De)
}

const fn handoff_text(language: Language) -> &'static str {
    match language {
        Language::De => {
            "Ich habe dem Team Bescheid gegeben. Sobald jemand Zeit hat, geht es hier im Chat \
             weiter. Damit wir Sie auch später erreichen, schreiben Sie gern Ihren Namen und Ihre \
             Telefonnummer dazu."
        }
        Language::En => {
            "I have told the team. As soon as somebody is free, they will answer here in the chat. \
             So that we can also reach you later, feel free to add your name and phone number."
        }
        Language::Tr => {
            "Ekibe haber verdim. Biri müsait olur olmaz size buradan yanıt verecek. Size daha \
             sonra da ulaşabilmemiz için adınızı ve telefon numaranızı yazabilirsiniz."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn what_could_be_a_link_or_a_number_is_an_address() {
        let check = |word: &str, expected: bool| assert_eq!(is_address(word), expected, "{word}");
        check("https://evil.example/x", true);
        check("evil.example", true);
        check("me@evil.example", true);
        check("0900-123456", true);
        check("Ölwechsel.", false);
        check("89,90", false);
        check("24.11.", false);
    }
}
