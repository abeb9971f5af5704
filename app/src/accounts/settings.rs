//! The settings of the account.

mod sign_ins;
mod totp;

use super::{
    ask_again_after,
    settings_fns::{
        ChangeAccount, ChangePassword, CloseAccount, EndAllSignIns, EndSignIn, SendVerification,
        Settings, find_settings,
    },
};
use crate::{
    forms::{Choice, FormError, FormState, SavedNotice, SelectField, SubmitButton, TextField},
    i18n::use_locale,
    layout::{Loaded, PageHeader},
};
use api::{Language, accounts::UserProfile};
use leptos::prelude::*;
use sign_ins::SignInsCard;
use totp::{TotpActions, TotpCard};

/// What is done on the page.
#[derive(Clone, Copy)]
struct Actions {
    change: ServerAction<ChangeAccount>,
    verify: ServerAction<SendVerification>,
    password: ServerAction<ChangePassword>,
    totp: TotpActions,
    end: ServerAction<EndSignIn>,
    end_all: ServerAction<EndAllSignIns>,
    close: ServerAction<CloseAccount>,
}

/// Details, password, second factor, sign-ins and the end of the account.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let locale = use_locale();
    let actions = Actions {
        change: ServerAction::new(),
        verify: ServerAction::new(),
        password: ServerAction::new(),
        totp: TotpActions::new(),
        end: ServerAction::new(),
        end_all: ServerAction::new(),
        close: ServerAction::new(),
    };
    let Actions {
        change,
        verify,
        password,
        end,
        end_all,
        close,
        totp,
    } = actions;
    let settings = Resource::new(
        move || {
            let versions = [
                change.version().get(),
                password.version().get(),
                end.version().get(),
            ];
            (versions, totp.version())
        },
        |_| find_settings(),
    );
    let (changing, mailing) = (FormState::of(change), FormState::of(verify));
    let (setting, ending) = (FormState::of(password), FormState::of(end));
    ask_again_after(changing);
    // Who has signed out is led to the login page by the frame.
    ask_again_after(FormState::of(end_all));
    ask_again_after(FormState::of(close));
    view! {
        <PageHeader title=locale.t("settings-title") lead=locale.t("settings-lead")/>
        <SavedNotice
            done=vec![
                ("updated", changing.succeeded),
                ("mail-sent", mailing.succeeded),
                ("password-changed", setting.succeeded),
                ("signed-out", ending.succeeded),
            ]
            is_outdated=Signal::derive(move || {
                [changing, mailing, setting, ending]
                    .iter()
                    .any(|it| it.error.with(Option::is_some))
            })
        />
        <Loaded
            resource=settings
            view=move |settings: Settings| view! { <Cards settings=settings actions=actions/> }
        />
    }
    .into_any()
}

#[component]
fn Cards(settings: Settings, actions: Actions) -> impl IntoView {
    let Settings {
        user,
        totp,
        pending_totp,
        new_recovery_codes,
        sign_ins,
    } = settings;
    view! {
        <DetailsCard user=user actions=actions/>
        <PasswordCard action=actions.password/>
        <TotpCard
            state=totp
            pending=pending_totp
            new_codes=new_recovery_codes
            actions=actions.totp
        />
        <SignInsCard sign_ins=sign_ins end=actions.end end_all=actions.end_all/>
        <CloseCard action=actions.close/>
    }
    .into_any()
}

