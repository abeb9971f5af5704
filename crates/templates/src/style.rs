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
        css.push_str(&own.replace(FILES, &page.links.files));
        css.push_str(font(page.content.theme.font_family));
        css
    }
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

const fn font(family: FontFamily) -> &'static str {
    match family {
        FontFamily::Template => "",
        FontFamily::Sans => ":root{--display:var(--sans);--display-width:100%}",
        FontFamily::Condensed => ":root{--display:var(--sans);--display-width:75%}",
        FontFamily::Serif => ":root{--display:var(--serif);--display-width:100%}",
        FontFamily::Slab => ":root{--display:var(--slab);--display-width:100%}",
    }
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
