use crate::problem::ValueError;

/// A text that must not be empty, trimmed, with at most `max` characters.
pub fn required_text(text: &str, max: usize) -> Result<String, ValueError> {
    optional_text(Some(text), max)?.ok_or(ValueError::new("required", "must not be empty"))
}

/// A text that may be missing; an empty one counts as missing. Control
/// characters other than line breaks are refused.
pub fn optional_text(text: Option<&str>, max: usize) -> Result<Option<String>, ValueError> {
    let text = text.map(str::trim).unwrap_or_default();
    if text.is_empty() {
        return Ok(None);
    }
    if text.chars().count() > max {
        return Err(ValueError::new("too_long", "is too long"));
    }
    if text
        .chars()
        .any(|it| it.is_control() && !matches!(it, '\n' | '\r' | '\t'))
    {
        return Err(ValueError::new(
            "control_characters",
            "must not contain control characters",
        ));
    }
    Ok(Some(text.to_owned()))
}
