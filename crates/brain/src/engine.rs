//! The engine: a turn in, a reply out.

use crate::{
    Action, AppointmentRequest, DialogueState, Greeting, Intent, Knowledge, Language, Reply, Turn,
    analysis::Word,
    answers::Voice,
    booking::{self, Desk, Reading, Step},
    callback,
    clauses::{pieces, sentences},
    compose::Part,
    language::{Prior, detect},
    respond::{Responder, names_something},
    text::cut,
    understanding::{Context, Decision, Indexes, Understanding, is_social, is_topic},
};

/// Questions of one message that are answered, at most.
const MAX_PARTS: usize = 4;
/// Suggestions of a reply, at most.
const MAX_SUGGESTIONS: usize = 4;
/// How sure it must be that a question is beside the point to be told so.
const STRANGE: f32 = 0.7;
/// How sure a wish for an appointment is that is not put into these words.
const WISHED: f32 = 0.6;

/// The engine of one business. Built once, then shared: a reply needs only `&self`.
#[derive(Debug)]
pub struct Engine {
    pub(crate) knowledge: Knowledge,
    pub(crate) indexes: Indexes,
}

impl Engine {
    /// Reads the knowledge and builds the indexes.
    pub fn new(knowledge: Knowledge) -> Self {
        let indexes = Indexes::new(&knowledge);
        Self { knowledge, indexes }
    }

    /// First words of a conversation.
    pub fn greeting(&self, language: Language) -> Greeting {
        let voice = self.voice(language, 0);
        let name = self.knowledge.business.name.trim();
        let mut suggestions = vec![
            voice.text("suggest.hours"),
            voice.text("suggest.appointment"),
        ];
        if let Some(service) = self.knowledge.services.first() {
            let name = service.name_in(language);
            suggestions.push(voice.say("suggest.price", &[("service", name)]));
        } else {
            suggestions.push(voice.text("suggest.location"));
        }
        Greeting {
            text: voice.say("greeting.first", &[("business", name)]),
            suggestions,
        }
    }

    /// Answers a message.
    pub fn reply(&self, turn: &Turn<'_>) -> Reply {
        let message = cut(turn.message).trim();
        let language = self.language(message, turn);
        let voice = self.voice(language, turn.seed);
        if !message.chars().any(char::is_alphanumeric) {
            return finish(&voice, turn.state, vec![unclear(&voice)], None);
        }
        let clauses = self.understand(message, turn, language);
        let whole = self.whole(message, turn, language, &clauses);
        if is_order(&whole) {
            let part = self.responder(turn, &voice).off_topic();
            return finish(
                &voice,
                turn.state,
                vec![part],
                turn.state.appointment.clone(),
            );
        }
        let clauses = settled(clauses, &whole);
        if let Some(request) = &turn.state.appointment {
            return self.go_on(turn, &voice, request, &whole, &clauses);
        }
        if let Some(Step::Answer(part, request)) = self.after_booking(turn, &voice, message, &whole)
        {
            let part = booking_part(*part, request.as_ref());
            return finish(&voice, turn.state, vec![part], request);
        }
        if let Some(part) = callback::advance(&voice, turn, &whole) {
            return finish(&voice, turn.state, vec![part], None);
        }
        let (parts, request) = self.answer_all(turn, &voice, message, &whole, &clauses);
        finish(&voice, turn.state, parts, request)
    }

