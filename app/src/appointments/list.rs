//! Appointments as a list: what is to come, or what is over.

use super::{
    AppointmentsHeader, StatusBadge, WhenText, server_fns::list_appointments, status_text,
};
use crate::{
    i18n::use_locale,
    layout::{EmptyState, Loaded},
};
use api::{
    appointments::{Appointment, AppointmentStatus},
    conversations::Page,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Filter {
    status: Option<AppointmentStatus>,
    is_past: bool,
}

impl Filter {
    /// The address of its first page, or of the page that begins at a cursor.
    fn path(&self, cursor: Option<&str>) -> String {
        let parameters = [
            self.status.map(|it| format!("status={}", it.as_str())),
            self.is_past.then(|| "past=true".to_owned()),
            cursor.map(|it| format!("cursor={it}")),
        ];
        let parameters: Vec<_> = parameters.into_iter().flatten().collect();
        if parameters.is_empty() {
            "/appointments/list".to_owned()
        } else {
            format!("/appointments/list?{}", parameters.join("&"))
        }
    }
}

/// The list with its filters.
#[component]
pub fn AppointmentListPage() -> impl IntoView {
    let query = use_query_map();
    let filter = Memo::new(move |_| {
        query.with(|it| Filter {
            status: it.get_str("status").and_then(|it| it.parse().ok()),
            is_past: it.get_str("past") == Some("true"),
        })
    });
    let cursor = Memo::new(move |_| query.with(|it| it.get("cursor")));
    let page = Resource::new(
        move || (filter.get(), cursor.get()),
        |(filter, cursor)| {
            let status = filter.status.map(|it| it.as_str().to_owned());
            list_appointments(status, filter.is_past, cursor)
        },
    );
    let list = move |page: Page<Appointment>| {
        let is_first = cursor.with_untracked(Option::is_none);
        view! { <ListView page=page filter=filter.get_untracked() is_first=is_first/> }
    };
    view! {
        <AppointmentsHeader part="appointments-tab-list"/>
        {move || view! { <Filters filter=filter.get()/> }}
        <Loaded
            resource=page
            view=list
        />
    }
    .into_any()
}

#[component]
fn Filters(filter: Filter) -> impl IntoView {
    let locale = use_locale();
    let link = |to: Filter, text: String| {
        let is_current = to == filter;
        view! {
            <a
                class="segment"
                href=to.path(None)
                aria-current=if is_current { "true" } else { "false" }
            >
                {text}
            </a>
        }
    };
    let period = |is_past: bool, key: &str| {
        let to = Filter {
            is_past,
            ..filter.clone()
        };
        link(to, locale.t(key))
    };
    let status = |status: Option<AppointmentStatus>| {
        let text = match status {
            None => locale.t("appointments-all"),
            Some(status) => status_text(locale, status),
        };
        let to = Filter {
            status,
            ..filter.clone()
        };
        link(to, text)
    };
    view! {
        <div class="appointment-filters">
            <nav class="segmented" aria-label=locale.t("appointments-filter-period")>
                {period(false, "appointments-upcoming")}
                {period(true, "appointments-past")}
            </nav>
            <nav class="segmented" aria-label=locale.t("appointments-filter-status")>
                {status(None)}
                {AppointmentStatus::ALL.map(|it| status(Some(it))).collect_view()}
            </nav>
        </div>
    }
    .into_any()
}

#[component]
fn ListView(page: Page<Appointment>, filter: Filter, is_first: bool) -> impl IntoView {
    let locale = use_locale();
    if page.items.is_empty() && is_first {
        let (title, text) = if filter == Filter::default() {
            ("appointments-empty-title", "appointments-empty-text")
        } else {
            ("appointments-none-title", "appointments-none-text")
        };
        return view! { <EmptyState title=locale.t(title) text=locale.t(text)/> }.into_any();
    }
    let rows = page
        .items
        .into_iter()
        .map(|it| view! { <Row appointment=it/> })
        .collect_view();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=locale.t("appointments-title")>
            <table class="table table-stacked">
                <thead>
                    <tr>
                        <th scope="col">{locale.t("appointment-time")}</th>
                        <th scope="col">{locale.t("appointment-service")}</th>
                        <th scope="col">{locale.t("appointment-visitor")}</th>
                        <th scope="col">{locale.t("appointment-status")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <nav class="pager" aria-label=locale.t("pager-label")>
            {(!is_first)
                .then(|| {
                    view! {
                        <a class="button" href=filter.path(None)>
                            {locale.t("appointments-pager-first")}
                        </a>
                    }
                })}
            {page
                .next_cursor
                .map(|cursor| {
                    view! {
                        <a class="button" rel="next" href=filter.path(Some(&cursor))>
                            {locale.t("appointments-pager-next")}
                        </a>
                    }
                })}
        </nav>
    }
    .into_any()
}

#[component]
fn Row(appointment: Appointment) -> impl IntoView {
    let locale = use_locale();
    let Appointment {
        id,
        starts_at,
        service,
        vehicle,
        name,
        phone,
        email,
        status,
        ..
    } = appointment;
    view! {
        <tr>
            <th scope="row" data-label=locale.t("appointment-time")>
                <a href=format!("/appointments/{id}")>
                    <WhenText time=starts_at/>
                </a>
            </th>
            <td data-label=locale.t("appointment-service")>
                {service} {vehicle.map(|it| view! { <span class="cell-note">{it}</span> })}
            </td>
            <td data-label=locale.t("appointment-visitor")>
                {name}
                {phone.or(email).map(|it| view! { <span class="cell-note">{it}</span> })}
            </td>
            <td data-label=locale.t("appointment-status")>
                <StatusBadge status=status/>
            </td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_page_keeps_the_filters() {
        let filter = Filter::default();
        assert_eq!(filter.path(None), "/appointments/list");
        let filter = Filter {
            status: Some(AppointmentStatus::Declined),
            is_past: true,
        };
        assert_eq!(
            filter.path(Some("1.x")),
            "/appointments/list?status=declined&past=true&cursor=1.x"
        );
    }
}
