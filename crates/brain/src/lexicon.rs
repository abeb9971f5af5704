//! The words the engine knows: concepts with synonyms, words of little meaning, the vocabulary.
//!
//! The data files are described in `data/README.md`.

use crate::{
    Language,
    text::{Stemmers, TokenKind, allowed_errors, edit_distance, tokenize},
};
use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

/// The shipped lexicon, read once.
pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::shipped);

/// A concept of the lexicon; its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Concept(u16);

/// What concepts are about, by data file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Area {
    /// Days, times and numbers; only the written forms mean them.
    Calendar,
    /// The trade; inflected forms mean them, too.
    Trade,
    /// Yes and no; only the written forms mean them.
    Talk,
}

/// What is known of a concept.
#[derive(Debug)]
struct ConceptInfo {
    /// `@oil_change`
    key: &'static str,
    is_work: bool,
    area: Area,
    broader: Option<&'static str>,
    /// The first synonym as it is written in the file.
    label: &'static str,
}

/// Several words that mean one concept.
#[derive(Debug)]
pub struct Phrase {
    /// The words after the first.
    pub rest: Vec<String>,
    /// What they mean.
    pub concept: Concept,
    /// Whether other words may stand in between, and the order be turned.
    pub is_loose: bool,
}

/// Concepts, words of little meaning and the vocabulary.
pub struct Lexicon {
    stemmers: Stemmers,
    concepts: Vec<ConceptInfo>,
    /// Concepts by folded word.
    exact: HashMap<String, Vec<Concept>>,
    /// Concepts by stem.
    stemmed: [HashMap<String, Vec<Concept>>; 3],
    /// Phrases by the first word: a stem, or a folded word for the calendar.
    phrases: [HashMap<String, Vec<Phrase>>; 3],
    function_words: [HashSet<String>; 3],
    question_words: HashSet<String>,
    /// Words of the trade and the calendar as they are written in each language.
    synonyms: [HashSet<String>; 3],
    common_words: HashSet<String>,
    common_stems: [HashSet<String>; 3],
    vocabulary: Vocabulary,
}

impl Lexicon {
    fn shipped() -> Self {
        let mut lexicon = Self {
            stemmers: Stemmers::new(),
            concepts: Vec::new(),
            exact: HashMap::new(),
            stemmed: Default::default(),
            phrases: Default::default(),
            function_words: Default::default(),
            question_words: HashSet::new(),
            synonyms: Default::default(),
            common_words: HashSet::new(),
            common_stems: Default::default(),
            vocabulary: Vocabulary::default(),
        };
        lexicon.read_concepts(include_str!("../data/calendar.txt"), Area::Calendar);
        lexicon.read_concepts(include_str!("../data/trade.txt"), Area::Trade);
        lexicon.read_concepts(include_str!("../data/talk.txt"), Area::Talk);
        for cues in [
            include_str!("../data/intents.de.txt"),
            include_str!("../data/intents.en.txt"),
            include_str!("../data/intents.tr.txt"),
        ] {
            lexicon.read_cue_words(cues);
        }
        lexicon.read_words(Language::De, include_str!("../data/words.de.txt"));
        lexicon.read_words(Language::En, include_str!("../data/words.en.txt"));
        lexicon.read_words(Language::Tr, include_str!("../data/words.tr.txt"));
        lexicon
    }

    fn read_concepts(&mut self, file: &'static str, area: Area) {
        for line in data_lines(file) {
            let mut columns = line.split('|');
            let head = columns.next().unwrap_or_default();
            let (name, broader) = match head.split_once('<') {
                Some((name, broader)) => (name.trim(), Some(broader.trim())),
                None => (head.trim(), None),
            };
            let concept = self.add_concept(name, broader, area);
            for column in columns {
                let Some((language, words)) = column.split_once(':') else {
                    continue;
                };
                let language = match language.trim() {
                    "en" => Language::En,
                    "tr" => Language::Tr,
                    _ => Language::De,
                };
                if self.concepts[usize::from(concept.0)].label.is_empty() {
                    let first = words.split(';').next().unwrap_or_default();
                    self.concepts[usize::from(concept.0)].label = first.trim();
                }
                for word in words.split(';') {
                    self.add_synonym(language, word, concept, area);
                }
            }
        }
    }

    fn add_concept(
        &mut self,
        name: &'static str,
        broader: Option<&'static str>,
        area: Area,
    ) -> Concept {
        let concept = Concept(u16::try_from(self.concepts.len()).unwrap_or(u16::MAX));
        self.concepts.push(ConceptInfo {
            key: name.trim_end_matches('!'),
            is_work: name.ends_with('!'),
            area,
            broader,
            label: "",
        });
        concept
    }

