//! What a clause is about, as learnt from phrasings: the shipped ones and those of the business.

use crate::{
    Intent, Language,
    analysis::{Analysis, Word},
    classifier::{Classifier, Example, Words},
    lexicon::{LEXICON, Vocabulary},
    matters::Matters,
    phrasings::{Topic, shipped},
};
use std::{collections::HashSet, sync::LazyLock};

/// Trained on the shipped phrasings, once in a process.
static TRAINED: LazyLock<Trained> = LazyLock::new(Trained::new);

/// Shipped phrasings that the topics of a business are told apart from.
const OTHERS: usize = 800;
/// Phrasings from which a knowledge entry is learnt as a topic of its own.
const LEAST_PHRASINGS: usize = 3;
/// Score from which a text belongs to a topic of the business; 0 is the border of the training.
const OWN_TOPIC: f32 = 0.0;

/// Trains now what the first message would wait for, about a second.
pub fn prepare() {
    LazyLock::force(&TRAINED);
}

/// What is known of matters.
pub fn matters() -> &'static Matters {
    &TRAINED.matters
}

struct Trained {
    classifier: Classifier,
    matters: Matters,
    /// By number of the label.
    topics: Vec<Topic>,
    /// A selection of the shipped phrasings.
    others: Vec<Words>,
    /// Stems of the phrasings that ask for an intent, by [`Language::index`].
    familiar: [HashSet<String>; 3],
    /// Stems of the other phrasings.
    foreign: [HashSet<String>; 3],
}

/// What the classifier makes of a text.
#[derive(Clone, Debug, Default)]
pub struct Opinion {
    /// Intents with their scores, the best first: 1 and more is well within, -1 and less without.
    pub scores: Vec<(Intent, f32)>,
    /// The best score of a wish that is known but cannot be fulfilled.
    pub unsupported: f32,
    /// How many of its words say that it is about something else: those of which only phrasings
    /// out of scope know count 1, those of which none knows a half.
    pub strangeness: f32,
    /// Probability that the text is one the engine was trained for, where as many are as are not.
    pub confidence: f32,
}

impl Trained {
    fn new() -> Self {
        let phrasings = shipped();
        let mut topics: Vec<Topic> = phrasings.iter().map(|it| it.topic).collect();
        topics.sort_unstable();
        topics.dedup();
        topics.retain(|it| *it != Topic::Other);
        let vocabulary = Vocabulary::default();
        let examples: Vec<Example> = phrasings
            .iter()
            .map(|it| Example {
                words: words(&Analysis::new(it.text, &vocabulary), it.language),
                label: topics.binary_search(&it.topic).ok(),
            })
            .collect();
        let mut familiar: [HashSet<String>; 3] = Default::default();
        let mut foreign: [HashSet<String>; 3] = Default::default();
        for (phrasing, example) in phrasings.iter().zip(&examples) {
            let stems = match phrasing.topic {
                Topic::Intent(_) => &mut familiar,
                Topic::Unsupported(_) | Topic::Other => &mut foreign,
            };
            let folds = example.words.folds.iter();
            stems[phrasing.language.index()]
                .extend(folds.map(|it| LEXICON.stem(phrasing.language, it)));
        }
        let step = (examples.len() / OTHERS).max(1);
        let others = examples.iter().step_by(step);
        let words: Vec<Words> = examples.iter().map(|it| it.words.clone()).collect();
        Self {
            others: others.map(|it| it.words.clone()).collect(),
            matters: Matters::learn(&phrasings, &words),
            classifier: Classifier::train(&examples, &[], topics.len()),
            topics,
            familiar,
            foreign,
        }
    }
}

/// See [`Opinion::strangeness`].
fn strangeness(analysis: &Analysis, language: Language) -> f32 {
    let index = language.index();
    let content = analysis.words.iter().filter(|it| {
        let is_plain = it.all_concepts().next().is_none() && !it.is_number;
        is_plain && it.weight >= 1.0
    });
    content
        .map(|it| &it.stems[index])
        .map(|stem| {
            if TRAINED.familiar[index].contains(stem) {
                0.0
            } else if TRAINED.foreign[index].contains(stem) {
                1.0
            } else {
                0.5
            }
        })
        .sum()
}

