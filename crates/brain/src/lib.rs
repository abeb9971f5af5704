//! The chat engine.
#![allow(missing_docs, reason = "x")]
mod conversation;
mod knowledge;
mod engine;
pub use conversation::*;
pub use knowledge::*;
pub use engine::Engine;
