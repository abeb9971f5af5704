//! Services by category, with prices and durations as people read them.

use crate::prices::{format_duration, format_price};
use api::{Language, services::ServiceInput};
use serde::Serialize;

/// A group of services.
#[derive(Debug, Serialize)]
pub struct Category {
    name: String,
    /// The language of the name, where it is not the page's.
    language: Option<Language>,
    services: Vec<Service>,
}

#[derive(Debug, Serialize)]
struct Service {
    name: String,
    /// The language of name and description, where it is not the page's.
    language: Option<Language>,
    description: String,
    /// Class of cars and duration.
    note: Option<String>,
    /// Class of cars, where the name does not say it.
    class: Option<String>,
    duration: Option<String>,
    price: String,
}

/// Services by category, in the order in which the categories first appear.
/// `own` is the language the owner writes in, `language` the page's.
pub fn price_list(services: &[ServiceInput], own: Language, language: Language) -> Vec<Category> {
    let mut categories: Vec<Category> = Vec::new();
    for service in services {
        let line = to_service(service, own, language);
        match categories.iter_mut().find(|it| it.name == service.category) {
            Some(category) => category.services.push(line),
            None => categories.push(Category {
                name: service.category.clone(),
                language: (own != language).then_some(own),
                services: vec![line],
            }),
        }
    }
    categories
}

fn to_service(service: &ServiceInput, own: Language, language: Language) -> Service {
    let translation = service
        .translations
        .get(&language)
        .filter(|it| !it.name.trim().is_empty());
    let (name, description) = match translation {
        Some(texts) => (&texts.name, &texts.description),
        None => (&service.name, &service.description),
    };
    // Classes have no translation; and names often say them already.
    let class = service
        .vehicle_class
        .clone()
        .filter(|it| own == language && !name.contains(it.as_str()));
    let duration = service
        .duration_minutes
        .and_then(|it| format_duration(it, language));
    let notes: Vec<_> = [&class, &duration].into_iter().flatten().cloned().collect();
    Service {
        name: name.clone(),
        language: (own != language && translation.is_none()).then_some(own),
        description: description.clone().unwrap_or_default().trim().to_owned(),
        note: Some(notes.join(" · ")).filter(|it| !it.is_empty()),
        class,
        duration,
        price: format_price(&service.price, language),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(json: &str) -> ServiceInput {
        serde_json::from_str(json).expect("a service")
    }

    #[test]
    fn categories_keep_the_owners_order_and_gather_their_services() {
        let services = [
            service(r#"{"category":"B","name":"1","price":{"kind":"on_request"}}"#),
            service(r#"{"category":"A","name":"2","price":{"kind":"on_request"}}"#),
            service(r#"{"category":"B","name":"3","price":{"kind":"on_request"}}"#),
        ];
        let list = price_list(&services, Language::De, Language::De);
        let names: Vec<_> = list
            .iter()
            .map(|it| (it.name.as_str(), it.services.len()))
            .collect();
        assert_eq!(names, [("B", 2), ("A", 1)]);
    }

    #[test]
    fn what_is_not_translated_is_marked_with_its_language() {
        let plain = service(
            r#"{"category":"Wartung","name":"Ölwechsel","price":{"kind":"fixed","cents":8900},
                "vehicle_class":"Kleinwagen","duration_minutes":45}"#,
        );
        let german = to_service(&plain, Language::De, Language::De);
        assert_eq!(german.language, None);
        let note = german.note.map(|it| it.replace('\u{a0}', " "));
        assert_eq!(note.as_deref(), Some("Kleinwagen · 45 Min."));
        let english = to_service(&plain, Language::De, Language::En);
        assert_eq!(english.language, Some(Language::De));
        assert!(!english.note.expect("a duration").contains("Kleinwagen"));
    }
}
