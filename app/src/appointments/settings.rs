//! What the business offers for appointments, and its calendar feed.

use super::{
    AppointmentsHeader,
    server_fns::{DisableCalendar, RenewCalendar, SaveAppointmentSettings, find_appointment_setup},
};
use crate::{
    copy_button::CopyButton,
    forms::{
        Choice, ConfirmForm, FormError, FormState, SavedNotice, SelectField, SubmitButton,
        TextField,
    },
    i18n::{Locale, use_locale},
    layout::Loaded,
    team::{IfPermitted, PermittedForm},
};
use api::appointments::{AppointmentSettings, AppointmentSetup};
use leptos::prelude::*;

/// Lengths of a slot that are offered, in minutes.
const SLOTS: [u32; 8] = [10, 15, 20, 30, 45, 60, 90, 120];
/// Lead times that are offered, in minutes.
const LEADS: [u32; 9] = [0, 60, 120, 240, 720, 1_440, 2_880, 4_320, 10_080];

/// The actions of the page.
#[derive(Clone, Copy)]
struct Actions {
    save: ServerAction<SaveAppointmentSettings>,
    renew: ServerAction<RenewCalendar>,
    disable: ServerAction<DisableCalendar>,
}

/// Slots, places and lead time; the address of the calendar.
#[component]
pub fn AppointmentSettingsPage() -> impl IntoView {
    let actions = Actions {
        save: ServerAction::new(),
        renew: ServerAction::new(),
        disable: ServerAction::new(),
    };
    let states = [
        FormState::of(actions.save),
        FormState::of(actions.renew),
        FormState::of(actions.disable),
    ];
    let setup = Resource::new(
        move || {
            (
                actions.save.version().get(),
                actions.renew.version().get(),
                actions.disable.version().get(),
            )
        },
        |_| find_appointment_setup(),
    );
    view! {
        <AppointmentsHeader part="appointments-tab-settings"/>
        <SavedNotice
            done=states.map(|it| ("updated", it.succeeded)).to_vec()
            is_outdated=Signal::derive(move || {
                states.iter().any(|it| it.error.with(Option::is_some))
            })
        />
        <Loaded
            resource=setup
            view=move |setup: AppointmentSetup| {
                view! {
                    <OfferCard settings=setup.settings save=actions.save/>
                    <CalendarCard url=setup.calendar_url actions=actions/>
                }
            }
        />
    }
    .into_any()
}

/// What is offered, and the current value where it is another one, in order.
fn minute_choices(offered: &[u32], current: u32, text: impl Fn(u32) -> String) -> Vec<Choice> {
    let mut minutes = offered.to_vec();
    if !minutes.contains(&current) {
        minutes.push(current);
        minutes.sort_unstable();
    }
    minutes
        .into_iter()
        .map(|it| Choice::new(it.to_string(), text(it)))
        .collect()
}

/// `keine`, `45 Min.`, `2 Std.`, `3 Tage`.
fn lead_text(locale: Locale, minutes: u32) -> String {
    match minutes {
        0 => locale.t("appointments-lead-none"),
        _ if minutes.is_multiple_of(1_440) && minutes > 1_440 => {
            locale.t_with("duration-days", &[("count", (minutes / 1_440).into())])
        }
        _ if minutes.is_multiple_of(60) => {
            locale.t_with("duration-hours", &[("count", (minutes / 60).into())])
        }
        _ => locale.t_with("duration-minutes", &[("count", minutes.into())]),
    }
}