    fn add_synonym(&mut self, language: Language, text: &str, concept: Concept, area: Area) {
        let is_trade = area == Area::Trade;
        let words: Vec<String> = words_of(text).collect();
        for word in &words {
            self.synonyms[language.index()].insert(word.clone());
            self.vocabulary.add(&self.stemmers, word);
        }
        let key = |word: &String| {
            if is_trade {
                self.stem(language, word)
            } else {
                word.clone()
            }
        };
        match words.as_slice() {
            [] => {}
            [word] => {
                let stem = key(word);
                push_new(self.exact.entry(word.clone()).or_default(), concept);
                if is_trade {
                    self.vocabulary.add_part(&self.stemmers, word);
                    push_new(
                        self.stemmed[language.index()].entry(stem).or_default(),
                        concept,
                    );
                }
            }
            [first, rest @ ..] => {
                let phrase = Phrase {
                    rest: rest.iter().map(key).collect(),
                    concept,
                    is_loose: is_trade && words.len() == 2 && words.iter().all(|it| it.len() > 1),
                };
                let first = key(first);
                self.phrases[language.index()]
                    .entry(first)
                    .or_default()
                    .push(phrase);
            }
        }
    }

    fn read_words(&mut self, language: Language, file: &str) {
        let mut section = "";
        for line in data_lines(file) {
            if line.starts_with('[') {
                section = line;
                continue;
            }
            for word in words_of(line) {
                self.vocabulary.add(&self.stemmers, &word);
                if section == "[question]" {
                    self.question_words.insert(word);
                } else if section == "[function]" {
                    self.function_words[language.index()].insert(word);
                } else if section == "[common]" {
                    self.common_stems[language.index()].insert(self.stem(language, &word));
                    self.common_words.insert(word);
                }
            }
        }
    }

    /// The words cues are made of are spelt right, too.
    fn read_cue_words(&mut self, file: &str) {
        let words = data_lines(file)
            .filter(|it| !it.starts_with('['))
            .flat_map(str::split_whitespace)
            .filter(|it| !it.starts_with('@'));
        for word in words.flat_map(words_of) {
            self.vocabulary.add(&self.stemmers, &word);
        }
    }

    /// Stem of a folded word.
    pub fn stem(&self, language: Language, fold: &str) -> String {
        stem(&self.stemmers, language, fold)
    }

    /// Stems of a folded word in every language.
    pub fn stems(&self, fold: &str) -> [String; 3] {
        Language::ALL.map(|language| self.stem(language, fold))
    }

    /// Concepts of a folded word: those it is written among, else those of its stems.
    pub fn concepts_of(&self, fold: &str, stems: &[String; 3]) -> Vec<Concept> {
        if let Some(concepts) = self.exact.get(fold) {
            // A function word of one language may be written like a thing of another.
            let is_function_word = self.is_function_word(fold);
            let means = |it: &Concept| !is_function_word || !self.is_trade(*it);
            return concepts.iter().copied().filter(means).collect();
        }
        let mut concepts = Vec::new();
        if fold.len() >= 4 && !self.is_function_word(fold) {
            for (stem, by_stem) in stems.iter().zip(&self.stemmed) {
                for concept in by_stem.get(stem).into_iter().flatten() {
                    push_new(&mut concepts, *concept);
                }
            }
        }
        concepts
    }

    /// Phrases that begin with a word of this key, in a language.
    pub fn phrases_from(&self, language: Language, first: &str) -> &[Phrase] {
        self.phrases[language.index()]
            .get(first)
            .map_or(&[], Vec::as_slice)
    }

    /// How the concept is written for people: its first synonym.
    pub fn label(&self, concept: Concept) -> &'static str {
        self.concepts[usize::from(concept.0)].label
    }

    /// Its name in the data files: `oil_change`.
    pub fn name(&self, concept: Concept) -> &'static str {
        self.concepts[usize::from(concept.0)].key
    }

    /// Whether it is work or a part with a price of its own.
    pub fn is_work(&self, concept: Concept) -> bool {
        self.concepts[usize::from(concept.0)].is_work
    }

    /// Whether it is a day, a time or a number.
    pub fn is_calendar(&self, concept: Concept) -> bool {
        self.concepts[usize::from(concept.0)].area == Area::Calendar
    }

    /// Whether it is one of the trade.
    pub fn is_trade(&self, concept: Concept) -> bool {
        self.concepts[usize::from(concept.0)].area == Area::Trade
    }

    /// What it is a kind of.
    pub fn broader(&self, concept: Concept) -> Option<&'static str> {
        self.concepts[usize::from(concept.0)].broader
    }

    /// Whether a concept of this name exists.
    #[cfg(test)]
    pub fn has_concept(&self, name: &str) -> bool {
        self.concepts.iter().any(|it| it.key == name)
    }

    /// How much a word says: nothing (0), little (0.3), or something (1).
    pub fn weight(&self, fold: &str, stems: &[String; 3]) -> f32 {
        let is_common = || {
            self.common_words.contains(fold)
                || stems
                    .iter()
                    .zip(&self.common_stems)
                    .any(|(stem, common)| common.contains(stem))
        };
        if self.is_function_word(fold) {
            0.0
        } else if is_common() {
            0.3
        } else {
            1.0
        }
    }

    /// Whether the folded word is a function word of any language.
    pub fn is_function_word(&self, fold: &str) -> bool {
        Language::ALL
            .iter()
            .any(|it| self.is_function_word_of(*it, fold))
    }

    /// Whether the folded word asks for more than yes or no.
    pub fn is_question_word(&self, fold: &str) -> bool {
        self.question_words.contains(fold)
    }

    /// Whether the folded word is a function word of the language.
    pub fn is_function_word_of(&self, language: Language, fold: &str) -> bool {
        self.function_words[language.index()].contains(fold)
    }

    /// Whether the folded word is one of the trade or the calendar in the language.
    pub fn is_synonym_of(&self, language: Language, fold: &str) -> bool {
        self.synonyms[language.index()].contains(fold)
    }

    /// Every word of the shipped data.
    pub const fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Adds a word to the vocabulary of a business.
    pub fn learn(&self, vocabulary: &mut Vocabulary, fold: &str) {
        vocabulary.add(&self.stemmers, fold);
        if fold.chars().count() >= 4 && !self.is_function_word(fold) {
            vocabulary.add_part(&self.stemmers, fold);
        }
    }
}

