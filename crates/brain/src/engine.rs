use crate::*;
/// The engine of one business.
#[derive(Debug)]
pub struct Engine { knowledge: Knowledge }
impl Engine {
    /// Builds.
    pub fn new(knowledge: Knowledge) -> Self { Self { knowledge } }
    /// Answers.
    pub fn reply(&self, turn: &Turn<'_>) -> Reply {
        Reply { text: format!("{} – {}", self.knowledge.business.name, self.knowledge.business.phone.as_deref().unwrap_or_default()),
            language: self.knowledge.business.default_language, intent: Intent::OutOfScope, confidence: 0.0, entities: vec![], suggestions: vec![], actions: vec![Action::Handoff], is_unanswered: true, sources: vec![], state: turn.state.clone() }
    }
    /// Greets.
    pub fn greeting(&self, _language: Language) -> Greeting { Greeting { text: self.knowledge.business.name.clone(), suggestions: vec![] } }
}
