//! Texts of the owner, with the language they are in where it is not the page's.

use api::{
    Language,
    page_content::{LocalText, PictureInput},
};
use serde::Serialize;
use std::collections::BTreeMap;

use crate::{Asset, links::url};
use minijinja::Value;

/// A text of the owner.
#[derive(Clone, Debug, Serialize)]
pub struct Said {
    pub text: String,
    /// Its language, where it is not the page's.
    pub language: Option<Language>,
}

/// A picture with its sizes.
#[derive(Clone, Debug, Serialize)]
pub struct Picture {
    src: Value,
    width: u32,
    height: u32,
    alt: String,
    /// Other formats, the smallest first.
    sources: Vec<Source>,
    /// Sizes in the format every browser reads.
    srcset: Value,
}

#[derive(Clone, Debug, Serialize)]
struct Source {
    media_type: String,
    srcset: Value,
}

/// What is needed to say the owner's texts in the page's language.
#[derive(Clone, Copy, Debug)]
pub struct Speaker<'a> {
    pub language: Language,
    pub own: Language,
    pub assets: &'a BTreeMap<String, Asset>,
}

impl Speaker<'_> {
    /// The text in the page's language, else in another.
    pub fn say(&self, text: &LocalText) -> Option<Said> {
        let (text, language) = text.find(self.language, self.own)?;
        Some(Said {
            text: text.to_owned(),
            language: (language != self.language).then_some(language),
        })
    }

    /// The picture, where its files are there.
    pub fn picture(&self, input: Option<&PictureInput>) -> Option<Picture> {
        let input = input?;
        let asset = self.assets.get(&input.asset)?;
        let alt = self.say(&input.alt).map(|it| it.text).unwrap_or_default();
        picture(asset, alt)
    }
}

/// Paragraphs stand between empty lines.
pub fn paragraphs(said: &Said) -> Vec<Said> {
    said.text
        .replace("\r\n", "\n")
        .split("\n\n")
        .map(str::trim)
        .filter(|it| !it.is_empty())
        .map(|it| Said {
            text: it.to_owned(),
            language: said.language,
        })
        .collect()
}

/// Formats from the smallest to the one every browser reads, which is the last.
const FORMATS: [&str; 5] = [
    "image/avif",
    "image/webp",
    "image/png",
    "image/jpeg",
    "image/svg+xml",
];

fn picture(asset: &Asset, alt: String) -> Option<Picture> {
    let mut sets: Vec<(usize, Source, String)> = Vec::new();
    for (rank, format) in FORMATS.iter().enumerate() {
        let mut files: Vec<_> = asset
            .files
            .iter()
            .filter(|it| it.media_type == *format)
            .collect();
        files.sort_by_key(|it| it.width);
        let Some(largest) = files.last() else {
            continue;
        };
        let srcset: Vec<_> = files
            .iter()
            // A space or a comma would end the address.
            .map(|it| {
                format!(
                    "{} {}w",
                    it.url.replace(' ', "%20").replace(',', "%2C"),
                    it.width
                )
            })
            .collect();
        let source = Source {
            media_type: (*format).to_owned(),
            srcset: url(&srcset.join(", ")),
        };
        sets.push((rank, source, largest.url.clone()));
    }
    let (_, last, src) = sets.pop()?;
    Some(Picture {
        src: url(&src),
        width: asset.width,
        height: asset.height,
        alt,
        sources: sets.into_iter().map(|(_, source, _)| source).collect(),
        srcset: last.srcset,
    })
}
