//! Saving by itself: a moment after the last change, one request at a time, the way back kept.

use super::is_stale;
use crate::{
    forms::FormState,
    i18n::use_locale,
    landing_pages::server_fns::{EditedPage, SaveLandingPage, SavedDraft, UndoLandingPage},
};
use api::{ids::LandingPageId, landing_pages::LandingPageDraft};
use leptos::{form::FromFormData, html, leptos_dom::helpers::TimeoutHandle, prelude::*, web_sys};
use leptos_router::hooks::use_navigate;
use std::time::Duration;

/// How long nothing must change before it is saved.
const PAUSE: Duration = Duration::from_millis(700);
/// Steps that can be undone.
const MAX_STEPS: usize = 50;

/// What is saved and what is not.
#[derive(Clone, Copy)]
pub struct Autosave {
    /// Saves the form.
    pub save: ServerAction<SaveLandingPage>,
    /// Where the form stands.
    pub state: FormState,
    /// The revision the form was read or saved at.
    pub revision: RwSignal<i64>,
    /// Rises when the form is to be shown anew.
    pub shown: RwSignal<u32>,
    /// Whether the last thing done was to publish the page.
    pub was_published: RwSignal<bool>,
    /// Parts of the form that are unfolded, and whether the preview is: the same after the form is
    /// shown anew.
    pub unfolded: RwSignal<Vec<&'static str>>,
    /// See `unfolded`.
    pub is_preview_open: RwSignal<bool>,
    undo: ServerAction<UndoLandingPage>,
    /// What the draft was before each save.
    steps: RwSignal<Vec<LandingPageDraft>>,
    changes: RwSignal<Changes>,
    timer: StoredValue<Option<TimeoutHandle>>,
    form: StoredValue<Option<NodeRef<html::Form>>>,
    /// Where to go once all is saved.
    next: RwSignal<Option<String>>,
}

/// Changes since the page was loaded, and how many of them are sent or saved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Changes {
    made: u32,
    sent: u32,
    saved: u32,
}

impl Autosave {
    /// For the form of `save`.
    pub fn of(save: ServerAction<SaveLandingPage>, undo: ServerAction<UndoLandingPage>) -> Self {
        let this = Self {
            save,
            state: FormState::of(save),
            revision: RwSignal::new(0),
            shown: RwSignal::new(0),
            was_published: RwSignal::new(false),
            unfolded: RwSignal::new(Vec::new()),
            is_preview_open: RwSignal::new(false),
            undo,
            steps: RwSignal::new(Vec::new()),
            changes: RwSignal::new(Changes::default()),
            timer: StoredValue::new(None),
            form: StoredValue::new(None),
            next: RwSignal::new(None),
        };
        Effect::new(move |_| {
            if let Some(Ok(draft)) = save.value().get() {
                this.remember(draft);
            }
        });
        Effect::new(move |_| {
            if let Some(Ok(draft)) = undo.value().get() {
                this.revision.set(draft.revision);
                this.shown.update(|it| *it += 1);
            }
        });
        let navigate = use_navigate();
        Effect::new(move |_| {
            let is_saved = this.is_saved();
            if let Some(next) = this.next.get().filter(|_| is_saved) {
                this.next.set(None);
                navigate(&next, leptos_router::NavigateOptions::default());
            }
        });
        this
    }

    /// Begins with a form that was just shown.
    pub fn begin(self, page: &EditedPage, form: NodeRef<html::Form>) {
        self.revision.set(page.revision);
        self.form.set_value(Some(form));
    }

    fn remember(self, draft: SavedDraft) {
        self.revision.set(draft.revision);
        self.was_published.set(draft.is_published_now);
        self.changes.update(|it| it.saved = it.sent);
        let before = draft.before;
        self.steps.update(|steps| {
            if steps.last() != Some(&before) {
                steps.push(before);
            }
            if steps.len() > MAX_STEPS {
                steps.remove(0);
            }
        });
        if draft.is_rearranged || draft.is_published_now {
            self.shown.update(|it| *it += 1);
        } else if self.changes.with_untracked(|it| it.made != it.sent) {
            self.wait();
        }
    }

    /// Something changed.
    pub fn touch(self) {
        self.changes.update(|it| it.made += 1);
        self.wait();
    }

    fn wait(self) {
        self.stop_waiting();
        let timer = set_timeout_with_handle(move || self.send(), PAUSE);
        self.timer.set_value(timer.ok());
    }

    fn stop_waiting(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }

    /// Sends what is not saved yet.
    fn send(self) {
        let is_busy = self.save.pending().get_untracked();
        let is_refused = self.state.error.with_untracked(|it| is_stale(it.as_ref()));
        if is_refused || self.changes.with_untracked(|it| it.made == it.saved) {
            return;
        }
        if is_busy {
            self.wait();
            return;
        }
        let form = self.form.get_value().and_then(|it| it.get_untracked());
        let data = form.and_then(|it| web_sys::FormData::new_with_form(&it).ok());
        let Some(Ok(request)) = data.map(|it| SaveLandingPage::from_form_data(&it)) else {
            return;
        };
        self.changes.update(|it| it.sent = it.made);
        self.save.dispatch(request);
    }

    fn is_saved(self) -> bool {
        !self.save.pending().get() && self.changes.with(|it| it.made == it.saved)
    }

    /// Goes to another address once all is saved.
    pub fn go(self, address: String) {
        self.stop_waiting();
        self.next.set(Some(address));
        self.send();
    }

    /// Whether there is a step to undo.
    pub fn can_undo(self) -> bool {
        !self.undo.pending().get() && self.is_saved() && self.steps.with(|it| !it.is_empty())
    }

    /// Makes the draft what it was before the last save.
    pub fn step_back(self, id: LandingPageId) {
        let step = self.steps.try_update(Vec::pop).flatten();
        if let Some(draft) = step {
            self.undo.dispatch(UndoLandingPage {
                id: id.to_string(),
                revision: self.revision.get_untracked(),
                draft,
            });
        }
    }
}

/// Says whether all is saved.
#[component]
pub fn SaveStatus(
    /// What is saved.
    autosave: Autosave,
) -> impl IntoView {
    let locale = use_locale();
    let text = move || {
        let error = autosave.state.error.get();
        if is_stale(error.as_ref()) {
            locale.t("landing-pages-stale")
        } else if error.is_some() {
            locale.t("landing-pages-not-saved")
        } else if autosave.is_saved() {
            locale.t("landing-pages-saved")
        } else {
            locale.t("landing-pages-saving")
        }
    };
    view! {
        <p class="muted" role="status">
            {text}
        </p>
    }
    .into_any()
}
