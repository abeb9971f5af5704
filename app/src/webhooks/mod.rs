//! Webhooks: other programs are told what happened.

mod detail;
mod server_fns;

pub use detail::WebhookPage;
pub use server_fns::WebhooksView;

use crate::{
    copy_button::CopyButton,
    forms::{
        CheckboxField, ConfirmForm, FormError, FormState, SavedNotice, SubmitButton, TextField,
    },
    i18n::{Locale, use_locale},
    layout::{EmptyState, Loaded, PageHeader},
    team::{IfPermitted, use_acting},
};
use api::webhooks::{WebhookEndpoint, WebhookEvent};
use leptos::{html, prelude::*};
use server_fns::{CreateWebhook, DeleteWebhook, list_webhooks};

/// All endpoints, and the form for a new one.
#[component]
pub fn WebhooksPage() -> impl IntoView {
    let locale = use_locale();
    let create = ServerAction::<CreateWebhook>::new();
    let delete = ServerAction::<DeleteWebhook>::new();
    let creating = FormState::of(create);
    let deleting = FormState::of(delete);
    let endpoints = Resource::new(
        move || (create.version().get(), delete.version().get()),
        |_| list_webhooks(),
    );
    let created = create.value();
    let new_secret = Signal::derive(move || {
        let by_action = created.with(|it| match it {
            Some(Ok(secret)) => Some(secret.clone()),
            _ => None,
        });
        by_action.or_else(|| {
            endpoints.with(|it| match it {
                Some(Ok(view)) => view.new_secret.clone(),
                _ => None,
            })
        })
    });
    view! {
        <PageHeader title=locale.t("webhooks-title") lead=locale.t("webhooks-lead")/>
        <SavedNotice
            done=vec![("deleted", deleting.succeeded), ("created", creating.succeeded)]
            is_outdated=Signal::derive(move || {
                creating.error.with(Option::is_some) || deleting.error.with(Option::is_some)
            })
        />
        <FormError state=deleting/>
        <Transition>
            {move || new_secret.get().map(|secret| view! { <NewSecretPanel secret=secret/> })}
        </Transition>
        <Loaded
            resource=endpoints
            view=move |view: WebhooksView| {
                if view.endpoints.is_empty() {
                    view! {
                        <EmptyState
                            title=locale.t("webhooks-empty-title")
                            text=locale.t("webhooks-empty-text")
                        />
                    }
                        .into_any()
                } else {
                    view! { <EndpointTable endpoints=view.endpoints delete=delete/> }.into_any()
                }
            }
        />
        <IfPermitted permission="create:own_webhooks">
            <CreateForm create=create state=creating/>
        </IfPermitted>
    }
    .into_any()
}

/// A new secret, and the warning that it is shown only now.
#[component]
fn NewSecretPanel(secret: String) -> impl IntoView {
    let locale = use_locale();
    view! {
        <section class="card card-accent" aria-labelledby="new-secret-heading">
            <h2 id="new-secret-heading">{locale.t("webhooks-secret-heading")}</h2>
            <p class="alert alert-warning">{locale.t("webhooks-secret-once")}</p>
            <p>
                <code class="code-block" data-testid="webhook-secret">
                    {secret.clone()}
                </code>
            </p>
            <CopyButton text=secret/>
        </section>
    }
    .into_any()
}

/// What an event is called; its own name where we have no text.
fn event_text(locale: Locale, event: &str) -> String {
    locale
        .find(&format!("webhook-event-{}", event.replace('.', "-")))
        .unwrap_or_else(|| event.to_owned())
}