#[component]
fn DetailsCard(user: UserProfile, actions: Actions) -> impl IntoView {
    let locale = use_locale();
    let Actions { change, verify, .. } = actions;
    let (state, mailing) = (FormState::of(change), FormState::of(verify));
    let language = user.locale.unwrap_or_default();
    let languages = Language::DASHBOARD
        .map(|it| Choice::new(it.code(), locale.t(&format!("language-{it}"))))
        .to_vec();
    let address = if user.email_verified {
        view! { <span class="badge badge-success">{locale.t("settings-email-verified")}</span> }
            .into_any()
    } else {
        view! {
            <span class="badge badge-warning">{locale.t("settings-email-unverified")}</span>
            <ActionForm action=verify>
                <FormError state=mailing/>
                <SubmitButton
                    pending=mailing.pending
                    label=locale.t("settings-email-send")
                    class="button button-small"
                />
            </ActionForm>
        }
        .into_any()
    };
    view! {
        <section class="card" aria-labelledby="details-heading">
            <h2 id="details-heading">{locale.t("settings-details")}</h2>
            // A paragraph cannot hold the form.
            <div class="break-anywhere">{user.email.to_string()} " " {address}</div>
            <ActionForm action=change>
                <FormError state=state/>
                <div class="field-row">
                    <TextField
                        name="first_name"
                        label=locale.t("field-first-name")
                        state=state
                        pointer="/first_name"
                        value=user.first_name.unwrap_or_default()
                        autocomplete="given-name"
                        max_length=100
                    />
                    <TextField
                        name="last_name"
                        label=locale.t("field-last-name")
                        state=state
                        pointer="/last_name"
                        value=user.last_name.unwrap_or_default()
                        autocomplete="family-name"
                        max_length=100
                    />
                </div>
                <TextField
                    name="company_name"
                    label=locale.t("field-company-name")
                    state=state
                    pointer="/company_name"
                    value=user.company_name.unwrap_or_default()
                    autocomplete="organization"
                />
                <SelectField
                    name="locale"
                    label=locale.t("settings-language")
                    state=state
                    pointer="/locale"
                    choices=languages
                    value=language.code()
                    hint=locale.t("settings-language-hint")
                />
                <SubmitButton pending=state.pending label=locale.t("save")/>
            </ActionForm>
        </section>
    }
    .into_any()
}

#[component]
fn PasswordCard(action: ServerAction<ChangePassword>) -> impl IntoView {
    let locale = use_locale();
    let state = FormState::of(action);
    view! {
        <section class="card" aria-labelledby="password-heading">
            <h2 id="password-heading">{locale.t("settings-password")}</h2>
            <p class="muted">{locale.t("settings-password-lead")}</p>
            <ActionForm action=action>
                <FormError state=state/>
                <TextField
                    name="current_password"
                    label=locale.t("field-current-password")
                    state=state
                    pointer="/current_password"
                    kind="password"
                    required=true
                    autocomplete="current-password"
                    max_length=256
                />
                <TextField
                    name="new_password"
                    label=locale.t("field-new-password")
                    state=state
                    pointer="/new_password"
                    kind="password"
                    hint=locale.t("register-password-hint")
                    required=true
                    autocomplete="new-password"
                    min_length=10
                    max_length=256
                />
                <SubmitButton pending=state.pending label=locale.t("settings-password-submit")/>
            </ActionForm>
        </section>
    }
    .into_any()
}

#[component]
fn CloseCard(action: ServerAction<CloseAccount>) -> impl IntoView {
    let locale = use_locale();
    let state = FormState::of(action);
    // Unfolded where the last attempt was refused, so that its error is seen.
    let is_open = state.error.with_untracked(Option::is_some);
    view! {
        <section class="card" aria-labelledby="close-heading">
            <h2 id="close-heading">{locale.t("settings-close")}</h2>
            <p class="muted">{locale.t("settings-close-lead")}</p>
            <details class="confirm" open=is_open>
                <summary class="button button-ghost button-small">
                    {locale.t("settings-close-open")}
                </summary>
                <div class="confirm-body">
                    <ActionForm action=action>
                        <FormError state=state/>
                        <PasswordField id_prefix="close" state=state/>
                        <SubmitButton
                            pending=state.pending
                            label=locale.t("settings-close-confirm")
                            class="button button-danger button-small"
                        />
                    </ActionForm>
                </div>
            </details>
        </section>
    }
    .into_any()
}

/// The password once more. Several forms of the page ask for it, so its id says which.
#[component]
fn PasswordField(id_prefix: &'static str, state: FormState) -> impl IntoView {
    let locale = use_locale();
    let id = format!("{id_prefix}-password");
    let error_id = format!("{id}-error");
    let error = state.field_error("/password");
    let described_by = error_id.clone();
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>
                {locale.t("field-current-password")}
            </label>
            <input
                class="input"
                id=id
                name="password"
                type="password"
                required=true
                autocomplete="current-password"
                maxlength="256"
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || {
                    error.with(Option::is_some).then(|| described_by.clone())
                }
            />
            {move || {
                error
                    .get()
                    .map(|error| {
                        view! {
                            <p class="field-error" id=error_id.clone()>
                                {error}
                            </p>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}
