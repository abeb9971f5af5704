//! The safe Markdown subset of replies: `**bold**`, `- ` lists,
//! `[text](address)` and line breaks. Everything else is text as it stands.
//!
//! The parser borrows from its input and knows no document: [`crate::dom`]
//! turns the result into nodes, so no reply can ever become markup.

/// A paragraph or a list.
#[derive(Debug, PartialEq, Eq)]
pub enum Block<'a> {
    /// Lines that belong together; a line break stands between two of them.
    Paragraph(Vec<Vec<Inline<'a>>>),
    /// Items of an unordered list.
    List(Vec<Vec<Inline<'a>>>),
}

/// A piece of a line.
#[derive(Debug, PartialEq, Eq)]
pub enum Inline<'a> {
    /// Text as it stands.
    Text(&'a str),
    /// Emphasised pieces: text and links.
    Bold(Vec<Inline<'a>>),
    /// A link with a safe address.
    Link {
        /// What is read.
        text: &'a str,
        /// Where it leads; see [`is_safe_address`].
        address: &'a str,
    },
}

/// Reads a reply.
pub fn parse(source: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    // Whether the next line begins a new block, because an empty one came before.
    let mut is_separated = true;
    for line in source.lines() {
        let line = line.trim();
        if line.is_empty() {
            is_separated = true;
            continue;
        }
        let item = line.strip_prefix("- ").or_else(|| line.strip_prefix("• "));
        let pieces = parse_line(item.unwrap_or(line), true);
        match (blocks.last_mut(), item.is_some()) {
            (Some(Block::List(items)), true) => items.push(pieces),
            (Some(Block::Paragraph(lines)), false) if !is_separated => lines.push(pieces),
            (_, true) => blocks.push(Block::List(vec![pieces])),
            (_, false) => blocks.push(Block::Paragraph(vec![pieces])),
        }
        is_separated = false;
    }
    blocks
}

/// Whether a link may lead there: `https`, `http`, `tel` and `mailto`, never a script.
pub fn is_safe_address(address: &str) -> bool {
    let has_safe_scheme = ["https://", "http://", "tel:", "mailto:"]
        .into_iter()
        .any(|scheme| {
            address
                .get(..scheme.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
                && address.len() > scheme.len()
        });
    // Browsers drop line breaks and tabs inside an address, so none may be there.
    has_safe_scheme && !address.contains(|it: char| it.is_whitespace() || it.is_control())
}

fn parse_line(line: &str, may_be_bold: bool) -> Vec<Inline<'_>> {
    let mut pieces = Vec::new();
    let mut text_start = 0;
    let mut position = 0;
    let mut may_be_bold = may_be_bold;
    while let Some(rest) = line.get(position..) {
        let found = if may_be_bold && rest.starts_with("**") {
            // Where this marker is not closed, no later one is: looking once keeps
            // hostile input linear.
            let end = closing_marker(rest);
            may_be_bold = end.is_some();
            end.and_then(|end| parse_bold(rest.get(2..end)?))
        } else if rest.starts_with('[') {
            parse_link(rest)
        } else {
            None
        };
        if let Some((piece, length)) = found {
            push_text(&mut pieces, line.get(text_start..position));
            pieces.push(piece);
            position += length;
            text_start = position;
        } else {
            match rest.chars().next() {
                Some(character) => position += character.len_utf8(),
                None => break,
            }
        }
    }
    push_text(&mut pieces, line.get(text_start..));
    pieces
}

fn push_text<'a>(pieces: &mut Vec<Inline<'a>>, text: Option<&'a str>) {
    if let Some(text) = text.filter(|it| !it.is_empty()) {
        pieces.push(Inline::Text(text));
    }
}

/// Where the marker closes that opens bold text at the start of `source`. The search of the
/// standard library would be larger than the rest of this file.
fn closing_marker(source: &str) -> Option<usize> {
    let bytes = source.as_bytes();
    (2..bytes.len()).find(|&index| bytes.get(index..index + 2) == Some(b"**"))
}

/// Bold text and its length in bytes, markers included.
fn parse_bold(inner: &str) -> Option<(Inline<'_>, usize)> {
    // As in `2 ** 3 ** 4`, where nothing is meant to be bold.
    if inner.is_empty() || inner.starts_with(' ') || inner.ends_with(' ') {
        return None;
    }
    Some((Inline::Bold(parse_line(inner, false)), inner.len() + 4))
}

/// A link at the start of `source` and its length in bytes.
fn parse_link(source: &str) -> Option<(Inline<'_>, usize)> {
    let rest = source.strip_prefix('[')?;
    let text = rest.get(..rest.find(['[', ']'])?)?;
    let rest = rest.get(text.len()..)?.strip_prefix("](")?;
    let address = rest.get(..closing_bracket(rest)?)?;
    if text.trim().is_empty() || !is_safe_address(address) {
        return None;
    }
    Some((
        Inline::Link { text, address },
        text.len() + address.len() + 4,
    ))
}

/// Where the bracket closes that was opened before `source`; addresses may hold pairs of them.
fn closing_bracket(source: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (index, byte) in source.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(index),
            b')' => depth -= 1,
            // No address holds one; stopping here keeps hostile input linear.
            b' ' | b'[' => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Inline<'_> {
        Inline::Text(text)
    }

    fn link<'a>(text: &'a str, address: &'a str) -> Inline<'a> {
        Inline::Link { text, address }
    }

    #[test]
    fn paragraphs_breaks_and_lists() {
        assert_eq!(
            parse("Hallo!\nWir haben offen:\n\n- Mo bis Fr\n-  Sa \n\n- So\nBis bald"),
            [
                Block::Paragraph(vec![vec![text("Hallo!")], vec![text("Wir haben offen:")]]),
                Block::List(vec![
                    vec![text("Mo bis Fr")],
                    vec![text(" Sa")],
                    vec![text("So")]
                ]),
                Block::Paragraph(vec![vec![text("Bis bald")]]),
            ]
        );
        assert_eq!(parse(" \n\n"), []);
        assert_eq!(parse("-"), [Block::Paragraph(vec![vec![text("-")]])]);
    }

    #[track_caller]
    fn check_line(line: &str, expected: &[Inline<'_>]) {
        assert_eq!(parse_line(line, true), expected, "{line}");
    }

    #[test]
    fn bold_and_links() {
        check_line(
            "ab **89,00 €** inkl. Öl",
            &[
                text("ab "),
                Inline::Bold(vec![text("89,00 €")]),
                text(" inkl. Öl"),
            ],
        );
        check_line(
            "**[Anrufen](tel:+4930123)**",
            &[Inline::Bold(vec![link("Anrufen", "tel:+4930123")])],
        );
        check_line(
            "[Karte](https://example.de/a_(b)?q=1), [Mail](MAILTO:a@b.de)",
            &[
                link("Karte", "https://example.de/a_(b)?q=1"),
                text(", "),
                link("Mail", "MAILTO:a@b.de"),
            ],
        );
    }

    #[test]
    fn unclosed_markers_stay_text() {
        for line in [
            "**",
            "****",
            "** **",
            "**offen",
            "2 ** 3",
            "[a](",
            "[a]",
            "[](https://a.de)",
            "[a](https://a.de",
            "[a](https://)",
            "*einfach*",
            "ü[",
        ] {
            check_line(line, &[text(line)]);
        }
    }

    #[test]
    fn hostile_addresses_never_become_links() {
        for address in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            " https://a.de",
            "https://a.de\tjavascript:",
            "data:text/html,<script>",
            "vbscript:x",
            "//evil.example",
            "/relative",
            "https:/a.de",
            "blob:https://a.de/x",
            "file:///etc/passwd",
            "tel:",
            "https://a.de/\u{0}",
        ] {
            assert!(!is_safe_address(address), "{address:?}");
            let line = ["[a](", address, ")"].concat();
            check_line(&line, &[text(&line)]);
        }
    }

    #[test]
    fn markup_is_text() {
        let line = "<img src=x onerror=alert(1)> &amp; <b>x</b>";
        check_line(line, &[text(line)]);
    }

    #[test]
    fn repeated_markers_are_read_in_linear_time() {
        for marker in ["[", "**a", "[a](", "**", "[**", "[a](x ", "[a](("] {
            let line = marker.repeat(20_000);
            assert!(!parse_line(&line, true).is_empty());
        }
    }
}
