//! The REST API.

pub mod caller;
pub mod etag;
pub mod openapi;
pub mod paging;
pub mod permitted;
pub mod v1;
