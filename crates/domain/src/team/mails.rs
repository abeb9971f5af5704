//! The mail that invites somebody to a team.

use super::acting::name_of;
use crate::{
    Carbot, Error, Result,
    businesses::{convert::to_details, owned_by},
    entities::{business, team_invitation, user},
    mail::{self, Mail, one_line},
};
use api::{Language, texts::Texts, values::Email};
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};

const MAX_NAME: usize = 100;

/// Writes the mail with the link, in the language of the business.
pub(super) async fn invited(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    invitation: &team_invitation::Model,
    token: &str,
) -> Result<()> {
    let account = user::Entity::find_by_id(invitation.account_id)
        .one(connection)
        .await?
        .ok_or(Error::NotFound)?;
    let business = owned_by(invitation.account_id)
        .order_by_asc(business::Column::Id)
        .one(connection)
        .await?;
    let language = match business {
        Some(business) => to_details(business)?.default_language(),
        None => Language::default(),
    };
    let texts = Texts::of(language);
    let name = one_line(&name_of(&account), MAX_NAME);
    let role = texts.text(&format!("mail-role-{}", invitation.role));
    let variables = [("account", name.into()), ("role", role.into())];
    // In the query rather than behind `#`, for browsers without our script. It works once.
    let link = format!("{}/team/accept?token={token}", carbot.public_url());
    let paragraphs = [
        texts.text("mail-greeting"),
        texts.format("mail-invitation-text", &variables),
        format!("{}\n{link}", texts.text("mail-invitation-link")),
        texts.format("mail-invitation-not-you", &variables),
    ];
    let mail = Mail {
        to: Email::parse(&invitation.email).map_err(Error::internal)?,
        sender_name: "CarBot".to_owned(),
        reply_to: Email::parse(&account.email).ok(),
        subject: texts.format("mail-invitation-subject", &variables),
        text: paragraphs.join("\n\n") + "\n",
        html: None,
    };
    mail::enqueue(carbot, connection, None, &mail).await
}
