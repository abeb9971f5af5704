//! Services of the price list: which one is meant, and what it costs.

use crate::{
    EntityKind, Knowledge, Language, Price, Service,
    analysis::{Analysis, Term},
    answers::{Voice, sentences},
    compose::Part,
    lexicon::{LEXICON, Vocabulary},
};
use std::collections::HashSet;

/// Services named in one answer, at most.
const MAX_ROWS: usize = 8;
/// Score from which a service is meant.
const LEAST: f32 = 0.42;
/// Share of the best score from which another service is meant, too.
const NEAR: f32 = 0.85;

/// How much more than its weight work counts against a service that does not name it.
const STRANGER: f32 = 3.0;
/// Groups of services named in one text, at most.
const MAX_ROUNDS: usize = 3;

/// The services of a business, ready to be recognised.
#[derive(Debug)]
pub struct ServiceIndex {
    texts: Vec<ServiceText>,
    /// Every term of any service, by language of the text.
    known: HashSet<(Language, String)>,
}

/// A service in one language.
#[derive(Debug)]
struct ServiceText {
    service: usize,
    language: Language,
    name: Vec<Term>,
    class: Vec<Term>,
}

impl ServiceIndex {
    /// Reads names and vehicle classes.
    pub fn new(knowledge: &Knowledge, vocabulary: &Vocabulary) -> Self {
        let default = knowledge.business.default_language;
        let mut texts = Vec::new();
        for (number, service) in knowledge.services.iter().enumerate() {
            let translated = service
                .translations
                .iter()
                .map(|(language, it)| (*language, &it.name));
            for (language, name) in std::iter::once((default, &service.name)).chain(translated) {
                let class = service.vehicle_class.as_deref().unwrap_or_default();
                texts.push(ServiceText {
                    service: number,
                    language,
                    name: naming_terms(name, vocabulary, language),
                    class: Analysis::new(class, vocabulary).terms(language),
                });
            }
        }
        let known = texts
            .iter()
            .flat_map(|text| {
                let terms = text.name.iter().chain(&text.class);
                terms.map(|it| (text.language, it.key.clone()))
            })
            .collect();
        Self { texts, known }
    }

    /// Services that are meant, by their number, in the order of the price list. Each is known by
    /// its name in the visitor's language, else by the one in its own.
    pub fn find(&self, analysis: &Analysis, language: Language) -> Vec<usize> {
        let mut asked = Language::ALL.map(|it| analysis.terms(it));
        let mut found: Vec<usize> = Vec::new();
        // What the best ones leave over may name others: `TÜV und Inspektion`.
        for round in 0..MAX_ROUNDS {
            let is_first = round == 0;
            let scores: Vec<(&ServiceText, f32)> = self
                .texts_for(language)
                .filter(|it| !found.contains(&it.service))
                .filter(|it| !it.opposes(&asked[it.language.index()]))
                .map(|it| (it, self.score(it, &asked[it.language.index()], !is_first)))
                .collect();
            let best = scores.iter().map(|it| it.1).fold(0.0, f32::max);
            let meant: Vec<&ServiceText> = scores
                .into_iter()
                .filter(|it| it.1 >= LEAST && it.1 >= best * NEAR)
                .map(|it| it.0)
                .collect();
            if meant.is_empty() {
                break;
            }
            for terms in &mut asked {
                terms.retain(|term| !meant.iter().any(|it| it.has(&term.key)));
            }
            found.extend(meant.iter().map(|it| it.service));
        }
        found.sort_unstable();
        found
    }

    /// Whether one of the services is what the text names, not only something akin to it.
    pub fn is_named(&self, services: &[usize], analysis: &Analysis, language: Language) -> bool {
        let mut texts = self
            .texts_for(language)
            .filter(|it| services.contains(&it.service));
        texts.any(|text| {
            let asked = analysis.terms(text.language);
            let is_asked = |key: &str| asked.iter().any(|it| it.key == key && it.weight >= 0.8);
            text.name
                .iter()
                .any(|it| it.weight >= 0.8 && is_asked(&it.key))
        })
    }

