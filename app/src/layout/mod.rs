//! The frame around every page and the parts that pages share.

mod frame;
mod loaded;
mod shell;
mod when_loaded;

pub use frame::{AuthFrame, DashboardFrame};
pub use loaded::{EmptyState, ErrorPanel, Loaded, NotFound, PageHeader, Tabs};
pub use shell::shell;

use crate::error::AppError;
use api::accounts::UserProfile;
use leptos::prelude::*;

/// Who is signed in: one blocking resource for all pages. The version rises
/// when that may have changed.
#[derive(Clone, Copy)]
pub struct CurrentUser {
    /// The account; none where nobody is signed in.
    pub resource: Resource<Result<Option<UserProfile>, AppError>>,
    /// Raise it to ask again.
    pub version: RwSignal<u32>,
}

/// Who is signed in, from context.
///
/// # Panics
/// Outside of [`crate::App`], which provides it.
pub fn use_current_user() -> CurrentUser {
    expect_context()
}
