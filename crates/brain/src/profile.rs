//! Answers from the profile: where, how to reach, how to pay, which makes.

use crate::{
    Action, EntityKind, PaymentMethod,
    analysis::Analysis,
    answers::{Voice, capitalized, percent_encoded, sentences},
    compose::Part,
    text::fold,
};

const SOURCE: &str = "profile";

/// Where the business is, and how to get there.
pub fn location(voice: &Voice<'_>) -> Part {
    let business = voice.business;
    let town = [&business.postal_code, &business.city]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" ");
    let address = [business.street.clone().unwrap_or_default(), town]
        .into_iter()
        .filter(|it| !it.trim().is_empty())
        .collect::<Vec<_>>()
        .join(", ");
    let directions = business.directions.clone().unwrap_or_default();
    if address.is_empty() && directions.is_empty() {
        return Part::unanswered(voice, "location.unknown");
    }
    if address.is_empty() {
        return Part::new(directions, SOURCE);
    }
    let query = percent_encoded(&format!("{}, {address}", business.name));
    let url = format!("https://www.openstreetmap.org/search?query={query}");
    let text = voice.say("location.address", &[("address", &address)]);
    let mut part = Part::new(sentences(&[text, directions]), SOURCE);
    part.actions.push(Action::Link {
        url,
        label: voice.text("location.map"),
    });
    part
}

/// How to reach the business.
pub fn contact(voice: &Voice<'_>) -> Part {
    let business = voice.business;
    let mut rows = Vec::new();
    if let Some(phone) = &business.phone {
        rows.push(voice.say("contact.phone", &[("phone", &Voice::phone_link(phone))]));
    }
    if let Some(phone) = business
        .emergency_phone
        .as_ref()
        .filter(|it| Some(*it) != business.phone.as_ref())
    {
        rows.push(voice.say("contact.emergency", &[("phone", &Voice::phone_link(phone))]));
    }
    if let Some(email) = &business.email {
        rows.push(voice.say("contact.email", &[("email", &Voice::email_link(email))]));
    }
    if let Some(website) = &business.website {
        rows.push(voice.say("contact.website", &[("website", website)]));
    }
    if rows.is_empty() {
        return Part::unanswered(voice, "contact.unknown");
    }
    let rows: Vec<String> = rows.iter().map(|it| format!("- {it}")).collect();
    let text = format!("{}\n{}", voice.text("contact.intro"), rows.join("\n"));
    Part::new(text, SOURCE).with_call(voice)
}

/// How to pay; whether a way to pay that is named is possible.
pub fn payment(voice: &Voice<'_>, analysis: &Analysis) -> Part {
    let methods = &voice.business.payment_methods;
    if methods.is_empty() {
        return Part::unanswered(voice, "payment.unknown");
    }
    let names: Vec<String> = methods.iter().map(|it| payment_name(voice, *it)).collect();
    let all = voice.list(&names);
    let asked = asked_methods(analysis);
    let possible = asked.iter().find(|it| methods.contains(it)).copied();
    let text = match possible.or(asked.first().copied()) {
        None => voice.say("payment.methods", &[("methods", &all)]),
        Some(method) => {
            let key = if possible.is_some() {
                "payment.yes"
            } else {
                "payment.no"
            };
            let name = payment_name(voice, method);
            capitalized(&voice.say(key, &[("method", &name), ("methods", &all)]))
        }
    };
    Part::new(text, SOURCE)
}

fn payment_name(voice: &Voice<'_>, method: PaymentMethod) -> String {
    voice.text(match method {
        PaymentMethod::Cash => "payment.cash",
        PaymentMethod::Girocard => "payment.girocard",
        PaymentMethod::CreditCard => "payment.credit_card",
        PaymentMethod::Invoice => "payment.invoice",
        PaymentMethod::BankTransfer => "payment.bank_transfer",
        PaymentMethod::Paypal => "payment.paypal",
        PaymentMethod::Instalments => "payment.instalments",
    })
}

/// The ways to pay that are named, the most specific first.
fn asked_methods(analysis: &Analysis) -> Vec<PaymentMethod> {
    let mut asked = Vec::new();
    let ways: [(&str, &[PaymentMethod]); 7] = [
        ("credit_card", &[PaymentMethod::CreditCard]),
        (
            "card_payment",
            &[PaymentMethod::Girocard, PaymentMethod::CreditCard],
        ),
        ("paypal", &[PaymentMethod::Paypal]),
        ("instalments", &[PaymentMethod::Instalments]),
        ("bank_transfer", &[PaymentMethod::BankTransfer]),
        ("invoice", &[PaymentMethod::Invoice]),
        ("cash", &[PaymentMethod::Cash]),
    ];
    for (concept, methods) in ways {
        // Whoever asks for a credit card does not mean any card.
        let is_narrower = concept == "card_payment" && analysis.means("credit_card");
        if analysis.means(concept) && !is_narrower {
            asked.extend_from_slice(methods);
        }
    }
    asked
}

/// Whether the business works on a make; `name` as the visitor's word is known to us.
pub fn brand(voice: &Voice<'_>, name: &str) -> Part {
    let brands = &voice.business.vehicle_brands;
    if brands.is_empty() {
        return Part::unanswered(voice, "brand.not_said").with_entity(EntityKind::Brand, name);
    }
    let found = brands.iter().find(|it| is_same_brand(it, name));
    let takes_all = brands.iter().any(|it| is_every_make(it));
    let text = match found {
        Some(brand) => voice.say("brand.yes", &[("brand", brand)]),
        None if takes_all => voice.say("brand.yes", &[("brand", name)]),
        None => {
            let list = voice.list(brands);
            voice.say("brand.no", &[("brand", name), ("brands", &list)])
        }
    };
    let mut part = Part::new(text, SOURCE).with_entity(EntityKind::Brand, name);
    if found.is_none() && !takes_all {
        part = part.with_call(voice);
    }
    part
}

/// Which makes the business works on.
pub fn brands(voice: &Voice<'_>) -> Part {
    let brands = &voice.business.vehicle_brands;
    if brands.is_empty() {
        return Part::unanswered(voice, "brand.not_said");
    }
    let list = voice.list(brands);
    Part::new(voice.say("brand.list", &[("brands", &list)]), SOURCE)
}

/// `alle Marken` in the list of makes.
fn is_every_make(brand: &str) -> bool {
    let brand = fold(brand);
    ["alle marken", "all makes", "all brands", "tum markalar"]
        .iter()
        .any(|it| brand.contains(it))
}

fn is_same_brand(left: &str, right: &str) -> bool {
    let short = |name: &str| match fold(name).as_str() {
        "volkswagen" => "vw".to_owned(),
        "mercedes benz" | "mercedes-benz" | "benz" => "mercedes".to_owned(),
        other => other.to_owned(),
    };
    short(left) == short(right)
}
