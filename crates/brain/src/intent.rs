//! What a clause is about: weighted cue phrases from the data files.

use crate::{
    Intent, Language,
    analysis::{Analysis, Word},
    lexicon::{LEXICON, data_lines, words_of},
};
use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

/// Words that may stand between two words of a cue.
const GAP: usize = 5;

/// The shipped cues by [`Language::index`].
pub static CUES: LazyLock<[Cues; 3]> = LazyLock::new(|| {
    [
        Cues::read(Language::De, include_str!("../data/intents.de.txt")),
        Cues::read(Language::En, include_str!("../data/intents.en.txt")),
        Cues::read(Language::Tr, include_str!("../data/intents.tr.txt")),
    ]
});

/// What was found in a clause besides its words; cues refer to it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Findings {
    /// A day, date or time is named.
    pub has_when: bool,
    /// A service of the business is named.
    pub has_service: bool,
    /// A make of car is named.
    pub has_brand: bool,
}

/// The cues of a language.
#[derive(Debug)]
pub struct Cues {
    language: Language,
    list: Vec<Cue>,
    /// Positions in `list` by the key of the first word.
    by_first: HashMap<String, Vec<usize>>,
    /// Words the cues are made of, folded.
    pub vocabulary: HashSet<String>,
}

#[derive(Debug)]
struct Cue {
    intent: Intent,
    /// Certainty, -1 to 1.
    weight: f32,
    keys: Vec<String>,
    at_start: bool,
    at_end: bool,
}

impl Cues {
    fn read(language: Language, file: &str) -> Self {
        let mut cues = Self {
            language,
            list: Vec::new(),
            by_first: HashMap::new(),
            vocabulary: HashSet::new(),
        };
        let mut intent = None;
        for line in data_lines(file) {
            if let Some(name) = line.strip_prefix('[') {
                let name = name.trim_end_matches(']');
                intent = Intent::ALL.iter().copied().find(|it| it.as_str() == name);
                continue;
            }
            if let (Some(intent), Some((weight, text))) = (intent, line.split_once(' ')) {
                cues.add(intent, weight, text);
            }
        }
        cues
    }

    fn add(&mut self, intent: Intent, weight: &str, text: &str) {
        let mut keys = Vec::new();
        for word in text.split_whitespace() {
            let word = word.trim_start_matches('^').trim_end_matches('$');
            if word.starts_with('@') {
                keys.push(word.to_owned());
            } else {
                for fold in words_of(word) {
                    keys.push(LEXICON.stem(self.language, &fold));
                    self.vocabulary.insert(fold);
                }
            }
        }
        let Some(first) = keys.first() else { return };
        self.by_first
            .entry(first.clone())
            .or_default()
            .push(self.list.len());
        self.list.push(Cue {
            intent,
            weight: weight.parse::<f32>().unwrap_or_default() / 10.0,
            at_start: text.starts_with('^'),
            at_end: text.ends_with('$'),
            keys,
        });
    }

    /// Adds what speaks for and against each intent.
    fn collect(&self, words: &[Word], findings: Findings, evidence: &mut Evidence) {
        let mut seen: HashSet<usize> = HashSet::new();
        for at in 0..words.len() {
            for key in word_keys(&words[at], self.language) {
                for index in self.by_first.get(key.as_str()).into_iter().flatten() {
                    if !seen.contains(index) && self.matches(*index, words, at, findings) {
                        seen.insert(*index);
                        evidence.add(&self.list[*index]);
                    }
                }
            }
        }
        for (key, found) in findings.keys() {
            for index in self.by_first.get(key).into_iter().flatten() {
                let cue = &self.list[*index];
                // The place of a finding is not known: its cues ask for the other words anywhere.
                let rest = &cue.keys[1..];
                let all = rest.iter().all(|key| {
                    findings.has(key) || words.iter().any(|it| has_key(it, self.language, key))
                });
                if found && all && seen.insert(*index) {
                    evidence.add(cue);
                }
            }
        }
    }

