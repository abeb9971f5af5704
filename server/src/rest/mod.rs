//! The REST API.

pub mod caller;
pub mod etag;
pub mod paging;
pub mod v1;
