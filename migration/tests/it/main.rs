//! The migrations on both databases.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail like tests")]

mod constraints;
mod full_text;
mod schema;
mod steps;
