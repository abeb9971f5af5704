//! Questions a business answers in its own words.

use crate::{
    FieldErrors, Language,
    ids::KnowledgeEntryId,
    problem::ValueError,
    values::{optional_text, required_text},
};
use serde::{Deserialize, Serialize};

/// A question and its answer as the owner enters them, in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnowledgeInput {
    /// The language of question and answer.
    #[serde(default)]
    pub language: Language,
    /// The question as a customer asks it.
    pub question: String,
    /// Other ways to ask the same.
    #[serde(default)]
    pub variants: Vec<String>,
    /// The answer: plain text with **bold**, lists and links.
    pub answer: String,
    /// Whether the assistant uses it.
    #[serde(default = "yes")]
    pub is_active: bool,
}

fn yes() -> bool {
    true
}

impl KnowledgeInput {
    /// Checks every field.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::default();
        errors.check("/question", required_text(&self.question, 500));
        errors.check("/answer", required_text(&self.answer, 4_000));
        errors.require(
            "/variants",
            self.variants.len() <= 50,
            ValueError::new("too_many", "are too many"),
        );
        for (index, variant) in self.variants.iter().enumerate() {
            errors.check(
                format!("/variants/{index}"),
                optional_text(Some(variant), 500),
            );
        }
        errors.finish(Some(()))
    }
}

/// A question and answer of a business.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnowledgeEntry {
    /// Its id.
    pub id: KnowledgeEntryId,
    /// What the owner entered.
    pub input: KnowledgeInput,
}
