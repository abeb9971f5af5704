//! Which language a message is written in.

use crate::{
    Language,
    intent::CUES,
    lexicon::{LEXICON, words_of},
};

/// Evidence that a message is in a language of its own, though in none we know, is not looked for:
/// such a message is answered in the language that is likely beforehand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Prior {
    /// Language of the conversation so far.
    pub conversation: Option<Language>,
    /// Language of the browser.
    pub locale: Option<Language>,
}

/// The most likely of `allowed` (not empty), or of the first where nothing speaks for any.
pub fn detect(text: &str, prior: Prior, allowed: &[Language]) -> Language {
    let mut scores = [0.0_f32; 3];
    for character in text.chars() {
        match character {
            'ß' | 'ä' | 'Ä' => scores[Language::De.index()] += 1.0,
            'ğ' | 'ş' | 'ı' | 'İ' | 'Ş' | 'Ğ' => scores[Language::Tr.index()] += 1.5,
            'ç' | 'Ç' => scores[Language::Tr.index()] += 0.8,
            _ => {}
        }
    }
    for word in words_of(text) {
        let found = Language::ALL.map(|language| {
            if LEXICON.is_function_word_of(language, &word) {
                1.0
            } else if CUES[language.index()].vocabulary.contains(&word)
                || LEXICON.is_synonym_of(language, &word)
            {
                0.7
            } else {
                0.0
            }
        });
        let languages = found.iter().filter(|it| **it > 0.0).count();
        // A word of all three languages says nothing.
        let share = match languages {
            1 => 1.0,
            2 => 0.4,
            _ => 0.0,
        };
        for (score, found) in scores.iter_mut().zip(found) {
            *score += found * share;
        }
    }
    if let Some(language) = prior.conversation {
        scores[language.index()] += 0.75;
    }
    if let Some(language) = prior.locale {
        scores[language.index()] += 0.4;
    }
    let first = allowed.first().copied().unwrap_or(Language::De);
    let mut best = (first, scores[first.index()] + 0.25);
    for language in allowed.iter().copied() {
        if scores[language.index()] > best.1 {
            best = (language, scores[language.index()]);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart() {
        let cases = [
            ("Was kostet ein Ölwechsel?", Language::De),
            ("habt ihr morgen offen", Language::De),
            ("How much is an oil change?", Language::En),
            ("are you open tomorrow", Language::En),
            ("Do you do tyres?", Language::En),
            ("Yağ değişimi ne kadar?", Language::Tr),
            ("yarin acik misiniz", Language::Tr),
            ("Merhaba", Language::Tr),
            ("TÜV", Language::De),
        ];
        for (text, expected) in cases {
            let found = detect(text, Prior::default(), &Language::ALL);
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_conversation_stays_in_its_language() {
        let prior = Prior {
            conversation: Some(Language::En),
            locale: Some(Language::De),
        };
        assert_eq!(detect("BMW 320d", prior, &Language::ALL), Language::En);
    }

    #[test]
    fn only_allowed_languages_are_found() {
        let allowed = [Language::De];
        let found = detect("How much is it?", Prior::default(), &allowed);
        assert_eq!(found, Language::De);
    }
}
