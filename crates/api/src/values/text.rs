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

/// The text without HTML: tags, comments, and what scripts and styles hold, are dropped. A `<` that
/// begins no tag stays, since it is only a character.
pub fn without_markup(text: &str) -> String {
    let mut text = text.to_owned();
    // What is left of two tags can be a new one.
    loop {
        let stripped = strip_tags(&text);
        if stripped == text {
            return text;
        }
        text = stripped;
    }
}

fn strip_tags(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        kept.push_str(before);
        let is_tag = tag[1..]
            .starts_with(|it: char| it.is_ascii_alphabetic() || matches!(it, '/' | '!' | '?'));
        if !is_tag {
            kept.push('<');
            rest = &tag[1..];
            continue;
        }
        let lower = tag.to_ascii_lowercase();
        let end = if lower.starts_with("<!--") {
            "-->"
        } else if lower.starts_with("<script") {
            "</script>"
        } else if lower.starts_with("<style") {
            "</style>"
        } else {
            ">"
        };
        rest = lower.find(end).map_or("", |at| &tag[at + end.len()..]);
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::without_markup;

    #[test]
    fn markup_is_dropped_and_text_is_kept() {
        let check = |text: &str, expected: &str| {
            assert_eq!(without_markup(text), expected, "{text}");
        };
        check("Räder < 17 Zoll & größer", "Räder < 17 Zoll & größer");
        check("a <b>bold</b> note", "a bold note");
        check("<img src=x onerror=alert(1)>x", "x");
        check("<script>alert(1)</SCRIPT>x<!-- y -->", "x");
        check("<<b>script>alert(1)</script>", "");
        check("<style>a{}</style><svg/onload=x>", "");
        check("ab<!--", "ab");
        check("a<b", "a");
    }
}