    pub(crate) fn voice(&self, language: Language, seed: u64) -> Voice<'_> {
        Voice {
            business: &self.knowledge.business,
            language,
            seed,
        }
    }

    fn language(&self, message: &str, turn: &Turn<'_>) -> Language {
        let business = &self.knowledge.business;
        let mut allowed = vec![business.default_language];
        allowed.extend(
            business
                .languages
                .iter()
                .filter(|it| **it != business.default_language),
        );
        let prior = Prior {
            conversation: turn.state.language,
            locale: turn.locale,
        };
        detect(message, prior, &allowed)
    }

    /// The clauses of a message: sentences, taken apart where both sides ask for something of
    /// their own.
    fn understand(&self, message: &str, turn: &Turn<'_>, language: Language) -> Vec<Understanding> {
        let today = turn.now.date();
        let mut context = Context {
            last_intent: turn.state.last_intent,
        };
        let mut clauses: Vec<Understanding> = Vec::new();
        for sentence in sentences(message) {
            let mut read = |text: &str| {
                let it = Understanding::read(
                    text,
                    sentence.is_question,
                    &self.indexes,
                    language,
                    today,
                    context,
                );
                context.last_intent = it.intent().or(context.last_intent);
                it
            };
            let whole = read(sentence.text);
            let mut groups: Vec<(String, Understanding)> = Vec::new();
            let parts = pieces(sentence.text);
            if parts.len() > 1 {
                for piece in parts {
                    let found = read(piece);
                    match groups.last_mut() {
                        Some(last) if !stand_apart(&last.1, &found) => {
                            // Read again together, as they belong together.
                            last.0 = format!("{} {piece}", last.0);
                            last.1 = read(&last.0);
                        }
                        _ => groups.push((piece.to_owned(), found)),
                    }
                }
            }
            if groups.len() > 1 {
                clauses.extend(groups.into_iter().map(|it| it.1));
            } else {
                clauses.push(whole);
            }
        }
        clauses
    }

    /// The message as one, for the appointment request.
    fn whole(
        &self,
        message: &str,
        turn: &Turn<'_>,
        language: Language,
        clauses: &[Understanding],
    ) -> Understanding {
        if let [clause] = clauses {
            return clause.clone();
        }
        let context = Context {
            last_intent: turn.state.last_intent,
        };
        Understanding::read(
            message,
            clauses.iter().any(|it| it.is_question),
            &self.indexes,
            language,
            turn.now.date(),
            context,
        )
    }

    fn reading<'a>(
        turn: &Turn<'a>,
        text: &'a str,
        whole: &'a Understanding,
        intent: Option<Intent>,
    ) -> Reading<'a> {
        Reading {
            text,
            analysis: &whole.analysis,
            when: &whole.when,
            services: &whole.services,
            intent,
            certainty: whole.decision.map_or(0.0, |it| it.1),
            is_question: whole.is_question,
            now: turn.now,
            availability: turn.availability,
        }
    }

    /// A turn while an appointment request is open.
    fn go_on(
        &self,
        turn: &Turn<'_>,
        voice: &Voice<'_>,
        request: &AppointmentRequest,
        whole: &Understanding,
        clauses: &[Understanding],
    ) -> Reply {
        let message = cut(turn.message).trim();
        let intent = match whole.decision {
            Some((Decision::Intent(intent), certainty))
                if whole.is_explicit && certainty >= 0.5 =>
            {
                Some(intent)
            }
            // What a FAQ entry answers is a question about something on offer.
            Some((Decision::Faq(_), _)) => Some(Intent::ServiceOffer),
            _ => None,
        };
        let reading = Self::reading(turn, message, whole, intent);
        let desk = self.desk(voice);
        match desk.advance(request, &reading) {
            Step::Answer(part, request) => finish(
                voice,
                turn.state,
                vec![booking_part(*part, request.as_ref())],
                request,
            ),
            Step::Interrupted => {
                let responder = self.responder(turn, voice);
                let mut parts = content_parts(&responder, clauses);
                if parts.is_empty() {
                    parts.push(responder.answer(whole));
                }
                parts.push(desk.resume(request, &reading));
                finish(voice, turn.state, parts, Some(request.clone()))
            }
        }
    }

    const fn desk<'a>(&'a self, voice: &'a Voice<'a>) -> Desk<'a> {
        Desk {
            voice,
            knowledge: &self.knowledge,
        }
    }

    /// What concerns the request that was sent earlier in the conversation.
    fn after_booking(
        &self,
        turn: &Turn<'_>,
        voice: &Voice<'_>,
        message: &str,
        whole: &Understanding,
    ) -> Option<Step> {
        let booked = turn.state.booked.as_ref()?;
        let desk = self.desk(voice);
        let says = |concept| whole.analysis.means(concept);
        let intent = whole.intent().filter(|_| whole.is_explicit);
        let is_moved = whole.when.is_named() && whole.services.is_empty() && !whole.is_question;
        if says("abort") || intent == Some(Intent::AppointmentCancel) {
            return Some(desk.withdraw());
        }
        let is_change = intent == Some(Intent::AppointmentChange)
            || is_moved && (says("no_word") || intent == Some(Intent::AppointmentBook));
        if is_change {
            let reading = Self::reading(turn, message, whole, Some(Intent::AppointmentChange));
            return Some(desk.reopen(booked, &reading));
        }
        let is_nod = |it: &Word| it.weight <= 0.0 || it.means("yes_word");
        (says("yes_word") && whole.analysis.words.iter().all(is_nod)).then(|| {
            let part = Part::plain(voice.text("book.sent_already"));
            Step::Answer(Box::new(part), None)
        })
    }

    fn responder<'a>(&'a self, turn: &Turn<'a>, voice: &Voice<'a>) -> Responder<'a> {
        Responder {
            voice: *voice,
            knowledge: &self.knowledge,
            indexes: &self.indexes,
            now: turn.now,
            last_service: turn.state.last_service.as_deref(),
        }
    }

    /// Answers every clause, and begins an appointment request where one is asked for.
    fn answer_all(
        &self,
        turn: &Turn<'_>,
        voice: &Voice<'_>,
        message: &str,
        whole: &Understanding,
        clauses: &[Understanding],
    ) -> (Vec<Part>, Option<AppointmentRequest>) {
        let responder = self.responder(turn, voice);
        let mut parts = content_parts(&responder, clauses);
        let is_asked = clauses
            .iter()
            .any(|it| it.intent() == Some(Intent::AppointmentBook));
        let is_wished = is_asked || booking::is_wished(message, whole, turn.state);
        let mut request = None;
        let is_urgent = parts
            .iter()
            .any(|it| it.intent == Some(Intent::BreakdownEmergency));
        if is_wished && !is_urgent {
            let reading = Self::reading(turn, message, whole, Some(Intent::AppointmentBook));
            let offered = turn.state.last_service.as_deref().filter(|_| !is_asked);
            if let Step::Answer(mut part, begun) = self.desk(voice).start(&reading, offered) {
                part.intent = Some(Intent::AppointmentBook);
                part.confidence = whole.certainty(Intent::AppointmentBook).max(WISHED);
                // What the request is about needs no answer of its own.
                parts.retain(|it| it.intent != Some(Intent::ServiceOffer) || it.is_unanswered);
                parts.retain(|it| it.intent.is_none_or(|it| !is_wish(it)));
                if !is_asked {
                    parts.clear();
                }
                parts.push(*part);
                request = begun;
            }
        }
        let says_nothing = |it: &Understanding| {
            it.decision.is_none() && it.analysis.words.iter().all(|word| word.weight <= 0.0)
        };
        if request.is_none() && clauses.iter().all(says_nothing) {
            // `Ja`, `ok`
            return (vec![unclear(voice)], None);
        }
        if parts.is_empty() {
            parts.push(social_part(&responder, clauses).unwrap_or_else(|| responder.unknown()));
        }
        (parts, request)
    }
}

