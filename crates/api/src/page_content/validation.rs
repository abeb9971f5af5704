use super::{LocalText, PageContent, PictureInput};
use crate::{
    FieldErrors,
    problem::ValueError,
    values::{HexColor, optional_text, required_text},
};
use std::borrow::Cow;

/// Titles, names, captions.
const LINE: usize = 120;
/// Sentences.
const SENTENCES: usize = 600;
/// Whole texts.
const TEXT: usize = 4_000;
/// The longest id or address of an asset.
const ASSET_ID: usize = 300;
/// Entries of each list, at most.
const MAX_ENTRIES: usize = 60;

impl PageContent {
    /// Checks every field. Whether the assets exist is for the server to say.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::default();
        self.validate_look(&mut errors);
        self.validate_sections(&mut errors);
        check_text(&mut errors, "/hero/headline", &self.hero.headline, LINE);
        check_picture(&mut errors, "/hero/picture", self.hero.picture.as_ref());
        self.validate_about(&mut errors);
        check_length(&mut errors, "/gallery", self.gallery.len());
        for (index, entry) in self.gallery.iter().enumerate() {
            let at = |field: &str| format!("/gallery/{index}/{field}");
            check_picture(&mut errors, at("picture"), Some(&entry.picture));
            check_picture(&mut errors, at("before"), entry.before.as_ref());
            check_text(&mut errors, at("caption"), &entry.caption, LINE);
            check_text(&mut errors, at("detail"), &entry.detail, SENTENCES);
        }
        self.validate_reviews(&mut errors);
        let emergency = &self.emergency;
        check_text(&mut errors, "/emergency/text", &emergency.text, SENTENCES);
        check_text(&mut errors, "/emergency/hours", &emergency.hours, LINE);
        check_picture(&mut errors, "/map", self.map.as_ref());
        check_length(&mut errors, "/jobs", self.jobs.len());
        for (index, job) in self.jobs.iter().enumerate() {
            let at = |field: &str| format!("/jobs/{index}/{field}");
            require_text(&mut errors, at("title"), &job.title, LINE);
            check_text(&mut errors, at("text"), &job.text, TEXT);
            check_text(&mut errors, at("start"), &job.start, LINE);
        }
        errors.finish(Some(()))
    }

    fn validate_look(&self, errors: &mut FieldErrors) {
        let theme = &self.theme;
        for (pointer, color) in [
            ("/theme/primary_color", &theme.primary_color),
            ("/theme/secondary_color", &theme.secondary_color),
        ] {
            if let Some(color) = color {
                errors.check(pointer, HexColor::parse(color));
            }
        }
        check_picture(errors, "/theme/logo", theme.logo.as_ref());
        check_picture(errors, "/theme/favicon", theme.favicon.as_ref());
        let seo = &self.seo;
        check_text(errors, "/seo/meta_title", &seo.meta_title, LINE);
        check_text(
            errors,
            "/seo/meta_description",
            &seo.meta_description,
            SENTENCES,
        );
        check_length(errors, "/seo/keywords", seo.keywords.len());
        for (index, keyword) in seo.keywords.iter().enumerate() {
            errors.check(
                format!("/seo/keywords/{index}"),
                required_text(keyword, LINE),
            );
        }
    }

    fn validate_sections(&self, errors: &mut FieldErrors) {
        for (index, section) in self.sections.iter().enumerate() {
            let is_first = self.sections[..index]
                .iter()
                .all(|it| it.kind != section.kind);
            errors.require(
                format!("/sections/{index}/kind"),
                is_first,
                ValueError::new("duplicate", "is named twice"),
            );
            check_text(
                errors,
                format!("/sections/{index}/title"),
                &section.title,
                LINE,
            );
        }
    }

    fn validate_about(&self, errors: &mut FieldErrors) {
        let about = &self.about;
        check_text(errors, "/about/text", &about.text, TEXT);
        check_picture(errors, "/about/picture", about.picture.as_ref());
        check_length(errors, "/about/figures", about.figures.len());
        for (index, figure) in about.figures.iter().enumerate() {
            let at = |field: &str| format!("/about/figures/{index}/{field}");
            errors.check(at("value"), required_text(&figure.value, 20));
            require_text(errors, at("label"), &figure.label, LINE);
        }
        check_length(errors, "/about/team", about.team.len());
        for (index, member) in about.team.iter().enumerate() {
            let at = |field: &str| format!("/about/team/{index}/{field}");
            errors.check(at("name"), required_text(&member.name, LINE));
            check_text(errors, at("role"), &member.role, LINE);
            check_text(errors, at("text"), &member.text, SENTENCES);
            check_picture(errors, at("picture"), member.picture.as_ref());
        }
    }

    fn validate_reviews(&self, errors: &mut FieldErrors) {
        let entries = &self.reviews.entries;
        check_length(errors, "/reviews/entries", entries.len());
        for (index, review) in entries.iter().enumerate() {
            let at = |field: &str| format!("/reviews/entries/{index}/{field}");
            errors.check(at("text"), required_text(&review.text, SENTENCES));
            errors.check(at("author"), required_text(&review.author, LINE));
            errors.check(at("source"), optional_text(review.source.as_deref(), LINE));
            errors.require(
                at("rating"),
                review.rating.is_none_or(|it| (1..=5).contains(&it)),
                ValueError::new("invalid_rating", "must be between 1 and 5"),
            );
        }
    }
}

