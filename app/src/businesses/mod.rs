//! The business profile, one form per page, so that an error never costs more
//! than what was typed into one.

mod basics;
mod exceptions;
mod form;
mod hours;
mod language_model;
mod offer;
mod server_fns;

pub use basics::BusinessPage;
pub use hours::HoursPage;

use crate::{
    forms::{FormError, FormState, SavedNotice, SubmitButton, TextArea, TextField},
    i18n::use_locale,
    layout::{Loaded, PageHeader, Tabs},
};
use api::{
    Language,
    businesses::{Business, BusinessDetails},
};
use language_model::LanguageModelFields;
use leptos::prelude::*;
use server_fns::{
    ChatSettingsPage, SaveChatSettings, SaveLanguageModel, SaveLegal, find_business,
    find_chat_settings,
};

/// Colour of the chat where the owner chose none. A test holds it against the
/// one of the domain, which the browser bundle does not know.
pub const DEFAULT_CHAT_COLOR: &str = "#1f5fbf";

/// Heading and tabs of all pages of the profile.
#[component]
fn BusinessHeader(
    /// The key of the name of the page's tab.
    tab: &'static str,
) -> impl IntoView {
    let locale = use_locale();
    view! {
        <PageHeader
            title=locale.t("business-title")
            part=locale.t(tab)
            lead=locale.t("business-lead")
        />
        <Tabs
            label=locale.t("business-title")
            pages=vec![
                ("/business", locale.t("business-tab-basics")),
                ("/business/hours", locale.t("business-tab-hours")),
                ("/business/legal", locale.t("business-tab-legal")),
                ("/business/chat", locale.t("business-tab-chat")),
            ]
        />
    }
    .into_any()
}

/// Facts for the Impressum.
#[component]
pub fn LegalPage() -> impl IntoView {
    let save = ServerAction::<SaveLegal>::new();
    let state = FormState::of(save);
    let business = Resource::new(|| (), |()| find_business());
    view! {
        <BusinessHeader tab="business-tab-legal"/>
        <SavedNotice
            done=vec![("updated", state.succeeded)]
            is_outdated=Signal::derive(move || state.error.with(Option::is_some))
        />
        <Loaded
            resource=business
            view=move |business: Business| {
                view! { <LegalFields save=save state=state details=business.details/> }
            }
        />
    }
    .into_any()
}

#[component]
fn LegalFields(
    save: ServerAction<SaveLegal>,
    state: FormState,
    details: BusinessDetails,
) -> impl IntoView {
    let locale = use_locale();
    let legal = details.legal;
    let field = move |name: &'static str, key: &'static str, value: Option<String>| {
        view! {
            <TextField
                name=name
                label=locale.t(&format!("legal-{key}"))
                state=state
                pointer="/legal"
                value=value.unwrap_or_default()
                hint=locale.t(&format!("legal-{key}-hint"))
            />
        }
    };
    view! {
        <section class="card">
            <h2>{locale.t("business-tab-legal")}</h2>
            <p class="page-lead">{locale.t("legal-lead")}</p>
            <ActionForm action=save>
                <FormError state=state/>
                {field("form[company_name]", "company-name", legal.company_name)}
                {field("form[representative]", "representative", legal.representative)}
                {field("form[register]", "register", legal.register)}
                {field("form[vat_id]", "vat-id", legal.vat_id)}
                {field("form[authority]", "authority", legal.authority)}
                <SubmitButton pending=state.pending label=locale.t("save")/>
            </ActionForm>
        </section>
    }
    .into_any()
}

/// Look and greeting of the chat, and whether a language model words its answers.
#[component]
pub fn ChatLookPage() -> impl IntoView {
    let save = ServerAction::<SaveChatSettings>::new();
    let state = FormState::of(save);
    let save_model = ServerAction::<SaveLanguageModel>::new();
    let model_state = FormState::of(save_model);
    let found = Resource::new(|| (), |()| find_chat_settings());
    view! {
        <BusinessHeader tab="business-tab-chat"/>
        <SavedNotice
            done=vec![("updated", state.succeeded), ("updated", model_state.succeeded)]
            is_outdated=Signal::derive(move || {
                state.error.with(Option::is_some) || model_state.error.with(Option::is_some)
            })
        />
        <Loaded
            resource=found
            view=move |settings: ChatSettingsPage| {
                let used = settings.business.details.chat.language_model;
                let model = settings
                    .language_model
                    .map(|status| {
                        view! {
                            <LanguageModelFields
                                save=save_model
                                state=model_state
                                status=status
                                used=used
                            />
                        }
                    });
                view! {
                    <ChatLookFields save=save state=state details=settings.business.details/>
                    {model}
                }
            }
        />
    }
    .into_any()
}

#[component]
fn ChatLookFields(
    save: ServerAction<SaveChatSettings>,
    state: FormState,
    details: BusinessDetails,
) -> impl IntoView {
    let locale = use_locale();
    let mut greetings = details.chat.greetings;
    let mut greeting =
        move |language: Language, name: &'static str, pointer: &'static str, key: &'static str| {
            view! {
                <TextArea
                    name=name
                    label=locale.t(key)
                    state=state
                    pointer=pointer
                    value=greetings.remove(&language).unwrap_or_default()
                    max_length=500
                />
            }
        };
    let color = details
        .chat
        .primary_color
        .unwrap_or_else(|| DEFAULT_CHAT_COLOR.to_owned());
    view! {
        <section class="card">
            <h2>{locale.t("business-tab-chat")}</h2>
            <ActionForm action=save>
                <FormError state=state/>
                <TextField
                    name="form[primary_color]"
                    label=locale.t("chat-color")
                    state=state
                    pointer="/chat/primary_color"
                    kind="color"
                    value=color
                    hint=locale.t("chat-color-hint")
                    required=true
                />
                <p class="field-hint">{locale.t("chat-greeting-hint")}</p>
                {greeting(
                    Language::De,
                    "form[greeting_de]",
                    "/chat/greetings/de",
                    "chat-greeting-de",
                )}
                {greeting(
                    Language::En,
                    "form[greeting_en]",
                    "/chat/greetings/en",
                    "chat-greeting-en",
                )}
                {greeting(
                    Language::Tr,
                    "form[greeting_tr]",
                    "/chat/greetings/tr",
                    "chat-greeting-tr",
                )}
                <SubmitButton pending=state.pending label=locale.t("save")/>
            </ActionForm>
        </section>
    }
    .into_any()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    #[test]
    fn the_default_colour_is_that_of_the_domain() {
        assert_eq!(super::DEFAULT_CHAT_COLOR, domain::chat::DEFAULT_COLOR);
    }
}
