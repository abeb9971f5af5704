//! What a clause asks for: intents, FAQ entries, services, days and makes, weighed together.

use crate::{
    Intent, Knowledge, KnowledgeEntry, Language,
    analysis::{Analysis, Term, Word},
    classifier::Words,
    dates::When,
    fusion::{Evidence, fuse},
    intent::{self, Findings},
    lexicon::{LEXICON, Vocabulary, words_of},
    matters::Finding,
    prices::ServiceIndex,
    retrieval::{Hit, Index},
    topics::{self, OwnTopics},
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};

/// Probability from which the most probable intent is acted on.
const ACCEPT: f32 = 0.2;
/// Certainty from which a cue counts beside others.
const CUED: f32 = 0.45;
/// Agreement from which a FAQ entry wins over any intent.
const FAQ_SURE: f32 = 0.72;
/// Agreement from which a FAQ entry answers what has no intent.
const FAQ_LIKELY: f32 = 0.5;
/// Agreement from which a FAQ entry answers a topic that only FAQ entries can answer.
const FAQ_TOPIC: f32 = 0.5;
/// Certainty of being out of scope that only the very question of an entry outdoes.
const SURELY_OUT: f32 = 0.85;
/// Certainty from which other intents of the clause are doubted.
const OFF_TOPIC: f32 = 0.65;
/// Score from which a text is on a topic.
const ON_TOPIC: f32 = -0.3;
/// Agreement of an entry on the border of what its phrasings say, what a score above adds to it,
/// and what is added when words agree as well.
const LEARNT_AGREEMENT: f32 = 0.5;
const LEARNT_SLOPE: f32 = 0.3;
const LEARNT_BONUS: f32 = 0.1;
/// Score of an intent that doubts a matter of another one, and score of the matter that it does
/// not doubt.
const SURE_TOPIC: f32 = 0.0;
const SURE_MATTER: f32 = 0.3;
/// Agreement of an entry on the matter of the clause, what the surer of both adds to it, and how
/// much words that agree count beside it.
const MATTER_AGREEMENT: f32 = 0.75;
const MATTER_SLOPE: f32 = 0.3;
const MATTER_BONUS: f32 = 0.2;
/// What is added when the entry is on the topic of the clause.
const TOPIC_BONUS: f32 = 0.1;
/// What is left of a topic beside a request: `Was kostet die HU?` asks for the price.
const BESIDE_REQUEST: f32 = 0.55;

/// Entries that are compared.
const FEW_HITS: usize = 16;
/// What of a question must be shared with an entry on the topic.
const LEAST_SHARED: f32 = 0.2;
/// How much a term counts that only the answer holds.
const IN_ANSWER: f32 = 0.15;

/// The searchable knowledge of a business.
#[derive(Debug)]
pub struct Indexes {
    /// Its own words.
    pub vocabulary: Vocabulary,
    /// FAQ entries by [`Language::index`].
    pub faq: [Index; 3],
    /// Price list.
    pub services: ServiceIndex,
    /// The entries whose answers speak of a term, by [`Language::index`].
    answers: [HashMap<String, Vec<usize>>; 3],
    /// Makes it names, folded, with the name.
    brands: Vec<(Vec<String>, String)>,
    /// The languages of the entries, by number.
    languages: Vec<Language>,
    /// What the entries are about, by number.
    topics: Vec<Option<Intent>>,
    /// The matters they are on, by number.
    matters: Vec<Option<Finding>>,
    /// The entries as topics of their own.
    own: OwnTopics,
}