    fn matches(&self, index: usize, words: &[Word], at: usize, findings: Findings) -> bool {
        let cue = &self.list[index];
        if cue.at_start && at > 0 {
            return false;
        }
        let mut last = at;
        for key in &cue.keys[1..] {
            if findings.has(key) {
                continue;
            }
            let to = (last + GAP + 2).min(words.len());
            match (last + 1..to).find(|it| has_key(&words[*it], self.language, key)) {
                Some(next) => last = next,
                None => return false,
            }
        }
        if cue.intent == Intent::OutOfScope && is_compared(words, at) {
            return false;
        }
        !cue.at_end || last + 1 == words.len() || words[last].mark.is_some()
    }
}

/// Whether the word is what something is compared with: `ohne Termin wie beim Friseur`.
fn is_compared(words: &[Word], at: usize) -> bool {
    let before = &words[at.saturating_sub(2)..at];
    let after = words.get(at + 1);
    before
        .iter()
        .any(|it| matches!(it.fold.as_str(), "wie" | "like" | "als" | "than"))
        || after.is_some_and(|it| it.fold == "gibi")
}

impl Findings {
    fn keys(self) -> [(&'static str, bool); 3] {
        [
            ("@when", self.has_when),
            ("@service", self.has_service),
            ("@brand", self.has_brand),
        ]
    }

    fn has(self, key: &str) -> bool {
        self.keys().iter().any(|(it, found)| *found && *it == key)
    }
}

fn word_keys(word: &Word, language: Language) -> Vec<String> {
    let stem = &word.stems[language.index()];
    let parts = word
        .parts
        .iter()
        .map(|it| it.stems[language.index()].clone());
    let concepts = word
        .all_concepts()
        .map(|it| format!("@{}", LEXICON.name(it)));
    std::iter::once(stem.clone())
        .chain(parts)
        .chain(concepts)
        .collect()
}

fn has_key(word: &Word, language: Language, key: &str) -> bool {
    match key.strip_prefix('@') {
        Some(concept) => word.means(concept),
        None => {
            word.stems[language.index()] == key
                || word
                    .parts
                    .iter()
                    .any(|it| it.stems[language.index()] == key)
        }
    }
}

/// What speaks for and against the intents, by position in [`Intent::ALL`].
struct Evidence {
    /// Probability that none of the cues for it is right.
    doubt: Vec<f32>,
    /// What is left of the certainty by the cues against it.
    rest: Vec<f32>,
}

impl Evidence {
    fn add(&mut self, cue: &Cue) {
        let at = cue.intent as usize;
        if cue.weight >= 0.0 {
            self.doubt[at] *= 1.0 - cue.weight;
        } else {
            self.rest[at] *= 1.0 + cue.weight;
        }
    }
}

/// Intents with their certainty, the most certain first; only those with any.
pub fn score(analysis: &Analysis, language: Language, findings: Findings) -> Vec<(Intent, f32)> {
    let mut evidence = Evidence {
        doubt: vec![1.0; Intent::ALL.len()],
        rest: vec![1.0; Intent::ALL.len()],
    };
    CUES[language.index()].collect(&analysis.words, findings, &mut evidence);
    let mut scores: Vec<(Intent, f32)> = Intent::ALL
        .iter()
        .map(|it| {
            let at = *it as usize;
            (*it, (1.0 - evidence.doubt[at]) * evidence.rest[at])
        })
        .filter(|it| it.1 > 0.0)
        .collect();
    scores.sort_by(|a, b| b.1.total_cmp(&a.1));
    scores
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_name_known_concepts_only() {
        for cues in CUES.iter() {
            assert!(cues.list.len() > 40, "{:?}", cues.language);
            for key in cues.list.iter().flat_map(|it| &it.keys) {
                if let Some(name) = key.strip_prefix('@') {
                    let is_finding = matches!(name, "when" | "service" | "brand");
                    assert!(is_finding || LEXICON.has_concept(name), "{key}");
                }
            }
        }
    }

    #[test]
    fn every_intent_has_cues_in_german_and_english() {
        for cues in &CUES[..2] {
            for intent in Intent::ALL {
                let found = cues.list.iter().any(|it| it.intent == *intent);
                assert!(found, "{intent:?} in {:?}", cues.language);
            }
        }
    }
}
