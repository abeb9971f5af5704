//! The answer to a clause that was understood.

use crate::{
    EntityKind, Intent, Knowledge, Service,
    answers::{Voice, sentences},
    compose::{Part, call},
    hours,
    lexicon::LEXICON,
    prices, profile,
    understanding::{Decision, Indexes, Understanding, is_social},
};
use chrono::NaiveDateTime;

/// Probability of being in scope from which it is asked back what is meant.
const CLARIFY: f32 = 0.2;
/// Agreement from which an entry may be meant.
const CLOSE_ENTRY: f32 = 0.35;
/// Share of what is in scope from which an intent may be meant.
const CLOSE_INTENT: f32 = 0.15;
/// Suggestions that are offered, at most.
const MAX_CLARIFY: usize = 3;

/// What the answers draw on.
#[derive(Clone, Copy, Debug)]
pub struct Responder<'a> {
    /// Says it.
    pub voice: Voice<'a>,
    /// Knows it.
    pub knowledge: &'a Knowledge,
    /// Finds it.
    pub indexes: &'a Indexes,
    /// Local time of the business.
    pub now: NaiveDateTime,
    /// Service spoken of before, by its default-language name.
    pub last_service: Option<&'a str>,
}

impl Responder<'_> {
    /// Answers a clause. Appointment requests are begun elsewhere.
    pub fn answer(&self, clause: &Understanding) -> Part {
        let Some((decision, certainty)) = clause.decision else {
            return self.clarify(clause).unwrap_or_else(|| self.unknown());
        };
        let mut part = match decision {
            Decision::Faq(number) => self.entry(number, clause),
            Decision::Intent(intent) => {
                let mut part = self.intent(intent, clause);
                part.intent = part.intent.or(Some(intent));
                part
            }
        };
        part.confidence = certainty.clamp(0.0, 1.0);
        part
    }

    /// Offers what may be meant, where the clause is probably not understood but perhaps is about
    /// the workshop.
    fn clarify(&self, clause: &Understanding) -> Option<Part> {
        let other = clause.certainty(Intent::OutOfScope);
        if !(CLARIFY..=1.0).contains(&(1.0 - other)) {
            return None;
        }
        let voice = &self.voice;
        let entry = clause.faq.filter(|it| it.agreement >= CLOSE_ENTRY);
        let entry = entry.and_then(|it| self.knowledge.entries.get(it.item));
        let questions = entry
            .filter(|it| it.language == voice.language)
            .map(|it| it.question.clone());
        let least = (1.0 - other) * CLOSE_INTENT;
        let intents = clause.intents.iter();
        let intents = intents
            .filter(|it| it.0 != Intent::OutOfScope && !is_social(it.0) && it.1 >= least)
            .map(|it| voice.text(&format!("clarify.{}", it.0.as_str())));
        let mut suggestions: Vec<String> = questions.into_iter().chain(intents).collect();
        suggestions.truncate(MAX_CLARIFY);
        if suggestions.is_empty() {
            return None;
        }
        let mut part = Part::for_people(voice, "clarify");
        part.intent = Some(Intent::OutOfScope);
        part.is_unanswered = true;
        part.suggestions = suggestions;
        Some(part)
    }

    /// How to reach the business, who speaks for it or where it is, as asked.
    fn contact(&self, clause: &Understanding) -> Part {
        let mut part = profile::contact(&self.voice);
        let representative = self.voice.business.representative.as_ref();
        if clause.matter == Some("owner")
            && let Some(name) = representative
        {
            let first = self.voice.say("contact.representative", &[("name", name)]);
            part.text = format!("{first}\n\n{}", part.text);
        }
        if clause.analysis.means("address_word") {
            let location = profile::location(&self.voice);
            if !location.is_unanswered {
                part.text = format!("{}\n\n{}", part.text, location.text);
            }
        }
        part
    }

    /// None of the engine's business.
    pub fn off_topic(&self) -> Part {
        let voice = &self.voice;
        let mut part = Part::unanswered(voice, "unknown.offtopic");
        part.text = sentences(&[voice.text("unknown.offtopic"), voice.reach()]);
        part.intent = Some(Intent::OutOfScope);
        part
    }

    /// Not understood.
    pub fn unknown(&self) -> Part {
        let mut part = Part::unanswered(&self.voice, "unknown");
        part.intent = Some(Intent::OutOfScope);
        part
    }

    fn entry(&self, number: usize, clause: &Understanding) -> Part {
        let Some(entry) = self.knowledge.entries.get(number) else {
            return self.unknown();
        };
        let mut part = Part::new(entry.answer.trim().to_owned(), &format!("faq:{}", entry.id));
        part.own_intent.clone_from(&entry.intent);
        // The topic the entry is about; what has none counts as a question about what is offered.
        part.intent = clause
            .intents
            .first()
            .filter(|it| it.1 >= 0.3 && it.0 != Intent::OutOfScope)
            .map(|it| it.0)
            .or(Some(Intent::ServiceOffer));
        part
    }

    fn intent(&self, intent: Intent, clause: &Understanding) -> Part {
        let voice = &self.voice;
        match intent {
            Intent::OpeningHours => self.hours(clause),
            Intent::Price => self.price(clause),
            Intent::ServiceOffer => self.service_offer(clause),
            Intent::BreakdownEmergency => self.breakdown(),
            Intent::Location => self.location(clause),
            Intent::Contact => self.contact(clause),
            Intent::Payment => profile::payment(voice, &clause.analysis),
            Intent::Warranty
            | Intent::LoanCar
            | Intent::TyreChange
            | Intent::TyreStorage
            | Intent::InspectionHuAu
            | Intent::Parts
            | Intent::VehicleSale
            | Intent::Financing
            | Intent::TestDrive => self.topic(clause, None),
            Intent::AccidentDamage => self.topic(clause, Some("accident")),
            Intent::JobApplication => self.topic(clause, Some("job")),
            Intent::StatusOfRepair => self.people(clause, "status"),
            Intent::AppointmentChange => Part::for_people(voice, "appointment.change"),
            Intent::AppointmentCancel => Part::for_people(voice, "appointment.cancel"),
            Intent::AppointmentBook => Part::plain(voice.text("book.start")),
            Intent::Greeting => Part::plain(voice.text("greeting.again")),
            Intent::Thanks => Part::plain(voice.text("thanks")),
            Intent::Goodbye => Part::plain(voice.text("goodbye")),
            Intent::HumanHandoff => Part::for_people(voice, "handoff"),
            Intent::Complaint => Part::for_people(voice, "complaint"),
            Intent::PrivacyGdpr => self.privacy(clause),
            Intent::OutOfScope => {
                if let Some(part) = self.clarify(clause) {
                    return part;
                }
                self.off_topic()
            }
        }
    }

    fn hours(&self, clause: &Understanding) -> Part {
        let words = &clause.analysis.words;
        let asks_closed = words.iter().any(|it| {
            matches!(
                it.fold.as_str(),
                "geschlossen" | "zu" | "closed" | "close" | "kapali" | "schliesst" | "schliessen"
            )
        });
        hours::answer(
            &self.voice,
            &hours::Question {
                analysis: &clause.analysis,
                when: &clause.when,
                now: self.now,
                asks_when: clause.asks_what
                    || clause.analysis.means("hours_word")
                    || clause.analysis.means("until"),
                asks_closed,
            },
        )
    }

    fn services(&self, numbers: &[usize]) -> Vec<&Service> {
        let services = numbers
            .iter()
            .filter_map(|it| self.knowledge.services.get(*it));
        services.collect()
    }

    fn price(&self, clause: &Understanding) -> Part {
        let services = self.services(&clause.services);
        if !services.is_empty() {
            let mut part = prices::answer(&self.voice, &services);
            if self
                .indexes
                .services
                .names_other_work(&clause.analysis, self.voice.language)
            {
                let rest = sentences(&[self.voice.text("price.rest"), self.voice.reach()]);
                part.text = format!("{}\n\n{rest}", part.text);
                part = part.with_call(&self.voice).with_handoff();
                part.is_unanswered = true;
            }
            return part;
        }
        if let Some(hit) = clause.topic_entry() {
            return self.entry_as(hit.item, Intent::Price);
        }
        if names_something(clause) {
            let mut part = Part::unanswered(&self.voice, "price.unknown");
            part.intent = Some(Intent::Price);
            return part;
        }
        let last: Vec<&Service> = self.last_service.map_or_else(Vec::new, |name| {
            let services = self.knowledge.services.iter();
            services.filter(|it| it.name == name).collect()
        });
        if !last.is_empty() {
            return prices::answer(&self.voice, &last);
        }
        if self.knowledge.services.is_empty() {
            return Part::unanswered(&self.voice, "price.unknown");
        }
        let mut part = Part::plain(self.voice.text("price.which"));
        let names = self
            .knowledge
            .services
            .iter()
            .map(|it| it.name_in(self.voice.language));
        for name in names {
            let suggestion = self.voice.say("suggest.price", &[("service", name)]);
            if part.suggestions.len() < 3 && !part.suggestions.contains(&suggestion) {
                part.suggestions.push(suggestion);
            }
        }
        part
    }

    fn entry_as(&self, number: usize, intent: Intent) -> Part {
        let Some(entry) = self.knowledge.entries.get(number) else {
            return self.unknown();
        };
        let mut part = Part::new(entry.answer.trim().to_owned(), &format!("faq:{}", entry.id));
        part.own_intent.clone_from(&entry.intent);
        part.intent = Some(intent);
        part
    }

    fn service_offer(&self, clause: &Understanding) -> Part {
        let voice = &self.voice;
        let services = self.services(&clause.services);
        if !services.is_empty() {
            let mut part = prices::offer(voice, &services, self.is_yes(clause));
            if let Some(brand) = &clause.brand {
                let about = profile::brand(voice, brand);
                if !about.is_unanswered {
                    part.text = format!("{}\n\n{}", about.text, part.text);
                    part.sources.extend(about.sources);
                    part.entities.extend(about.entities);
                }
            }
            return part;
        }
        if let Some(hit) = clause.topic_entry() {
            return self.entry_as(hit.item, Intent::ServiceOffer);
        }
        if let Some(brand) = &clause.brand {
            return profile::brand(voice, brand);
        }
        let fold_is = |list: &[&str]| {
            let mut words = clause.analysis.words.iter();
            words.any(|it| list.contains(&it.fold.as_str()))
        };
        if fold_is(&[
            "marken",
            "marke",
            "automarken",
            "hersteller",
            "fremdmarken",
            "brands",
            "brand",
            "makes",
            "markalar",
            "markalara",
        ]) {
            return profile::brands(voice);
        }
        if is_defect(clause) {
            let mut part = Part::plain(voice.text("defect.offer")).with_call(voice);
            part.suggestions.push(voice.text("suggest.appointment"));
            return part;
        }
        if names_something(clause) {
            return Part::unanswered(voice, "service.unknown");
        }
        prices::overview(voice, &self.knowledge.services)
    }

    /// Whether yes is a true answer: the service was asked for, and by name.
    fn is_yes(&self, clause: &Understanding) -> bool {
        let index = &self.indexes.services;
        clause.is_question
            && !clause.asks_what
            && index.is_named(&clause.services, &clause.analysis, self.voice.language)
    }

    fn breakdown(&self) -> Part {
        let voice = &self.voice;
        let business = voice.business;
        let phone = business
            .emergency_phone
            .as_ref()
            .or(business.phone.as_ref());
        let second = match phone {
            Some(phone) => voice.say("breakdown.call", &[("phone", &Voice::phone_link(phone))]),
            None => voice.text("breakdown.no_phone"),
        };
        let mut part = Part::plain(format!("{}\n\n{second}", voice.text("breakdown.safety")));
        part.sources.extend(phone.map(|_| "profile".to_owned()));
        let label = voice.text("action.call_emergency");
        part.actions.extend(phone.and_then(|it| call(it, label)));
        part
    }

    fn location(&self, clause: &Understanding) -> Part {
        match clause.topic_entry() {
            Some(hit) if hit.agreement >= 0.5 => self.entry_as(hit.item, Intent::Location),
            _ => profile::location(&self.voice),
        }
    }

    fn privacy(&self, clause: &Understanding) -> Part {
        if let Some(hit) = clause.topic_entry() {
            return self.entry_as(hit.item, Intent::PrivacyGdpr);
        }
        let text = sentences(&[self.voice.text("privacy"), self.voice.reach()]);
        Part::new(text, "profile")
    }

    /// A topic the engine has no facts of its own about: what the business wrote, else its
    /// services, else honesty.
    fn topic(&self, clause: &Understanding, otherwise: Option<&str>) -> Part {
        let services = self.services(&clause.services);
        if !services.is_empty() {
            let entry = clause.topic_entry();
            // `Garantie auf die Bremsen?` is about the guarantee.
            let is_aside = matches!(
                clause.intent(),
                Some(
                    Intent::Warranty
                        | Intent::Parts
                        | Intent::LoanCar
                        | Intent::VehicleSale
                        | Intent::Financing
                        | Intent::AccidentDamage
                )
            );
            let prefers_entry = entry.is_some_and(|it| it.agreement >= 0.6)
                || is_aside && clause.entry_on_topic().is_some();
            if !prefers_entry {
                let as_yes = self.is_yes(clause);
                return prices::offer(&self.voice, &services, as_yes);
            }
        }
        // Better the engine's own words than an answer in another language.
        let is_foreign = |it: usize| {
            let language = self.knowledge.entries.get(it).map(|it| it.language);
            language != Some(self.voice.language)
        };
        let entry = clause.entry_on_topic();
        if let Some(number) = entry.filter(|it| otherwise.is_none() || !is_foreign(*it)) {
            let intent = clause.intent().unwrap_or(Intent::ServiceOffer);
            return self.entry_as(number, intent);
        }
        match otherwise {
            Some(key) => Part::for_people(&self.voice, key),
            None => Part::unanswered(&self.voice, "unknown.topic"),
        }
    }

    fn people(&self, clause: &Understanding, key: &str) -> Part {
        match clause.topic_entry().filter(|it| it.agreement >= 0.6) {
            Some(hit) => self.entry_as(hit.item, Intent::StatusOfRepair),
            None => Part::for_people(&self.voice, key),
        }
    }

    /// Days, times, makes and services of a clause as entities.
    pub fn entities(clause: &Understanding, part: Part) -> Part {
        let mut part = part;
        for span in clause.when.days.iter().take(4) {
            part = part.with_entity(EntityKind::Date, &span.from.to_string());
        }
        if let Some(time) = clause.when.time {
            let time = format!("{:02}:{:02}", time / 60, time % 60);
            part = part.with_entity(EntityKind::Time, &time);
        }
        match &clause.brand {
            Some(brand) if !part.entities.iter().any(|it| it.kind == EntityKind::Brand) => {
                part.with_entity(EntityKind::Brand, brand)
            }
            _ => part,
        }
    }
}

