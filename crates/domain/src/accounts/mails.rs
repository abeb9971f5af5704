//! What is written to the owner of an account.

use crate::{Carbot, Error, Result, entities::user, mail::Mail};
use api::{Language, texts::Texts, values::Email};

/// Something that has happened and that the owner should know, in case it was somebody else.
#[derive(Clone, Copy, Debug)]
pub(super) enum Notice {
    PasswordChanged,
    TotpEnabled,
    TotpDisabled,
    AccountClosed,
}

impl Notice {
    const fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::PasswordChanged => (
                "mail-password-changed-subject",
                "mail-password-changed-text",
            ),
            Self::TotpEnabled => ("mail-totp-enabled-subject", "mail-totp-enabled-text"),
            Self::TotpDisabled => ("mail-totp-disabled-subject", "mail-totp-disabled-text"),
            Self::AccountClosed => ("mail-account-closed-subject", "mail-account-closed-text"),
        }
    }
}

/// The link for a new password.
pub(super) fn reset_link(carbot: &Carbot, user: &user::Model, token: &str) -> Result<Mail> {
    Ok(reset_mail(
        carbot,
        super::language_of(user),
        address(user)?,
        token,
    ))
}

/// The same for nobody, which is never sent.
pub(super) fn rehearsal(carbot: &Carbot, to: Email, token: &str) -> Mail {
    reset_mail(carbot, Language::default(), to, token)
}

fn reset_mail(carbot: &Carbot, language: Language, to: Email, token: &str) -> Mail {
    let link = format!("{}/reset-password?token={token}", carbot.public_url());
    let texts = Texts::of(language);
    let paragraphs = [
        texts.text("mail-greeting"),
        texts.text("mail-reset-text"),
        link,
        texts.text("mail-reset-ignore"),
    ];
    mail(texts, to, "mail-reset-subject", &paragraphs)
}

/// The link that proves the address.
pub(super) fn verification_link(carbot: &Carbot, user: &user::Model, token: &str) -> Result<Mail> {
    let link = format!("{}/verify-email?token={token}", carbot.public_url());
    let texts = Texts::of(super::language_of(user));
    let paragraphs = [
        texts.text("mail-greeting"),
        texts.text("mail-verify-text"),
        link,
        texts.text("mail-verify-ignore"),
    ];
    Ok(mail(
        texts,
        address(user)?,
        "mail-verify-subject",
        &paragraphs,
    ))
}

/// Tells the owner that something has happened.
pub(super) fn notice(user: &user::Model, notice: Notice) -> Result<Mail> {
    let texts = Texts::of(super::language_of(user));
    let (subject, text) = notice.keys();
    let paragraphs = [
        texts.text("mail-greeting"),
        texts.text(text),
        texts.text("mail-notice-not-you"),
    ];
    Ok(mail(texts, address(user)?, subject, &paragraphs))
}

fn address(user: &user::Model) -> Result<Email> {
    Email::parse(&user.email).map_err(Error::internal)
}

fn mail(texts: &Texts, to: Email, subject: &str, paragraphs: &[String]) -> Mail {
    Mail {
        to,
        sender_name: "CarBot".to_owned(),
        reply_to: None,
        subject: texts.text(subject),
        text: paragraphs.join("\n\n") + "\n\nCarBot\n",
        html: None,
    }
}
