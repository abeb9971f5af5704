//! A visitor wants to be called: tells the business by mail, in the transaction of the turn.

use crate::{
    Carbot, Result,
    businesses::{contact_address, convert::to_details},
    conversations::Turn,
    entities::business,
    mail::{self, Mail, one_line},
};
use api::{ids::ConversationId, texts::Texts};
use brain::Callback;
use sea_orm::{ConnectionTrait, EntityTrait};

const MAX_LINE: usize = 300;

/// Writes the mail; without an address to send it to, the conversation alone shows the wish.
pub async fn request(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    turn: &Turn,
    callback: &Callback,
    conversation_id: ConversationId,
) -> Result<()> {
    let business = business::Entity::find_by_id(turn.business_id)
        .one(connection)
        .await?
        .ok_or(crate::Error::NotFound)?;
    let details = to_details(business.clone())?;
    let Some(to) = contact_address(connection, &business, &details).await? else {
        return Ok(());
    };
    let texts = Texts::of(details.default_language());
    let phone = one_line(&callback.phone, MAX_LINE);
    let lines = [
        ("mail-callback-phone", Some(phone.as_str())),
        ("mail-callback-name", callback.name.as_deref()),
        ("mail-callback-message", Some(callback.wish.as_str())),
    ];
    let facts: Vec<String> = lines
        .into_iter()
        .filter_map(|(key, value)| {
            let value = one_line(value?, MAX_LINE);
            Some(format!("{}: {value}", texts.text(key)))
        })
        .collect();
    let link = format!("{}/conversations/{conversation_id}", carbot.public_url());
    let paragraphs = [
        texts.text("mail-callback-intro"),
        facts.join("\n"),
        format!("{}\n{link}", texts.text("mail-callback-open")),
    ];
    let mail = Mail {
        to,
        sender_name: "CarBot".to_owned(),
        reply_to: None,
        subject: texts.format("mail-callback-subject", &[("phone", phone.as_str().into())]),
        text: paragraphs.join("\n\n") + "\n",
        html: None,
    };
    mail::enqueue(carbot, connection, Some(business.id), &mail).await
}
