//! The form of a service, on a page of its own.

use super::{
    form::{price_fields, typed_euros},
    server_fns::{CreateService, ServiceEditor, UpdateService, find_service_editor},
};
use crate::{
    forms::{
        CheckboxField, Choice, FormError, FormState, SelectField, SubmitButton, TextArea, TextField,
    },
    i18n::use_locale,
    layout::{Loaded, PageHeader},
    team::PermittedForm,
};
use api::{
    Language,
    services::{Price, ServiceInput},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use std::collections::BTreeMap;

/// Names of the kinds of price in the form.
const PRICE_KINDS: [&str; 4] = ["fixed", "from", "range", "on_request"];

/// A new service.
#[component]
pub fn NewServicePage() -> impl IntoView {
    let locale = use_locale();
    let create = ServerAction::<CreateService>::new();
    let state = FormState::of(create);
    let editor = Resource::new(|| (), |()| find_service_editor(None));
    view! {
        <BackToList/>
        <PageHeader title=locale.t("services-new-title")/>
        <Loaded
            resource=editor
            view=move |editor: ServiceEditor| {
                view! {
                    <PermittedForm permission="update:own_businesses">
                        <ActionForm action=create>
                            <ServiceFields state=state input=empty() categories=editor.categories/>
                        </ActionForm>
                    </PermittedForm>
                }
            }
        />
    }
    .into_any()
}

/// A service that is changed.
#[component]
pub fn EditServicePage() -> impl IntoView {
    let locale = use_locale();
    let update = ServerAction::<UpdateService>::new();
    let state = FormState::of(update);
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|it| it.get("id")));
    let editor = Resource::new(move || id.get(), find_service_editor);
    view! {
        <BackToList/>
        <PageHeader title=locale.t("services-edit-title")/>
        <Loaded
            resource=editor
            view=move |editor: ServiceEditor| {
                editor
                    .service
                    .map(|service| {
                        view! {
                            <PermittedForm permission="update:own_businesses">
                                <ActionForm action=update>
                                    <input type="hidden" name="id" value=service.id.to_string()/>
                                    <ServiceFields
                                        state=state
                                        input=service.input
                                        categories=editor.categories
                                    />
                                </ActionForm>
                            </PermittedForm>
                        }
                    })
            }
        />
    }
    .into_any()
}

#[component]
fn BackToList() -> impl IntoView {
    let locale = use_locale();
    view! {
        <p class="breadcrumb">
            <a href="/knowledge/services">{locale.t("services-back")}</a>
        </p>
    }
    .into_any()
}

fn empty() -> ServiceInput {
    ServiceInput {
        category: String::new(),
        name: String::new(),
        description: None,
        translations: BTreeMap::new(),
        price: Price::Fixed { cents: 0 },
        vehicle_class: None,
        duration_minutes: None,
        is_bookable: true,
    }
}

#[component]
fn ServiceFields(
    state: FormState,
    mut input: ServiceInput,
    categories: Vec<String>,
) -> impl IntoView {
    let locale = use_locale();
    let english = input.translations.remove(&Language::En);
    let (name_en, description_en) = english
        .map(|it| (it.name, it.description.unwrap_or_default()))
        .unwrap_or_default();
    view! {
        <div class="card">
            <FormError state=state/>
            <TextField
                name="form[name]"
                label=locale.t("services-name")
                state=state
                pointer="/name"
                value=input.name.clone()
                placeholder=locale.t("services-name-example")
                required=true
            />
            <TextField
                name="form[category]"
                label=locale.t("services-category")
                state=state
                pointer="/category"
                value=input.category.clone()
                hint=locale.t("services-category-hint")
                required=true
                max_length=100
                suggestions=categories
            />
            <TextArea
                name="form[description]"
                label=locale.t("services-description")
                state=state
                pointer="/description"
                value=input.description.clone().unwrap_or_default()
                max_length=2000
            />
            <PriceFields state=state input=input.clone()/>
            <div class="field-row">
                <TextField
                    name="form[vehicle_class]"
                    label=locale.t("services-vehicle-class")
                    state=state
                    pointer="/vehicle_class"
                    value=input.vehicle_class.unwrap_or_default()
                    hint=locale.t("services-vehicle-class-hint")
                    max_length=100
                />
                <TextField
                    name="form[duration_minutes]"
                    label=locale.t("services-duration-minutes")
                    state=state
                    pointer="/duration_minutes"
                    value=input.duration_minutes.map(|it| it.to_string()).unwrap_or_default()
                    input_mode="numeric"
                    max_length=5
                />
            </div>
            <CheckboxField
                name="form[is_bookable]"
                label=locale.t("services-bookable")
                checked=input.is_bookable
            />
            <fieldset>
                <legend>{locale.t("services-section-en")}</legend>
                <TextField
                    name="form[name_en]"
                    label=locale.t("services-name-en")
                    state=state
                    pointer="/translations/en/name"
                    value=name_en
                />
                <TextArea
                    name="form[description_en]"
                    label=locale.t("services-description-en")
                    state=state
                    pointer="/translations/en/description"
                    value=description_en
                    max_length=2000
                />
            </fieldset>
            <div class="button-row">
                <SubmitButton pending=state.pending label=locale.t("save")/>
                <a class="button" href="/knowledge/services">
                    {locale.t("cancel")}
                </a>
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn PriceFields(state: FormState, input: ServiceInput) -> impl IntoView {
    let locale = use_locale();
    let is_new = input.name.is_empty();
    let (kind, cents, to_cents) = price_fields(&input.price);
    let kinds = PRICE_KINDS
        .map(|it| Choice::new(it, locale.t(&format!("price-kind-{it}"))))
        .to_vec();
    let amount = |cents: Option<i64>| match cents {
        Some(cents) if !is_new => typed_euros(cents),
        _ => String::new(),
    };
    view! {
        <div class="field-row field-row-3">
            <SelectField
                name="form[price_kind]"
                label=locale.t("services-price-kind")
                state=state
                pointer="/price_kind"
                choices=kinds
                value=kind
            />
            <TextField
                name="form[price]"
                label=locale.t("services-price-euros")
                state=state
                pointer="/price"
                value=amount(cents)
                placeholder="89,90"
                hint=locale.t("services-price-hint")
                input_mode="decimal"
                max_length=15
            />
            <TextField
                name="form[price_to]"
                label=locale.t("services-price-to")
                state=state
                pointer="/price_to"
                value=amount(to_cents)
                hint=locale.t("services-price-to-hint")
                input_mode="decimal"
                max_length=15
            />
        </div>
    }
    .into_any()
}