/// Snowball, helped with German verbs in `-eln`, `-ern` and `-ieren`, whose forms it keeps apart.
fn stem(stemmers: &Stemmers, language: Language, fold: &str) -> String {
    if language == Language::De && fold.len() >= 5 {
        if let Some(base) = fold.strip_suffix("iert") {
            return stemmers.stem(language, &format!("{base}ieren"));
        }
        // Plurals of foreign words: `Autos`.
        if fold.ends_with("os") {
            return stemmers.stem(language, &fold[..fold.len() - 1]);
        }
        for ending in ["eln", "elt", "elst", "ern", "ert"] {
            if let Some(base) = fold.strip_suffix(ending) {
                return stemmers.stem(language, &format!("{base}{}", &ending[..2]));
            }
        }
    }
    stemmers.stem(language, fold)
}

/// Words that are not typing errors, and those that make up compounds.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: HashSet<String>,
    stems: HashSet<String>,
    parts: HashSet<String>,
    /// Words that typing errors are corrected to, by first character.
    by_initial: HashMap<char, Vec<Vec<char>>>,
}

impl Vocabulary {
    fn add(&mut self, stemmers: &Stemmers, fold: &str) {
        if !self.words.insert(fold.to_owned()) {
            return;
        }
        for language in Language::ALL {
            self.stems.insert(stem(stemmers, language, fold));
        }
        let characters: Vec<char> = fold.chars().collect();
        if characters.len() >= 4 && !characters[0].is_ascii_digit() {
            self.by_initial
                .entry(characters[0])
                .or_default()
                .push(characters);
        }
    }

    fn add_part(&mut self, stemmers: &Stemmers, fold: &str) {
        if fold.chars().count() >= 3 || fold == "ol" {
            self.parts.insert(fold.to_owned());
            self.parts.insert(stem(stemmers, Language::De, fold));
        }
    }

    /// Whether the word, or a form of it, is known.
    pub fn knows(&self, fold: &str, stems: &[String; 3]) -> bool {
        self.words.contains(fold)
            || (fold.len() >= 5 && stems.iter().any(|it| self.stems.contains(it)))
    }

    /// Whether the word may be part of a compound.
    pub fn is_part(&self, fold: &str) -> bool {
        self.parts.contains(fold)
    }

    /// The nearest word within the errors allowed for the length, with their number.
    pub fn nearest(&self, fold: &str) -> Option<(usize, String)> {
        let characters: Vec<char> = fold.chars().collect();
        let mut bound = allowed_errors(characters.len());
        if bound == 0 {
            return None;
        }
        let mut best = None;
        for candidate in self.by_initial.get(characters.first()?)? {
            if let Some(distance) = edit_distance(&characters, candidate, bound)
                && best.as_ref().is_none_or(|(least, _)| distance < *least)
            {
                best = Some((distance, candidate));
                bound = distance;
            }
        }
        best.map(|(distance, word)| (distance, word.iter().collect()))
    }
}

/// Lines of a data file that are neither empty nor comments.
pub fn data_lines(file: &str) -> impl Iterator<Item = &str> {
    file.lines()
        .map(str::trim)
        .filter(|it| !it.is_empty() && !it.starts_with('#'))
}

/// Folded words and numbers of a text.
pub fn words_of(text: &str) -> impl Iterator<Item = String> {
    tokenize(text)
        .into_iter()
        .filter(|it| it.kind != TokenKind::Mark)
        .map(|it| it.fold)
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}
