//! The form of a question with its answer, on a page of its own.

use super::server_fns::{CreateKnowledgeEntry, UpdateKnowledgeEntry, find_knowledge_entry};
use crate::{
    forms::{
        CheckboxField, Choice, FormError, FormState, SelectField, SubmitButton, TextArea, TextField,
    },
    i18n::use_locale,
    layout::{Loaded, PageHeader},
    team::PermittedForm,
};
use api::{
    Language,
    knowledge::{KnowledgeEntry, KnowledgeInput, MAX_QUESTION_CHARS},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// A new question; in `?question=…` one of a visitor that it answers.
#[component]
pub fn NewKnowledgePage() -> impl IntoView {
    let locale = use_locale();
    let query = use_query_map();
    let asked = query.with_untracked(|it| it.get("question"));
    let language = query.with_untracked(|it| it.get("language"));
    let create = ServerAction::<CreateKnowledgeEntry>::new();
    let state = FormState::of(create);
    let question = asked.as_deref().unwrap_or_default();
    let empty = KnowledgeInput {
        language: language
            .and_then(|it| Language::from_tag(&it))
            .unwrap_or_default(),
        question: question.chars().take(MAX_QUESTION_CHARS).collect(),
        variants: Vec::new(),
        answer: String::new(),
        intent: None,
        is_active: true,
    };
    view! {
        <BackToList/>
        <PageHeader title=locale.t("knowledge-new-title")/>
        <PermittedForm permission="create:own_knowledge">
            <ActionForm action=create>
                {asked.map(|it| view! { <input type="hidden" name="answers" value=it/> })}
                <KnowledgeFields state=state input=empty/>
            </ActionForm>
        </PermittedForm>
    }
    .into_any()
}

/// A question that is changed.
#[component]
pub fn EditKnowledgePage() -> impl IntoView {
    let locale = use_locale();
    let update = ServerAction::<UpdateKnowledgeEntry>::new();
    let state = FormState::of(update);
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|it| it.get("id")).unwrap_or_default());
    let entry = Resource::new(move || id.get(), find_knowledge_entry);
    view! {
        <BackToList/>
        <PageHeader title=locale.t("knowledge-edit-title")/>
        <Loaded
            resource=entry
            view=move |entry: KnowledgeEntry| {
                view! {
                    <PermittedForm permission="update:own_knowledge">
                        <ActionForm action=update>
                            <input type="hidden" name="id" value=entry.id.to_string()/>
                            <KnowledgeFields state=state input=entry.input/>
                        </ActionForm>
                    </PermittedForm>
                }
            }
        />
    }
    .into_any()
}

#[component]
fn BackToList() -> impl IntoView {
    let locale = use_locale();
    view! {
        <p class="breadcrumb">
            <a href="/knowledge">{locale.t("knowledge-back")}</a>
        </p>
    }
    .into_any()
}

#[component]
fn KnowledgeFields(state: FormState, input: KnowledgeInput) -> impl IntoView {
    let locale = use_locale();
    let languages = [Language::De, Language::En, Language::Tr]
        .map(|it| Choice::new(it.code(), locale.t(&format!("language-{it}"))))
        .to_vec();
    view! {
        <div class="card">
            <FormError state=state/>
            <TextField
                name="form[question]"
                label=locale.t("knowledge-question")
                state=state
                pointer="/question"
                value=input.question
                hint=locale.t("knowledge-question-hint")
                required=true
                max_length=500
            />
            <TextArea
                name="form[answer]"
                label=locale.t("knowledge-answer")
                state=state
                pointer="/answer"
                value=input.answer
                hint=locale.t("knowledge-answer-hint")
                required=true
                rows=6
                max_length=4000
            />
            <TextArea
                name="form[variants]"
                label=locale.t("knowledge-variants")
                state=state
                pointer="/variants"
                value=input.variants.join("\n")
                hint=locale.t("knowledge-variants-hint")
                rows=4
                max_length=20000
            />
            <SelectField
                name="form[language]"
                label=locale.t("knowledge-language")
                state=state
                pointer="/language"
                choices=languages
                value=input.language.code()
            />
            <CheckboxField
                name="form[is_active]"
                label=locale.t("knowledge-active")
                checked=input.is_active
            />
            <More state=state intent=input.intent.unwrap_or_default()/>
            <div class="button-row">
                <SubmitButton pending=state.pending label=locale.t("save")/>
                <a class="button" href="/knowledge">
                    {locale.t("cancel")}
                </a>
            </div>
        </div>
    }
    .into_any()
}

/// What few owners need; open where there is something to be seen in it.
#[component]
fn More(state: FormState, intent: String) -> impl IntoView {
    let locale = use_locale();
    let has_intent = !intent.is_empty();
    let error = state.field_error("/intent");
    view! {
        <details class="disclosure" open=move || has_intent || error.with(Option::is_some)>
            <summary>{locale.t("knowledge-more")}</summary>
            <div class="disclosure-body">
                <TextField
                    name="form[intent]"
                    label=locale.t("knowledge-intent")
                    state=state
                    pointer="/intent"
                    value=intent
                    hint=locale.t("knowledge-intent-hint")
                    placeholder="leihfahrrad"
                    max_length=40
                />
            </div>
        </details>
    }
    .into_any()
}
