//! Choosing the template of a new page.

use super::server_fns::{CreateLandingPage, TemplateChoice, list_templates};
use crate::{
    forms::{FormError, FormState, SubmitButton},
    i18n::use_locale,
    layout::{Loaded, PageHeader},
};
use leptos::prelude::*;

/// All templates; views take no type with brackets.
type Templates = Vec<TemplateChoice>;

/// The templates, one of which is chosen.
#[component]
pub fn CreateLandingPagePage() -> impl IntoView {
    let locale = use_locale();
    let create = ServerAction::<CreateLandingPage>::new();
    let state = FormState::of(create);
    let language = locale.language();
    let templates = Resource::new(|| (), move |()| list_templates(language));
    view! {
        <PageHeader
            title=locale.t("landing-pages-create-title")
            lead=locale.t("landing-pages-create-lead")
        />
        <Loaded
            resource=templates
            view=move |templates: Templates| {
                view! {
                    <ActionForm action=create>
                        <FormError state=state/>
                        <TemplateGrid templates=templates chosen=None/>
                        <div class="button-row sticky-actions">
                            <SubmitButton
                                pending=state.pending
                                label=locale.t("landing-pages-create-submit")
                                test_id="select-template-button"
                            />
                            <a class="button" href="/landing-pages">
                                {locale.t("cancel")}
                            </a>
                        </div>
                    </ActionForm>
                }
            }
        />
    }
    .into_any()
}

/// Cards of templates, one of which is chosen: a field `template_id`.
#[component]
pub fn TemplateGrid(
    /// The templates.
    templates: Vec<TemplateChoice>,
    /// The one that is chosen at first; else the first.
    chosen: Option<String>,
    /// Name of the field.
    #[prop(default = "template_id")]
    name: &'static str,
) -> impl IntoView {
    let locale = use_locale();
    let chosen = chosen.or_else(|| templates.first().map(|it| it.id.clone()));
    let cards = templates
        .into_iter()
        .map(|template| {
            let is_chosen = chosen.as_ref() == Some(&template.id);
            let test_id = format!("template-{}", template.id);
            let about_id = format!("{test_id}-text");
            view! {
                <label class="template-card" data-testid=test_id>
                    <input
                        type="radio"
                        name=name
                        value=template.id
                        checked=is_chosen
                        aria-describedby=about_id.clone()
                    />
                    <img
                        src=template.preview_image_url
                        alt=""
                        width="1080"
                        height="810"
                        loading="lazy"
                        decoding="async"
                    />
                    <span class="template-name">{template.name}</span>
                    <span class="template-text" id=about_id>
                        {template.description}
                    </span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset>
            <legend class="visually-hidden">{locale.t("landing-pages-template")}</legend>
            <div class="template-grid">{cards}</div>
        </fieldset>
    }
    .into_any()
}
