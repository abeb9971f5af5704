//! The one home of everything that travels: ids, value objects, requests,
//! responses and problems, as described in `docs/architecture.md`.
//!
//! The server, the dashboard (on both sides of hydration) and the widget are
//! compiled from these types, so there is no second copy of a wire type. This
//! crate knows no HTTP, no Leptos and no database; conversions for database
//! columns sit behind the feature `db`, the Fluent texts behind `texts`, the
//! schemas of the API's description behind `openapi`.

pub mod accounts;
pub mod analytics;
pub mod api_tokens;
pub mod appointments;
pub mod audit;
pub mod businesses;
pub mod client_keys;
pub mod conversations;
pub mod domain_verification;
pub mod hours;
pub mod ids;
pub mod knowledge;
pub mod landing_pages;
pub mod language;
#[cfg(feature = "openapi")]
mod openapi;
pub mod overview;
pub mod permissions;
pub mod problem;
pub mod services;
pub mod team;
#[cfg(feature = "texts")]
pub mod texts;
pub mod values;
pub mod webhooks;
pub mod widget;

pub use language::Language;
pub use problem::{FieldError, FieldErrors, Problem};
