//! What the owner writes: about the business, reviews, vacancies, pictures with captions.

use super::fields::{Fields, Row, choice_field};
use super::pictures::{PictureField, Pictures};
use crate::{
    forms::Choice,
    i18n::{Locale, use_locale},
    wire_name::wire_name,
};
use api::{
    Language,
    landing_pages::PageConfiguration,
    page_content::{Employment, LocalText, ReviewCheck},
};
use leptos::prelude::*;

/// What the fields of the editor are made from.
#[derive(Clone)]
pub struct Entries {
    /// The draft.
    pub configuration: PageConfiguration,
    /// The language of the texts.
    pub language: Language,
    /// The business's own language.
    pub own: Language,
    /// The fields.
    pub fields: Fields,
    /// The uploaded pictures.
    pub pictures: Pictures,
}

impl Entries {
    /// What a text says in the language of the form.
    pub fn said(&self, text: &LocalText) -> String {
        text.in_language(self.language, self.own).to_owned()
    }

    /// The entries of a list and an empty one behind them.
    fn rows<T: Clone>(entries: &[T]) -> Vec<(usize, Option<T>)> {
        let known = entries.iter().cloned().map(Some);
        known.chain([None]).enumerate().collect()
    }

    fn row(
        list: &'static str,
        position: usize,
        is_known: bool,
        label: String,
        fields: AnyView,
    ) -> AnyView {
        view! {
            <Row list=list position=position is_known=is_known label=label>
                {fields}
            </Row>
        }
        .into_any()
    }
}

fn numbered(locale: Locale, key: &str, position: usize, is_known: bool) -> String {
    if is_known {
        locale.t_with(key, &[("number", (position + 1).into())])
    } else {
        locale.t(&format!("{key}-new"))
    }
}

/// Text, figures and team.
pub fn about_fields(entries: &Entries) -> AnyView {
    let locale = use_locale();
    let fields = entries.fields;
    let about = entries.configuration.about.clone();
    view! {
        {fields
            .text(
                "form[about_text]",
                locale.t("landing-pages-about-text"),
                entries.said(&about.text),
                6,
            )
            .with(|it| {
                it.at("/configuration/about/text").hint(locale.t("landing-pages-about-text-hint"))
            })
            .view()}
        <PictureField
            pictures=entries.pictures
            name="form[about_picture]".to_owned()
            label=locale.t("landing-pages-about-picture")
            value=about.picture.as_ref().map(|it| it.asset.clone()).unwrap_or_default()
        />
        <h3>{locale.t("landing-pages-figures")}</h3>
        <ul class="entry-rows" role="list">
            {figure_rows(entries)}
        </ul>
        <h3>{locale.t("landing-pages-team")}</h3>
        <ul class="entry-rows" role="list">
            {team_rows(entries)}
        </ul>
    }
    .into_any()
}

/// Numbers and what they count.
fn figure_rows(entries: &Entries) -> AnyView {
    let locale = use_locale();
    let fields = entries.fields;
    Entries::rows(&entries.configuration.about.figures)
        .into_iter()
        .map(|(position, figure)| {
            let is_known = figure.is_some();
            let figure = figure.unwrap_or_default();
            let name = |part: &str| format!("form[figures][{position}][{part}]");
            let at = |part: &str| format!("/configuration/about/figures/{position}/{part}");
            let view = view! {
                {fields
                    .line(&name("value"), locale.t("landing-pages-figure-value"), figure.value)
                    .at(at("value"))
                    .at_most(20)
                    .view()}
                {fields
                    .line(
                        &name("label"),
                        locale.t("landing-pages-figure-label"),
                        entries.said(&figure.label),
                    )
                    .at(at("label"))
                    .view()}
            };
            let label = numbered(locale, "landing-pages-figure", position, is_known);
            Entries::row("figures", position, is_known, label, view.into_any())
        })
        .collect_view()
        .into_any()
}

