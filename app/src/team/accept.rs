//! The page behind the link of an invitation.

use super::{
    acting::start_afresh_after,
    role_text,
    server_fns::{AcceptInvitation, InvitationView, find_invitation},
};
use crate::{
    forms::{FormError, FormState, SubmitButton, TextField},
    i18n::use_locale,
    layout::{AuthFrame, Loaded},
    local_path::login_path,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// Takes an invitation: signed in, after a login, or with a new account.
#[component]
pub fn AcceptInvitationPage() -> impl IntoView {
    let locale = use_locale();
    let query = use_query_map();
    let token = Memo::new(move |_| query.with(|it| it.get("token")).unwrap_or_default());
    let accept = ServerAction::<AcceptInvitation>::new();
    let invitation = Resource::new_blocking(move || token.get(), find_invitation);
    view! {
        <Title text=locale.t("accept-title")/>
        <AuthFrame>
            <h1>{locale.t("accept-title")}</h1>
            <Loaded
                resource=invitation
                view=move |view: InvitationView| {
                    view! { <Invitation view=view token=token.get_untracked() accept=accept/> }
                }
            />
        </AuthFrame>
    }
    .into_any()
}

#[component]
fn Invitation(
    view: InvitationView,
    token: String,
    accept: ServerAction<AcceptInvitation>,
) -> impl IntoView {
    let locale = use_locale();
    let state = FormState::of(accept);
    start_afresh_after(state);
    let InvitationView {
        invitation,
        signed_in_as,
    } = view;
    let email = invitation.email.to_string();
    let lead = locale.t_with(
        "accept-lead",
        &[
            ("account", invitation.account_name.into()),
            ("role", role_text(locale, invitation.role).into()),
        ],
    );
    let is_right_person = signed_in_as.as_ref() == Some(&email);
    let variables = [("email", email.clone().into())];
    let action = if is_right_person {
        view! { <SubmitButton pending=state.pending label=locale.t("accept-submit")/> }.into_any()
    } else if signed_in_as.is_some() {
        view! { <p class="alert alert-warning">{locale.t_with("accept-other-address", &variables)}</p> }
            .into_any()
    } else if invitation.has_account {
        let login = login_path(&format!("/team/accept?token={token}"));
        view! {
            <p>{locale.t_with("accept-has-account", &variables)}</p>
            <a class="button button-primary button-block" href=login>
                {locale.t("login-submit")}
            </a>
        }
        .into_any()
    } else {
        view! { <NewAccountFields email=email state=state/> }.into_any()
    };
    view! {
        <p class="page-lead">{lead}</p>
        <ActionForm action=accept>
            <FormError state=state/>
            <input type="hidden" name="token" value=token/>
            {action}
        </ActionForm>
    }
    .into_any()
}

#[component]
fn NewAccountFields(email: String, state: FormState) -> impl IntoView {
    let locale = use_locale();
    view! {
        <p>{locale.t_with("accept-new-account", &[("email", email.clone().into())])}</p>
        // For password managers, which look for the name of the account.
        <input type="hidden" name="username" autocomplete="username" value=email/>
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
            name="password"
            label=locale.t("field-password")
            state=state
            pointer="/password"
            kind="password"
            hint=locale.t("register-password-hint")
            required=true
            autocomplete="new-password"
            min_length=10
            max_length=128
        />
        <SubmitButton
            pending=state.pending
            label=locale.t("accept-submit-new")
            class="button button-primary button-block"
        />
    }
    .into_any()
}