impl Indexes {
    /// Reads the knowledge.
    pub fn new(knowledge: &Knowledge) -> Self {
        let mut vocabulary = Vocabulary::default();
        for text in texts(knowledge) {
            for word in words_of(text) {
                LEXICON.learn(&mut vocabulary, &word);
            }
        }
        let entries: Vec<EntryReading> = knowledge
            .entries
            .iter()
            .map(|it| EntryReading::new(it, &vocabulary))
            .collect();
        let faq = Language::ALL.map(|language| {
            let own = entries.iter().enumerate();
            let own = own.filter(|(number, _)| knowledge.entries[*number].language == language);
            Index::new(own.flat_map(|(number, it)| {
                let analyses = it.analyses.iter();
                analyses.map(move |it| (number, it.terms(language)))
            }))
        });
        let mut answers: [HashMap<String, Vec<usize>>; 3] = Default::default();
        for (number, entry) in knowledge.entries.iter().enumerate() {
            let analysis = Analysis::new(crate::text::cut(&entry.answer), &vocabulary);
            for term in analysis.terms(entry.language) {
                let speaking = answers[entry.language.index()].entry(term.key);
                speaking.or_default().push(number);
            }
        }
        let services = ServiceIndex::new(knowledge, &vocabulary);
        let brands = knowledge
            .business
            .vehicle_brands
            .iter()
            .map(|it| (words_of(it).collect(), it.clone()))
            .filter(|(words, _): &(Vec<String>, String)| !words.is_empty())
            .collect();
        Self {
            faq,
            services,
            answers,
            brands,
            languages: knowledge.entries.iter().map(|it| it.language).collect(),
            topics: entries.iter().map(EntryReading::topic).collect(),
            matters: entries
                .iter()
                .map(|it| topics::matters().of_all(&it.words))
                .collect(),
            own: OwnTopics::learn(entries.iter().map(|it| it.words.as_slice())),
            vocabulary,
        }
    }

    /// The FAQ entry in the visitor's language whose answer speaks of all that a question names.
    fn mentioned(&self, terms: &[Term], language: Language) -> Option<usize> {
        let answers = &self.answers[language.index()];
        let mut speaking: Option<Vec<usize>> = None;
        for term in terms.iter().filter(|it| it.weight >= 0.8) {
            let entries = answers.get(&term.key)?;
            let left = match speaking {
                None => entries.clone(),
                Some(before) => before
                    .into_iter()
                    .filter(|it| entries.contains(it))
                    .collect(),
            };
            speaking = Some(left);
        }
        // What several entries speak of, none of them is about.
        match speaking?[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    /// The entry on a topic that shares most with a question, in its question or its answer; on
    /// some topics any says more than none.
    fn on_topic(&self, terms: &[Term], language: Language, topic: Intent) -> Option<usize> {
        let is_on_topic =
            |it: usize| self.topics[it] == Some(topic) && self.languages[it] == language;
        let mut shared: BTreeMap<usize, f32> = BTreeMap::new();
        if is_answered_in_general(topic) {
            shared.extend(
                (0..self.topics.len())
                    .filter(|it| is_on_topic(*it))
                    .map(|it| (it, 0.0)),
            );
        }
        for hit in self.faq[language.index()].search(terms, FEW_HITS) {
            if is_on_topic(hit.item) {
                shared.insert(hit.item, hit.agreement);
            }
        }
        for term in terms {
            let entries = self.answers[language.index()].get(&term.key);
            for entry in entries.into_iter().flatten().filter(|it| is_on_topic(**it)) {
                *shared.entry(*entry).or_default() += IN_ANSWER * term.weight;
            }
        }
        // Of equal ones the first in the owner's order.
        let best = shared
            .into_iter()
            .rev()
            .max_by(|a, b| a.1.total_cmp(&b.1))?;
        (best.1 >= LEAST_SHARED || is_answered_in_general(topic)).then_some(best.0)
    }

    /// The make that is named, as people write it.
    fn brand(&self, analysis: &Analysis) -> Option<String> {
        let own = self.brands.iter().find(|(words, _)| {
            analysis.words.windows(words.len()).any(|window| {
                window
                    .iter()
                    .zip(words)
                    .all(|(word, brand)| word.fold == *brand)
            })
        });
        if let Some((_, name)) = own {
            return Some(name.clone());
        }
        let mut concepts = analysis.words.iter().flat_map(|it| &it.concepts);
        concepts
            .find(|it| LEXICON.name(**it).starts_with("brand_"))
            .map(|it| LEXICON.label(*it).to_owned())
    }
}

/// The phrasings of an entry, read.
struct EntryReading {
    analyses: Vec<Analysis>,
    words: Vec<Words>,
    language: Language,
}

impl EntryReading {
    fn new(entry: &KnowledgeEntry, vocabulary: &Vocabulary) -> Self {
        let phrasings = std::iter::once(&entry.question).chain(&entry.variants);
        let analyses: Vec<Analysis> = phrasings
            .map(|it| Analysis::new(crate::text::cut(it), vocabulary))
            .collect();
        let words = analyses.iter();
        Self {
            words: words.map(|it| topics::words(it, entry.language)).collect(),
            language: entry.language,
            analyses,
        }
    }

    /// The intent most phrasings have.
    fn topic(&self) -> Option<Intent> {
        let mut votes: BTreeMap<Intent, f32> = BTreeMap::new();
        for (analysis, words) in self.analyses.iter().zip(&self.words) {
            let opinion = topics::classify(analysis, words, self.language);
            if let Some((intent, score)) = opinion.scores.first() {
                *votes.entry(*intent).or_default() += (score + 1.0).max(0.0);
            }
        }
        let most = votes.into_iter().max_by(|a, b| a.1.total_cmp(&b.1));
        most.map(|it| it.0)
    }
}

fn texts(knowledge: &Knowledge) -> impl Iterator<Item = &str> {
    let services = knowledge.services.iter().flat_map(|it| {
        let translated = it.translations.values().map(|it| it.name.as_str());
        [it.name.as_str(), it.category.as_str()]
            .into_iter()
            .chain(it.vehicle_class.as_deref())
            .chain(translated)
    });
    let entries = knowledge.entries.iter().flat_map(|it| {
        std::iter::once(it.question.as_str()).chain(it.variants.iter().map(String::as_str))
    });
    let brands = knowledge.business.vehicle_brands.iter().map(String::as_str);
    services.chain(entries).chain(brands)
}

/// What a clause asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Decision {
    /// The FAQ entry of this number answers it.
    Faq(usize),
    /// It is answered as this intent.
    Intent(Intent),
}

/// A clause with all that was found in it.
#[derive(Clone, Debug)]
pub struct Understanding {
    /// Its words.
    pub analysis: Analysis,
    /// Its days and times.
    pub when: When,
    /// Services it names, by number.
    pub services: Vec<usize>,
    /// The make it names.
    pub brand: Option<String>,
    /// Intents with their certainty, the most certain first.
    pub intents: Vec<(Intent, f32)>,
    /// The FAQ entry that fits best.
    pub faq: Option<Hit>,
    /// The matter it is on.
    pub matter: Option<&'static str>,
    /// The matter the FAQ entry is on.
    pub entry_matter: Option<&'static str>,
    /// The FAQ entry in the visitor's language that is on the topic of the most likely intent.
    pub on_topic: Option<usize>,
    /// The FAQ entry whose answer, not question, speaks of all that is named.
    pub mentioned: Option<usize>,
    /// What is to be answered, and how sure that is. `None`: not understood.
    pub decision: Option<(Decision, f32)>,
    /// Whether the decision rests on a cue or FAQ entry, not only on what else was found.
    pub is_explicit: bool,
    /// Whether it is put as a question.
    pub is_question: bool,
    /// Whether it asks for more than yes or no.
    pub asks_what: bool,
}

/// What was spoken of before.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context {
    /// Intent of the turn or clause before.
    pub last_intent: Option<Intent>,
}