/// The people.
fn team_rows(entries: &Entries) -> AnyView {
    let locale = use_locale();
    let fields = entries.fields;
    Entries::rows(&entries.configuration.about.team)
        .into_iter()
        .map(|(position, member)| {
            let is_known = member.is_some();
            let member = member.unwrap_or_default();
            let name = |part: &str| format!("form[team][{position}][{part}]");
            let at = |part: &str| format!("/configuration/about/team/{position}/{part}");
            let asset = member.picture.as_ref().map(|it| it.asset.clone());
            let label = if is_known {
                member.name.clone()
            } else {
                locale.t("landing-pages-member-new")
            };
            let view = view! {
                {fields
                    .line(&name("name"), locale.t("landing-pages-member-name"), member.name)
                    .at(at("name"))
                    .view()}
                {fields
                    .line(
                        &name("role"),
                        locale.t("landing-pages-member-role"),
                        entries.said(&member.role),
                    )
                    .at(at("role"))
                    .view()}
                {fields
                    .line(
                        &name("text"),
                        locale.t("landing-pages-member-text"),
                        entries.said(&member.text),
                    )
                    .at(at("text"))
                    .at_most(600)
                    .view()}
                <PictureField
                    pictures=entries.pictures
                    name=name("picture")
                    label=locale.t("landing-pages-member-picture")
                    value=asset.unwrap_or_default()
                />
            };
            Entries::row("team", position, is_known, label, view.into_any())
        })
        .collect_view()
        .into_any()
}

/// Pictures with captions.
pub fn gallery_fields(entries: &Entries) -> AnyView {
    let locale = use_locale();
    let fields = entries.fields;
    let rows = Entries::rows(&entries.configuration.gallery)
        .into_iter()
        .map(|(position, entry)| {
            let is_known = entry.is_some();
            let entry = entry.unwrap_or_default();
            let name = |part: &str| format!("form[gallery][{position}][{part}]");
            let at = |part: &str| format!("/configuration/gallery/{position}/{part}");
            let before = entry.before.as_ref().map(|it| it.asset.clone());
            let view = view! {
                <PictureField
                    pictures=entries.pictures
                    name=name("picture")
                    label=locale.t("landing-pages-gallery-picture")
                    value=entry.picture.asset.clone()
                />
                <PictureField
                    pictures=entries.pictures
                    name=name("before")
                    label=locale.t("landing-pages-gallery-before")
                    value=before.unwrap_or_default()
                />
                {fields
                    .line(
                        &name("caption"),
                        locale.t("landing-pages-gallery-caption"),
                        entries.said(&entry.caption),
                    )
                    .at(at("caption"))
                    .view()}
                {fields
                    .line(
                        &name("detail"),
                        locale.t("landing-pages-gallery-detail"),
                        entries.said(&entry.detail),
                    )
                    .at(at("detail"))
                    .at_most(600)
                    .view()}
            };
            let label = numbered(locale, "landing-pages-gallery-entry", position, is_known);
            Entries::row("gallery", position, is_known, label, view.into_any())
        })
        .collect_view();
    view! {
        <ul class="entry-rows" role="list">
            {rows}
        </ul>
    }
    .into_any()
}

