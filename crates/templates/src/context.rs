//! What the templates see: plain texts, already in the page's language.

use crate::{Error, LandingPage, Widget, hours, json_ld::json_ld, prices};
use api::{Language, services::ServiceInput, texts::Texts};
use serde::Serialize;

/// Most questions a page shows; the chat knows the others.
const MAX_QUESTIONS: usize = 8;

/// An address of ours as it stands in an attribute. Escaping as text would
/// write its slashes as entities, which is right but hard to read.
fn url(address: &str) -> minijinja::Value {
    let mut escaped = String::with_capacity(address.len());
    for character in address.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("%22"),
            '\'' => escaped.push_str("%27"),
            '<' => escaped.push_str("%3C"),
            '>' => escaped.push_str("%3E"),
            other => escaped.push(other),
        }
    }
    minijinja::Value::from_safe_string(escaped)
}

/// The context of every page of a business.
#[derive(Debug, Serialize)]
pub struct Page {
    language: Language,
    name: String,
    kind: String,
    claim: Option<String>,
    title: String,
    meta_description: String,
    canonical_url: minijinja::Value,
    other_languages: Vec<OtherLanguage>,
    phone: Option<Phone>,
    emergency_phone: Option<Phone>,
    email: Option<String>,
    street: String,
    town: String,
    city: String,
    directions: Option<String>,
    map_url: Option<minijinja::Value>,
    week: Vec<hours::Line>,
    exceptions: Vec<hours::Line>,
    categories: Vec<Category>,
    brands: Vec<String>,
    questions: Vec<Question>,
    widget: Option<Chat>,
    legal: Legal,
    year: i32,
    json_ld: minijinja::Value,
}

#[derive(Debug, Serialize)]
struct Chat {
    script_url: minijinja::Value,
    client_key: String,
    primary_color: String,
}

impl Chat {
    fn new(widget: &Widget) -> Self {
        Self {
            script_url: url(&widget.script_url),
            client_key: widget.client_key.clone(),
            primary_color: widget.primary_color.clone(),
        }
    }
}

#[derive(Debug, Serialize)]
struct OtherLanguage {
    code: &'static str,
    name: &'static str,
    url: minijinja::Value,
}

#[derive(Debug, Serialize)]
struct Phone {
    text: String,
    /// For `tel:`, digits and a leading plus only.
    link: String,
}

#[derive(Debug, Serialize)]
struct Category {
    name: String,
    services: Vec<Service>,
}

#[derive(Debug, Serialize)]
struct Service {
    name: String,
    description: Option<String>,
    note: Option<String>,
    price: String,
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
        let translation = details.translations.get(&language);
        let claim = translation
            .and_then(|it| it.description.clone())
            .or_else(|| filled(details.description.as_ref()));
        let kind = texts.text(&format!("landing-kind-{}", kind_name(details.kind)));
        let address = &details.address;
        let title = if address.city.is_empty() {
            format!("{} – {kind}", details.name)
        } else {
            format!("{} – {kind} · {}", details.name, address.city)
        };
        Ok(Self {
            language,
            name: details.name.clone(),
            meta_description: claim
                .clone()
                .unwrap_or_else(|| title.clone())
                .chars()
                .take(160)
                .collect(),
            claim,
            title,
            kind,
            canonical_url: url(&page.page_url),
            other_languages: page.other_languages.iter().map(other_language).collect(),
            phone: filled(details.contact.phone.as_ref()).map(phone),
            emergency_phone: filled(details.contact.emergency_phone.as_ref()).map(phone),
            email: filled(details.contact.email.as_ref()),
            street: address.street.clone(),
            town: format!("{} {}", address.postal_code, address.city)
                .trim()
                .to_owned(),
            city: address.city.clone(),
            directions: translation
                .and_then(|it| it.directions.clone())
                .or_else(|| filled(address.directions.as_ref())),
            map_url: map_url(&address.street, &address.postal_code, &address.city),
            week: if details.hours.is_empty() {
                Vec::new()
            } else {
                hours::week(&details.hours, language)
            },
            exceptions: hours::exceptions(&details.exceptions, page.now.date(), language),
            categories: categories(page.services, language),
            brands: details.vehicle_brands.clone(),
            questions: questions(page),
            widget: page.widget.as_ref().map(Chat::new),
            legal: Legal {
                company_name: filled(details.legal.company_name.as_ref())
                    .unwrap_or_else(|| details.name.clone()),
                representative: filled(details.legal.representative.as_ref()),
                register: filled(details.legal.register.as_ref()),
                vat_id: filled(details.legal.vat_id.as_ref()),
                authority: filled(details.legal.authority.as_ref()),
            },
            year: chrono::Datelike::year(&page.now),
            // Escaped for a script element by `json_ld`.
            json_ld: minijinja::Value::from_safe_string(json_ld(page)?),
        })
    }
}

fn filled(text: Option<&String>) -> Option<String> {
    text.map(|it| it.trim().to_owned())
        .filter(|it| !it.is_empty())
}

const fn kind_name(kind: api::businesses::BusinessKind) -> &'static str {
    use api::businesses::BusinessKind;
    match kind {
        BusinessKind::Workshop => "workshop",
        BusinessKind::Dealer => "dealer",
        BusinessKind::TyreService => "tyre-service",
        BusinessKind::BodyShop => "body-shop",
    }
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
        url: self::url(url),
    }
}

fn phone(text: String) -> Phone {
    let link = text
        .chars()
        .filter(|it| it.is_ascii_digit() || *it == '+')
        .collect();
    Phone { text, link }
}

/// A search on OpenStreetMap: a link, so that nothing is loaded from there
/// before it is clicked.
fn map_url(street: &str, postal_code: &str, city: &str) -> Option<minijinja::Value> {
    if street.is_empty() || city.is_empty() {
        return None;
    }
    let query: String = format!("{street}, {postal_code} {city}")
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' => char::from(byte).to_string(),
            b' ' => "+".to_owned(),
            _ => format!("%{byte:02X}"),
        })
        .collect();
    Some(url(&format!(
        "https://www.openstreetmap.org/search?query={query}"
    )))
}

/// Services by category, in the order in which the categories first appear.
fn categories(services: &[ServiceInput], language: Language) -> Vec<Category> {
    let mut categories: Vec<Category> = Vec::new();
    for service in services {
        let line = to_service(service, language);
        match categories.iter_mut().find(|it| it.name == service.category) {
            Some(category) => category.services.push(line),
            None => categories.push(Category {
                name: service.category.clone(),
                services: vec![line],
            }),
        }
    }
    categories
}

fn to_service(service: &ServiceInput, language: Language) -> Service {
    let translation = service.translations.get(&language);
    let duration = service
        .duration_minutes
        .and_then(|it| prices::format_duration(it, language));
    let notes: Vec<_> = [service.vehicle_class.clone(), duration]
        .into_iter()
        .flatten()
        .collect();
    Service {
        name: translation.map_or(&service.name, |it| &it.name).clone(),
        description: translation
            .map_or(&service.description, |it| &it.description)
            .clone()
            .filter(|it| !it.trim().is_empty()),
        note: Some(notes.join(" · ")).filter(|it| !it.is_empty()),
        price: prices::format_price(&service.price, language),
    }
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
