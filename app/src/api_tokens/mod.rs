//! API tokens: what programs act with.

mod server_fns;

pub use server_fns::ApiTokensView;

use crate::{
    copy_button::CopyButton,
    forms::{
        CheckboxField, Choice, ConfirmForm, FormError, FormState, SavedNotice, SelectField,
        SubmitButton, TextField,
    },
    i18n::{Locale, use_locale},
    layout::{EmptyState, Loaded, PageHeader},
    time_text::TimeText,
};
use api::api_tokens::ApiToken;
use leptos::{html, prelude::*};
use server_fns::{CreateApiToken, RevokeApiToken, find_api_tokens};

/// All tokens, and the form for a new one.
#[component]
pub fn ApiTokensPage() -> impl IntoView {
    let locale = use_locale();
    let create = ServerAction::<CreateApiToken>::new();
    let revoke = ServerAction::<RevokeApiToken>::new();
    let creating = FormState::of(create);
    let revoking = FormState::of(revoke);
    let tokens = Resource::new(
        move || (create.version().get(), revoke.version().get()),
        |_| find_api_tokens(),
    );
    let created = create.value();
    let new_token = Signal::derive(move || {
        let by_action = created.with(|it| match it {
            Some(Ok(token)) => Some(token.clone()),
            _ => None,
        });
        by_action.or_else(|| {
            tokens.with(|it| match it {
                Some(Ok(view)) => view.new_token.clone(),
                _ => None,
            })
        })
    });
    view! {
        <PageHeader title=locale.t("api-tokens-title") lead=locale.t("api-tokens-lead")/>
        <SavedNotice
            done=vec![("deleted", revoking.succeeded), ("created", creating.succeeded)]
            is_outdated=Signal::derive(move || {
                creating.error.with(Option::is_some) || revoking.error.with(Option::is_some)
            })
        />
        <FormError state=revoking/>
        <Transition>
            {move || new_token.get().map(|token| view! { <NewTokenPanel token=token/> })}
        </Transition>
        <Loaded
            resource=tokens
            view=move |view: ApiTokensView| {
                let list = if view.tokens.is_empty() {
                    view! {
                        <EmptyState
                            title=locale.t("api-tokens-empty-title")
                            text=locale.t("api-tokens-empty-text")
                        />
                    }
                        .into_any()
                } else {
                    view! { <TokenTable tokens=view.tokens revoke=revoke/> }.into_any()
                };
                view! {
                    {list}
                    <CreateForm create=create state=creating scopes=view.scopes/>
                }
            }
        />
    }
    .into_any()
}

/// The new token, and the warning that it is shown only now.
#[component]
fn NewTokenPanel(token: String) -> impl IntoView {
    let locale = use_locale();
    view! {
        <section class="card card-accent" aria-labelledby="new-token-heading">
            <h2 id="new-token-heading">{locale.t("new-token-heading")}</h2>
            <p class="alert alert-warning">{locale.t("new-token-once")}</p>
            <p>
                <code class="code-block" data-testid="api-token">
                    {token.clone()}
                </code>
            </p>
            <CopyButton text=token/>
        </section>
    }
    .into_any()
}

/// What a scope is called: `Termine: lesen`.
fn scope_text(locale: Locale, scope: &str) -> String {
    let (action, resource) = scope.split_once(':').unwrap_or((scope, ""));
    let resource = locale
        .find(&format!("resource-{resource}"))
        .unwrap_or_else(|| resource.to_owned());
    let action = match action {
        "*" => locale.t("scope-all"),
        "read" => locale.t("scope-read"),
        other => other.to_owned(),
    };
    format!("{resource}: {action}")
}

