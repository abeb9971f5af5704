//! Version 1 of the REST API.

pub mod auth;
pub mod widget;