impl Understanding {
    /// Reads a clause.
    pub fn read(
        text: &str,
        is_question: bool,
        indexes: &Indexes,
        language: Language,
        today: NaiveDate,
        context: Context,
    ) -> Self {
        let analysis = Analysis::new(text, &indexes.vocabulary);
        let when = When::read(&analysis, today);
        let services = indexes.services.find(&analysis, language);
        let brand = indexes.brand(&analysis);
        let findings = Findings {
            has_when: when.is_named(),
            has_service: !services.is_empty(),
            has_brand: brand.is_some(),
        };
        let cues = weighed(intent::score(&analysis, language, findings), findings);
        let terms = analysis.terms(language);
        let words = topics::words(&analysis, language);
        let opinion = topics::classify(&analysis, &words, language);
        let topic = opinion.scores.first().filter(|it| it.1 >= ON_TOPIC);
        let is_at_odds = |found: &Finding| {
            let intent = topics::matters().intent(found.matter);
            let sure = opinion.scores.first().filter(|it| it.1 >= SURE_TOPIC);
            found.score < SURE_MATTER && sure.is_some_and(|it| it.0 != intent)
        };
        let matter = topics::matters().find(&words).filter(|it| !is_at_odds(it));
        let subject = Subject {
            topic: topic.map(|it| it.0),
            matter,
            has_brand: brand.is_some(),
            own_topic: indexes.own.find(&words),
        };
        let faq = best_entry(indexes, &analysis, language, subject);
        let evidence = Evidence {
            has_service: findings.has_service,
            has_trade: names_trade(&analysis),
            matter: matter.map(|it| (topics::matters().intent(it.matter), it.depth())),
        };
        let intents = fuse(&opinion, &cues, evidence);
        let on_topic = intents
            .first()
            .and_then(|it| indexes.on_topic(&terms, language, it.0));
        let mentioned = indexes.mentioned(&terms, language);
        let asks_what = analysis
            .words
            .iter()
            .any(|it| LEXICON.is_question_word(&it.fold));
        let mut understanding = Self {
            analysis,
            when,
            services,
            brand,
            intents,
            faq,
            matter: matter.map(|it| topics::matters().name(it.matter)),
            entry_matter: faq.and_then(|hit| {
                let told = indexes.matters[hit.item]?;
                Some(topics::matters().name(told.matter))
            }),
            on_topic,
            mentioned,
            decision: None,
            is_explicit: true,
            is_question: is_question || asks_what,
            asks_what,
        };
        understanding.decide(context);
        understanding
    }

