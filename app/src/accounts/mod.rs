//! Login, registration, forgotten passwords, and the settings of the account.

mod email_links;
#[cfg_attr(
    feature = "ssr",
    expect(clippy::unused_async, reason = "a server function is async")
)]
mod server_fns;
mod settings;
mod settings_fns;

pub use email_links::{ForgotPasswordPage, ResetPasswordPage, VerifyEmailPage};
pub use server_fns::{LogIn, Register, find_current_user};
pub use settings::SettingsPage;

use crate::{
    forms::{CheckboxField, FormError, FormState, SubmitButton, TextField},
    i18n::use_locale,
    layout::{AuthFrame, Loaded, use_current_user},
    local_path::page_after_login,
};
use api::accounts::UserProfile;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{components::Redirect, hooks::use_query_map};

/// Proof of an account; leads on where somebody is signed in already.
#[component]
pub fn LoginPage() -> impl IntoView {
    let locale = use_locale();
    view! {
        <Title text=locale.t("login-title")/>
        <OnlySignedOut form=LoginForm/>
    }
    .into_any()
}

/// A new account; leads on where somebody is signed in already.
#[component]
pub fn RegisterPage() -> impl IntoView {
    let locale = use_locale();
    view! {
        <Title text=locale.t("register-title")/>
        <OnlySignedOut form=RegisterForm/>
    }
    .into_any()
}

/// The form for those who are signed out; the page behind it for the others.
#[component]
fn OnlySignedOut<F, V>(form: F) -> impl IntoView
where
    F: Fn() -> V + Copy + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let user = use_current_user();
    let query = use_query_map();
    let view = move |profile: Option<UserProfile>| match profile {
        Some(_) => {
            #[cfg(feature = "ssr")]
            crate::session::answer_as_redirect();
            let next = query.with_untracked(|it| it.get("next"));
            let next = page_after_login(next.as_deref()).to_owned();
            view! { <Redirect path=next/> }.into_any()
        }
        None => form().into_any(),
    };
    view! {
        <AuthFrame>
            <Loaded resource=user.resource view=view/>
        </AuthFrame>
    }
    .into_any()
}

/// Asks who is signed in once the action has succeeded; the page then leads on.
fn ask_again_after(state: FormState) {
    let user = use_current_user();
    Effect::new(move |_| {
        if state.succeeded.get() {
            user.version.update(|it| *it += 1);
        }
    });
}

/// A value of the address of this page; empty where there is none.
fn use_query_value(name: &str) -> String {
    use_query_map()
        .with_untracked(|it| it.get(name))
        .unwrap_or_default()
}

/// The page that was asked for, to be passed on: `?next=…`.
fn use_next() -> String {
    use_query_value("next")
}

/// The query of this page, so that login and registration keep `next`.
fn use_search() -> String {
    let next = use_next();
    if page_after_login(Some(&next)) == next && next != "/" {
        crate::local_path::login_path(&next)
            .split_once('?')
            .map(|(_, query)| format!("?{query}"))
            .unwrap_or_default()
    } else {
        String::new()
    }
}

#[component]
fn LoginForm() -> impl IntoView {
    let locale = use_locale();
    let log_in = ServerAction::<LogIn>::new();
    let state = FormState::of(log_in);
    ask_again_after(state);
    view! {
        <h1>{locale.t("login-title")}</h1>
        <ActionForm action=log_in>
            <FormError state=state/>
            <input type="hidden" name="next" value=use_next()/>
            <TextField
                name="email"
                label=locale.t("field-email")
                state=state
                pointer="/email"
                kind="email"
                required=true
                autocomplete="username"
                max_length=254
                test_id="email-input"
            />
            <TextField
                name="password"
                label=locale.t("field-password")
                state=state
                pointer="/password"
                kind="password"
                required=true
                autocomplete="current-password"
                max_length=256
                test_id="password-input"
            />
            <CodeField state=state/>
            <CheckboxField name="remember" label=locale.t("login-remember")/>
            <SubmitButton
                pending=state.pending
                label=locale.t("login-submit")
                class="button button-primary button-block"
                test_id="login-button"
            />
        </ActionForm>
        <p class="auth-switch">
            <a href="/forgot-password">{locale.t("forgot-link")}</a>
        </p>
        <p class="auth-switch">
            {locale.t("login-no-account")} " "
            <a href=format!("/register{}", use_search())>{locale.t("register-link")}</a>
        </p>
    }
    .into_any()
}

/// The code of the authenticator, once the login has asked for it.
#[component]
fn CodeField(state: FormState) -> impl IntoView {
    let locale = use_locale();
    let is_asked = Memo::new(move |was_asked| {
        was_asked == Some(&true)
            || state.error.with(|it| {
                let code = it.as_ref().map(|it| it.code.as_str());
                matches!(code, Some("totp_required" | "invalid_totp_code"))
            })
    });
    view! {
        <Show when=move || is_asked.get()>
            <TextField
                name="code"
                label=locale.t("field-totp-code")
                state=state
                pointer="/code"
                hint=locale.t("login-code-hint")
                required=true
                autocomplete="one-time-code"
                max_length=20
                test_id="code-input"
            />
        </Show>
    }
    .into_any()
}

#[component]
fn RegisterForm() -> impl IntoView {
    let locale = use_locale();
    let register = ServerAction::<Register>::new();
    let state = FormState::of(register);
    ask_again_after(state);
    view! {
        <h1>{locale.t("register-title")}</h1>
        <p class="page-lead">{locale.t("register-lead")}</p>
        <ActionForm action=register>
            <FormError state=state/>
            <TextField
                name="company_name"
                label=locale.t("field-company-name")
                state=state
                pointer="/companyName"
                hint=locale.t("register-company-hint")
                required=true
                autocomplete="organization"
            />
            <div class="field-row">
                <TextField
                    name="first_name"
                    label=locale.t("field-first-name")
                    state=state
                    pointer="/firstName"
                    autocomplete="given-name"
                    max_length=100
                />
                <TextField
                    name="last_name"
                    label=locale.t("field-last-name")
                    state=state
                    pointer="/lastName"
                    autocomplete="family-name"
                    max_length=100
                />
            </div>
            <TextField
                name="email"
                label=locale.t("field-email")
                state=state
                pointer="/email"
                kind="email"
                required=true
                autocomplete="email"
                max_length=254
                test_id="email-input"
            />
            <TextField
                name="password"
                label=locale.t("field-password")
                state=state
                pointer="/password"
                kind="password"
                hint=locale.t("register-password-hint")
                required=true
                autocomplete="new-password"
                min_length=10
                max_length=256
                test_id="password-input"
            />
            <SubmitButton
                pending=state.pending
                label=locale.t("register-submit")
                class="button button-primary button-block"
                test_id="register-button"
            />
        </ActionForm>
        <p class="auth-switch">
            {locale.t("register-has-account")} " "
            <a href=format!("/login{}", use_search())>{locale.t("login-link")}</a>
        </p>
    }
    .into_any()
}
