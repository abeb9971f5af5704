//! Client keys: what puts the chat on a website.

mod new_key;
mod server_fns;
mod site;
mod site_fns;

pub use server_fns::{ClientKeys, NewKey};
pub use site::ClientKeySitePage;

use crate::{
    forms::{
        Choice, ConfirmForm, FormError, FormState, SavedNotice, SelectField, SubmitButton,
        TextField,
    },
    i18n::{format_count, use_locale},
    layout::{EmptyState, Loaded, PageHeader},
    team::use_acting,
    time_text::TimeText,
};
use api::{client_keys::ClientKeySummary, values::KeyEnvironment};
use leptos::{html, prelude::*};
use new_key::NewKeyPanel;
use server_fns::{CreateClientKey, RevokeClientKey, list_client_keys};

/// All keys, and the form for a new one.
#[component]
pub fn ClientKeysPage() -> impl IntoView {
    let locale = use_locale();
    let create = ServerAction::<CreateClientKey>::new();
    let revoke = ServerAction::<RevokeClientKey>::new();
    let revoking = FormState::of(revoke);
    let keys = Resource::new(
        move || (create.version().get(), revoke.version().get()),
        |_| list_client_keys(),
    );
    let created = create.value();
    let new_key = Signal::derive(move || {
        let by_action = created.with(|it| match it {
            Some(Ok(new_key)) => Some(new_key.clone()),
            _ => None,
        });
        by_action.or_else(|| {
            keys.with(|it| match it {
                Some(Ok(page)) => page.new_key.clone(),
                _ => None,
            })
        })
    });
    let creating = FormState::of(create);
    let may_create = use_acting().may("create:own_keys");
    view! {
        <PageHeader title=locale.t("client-keys-title") lead=locale.t("client-keys-lead")/>
        <SavedNotice
            done=vec![("revoked", revoking.succeeded), ("created", creating.succeeded)]
            is_outdated=Signal::derive(move || {
                creating.error.with(Option::is_some) || revoking.error.with(Option::is_some)
            })
        />
        <FormError state=revoking/>
        <Transition>
            {move || new_key.get().map(|new_key| view! { <NewKeyPanel new_key=new_key/> })}
        </Transition>
        <Loaded
            resource=keys
            view=move |page: ClientKeys| {
                if page.keys.is_empty() {
                    view! {
                        <EmptyState
                            title=locale.t("client-keys-empty-title")
                            text=locale.t("client-keys-empty-text")
                        />
                    }
                        .into_any()
                } else {
                    view! { <KeyTable keys=page.keys revoke=revoke/> }.into_any()
                }
            }
        />
        {may_create.then(|| view! { <CreateForm create=create state=creating/> })}
    }
    .into_any()
}

#[component]
fn CreateForm(create: ServerAction<CreateClientKey>, state: FormState) -> impl IntoView {
    let locale = use_locale();
    let form = NodeRef::<html::Form>::new();
    Effect::new(move |_| {
        if state.succeeded.get()
            && let Some(form) = form.get_untracked()
        {
            form.reset();
        }
    });
    let environments = vec![
        Choice::new("prod", locale.t("environment-prod-choice")),
        Choice::new("test", locale.t("environment-test-choice")),
    ];
    view! {
        <section class="card" aria-labelledby="create-key-heading">
            <h2 id="create-key-heading">{locale.t("client-keys-create")}</h2>
            <ActionForm action=create node_ref=form>
                <FormError state=state/>
                <TextField
                    name="domain"
                    label=locale.t("client-keys-domain")
                    state=state
                    pointer="/domain"
                    hint=locale.t("client-keys-domain-hint")
                    placeholder="werkstatt-mueller.de"
                    required=true
                    input_mode="url"
                    max_length=2048
                />
                <SelectField
                    name="environment"
                    label=locale.t("client-keys-environment")
                    state=state
                    pointer="/environment"
                    choices=environments
                    value="prod"
                    hint=locale.t("client-keys-environment-hint")
                />
                <TextField
                    name="description"
                    label=locale.t("client-keys-description")
                    state=state
                    pointer="/description"
                    max_length=500
                />
                <SubmitButton pending=state.pending label=locale.t("client-keys-create")/>
            </ActionForm>
        </section>
    }
    .into_any()
}

