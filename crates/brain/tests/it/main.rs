//! The engine as visitors meet it: tables of messages and what the reply must say.

#![expect(clippy::unwrap_used, reason = "a test may fail by panic")]
#![expect(clippy::too_many_lines, reason = "tables are long")]

mod dialogue;
mod english;
mod fixture;
mod german;
mod robustness;
mod turkish;
