//! Turns parsed replies into nodes.

use super::build::{Builder, Built};
use crate::markdown::{Block, Inline, parse};
use web_sys::Element;

/// Appends a reply to `parent`.
pub fn append_markdown(build: &Builder, parent: &Element, source: &str) -> Built<()> {
    for block in parse(source) {
        match block {
            Block::Paragraph(lines) => {
                let paragraph = build.element("p", "")?;
                for (index, line) in lines.iter().enumerate() {
                    if index > 0 {
                        paragraph.append_child(&*build.element("br", "")?)?;
                    }
                    append_line(build, &paragraph, line)?;
                }
                parent.append_child(&paragraph)?;
            }
            Block::List(items) => {
                let list = build.element("ul", "")?;
                for item in &items {
                    let element = build.element("li", "")?;
                    append_line(build, &element, item)?;
                    list.append_child(&element)?;
                }
                parent.append_child(&list)?;
            }
        }
    }
    Ok(())
}

fn append_line(build: &Builder, parent: &Element, pieces: &[Inline<'_>]) -> Built<()> {
    for piece in pieces {
        match piece {
            Inline::Text(text) => {
                parent.append_child(&build.text_node(text))?;
            }
            Inline::Bold(pieces) => {
                let bold = build.element("strong", "")?;
                append_line(build, &bold, pieces)?;
                parent.append_child(&bold)?;
            }
            Inline::Link { text, address } => {
                parent.append_child(&*build.link("", address, text)?)?;
            }
        }
    }
    Ok(())
}