fn check_text(
    errors: &mut FieldErrors,
    pointer: impl Into<Cow<'static, str>>,
    text: &LocalText,
    max: usize,
) {
    let pointer = pointer.into();
    for (language, text) in text.texts() {
        let pointer = match language {
            Some(language) => format!("{pointer}/{language}").into(),
            None => pointer.clone(),
        };
        errors.check(pointer, optional_text(Some(text), max));
    }
}

fn require_text(
    errors: &mut FieldErrors,
    pointer: impl Into<Cow<'static, str>>,
    text: &LocalText,
    max: usize,
) {
    let pointer = pointer.into();
    errors.require(
        pointer.clone(),
        !text.is_empty(),
        ValueError::new("required", "must not be empty"),
    );
    check_text(errors, pointer, text, max);
}

fn check_picture(
    errors: &mut FieldErrors,
    pointer: impl Into<Cow<'static, str>>,
    picture: Option<&PictureInput>,
) {
    if let Some(picture) = picture {
        let pointer = pointer.into();
        errors.check(
            format!("{pointer}/asset"),
            required_text(&picture.asset, ASSET_ID),
        );
        check_text(errors, format!("{pointer}/alt"), &picture.alt, LINE);
    }
}

fn check_length(errors: &mut FieldErrors, pointer: &'static str, length: usize) {
    errors.require(
        pointer,
        length <= MAX_ENTRIES,
        ValueError::new("too_many", "are too many"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    fn content(json: serde_json::Value) -> PageContent {
        serde_json::from_value(json).expect("content")
    }

    fn pointers(content: &PageContent) -> Vec<String> {
        let errors = content.validate().expect_err("invalid");
        errors
            .0
            .into_iter()
            .map(|it| it.pointer.into_owned())
            .collect()
    }

    #[test]
    fn nothing_is_valid_and_every_wrong_field_is_named() {
        assert_eq!(PageContent::default().validate(), Ok(()));
        let wrong = content(serde_json::json!({
            "theme": { "primary_color": "red", "logo": { "asset": "" } },
            "seo": { "keywords": [""] },
            "sections": [{ "kind": "hours" }, { "kind": "hours" }],
            "about": {
                "figures": [{ "value": "1987", "label": {} }],
                "team": [{ "name": " " }],
            },
            "reviews": { "entries": [{ "text": "Gut", "author": "A.", "rating": 6 }] },
            "jobs": [{ "title": { "de": "x".repeat(121) } }],
        }));
        assert_eq!(
            pointers(&wrong),
            [
                "/theme/primary_color",
                "/theme/logo/asset",
                "/seo/keywords/0",
                "/sections/1/kind",
                "/about/figures/0/label",
                "/about/team/0/name",
                "/reviews/entries/0/rating",
                "/jobs/0/title/de",
            ]
        );
    }

    #[test]
    fn a_text_is_found_in_the_language_of_the_page_or_said_in_another() {
        let text: LocalText =
            serde_json::from_str(r#"{"de":"Hallo","en":" ","tr":"Merhaba"}"#).expect("a text");
        let find = |language| text.find(language, Language::De);
        assert_eq!(find(Language::Tr), Some(("Merhaba", Language::Tr)));
        assert_eq!(find(Language::En), Some(("Hallo", Language::De)));
        assert_eq!(LocalText::default().find(Language::De, Language::De), None);
    }

    #[test]
    fn a_text_may_be_plain_and_is_then_in_the_own_language() {
        let text: LocalText = serde_json::from_str(r#""Günaydın""#).expect("a text");
        assert_eq!(
            text.find(Language::En, Language::Tr),
            Some(("Günaydın", Language::Tr))
        );
        assert_eq!(serde_json::to_string(&text).expect("JSON"), "\"Günaydın\"");
        let wrong = content(serde_json::json!({ "hero": { "headline": "x".repeat(121) } }));
        assert_eq!(pointers(&wrong), ["/hero/headline"]);
    }
}
