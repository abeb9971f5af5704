//! What the templates see: plain texts, already in the page's language.

use crate::{
    Error, LandingPage, Widget,
    color::{DEFAULT, Palette},
    hours,
    json_ld::json_ld,
    links::{self, Phone, url},
    price_list::{Category, price_list},
};
use api::{
    Language,
    businesses::{BusinessDetails, BusinessKind, PaymentMethod},
    texts::Texts,
};
use minijinja::Value;
use serde::Serialize;

/// Most questions a page shows; the chat knows the others.
const MAX_QUESTIONS: usize = 8;
/// Most lines of opening hours at the top of the page.
const MAX_GLANCE: usize = 3;
/// Names longer than this, or with a longer word than the second number, are
/// set in smaller type. In characters.
const LARGE_NAME: (usize, usize) = (28, 13);
/// What search engines show of a description, in characters.
const META_DESCRIPTION: usize = 155;

/// The context of every page of a business.
#[derive(Debug, Serialize)]
pub struct Page {
    language: Language,
    name: String,
    is_long_name: bool,
    kind: String,
    claim: Option<String>,
    title: String,
    meta_description: String,
    icon: Value,
    canonical_url: Value,
    /// The page in the owner's first language, for visitors of all others.
    default_url: Value,
    other_languages: Vec<OtherLanguage>,
    phone: Option<Phone>,
    emergency_phone: Option<Phone>,
    email: Option<String>,
    appointment_url: Option<Value>,
    has_contact: bool,
    street: String,
    town: String,
    city: String,
    directions: Option<String>,
    map_url: Option<Value>,
    /// When it is open, in few lines; empty where that takes many.
    glance: Vec<hours::Line>,
    week: Vec<hours::Line>,
    exceptions: Vec<hours::Line>,
    payments: Vec<String>,
    categories: Vec<Category>,
    brands: Vec<String>,
    questions: Vec<Question>,
    widget: Option<Chat>,
    legal: Legal,
    supervisor: String,
    year: i32,
    json_ld: Value,
}

#[derive(Debug, Serialize)]
struct Chat {
    script_url: Value,
    client_key: String,
    primary_color: String,
}

#[derive(Debug, Serialize)]
struct OtherLanguage {
    code: &'static str,
    name: &'static str,
    url: Value,
}

#[derive(Debug, Serialize)]
struct Question {
    question: String,
    answer: String,
}

#[derive(Debug, Serialize)]
struct Legal {
    company_name: String,
    representative: Option<String>,
    register: Option<String>,
    vat_id: Option<String>,
    authority: Option<String>,
}

impl Page {
    /// Puts the profile into the words of the page's language.
    pub fn new(page: &LandingPage<'_>) -> Result<Self, Error> {
        let (details, language) = (page.business, page.language);
        let texts = Texts::of(language);
        let own = details.default_language();
        let claim = claim(details, language);
        let kind = texts.text(&format!("landing-kind-{}", kind_name(details.kind)));
        let address = &details.address;
        let title = if address.city.is_empty() {
            format!("{} – {kind}", details.name)
        } else {
            format!("{} – {kind} · {}", details.name, address.city)
        };
        let town = format!("{} {}", address.postal_code, address.city);
        let town = town.trim().to_owned();
        let email = filled(details.contact.email.as_ref());
        let phone = filled(details.contact.phone.as_ref()).map(links::phone);
        let payments = payments(&details.payment_methods, texts);
        let week = if details.hours.is_empty() {
            Vec::new()
        } else {
            hours::week(&details.hours, language)
        };
        let mut glance: Vec<_> = week.iter().filter(|it| !it.is_closed).cloned().collect();
        if glance.len() > MAX_GLANCE {
            glance.clear();
        }
        let default_url = page
            .other_languages
            .iter()
            .find(|(other, _)| *other == own)
            .map_or(&page.page_url, |(_, url)| url);
        Ok(Self {
            language,
            is_long_name: is_long(&details.name),
            meta_description: shorten(claim.as_deref().unwrap_or(&title), META_DESCRIPTION),
            claim,
            title,
            kind,
            icon: icon(details),
            canonical_url: url(&page.page_url),
            default_url: url(default_url),
            other_languages: page.other_languages.iter().map(other_language).collect(),
            has_contact: phone.is_some()
                || email.is_some()
                || !town.is_empty()
                || !payments.is_empty(),
            appointment_url: email
                .as_deref()
                .map(|it| links::mail(it, &texts.text("landing-appointment-subject"))),
            phone,
            emergency_phone: filled(details.contact.emergency_phone.as_ref()).map(links::phone),
            email,
            street: address.street.clone(),
            town,
            city: address.city.clone(),
            directions: directions(details, language),
            map_url: links::map(&address.street, &address.postal_code, &address.city),
            glance,
            week,
            exceptions: hours::exceptions(&details.exceptions, page.now.date(), language),
            payments,
            categories: price_list(page.services, own, language),
            brands: details.vehicle_brands.clone(),
            questions: questions(page),
            widget: page.widget.as_ref().map(chat),
            legal: legal(details),
            supervisor: supervisor(details, texts),
            year: chrono::Datelike::year(&page.now),
            // Escaped for a script element by `json_ld`.
            json_ld: Value::from_safe_string(json_ld(page)?),
            name: details.name.clone(),
        })
    }
}

