//! Name, contact, address, languages, makes and payment.

use super::{
    BusinessHeader,
    offer::{LanguageFields, OfferFields},
    server_fns::{SaveBasics, find_business},
};
use crate::{
    forms::{
        Choice, FormError, FormState, SavedNotice, SelectField, SubmitButton, TextArea, TextField,
    },
    i18n::use_locale,
    layout::Loaded,
    team::PermittedForm,
    wire_name::wire_name,
};
use api::{
    Language,
    businesses::{Address, Business, BusinessDetails, Contact, FederalState},
};
use leptos::prelude::*;

/// Names of the kinds of business on the wire.
const KINDS: [&str; 4] = ["workshop", "dealer", "tyre_service", "body_shop"];

/// The first page of the profile.
#[component]
pub fn BusinessPage() -> impl IntoView {
    let save = ServerAction::<SaveBasics>::new();
    let state = FormState::of(save);
    let business = Resource::new(|| (), |()| find_business());
    view! {
        <BusinessHeader tab="business-tab-basics"/>
        <SavedNotice
            done=vec![("updated", state.succeeded)]
            is_outdated=Signal::derive(move || state.error.with(Option::is_some))
        />
        <Loaded
            resource=business
            view=move |business: Business| {
                view! { <BasicsFields save=save state=state details=business.details/> }
            }
        />
    }
    .into_any()
}

#[component]
fn BasicsFields(
    save: ServerAction<SaveBasics>,
    state: FormState,
    mut details: BusinessDetails,
) -> impl IntoView {
    let locale = use_locale();
    let english = details
        .translations
        .remove(&Language::En)
        .unwrap_or_default();
    let contact = std::mem::take(&mut details.contact);
    let address = std::mem::take(&mut details.address);
    let kinds = KINDS
        .map(|it| Choice::new(it, locale.t(&format!("kind-{it}"))))
        .to_vec();
    view! {
        <PermittedForm permission="update:own_businesses">
            <ActionForm action=save>
                <FormError state=state/>
                <fieldset class="card">
                    <legend>{locale.t("business-section-name")}</legend>
                    <TextField
                        name="form[name]"
                        label=locale.t("business-name")
                        state=state
                        pointer="/name"
                        value=details.name.clone()
                        required=true
                        autocomplete="organization"
                        test_id="business-name"
                    />
                    <SelectField
                        name="form[kind]"
                        label=locale.t("business-kind")
                        state=state
                        pointer="/kind"
                        choices=kinds
                        value=wire_name(details.kind)
                    />
                    <TextArea
                        name="form[description]"
                        label=locale.t("business-description")
                        state=state
                        pointer="/description"
                        value=details.description.clone().unwrap_or_default()
                        hint=locale.t("business-description-hint")
                        max_length=2000
                    />
                    <TextArea
                        name="form[description_en]"
                        label=locale.t("business-description-en")
                        state=state
                        pointer="/translations/en/description"
                        value=english.description.unwrap_or_default()
                        max_length=2000
                    />
                </fieldset>
                <ContactFields state=state contact=contact/>
                <AddressFields
                    state=state
                    address=address
                    directions_en=english.directions.unwrap_or_default()
                    federal_state=wire_name(details.federal_state)
                />
                <LanguageFields state=state details=details.clone()/>
                <OfferFields state=state details=details/>
                <div class="save-bar">
                    <SubmitButton pending=state.pending label=locale.t("save")/>
                </div>
            </ActionForm>
        </PermittedForm>
    }
    .into_any()
}

#[component]
fn ContactFields(state: FormState, contact: Contact) -> impl IntoView {
    let locale = use_locale();
    view! {
        <fieldset class="card">
            <legend>{locale.t("business-section-contact")}</legend>
            <div class="field-row">
                <TextField
                    name="form[phone]"
                    label=locale.t("business-phone")
                    state=state
                    pointer="/contact/phone"
                    value=contact.phone.unwrap_or_default()
                    kind="tel"
                    autocomplete="tel"
                    max_length=40
                />
                <TextField
                    name="form[emergency_phone]"
                    label=locale.t("business-emergency-phone")
                    state=state
                    pointer="/contact/emergency_phone"
                    value=contact.emergency_phone.unwrap_or_default()
                    kind="tel"
                    hint=locale.t("business-emergency-phone-hint")
                    max_length=40
                />
            </div>
            <div class="field-row">
                <TextField
                    name="form[email]"
                    label=locale.t("field-email")
                    state=state
                    pointer="/contact/email"
                    value=contact.email.unwrap_or_default()
                    kind="email"
                    autocomplete="email"
                    max_length=254
                />
                <TextField
                    name="form[website]"
                    label=locale.t("business-website")
                    state=state
                    pointer="/contact/website"
                    value=contact.website.unwrap_or_default()
                    input_mode="url"
                    autocomplete="url"
                    placeholder="www.werkstatt-mueller.de"
                    max_length=300
                />
            </div>
        </fieldset>
    }
    .into_any()
}

#[component]
fn AddressFields(
    state: FormState,
    address: Address,
    directions_en: String,
    federal_state: String,
) -> impl IntoView {
    let locale = use_locale();
    let mut states = vec![Choice::new("", locale.t("federal-state-none"))];
    states.extend(
        FederalState::ALL.map(|(state, name)| Choice::new(wire_name(state), name.to_owned())),
    );
    view! {
        <fieldset class="card">
            <legend>{locale.t("business-section-address")}</legend>
            <TextField
                name="form[street]"
                label=locale.t("business-street")
                state=state
                pointer="/address/street"
                value=address.street
                autocomplete="street-address"
                max_length=200
            />
            <div class="field-row">
                <TextField
                    name="form[postal_code]"
                    label=locale.t("business-postal-code")
                    state=state
                    pointer="/address/postal_code"
                    value=address.postal_code
                    autocomplete="postal-code"
                    max_length=12
                />
                <TextField
                    name="form[city]"
                    label=locale.t("business-city")
                    state=state
                    pointer="/address/city"
                    value=address.city
                    autocomplete="address-level2"
                    max_length=120
                />
            </div>
            <SelectField
                name="form[federal_state]"
                label=locale.t("business-federal-state")
                state=state
                pointer="/federal_state"
                choices=states
                value=federal_state
                hint=locale.t("business-federal-state-hint")
            />
            <TextArea
                name="form[directions]"
                label=locale.t("business-directions")
                state=state
                pointer="/address/directions"
                value=address.directions.unwrap_or_default()
                hint=locale.t("business-directions-hint")
                rows=2
                max_length=600
            />
            <TextArea
                name="form[directions_en]"
                label=locale.t("business-directions-en")
                state=state
                pointer="/translations/en/directions"
                value=directions_en
                rows=2
                max_length=600
            />
        </fieldset>
    }
    .into_any()
}