#[component]
fn KeyTable(keys: Vec<ClientKeySummary>, revoke: ServerAction<RevokeClientKey>) -> impl IntoView {
    let locale = use_locale();
    let rows = keys
        .into_iter()
        .map(|key| view! { <KeyRow key_summary=key revoke=revoke/> })
        .collect_view();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=locale.t("client-keys-title")>
            <table class="table table-stacked">
                <thead>
                    <tr>
                        <th scope="col">{locale.t("client-keys-domain")}</th>
                        <th scope="col">{locale.t("client-keys-key")}</th>
                        <th scope="col">{locale.t("client-keys-usage")}</th>
                        <th scope="col">{locale.t("client-keys-last-used")}</th>
                        <th scope="col">{locale.t("client-keys-status")}</th>
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
fn KeyRow(key_summary: ClientKeySummary, revoke: ServerAction<RevokeClientKey>) -> impl IntoView {
    let locale = use_locale();
    let key = key_summary;
    let domain = key.domain.to_unicode();
    let analytics = format!("/analytics?key={}", key.id);
    let analytics_label = locale.t_with(
        "client-keys-analytics-of",
        &[("domain", domain.clone().into())],
    );
    let (environment, badge) = match key.environment {
        KeyEnvironment::Prod => ("environment-prod", "badge badge-accent"),
        KeyEnvironment::Test => ("environment-test", "badge"),
    };
    let used = format_count(key.current_usage.into(), locale.language());
    let is_limited = key.usage_limit < i32::MAX;
    let usage = if is_limited {
        let limit = format_count(key.usage_limit.into(), locale.language());
        let variables = [("used", used.into()), ("limit", limit.into())];
        locale.t_with("client-keys-usage-of", &variables)
    } else {
        locale.t_with("client-keys-usage-unlimited", &[("used", used.into())])
    };
    let meter = is_limited.then(|| {
        view! {
            <meter
                class="meter"
                min="0"
                max=key.usage_limit.to_string()
                value=key.current_usage.to_string()
                aria-label=locale.t("client-keys-usage")
            ></meter>
        }
    });
    let (status, status_badge) = if !key.is_active {
        ("client-keys-revoked", "badge badge-muted")
    } else if key.domain_verified || key.environment == KeyEnvironment::Test {
        ("client-keys-active", "badge badge-success")
    } else {
        ("client-keys-unverified", "badge badge-warning")
    };
    let is_on_a_site = key.is_active && key.environment == KeyEnvironment::Prod;
    let site_link = is_on_a_site.then(|| {
        let text = if key.domain_verified {
            "client-keys-site"
        } else {
            "client-keys-verify"
        };
        let label = locale.t_with("client-keys-site-of", &[("domain", domain.clone().into())]);
        view! {
            <a class="button button-small" href=format!("/client-keys/{}", key.id) aria-label=label>
                {locale.t(text)}
            </a>
        }
    });
    let may_revoke = key.is_active && use_acting().may("delete:own_keys");
    let revoke_form = may_revoke.then(|| {
        view! {
            <ConfirmForm
                action=revoke
                id=key.id.to_string()
                label=locale.t("client-keys-revoke")
                accessible_label=locale
                    .t_with("client-keys-revoke-of", &[("domain", domain.clone().into())])
                question=locale.t("client-keys-revoke-question")
                confirm=locale.t("client-keys-revoke-confirm")
            />
        }
    });
    view! {
        <tr>
            <th scope="row" data-label=locale.t("client-keys-domain")>
                {domain}
                {key.description.map(|it| view! { <span class="cell-note">{it}</span> })}
            </th>
            <td data-label=locale.t("client-keys-key")>
                <code class="nowrap">{key.key_prefix} "…" {key.key_last_four}</code>
                " "
                <span class=badge>{locale.t(environment)}</span>
            </td>
            <td class="num" data-label=locale.t("client-keys-usage")>
                {usage}
                {meter}
            </td>
            <td data-label=locale.t("client-keys-last-used")>
                {match key.last_used_at {
                    Some(time) => view! { <TimeText time=time/> }.into_any(),
                    None => locale.t("never").into_any(),
                }}
            </td>
            <td data-label=locale.t("client-keys-status")>
                <span class=status_badge>{locale.t(status)}</span>
            </td>
            <td class="cell-actions">
                <a class="button button-small" href=analytics aria-label=analytics_label>
                    {locale.t("client-keys-analytics")}
                </a>
                {site_link}
                {revoke_form}
            </td>
        </tr>
    }
    .into_any()
}
