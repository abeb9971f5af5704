//! The team: who works for the account, with which role.

mod accept;
mod acting;
mod server_fns;

pub use accept::AcceptInvitationPage;
pub use acting::{AccountSwitch, Acting, use_acting};
pub use server_fns::{TeamView, find_acting_account};

use crate::{
    forms::{
        Choice, ConfirmForm, FormError, FormState, SavedNotice, SelectField, SubmitButton,
        TextField,
    },
    i18n::{Locale, use_locale},
    layout::{Loaded, PageHeader},
    time_text::TimeText,
};
use api::{
    ids::UserId,
    team::{Role, TeamInvitation, TeamMember},
};
use leptos::{html, prelude::*};
use server_fns::{
    ChangeMemberRole, InviteMember, LeaveTeam, RemoveMember, ResendInvitation, find_team,
};

/// What a role is called.
pub fn role_text(locale: Locale, role: Role) -> String {
    locale.t(&format!("team-role-{}", role.as_str()))
}

/// The roles somebody may give: only owners make owners.
fn role_choices(locale: Locale, own: Role) -> Vec<Choice> {
    Role::ALL
        .into_iter()
        .filter(|it| own == Role::Owner || *it != Role::Owner)
        .map(|it| Choice::new(it.as_str(), role_text(locale, it)))
        .collect()
}

/// What can be done to the people of the list.
#[derive(Clone, Copy)]
struct Actions {
    change: ServerAction<ChangeMemberRole>,
    remove: ServerAction<RemoveMember>,
    resend: ServerAction<ResendInvitation>,
    leave: ServerAction<LeaveTeam>,
}

/// Members, invitations, and the form for another one.
#[component]
pub fn TeamPage() -> impl IntoView {
    let locale = use_locale();
    let invite = ServerAction::<InviteMember>::new();
    let actions = Actions {
        change: ServerAction::new(),
        remove: ServerAction::new(),
        resend: ServerAction::new(),
        leave: ServerAction::new(),
    };
    let inviting = FormState::of(invite);
    let changing = FormState::of(actions.change);
    let removing = FormState::of(actions.remove);
    let resending = FormState::of(actions.resend);
    let leaving = FormState::of(actions.leave);
    acting::start_afresh_after(leaving);
    let others = [changing, removing, resending, leaving];
    let team = Resource::new(
        move || {
            (
                invite.version().get(),
                actions.change.version().get(),
                actions.remove.version().get(),
                actions.resend.version().get(),
            )
        },
        |_| find_team(),
    );
    let may_invite = use_acting().may("create:own_team");
    view! {
        <PageHeader title=locale.t("team-title") lead=locale.t("team-lead")/>
        <SavedNotice
            done=vec![
                ("removed", removing.succeeded),
                ("updated", changing.succeeded),
                ("invited", Signal::derive(move || {
                    inviting.succeeded.get() || resending.succeeded.get()
                })),
            ]
            is_outdated=Signal::derive(move || {
                inviting.error.with(Option::is_some)
                    || others.iter().any(|it| it.error.with(Option::is_some))
            })
        />
        {others.map(|state| view! { <FormError state=state/> }).into_iter().collect_view()}
        <Loaded
            resource=team
            view=move |view: TeamView| {
                let invitations = view.team.invitations;
                view! {
                    <MemberTable members=view.team.members viewer=view.viewer actions=actions/>
                    {(!invitations.is_empty())
                        .then(|| view! { <InvitationTable invitations=invitations actions=actions/> })}
                }
            }
        />
        {may_invite.then(|| view! { <InviteForm invite=invite state=inviting/> })}
    }
    .into_any()
}

#[component]
fn InviteForm(invite: ServerAction<InviteMember>, state: FormState) -> impl IntoView {
    let locale = use_locale();
    let form = NodeRef::<html::Form>::new();
    Effect::new(move |_| {
        if state.succeeded.get()
            && let Some(form) = form.get_untracked()
        {
            form.reset();
        }
    });
    let roles = role_choices(locale, use_acting().role());
    view! {
        <section class="card" aria-labelledby="invite-heading">
            <h2 id="invite-heading">{locale.t("team-invite")}</h2>
            <ActionForm action=invite node_ref=form>
                <FormError state=state/>
                <TextField
                    name="email"
                    label=locale.t("field-email")
                    state=state
                    pointer="/email"
                    kind="email"
                    hint=locale.t("team-invite-hint")
                    required=true
                    max_length=254
                />
                <SelectField
                    name="role"
                    label=locale.t("team-role")
                    state=state
                    pointer="/role"
                    choices=roles
                    value="agent"
                    hint=locale.t("team-role-hint")
                />
                <SubmitButton pending=state.pending label=locale.t("team-invite-submit")/>
            </ActionForm>
        </section>
    }
    .into_any()
}