/// A part of the way to an appointment.
fn booking_part(part: Part, request: Option<&AppointmentRequest>) -> Part {
    let is_given_up = request.is_none() && part.booking.is_none();
    let is_change = part.withdraws_booking || request.is_some_and(|it| it.replaces);
    Part {
        intent: Some(if is_given_up && part.actions.is_empty() {
            Intent::AppointmentCancel
        } else if is_change {
            Intent::AppointmentChange
        } else {
            Intent::AppointmentBook
        }),
        confidence: 1.0,
        ..part
    }
}

/// The message holds no word.
fn unclear(voice: &Voice<'_>) -> Part {
    Part {
        intent: Some(Intent::OutOfScope),
        ..Part::plain(voice.text("unclear"))
    }
}

/// Intents that only say what an appointment is for.
const fn is_wish(intent: Intent) -> bool {
    matches!(
        intent,
        Intent::TyreChange | Intent::InspectionHuAu | Intent::TyreStorage | Intent::ServiceOffer
    )
}

/// The clauses that are answered: several where at least two ask for something of their own, else
/// the message as a whole, or the one clause of a long story that asks for something.
fn settled(clauses: Vec<Understanding>, whole: &Understanding) -> Vec<Understanding> {
    let mut matters: Vec<&Understanding> = Vec::new();
    for clause in clauses.iter().filter(|it| is_own_matter(it)) {
        let same =
            |it: &&Understanding| it.decision.map(|it| it.0) == clause.decision.map(|it| it.0);
        if !matters.iter().any(same) || !clause.services.is_empty() {
            matters.push(clause);
        }
    }
    let is_strange = |it: &Understanding| {
        it.is_question && it.certainty(Intent::OutOfScope) >= STRANGE && it.analysis.words.len() > 2
    };
    match matters.as_slice() {
        [] if clauses.iter().all(|it| it.intent().is_some_and(is_social)) => clauses,
        [] => vec![whole.clone()],
        [one] if !clauses.iter().any(is_strange) => {
            let certainty = |it: &Understanding| it.decision.map_or(0.0, |it| it.1);
            let is_whole = is_own_matter(whole) && certainty(whole) >= certainty(one);
            vec![if is_whole { whole } else { *one }.clone()]
        }
        _ => clauses,
    }
}

