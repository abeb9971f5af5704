//! What a visitor is told when there is no answer now.

use crate::Error;
use api::Language;

/// An error with a friendly sentence for the visitor where it says that something is used up:
/// with the workshop's phone number, where there is one.
pub(super) fn with_sentence(error: Error, language: Language, phone: Option<&str>) -> Error {
    match error {
        Error::RateLimited(mut refusal) => {
            refusal.sentence = Some(sentence(busy(language), language, phone));
            Error::RateLimited(refusal)
        }
        Error::QuotaExhausted { .. } => Error::QuotaExhausted {
            sentence: Some(sentence(closed(language), language, phone)),
        },
        other => other,
    }
}

fn sentence(what: &str, language: Language, phone: Option<&str>) -> String {
    match phone {
        Some(phone) => {
            let call = match language {
                Language::De => "Am Telefon sind wir für Sie da",
                Language::En => "You can reach us by phone",
                Language::Tr => "Bize telefonla ulaşabilirsiniz",
            };
            format!("{what} {call}: {phone}")
        }
        None => what.to_owned(),
    }
}

const fn busy(language: Language) -> &'static str {
    match language {
        Language::De => {
            "Gerade kommen sehr viele Nachrichten an. Bitte versuchen Sie es später noch einmal."
        }
        Language::En => "A lot of messages are coming in. Please try again later.",
        Language::Tr => "Şu anda çok fazla mesaj geliyor. Lütfen daha sonra tekrar deneyin.",
    }
}

const fn closed(language: Language) -> &'static str {
    match language {
        Language::De => "Der Chat ist zurzeit nicht erreichbar.",
        Language::En => "The chat is not available at the moment.",
        Language::Tr => "Sohbet şu anda kullanılamıyor.",
    }
}