    /// The intent, if the decision is one.
    pub fn intent(&self) -> Option<Intent> {
        match self.decision {
            Some((Decision::Intent(intent), _)) => Some(intent),
            _ => None,
        }
    }

    /// The certainty of an intent.
    pub fn certainty(&self, intent: Intent) -> f32 {
        self.intents
            .iter()
            .find(|it| it.0 == intent)
            .map_or(0.0, |it| it.1)
    }

    /// The FAQ entry, if it fits well enough for a topic.
    pub fn topic_entry(&self) -> Option<Hit> {
        self.faq.filter(|it| it.agreement >= FAQ_TOPIC)
    }

    /// The FAQ entry that fits, else one on the topic.
    pub fn entry_on_topic(&self) -> Option<usize> {
        self.topic_entry().map(|it| it.item).or(self.on_topic)
    }

    /// The intent that is acted on: the most probable one, where any is more probable than none.
    fn top(&self) -> Option<(Intent, f32)> {
        let other = self.certainty(Intent::OutOfScope);
        let top = self.intents.iter().copied();
        let mut top = top.filter(|it| (it.0 == Intent::OutOfScope) == (other >= 0.5));
        top.next().filter(|it| it.1 >= ACCEPT)
    }

    fn decide(&mut self, context: Context) {
        let top = self.top();
        let faq = self.faq.filter(|it| it.agreement >= FAQ_LIKELY);
        let elliptic = self.elliptic(context);
        if self.is_fragment(top, context) && elliptic.is_some() {
            self.decision = elliptic;
            self.is_explicit = false;
            return;
        }
        self.decision = match (top, faq) {
            (Some((Intent::BreakdownEmergency, certainty)), _) => {
                Some((Decision::Intent(Intent::BreakdownEmergency), certainty))
            }
            (top, Some(hit)) if hit.agreement >= self.least_agreement(top) => {
                Some((Decision::Faq(hit.item), hit.agreement))
            }
            (Some((intent, certainty)), _) => Some((Decision::Intent(intent), certainty)),
            (None, _) => elliptic,
        };
        self.is_explicit = match self.decision {
            Some((Decision::Faq(_), _)) => true,
            Some((Decision::Intent(intent), _)) => top.is_some_and(|it| it.0 == intent),
            None => false,
        };
    }

    /// Whether the FAQ entry is on the matter of the clause.
    fn is_entry_on_matter(&self) -> bool {
        self.matter.is_some() && self.entry_matter == self.matter
    }

    /// Agreement from which the FAQ entry wins over the most certain intent.
    fn least_agreement(&self, top: Option<(Intent, f32)>) -> f32 {
        match top {
            None if !self.services.is_empty() => FAQ_SURE,
            None | Some((Intent::Greeting | Intent::Thanks | Intent::Goodbye, _)) => FAQ_LIKELY,
            // Facts that are computed go before prose, unless it is the very question.
            Some((Intent::Price, _)) if !self.services.is_empty() => 0.9,
            // `Termin beim Zahnarzt` is not the entry about appointments.
            Some((Intent::OutOfScope, certainty)) if certainty >= SURELY_OUT => 0.95,
            Some((Intent::OpeningHours, _)) if self.when.is_named() || self.when.is_now => 0.9,
            Some((
                Intent::AppointmentBook | Intent::AppointmentCancel | Intent::AppointmentChange,
                _,
            )) if !self.is_question && !self.is_entry_on_matter() => 0.9,
            Some((intent, _)) if is_topic(intent) => FAQ_TOPIC,
            Some(_) => FAQ_SURE,
        }
    }

