//! One endpoint, and the log of what it was told.

use super::{
    NewSecretPanel, StateBadge, event_text,
    server_fns::{
        DeliveryView, ReplayDelivery, RotateWebhookSecret, SendTestEvent, SetWebhookActive,
        WebhookView, find_webhook,
    },
};
use crate::{
    forms::{ConfirmForm, FormError, FormState, SavedNotice, SubmitButton},
    i18n::use_locale,
    layout::{Loaded, PageHeader},
    team::{IfPermitted, use_acting},
    time_text::TimeText,
};
use api::{
    conversations::Page,
    webhooks::{DeliveryStatus, WebhookEndpoint},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// What can be done with an endpoint.
#[derive(Clone, Copy)]
struct Actions {
    set_active: ServerAction<SetWebhookActive>,
    rotate: ServerAction<RotateWebhookSecret>,
    test: ServerAction<SendTestEvent>,
    replay: ServerAction<ReplayDelivery>,
}

/// One endpoint.
#[component]
pub fn WebhookPage() -> impl IntoView {
    let locale = use_locale();
    let actions = Actions {
        set_active: ServerAction::new(),
        rotate: ServerAction::new(),
        test: ServerAction::new(),
        replay: ServerAction::new(),
    };
    let states = [
        FormState::of(actions.set_active),
        FormState::of(actions.rotate),
        FormState::of(actions.test),
        FormState::of(actions.replay),
    ];
    let [switching, rotating, testing, replaying] = states;
    let params = use_params_map();
    let query = use_query_map();
    let id = Memo::new(move |_| params.with(|it| it.get("id")).unwrap_or_default());
    let cursor = Memo::new(move |_| query.with(|it| it.get("cursor")));
    let found = Resource::new(
        move || {
            let versions = (
                actions.set_active.version().get(),
                actions.rotate.version().get(),
                actions.test.version().get(),
                actions.replay.version().get(),
            );
            (id.get(), cursor.get(), versions)
        },
        |(id, cursor, _)| find_webhook(id, cursor),
    );
    let rotated = actions.rotate.value();
    let new_secret = Signal::derive(move || {
        let by_action = rotated.with(|it| match it {
            Some(Ok(secret)) => Some(secret.clone()),
            _ => None,
        });
        by_action.or_else(|| {
            found.with(|it| match it {
                Some(Ok(view)) => view.new_secret.clone(),
                _ => None,
            })
        })
    });
    view! {
        <p class="breadcrumb">
            <a href="/webhooks">{locale.t("webhooks-title")}</a>
        </p>
        <PageHeader title=locale.t("webhook-title")/>
        <SavedNotice
            done=vec![
                ("sent", replaying.succeeded),
                ("sent", testing.succeeded),
                ("updated", rotating.succeeded),
                ("updated", switching.succeeded),
            ]
            is_outdated=Signal::derive(move || {
                states.iter().any(|it| it.error.with(Option::is_some))
            })
        />
        {states.map(|state| view! { <FormError state=state/> }).collect_view()}
        <Transition>
            {move || new_secret.get().map(|secret| view! { <NewSecretPanel secret=secret/> })}
        </Transition>
        <Loaded
            resource=found
            view=move |view: WebhookView| {
                let is_active = view.endpoint.is_active;
                let id = view.endpoint.id.to_string();
                view! {
                    <EndpointPanel endpoint=view.endpoint actions=actions/>
                    <Log id=id is_active=is_active page=view.deliveries actions=actions/>
                }
            }
        />
    }
    .into_any()
}

/// What is known of the endpoint, and what can be done with it.
#[component]
fn EndpointPanel(endpoint: WebhookEndpoint, actions: Actions) -> impl IntoView {
    let locale = use_locale();
    let id = endpoint.id.to_string();
    let events: Vec<_> = endpoint
        .events
        .iter()
        .map(|it| event_text(locale, it.as_str()))
        .collect();
    view! {
        <section class="card" aria-labelledby="webhook-heading">
            <h2 id="webhook-heading" class="break-anywhere">
                {endpoint.url.clone()}
            </h2>
            <dl class="facts">
                <div>
                    <dt>{locale.t("webhooks-state")}</dt>
                    <dd>
                        <StateBadge endpoint=endpoint.clone()/>
                    </dd>
                </div>
                {endpoint
                    .description
                    .clone()
                    .map(|it| {
                        view! {
                            <div>
                                <dt>{locale.t("webhooks-description")}</dt>
                                <dd>{it}</dd>
                            </div>
                        }
                    })}
                <div>
                    <dt>{locale.t("webhooks-events")}</dt>
                    <dd>{events.join(", ")}</dd>
                </div>
            </dl>
            <IfPermitted permission="update:own_webhooks">
                <EndpointButtons id=id is_active=endpoint.is_active actions=actions/>
            </IfPermitted>
        </section>
    }
    .into_any()
}

#[component]
fn EndpointButtons(id: String, is_active: bool, actions: Actions) -> impl IntoView {
    let locale = use_locale();
    let switching = FormState::of(actions.set_active).pending;
    let testing = FormState::of(actions.test).pending;
    let (switch, target) = if is_active {
        ("webhooks-switch-off", "false")
    } else {
        ("webhooks-switch-on", "true")
    };
    let (tested, switched) = (id.clone(), id.clone());
    let test = is_active.then(|| {
        view! {
            <ActionForm action=actions.test>
                <input type="hidden" name="id" value=tested/>
                <SubmitButton
                    pending=testing
                    label=locale.t("webhooks-test")
                    class="button"
                    test_id="send-test-event"
                />
            </ActionForm>
        }
    });
    view! {
        <div class="button-row">
            {test}
            <ActionForm action=actions.set_active>
                <input type="hidden" name="id" value=switched/>
                <input type="hidden" name="is_active" value=target/>
                <SubmitButton pending=switching label=locale.t(switch) class="button"/>
            </ActionForm>
            <ConfirmForm
                action=actions.rotate
                id=id
                label=locale.t("webhooks-rotate")
                accessible_label=locale.t("webhooks-rotate")
                question=locale.t("webhooks-rotate-question")
                confirm=locale.t("webhooks-rotate-confirm")
            />
        </div>
    }
    .into_any()
}

/// What the endpoint was told, the newest first.
#[component]
fn Log(id: String, is_active: bool, page: Page<DeliveryView>, actions: Actions) -> impl IntoView {
    let locale = use_locale();
    if page.items.is_empty() {
        return view! {
            <section class="card" aria-labelledby="log-heading">
                <h2 id="log-heading">{locale.t("webhooks-log")}</h2>
                <p class="muted">{locale.t("webhooks-log-empty")}</p>
            </section>
        }
        .into_any();
    }
    let next = page.next_cursor.map(|cursor| {
        view! {
            <nav class="pager" aria-label=locale.t("pager-label")>
                <a class="button" rel="next" href=format!("/webhooks/{id}?cursor={cursor}")>
                    {locale.t("pager-older")}
                </a>
            </nav>
        }
    });
    let may_replay = is_active && use_acting().may("update:own_webhooks");
    let rows = page
        .items
        .into_iter()
        .map(|it| {
            view! { <LogRow endpoint=id.clone() delivery=it may_replay=may_replay actions=actions/> }
        })
        .collect_view();
    view! {
        <section aria-labelledby="log-heading">
            <h2 id="log-heading">{locale.t("webhooks-log")}</h2>
            <div class="table-wrap" tabindex="0" role="region" aria-label=locale.t("webhooks-log")>
                <table class="table table-stacked">
                    <thead>
                        <tr>
                            <th scope="col">{locale.t("webhooks-log-time")}</th>
                            <th scope="col">{locale.t("webhooks-log-event")}</th>
                            <th scope="col">{locale.t("webhooks-state")}</th>
                            <th scope="col">{locale.t("webhooks-log-attempts")}</th>
                            <th scope="col">{locale.t("webhooks-log-answer")}</th>
                            <th scope="col">
                                <span class="visually-hidden">{locale.t("actions")}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {next}
        </section>
    }
    .into_any()
}

#[component]
fn LogRow(
    endpoint: String,
    delivery: DeliveryView,
    may_replay: bool,
    actions: Actions,
) -> impl IntoView {
    let locale = use_locale();
    let class = match delivery.status {
        DeliveryStatus::Pending => "badge badge-muted",
        DeliveryStatus::Delivered => "badge badge-success",
        DeliveryStatus::Failed => "badge badge-danger",
    };
    let status = locale.t(&format!("webhook-delivery-{}", delivery.status.as_str()));
    let answer = match (delivery.response_status, &delivery.error) {
        (_, Some(error)) => locale
            .find(&format!("webhook-failure-{error}"))
            .unwrap_or_else(|| error.clone()),
        (Some(status), None) => format!("HTTP {status}"),
        (None, None) => "–".to_owned(),
    };
    let event = event_text(locale, &delivery.event_type);
    let of = [("event", event.clone().into())];
    let replaying = FormState::of(actions.replay).pending;
    // What is on its way is not sent twice.
    let replay = (may_replay && delivery.status != DeliveryStatus::Pending).then(|| {
        view! {
            <ActionForm action=actions.replay>
                <input type="hidden" name="id" value=endpoint/>
                <input type="hidden" name="delivery" value=delivery.id.to_string()/>
                <SubmitButton
                    pending=replaying
                    label=locale.t("webhooks-replay")
                    accessible_label=locale.t_with("webhooks-replay-of", &of)
                    class="button button-ghost button-small"
                />
            </ActionForm>
        }
    });
    view! {
        <tr>
            <th scope="row" data-label=locale.t("webhooks-log-time")>
                <TimeText time=delivery.created_at/>
            </th>
            <td data-label=locale.t("webhooks-log-event")>{event}</td>
            <td data-label=locale.t("webhooks-state")>
                <span class=class>{status}</span>
            </td>
            <td data-label=locale.t("webhooks-log-attempts")>{delivery.attempts}</td>
            <td data-label=locale.t("webhooks-log-answer")>{answer}</td>
            <td class="cell-actions">{replay}</td>
        </tr>
    }
    .into_any()
}