/// What customers say.
pub fn review_fields(entries: &Entries) -> AnyView {
    let locale = use_locale();
    let fields = entries.fields;
    let reviews = entries.configuration.reviews.clone();
    let checks = [ReviewCheck::Unchecked, ReviewCheck::MatchedWithOrders]
        .map(|it| choice(locale, "review-check", it))
        .to_vec();
    let rows = Entries::rows(&reviews.entries)
        .into_iter()
        .map(|(position, review)| {
            let is_known = review.is_some();
            let name = |part: &str| format!("form[reviews][{position}][{part}]");
            let at = |part: &str| format!("/configuration/reviews/entries/{position}/{part}");
            let (text, author, rating, source) = review
                .map(|it| (it.text, it.author, it.rating, it.source))
                .unwrap_or_default();
            let ratings = std::iter::once(Choice::new("", "–".to_owned()))
                .chain(
                    (1..=5_u8)
                        .rev()
                        .map(|it| Choice::new(it.to_string(), "★".repeat(it.into()))),
                )
                .collect();
            let view = view! {
                {fields
                    .text(&name("text"), locale.t("landing-pages-review-text"), text, 3)
                    .with(|it| it.at(at("text")).at_most(600))
                    .view()}
                {fields
                    .line(&name("author"), locale.t("landing-pages-review-author"), author)
                    .at(at("author"))
                    .view()}
                {fields
                    .line(
                        &name("source"),
                        locale.t("landing-pages-review-source"),
                        source.unwrap_or_default(),
                    )
                    .at(at("source"))
                    .view()}
                {choice_field(
                        &name("rating"),
                        locale.t("landing-pages-review-rating"),
                        ratings,
                        rating.map(|it| it.to_string()).unwrap_or_default(),
                    )}
            };
            let label = numbered(locale, "landing-pages-review", position, is_known);
            Entries::row("reviews", position, is_known, label, view.into_any())
        })
        .collect_view();
    view! {
        <ul class="entry-rows" role="list">
            {rows}
        </ul>
        {choice_field(
                "form[review_check]",
                locale.t("landing-pages-review-check"),
                checks,
                wire_name(reviews.check),
            )}
        <p class="field-hint">{locale.t("landing-pages-review-check-hint")}</p>
    }
    .into_any()
}

/// Breakdown and towing.
pub fn emergency_fields(entries: &Entries) -> AnyView {
    let locale = use_locale();
    let fields = entries.fields;
    let emergency = entries.configuration.emergency.clone();
    view! {
        {fields
            .line(
                "form[emergency_text]",
                locale.t("landing-pages-emergency-text"),
                entries.said(&emergency.text),
            )
            .at("/configuration/emergency/text")
            .at_most(600)
            .view()}
        {fields
            .line(
                "form[emergency_hours]",
                locale.t("landing-pages-emergency-hours"),
                entries.said(&emergency.hours),
            )
            .at("/configuration/emergency/hours")
            .hint(locale.t("landing-pages-emergency-hint"))
            .view()}
    }
    .into_any()
}

/// Vacancies.
pub fn job_fields(entries: &Entries) -> AnyView {
    let locale = use_locale();
    let fields = entries.fields;
    let rows = Entries::rows(&entries.configuration.jobs)
        .into_iter()
        .map(|(position, job)| {
            let is_known = job.is_some();
            let job = job.unwrap_or_default();
            let name = |part: &str| format!("form[jobs][{position}][{part}]");
            let at = |part: &str| format!("/configuration/jobs/{position}/{part}");
            let employments = [
                Employment::FullTime,
                Employment::PartTime,
                Employment::FullOrPartTime,
                Employment::Apprenticeship,
                Employment::Internship,
                Employment::MiniJob,
            ]
            .map(|it| choice(locale, "employment", it))
            .to_vec();
            let view = view! {
                {fields
                    .line(
                        &name("title"),
                        locale.t("landing-pages-job-title"),
                        entries.said(&job.title),
                    )
                    .at(at("title"))
                    .view()}
                {choice_field(
                        &name("employment"),
                        locale.t("landing-pages-job-employment"),
                        employments,
                        wire_name(job.employment),
                    )}
                {fields
                    .line(
                        &name("start"),
                        locale.t("landing-pages-job-start"),
                        entries.said(&job.start),
                    )
                    .at(at("start"))
                    .view()}
                {fields
                    .text(
                        &name("text"),
                        locale.t("landing-pages-job-text"),
                        entries.said(&job.text),
                        4,
                    )
                    .with(|it| it.at(at("text")))
                    .view()}
            };
            let label = numbered(locale, "landing-pages-job", position, is_known);
            Entries::row("jobs", position, is_known, label, view.into_any())
        })
        .collect_view();
    view! {
        <ul class="entry-rows" role="list">
            {rows}
        </ul>
    }
    .into_any()
}

fn choice(locale: Locale, prefix: &str, variant: impl serde::Serialize) -> Choice {
    let name = wire_name(variant);
    let text = locale.t(&format!("{prefix}-{}", name.replace('_', "-")));
    Choice::new(name, text)
}
