//! The websites of the business, made from its profile: the list, choosing a template, the editor.

mod create;
mod editor;
mod list;
mod missing_facts;
mod server_fns;
#[cfg(feature = "ssr")]
mod suggestion;

pub use create::CreateLandingPagePage;
pub use editor::{EditLandingPagePage, PictureChoice};
pub use list::LandingPagesPage;
