//! "Try it": the owner asks the assistant as a visitor would, and sees why it
//! answers what it does.

use super::{
    KnowledgeTabs,
    server_fns::{AskAssistant, find_trial},
};
use crate::{
    conversations::intent_text,
    error::AppError,
    forms::{FormError, FormState, SubmitButton},
    i18n::use_locale,
    layout::PageHeader,
    markdown::markdown_view,
};
use api::knowledge::{AnswerSource, TestKnowledgeResponse, Trial, TrialTurn};
use leptos::{html, prelude::*};
use leptos_router::{
    components::Outlet,
    hooks::{use_location, use_query_map},
};

/// The page that holds nothing but the trial.
const TRIAL_PAGE: &str = "/knowledge/try";

/// The trial of this visit, the same on all pages about knowledge.
#[derive(Clone, Copy)]
struct CurrentTrial {
    ask: ServerAction<AskAssistant>,
    /// The trial the address names, which it does without JavaScript.
    named: StoredValue<String>,
    loaded: Resource<Result<Trial, AppError>>,
    /// The trial since the page was loaded, once anything was done.
    latest: RwSignal<Option<Trial>>,
}

impl CurrentTrial {
    fn begin() -> Self {
        let named = use_query_map()
            .with_untracked(|it| it.get("session_id"))
            .unwrap_or_default();
        let ask = ServerAction::<AskAssistant>::new();
        let latest = RwSignal::new(None);
        Effect::new(move |_| {
            if let Some(Ok(trial)) = ask.value().get() {
                latest.set(Some(trial));
            }
        });
        let session_id = named.clone();
        Self {
            ask,
            named: StoredValue::new(named),
            loaded: Resource::new(|| (), move |()| find_trial(session_id.clone())),
            latest,
        }
    }

    /// What the next message goes on with; empty for a new trial.
    fn session_id(self) -> String {
        match self.latest.get() {
            Some(trial) => trial.session_id.unwrap_or_default(),
            None => self.named.get_value(),
        }
    }

    /// What was said so far.
    fn turns(self) -> Vec<TrialTurn> {
        let trial = self
            .latest
            .get()
            .or_else(|| self.loaded.get().and_then(Result::ok));
        trial.unwrap_or_default().turns
    }

    fn start_over(self) {
        self.latest.set(Some(Trial::default()));
    }
}

