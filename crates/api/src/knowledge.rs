//! Questions a business answers in its own words.

use crate::{
    FieldErrors, Language,
    ids::{KnowledgeEntryId, ServiceId},
    problem::ValueError,
    values::{SessionId, optional_text, required_text},
    widget::{ChatAction, parse_message},
};
use chrono::{DateTime, Datelike as _, Utc};
use serde::{Deserialize, Serialize};

/// Entries of a business, at most.
pub const MAX_ENTRIES: usize = 2_000;

/// Other ways to ask the question of an entry, at most.
pub const MAX_VARIANTS: usize = 50;

/// The longest question and the longest variant, in characters.
pub const MAX_QUESTION_CHARS: usize = 500;

/// A question and its answer as the owner enters them, in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
    /// The owner's own name for what is asked, which replies and conversations
    /// then carry as their intent: `loan_bike`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<String>,
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
        errors.check(
            "/question",
            required_text(&self.question, MAX_QUESTION_CHARS),
        );
        errors.check("/answer", required_text(&self.answer, 4_000));
        if let Some(intent) = &self.intent {
            errors.check("/intent", check_intent(intent));
        }
        errors.require(
            "/variants",
            self.variants.len() <= MAX_VARIANTS,
            ValueError::new("too_many", "are too many"),
        );
        for (index, variant) in self.variants.iter().enumerate() {
            errors.check(
                format!("/variants/{index}"),
                optional_text(Some(variant), MAX_QUESTION_CHARS),
            );
        }
        errors.finish(Some(()))
    }
}

/// The name of an intent: 2 to 40 characters of `a-z 0-9 _`, the first a letter.
fn check_intent(name: &str) -> Result<(), ValueError> {
    let is_valid = (2..=40).contains(&name.len())
        && name.starts_with(|it: char| it.is_ascii_lowercase())
        && name
            .bytes()
            .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_');
    if is_valid {
        Ok(())
    } else {
        Err(ValueError::new(
            "invalid_intent",
            "must have 2 to 40 characters of a-z 0-9 _ and begin with a letter",
        ))
    }
}

/// A question and answer of a business.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnowledgeEntry {
    /// Its id.
    pub id: KnowledgeEntryId,
    /// What the owner entered.
    #[serde(flatten)]
    pub input: KnowledgeInput,
}

/// A question of visitors that the assistant had to pass on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnansweredQuestion {
    /// The words in which it was last asked.
    pub question: String,
    /// The language of the last reply to it.
    pub language: Language,
    /// How often it was asked.
    pub count: i64,
    /// When it was last asked.
    pub last_asked_at: DateTime<Utc>,
}

/// `POST …/unanswered/dismiss`: the owner does not want to see this question.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DismissQuestionRequest {
    /// The question, in any of its spellings.
    pub question: String,
}

/// `POST …/knowledge/test`: what would the assistant answer?
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TestKnowledgeRequest {
    /// What a visitor would say.
    pub message: String,
    /// The trial this message goes on with; a new one begins when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_id: Option<String>,
    /// Language of the visitor's browser (BCP 47).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// Answers as if it were this time (RFC 3339); the current one when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<DateTime<Utc>>,
}

/// A trial message whose every field is valid.
#[derive(Clone, Debug)]
pub struct TestInput {
    /// What a visitor would say.
    pub message: String,
    /// The trial it goes on with.
    pub session_id: Option<SessionId>,
    /// Language hint of the browser.
    pub locale: Option<Language>,
    /// The time to answer at.
    pub now: Option<DateTime<Utc>>,
}

impl TestKnowledgeRequest {
    /// Checks every field.
    pub fn parse(&self) -> Result<TestInput, FieldErrors> {
        let mut errors = FieldErrors::default();
        let message = errors.check("/message", parse_message(&self.message));
        let session_id = self.session_id.as_deref().map(SessionId::parse).transpose();
        let session_id = errors.check("/session_id", session_id);
        errors.require(
            "/now",
            self.now.is_none_or(|it| (2000..2100).contains(&it.year())),
            ValueError::new("invalid_date", "must be in the years 2000 to 2099"),
        );
        let input = (|| {
            Some(TestInput {
                message: message?,
                session_id: session_id?,
                locale: self.locale.as_deref().and_then(Language::from_tag),
                now: self.now,
            })
        })();
        errors.finish(input)
    }
}

/// What the assistant would answer, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TestKnowledgeResponse {
    /// The reply, in the Markdown subset of the widget: `**bold**`, `- ` lists, links.
    pub response: String,
    /// The trial, for the next message.
    pub session_id: String,
    /// The language of the reply.
    pub language: Language,
    /// What was understood: `price`, or the owner's own name of it.
    pub intent: String,
    /// How sure the engine is, 0 to 1.
    pub confidence: f32,
    /// Whether the engine had to pass.
    pub is_unanswered: bool,
    /// What the reply rests on.
    pub sources: Vec<AnswerSource>,
    /// What the message named.
    pub entities: Vec<ChatEntity>,
    /// Questions offered as buttons.
    pub suggestions: Vec<String>,
    /// What the visitor could do next.
    pub actions: Vec<ChatAction>,
    /// How long a person would have typed, in milliseconds.
    pub typing_delay: u32,
}

/// A message of a trial with what the assistant answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrialTurn {
    /// What was said.
    pub message: String,
    /// What the assistant answered, and why.
    pub answer: TestKnowledgeResponse,
}

/// A trial of the assistant as it stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// Goes on with it; missing until something was said.
    pub session_id: Option<String>,
    /// What was said, in order.
    pub turns: Vec<TrialTurn>,
}

/// What a reply rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AnswerSource {
    /// A question and answer of the owner.
    Faq {
        /// The entry.
        id: KnowledgeEntryId,
        /// Its question.
        question: String,
    },
    /// A service of the price list.
    Service {
        /// The service.
        id: ServiceId,
        /// Its name in the default language.
        name: String,
    },
    /// The price list as a whole.
    Services,
    /// The opening hours.
    Hours,
    /// The facts of the business.
    Profile,
}

/// Something named in a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChatEntity {
    /// What it is: `service`, `date`, `time`, `wished_time`, `brand`, `name`, `phone`, `email`.
    pub kind: String,
    /// Its value: a service's name, `2026-12-24`, `14:30`.
    pub value: String,
}

#[cfg(test)]
mod tests {
    use super::KnowledgeInput;

    #[test]
    fn an_intent_is_a_short_name_of_plain_letters() {
        let check = |name: &str, expected: bool| {
            let entry = serde_json::json!({ "question": "?", "answer": "!", "intent": name });
            let entry: KnowledgeInput = serde_json::from_value(entry).expect("reads");
            let errors = entry.validate().err().unwrap_or_default().0;
            let codes: Vec<_> = errors.iter().map(|it| (&*it.pointer, &*it.code)).collect();
            let expected: &[(&str, &str)] = if expected {
                &[]
            } else {
                &[("/intent", "invalid_intent")]
            };
            assert_eq!(codes, expected, "{name}");
        };
        check("loan_bike", true);
        check("e2", true);
        check(&"a".repeat(40), true);
        check(&"a".repeat(41), false);
        check("a", false);
        check("", false);
        check("Loan_bike", false);
        check("2nd_car", false);
        check("loan-bike", false);
        check("leihräder", false);
    }
}
