//! Turns parsed replies into nodes.

use super::build::Builder;
use crate::{
    browser::Element,
    markdown::{Block, Inline, parse},
};

/// Appends a reply to `parent`.
pub fn append_markdown(build: &Builder, parent: &Element, source: &str) {
    for block in parse(source) {
        let (tag, line_tag, lines) = match &block {
            Block::Paragraph(lines) => ("p", "span", lines),
            Block::List(items) => ("ul", "li", items),
        };
        let element = build.element(tag, &[]);
        for (index, line) in lines.iter().enumerate() {
            if index > 0 && line_tag == "span" {
                element.append(&build.element("br", &[]));
            }
            let child = build.element(line_tag, &[]);
            append_line(build, &child, line);
            element.append(&child);
        }
        parent.append(&element);
    }
}

fn append_line(build: &Builder, parent: &Element, pieces: &[Inline<'_>]) {
    for piece in pieces {
        parent.append(&match piece {
            Inline::Text(text) => build.text_node(text),
            Inline::Bold(pieces) => {
                let bold = build.element("strong", &[]);
                append_line(build, &bold, pieces);
                bold
            }
            Inline::Link { text, address } => build.link("", address, text),
        });
    }
}
