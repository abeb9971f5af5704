//! One appointment, and what the business decides about it.

use super::{
    StatusBadge, WhenText, machine_time,
    server_fns::{DecideAppointment, DeleteAppointment, MoveAppointment, find_appointment},
};
use crate::{
    forms::{ConfirmForm, FormError, FormState, SavedNotice, SubmitButton, TextArea, TextField},
    i18n::use_locale,
    layout::{Loaded, PageHeader},
    team::IfPermitted,
    time_text::TimeText,
};
use api::appointments::{Appointment, AppointmentStatus, MAX_DECISION_NOTE};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The actions of the page.
#[derive(Clone, Copy)]
struct Actions {
    decide: ServerAction<DecideAppointment>,
    relocate: ServerAction<MoveAppointment>,
    delete: ServerAction<DeleteAppointment>,
}

/// One appointment.
#[component]
pub fn AppointmentPage() -> impl IntoView {
    let locale = use_locale();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|it| it.get("id")).unwrap_or_default());
    let actions = Actions {
        decide: ServerAction::new(),
        relocate: ServerAction::new(),
        delete: ServerAction::new(),
    };
    let (deciding, moving) = (
        FormState::of(actions.decide),
        FormState::of(actions.relocate),
    );
    let decided = actions.decide.value();
    let has_become = move |status: AppointmentStatus| {
        Signal::derive(move || {
            let is_it = decided
                .with(|it| matches!(it, Some(Ok(appointment)) if appointment.status == status));
            is_it && deciding.succeeded.get()
        })
    };
    let appointment = Resource::new(
        move || {
            let versions = (
                actions.decide.version().get(),
                actions.relocate.version().get(),
            );
            (id.get(), versions)
        },
        |(id, _)| find_appointment(id),
    );
    view! {
        <p class="breadcrumb">
            <a href="/appointments">{locale.t("appointments-back")}</a>
        </p>
        <PageHeader title=locale.t("appointment-title")/>
        <SavedNotice
            done=vec![
                ("moved", moving.succeeded),
                ("confirmed", has_become(AppointmentStatus::Confirmed)),
                ("declined", has_become(AppointmentStatus::Declined)),
                ("cancelled", has_become(AppointmentStatus::Cancelled)),
            ]
            is_outdated=Signal::derive(move || {
                deciding.error.with(Option::is_some) || moving.error.with(Option::is_some)
            })
        />
        <Loaded
            resource=appointment
            view=move |appointment: Appointment| {
                view! { <AppointmentView appointment=appointment actions=actions/> }
            }
        />
    }
    .into_any()
}

#[component]
fn AppointmentView(appointment: Appointment, actions: Actions) -> impl IntoView {
    let locale = use_locale();
    let deleting = FormState::of(actions.delete);
    let id = appointment.id.to_string();
    view! {
        <FactsCard appointment=appointment.clone()/>
        <IfPermitted permission="update:own_appointments">
            <DecisionCard appointment=appointment.clone() decide=actions.decide/>
            <MoveCard appointment=appointment relocate=actions.relocate/>
        </IfPermitted>
        <IfPermitted permission="delete:own_appointments">
            <section class="card" aria-labelledby="delete-heading">
                <h2 id="delete-heading">{locale.t("appointment-delete")}</h2>
                <p class="muted">{locale.t("appointment-delete-hint")}</p>
                <FormError state=deleting/>
                <ConfirmForm
                    action=actions.delete
                    id=id
                    label=locale.t("delete")
                    accessible_label=locale.t("appointment-delete")
                    question=locale.t("appointment-delete-question")
                    confirm=locale.t("delete-confirm")
                />
            </section>
        </IfPermitted>
    }
    .into_any()
}

/// A line of the facts, where there is something to say.
fn fact(label: String, value: Option<AnyView>) -> Option<impl IntoView> {
    value.map(|value| {
        view! {
            <div>
                <dt>{label}</dt>
                <dd class="break-anywhere">{value}</dd>
            </div>
        }
    })
}

#[component]
fn FactsCard(appointment: Appointment) -> impl IntoView {
    let locale = use_locale();
    let Appointment {
        starts_at,
        service,
        status,
        vehicle,
        plate,
        name,
        phone,
        email,
        note,
        decision_note,
        conversation_id,
        duration_minutes,
        created_at,
        ..
    } = appointment;
    let duration = locale.t_with("duration-minutes", &[("count", duration_minutes.into())]);
    let plate = plate.map(|it| view! { <span class="plate">{it}</span> }.into_any());
    let phone = phone.map(|it| {
        let href = format!("tel:{}", it.replace(' ', ""));
        view! { <a href=href>{it}</a> }.into_any()
    });
    let email = email.map(|it| {
        let href = format!("mailto:{it}");
        view! { <a href=href>{it}</a> }.into_any()
    });
    let asked_at = view! { <TimeText time=created_at/> }.into_any();
    let conversation = conversation_id.map(|it| {
        view! {
            <a href=format!("/conversations/{it}")>{locale.t("appointment-conversation-open")}</a>
        }
        .into_any()
    });
    view! {
        <section class="card" aria-labelledby="appointment-heading">
            <header class="card-header">
                <div>
                    <h2 id="appointment-heading">
                        <WhenText time=starts_at/>
                    </h2>
                    <p class="muted">{service}</p>
                </div>
                <StatusBadge status=status/>
            </header>
            <dl class="facts">
                {fact(locale.t("appointment-visitor"), Some(name.into_any()))}
                {fact(locale.t("appointment-phone"), phone)}
                {fact(locale.t("appointment-email"), email)}
                {fact(locale.t("appointment-vehicle"), vehicle.map(IntoAny::into_any))}
                {fact(locale.t("appointment-plate"), plate)}
                {fact(locale.t("appointment-duration"), Some(duration.into_any()))}
                {fact(locale.t("appointment-asked-at"), Some(asked_at))}
                {fact(locale.t("appointment-conversation"), conversation)}
            </dl>
            {note.map(|it| view! { <Quote label=locale.t("appointment-note") text=it/> })}
            {decision_note
                .map(|it| view! { <Quote label=locale.t("appointment-decision-note") text=it/> })}
        </section>
    }
    .into_any()
}

