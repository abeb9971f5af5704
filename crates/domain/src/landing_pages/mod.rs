//! Landing pages: a business's website from its profile.
//!
//! A page has a draft, which its owner changes, and versions, each a draft as it was when it was
//! published. People see the version that `published_version_id` names and nothing else; facts of
//! the profile (hours, prices) are those of now. The subdomain belongs to the page, not to its
//! draft: a page that moves, moves at once.

mod changes;
mod convert;
mod export;
mod hosts;
mod publish;
mod queries;
mod render;
mod serve;
mod versions;

pub use changes::{
    create_landing_page, delete_landing_page, list_templates, patch_landing_page, replace_draft,
};
pub use export::{SiteExport, export_document, export_site};
pub use hosts::{HostKind, classify_host};
pub use publish::{publish_at, publish_landing_page, unpublish_landing_page};
pub(crate) use queries::find_privacy_url;
pub use queries::{
    find_first_page, find_landing_page, list_landing_pages, missing_facts, missing_page_facts,
};
pub use render::{SitePage, preview_landing_page};
pub(crate) use serve::KeptPage;
pub use serve::{
    Encoding, RenderedPage, find_published_page, find_robots, find_site_icon, find_site_map,
    render_not_found,
};
pub use versions::{list_versions, restore_version};