/// Whether the message does nothing but give the engine orders. What it asks beside them is
/// answered from the facts like anything else.
fn is_order(whole: &Understanding) -> bool {
    whole.analysis.means("order_word") && whole.services.is_empty()
}

/// Whether a clause asks for something by itself.
fn is_own_matter(clause: &Understanding) -> bool {
    let is_content = |it: Intent| !is_social(it) && it != Intent::OutOfScope;
    clause.is_explicit
        && match clause.decision {
            Some((Decision::Faq(_), _)) => true,
            Some((Decision::Intent(intent), certainty)) => is_content(intent) && certainty >= 0.5,
            None => false,
        }
}

/// Whether two neighbouring pieces ask for different things.
fn stand_apart(left: &Understanding, right: &Understanding) -> bool {
    let continues_price = left.intent() == Some(Intent::Price)
        && right.intent() == Some(Intent::ServiceOffer)
        && !right.asks_what;
    // `Zahnriemen am Octavia fällig, was kostet der Spaß?`
    let is_subject = !left.is_question
        && left.intent().is_some_and(is_topic)
        && right.intent() == Some(Intent::Price)
        && right.services.is_empty()
        && !left.services.is_empty();
    !continues_price
        && !is_subject
        && is_own_matter(left)
        && is_own_matter(right)
        && left.decision.map(|it| it.0) != right.decision.map(|it| it.0)
}

/// The answers to all clauses that are more than politeness; urgent ones first.
fn content_parts(responder: &Responder<'_>, clauses: &[Understanding]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let has_content = clauses
        .iter()
        .any(|it| it.decision.is_some() && it.intent().is_none_or(|intent| !is_social(intent)));
    let is_complaint = clauses
        .iter()
        .any(|it| it.intent() == Some(Intent::Complaint));
    for clause in clauses {
        let refers_back = clause.intent() == Some(Intent::Price)
            && clause.services.is_empty()
            && !names_something(clause)
            && parts.iter().any(|it| it.service.is_some());
        let is_told = matches!(clause.decision, Some((Decision::Faq(_), _))) && !clause.is_question;
        // The price was just told; who complains wants no FAQ.
        if refers_back || is_complaint && is_told {
            continue;
        }
        let part = match clause.intent() {
            Some(intent) if is_social(intent) || intent == Intent::AppointmentBook => continue,
            // What is not understood beside an answer is only told of when it is a question.
            _ if clause.decision.is_none() => {
                let is_question = clause.is_question && clause.analysis.words.len() >= 3;
                if has_content && !is_question {
                    continue;
                }
                if !has_content && clauses.len() > 1 && clause.analysis.words.len() < 2 {
                    continue;
                }
                responder.unknown()
            }
            _ => Responder::entities(clause, responder.answer(clause)),
        };
        if !parts.iter().any(|it| it.text == part.text) {
            parts.push(part);
        }
    }
    let mut unknown = 0;
    parts.retain(|it| {
        let is_unknown = it.intent == Some(Intent::OutOfScope);
        unknown += usize::from(is_unknown);
        !is_unknown || unknown == 1
    });
    parts.sort_by_key(|it| match it.intent {
        Some(Intent::BreakdownEmergency) => 0,
        Some(Intent::Complaint) => 1,
        _ => 2,
    });
    parts.truncate(MAX_PARTS);
    parts
}

