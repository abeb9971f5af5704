//! What is written to the owner of an endpoint.

use crate::{
    Carbot, Error, Result, businesses,
    entities::{user, webhook_endpoint},
    mail::{self, Mail, one_line},
};
use api::{Language, texts::Texts, values::Email};
use sea_orm::{ConnectionTrait, EntityTrait};

/// Most characters of an address in a mail.
const MAX_URL: usize = 300;

/// An endpoint was switched off.
pub(super) async fn disabled(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    endpoint: &webhook_endpoint::Model,
) -> Result<()> {
    let owner = user::Entity::find_by_id(endpoint.user_id)
        .one(connection)
        .await?
        .ok_or(Error::NotFound)?;
    let Ok(to) = Email::parse(&owner.email) else {
        return Ok(());
    };
    let language = owner
        .locale
        .as_deref()
        .and_then(Language::from_tag)
        .unwrap_or_default();
    let texts = Texts::of(language);
    let url = one_line(&endpoint.url, MAX_URL);
    let mail = Mail {
        to,
        sender_name: "CarBot".to_owned(),
        reply_to: None,
        subject: texts.text("mail-webhook-disabled-subject"),
        text: texts.format("mail-webhook-disabled-text", &[("url", url.into())]),
        html: None,
    };
    let business = businesses::find_first(connection, owner.id).await.ok();
    mail::enqueue(carbot, connection, business.map(|it| it.id), &mail).await
}