/// What somebody wrote, as it was typed.
#[component]
fn Quote(label: String, text: String) -> impl IntoView {
    view! {
        <div>
            <p class="field-label">{label}</p>
            <blockquote class="appointment-quote">{text}</blockquote>
        </div>
    }
    .into_any()
}

/// What can be decided in a status: the next status, the text of the button, and its look.
fn decisions(status: AppointmentStatus) -> Vec<(AppointmentStatus, &'static str, &'static str)> {
    let buttons = [
        (
            AppointmentStatus::Confirmed,
            "appointment-confirm",
            "button button-primary",
        ),
        (AppointmentStatus::Declined, "appointment-decline", "button"),
        (
            AppointmentStatus::Cancelled,
            "appointment-cancel",
            "button button-danger",
        ),
    ];
    buttons
        .into_iter()
        .filter(|(next, ..)| status.may_become(*next))
        // A mere request is declined; what was agreed on is cancelled.
        .filter(|(next, ..)| {
            *next != AppointmentStatus::Cancelled || status == AppointmentStatus::Confirmed
        })
        .collect()
}

#[component]
fn DecisionCard(
    appointment: Appointment,
    decide: ServerAction<DecideAppointment>,
) -> impl IntoView {
    let locale = use_locale();
    let state = FormState::of(decide);
    let Appointment {
        id,
        revision,
        status,
        email,
        ..
    } = appointment;
    let hint = if email.is_some() {
        "appointment-decision-mail"
    } else {
        "appointment-decision-no-mail"
    };
    let lead = match status {
        AppointmentStatus::Requested => "appointment-requested-lead",
        AppointmentStatus::Confirmed => "appointment-confirmed-lead",
        AppointmentStatus::Declined | AppointmentStatus::Cancelled => "appointment-closed-lead",
    };
    let buttons = decisions(status)
        .into_iter()
        .map(|(next, text, class)| {
            view! {
                <button
                    type="submit"
                    name="status"
                    value=next.as_str()
                    class=class
                    disabled=move || state.pending.get()
                    data-testid=text
                >
                    {locale.t(text)}
                </button>
            }
        })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="decision-heading">
            <h2 id="decision-heading">{locale.t("appointment-decision")}</h2>
            <p class="muted">{locale.t(lead)}</p>
            <ActionForm action=decide>
                <FormError state=state/>
                <input type="hidden" name="id" value=id.to_string()/>
                <input type="hidden" name="revision" value=revision.to_string()/>
                <TextArea
                    name="note"
                    label=locale.t("appointment-decision-note")
                    state=state
                    pointer="/decision_note"
                    hint=locale.t(hint)
                    max_length=u16::try_from(MAX_DECISION_NOTE).unwrap_or(u16::MAX)
                />
                <div class="button-row">{buttons}</div>
            </ActionForm>
        </section>
    }
    .into_any()
}

#[component]
fn MoveCard(appointment: Appointment, relocate: ServerAction<MoveAppointment>) -> impl IntoView {
    let locale = use_locale();
    let state = FormState::of(relocate);
    let Appointment {
        id,
        revision,
        starts_at,
        status,
        ..
    } = appointment;
    if !status.is_open() {
        return ().into_any();
    }
    let hint = if status == AppointmentStatus::Confirmed {
        "appointment-move-hint-confirmed"
    } else {
        "appointment-move-hint-requested"
    };
    view! {
        <section class="card" aria-labelledby="move-heading">
            <h2 id="move-heading">{locale.t("appointment-move")}</h2>
            <ActionForm action=relocate>
                <FormError state=state/>
                <input type="hidden" name="id" value=id.to_string()/>
                <input type="hidden" name="revision" value=revision.to_string()/>
                <TextField
                    name="starts_at"
                    kind="datetime-local"
                    label=locale.t("appointment-time")
                    state=state
                    pointer="/starts_at"
                    value=machine_time(starts_at)
                    hint=locale.t(hint)
                    required=true
                />
                <SubmitButton
                    pending=state.pending
                    label=locale.t("appointment-move")
                    class="button"
                />
            </ActionForm>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_answered_and_agreements_are_cancelled() {
        use AppointmentStatus::{Cancelled, Confirmed, Declined, Requested};
        let check = |status: AppointmentStatus, expected: &[AppointmentStatus]| {
            let found: Vec<_> = decisions(status).into_iter().map(|it| it.0).collect();
            assert_eq!(found, expected, "{status:?}");
        };
        check(Requested, &[Confirmed, Declined]);
        check(Confirmed, &[Cancelled]);
        check(Declined, &[Confirmed]);
        check(Cancelled, &[Confirmed]);
    }
}
