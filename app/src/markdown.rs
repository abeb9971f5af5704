//! The Markdown subset of replies: **bold**, `- ` lists, links. Rendered as
//! nodes, never as HTML text, so nothing in a message can become markup.

use leptos::prelude::*;

/// A paragraph or a list.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Block {
    /// Lines that belong together.
    Paragraph(Vec<Vec<Inline>>),
    /// Items of a list.
    List(Vec<Vec<Inline>>),
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Inline {
    Text(String),
    Bold(String),
    Link { label: String, address: String },
}

/// Schemes a link may have; everything else stays text.
const SCHEMES: [&str; 4] = ["https://", "http://", "tel:", "mailto:"];

fn parse_blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_new_block = true;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            is_new_block = true;
            continue;
        }
        let item = line.strip_prefix("- ").or_else(|| line.strip_prefix("* "));
        match (item, blocks.last_mut()) {
            (Some(item), Some(Block::List(items))) if !is_new_block => {
                items.push(parse_line(item));
            }
            (Some(item), _) => blocks.push(Block::List(vec![parse_line(item)])),
            (None, Some(Block::Paragraph(lines))) if !is_new_block => {
                lines.push(parse_line(line));
            }
            (None, _) => blocks.push(Block::Paragraph(vec![parse_line(line)])),
        }
        is_new_block = false;
    }
    blocks
}

fn parse_line(line: &str) -> Vec<Inline> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let found = match first {
            '*' => bold(rest),
            '[' => link(rest),
            _ => None,
        };
        if let Some((piece, length)) = found {
            if !plain.is_empty() {
                pieces.push(Inline::Text(std::mem::take(&mut plain)));
            }
            pieces.push(piece);
            rest = &rest[length..];
        } else {
            plain.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    if !plain.is_empty() {
        pieces.push(Inline::Text(plain));
    }
    pieces
}

/// `**bold**` at the start of `text`, with its length in bytes.
fn bold(text: &str) -> Option<(Inline, usize)> {
    let inner = text.strip_prefix("**")?;
    let end = inner.find("**").filter(|end| *end > 0)?;
    Some((Inline::Bold(inner[..end].to_owned()), end + 4))
}

/// `[label](address)` at the start of `text`, with its length in bytes.
fn link(text: &str) -> Option<(Inline, usize)> {
    let (label, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (address, _) = rest.split_once(')')?;
    let is_allowed = SCHEMES.iter().any(|scheme| {
        address
            .get(..scheme.len())
            .is_some_and(|it| it.eq_ignore_ascii_case(scheme))
    });
    let is_clean =
        !label.is_empty() && !label.contains('[') && !address.contains(char::is_whitespace);
    (is_allowed && is_clean).then(|| {
        let piece = Inline::Link {
            label: label.to_owned(),
            address: address.to_owned(),
        };
        (piece, label.len() + address.len() + 4)
    })
}

/// A reply with its bold words, lists and links.
pub fn markdown_view(text: &str) -> impl IntoView + use<> {
    parse_blocks(text)
        .into_iter()
        .map(|block| match block {
            Block::Paragraph(lines) => {
                let last = lines.len().saturating_sub(1);
                let lines = lines
                    .into_iter()
                    .enumerate()
                    .map(|(index, line)| {
                        let line_break = (index < last).then(|| view! { <br/> });
                        view! { {line_view(line)} {line_break} }
                    })
                    .collect_view();
                view! { <p class="message-text">{lines}</p> }.into_any()
            }
            Block::List(items) => {
                let items = items
                    .into_iter()
                    .map(|item| view! { <li>{line_view(item)}</li> })
                    .collect_view();
                view! { <ul>{items}</ul> }.into_any()
            }
        })
        .collect_view()
}

fn line_view(line: Vec<Inline>) -> impl IntoView {
    line.into_iter()
        .map(|piece| match piece {
            Inline::Text(text) => text.into_any(),
            Inline::Bold(text) => view! { <strong>{text}</strong> }.into_any(),
            Inline::Link { label, address } => view! {
                <a href=address rel="noopener noreferrer nofollow external" target="_blank">
                    {label}
                </a>
            }
            .into_any(),
        })
        .collect_view()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Inline {
        Inline::Text(text.to_owned())
    }

    #[test]
    fn bold_words_lists_and_links_are_told_apart() {
        let blocks = parse_blocks(
            "**Ölwechsel** ab 89 €\nmit Filter\n- Montag\n- Dienstag\n\nRuf an: [030 1](tel:+49301)",
        );
        assert_eq!(
            blocks,
            [
                Block::Paragraph(vec![
                    vec![Inline::Bold("Ölwechsel".to_owned()), text(" ab 89 €")],
                    vec![text("mit Filter")],
                ]),
                Block::List(vec![vec![text("Montag")], vec![text("Dienstag")]]),
                Block::Paragraph(vec![vec![
                    text("Ruf an: "),
                    Inline::Link {
                        label: "030 1".to_owned(),
                        address: "tel:+49301".to_owned(),
                    },
                ]]),
            ]
        );
    }

    #[test]
    fn what_is_not_quite_markdown_stays_text() {
        let check = |line: &str| assert_eq!(parse_line(line), [text(line)], "{line}");
        check("2 * 3 ** 4");
        check("****");
        check("[x](javascript:alert(1))");
        check("[x](JAVA script:)");
        check("[x] (https://a.de)");
        check("[x](https://a.de");
        check("<b>ö</b>");
        check("[ü](öhttps://a.de)");
    }
}
