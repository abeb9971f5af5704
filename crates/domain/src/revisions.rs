//! What a caller has seen of a business, so that no change is lost unnoticed.
//!
//! A business has one revision for its whole profile: facts, services and
//! answers. Every change raises it by one.

use crate::{Error, Result};

/// Which revisions a change may start from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Precondition {
    /// Whatever there is.
    #[default]
    Any,
    /// One of these; anything else has changed meanwhile.
    OneOf(Vec<i64>),
}

impl Precondition {
    pub(crate) fn check(&self, revision: i64) -> Result<()> {
        match self {
            Self::OneOf(expected) if !expected.contains(&revision) => Err(Error::Stale),
            _ => Ok(()),
        }
    }
}

/// Something of a business, with the revision it was read or left at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revised<T> {
    /// The revision.
    pub revision: i64,
    /// What it is about.
    pub value: T,
}