    /// Whether the clause is no more than a service or a time, which means something by what was
    /// spoken of before.
    fn is_fragment(&self, top: Option<(Intent, f32)>, context: Context) -> bool {
        let is_other = top.is_none_or(|it| it.0 == Intent::OutOfScope);
        let continues_price = context.last_intent == Some(Intent::Price)
            && !self.services.is_empty()
            && !self.asks_what;
        let telling = self.analysis.words.iter().filter(|it| it.weight > 0.0);
        let is_short = telling.count() <= 2;
        is_other && self.mentioned.is_none() && (is_short || !self.services.is_empty())
            || continues_price && is_short
    }

    /// What a clause without a cue asks for: `Und die Inspektion?`, `Samstag?`
    fn elliptic(&self, context: Context) -> Option<(Decision, f32)> {
        let intent = |it| Some((Decision::Intent(it), 0.5));
        if !self.services.is_empty() {
            return match context.last_intent {
                Some(Intent::Price) => intent(Intent::Price),
                _ => intent(Intent::ServiceOffer),
            };
        }
        if self.brand.is_some() && context.last_intent == Some(Intent::ServiceOffer) {
            return intent(Intent::ServiceOffer);
        }
        let is_only_when = self.when.is_named()
            && self.analysis.words.iter().all(|it| {
                let is_calendar = it.all_concepts().any(|it| LEXICON.is_calendar(it));
                let is_trade = it.all_concepts().any(|it| LEXICON.is_trade(it));
                it.is_number || it.weight < 1.0 || (is_calendar || is_trade) && !it.is_unknown
            });
        if let Some(number) = self.mentioned {
            return Some((Decision::Faq(number), 0.5));
        }
        if is_only_when
            && (self.is_question
                || context.last_intent == Some(Intent::OpeningHours)
                || self.analysis.words.len() <= 4)
        {
            return intent(Intent::OpeningHours);
        }
        None
    }
}

/// Whether a text names something of the trade beyond the words every such question is made of.
fn names_trade(analysis: &Analysis) -> bool {
    let mut concepts = analysis.words.iter().flat_map(Word::all_concepts);
    concepts.any(|it| {
        let name = LEXICON.name(it);
        LEXICON.is_trade(it) && !name.ends_with("_word") && name != "appointment"
    })
}

/// What the classifiers found a clause to be about.
#[derive(Clone, Copy, Debug)]
struct Subject {
    topic: Option<Intent>,
    matter: Option<Finding>,
    has_brand: bool,
    /// The entry it belongs to as a topic of the business, with its score.
    own_topic: Option<(usize, f32)>,
}