    /// One text of each service, in the visitor's language where there is one.
    fn texts_for(&self, language: Language) -> impl Iterator<Item = &ServiceText> {
        self.texts.iter().enumerate().filter_map(move |(at, text)| {
            // The texts of a service stand together, the one in its own language first.
            let is_first = at == 0 || self.texts[at - 1].service != text.service;
            let same = |it: &&ServiceText| it.service == text.service;
            let mut others = self.texts[at..].iter().take_while(same);
            is_first.then(|| others.find(|it| it.language == language).unwrap_or(text))
        })
    }

    /// Whether the text names work that no service of the price list names.
    pub fn names_other_work(&self, analysis: &Analysis, language: Language) -> bool {
        let is_listed = |key: &str| {
            let texts = &mut self.texts_for(language);
            texts.any(|text| text.has(key))
        };
        let terms = analysis.terms(language);
        let mut work = terms.iter().filter(|it| it.is_work && it.weight >= 0.8);
        work.any(|it| !is_listed(&it.key))
    }

    fn score(&self, text: &ServiceText, asked: &[Term], only_work: bool) -> f32 {
        let has = |terms: &[Term], key: &str| terms.iter().any(|it| it.key == key);
        let mut relevant = 0.0;
        let mut found = 0.0;
        let mut strongest: f32 = 0.0;
        for term in asked {
            let in_name = has(&text.name, &term.key);
            if in_name || has(&text.class, &term.key) {
                found += term.weight;
                relevant += term.weight;
                if in_name && (term.is_work || !only_work) {
                    strongest = strongest.max(term.weight);
                }
            } else if self.known.contains(&(text.language, term.key.clone())) {
                relevant += term.weight;
            } else if term.is_work {
                // Work that no service names: another service is meant.
                relevant += term.weight * STRANGER;
            }
        }
        if strongest < 0.75 {
            return 0.0;
        }
        let told: f32 = text.name.iter().map(|it| it.weight).sum();
        let told_found: f32 = text
            .name
            .iter()
            .filter(|it| has(asked, &it.key))
            .map(|it| it.weight)
            .sum();
        0.75 * found / relevant + 0.25 * told_found / told
    }
}

/// What a service that is for the one is not for: `Bremsen vorne`, `große Inspektion`.
const OPPOSITES: [(&str, &str); 6] = [
    ("@front_word", "@rear_word"),
    ("@rear_word", "@front_word"),
    ("@major_word", "@minor_word"),
    ("@minor_word", "@major_word"),
    ("@summer_tyre", "@winter_tyre"),
    ("@winter_tyre", "@summer_tyre"),
];

/// The terms of a text as far as they name a service. Days and seasons do not: `Ersatzwagen pro
/// Tag`.
fn naming_terms(text: &str, vocabulary: &Vocabulary, language: Language) -> Vec<Term> {
    let analysis = Analysis::new(text, vocabulary);
    let is_calendar = |term: &Term| {
        let mut words = analysis.words.iter();
        words.any(|word| {
            word.stems[language.index()] == term.key
                && word.all_concepts().any(|it| LEXICON.is_calendar(it))
        }) || term.key.starts_with("@unit_")
    };
    let mut terms = analysis.terms(language);
    terms.retain(|it| !is_calendar(it));
    terms
}

impl ServiceText {
    /// Whether it names the opposite of what is asked for.
    fn opposes(&self, asked: &[Term]) -> bool {
        let is_asked = |key: &str| asked.iter().any(|it| it.key == key);
        OPPOSITES.iter().any(|(one, other)| {
            is_asked(one) && !is_asked(other) && self.has(other) && !self.has(one)
        })
    }

    fn has(&self, key: &str) -> bool {
        self.name.iter().chain(&self.class).any(|it| it.key == key)
    }
}

/// Name of a service with the vehicle class it is for.
pub fn title(service: &Service, language: Language) -> String {
    let name = service.name_in(language).trim();
    match service.vehicle_class.as_deref().map(str::trim) {
        Some(class) if !class.is_empty() && !name.contains(class) => format!("{name} ({class})"),
        _ => name.to_owned(),
    }
}

