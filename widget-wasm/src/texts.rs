//! The few words of the chat itself. Greeting, placeholder and suggestions
//! come from the server; these are needed when it cannot be reached, and
//! Fluent would cost more bytes than all of them.

use crate::state::Failure;
use api::Language;

/// Words of one language.
pub struct Texts {
    /// Reading direction, as in the attribute `dir`.
    pub direction: &'static str,
    /// Name of the dialog before the business is known.
    pub chat: &'static str,
    /// Below the name of the business.
    pub status: &'static str,
    /// Name of the button that closes the chat.
    pub close: &'static str,
    /// Name of the input.
    pub message: &'static str,
    /// In the empty input before `init` is answered.
    pub placeholder: &'static str,
    /// Name of the button that sends.
    pub send: &'static str,
    /// Read aloud while a reply is awaited.
    pub typing: &'static str,
    /// Read aloud before a message of the visitor.
    pub you: &'static str,
    /// Read aloud before a message of the assistant.
    pub assistant: &'static str,
    /// Read aloud before a message of a person who has no name.
    pub team: &'static str,
    /// Name of the button that says that a reply helped.
    pub helpful: &'static str,
    /// Name of the button that says that it did not.
    pub unhelpful: &'static str,
    /// Who answers, before the first message.
    pub ai_notice: &'static str,
    /// Label of the link to the privacy policy.
    pub privacy: &'static str,
    /// Label of the button that tries a request again.
    pub retry: &'static str,
    /// Label of the button that calls the workshop; its number follows.
    pub call: &'static str,
    /// Label of the action that asks for an appointment.
    pub appointment: &'static str,
    /// What that action puts into the input.
    pub appointment_prefill: &'static str,
    /// Label of the action that asks for a person.
    pub handoff: &'static str,
    offline: &'static str,
    unreachable: &'static str,
    limited: &'static str,
    quota: &'static str,
    refused: &'static str,
    rejected: &'static str,
    server: &'static str,
}

impl Texts {
    /// The words of a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::De => &GERMAN,
            Language::En => &ENGLISH,
            Language::Tr => &TURKISH,
        }
    }

    /// What a visitor reads when a request brought no answer.
    pub const fn failure(&self, failure: Failure) -> &'static str {
        match failure {
            Failure::Offline => self.offline,
            Failure::Unreachable => self.unreachable,
            Failure::Limited => self.limited,
            Failure::Quota => self.quota,
            Failure::Refused => self.refused,
            Failure::Rejected => self.rejected,
            Failure::Server => self.server,
        }
    }
}

const GERMAN: Texts = Texts {
    direction: "ltr",
    chat: "Chat",
    status: "KI-Assistent · online",
    close: "Chat schließen",
    message: "Ihre Nachricht",
    placeholder: "Nachricht schreiben …",
    send: "Senden",
    typing: "Der Assistent schreibt …",
    you: "Sie:",
    assistant: "Assistent:",
    team: "Team:",
    helpful: "Hilfreich",
    unhelpful: "Nicht hilfreich",
    ai_notice: "Sie schreiben mit einem KI-Assistenten. Er kann sich irren.",
    privacy: "Datenschutz",
    retry: "Erneut versuchen",
    call: "Anrufen:",
    appointment: "Termin anfragen",
    appointment_prefill: "Ich möchte gern einen Termin vereinbaren: ",
    handoff: "Mit dem Team sprechen",
    offline: "Keine Internetverbindung. Bitte versuchen Sie es gleich noch einmal.",
    unreachable: "Der Chat ist gerade nicht erreichbar.",
    limited: "Das waren sehr viele Nachrichten. Bitte warten Sie einen Moment.",
    quota: "Der Chat macht gerade Pause. Bitte rufen Sie uns an.",
    refused: "Der Chat ist auf dieser Seite gerade nicht verfügbar.",
    rejected: "Diese Nachricht konnten wir nicht lesen. Bitte formulieren Sie sie anders.",
    server: "Das hat leider nicht geklappt. Bitte versuchen Sie es gleich noch einmal.",
};

const ENGLISH: Texts = Texts {
    direction: "ltr",
    chat: "Chat",
    status: "AI assistant · online",
    close: "Close chat",
    message: "Your message",
    placeholder: "Write a message …",
    send: "Send",
    typing: "The assistant is typing …",
    you: "You:",
    assistant: "Assistant:",
    team: "Team:",
    helpful: "Helpful",
    unhelpful: "Not helpful",
    ai_notice: "You are chatting with an AI assistant. It can make mistakes.",
    privacy: "Privacy",
    retry: "Try again",
    call: "Call:",
    appointment: "Request an appointment",
    appointment_prefill: "I would like to make an appointment: ",
    handoff: "Talk to the team",
    offline: "No internet connection. Please try again in a moment.",
    unreachable: "The chat cannot be reached right now.",
    limited: "That was a lot of messages. Please wait a moment.",
    quota: "The chat is taking a break. Please give us a call.",
    refused: "The chat is not available on this page right now.",
    rejected: "We could not read this message. Please word it differently.",
    server: "Sorry, that did not work. Please try again in a moment.",
};

const TURKISH: Texts = Texts {
    direction: "ltr",
    chat: "Sohbet",
    status: "Yapay zekâ asistanı · çevrimiçi",
    close: "Sohbeti kapat",
    message: "Mesajınız",
    placeholder: "Mesaj yazın …",
    send: "Gönder",
    typing: "Asistan yazıyor …",
    you: "Siz:",
    assistant: "Asistan:",
    team: "Ekip:",
    helpful: "Yardımcı oldu",
    unhelpful: "Yardımcı olmadı",
    ai_notice: "Bir yapay zekâ asistanıyla yazışıyorsunuz. Hata yapabilir.",
    privacy: "Gizlilik",
    retry: "Tekrar dene",
    call: "Arayın:",
    appointment: "Randevu iste",
    appointment_prefill: "Randevu almak istiyorum: ",
    handoff: "Ekiple görüş",
    offline: "İnternet bağlantısı yok. Lütfen birazdan tekrar deneyin.",
    unreachable: "Sohbete şu anda ulaşılamıyor.",
    limited: "Çok fazla mesaj gönderildi. Lütfen biraz bekleyin.",
    quota: "Sohbet şu anda kapalı. Lütfen bizi arayın.",
    refused: "Sohbet şu anda bu sayfada kullanılamıyor.",
    rejected: "Bu mesajı okuyamadık. Lütfen başka şekilde yazın.",
    server: "Maalesef olmadı. Lütfen birazdan tekrar deneyin.",
};

/// Digits of a number that counts what a visitor sees; formatting of the standard library would
/// be larger than its caller.
pub fn number(value: u32) -> String {
    let mut digits = String::new();
    let mut rest = value;
    loop {
        digits.insert(0, char::from(b'0' + (rest % 10) as u8));
        rest /= 10;
        if rest == 0 {
            return digits;
        }
    }
}
