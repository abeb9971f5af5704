//! CarBot as a server: settings, commands, HTTP.
//!
//! A handler extracts, calls one function of `domain` and responds. REST,
//! widget, landing pages and dashboard each have their own rules for
//! authentication, CORS and body size; see `router`.

// Types of views nest as deep as their HTML.
#![recursion_limit = "256"]

mod assets;
mod client_address;
mod dashboard;
mod extract;
mod headers;
mod health;
mod idempotency;
mod limits;
mod pages;
mod problem;
mod rest;
mod strict_json;

pub mod cli;
pub mod commands;
pub mod config;
pub mod router;
pub mod telemetry;
