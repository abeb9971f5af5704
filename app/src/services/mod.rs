//! What the business offers, with prices.

mod edit;
mod form;
mod server_fns;

pub use edit::{EditServicePage, NewServicePage};

use crate::{
    forms::{ConfirmForm, FormError, FormState, SavedNotice},
    i18n::{Locale, use_locale},
    knowledge::KnowledgeTabs,
    layout::{EmptyState, Loaded, PageHeader},
    team::IfPermitted,
};
use api::{
    services::{Price, Service},
    texts::format_euros,
};
use leptos::prelude::*;
use server_fns::{DeleteService, list_services};

/// All services, grouped as in a price list.
#[component]
pub fn ServicesPage() -> impl IntoView {
    let locale = use_locale();
    let delete = ServerAction::<DeleteService>::new();
    let deleting = FormState::of(delete);
    let services = Resource::new(move || delete.version().get(), |_| list_services());
    let list = move |services: Vec<Service>| {
        if services.is_empty() {
            view! {
                <EmptyState
                    title=locale.t("services-empty-title")
                    text=locale.t("services-empty-text")
                >
                    <IfPermitted permission="update:own_businesses">
                        <a class="button button-primary" href="/knowledge/services/new">
                            {locale.t("services-add")}
                        </a>
                    </IfPermitted>
                </EmptyState>
            }
            .into_any()
        } else {
            by_category(services)
                .into_iter()
                .map(|(category, services)| {
                    view! {
                        <Category category=category services=services delete=delete/>
                    }
                })
                .collect_view()
                .into_any()
        }
    };
    view! {
        <PageHeader title=locale.t("services-title") lead=locale.t("services-lead")>
            <IfPermitted permission="update:own_businesses">
                <a class="button button-primary" href="/knowledge/services/new">
                    {locale.t("services-add")}
                </a>
            </IfPermitted>
        </PageHeader>
        <KnowledgeTabs/>
        <SavedNotice
            done=vec![("deleted", deleting.succeeded)]
            is_outdated=Signal::derive(move || deleting.error.with(Option::is_some))
        />
        <FormError state=deleting/>
        <Loaded
            resource=services
            view=list
        />
    }
    .into_any()
}

/// Services by category, in the order in which categories first appear.
fn by_category(services: Vec<Service>) -> Vec<(String, Vec<Service>)> {
    let mut groups: Vec<(String, Vec<Service>)> = Vec::new();
    for service in services {
        match groups
            .iter_mut()
            .find(|(category, _)| *category == service.input.category)
        {
            Some((_, group)) => group.push(service),
            None => groups.push((service.input.category.clone(), vec![service])),
        }
    }
    groups
}

/// A price as people read it.
fn price_text(price: &Price, locale: Locale) -> String {
    let euros = |cents: i64| format_euros(cents, locale.language());
    match *price {
        Price::Fixed { cents } => euros(cents),
        Price::From { cents } => locale.t_with("price-from", &[("price", euros(cents).into())]),
        Price::Range {
            from_cents,
            to_cents,
        } => format!("{} – {}", euros(from_cents), euros(to_cents)),
        Price::OnRequest {} => locale.t("price-on-request"),
    }
}

/// A duration as people read it: `45 Min.`, `1 Std. 30 Min.`.
fn duration_text(minutes: u32, locale: Locale) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    let hours_text = locale.t_with("duration-hours", &[("count", hours.into())]);
    let minutes_text = locale.t_with("duration-minutes", &[("count", rest.into())]);
    match (hours, rest) {
        (0, _) => minutes_text,
        (_, 0) => hours_text,
        _ => format!("{hours_text} {minutes_text}"),
    }
}

#[component]
fn Category(
    category: String,
    services: Vec<Service>,
    delete: ServerAction<DeleteService>,
) -> impl IntoView {
    let locale = use_locale();
    let rows = services
        .into_iter()
        .map(|service| view! { <ServiceRow service=service delete=delete/> })
        .collect_view();
    view! {
        <section class="card card-flush">
            <header class="card-header">
                <h2>{category.clone()}</h2>
            </header>
            <div class="table-wrap" tabindex="0" role="region" aria-label=category>
                <table class="table table-stacked">
                    <thead>
                        <tr>
                            <th scope="col">{locale.t("services-name")}</th>
                            <th scope="col" class="num">
                                {locale.t("services-price")}
                            </th>
                            <th scope="col">{locale.t("services-vehicle-class")}</th>
                            <th scope="col">{locale.t("services-duration")}</th>
                            <th scope="col">
                                <span class="visually-hidden">{locale.t("actions")}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn ServiceRow(service: Service, delete: ServerAction<DeleteService>) -> impl IntoView {
    let locale = use_locale();
    let Service { id, input } = service;
    let name = input.name;
    view! {
        <tr>
            <th scope="row" data-label=locale.t("services-name")>
                {name.clone()}
                {input.description.map(|it| view! { <span class="cell-note">{it}</span> })}
                {(!input.is_bookable)
                    .then(|| {
                        view! {
                            " "
                            <span class="badge badge-muted">
                                {locale.t("services-not-bookable")}
                            </span>
                        }
                    })}
            </th>
            <td class="num" data-label=locale.t("services-price")>
                {price_text(&input.price, locale)}
            </td>
            <td data-label=locale.t("services-vehicle-class")>
                {input.vehicle_class.unwrap_or_else(|| "–".to_owned())}
            </td>
            <td data-label=locale.t("services-duration")>
                {input
                    .duration_minutes
                    .map_or_else(|| "–".to_owned(), |it| duration_text(it, locale))}
            </td>
            <td class="cell-actions">
                <a
                    class="button button-ghost button-small"
                    href=format!("/knowledge/services/{id}")
                    aria-label=locale.t_with("edit-of", &[("name", name.clone().into())])
                >
                    {locale.t("edit")}
                </a>
                <IfPermitted permission="update:own_businesses">
                    <ConfirmForm
                        action=delete
                        id=id.to_string()
                        label=locale.t("delete")
                        accessible_label=locale.t_with("delete-of", &[("name", name.into())])
                        question=locale.t("services-delete-question")
                        confirm=locale.t("delete-confirm")
                    />
                </IfPermitted>
            </td>
        </tr>
    }
    .into_any()
}
