//! Webhooks: other programs are told what happened, following the Standard Webhooks specification.
//!
//! A message is written by the transaction that gives rise to it and sent by a job, so it is sent
//! if and only if that transaction was committed, and at least once; `webhook-id` stays the same.
//! Messages name things by their ids and hold nothing personal: what their receivers may see they
//! read from the API.

mod deliveries;
mod endpoints;
mod events;
mod mails;
mod sending;
mod signature;

pub(crate) use deliveries::delete_old_deliveries;
pub use deliveries::{list_deliveries, replay_delivery, send_test};
pub use endpoints::{create_webhook, delete_webhook, find_webhook, list_webhooks, patch_webhook};
pub(crate) use events::{TurnEvents, emit, emit_appointment, emit_turn};
pub(crate) use sending::{PAUSES, deliver};
