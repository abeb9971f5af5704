//! A streamed answer of an OpenAI-compatible endpoint, put together.

use serde::Deserialize;
use std::collections::BTreeMap;

/// A message of the model as far as it has arrived.
#[derive(Debug, Default)]
pub struct Answer {
    /// Its text.
    pub text: String,
    /// The functions it wants called, by their place.
    pub calls: BTreeMap<u32, Call>,
    /// What it cost, if it said so.
    pub usage: Option<Usage>,
    /// Whether it came to its end.
    pub is_finished: bool,
}

/// A function the model wants called.
#[derive(Debug, Default)]
pub struct Call {
    /// The model's name for this call.
    pub id: String,
    /// The function.
    pub name: String,
    /// Its arguments as JSON.
    pub arguments: String,
}

/// Tokens read and written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Usage {
    /// Read.
    #[serde(default)]
    pub prompt_tokens: u32,
    /// Written.
    #[serde(default)]
    pub completion_tokens: u32,
}

#[derive(Deserialize)]
struct Chunk {
    #[serde(default)]
    choices: Vec<Choice>,
    #[serde(default)]
    usage: Option<Usage>,
}

#[derive(Deserialize)]
struct Choice {
    #[serde(default)]
    delta: Delta,
    #[serde(default)]
    finish_reason: Option<String>,
}

#[derive(Default, Deserialize)]
struct Delta {
    #[serde(default)]
    content: Option<String>,
    #[serde(default)]
    tool_calls: Option<Vec<CallDelta>>,
}

#[derive(Deserialize)]
struct CallDelta {
    #[serde(default)]
    index: u32,
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    function: FunctionDelta,
}

#[derive(Default, Deserialize)]
struct FunctionDelta {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    arguments: Option<String>,
}

impl Answer {
    /// Adds the data of one event.
    pub fn add(&mut self, data: &str) -> Result<(), serde_json::Error> {
        if data.trim() == "[DONE]" {
            self.is_finished = true;
            return Ok(());
        }
        let chunk: Chunk = serde_json::from_str(data)?;
        self.usage = chunk.usage.or(self.usage);
        for choice in chunk.choices {
            self.text
                .push_str(&choice.delta.content.unwrap_or_default());
            for delta in choice.delta.tool_calls.into_iter().flatten() {
                let call = self.calls.entry(delta.index).or_default();
                call.id.push_str(&delta.id.unwrap_or_default());
                call.name.push_str(&delta.function.name.unwrap_or_default());
                let arguments = delta.function.arguments.unwrap_or_default();
                call.arguments.push_str(&arguments);
            }
            self.is_finished |= choice.finish_reason.is_some();
        }
        Ok(())
    }
}
