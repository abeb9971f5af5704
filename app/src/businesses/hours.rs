//! The weekly hours, two intervals a day.

use super::{
    BusinessHeader,
    exceptions::Exceptions,
    server_fns::{CreateHoursException, DeleteHoursException, SaveHours, find_business},
};
use crate::{
    forms::{FormError, FormState, SavedNotice, SubmitButton},
    i18n::use_locale,
    layout::Loaded,
    team::{IfPermitted, PermittedForm},
};
use api::{
    businesses::Business,
    hours::{Interval, WeeklyHours},
};
use leptos::prelude::*;

/// Weekly hours and the days that differ.
#[component]
pub fn HoursPage() -> impl IntoView {
    let locale = use_locale();
    let save = ServerAction::<SaveHours>::new();
    let create = ServerAction::<CreateHoursException>::new();
    let delete = ServerAction::<DeleteHoursException>::new();
    let saving = FormState::of(save);
    let creating = FormState::of(create);
    let deleting = FormState::of(delete);
    let business = Resource::new(|| (), |()| find_business());
    // On its own, so that a change of the list leaves the typed hours alone.
    let exceptions = Resource::new(
        move || (create.version().get(), delete.version().get()),
        |_| find_business(),
    );
    view! {
        <BusinessHeader tab="business-tab-hours"/>
        <SavedNotice
            done=vec![
                ("deleted", deleting.succeeded),
                ("created", creating.succeeded),
                ("updated", saving.succeeded),
            ]
            is_outdated=Signal::derive(move || {
                [saving, creating, deleting].iter().any(|it| it.error.with(Option::is_some))
            })
        />
        <section class="card">
            <h2>{locale.t("hours-heading")}</h2>
            <p class="page-lead">{locale.t("hours-lead")}</p>
            <Loaded
                resource=business
                view=move |business: Business| {
                    view! {
                        <PermittedForm permission="update:own_businesses">
                            <HoursForm save=save state=saving hours=business.details.hours/>
                        </PermittedForm>
                    }
                }
            />
        </section>
        <section class="card">
            <h2>{locale.t("exceptions-heading")}</h2>
            <p class="page-lead">{locale.t("exceptions-lead")}</p>
            <FormError state=deleting/>
            <Loaded
                resource=exceptions
                view=move |business: Business| {
                    view! {
                        <Exceptions exceptions=business.details.exceptions delete=delete/>
                    }
                }
            />
            <IfPermitted permission="update:own_businesses">
                <super::exceptions::NewException create=create state=creating/>
            </IfPermitted>
        </section>
    }
    .into_any()
}

#[component]
fn HoursForm(save: ServerAction<SaveHours>, state: FormState, hours: WeeklyHours) -> impl IntoView {
    let locale = use_locale();
    let days = hours
        .days()
        .map(|(_, name, intervals)| {
            view! { <DayFields state=state name=name intervals=intervals.to_vec()/> }
        })
        .collect_view();
    view! {
        <ActionForm action=save>
            <FormError state=state/>
            <div class="hours-editor">{days}</div>
            <SubmitButton pending=state.pending label=locale.t("save")/>
        </ActionForm>
    }
    .into_any()
}

/// The fields of one day. Their names are those of [`WeeklyHours::from_form`].
#[component]
fn DayFields(state: FormState, name: &'static str, intervals: Vec<Interval>) -> impl IntoView {
    let locale = use_locale();
    let day = locale.t(&format!("weekday-{name}"));
    let pointers = ["from_1", "to_1", "from_2", "to_2"]
        .map(|it| format!("{name}_{it}"))
        .into_iter()
        .chain([format!("/hours/{name}")])
        .collect();
    let error = state.first_field_error(pointers);
    let error_id = format!("{name}-error");
    let further = (intervals.len() > 2).then(|| {
        let text = intervals[2..]
            .iter()
            .map(|it| format!("{}–{}", it.from, it.to))
            .collect::<Vec<_>>()
            .join(", ");
        locale.t_with("hours-further", &[("hours", text.into())])
    });
    let field = {
        let (day, error_id, intervals) = (day.clone(), error_id.clone(), intervals.clone());
        move |number: usize, end: &'static str| {
            let value = intervals
                .get(number - 1)
                .map(|it| if end == "from" { it.from } else { it.to }.to_string())
                .unwrap_or_default();
            let label = locale.t_with(
                &format!("hours-{end}-{number}"),
                &[("day", day.clone().into())],
            );
            let error_id = error_id.clone();
            view! {
                <input
                    class="input input-time"
                    // A time input knows no 24:00.
                    type=if value == "24:00" { "text" } else { "time" }
                    name=format!("hours[{name}_{end}_{number}]")
                    value=value
                    aria-label=label
                    autocomplete="off"
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=move || {
                        error.with(Option::is_some).then(|| error_id.clone())
                    }
                />
            }
        }
    };
    view! {
        <div class="hours-day" role="group" aria-label=day.clone()>
            <span class="hours-name">{day.clone()}</span>
            <span class="hours-interval">{field(1, "from")} " – " {field(1, "to")}</span>
            <span class="hours-interval">{field(2, "from")} " – " {field(2, "to")}</span>
            {further.map(|further| view! { <span class="field-hint">{further}</span> })}
            {move || {
                error
                    .get()
                    .map(|error| {
                        view! {
                            <p class="field-error" id=error_id.clone()>
                                {error}
                            </p>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}
