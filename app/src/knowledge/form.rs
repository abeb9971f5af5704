//! A question with its answer as the form sends it, and the search in the list.

use api::knowledge::KnowledgeInput;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::forms::{filled, filled_lines};

/// Fields of a question as text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KnowledgeForm {
    pub language: String,
    pub question: String,
    pub variants: String,
    pub answer: String,
    pub intent: String,
    pub is_active: bool,
}

#[cfg(feature = "ssr")]
impl KnowledgeForm {
    /// Reads the form; what is invalid is for [`KnowledgeInput::validate`] to say.
    pub fn parse(&self) -> KnowledgeInput {
        KnowledgeInput {
            language: self.language.parse().unwrap_or_default(),
            question: filled(&self.question).unwrap_or_default(),
            variants: filled_lines(&self.variants),
            answer: filled(&self.answer).unwrap_or_default(),
            intent: filled(&self.intent),
            is_active: self.is_active,
        }
    }
}

/// Whether every word of `query` stands somewhere in the entry.
pub fn matches_query(input: &KnowledgeInput, query: &str) -> bool {
    let mut text = format!("{}\n{}", input.question, input.answer);
    for variant in &input.variants {
        text.push('\n');
        text.push_str(variant);
    }
    let text = text.to_lowercase();
    query
        .to_lowercase()
        .split_whitespace()
        .all(|word| text.contains(word))
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use api::Language;

    fn input() -> KnowledgeInput {
        KnowledgeForm {
            language: "en".to_owned(),
            question: " Do you change oil? ".to_owned(),
            variants: "oil change\r\n\r\n engine oil ".to_owned(),
            answer: "Yes.\r\nFrom €89.".to_owned(),
            intent: " oil_change ".to_owned(),
            is_active: true,
        }
        .parse()
    }

    #[test]
    fn a_form_becomes_an_entry_with_one_variant_per_line() {
        let input = input();
        assert_eq!(input.language, Language::En);
        assert_eq!(input.question, "Do you change oil?");
        assert_eq!(input.variants, ["oil change", "engine oil"]);
        assert_eq!(input.answer, "Yes.\nFrom €89.");
        assert_eq!(input.intent.as_deref(), Some("oil_change"));
        assert!(KnowledgeForm::default().parse().validate().is_err());
    }

    #[test]
    fn all_words_of_a_search_must_stand_somewhere() {
        let check = |query: &str, expected: bool| {
            assert_eq!(matches_query(&input(), query), expected, "{query}");
        };
        check("", true);
        check("OIL engine", true);
        check("€89", true);
        check("oil tyres", false);
    }
}
