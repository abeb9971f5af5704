//! The style sheet of a page: colours from the palette, then what all
//! templates share, then the template's own.

use crate::{
    Error, LandingPage,
    catalog::{Manifest, read_file},
    color::Palette,
};
use api::page_content::{ColorScheme, FontFamily};
use std::collections::BTreeMap;

/// Style sheets of all templates, ready but for colours and addresses.
#[derive(Debug)]
pub(crate) struct Styles(BTreeMap<String, String>);

/// Stands for where the files of the site are.
const FILES: &str = "{files}";

impl Styles {
    /// Reads the style sheets of these templates.
    pub fn read(manifests: &[Manifest]) -> Result<Self, Error> {
        let shared = minify(&read_file("shared/base.css")?);
        let styles = manifests.iter().map(|manifest| {
            let id = &manifest.info.id;
            let own = minify(&read_file(&format!("{id}/page.css"))?);
            Ok((id.clone(), format!("{shared}\n{own}")))
        });
        Ok(Self(styles.collect::<Result<_, Error>>()?))
    }

    /// The style sheet of a page.
    pub fn of(&self, manifest: &Manifest, page: &LandingPage<'_>) -> String {
        let mut css = colors(manifest, page);
        let own = self.0.get(&manifest.info.id).map_or("", String::as_str);
        let font = heading_font(manifest, page);
        if let Some(font) = font {
            css.push_str(&font.faces().replace(FILES, &page.links.files));
        }
        css.push_str(&own.replace(FILES, &page.links.files));
        // After the template's own style, which the owner's choice overrules.
        css.push_str(&heading_variables(page.content.theme.font_family, font));
        css
    }
}

/// A font of headings, in two files below `fonts/`: `NAME-latin.woff2` and
/// `NAME-latin-ext.woff2`, which only pages with such letters load.
#[derive(Debug)]
pub(crate) struct Font {
    /// The name of its files.
    pub name: &'static str,
    family: &'static str,
    weight: &'static str,
    style: &'static str,
    /// Stands in for it until it is there.
    fallback: &'static str,
}

const FONTS: [Font; 7] = [
    Font::upright("zilla-slab", "Zilla Slab", "600", "--slab"),
    Font {
        style: "italic",
        ..Font::upright("barlow-condensed", "Barlow Condensed", "700", "--sans")
    },
    Font::upright("syne", "Syne", "400 800", "--sans"),
    Font::upright("instrument-serif", "Instrument Serif", "400", "--serif"),
    Font::upright("young-serif", "Young Serif", "400", "--serif"),
    Font::upright("saira-stencil-one", "Saira Stencil One", "400", "--sans"),
    Font::upright("outfit", "Outfit", "100 900", "--sans"),
];

impl Font {
    const fn upright(
        name: &'static str,
        family: &'static str,
        weight: &'static str,
        fallback: &'static str,
    ) -> Self {
        Self {
            name,
            family,
            weight,
            style: "normal",
            fallback,
        }
    }

    fn faces(&self) -> String {
        [("latin", LATIN), ("latin-ext", LATIN_EXTENDED)]
            .map(|(part, range)| {
                format!(
                    "@font-face{{font-family:\"{}\";src:url({FILES}fonts/{}-{part}.woff2) \
                     format(\"woff2\");font-weight:{};font-style:{};font-display:swap;\
                     unicode-range:{range}}}\n",
                    self.family, self.name, self.weight, self.style
                )
            })
            .concat()
    }
}

/// The letters in the first file of a font, and those in the second.
const LATIN: &str = "U+0-FF,U+131,U+152-153,U+2BB-2BC,U+2C6,U+2DA,U+2DC,U+2000-206F,U+20AC,U+2122,\
                     U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD";
const LATIN_EXTENDED: &str = "U+100-130,U+132-151,U+154-2BA,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,\
                              U+20AD-20C0";

/// The font of the headings where it is not that of the text: the owner's choice, else the
/// template's.
pub(crate) fn heading_font(manifest: &Manifest, page: &LandingPage<'_>) -> Option<&'static Font> {
    let name = match page.content.theme.font_family {
        FontFamily::Template => manifest.font.as_deref()?,
        FontFamily::Serif => "young-serif",
        FontFamily::Slab => "zilla-slab",
        FontFamily::Sans | FontFamily::Condensed => return None,
    };
    FONTS.iter().find(|it| it.name == name)
}

fn heading_variables(family: FontFamily, font: Option<&Font>) -> String {
    let width = match family {
        FontFamily::Condensed => "75%",
        _ => "100%",
    };
    let display = font.map_or_else(
        || "var(--sans)".to_owned(),
        |it| format!("\"{}\",var({})", it.family, it.fallback),
    );
    format!("\n:root{{--display:{display};--display-width:{width}}}")
}

/// The palettes of the light and the dark page.
pub(crate) fn palettes(manifest: &Manifest, page: &LandingPage<'_>) -> [Palette; 2] {
    let theme = &page.content.theme;
    let primary = theme
        .primary_color
        .as_deref()
        .or(page.business.chat.primary_color.as_deref())
        .unwrap_or_default();
    let secondary = theme.secondary_color.as_deref().unwrap_or_default();
    [false, true].map(|is_dark| Palette::of(&manifest.colors, is_dark, primary, secondary))
}

/// Variables of the page; `.night` is dark on both pages, `.brand` has the
/// owner's colour as its ground.
fn colors(manifest: &Manifest, page: &LandingPage<'_>) -> String {
    let [light, dark] = palettes(manifest, page);
    let night = format!(".night{{{}}}\n", dark.variables());
    // The owner's colour as a ground looks the same on both.
    let brand = format!(".brand{{{}}}\n", light.on_brand().variables());
    let root = |scheme: &str, palette: &Palette| {
        format!(":root{{color-scheme:{scheme};{}}}", palette.variables())
    };
    let pages = match page.content.theme.color_scheme {
        ColorScheme::Light => root("light", &light),
        ColorScheme::Dark => root("dark", &dark),
        ColorScheme::Auto => format!(
            "{}\n@media (prefers-color-scheme:dark){{{}}}",
            root("light dark", &light),
            root("light dark", &dark)
        ),
    };
    format!("{pages}\n{night}{brand}")
}

/// Leaves out comments and needless space. Our style sheets have neither in
/// texts.
fn minify(css: &str) -> String {
    let mut without_comments = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        without_comments.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    without_comments.push_str(rest);
    let mut minified = String::with_capacity(css.len());
    for word in without_comments.split_whitespace() {
        let ends = |text: &str| text.ends_with(['{', '}', ';', ',', ':']);
        let begins = |text: &str| text.starts_with(['{', '}', ';', ',']);
        if !minified.is_empty() && !ends(&minified) && !begins(word) {
            minified.push(' ');
        }
        minified.push_str(word);
    }
    minified.replace(";}", "}")
}

#[cfg(test)]
mod tests {
    use super::minify;

    #[test]
    fn style_sheets_lose_what_only_people_need() {
        let css = "/* why */\na ,\nb > c {\n  margin: 0 calc(1px + 2%);\n  color: red;\n}\n";
        assert_eq!(minify(css), "a,b > c{margin:0 calc(1px + 2%);color:red}");
    }
}
