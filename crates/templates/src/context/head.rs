//! What search engines, other sites and the browser's own bars are told.

use super::claim;
use crate::{
    LandingPage, SocialImage, Visibility, color::Palette, context::said::Speaker, links::url,
};
use api::{Language, page_content::ColorScheme};
use minijinja::Value;
use serde::Serialize;

/// What search engines show of a description, in characters.
const META_DESCRIPTION: usize = 155;

/// The head of the start page.
#[derive(Debug, Serialize)]
pub struct Head {
    title: String,
    description: String,
    robots: &'static str,
    keywords: String,
    canonical_url: Value,
    /// The page in the owner's first language, for visitors of all others.
    default_url: Value,
    other_languages: Vec<OtherLanguage>,
    social_image: Option<Image>,
}

#[derive(Debug, Serialize)]
struct OtherLanguage {
    code: &'static str,
    locale: String,
    name: &'static str,
    url: Value,
}

#[derive(Debug, Serialize)]
struct Image {
    url: Value,
    width: u32,
    height: u32,
    alt: String,
}

/// Colours of the browser's bars.
#[derive(Debug, Serialize)]
pub struct Browser {
    scheme: &'static str,
    light: Option<String>,
    dark: Option<String>,
}

pub fn head(page: &LandingPage<'_>, speaker: Speaker<'_>, kind: &str) -> Head {
    let details = page.business;
    let seo = &page.content.seo;
    let place = &details.address.city;
    let title = speaker.say(&seo.meta_title).map(|it| it.text);
    let title = title.unwrap_or_else(|| {
        if place.is_empty() {
            format!("{} – {kind}", details.name)
        } else {
            format!("{} – {kind} · {place}", details.name)
        }
    });
    let description = speaker
        .say(&seo.meta_description)
        .map(|it| it.text)
        .or_else(|| claim(details, page.language))
        .unwrap_or_else(|| title.clone());
    let own = details.default_language();
    let default_url = page
        .other_languages
        .iter()
        .find(|(other, _)| *other == own)
        .map_or(&page.page_url, |(_, url)| url);
    Head {
        description: shorten(&description, META_DESCRIPTION),
        title,
        robots: match page.visibility {
            Visibility::Public => "index, follow, max-image-preview:large",
            Visibility::Preview => "noindex, nofollow",
        },
        keywords: seo.keywords.join(", "),
        canonical_url: url(&page.page_url),
        default_url: url(default_url),
        other_languages: page.other_languages.iter().map(other_language).collect(),
        social_image: page.social_image.as_ref().map(image),
    }
}

fn image(image: &SocialImage) -> Image {
    Image {
        url: url(&image.url),
        width: image.width,
        height: image.height,
        alt: image.alt.clone(),
    }
}

fn other_language((language, address): &(Language, String)) -> OtherLanguage {
    let name = match language {
        Language::De => "Deutsch",
        Language::En => "English",
        Language::Tr => "Türkçe",
    };
    OtherLanguage {
        code: language.code(),
        locale: api::texts::Texts::of(*language).text("landing-locale"),
        name,
        url: url(address),
    }
}

pub fn browser(scheme: ColorScheme, [light, dark]: &[Palette; 2]) -> Browser {
    match scheme {
        ColorScheme::Auto => Browser {
            scheme: "light dark",
            light: Some(light.page()),
            dark: Some(dark.page()),
        },
        ColorScheme::Light => Browser {
            scheme: "light",
            light: Some(light.page()),
            dark: None,
        },
        ColorScheme::Dark => Browser {
            scheme: "dark",
            light: None,
            dark: Some(dark.page()),
        },
    }
}

/// At most `length` characters, cut between words.
fn shorten(text: &str, length: usize) -> String {
    if text.chars().count() <= length {
        return text.to_owned();
    }
    let cut: String = text.chars().take(length).collect();
    let words = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(words, _)| words);
    format!("{} …", words.trim_end_matches([',', ';', ':', '–', ' ']))
}

#[cfg(test)]
mod tests {
    use super::shorten;

    #[test]
    fn descriptions_are_cut_between_words() {
        assert_eq!(shorten("kurz", 10), "kurz");
        assert_eq!(shorten("Bremsen, Reifen", 10), "Bremsen …");
        assert_eq!(shorten("Unteilbar", 5), "Untei …");
    }
}
