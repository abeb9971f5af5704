//! The dashboard: pages and server functions, rendered on the server and
//! hydrated in the browser from the same code.
//!
//! Texts and wire types come from `api`. Only server functions know `domain`
//! (feature `ssr`); nothing here touches tables. Every form works before
//! hydration and without JavaScript, and both sides render the same HTML: no
//! clock, no randomness, no target-dependent views.

// Types of views nest as deep as their HTML.
#![recursion_limit = "256"]

mod accounts;
mod analytics;
mod api_tokens;
mod appointments;
mod businesses;
mod client_keys;
mod conversations;
mod copy_button;
mod error;
mod forms;
mod i18n;
mod knowledge;
mod landing_pages;
mod layout;
mod local_path;
mod markdown;
mod overview;
mod services;
#[cfg(feature = "ssr")]
mod session;
mod team;
mod time_text;
mod wire_name;

pub use error::AppError;
pub use layout::shell;

use crate::{
    accounts::{
        ForgotPasswordPage, LoginPage, RegisterPage, ResetPasswordPage, SettingsPage,
        VerifyEmailPage, find_current_user,
    },
    analytics::AnalyticsPage,
    api_tokens::ApiTokensPage,
    appointments::{
        AppointmentListPage, AppointmentPage, AppointmentSettingsPage, AppointmentWeekPage,
    },
    businesses::{BusinessPage, ChatLookPage, HoursPage, LegalPage},
    client_keys::{ClientKeySitePage, ClientKeysPage},
    conversations::{ConversationsPage, TranscriptPage},
    i18n::Locale,
    knowledge::{
        EditKnowledgePage, KnowledgeFrame, KnowledgePage, NewKnowledgePage, TrialPage,
        UnansweredPage,
    },
    landing_pages::LandingPagesPage,
    layout::{CurrentUser, DashboardFrame, NotFound},
    overview::OverviewPage,
    services::{EditServicePage, NewServicePage, ServicesPage},
    team::{AcceptInvitationPage, TeamPage},
};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{ParentRoute, Route, Router, Routes},
    path,
};

/// The whole dashboard.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_context(Locale::of_page());
    let version = RwSignal::new(0_u32);
    let user = CurrentUser {
        resource: Resource::new_blocking(move || version.get(), |_| find_current_user()),
        version,
    };
    provide_context(user);
    view! {
        <Title formatter=|title: String| format!("{title} – CarBot")/>
        <Router>
            <Pages/>
        </Router>
    }
}

/// All routes. Rendered in one piece on the server (`SsrMode::Async`): the
/// pages are complete without JavaScript, and status and redirects are known
/// before the first byte.
#[component]
fn Pages() -> impl IntoView {
    view! {
        <Routes fallback=NotFound>
            <Route path=path!("/login") view=LoginPage ssr=SsrMode::Async/>
            <Route path=path!("/register") view=RegisterPage ssr=SsrMode::Async/>
            <Route path=path!("/team/accept") view=AcceptInvitationPage ssr=SsrMode::Async/>
            <Route path=path!("/forgot-password") view=ForgotPasswordPage ssr=SsrMode::Async/>
            <Route path=path!("/reset-password") view=ResetPasswordPage ssr=SsrMode::Async/>
            <Route path=path!("/verify-email") view=VerifyEmailPage ssr=SsrMode::Async/>
            <ParentRoute path=path!("/") view=DashboardFrame ssr=SsrMode::Async>
                <Route path=path!("") view=OverviewPage/>
                <Route path=path!("conversations") view=ConversationsPage/>
                <Route path=path!("conversations/:id") view=TranscriptPage/>
                <Route path=path!("appointments") view=AppointmentWeekPage/>
                <Route path=path!("appointments/list") view=AppointmentListPage/>
                <Route path=path!("appointments/settings") view=AppointmentSettingsPage/>
                <Route path=path!("appointments/:id") view=AppointmentPage/>
                <ParentRoute path=path!("knowledge") view=KnowledgeFrame ssr=SsrMode::Async>
                    <Route path=path!("") view=KnowledgePage/>
                    <Route path=path!("new") view=NewKnowledgePage/>
                    <Route path=path!("try") view=TrialPage/>
                    <Route path=path!("unanswered") view=UnansweredPage/>
                    <Route path=path!("services") view=ServicesPage/>
                    <Route path=path!("services/new") view=NewServicePage/>
                    <Route path=path!("services/:id") view=EditServicePage/>
                    <Route path=path!("entries/:id") view=EditKnowledgePage/>
                </ParentRoute>
                <Route path=path!("business") view=BusinessPage/>
                <Route path=path!("business/hours") view=HoursPage/>
                <Route path=path!("business/legal") view=LegalPage/>
                <Route path=path!("business/chat") view=ChatLookPage/>
                <Route path=path!("client-keys") view=ClientKeysPage/>
                <Route path=path!("client-keys/:id") view=ClientKeySitePage/>
                <Route path=path!("analytics") view=AnalyticsPage/>
                <Route path=path!("landing-pages") view=LandingPagesPage/>
                <Route path=path!("team") view=TeamPage/>
                <Route path=path!("api-tokens") view=ApiTokensPage/>
                <Route path=path!("settings") view=SettingsPage/>
            </ParentRoute>
        </Routes>
    }
}