/// What a text, whose words are `words`, is about, going by the shipped phrasings.
pub fn classify(analysis: &Analysis, words: &Words, language: Language) -> Opinion {
    if words.folds.is_empty() {
        return Opinion::default();
    }
    let result = TRAINED.classifier.classify(words);
    let mut opinion = Opinion {
        scores: Vec::with_capacity(result.ranking.len()),
        unsupported: f32::NEG_INFINITY,
        strangeness: strangeness(analysis, language),
        confidence: result.confidence,
    };
    for (label, score) in result.ranking {
        match TRAINED.topics[label] {
            Topic::Intent(intent) => opinion.scores.push((intent, score)),
            Topic::Unsupported(_) | Topic::Other => {
                opinion.unsupported = opinion.unsupported.max(score);
            }
        }
    }
    opinion
}

/// The words of a text. Its marks are its concepts, and pairs of neighbours with the words that
/// stand for a kind of thing replaced by the kind: `was kostet` any work, a make `am` any day.
pub fn words(analysis: &Analysis, language: Language) -> Words {
    let mut marks: Vec<String> = Vec::new();
    let mut push = |mark: String| {
        if !marks.contains(&mark) {
            marks.push(mark);
        }
    };
    let mut before = "^";
    let mut was_kind = false;
    for word in &analysis.words {
        for concept in word.all_concepts().filter(|it| LEXICON.is_trade(*it)) {
            let name = LEXICON.name(concept);
            if !name.starts_with("brand_") {
                push(name.to_owned());
            }
        }
        let kind = kind_of(word);
        push_kind(kind, &mut push);
        let now = kind.unwrap_or(&word.fold);
        if was_kind || kind.is_some() {
            push(format!("{before} {now}"));
        }
        before = now;
        was_kind = kind.is_some();
    }
    if was_kind {
        push(format!("{before} $"));
    }
    Words {
        folds: analysis.words.iter().map(|it| it.fold.clone()).collect(),
        marks,
        language: Some(language),
    }
}

fn push_kind(kind: Option<&'static str>, push: &mut impl FnMut(String)) {
    if let Some(kind) = kind {
        push(kind.to_owned());
    }
}

/// The kind of thing a word stands for.
fn kind_of(word: &Word) -> Option<&'static str> {
    let mut concepts = word.all_concepts();
    let kind = concepts.find_map(|it| {
        if LEXICON.name(it).starts_with("brand_") {
            Some("BRAND")
        } else if LEXICON.is_work(it) {
            Some("WORK")
        } else if LEXICON.is_calendar(it) {
            Some("WHEN")
        } else {
            None
        }
    });
    kind.or(word.is_number.then_some("NUMBER"))
}

/// The topics a business has phrasings for: its own intents and FAQ entries with variants.
#[derive(Debug, Default)]
pub struct OwnTopics {
    classifier: Option<Classifier>,
    /// Numbers of the entries by label.
    entries: Vec<usize>,
}

impl OwnTopics {
    /// Learns from the phrasings of the knowledge entries, in their order.
    pub fn learn<'a>(entries: impl Iterator<Item = &'a [Words]>) -> Self {
        let mut examples: Vec<Example> = Vec::new();
        let mut learnt = Vec::new();
        for (number, phrasings) in entries.enumerate() {
            if phrasings.len() < LEAST_PHRASINGS {
                continue;
            }
            examples.extend(phrasings.iter().map(|words| Example {
                words: words.clone(),
                label: Some(learnt.len()),
            }));
            learnt.push(number);
        }
        if learnt.is_empty() {
            return Self::default();
        }
        examples.extend(TRAINED.others.iter().map(|it| Example {
            words: it.clone(),
            label: None,
        }));
        Self {
            classifier: Some(Classifier::fit(&examples, learnt.len())),
            entries: learnt,
        }
    }

    /// The entry a clause belongs to, with its score.
    pub fn find(&self, words: &Words) -> Option<(usize, f32)> {
        let result = self.classifier.as_ref()?.classify(words);
        let (label, score) = *result.ranking.first()?;
        (score >= OWN_TOPIC).then(|| (self.entries[label], score))
    }
}
