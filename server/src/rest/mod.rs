//! The REST API.

pub mod caller;
pub mod v1;