/// The FAQ entry that fits best: one in the visitor's language, else one in another. What the
/// classifier found speaks for the entries on that topic.
fn best_entry(
    indexes: &Indexes,
    analysis: &Analysis,
    language: Language,
    subject: Subject,
) -> Option<Hit> {
    let search = |it: Language| {
        let terms = analysis.terms(it);
        let mut hits = indexes.faq[it.index()].search(&terms, 8);
        if let Some((item, score)) = subject.own_topic.filter(|_| it == language) {
            let agreement = LEARNT_AGREEMENT + LEARNT_SLOPE * score;
            match hits.iter_mut().find(|it| it.item == item) {
                Some(hit) => hit.agreement = hit.agreement.max(agreement) + LEARNT_BONUS,
                None => hits.push(Hit {
                    item,
                    score: 0.0,
                    agreement,
                }),
            }
        }
        // Of a make the business tells in the visitor's language.
        let matter = subject
            .matter
            .filter(|_| it == language || !subject.has_brand);
        if let Some(asked) = matter {
            for (item, matter) in indexes.matters.iter().enumerate() {
                let Some(told) = matter.filter(|it| it.matter == asked.matter) else {
                    continue;
                };
                if indexes.languages[item] != it {
                    continue;
                }
                let agreement = MATTER_AGREEMENT + MATTER_SLOPE * asked.score.min(told.score);
                match hits.iter_mut().find(|it| it.item == item) {
                    Some(hit) => {
                        hit.agreement = hit.agreement.max(agreement) + MATTER_BONUS * hit.agreement;
                    }
                    None => hits.push(Hit {
                        item,
                        score: 0.0,
                        agreement,
                    }),
                }
            }
        }
        for hit in &mut hits {
            if subject.topic.is_some() && indexes.topics[hit.item] == subject.topic {
                hit.agreement += TOPIC_BONUS;
            }
            hit.agreement = hit.agreement.min(1.0);
        }
        hits.into_iter()
            .max_by(|a, b| a.agreement.total_cmp(&b.agreement))
    };
    let own = search(language);
    if own.is_some_and(|it| it.agreement >= FAQ_LIKELY) {
        return own;
    }
    let others = Language::ALL.into_iter().filter(|it| *it != language);
    let other = others
        .filter_map(search)
        .max_by(|a, b| a.agreement.total_cmp(&b.agreement));
    match (own, other) {
        (Some(_), Some(other)) if other.agreement * FOREIGN > FAQ_SURE => Some(foreign(other)),
        (Some(own), _) => Some(own),
        (None, other) => other.map(foreign),
    }
}

/// An entry in another language fits less well.
const FOREIGN: f32 = 0.8;

fn foreign(hit: Hit) -> Hit {
    Hit {
        agreement: hit.agreement * FOREIGN,
        ..hit
    }
}

/// Topics on which the first answer of the owner helps, whatever is asked.
const fn is_answered_in_general(intent: Intent) -> bool {
    matches!(
        intent,
        Intent::Warranty
            | Intent::LoanCar
            | Intent::TyreStorage
            | Intent::VehicleSale
            | Intent::Financing
            | Intent::TestDrive
            | Intent::JobApplication
    )
}

/// Intents that say what something is about, not what is wanted.
pub const fn is_topic(intent: Intent) -> bool {
    matches!(
        intent,
        Intent::Warranty
            | Intent::LoanCar
            | Intent::TyreChange
            | Intent::TyreStorage
            | Intent::InspectionHuAu
            | Intent::Parts
            | Intent::AccidentDamage
            | Intent::VehicleSale
            | Intent::Financing
            | Intent::TestDrive
            | Intent::JobApplication
            | Intent::ServiceOffer
    )
}

/// Intents that ask for a fact or an action.
pub const fn is_request(intent: Intent) -> bool {
    matches!(
        intent,
        Intent::Price
            | Intent::AppointmentBook
            | Intent::AppointmentChange
            | Intent::AppointmentCancel
            | Intent::OpeningHours
            | Intent::Payment
            | Intent::BreakdownEmergency
            | Intent::Complaint
    )
}

/// Intents of mere politeness.
pub const fn is_social(intent: Intent) -> bool {
    matches!(intent, Intent::Greeting | Intent::Thanks | Intent::Goodbye)
}

/// Lets requests go before topics, and anything before politeness.
fn weighed(mut intents: Vec<(Intent, f32)>, findings: Findings) -> Vec<(Intent, f32)> {
    let has_request = intents.iter().any(|it| is_request(it.0) && it.1 >= CUED);
    let has_content = intents.iter().any(|it| !is_social(it.0) && it.1 >= CUED);
    let has_topic = intents
        .iter()
        .any(|it| is_topic(it.0) && it.0 != Intent::ServiceOffer && it.1 >= CUED);
    let is_off_topic = !findings.has_service
        && intents
            .iter()
            .any(|it| it.0 == Intent::OutOfScope && it.1 >= OFF_TOPIC);
    for (intent, certainty) in &mut intents {
        // `Book me a flight` asks for no appointment.
        if is_off_topic && *intent != Intent::OutOfScope {
            *certainty *= 0.5;
        }
        if has_request && is_topic(*intent)
            // `Macht ihr TÜV?` is about TÜV.
            || has_topic && *intent == Intent::ServiceOffer
        {
            *certainty *= BESIDE_REQUEST;
        }
        if has_content && is_social(*intent) {
            *certainty *= 0.3;
        }
    }
    intents.sort_by(|a, b| b.1.total_cmp(&a.1));
    intents
}