/// Whether the clause names a thing beyond the words every such question is made of.
pub fn names_something(clause: &Understanding) -> bool {
    clause.analysis.words.iter().any(|word| {
        let concepts: Vec<_> = word.all_concepts().collect();
        let is_thing = concepts.iter().any(|it| {
            let name = LEXICON.name(*it);
            let is_everyday = name.ends_with("_word") || name.starts_with("brand_");
            LEXICON.is_trade(*it) && !is_everyday
        });
        let is_plain =
            concepts.is_empty() && word.weight >= 1.0 && !word.is_number && !is_cue(&word.fold);
        let is_compound = word
            .parts
            .iter()
            .any(|it| it.concepts.is_empty() && it.weight >= 1.0);
        is_thing || is_plain || is_compound
    })
}

/// Words of the questions themselves.
fn is_cue(fold: &str) -> bool {
    crate::intent::CUES
        .iter()
        .any(|it| it.vocabulary.contains(fold))
}

/// Whether a defect is told rather than a service asked for.
fn is_defect(clause: &Understanding) -> bool {
    const SIGNS: [&str; 18] = [
        "kaputt",
        "defekt",
        "quietscht",
        "quietschen",
        "klappert",
        "gerausche",
        "gerausch",
        "ruckelt",
        "leuchtet",
        "broken",
        "squeaking",
        "noise",
        "rattling",
        "bozuk",
        "bozuldu",
        "tropft",
        "leckt",
        "vibriert",
    ];
    clause
        .analysis
        .words
        .iter()
        .any(|it| SIGNS.contains(&it.fold.as_str()))
}
