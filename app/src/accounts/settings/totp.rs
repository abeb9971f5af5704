//! The second factor: set up, confirmed, switched off.

use super::PasswordField;
use crate::{
    accounts::settings_fns::{ConfirmTotp, DisableTotp, PendingTotp, QrCode, StartTotp},
    forms::{FormError, FormState, SubmitButton, TextField},
    i18n::use_locale,
};
use api::accounts::TotpState;
use leptos::prelude::*;

/// What is done with the second factor.
#[derive(Clone, Copy)]
pub(super) struct TotpActions {
    start: ServerAction<StartTotp>,
    confirm: ServerAction<ConfirmTotp>,
    disable: ServerAction<DisableTotp>,
}

impl TotpActions {
    pub(super) fn new() -> Self {
        Self {
            start: ServerAction::new(),
            confirm: ServerAction::new(),
            disable: ServerAction::new(),
        }
    }

    /// Rises when the state may have changed.
    pub(super) fn version(self) -> usize {
        let Self {
            start,
            confirm,
            disable,
        } = self;
        start.version().get() + confirm.version().get() + disable.version().get()
    }
}

/// The state of the second factor and what can be done about it.
#[component]
pub(super) fn TotpCard(
    state: TotpState,
    pending: Option<PendingTotp>,
    new_codes: Vec<String>,
    actions: TotpActions,
) -> impl IntoView {
    let locale = use_locale();
    let confirmed = actions.confirm.value();
    let codes = Signal::derive(move || {
        let by_action = confirmed.with(|it| match it {
            Some(Ok(codes)) => Some(codes.clone()),
            _ => None,
        });
        by_action.unwrap_or_else(|| new_codes.clone())
    });
    let body = if state.enabled {
        view! {
            <Show when=move || codes.with(|it| !it.is_empty())>
                <Codes codes=codes.get()/>
            </Show>
            <Enabled left=state.recovery_codes_left action=actions.disable/>
        }
        .into_any()
    } else if let Some(pending) = pending {
        view! { <Confirm pending=pending action=actions.confirm/> }.into_any()
    } else {
        view! { <Start action=actions.start/> }.into_any()
    };
    view! {
        <section class="card" id="totp" aria-labelledby="totp-heading">
            <h2 id="totp-heading">{locale.t("totp-heading")}</h2>
            <p class="muted">{locale.t("totp-lead")}</p>
            {body}
        </section>
    }
    .into_any()
}

#[component]
fn Start(action: ServerAction<StartTotp>) -> impl IntoView {
    let locale = use_locale();
    let state = FormState::of(action);
    view! {
        <ActionForm action=action>
            <FormError state=state/>
            <PasswordField id_prefix="start-totp" state=state/>
            <SubmitButton pending=state.pending label=locale.t("totp-start") class="button"/>
        </ActionForm>
    }
    .into_any()
}

#[component]
fn Confirm(pending: PendingTotp, action: ServerAction<ConfirmTotp>) -> impl IntoView {
    let locale = use_locale();
    let state = FormState::of(action);
    // In groups of four, as it is typed.
    let secret = pending
        .secret
        .as_bytes()
        .chunks(4)
        .map(String::from_utf8_lossy)
        .collect::<Vec<_>>()
        .join(" ");
    view! {
        <p>{locale.t("totp-scan")}</p>
        <Picture code=pending.qr_code/>
        <p>
            <a href=pending.otpauth_url rel="external">
                {locale.t("totp-open-app")}
            </a>
        </p>
        <p>
            <span class="field-label">{locale.t("totp-secret")}</span>
            <code class="code-block" data-testid="totp-secret">{secret}</code>
        </p>
        <ActionForm action=action>
            <FormError state=state/>
            <TextField
                name="code"
                label=locale.t("field-totp-code")
                state=state
                pointer="/code"
                hint=locale.t("totp-code-hint")
                required=true
                autocomplete="one-time-code"
                input_mode="numeric"
                max_length=10
                test_id="code-input"
            />
            <SubmitButton pending=state.pending label=locale.t("totp-confirm")/>
        </ActionForm>
    }
    .into_any()
}

/// Dark on white in either scheme, with the margin of four modules that cameras need.
#[component]
fn Picture(code: QrCode) -> impl IntoView {
    let locale = use_locale();
    let size = code.width + 8;
    view! {
        <svg
            class="qr-code"
            role="img"
            aria-label=locale.t("totp-qr")
            viewBox=format!("-4 -4 {size} {size}")
            width="200"
            height="200"
            shape-rendering="crispEdges"
        >
            <rect x="-4" y="-4" width=size.to_string() height=size.to_string() fill="#fff"></rect>
            <path d=code.path fill="#000"></path>
        </svg>
    }
    .into_any()
}

/// Recovery codes, this one time.
#[component]
fn Codes(codes: Vec<String>) -> impl IntoView {
    let locale = use_locale();
    view! {
        <div class="alert alert-warning" data-testid="recovery-codes">
            <p class="alert-title">{locale.t("totp-codes")}</p>
            <p>{locale.t("totp-codes-once")}</p>
            <pre class="code-block">{codes.join("\n")}</pre>
        </div>
    }
    .into_any()
}

#[component]
fn Enabled(left: u32, action: ServerAction<DisableTotp>) -> impl IntoView {
    let locale = use_locale();
    let state = FormState::of(action);
    let is_open = state.error.with_untracked(Option::is_some);
    view! {
        <p>
            <span class="badge badge-success">{locale.t("totp-enabled")}</span>
            " "
            {locale.t_with("totp-codes-left", &[("count", left.into())])}
        </p>
        <details class="confirm" open=is_open>
            <summary class="button button-ghost button-small">{locale.t("totp-disable")}</summary>
            <div class="confirm-body">
                <ActionForm action=action>
                    <FormError state=state/>
                    <PasswordField id_prefix="disable-totp" state=state/>
                    <SubmitButton
                        pending=state.pending
                        label=locale.t("totp-disable-confirm")
                        class="button button-danger button-small"
                    />
                </ActionForm>
            </div>
        </details>
    }
    .into_any()
}
