//! Version 1 of the REST API.

pub mod auth;
pub mod businesses;
pub mod knowledge;
pub mod services;
pub mod unanswered;
pub mod widget;
