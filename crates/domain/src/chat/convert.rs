//! Between the profile and the chat engine, which knows none of our types.

use api::{
    Language,
    businesses::{BusinessDetails, FederalState, Formality, PaymentMethod},
    hours::Interval,
    knowledge::KnowledgeInput,
    services::{Price, ServiceInput},
    widget::ChatAction,
};

/// Everything the engine of a business answers from; entries with their ids.
pub fn to_knowledge(
    details: &BusinessDetails,
    services: impl Iterator<Item = ServiceInput>,
    entries: impl Iterator<Item = (String, KnowledgeInput)>,
) -> brain::Knowledge {
    brain::Knowledge {
        business: to_brain_business(details),
        services: services.map(to_brain_service).collect(),
        entries: entries
            .filter(|(_, it)| it.is_active)
            .map(|(id, it)| to_brain_entry(id, it))
            .collect(),
    }
}

pub const fn to_brain_language(language: Language) -> brain::Language {
    match language {
        Language::De => brain::Language::De,
        Language::En => brain::Language::En,
        Language::Tr => brain::Language::Tr,
    }
}

pub const fn to_api_language(language: brain::Language) -> Language {
    match language {
        brain::Language::De => Language::De,
        brain::Language::En => Language::En,
        brain::Language::Tr => Language::Tr,
    }
}

pub fn to_chat_action(action: brain::Action) -> ChatAction {
    match action {
        brain::Action::Call { phone, label } => ChatAction::Call { phone, label },
        brain::Action::Link { url, label } => ChatAction::Link { url, label },
        brain::Action::Appointment => ChatAction::Appointment,
        brain::Action::Handoff => ChatAction::Handoff,
    }
}

fn to_brain_business(details: &BusinessDetails) -> brain::Business {
    let filled = |text: &Option<String>| text.clone().filter(|it| !it.trim().is_empty());
    let line = |text: &str| Some(text.to_owned()).filter(|it| !it.trim().is_empty());
    brain::Business {
        name: details.name.clone(),
        description: filled(&details.description),
        phone: filled(&details.contact.phone),
        emergency_phone: filled(&details.contact.emergency_phone),
        email: filled(&details.contact.email),
        website: filled(&details.contact.website),
        representative: filled(&details.legal.representative),
        street: line(&details.address.street),
        postal_code: line(&details.address.postal_code),
        city: line(&details.address.city),
        directions: filled(&details.address.directions),
        languages: details
            .languages
            .iter()
            .copied()
            .map(to_brain_language)
            .collect(),
        default_language: to_brain_language(details.default_language()),
        formality: match details.formality {
            Formality::Formal => brain::Formality::Formal,
            Formality::Informal => brain::Formality::Informal,
        },
        weekly_hours: api::hours::WEEKDAYS
            .map(|(day, _)| to_brain_intervals(details.hours.day(day))),
        exceptions: details
            .exceptions
            .iter()
            .map(|it| brain::Exception {
                from: it.from,
                to: it.to,
                label: it.label.clone(),
                intervals: to_brain_intervals(&it.hours),
            })
            .collect(),
        federal_state: details.federal_state.map(to_brain_state),
        vehicle_brands: details.vehicle_brands.clone(),
        payment_methods: details
            .payment_methods
            .iter()
            .copied()
            .map(to_brain_payment)
            .collect(),
    }
}

fn to_brain_intervals(intervals: &[Interval]) -> Vec<brain::Interval> {
    intervals
        .iter()
        .map(|it| brain::Interval {
            open: it.from.minutes(),
            close: it.to.minutes(),
        })
        .collect()
}

fn to_brain_service(input: ServiceInput) -> brain::Service {
    brain::Service {
        name: input.name,
        description: input.description,
        translations: input
            .translations
            .into_iter()
            .map(|(language, texts)| {
                let texts = brain::ServiceTexts {
                    name: texts.name,
                    description: texts.description,
                };
                (to_brain_language(language), texts)
            })
            .collect(),
        category: input.category,
        price: match input.price {
            Price::Fixed { cents } => brain::Price::Fixed { cents },
            Price::From { cents } => brain::Price::From { cents },
            Price::Range {
                from_cents,
                to_cents,
            } => brain::Price::Range {
                from_cents,
                to_cents,
            },
            Price::OnRequest {} => brain::Price::OnRequest,
        },
        vehicle_class: input.vehicle_class,
        duration_minutes: input.duration_minutes,
        bookable: input.is_bookable,
    }
}

fn to_brain_entry(id: String, entry: KnowledgeInput) -> brain::KnowledgeEntry {
    brain::KnowledgeEntry {
        id,
        question: entry.question,
        variants: entry.variants,
        answer: entry.answer,
        language: to_brain_language(entry.language),
        intent: entry.intent,
    }
}

/// The name of what was understood: the owner's own one, else the engine's.
pub fn to_intent_name(reply: &brain::Reply) -> String {
    let own = reply.own_intent.clone();
    own.unwrap_or_else(|| reply.intent.as_str().to_owned())
}

const fn to_brain_payment(method: PaymentMethod) -> brain::PaymentMethod {
    match method {
        PaymentMethod::Cash => brain::PaymentMethod::Cash,
        PaymentMethod::Girocard => brain::PaymentMethod::Girocard,
        PaymentMethod::CreditCard => brain::PaymentMethod::CreditCard,
        PaymentMethod::Invoice => brain::PaymentMethod::Invoice,
        PaymentMethod::BankTransfer => brain::PaymentMethod::BankTransfer,
        PaymentMethod::Paypal => brain::PaymentMethod::Paypal,
        PaymentMethod::Instalments => brain::PaymentMethod::Instalments,
    }
}

pub const fn to_brain_state(state: FederalState) -> brain::FederalState {
    match state {
        FederalState::BW => brain::FederalState::BW,
        FederalState::BY => brain::FederalState::BY,
        FederalState::BE => brain::FederalState::BE,
        FederalState::BB => brain::FederalState::BB,
        FederalState::HB => brain::FederalState::HB,
        FederalState::HH => brain::FederalState::HH,
        FederalState::HE => brain::FederalState::HE,
        FederalState::MV => brain::FederalState::MV,
        FederalState::NI => brain::FederalState::NI,
        FederalState::NW => brain::FederalState::NW,
        FederalState::RP => brain::FederalState::RP,
        FederalState::SL => brain::FederalState::SL,
        FederalState::SN => brain::FederalState::SN,
        FederalState::ST => brain::FederalState::ST,
        FederalState::SH => brain::FederalState::SH,
        FederalState::TH => brain::FederalState::TH,
    }
}
