//! The fields of the editor, in the order in which one thinks of a page.

use super::{
    autosave::Autosave,
    entries::{Entries, about_fields, emergency_fields, gallery_fields, job_fields, review_fields},
    fields::{Fields, choice_field, color_field},
    pictures::{PictureField, Pictures},
    sections::section_fields,
};
use crate::{
    forms::Choice,
    i18n::use_locale,
    landing_pages::{
        create::TemplateGrid,
        server_fns::{EditedPage, TemplateChoice},
    },
    wire_name::wire_name,
};
use api::{
    Language,
    page_content::{ColorScheme, FontFamily},
};
use leptos::{prelude::*, web_sys};

/// Everything that can be changed about a page; `language` is that of the texts, `own` the
/// business's own.
pub fn content_fields(
    page: &EditedPage,
    language: Language,
    own: Language,
    autosave: Autosave,
) -> AnyView {
    let locale = use_locale();
    let id = page.details.page.id;
    let pictures = Pictures {
        upload_url: StoredValue::new(format!("/landing-pages/{id}/pictures")),
        all: RwSignal::new(page.pictures.clone()),
        changed: RwSignal::new(0),
    };
    Effect::new(move |before: Option<u32>| {
        let now = pictures.changed.get();
        if before.is_some_and(|it| it != now) {
            autosave.touch();
        }
        now
    });
    let entries = Entries {
        configuration: page.details.configuration.clone(),
        language,
        own,
        fields: Fields {
            state: autosave.state,
        },
        pictures,
    };
    let chosen = &page.details.page.template_id;
    let template = page.templates.iter().find(|it| it.id == *chosen).cloned();
    let order = template.as_ref().map(|it| it.sections.clone());
    view! {
        <input type="hidden" name="form[language]" value=language.code()/>
        <input type="hidden" name="form[own_language]" value=own.code()/>
        {top(page, &entries)}
        {look(page, template, &entries)}
        <fieldset class="card">
            <legend>{locale.t("landing-pages-part-sections")}</legend>
            <p class="field-hint">{locale.t("landing-pages-sections-hint")}</p>
            {section_fields(&entries.configuration.sections, &order.unwrap_or_default(), language, own)}
        </fieldset>
        {part("section-about", autosave, about_fields(&entries))}
        {part("section-gallery", autosave, gallery_fields(&entries))}
        {part("section-reviews", autosave, review_fields(&entries))}
        {part("section-emergency", autosave, emergency_fields(&entries))}
        {part("section-jobs", autosave, job_fields(&entries))}
        {search(&entries)}
    }
    .into_any()
}

/// Name, description, address: what stands at the top of the page.
fn top(page: &EditedPage, entries: &Entries) -> AnyView {
    let locale = use_locale();
    let (fields, pictures) = (entries.fields, entries.pictures);
    let configuration = &entries.configuration;
    let hero_picture = configuration.hero.picture.as_ref();
    let hero_picture = hero_picture.map(|it| it.asset.clone());
    let address_hint = locale.t_with(
        "landing-pages-subdomain-hint",
        &[("example", page.example_url.clone().into())],
    );
    view! {
        <fieldset class="card">
            <legend>{locale.t("landing-pages-part-top")}</legend>
            {fields
                .line(
                    "form[business_name]",
                    locale.t("landing-pages-business-name"),
                    configuration.business_name.clone().unwrap_or_default(),
                )
                .at("/configuration/business_name")
                .instead(page.business_name.clone())
                .test_id("business-name")
                .view()}
            {fields
                .text(
                    "form[business_description]",
                    locale.t("landing-pages-business-description"),
                    entries.said(&configuration.business_description),
                    3,
                )
                .with(|it| {
                    it.at("/configuration/business_description")
                        .instead(page.business_description.clone())
                        .hint(locale.t("landing-pages-from-profile"))
                        .at_most(1_000)
                        .test_id("business-description")
                })
                .view()}
            {fields
                .line(
                    "form[headline]",
                    locale.t("landing-pages-headline"),
                    entries.said(&configuration.hero.headline),
                )
                .at("/configuration/hero/headline")
                .hint(locale.t("landing-pages-headline-hint"))
                .view()}
            <PictureField
                pictures=pictures
                name="form[hero_picture]".to_owned()
                label=locale.t("landing-pages-hero-picture")
                value=hero_picture.unwrap_or_default()
            />
            {fields
                .line(
                    "form[subdomain]",
                    locale.t("landing-pages-subdomain"),
                    page.details.page.subdomain.to_string(),
                )
                .at("/subdomain")
                .hint(address_hint)
                .at_most(63)
                .test_id("subdomain")
                .view()}
        </fieldset>
    }
    .into_any()
}