/// What the services cost. `services` is not empty.
pub fn answer(voice: &Voice<'_>, services: &[&Service]) -> Part {
    let text = if let [service] = services {
        one_price(voice, service)
    } else {
        let mut lines = vec![voice.text("price.many")];
        lines.extend(rows(voice, services));
        if services
            .iter()
            .any(|it| matches!(it.price, Price::From { .. }))
        {
            lines.push(String::new());
            lines.push(voice.text("price.depends"));
        }
        lines.join("\n")
    };
    with_services(Part::plain(text), services)
}

fn one_price(voice: &Voice<'_>, service: &Service) -> String {
    let name = title(service, voice.language);
    let price = voice.price(service.price);
    // The abbreviation at its end brings a full stop of its own.
    let arguments = [
        ("service", name.as_str()),
        ("price", price.trim_end_matches('.')),
    ];
    let duration = duration(voice, service);
    match service.price {
        Price::OnRequest => sentences(&[
            voice.say("price.one_on_request", &arguments),
            voice.text("price.ask_offer"),
            duration,
        ]),
        Price::From { .. } => sentences(&[
            voice.say("price.one", &arguments),
            voice.text("price.depends"),
            duration,
        ]),
        Price::Fixed { .. } | Price::Range { .. } => {
            sentences(&[voice.say("price.one", &arguments), duration])
        }
    }
}

/// The services are offered: says so, with prices.
pub fn offer(voice: &Voice<'_>, services: &[&Service], as_yes: bool) -> Part {
    let intro = if as_yes {
        "service.yes"
    } else {
        "service.info"
    };
    let mut lines = vec![voice.text(intro)];
    lines.extend(rows(voice, services));
    if let [service] = services {
        let description = service
            .translations
            .get(&voice.language)
            .map_or(&service.description, |it| &it.description);
        let details = sentences(&[
            description.clone().unwrap_or_default(),
            duration(voice, service),
        ]);
        if !details.is_empty() {
            lines.push(String::new());
            lines.push(details);
        }
    }
    with_services(Part::plain(lines.join("\n")), services)
}

/// A selection of what is offered.
pub fn overview(voice: &Voice<'_>, services: &[Service]) -> Part {
    if services.is_empty() {
        return Part::unanswered(voice, "service.none");
    }
    let mut names: Vec<&str> = Vec::new();
    for service in services {
        let name = service.name_in(voice.language);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let mut lines = vec![voice.text("service.list")];
    lines.extend(names.iter().take(MAX_ROWS).map(|it| format!("- {it}")));
    if names.len() > MAX_ROWS {
        lines.push(format!("- {}", voice.text("service.more")));
    }
    Part::new(lines.join("\n"), "services")
}

fn rows(voice: &Voice<'_>, services: &[&Service]) -> Vec<String> {
    let mut rows: Vec<String> = services
        .iter()
        .take(MAX_ROWS)
        .map(|it| {
            let name = title(it, voice.language);
            let arguments = [
                ("service", name.as_str()),
                ("price", &voice.price(it.price)),
            ];
            let minutes = it.duration_minutes.filter(|_| services.len() > 1);
            let duration = minutes.map_or_else(String::new, |minutes| {
                let minutes = minutes.to_string();
                voice.say("price.row_duration", &[("minutes", &minutes)])
            });
            format!("- {}{duration}", voice.say("service.row", &arguments))
        })
        .collect();
    if services.len() > MAX_ROWS {
        rows.push(format!("- {}", voice.text("service.more")));
    }
    rows
}

fn duration(voice: &Voice<'_>, service: &Service) -> String {
    service
        .duration_minutes
        .filter(|it| *it > 0)
        .map_or_else(String::new, |minutes| {
            voice.say("price.duration", &[("minutes", &minutes.to_string())])
        })
}

fn with_services(mut part: Part, services: &[&Service]) -> Part {
    for service in services.iter().take(MAX_ROWS) {
        part.sources.push(format!("service:{}", service.name));
        part = part.with_entity(EntityKind::Service, &service.name);
    }
    part.service = services.first().map(|it| it.name.clone());
    part
}
