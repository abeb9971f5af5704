//! Languages, form of address, makes and ways to pay.

use crate::{
    forms::{CheckboxField, Choice, FormState, SelectField, TextField},
    i18n::use_locale,
    wire_name::wire_name,
};
use api::{Language, businesses::BusinessDetails};
use leptos::prelude::*;

/// Names of the ways to pay on the wire.
const PAYMENT_METHODS: [&str; 7] = [
    "cash",
    "girocard",
    "credit_card",
    "invoice",
    "bank_transfer",
    "paypal",
    "instalments",
];

/// In which languages and how the assistant speaks.
#[component]
pub fn LanguageFields(
    /// The form.
    state: FormState,
    /// The profile.
    details: BusinessDetails,
) -> impl IntoView {
    let locale = use_locale();
    let name = move |language: Language| locale.t(&format!("language-{language}"));
    let languages = [Language::De, Language::En, Language::Tr];
    let choices = languages
        .map(|it| Choice::new(it.code(), name(it)))
        .to_vec();
    let default = details.default_language();
    let spoken = details.languages;
    let formality = ["formal", "informal"]
        .map(|it| Choice::new(it, locale.t(&format!("formality-{it}"))))
        .to_vec();
    view! {
        <fieldset class="card">
            <legend>{locale.t("business-section-languages")}</legend>
            <SelectField
                name="form[default_language]"
                label=locale.t("business-default-language")
                state=state
                pointer="/languages"
                choices=choices
                value=default.code()
                hint=locale.t("business-default-language-hint")
            />
            <div class="field" role="group" aria-labelledby="languages-label">
                <p class="field-label" id="languages-label">
                    {locale.t("business-languages")}
                </p>
                <div class="checkbox-row">
                    {languages
                        .into_iter()
                        .map(|it| {
                            view! {
                                <CheckboxField
                                    name="form[languages][]"
                                    label=name(it)
                                    value=it.code()
                                    checked=spoken.contains(&it)
                                />
                            }
                        })
                        .collect_view()}
                </div>
            </div>
            <SelectField
                name="form[formality]"
                label=locale.t("business-formality")
                state=state
                pointer="/formality"
                choices=formality
                value=wire_name(details.formality)
            />
        </fieldset>
    }
    .into_any()
}

/// Which makes are worked on, and how to pay.
#[component]
pub fn OfferFields(
    /// The form.
    state: FormState,
    /// The profile.
    details: BusinessDetails,
) -> impl IntoView {
    let locale = use_locale();
    let BusinessDetails {
        vehicle_brands,
        payment_methods,
        ..
    } = details;
    let accepted: Vec<_> = payment_methods.into_iter().map(wire_name).collect();
    view! {
        <fieldset class="card">
            <legend>{locale.t("business-section-offer")}</legend>
            <TextField
                name="form[vehicle_brands]"
                label=locale.t("business-brands")
                state=state
                pointer="/vehicle_brands"
                value=vehicle_brands.join(", ")
                hint=locale.t("business-brands-hint")
                max_length=2000
            />
            <div class="field" role="group" aria-labelledby="payment-label">
                <p class="field-label" id="payment-label">
                    {locale.t("business-payment")}
                </p>
                <div class="checkbox-row">
                    {PAYMENT_METHODS
                        .into_iter()
                        .map(|it| {
                            view! {
                                <CheckboxField
                                    name="form[payment_methods][]"
                                    label=locale.t(&format!("payment-{it}"))
                                    value=it
                                    checked=accepted.iter().any(|accepted| accepted == it)
                                />
                            }
                        })
                        .collect_view()}
                </div>
            </div>
        </fieldset>
    }
    .into_any()
}