#[component]
fn CreateForm(
    create: ServerAction<CreateApiToken>,
    state: FormState,
    scopes: Vec<String>,
) -> impl IntoView {
    let locale = use_locale();
    let form = NodeRef::<html::Form>::new();
    Effect::new(move |_| {
        if state.succeeded.get()
            && let Some(form) = form.get_untracked()
        {
            form.reset();
        }
    });
    let lives = [
        ("30", "api-tokens-30"),
        ("90", "api-tokens-90"),
        ("365", "api-tokens-365"),
    ];
    let mut choices: Vec<_> = lives
        .into_iter()
        .map(|(days, key)| Choice::new(days, locale.t(key)))
        .collect();
    choices.push(Choice::new("", locale.t("api-tokens-never")));
    let boxes = scopes
        .into_iter()
        .map(|scope| {
            view! {
                <CheckboxField
                    name="scopes[]"
                    label=scope_text(locale, &scope)
                    value=scope.clone()
                />
            }
        })
        .collect_view();
    let scope_error = state.field_error("/scopes");
    view! {
        <section class="card" aria-labelledby="create-token-heading">
            <h2 id="create-token-heading">{locale.t("api-tokens-create")}</h2>
            <ActionForm action=create node_ref=form>
                <FormError state=state/>
                <TextField
                    name="name"
                    label=locale.t("api-tokens-name")
                    state=state
                    pointer="/name"
                    hint=locale.t("api-tokens-name-hint")
                    required=true
                    max_length=100
                />
                <fieldset aria-describedby="scopes-error">
                    <legend>{locale.t("api-tokens-scopes")}</legend>
                    <div class="checkbox-grid">{boxes}</div>
                    <div id="scopes-error">
                        {move || {
                            scope_error.get().map(|it| view! { <p class="field-error">{it}</p> })
                        }}
                    </div>
                </fieldset>
                <SelectField
                    name="expires_in_days"
                    label=locale.t("api-tokens-life")
                    state=state
                    pointer="/expires_in_days"
                    choices=choices
                    value="365"
                />
                <SubmitButton pending=state.pending label=locale.t("api-tokens-create")/>
            </ActionForm>
        </section>
    }
    .into_any()
}

#[component]
fn TokenTable(tokens: Vec<ApiToken>, revoke: ServerAction<RevokeApiToken>) -> impl IntoView {
    let locale = use_locale();
    let rows = tokens
        .into_iter()
        .map(|it| view! { <TokenRow token=it revoke=revoke/> })
        .collect_view();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=locale.t("api-tokens-title")>
            <table class="table table-stacked">
                <thead>
                    <tr>
                        <th scope="col">{locale.t("api-tokens-name")}</th>
                        <th scope="col">{locale.t("api-tokens-token")}</th>
                        <th scope="col">{locale.t("api-tokens-scopes")}</th>
                        <th scope="col">{locale.t("api-tokens-last-used")}</th>
                        <th scope="col">{locale.t("api-tokens-expires")}</th>
                        <th scope="col">
                            <span class="visually-hidden">{locale.t("actions")}</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn TokenRow(token: ApiToken, revoke: ServerAction<RevokeApiToken>) -> impl IntoView {
    let locale = use_locale();
    let scopes: Vec<_> = token
        .scopes
        .iter()
        .map(|it| scope_text(locale, it))
        .collect();
    let time_or = |time: Option<_>, key: &str| match time {
        Some(time) => view! { <TimeText time=time/> }.into_any(),
        None => locale.t(key).into_any(),
    };
    let of = [("name", token.name.clone().into())];
    view! {
        <tr>
            <th scope="row" data-label=locale.t("api-tokens-name")>
                {token.name}
            </th>
            <td data-label=locale.t("api-tokens-token")>
                <code class="nowrap">{token.token_prefix} "…" {token.token_last_four}</code>
            </td>
            <td data-label=locale.t("api-tokens-scopes")>{scopes.join(", ")}</td>
            <td data-label=locale.t("api-tokens-last-used")>
                {time_or(token.last_used_at, "never")}
            </td>
            <td data-label=locale.t("api-tokens-expires")>
                {time_or(token.expires_at, "api-tokens-never")}
            </td>
            <td class="cell-actions">
                <ConfirmForm
                    action=revoke
                    id=token.id.to_string()
                    label=locale.t("api-tokens-revoke")
                    accessible_label=locale.t_with("api-tokens-revoke-of", &of)
                    question=locale.t("api-tokens-revoke-question")
                    confirm=locale.t("api-tokens-revoke-confirm")
                />
            </td>
        </tr>
    }
    .into_any()
}
