//! The fields of the editor, in the order in which one thinks of a page.

use super::{
    autosave::Autosave,
    entries::{AboutFields, EmergencyFields, Entries, GalleryFields, JobFields, ReviewFields},
    fields::Fields,
    pictures::{PictureField, Pictures},
    sections::SectionFields,
};
use crate::{
    forms::Choice,
    i18n::use_locale,
    landing_pages::{create::TemplateGrid, server_fns::EditedPage},
    wire_name::wire_name,
};
use api::{
    Language,
    page_content::{ColorScheme, FontFamily},
};
use leptos::{prelude::*, web_sys};

/// Everything that can be changed about a page.
#[component]
pub fn ContentFields(
    /// The page.
    page: EditedPage,
    /// The language of the texts.
    language: Language,
    /// The business's own language.
    own: Language,
    /// Saves what changes.
    autosave: Autosave,
) -> impl IntoView {
    let locale = use_locale();
    let fields = Fields {
        state: autosave.state,
    };
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
    let configuration = page.details.configuration.clone();
    let entries = Entries {
        configuration: configuration.clone(),
        language,
        own,
        fields,
        pictures,
    };
    let said = |text: &api::page_content::LocalText| text.in_language(language, own).to_owned();
    let template = page
        .templates
        .iter()
        .find(|it| it.id == page.details.page.template_id)
        .cloned();
    let (template_primary, template_secondary, template_order) = template
        .map(|it| (it.primary_color, it.secondary_color, it.sections))
        .unwrap_or_default();
    let theme = configuration.theme.clone();
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
    let hero_picture = configuration
        .hero
        .picture
        .as_ref()
        .map(|it| it.asset.clone());
    let address_hint = locale.t_with(
        "landing-pages-subdomain-hint",
        &[("example", page.example_url.clone().into())],
    );
    view! {
        <input type="hidden" name="form[language]" value=language.code()/>
        <input type="hidden" name="form[own_language]" value=own.code()/>
        <input type="hidden" name="form[template_primary]" value=template_primary/>
        <input type="hidden" name="form[template_secondary]" value=template_secondary/>
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
                    said(&configuration.business_description),
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
                    said(&configuration.hero.headline),
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
                {fields
                    .color(
                        "form[primary_color]",
                        locale.t("landing-pages-primary-color"),
                        primary,
                        "primary-color",
                    )}
                {fields
                    .color(
                        "form[secondary_color]",
                        locale.t("landing-pages-secondary-color"),
                        secondary,
                        "secondary-color",
                    )}
            </div>
            <div class="field-row">
                {fields
                    .choice(
                        "form[font_family]",
                        locale.t("landing-pages-font"),
                        fonts,
                        wire_name(theme.font_family),
                    )}
                {fields
                    .choice(
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
        <fieldset class="card">
            <legend>{locale.t("landing-pages-part-sections")}</legend>
            <p class="field-hint">{locale.t("landing-pages-sections-hint")}</p>
            <SectionFields
                settings=configuration.sections.clone()
                template_order=template_order
                language=language
                own=own
            />
        </fieldset>
        {part("section-about", autosave, view! { <AboutFields entries=entries.clone()/> })}
        {part("section-gallery", autosave, view! { <GalleryFields entries=entries.clone()/> })}
        {part("section-reviews", autosave, view! { <ReviewFields entries=entries.clone()/> })}
        {part("section-emergency", autosave, view! { <EmergencyFields entries=entries.clone()/> })}
        {part("section-jobs", autosave, view! { <JobFields entries=entries/> })}
        <fieldset class="card">
            <legend>{locale.t("landing-pages-part-search")}</legend>
            {fields
                .line(
                    "form[meta_title]",
                    locale.t("landing-pages-meta-title"),
                    said(&configuration.seo.meta_title),
                )
                .at("/configuration/seo/meta_title")
                .view()}
            {fields
                .text(
                    "form[meta_description]",
                    locale.t("landing-pages-meta-description"),
                    said(&configuration.seo.meta_description),
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