/// Logo, colours, type, template.
fn look(page: &EditedPage, template: Option<TemplateChoice>, entries: &Entries) -> AnyView {
    let locale = use_locale();
    let pictures = entries.pictures;
    let theme = entries.configuration.theme.clone();
    let (template_primary, template_secondary) = template
        .map(|it| (it.primary_color, it.secondary_color))
        .unwrap_or_default();
    let primary = theme
        .primary_color
        .unwrap_or_else(|| template_primary.clone());
    let secondary = theme
        .secondary_color
        .unwrap_or_else(|| template_secondary.clone());
    let fonts = [
        FontFamily::Template,
        FontFamily::Sans,
        FontFamily::Condensed,
        FontFamily::Serif,
        FontFamily::Slab,
    ]
    .map(|it| Choice::new(wire_name(it), locale.t(&format!("font-{}", wire_name(it)))))
    .to_vec();
    let schemes = [ColorScheme::Auto, ColorScheme::Light, ColorScheme::Dark]
        .map(|it| {
            Choice::new(
                wire_name(it),
                locale.t(&format!("scheme-{}", wire_name(it))),
            )
        })
        .to_vec();
    view! {
        <input type="hidden" name="form[template_primary]" value=template_primary/>
        <input type="hidden" name="form[template_secondary]" value=template_secondary/>
        <fieldset class="card">
            <legend>{locale.t("landing-pages-part-look")}</legend>
            <PictureField
                pictures=pictures
                name="form[logo]".to_owned()
                label=locale.t("landing-pages-logo")
                value=theme.logo_url.unwrap_or_default()
                kind="logo"
                test_ids=("logo-upload", "logo-preview")
            />
            <PictureField
                pictures=pictures
                name="form[favicon]".to_owned()
                label=locale.t("landing-pages-favicon")
                value=theme.favicon_url.unwrap_or_default()
                kind="favicon"
            />
            <div class="field-row">
                {color_field(
                        "form[primary_color]",
                        locale.t("landing-pages-primary-color"),
                        primary,
                        "primary-color",
                    )}
                {color_field(
                        "form[secondary_color]",
                        locale.t("landing-pages-secondary-color"),
                        secondary,
                        "secondary-color",
                    )}
            </div>
            <div class="field-row">
                {choice_field(
                        "form[font_family]",
                        locale.t("landing-pages-font"),
                        fonts,
                        wire_name(theme.font_family),
                    )}
                {choice_field(
                        "form[color_scheme]",
                        locale.t("landing-pages-scheme"),
                        schemes,
                        wire_name(theme.color_scheme),
                    )}
            </div>
            <details>
                <summary>{locale.t("landing-pages-other-template")}</summary>
                <TemplateGrid
                    templates=page.templates.clone()
                    chosen=Some(page.details.page.template_id.clone())
                    name="form[template_id]"
                />
            </details>
        </fieldset>
    }
    .into_any()
}

/// What search engines are told.
fn search(entries: &Entries) -> AnyView {
    let locale = use_locale();
    let fields = entries.fields;
    let seo = &entries.configuration.seo;
    view! {
        <fieldset class="card">
            <legend>{locale.t("landing-pages-part-search")}</legend>
            {fields
                .line(
                    "form[meta_title]",
                    locale.t("landing-pages-meta-title"),
                    entries.said(&seo.meta_title),
                )
                .at("/configuration/seo/meta_title")
                .view()}
            {fields
                .text(
                    "form[meta_description]",
                    locale.t("landing-pages-meta-description"),
                    entries.said(&seo.meta_description),
                    2,
                )
                .with(|it| {
                    it.at("/configuration/seo/meta_description")
                        .at_most(600)
                        .hint(locale.t("landing-pages-meta-hint"))
                })
                .view()}
        </fieldset>
    }
    .into_any()
}

/// A part of the form that is folded at first.
fn part(title: &'static str, autosave: Autosave, fields: impl IntoView + 'static) -> AnyView {
    let is_unfolded = autosave.unfolded.with_untracked(|it| it.contains(&title));
    let note = move |event: web_sys::Event| {
        let is_open = event_target::<web_sys::Element>(&event).has_attribute("open");
        autosave.unfolded.update(|unfolded| {
            unfolded.retain(|it| *it != title);
            if is_open {
                unfolded.push(title);
            }
        });
    };
    view! {
        <details class="card editor-part" open=is_unfolded on:toggle=note>
            <summary>
                <h2>{use_locale().t(title)}</h2>
            </summary>
            <div class="editor-part-fields">{fields.into_any()}</div>
        </details>
    }
    .into_any()
}