fn social_part(responder: &Responder<'_>, clauses: &[Understanding]) -> Option<Part> {
    let mut social: Vec<&Understanding> = clauses
        .iter()
        .filter(|it| it.intent().is_some_and(is_social))
        .collect();
    // `Danke, tschüss`: the last word counts.
    social.sort_by_key(|it| it.intent() == Some(Intent::Goodbye));
    social.last().map(|it| responder.answer(it))
}

/// Puts the parts together and remembers what was spoken of.
fn finish(
    voice: &Voice<'_>,
    state: &DialogueState,
    parts: Vec<Part>,
    appointment: Option<AppointmentRequest>,
) -> Reply {
    let intent = parts
        .iter()
        .find_map(|it| it.intent)
        .unwrap_or(Intent::OutOfScope);
    let own_intent = parts
        .iter()
        .find(|it| it.intent.is_some())
        .and_then(|it| it.own_intent.clone());
    let confidence = parts.first().map_or(0.0, |it| it.confidence);
    let last_service = parts.iter().rev().find_map(|it| it.service.clone());
    let is_unanswered = parts.iter().any(|it| it.is_unanswered);
    let is_booking = appointment.is_some();
    let mut reply = Reply {
        text: String::new(),
        language: voice.language,
        intent,
        own_intent,
        confidence,
        entities: Vec::new(),
        suggestions: Vec::new(),
        actions: Vec::new(),
        is_unanswered,
        sources: Vec::new(),
        booking: parts.iter().find_map(|it| it.booking.clone()),
        withdraws_booking: parts.iter().any(|it| it.withdraws_booking),
        callback: parts.iter().find_map(|it| it.callback.clone()),
        state: DialogueState {
            language: Some(voice.language),
            last_intent: if is_social(intent) {
                state.last_intent
            } else {
                Some(intent)
            },
            last_service: last_service.or_else(|| state.last_service.clone()),
            appointment,
            awaits_callback_number: callback::is_open(&parts, state),
            booked: None,
        },
    };
    reply.state.booked = match &reply.booking {
        Some(booking) => Some(booking.clone()),
        None => state.booked.clone().filter(|_| !reply.withdraws_booking),
    };
    let mut texts: Vec<String> = Vec::new();
    for part in parts {
        texts.push(part.text);
        extend_new(&mut reply.entities, part.entities);
        extend_new(&mut reply.actions, part.actions);
        extend_new(&mut reply.sources, part.sources);
        extend_new(&mut reply.suggestions, part.suggestions);
    }
    texts.retain(|it| !it.trim().is_empty());
    reply.text = texts.join("\n\n");
    if reply.suggestions.is_empty() && !is_booking {
        reply.suggestions = suggestions(voice, &reply);
    }
    reply.suggestions.truncate(MAX_SUGGESTIONS);
    reply
}

/// What the visitor may want next.
fn suggestions(voice: &Voice<'_>, reply: &Reply) -> Vec<String> {
    let has_appointment = reply.actions.contains(&Action::Appointment);
    let keys: &[&str] = match reply.intent {
        _ if has_appointment => &[],
        Intent::BreakdownEmergency => &["suggest.location", "suggest.human"],
        Intent::Goodbye | Intent::Thanks => &[],
        Intent::OpeningHours => &["suggest.appointment", "suggest.location"],
        Intent::Location | Intent::Contact => &["suggest.hours", "suggest.appointment"],
        Intent::HumanHandoff | Intent::Complaint => &["suggest.hours"],
        _ if reply.is_unanswered => &["suggest.hours", "suggest.appointment", "suggest.human"],
        _ => &["suggest.appointment", "suggest.hours"],
    };
    keys.iter().map(|it| voice.text(it)).collect()
}

fn extend_new<T: PartialEq>(list: &mut Vec<T>, items: Vec<T>) {
    for item in items {
        if !list.contains(&item) {
            list.push(item);
        }
    }
}