/// The description in a language, or in the owner's.
pub fn claim(details: &BusinessDetails, language: Language) -> Option<String> {
    details
        .translations
        .get(&language)
        .and_then(|it| filled(it.description.as_ref()))
        .or_else(|| filled(details.description.as_ref()))
}

fn directions(details: &BusinessDetails, language: Language) -> Option<String> {
    details
        .translations
        .get(&language)
        .and_then(|it| filled(it.directions.as_ref()))
        .or_else(|| filled(details.address.directions.as_ref()))
}

fn filled(text: Option<&String>) -> Option<String> {
    text.map(|it| it.trim().to_owned())
        .filter(|it| !it.is_empty())
}

fn is_long(name: &str) -> bool {
    let (whole, word) = LARGE_NAME;
    name.chars().count() > whole || name.split([' ', '-']).any(|it| it.chars().count() > word)
}

/// At most `length` characters, cut between words.
fn shorten(text: &str, length: usize) -> String {
    if text.chars().count() <= length {
        return text.to_owned();
    }
    let cut: String = text.chars().take(length).collect();
    let words = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(words, _)| words);
    format!("{} …", words.trim_end_matches([',', ';', ':', '–', ' ']))
}

const fn kind_name(kind: BusinessKind) -> &'static str {
    match kind {
        BusinessKind::Workshop => "workshop",
        BusinessKind::Dealer => "dealer",
        BusinessKind::TyreService => "tyre-service",
        BusinessKind::BodyShop => "body-shop",
    }
}

fn icon(details: &BusinessDetails) -> Value {
    let palette = Palette::of(details.chat.primary_color.as_deref().unwrap_or(DEFAULT));
    links::icon(&details.name, &palette.light, palette.on_light)
}

fn other_language((language, url): &(Language, String)) -> OtherLanguage {
    let name = match language {
        Language::De => "Deutsch",
        Language::En => "English",
        Language::Tr => "Türkçe",
    };
    OtherLanguage {
        code: language.code(),
        name,
        url: links::url(url),
    }
}

fn payments(methods: &[PaymentMethod], texts: &Texts) -> Vec<String> {
    let key = |method: &PaymentMethod| match method {
        PaymentMethod::Cash => "cash",
        PaymentMethod::Girocard => "girocard",
        PaymentMethod::CreditCard => "credit-card",
        PaymentMethod::Invoice => "invoice",
        PaymentMethod::BankTransfer => "bank-transfer",
        PaymentMethod::Paypal => "paypal",
        PaymentMethod::Instalments => "instalments",
    };
    methods
        .iter()
        .map(|it| texts.text(&format!("landing-payment-{}", key(it))))
        .collect()
}

fn chat(widget: &Widget) -> Chat {
    Chat {
        script_url: url(&widget.script_url),
        client_key: widget.client_key.clone(),
        primary_color: widget.primary_color.clone(),
    }
}

fn legal(details: &BusinessDetails) -> Legal {
    let legal = &details.legal;
    Legal {
        company_name: filled(legal.company_name.as_ref()).unwrap_or_else(|| details.name.clone()),
        representative: filled(legal.representative.as_ref()),
        register: filled(legal.register.as_ref()),
        vat_id: filled(legal.vat_id.as_ref()),
        authority: filled(legal.authority.as_ref()),
    }
}

/// Where visitors can complain: the authority of the business's state.
fn supervisor(details: &BusinessDetails, texts: &Texts) -> String {
    let state = details
        .federal_state
        .map_or_else(|| "none".to_owned(), |it| format!("{it:?}"));
    texts.format("landing-privacy-supervisor", &[("state", state.into())])
}

fn questions(page: &LandingPage<'_>) -> Vec<Question> {
    page.knowledge
        .iter()
        .filter(|it| it.is_active && it.language == page.language)
        .take(MAX_QUESTIONS)
        .map(|it| Question {
            question: it.question.clone(),
            // The page shows plain text; emphasis of the chat is left out.
            answer: it.answer.replace("**", ""),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_are_cut_between_words() {
        assert_eq!(shorten("kurz", 10), "kurz");
        assert_eq!(shorten("Bremsen, Reifen", 10), "Bremsen …");
        assert_eq!(shorten("Unteilbar", 5), "Untei …");
    }

    #[test]
    fn long_names_are_found_by_their_words_too() {
        assert!(!is_long("Autohaus Sonnenberg"));
        assert!(is_long("Kraftfahrzeugwerkstatt Ay"));
        assert!(is_long("Auto Müller und Söhne Service GbR"));
    }
}