#[component]
fn CreateForm(create: ServerAction<CreateWebhook>, state: FormState) -> impl IntoView {
    let locale = use_locale();
    let form = NodeRef::<html::Form>::new();
    Effect::new(move |_| {
        if state.succeeded.get()
            && let Some(form) = form.get_untracked()
        {
            form.reset();
        }
    });
    let boxes = WebhookEvent::ALL
        .into_iter()
        .map(|event| {
            view! {
                <CheckboxField
                    name="events[]"
                    label=event_text(locale, event.as_str())
                    value=event.as_str()
                />
            }
        })
        .collect_view();
    let events_error = state.field_error("/events");
    view! {
        <section class="card" aria-labelledby="create-webhook-heading">
            <h2 id="create-webhook-heading">{locale.t("webhooks-create")}</h2>
            <ActionForm action=create node_ref=form>
                <FormError state=state/>
                <TextField
                    name="url"
                    label=locale.t("webhooks-url")
                    state=state
                    pointer="/url"
                    kind="url"
                    hint=locale.t("webhooks-url-hint")
                    placeholder="https://crm.example.com/hooks/carbot"
                    required=true
                    max_length=2_048
                />
                <TextField
                    name="description"
                    label=locale.t("webhooks-description")
                    state=state
                    pointer="/description"
                    max_length=500
                />
                <fieldset aria-describedby="events-error">
                    <legend>{locale.t("webhooks-events")}</legend>
                    <div class="checkbox-row">{boxes}</div>
                    <div id="events-error">
                        {move || {
                            events_error.get().map(|it| view! { <p class="field-error">{it}</p> })
                        }}
                    </div>
                </fieldset>
                <SubmitButton
                    pending=state.pending
                    label=locale.t("webhooks-create")
                    test_id="create-webhook"
                />
            </ActionForm>
        </section>
    }
    .into_any()
}

#[component]
fn EndpointTable(
    endpoints: Vec<WebhookEndpoint>,
    delete: ServerAction<DeleteWebhook>,
) -> impl IntoView {
    let locale = use_locale();
    let rows = endpoints
        .into_iter()
        .map(|it| view! { <EndpointRow endpoint=it delete=delete/> })
        .collect_view();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=locale.t("webhooks-title")>
            <table class="table table-stacked">
                <thead>
                    <tr>
                        <th scope="col">{locale.t("webhooks-url")}</th>
                        <th scope="col">{locale.t("webhooks-events")}</th>
                        <th scope="col">{locale.t("webhooks-state")}</th>
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
fn EndpointRow(endpoint: WebhookEndpoint, delete: ServerAction<DeleteWebhook>) -> impl IntoView {
    let locale = use_locale();
    let events: Vec<_> = endpoint
        .events
        .iter()
        .map(|it| event_text(locale, it.as_str()))
        .collect();
    let of = [("url", endpoint.url.clone().into())];
    let may_delete = use_acting().may("delete:own_webhooks");
    let id = endpoint.id.to_string();
    let removal = may_delete.then(|| {
        view! {
            <ConfirmForm
                action=delete
                id=id.clone()
                label=locale.t("delete")
                accessible_label=locale.t_with("webhooks-delete-of", &of)
                question=locale.t("webhooks-delete-question")
                confirm=locale.t("webhooks-delete-confirm")
            />
        }
    });
    view! {
        <tr>
            <th scope="row" data-label=locale.t("webhooks-url")>
                <a class="break-anywhere" href=format!("/webhooks/{id}")>
                    {endpoint.url.clone()}
                </a>
                {endpoint
                    .description
                    .clone()
                    .map(|it| view! { <p class="muted text-small">{it}</p> })}
            </th>
            <td data-label=locale.t("webhooks-events")>{events.join(", ")}</td>
            <td data-label=locale.t("webhooks-state")>
                <StateBadge endpoint=endpoint/>
            </td>
            <td class="cell-actions">{removal}</td>
        </tr>
    }
    .into_any()
}

/// Whether an endpoint is told anything, and why not.
#[component]
fn StateBadge(endpoint: WebhookEndpoint) -> impl IntoView {
    let locale = use_locale();
    let (class, text) = match (
        endpoint.is_active,
        endpoint.disabled_reason,
        endpoint.failing_since,
    ) {
        (true, _, None) => ("badge badge-success", "webhooks-state-active"),
        (true, _, Some(_)) => ("badge badge-warning", "webhooks-state-failing"),
        (false, None, _) => ("badge badge-muted", "webhooks-state-off"),
        (false, Some(_), _) => ("badge badge-danger", "webhooks-state-disabled"),
    };
    view! { <span class=class>{locale.t(text)}</span> }.into_any()
}
