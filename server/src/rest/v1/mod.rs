//! Version 1 of the REST API.

pub mod appointments;
pub mod auth;
pub mod widget;
