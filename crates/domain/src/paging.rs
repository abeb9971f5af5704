//! Lists that are read in pages, each beginning where the one before ended.

use crate::{Error, Result};
use api::{conversations::Page, problem::ValueError};

/// The longest page of a list.
const MAX_PAGE: u64 = 100;

/// What is asked for, if it is within reason.
pub fn page_size(limit: u64) -> Result<u64> {
    if (1..=MAX_PAGE).contains(&limit) {
        return Ok(limit);
    }
    let error = ValueError::new("invalid_limit", "must be between 1 and 100");
    Err(error.at("/limit").into())
}

/// The cursor was made up, or its list is another one.
pub fn invalid_cursor() -> Error {
    let error = ValueError::new("invalid_cursor", "is not a `next_cursor` of this list");
    error.at("/cursor").into()
}

/// A page of `models`, of which one more than `limit` was read.
pub fn to_page<M, T>(
    mut models: Vec<M>,
    limit: u64,
    cursor: impl Fn(&M) -> String,
    convert: impl Fn(M) -> Result<T>,
) -> Result<Page<T>> {
    let has_more = models.len() as u64 > limit;
    models.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(Page {
        next_cursor: models.last().filter(|_| has_more).map(cursor),
        items: models.into_iter().map(convert).collect::<Result<_>>()?,
        has_more,
    })
}

/// The cursor of a list in the owner's order: `<position>.<id>`.
pub fn position_cursor(position: i32, id: impl std::fmt::Display) -> String {
    format!("{position}.{id}")
}

/// Reads a [`position_cursor`].
pub fn parse_position_cursor<I: std::str::FromStr>(cursor: &str) -> Result<(i32, I)> {
    let parsed = cursor
        .split_once('.')
        .and_then(|(position, id)| Some((position.parse().ok()?, id.parse().ok()?)));
    parsed.ok_or_else(invalid_cursor)
}