#[component]
fn OfferCard(
    settings: AppointmentSettings,
    save: ServerAction<SaveAppointmentSettings>,
) -> impl IntoView {
    let locale = use_locale();
    let state = FormState::of(save);
    let slots = minute_choices(&SLOTS, settings.slot_minutes.into(), |it| {
        locale.t_with("duration-minutes", &[("count", it.into())])
    });
    let leads = minute_choices(&LEADS, settings.lead_minutes, |it| lead_text(locale, it));
    view! {
        <section class="card" aria-labelledby="offer-heading">
            <h2 id="offer-heading">{locale.t("appointments-offer")}</h2>
            <p class="muted">{locale.t("appointments-offer-lead")}</p>
            <PermittedForm permission="update:own_businesses">
                <ActionForm action=save>
                    <FormError state=state/>
                    <div class="field-row">
                        <SelectField
                            name="slot_minutes"
                            label=locale.t("appointments-slot")
                            state=state
                            pointer="/slot_minutes"
                            choices=slots
                            value=settings.slot_minutes.to_string()
                            hint=locale.t("appointments-slot-hint")
                        />
                        <TextField
                            name="capacity"
                            kind="number"
                            input_mode="numeric"
                            label=locale.t("appointments-capacity")
                            state=state
                            pointer="/capacity"
                            value=settings.capacity.to_string()
                            hint=locale.t("appointments-capacity-hint")
                            required=true
                        />
                        <SelectField
                            name="lead_minutes"
                            label=locale.t("appointments-lead-time")
                            state=state
                            pointer="/lead_minutes"
                            choices=leads
                            value=settings.lead_minutes.to_string()
                            hint=locale.t("appointments-lead-time-hint")
                        />
                    </div>
                    <SubmitButton pending=state.pending label=locale.t("save")/>
                </ActionForm>
            </PermittedForm>
        </section>
    }
    .into_any()
}

#[component]
fn CalendarCard(url: Option<String>, actions: Actions) -> impl IntoView {
    let locale = use_locale();
    let Actions { renew, disable, .. } = actions;
    let (renewing, disabling) = (FormState::of(renew), FormState::of(disable));
    let content = match url {
        Some(url) => view! {
            <div class="field">
                <label class="field-label" for="calendar-url">
                    {locale.t("appointments-calendar-url")}
                </label>
                <textarea
                    class="input code"
                    id="calendar-url"
                    rows="2"
                    readonly=true
                    spellcheck="false"
                    aria-describedby="calendar-url-hint"
                    data-testid="calendar-url"
                >
                    {url.clone()}
                </textarea>
                <p class="field-hint" id="calendar-url-hint">
                    {locale.t("appointments-calendar-secret")}
                </p>
            </div>
            <CopyButton text=url test_id="copy-calendar-url"/>
            <div class="button-row">
                <IfPermitted permission="update:own_businesses">
                    <ConfirmForm
                        action=renew
                        label=locale.t("appointments-calendar-renew")
                        accessible_label=locale.t("appointments-calendar-renew")
                        question=locale.t("appointments-calendar-renew-question")
                        confirm=locale.t("appointments-calendar-renew-confirm")
                    />
                </IfPermitted>
                <IfPermitted permission="update:own_businesses">
                    <ConfirmForm
                        action=disable
                        label=locale.t("appointments-calendar-disable")
                        accessible_label=locale.t("appointments-calendar-disable")
                        question=locale.t("appointments-calendar-disable-question")
                        confirm=locale.t("appointments-calendar-disable-confirm")
                    />
                </IfPermitted>
            </div>
        }
        .into_any(),
        None => view! {
            <PermittedForm permission="update:own_businesses">
                <ActionForm action=renew>
                    <SubmitButton
                        pending=renewing.pending
                        label=locale.t("appointments-calendar-enable")
                        class="button"
                    />
                </ActionForm>
            </PermittedForm>
        }
        .into_any(),
    };
    view! {
        <section class="card" aria-labelledby="calendar-heading">
            <h2 id="calendar-heading">{locale.t("appointments-calendar")}</h2>
            <p class="muted">{locale.t("appointments-calendar-lead")}</p>
            <FormError state=renewing/>
            <FormError state=disabling/>
            {content}
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_current_value_is_always_among_the_choices() {
        let values = |current: u32| -> Vec<String> {
            let choices = minute_choices(&[10, 30], current, |it| it.to_string());
            choices.into_iter().map(|it| it.value).collect()
        };
        assert_eq!(values(30), ["10", "30"]);
        assert_eq!(values(25), ["10", "25", "30"]);
    }
}