/// All pages about knowledge, where there is room with the trial beside them.
#[component]
pub fn KnowledgeFrame() -> impl IntoView {
    let locale = use_locale();
    provide_context(CurrentTrial::begin());
    let path = use_location().pathname;
    let is_beside = Memo::new(move |_| path.get() != TRIAL_PAGE);
    view! {
        <div class="knowledge-frame">
            <div class="stack">
                <Outlet/>
            </div>
            {move || {
                is_beside
                    .get()
                    .then(|| {
                        view! {
                            <aside class="knowledge-aside" aria-label=locale.t("trial-title")>
                                <TrialChat/>
                            </aside>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

/// The trial on a page of its own, for phones.
#[component]
pub fn TrialPage() -> impl IntoView {
    let locale = use_locale();
    view! {
        <PageHeader title=locale.t("trial-title") lead=locale.t("trial-lead")/>
        <KnowledgeTabs/>
        <TrialChat/>
    }
    .into_any()
}

#[component]
fn TrialChat() -> impl IntoView {
    let locale = use_locale();
    let trial: CurrentTrial = expect_context();
    let ask = trial.ask;
    let state = FormState::of(ask);
    let field = NodeRef::<html::Input>::new();
    let log = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        // The last answer is what one wants to see, and the field is for the next question.
        if trial.latest.with(Option::is_some)
            && let (Some(field), Some(log)) = (field.get(), log.get())
        {
            field.set_value("");
            // Zero is the end: the log is turned over (knowledge.css).
            log.set_scroll_top(0);
        }
    });
    let turns = move || {
        let turns = trial.turns();
        let suggestions = turns
            .last()
            .map(|it| it.answer.suggestions.clone())
            .unwrap_or_default();
        let is_empty = turns.is_empty();
        let turns = turns
            .into_iter()
            .map(|turn| view! { <Turn turn=turn/> })
            .collect_view();
        view! {
            {is_empty.then(|| view! { <p class="muted">{locale.t("trial-empty")}</p> })}
            <div
                class="trial-log"
                role="log"
                aria-label=locale.t("trial-log")
                tabindex="0"
                hidden=move || is_empty && !state.pending.get()
                node_ref=log
            >
                <ol class="transcript" role="list">
                    {turns}
                    {move || pending_turn(ask)}
                </ol>
            </div>
            <Suggestions texts=suggestions/>
        }
    };
    view! {
        <section class="card trial">
            <header class="card-header">
                <h2>{locale.t("trial-heading")}</h2>
                <a
                    class="button button-ghost button-small"
                    href=TRIAL_PAGE
                    on:click=move |event| {
                        event.prevent_default();
                        trial.start_over();
                    }
                >
                    {locale.t("trial-restart")}
                </a>
            </header>
            <Transition>{turns}</Transition>
            <ActionForm action=ask>
                <FormError state=state/>
                <input type="hidden" name="session_id" value=move || trial.session_id()/>
                <label class="field-label" for="trial-message">
                    {locale.t("trial-message")}
                </label>
                <div class="composer">
                    <input
                        class="input"
                        id="trial-message"
                        name="message"
                        required=true
                        maxlength="2000"
                        autocomplete="off"
                        node_ref=field
                    />
                    <SubmitButton pending=state.pending label=locale.t("trial-send")/>
                </div>
            </ActionForm>
        </section>
    }
    .into_any()
}

/// What was just sent, until its answer is there.
fn pending_turn(ask: ServerAction<AskAssistant>) -> Option<impl IntoView> {
    let message = ask.pending().get().then(|| ask.input().get()).flatten()?;
    let typing = view! {
        <li class="message" data-role="assistant" aria-hidden="true">
            <div class="message-body">
                <span class="typing">
                    <i></i>
                    <i></i>
                    <i></i>
                </span>
            </div>
        </li>
    };
    Some(view! {
        <Said text=message.message/>
        {typing}
    })
}

#[component]
fn Said(text: String) -> impl IntoView {
    let locale = use_locale();
    view! {
        <li class="message" data-role="user">
            <p class="message-meta">
                <strong>{locale.t("trial-you")}</strong>
            </p>
            <div class="message-body">
                <p class="message-text">{text}</p>
            </div>
        </li>
    }
    .into_any()
}

#[component]
fn Turn(turn: TrialTurn) -> impl IntoView {
    let locale = use_locale();
    let TestKnowledgeResponse {
        response,
        intent,
        confidence,
        is_unanswered,
        sources,
        ..
    } = turn.answer;
    let certainty = locale.t_with(
        "trial-certainty",
        &[("percent", percent(confidence).into())],
    );
    view! {
        <Said text=turn.message/>
        <li
            class="message"
            data-role="assistant"
            data-unanswered=is_unanswered.then_some("")
        >
            <p class="message-meta">
                <strong>{locale.t("role-assistant")}</strong>
            </p>
            <div class="message-body">{markdown_view(&response)}</div>
            <p class="message-meta">
                {is_unanswered
                    .then(|| {
                        view! {
                            <span class="badge badge-warning">{locale.t("unanswered")}</span>
                            " "
                        }
                    })}
                <span class="badge">{intent_text(locale, &intent)}</span>
                " "
                <span class="tabular">{certainty}</span>
            </p>
            <Sources sources=sources/>
        </li>
    }
    .into_any()
}

/// What an answer rests on, each a link to where it is edited.
#[component]
fn Sources(sources: Vec<AnswerSource>) -> impl IntoView {
    let locale = use_locale();
    (!sources.is_empty()).then(|| {
        let links = sources
            .into_iter()
            .map(|source| {
                let (href, name) = match source {
                    AnswerSource::Faq { id, question } => {
                        (format!("/knowledge/entries/{id}"), question)
                    }
                    AnswerSource::Service { id, name } => {
                        (format!("/knowledge/services/{id}"), name)
                    }
                    AnswerSource::Services => (
                        "/knowledge/services".to_owned(),
                        locale.t("trial-source-services"),
                    ),
                    AnswerSource::Hours => {
                        ("/business/hours".to_owned(), locale.t("trial-source-hours"))
                    }
                    AnswerSource::Profile => {
                        ("/business".to_owned(), locale.t("trial-source-profile"))
                    }
                };
                view! {
                    " "
                    <a href=href>{name}</a>
                }
            })
            .collect_view();
        view! { <p class="message-meta trial-sources">{locale.t("trial-sources")} {links}</p> }
    })
}

/// What a visitor would be offered to ask next.
#[component]
fn Suggestions(texts: Vec<String>) -> impl IntoView {
    let trial: CurrentTrial = expect_context();
    let state = FormState::of(trial.ask);
    let forms = texts
        .into_iter()
        .map(|text| {
            view! {
                <ActionForm action=trial.ask>
                    <input type="hidden" name="session_id" value=move || trial.session_id()/>
                    <input type="hidden" name="message" value=text.clone()/>
                    <SubmitButton
                        pending=state.pending
                        label=text.clone()
                        class="button button-small"
                    />
                </ActionForm>
            }
        })
        .collect_view();
    view! { <div class="cluster">{forms}</div> }.into_any()
}

/// A share of one in whole percent.
fn percent(share: f32) -> u8 {
    (0..=100)
        .rev()
        .find(|it| f32::from(*it) <= share * 100.0 + 0.5)
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn shares_become_whole_percent() {
        let check = |share: f32, expected: u8| assert_eq!(percent(share), expected, "{share}");
        check(0.0, 0);
        check(0.004, 0);
        check(0.876, 88);
        check(1.0, 100);
        check(1.5, 100);
        check(f32::NAN, 0);
    }
}