#[component]
fn MemberTable(members: Vec<TeamMember>, viewer: UserId, actions: Actions) -> impl IntoView {
    let locale = use_locale();
    let rows = members
        .into_iter()
        .map(|it| view! { <MemberRow member=it viewer=viewer actions=actions/> })
        .collect_view();
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=locale.t("team-members")>
            <table class="table table-stacked">
                <thead>
                    <tr>
                        <th scope="col">{locale.t("team-person")}</th>
                        <th scope="col">{locale.t("team-since")}</th>
                        <th scope="col">{locale.t("team-role")}</th>
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
fn MemberRow(member: TeamMember, viewer: UserId, actions: Actions) -> impl IntoView {
    let locale = use_locale();
    let acting = use_acting();
    let email = member.email.to_string();
    let name = [member.first_name, member.last_name];
    let name: Vec<_> = name.into_iter().flatten().collect();
    let name = name.join(" ");
    let (title, note) = if name.is_empty() {
        (email.clone(), None)
    } else {
        (name, Some(email.clone()))
    };
    // Only owners decide about owners, and nobody about the one the account belongs to.
    let is_theirs_to_change =
        !member.is_account_owner && (acting.role() == Role::Owner || member.role != Role::Owner);
    let is_self = member.user_id == viewer;
    let role = if is_theirs_to_change && acting.may("update:own_team") {
        view! { <RoleForm id=member.id.to_string() email=email.clone() role=member.role actions=actions/> }
            .into_any()
    } else {
        view! { <span class="badge">{role_text(locale, member.role)}</span> }.into_any()
    };
    let variables = [("email", email.clone().into())];
    let leave = (is_self && !member.is_account_owner).then(|| {
        view! {
            <ConfirmForm
                action=actions.leave
                label=locale.t("team-leave")
                accessible_label=locale.t("team-leave")
                question=locale.t("team-leave-question")
                confirm=locale.t("team-leave-confirm")
            />
        }
    });
    let may_remove = !is_self && is_theirs_to_change && acting.may("delete:own_team");
    let remove = may_remove.then(|| {
        view! {
            <ConfirmForm
                action=actions.remove
                id=member.id.to_string()
                label=locale.t("team-remove")
                accessible_label=locale.t_with("team-remove-of", &variables)
                question=locale.t_with("team-remove-question", &variables)
                confirm=locale.t("team-remove-confirm")
            />
        }
    });
    view! {
        <tr>
            <th scope="row" data-label=locale.t("team-person")>
                {title}
                {note.map(|it| view! { <span class="cell-note">{it}</span> })}
            </th>
            <td data-label=locale.t("team-since")>
                <TimeText time=member.created_at/>
            </td>
            <td data-label=locale.t("team-role")>{role}</td>
            <td class="cell-actions">{leave} {remove}</td>
        </tr>
    }
    .into_any()
}

/// A selection of the role with its button, which works without JavaScript too.
#[component]
fn RoleForm(id: String, email: String, role: Role, actions: Actions) -> impl IntoView {
    let locale = use_locale();
    let state = FormState::of(actions.change);
    let label = locale.t_with("team-role-of", &[("email", email.clone().into())]);
    let options = role_choices(locale, use_acting().role())
        .into_iter()
        .map(|it| {
            let is_selected = it.value == role.as_str();
            view! {
                <option value=it.value selected=is_selected>
                    {it.label}
                </option>
            }
        })
        .collect_view();
    view! {
        <ActionForm action=actions.change attr:class="inline-form">
            <input type="hidden" name="id" value=id/>
            <select class="select" name="role" autocomplete="off" aria-label=label>
                {options}
            </select>
            <SubmitButton
                pending=state.pending
                label=locale.t("team-role-change")
                accessible_label=locale
                    .t_with("team-role-change-of", &[("email", email.into())])
                class="button button-small"
            />
        </ActionForm>
    }
    .into_any()
}

#[component]
fn InvitationTable(invitations: Vec<TeamInvitation>, actions: Actions) -> impl IntoView {
    let locale = use_locale();
    let rows = invitations
        .into_iter()
        .map(|it| view! { <InvitationRow invitation=it actions=actions/> })
        .collect_view();
    view! {
        <section class="team-section" aria-labelledby="invitations-heading">
            <h2 id="invitations-heading">{locale.t("team-invitations")}</h2>
            <div
                class="table-wrap"
                tabindex="0"
                role="region"
                aria-label=locale.t("team-invitations")
            >
                <table class="table table-stacked">
                    <thead>
                        <tr>
                            <th scope="col">{locale.t("field-email")}</th>
                            <th scope="col">{locale.t("team-role")}</th>
                            <th scope="col">{locale.t("team-expires")}</th>
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
fn InvitationRow(invitation: TeamInvitation, actions: Actions) -> impl IntoView {
    let locale = use_locale();
    let acting = use_acting();
    let resending = FormState::of(actions.resend);
    let email = invitation.email.to_string();
    let variables = [("email", email.clone().into())];
    let id = invitation.id.to_string();
    let is_theirs = acting.role() == Role::Owner || invitation.role != Role::Owner;
    let (resend_id, resend_label) = (id.clone(), locale.t_with("team-resend-of", &variables));
    let resend = (is_theirs && acting.may("create:own_team")).then(|| {
        view! {
            <ActionForm action=actions.resend attr:class="inline-form">
                <input type="hidden" name="id" value=resend_id/>
                <SubmitButton
                    pending=resending.pending
                    label=locale.t("team-resend")
                    accessible_label=resend_label
                    class="button button-ghost button-small"
                />
            </ActionForm>
        }
    });
    let withdraw = (is_theirs && acting.may("delete:own_team")).then(|| {
        view! {
            <ConfirmForm
                action=actions.remove
                id=id
                label=locale.t("team-withdraw")
                accessible_label=locale.t_with("team-withdraw-of", &variables)
                question=locale.t("team-withdraw-question")
                confirm=locale.t("team-withdraw-confirm")
            />
        }
    });
    view! {
        <tr>
            <th scope="row" data-label=locale.t("field-email")>
                {email}
            </th>
            <td data-label=locale.t("team-role")>{role_text(locale, invitation.role)}</td>
            <td data-label=locale.t("team-expires")>
                <TimeText time=invitation.expires_at/>
            </td>
            <td class="cell-actions">{resend} {withdraw}</td>
        </tr>
    }
    .into_any()
}
