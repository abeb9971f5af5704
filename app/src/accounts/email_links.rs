//! The pages behind links in mails: a forgotten password, the proof of an address.

use super::{
    server_fns::{RequestPasswordReset, ResetPassword, VerifyEmail},
    use_query_value,
};
use crate::{
    forms::{FormError, FormState, SubmitButton, TextField},
    i18n::use_locale,
    layout::AuthFrame,
};
use leptos::prelude::*;
use leptos_meta::Title;

/// Asks for the link to a new password.
#[component]
pub fn ForgotPasswordPage() -> impl IntoView {
    let locale = use_locale();
    let request = ServerAction::<RequestPasswordReset>::new();
    let state = FormState::of(request);
    let is_sent = is_done(state);
    let form = move || {
        view! {
            <p class="page-lead">{locale.t("forgot-lead")}</p>
            <ActionForm action=request>
                <FormError state=state/>
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
                <SubmitButton
                    pending=state.pending
                    label=locale.t("forgot-submit")
                    class="button button-primary button-block"
                    test_id="forgot-button"
                />
            </ActionForm>
        }
    };
    view! {
        <Title text=locale.t("forgot-title")/>
        <AuthFrame>
            <h1>{locale.t("forgot-title")}</h1>
            <Outcome is_done=is_sent text=locale.t("forgot-sent")/>
            {move || (!is_sent.get()).then(&form)}
            <BackToLogin/>
        </AuthFrame>
    }
    .into_any()
}

/// Sets a new password with the token of the link.
#[component]
pub fn ResetPasswordPage() -> impl IntoView {
    let locale = use_locale();
    let reset = ServerAction::<ResetPassword>::new();
    let state = FormState::of(reset);
    let is_set = is_done(state);
    let token = use_query_value("token");
    let form = move || {
        let token = token.clone();
        view! {
            <ActionForm action=reset>
                <FormError state=state/>
                <LinkError state=state/>
                <input type="hidden" name="token" value=token/>
                <TextField
                    name="password"
                    label=locale.t("field-new-password")
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
                    label=locale.t("reset-submit")
                    class="button button-primary button-block"
                    test_id="reset-button"
                />
            </ActionForm>
        }
    };
    view! {
        <Title text=locale.t("reset-title")/>
        <AuthFrame>
            <h1>{locale.t("reset-title")}</h1>
            <Outcome is_done=is_set text=locale.t("reset-done")/>
            {move || (!is_set.get()).then(&form)}
            <BackToLogin/>
        </AuthFrame>
    }
    .into_any()
}

/// Proves an address. A button rather than the visit itself: programs that look for viruses in
/// mails follow links, too.
#[component]
pub fn VerifyEmailPage() -> impl IntoView {
    let locale = use_locale();
    let verify = ServerAction::<VerifyEmail>::new();
    let state = FormState::of(verify);
    let is_proven = is_done(state);
    let token = use_query_value("token");
    let form = move || {
        let token = token.clone();
        view! {
            <p class="page-lead">{locale.t("verify-lead")}</p>
            <ActionForm action=verify>
                <FormError state=state/>
                <LinkError state=state/>
                <input type="hidden" name="token" value=token/>
                <SubmitButton
                    pending=state.pending
                    label=locale.t("verify-submit")
                    class="button button-primary button-block"
                    test_id="verify-button"
                />
            </ActionForm>
        }
    };
    view! {
        <Title text=locale.t("verify-title")/>
        <AuthFrame>
            <h1>{locale.t("verify-title")}</h1>
            <Outcome is_done=is_proven text=locale.t("verify-done")/>
            {move || (!is_proven.get()).then(&form)}
            <p class="auth-switch">
                <a href="/">{locale.t("verify-continue")}</a>
            </p>
        </AuthFrame>
    }
    .into_any()
}

/// Whether the form was accepted: said by the action with JavaScript, by the address without.
fn is_done(state: FormState) -> Signal<bool> {
    let by_address = !use_query_value("done").is_empty();
    Signal::derive(move || {
        state.succeeded.get() || (by_address && state.error.with(Option::is_none))
    })
}

/// What has happened. The region is always there, so that screen readers notice what appears.
#[component]
fn Outcome(is_done: Signal<bool>, text: String) -> impl IntoView {
    view! {
        <div class="notices" role="status" aria-live="polite">
            {move || {
                is_done
                    .get()
                    .then(|| {
                        view! {
                            <p class="alert alert-success" data-testid="success-message">
                                {text.clone()}
                            </p>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

/// What is wrong with the link, which has no field of its own.
#[component]
fn LinkError(state: FormState) -> impl IntoView {
    let error = state.field_error("/token");
    view! {
        {move || error.get().map(|text| view! { <p class="alert alert-danger">{text}</p> })}
    }
    .into_any()
}

#[component]
fn BackToLogin() -> impl IntoView {
    let locale = use_locale();
    view! {
        <p class="auth-switch">
            <a href="/login">{locale.t("back-to-login")}</a>
        </p>
    }
    .into_any()
}
