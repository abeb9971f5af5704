//! Navigation for signed-in users, and the quiet frame of login and registration.

use crate::{
    i18n::use_locale,
    layout::{ErrorPanel, use_current_user, when_loaded::when_loaded},
    local_path::login_path,
    team::{AccountSwitch, Acting, find_acting_account},
};
use api::{Language, accounts::UserProfile, team::ActingAccount};
use leptos::{html, prelude::*};
use leptos_router::{
    components::{A, Outlet, Redirect},
    hooks::use_location,
};

/// Pages of the navigation: address, key of the text, and the path of the icon
/// on a 24 × 24 grid.
const PAGES: [(&str, &str, &str); 11] = [
    ("/", "nav-overview", "M4 11l8-7 8 7v9h-5v-6H9v6H4z"),
    ("/conversations", "nav-conversations", "M4 5h16v11H9l-5 4z"),
    (
        "/appointments",
        "nav-appointments",
        "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
    ),
    (
        "/knowledge",
        "nav-knowledge",
        "M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM9 9h6M9 13h6",
    ),
    (
        "/business",
        "nav-business",
        "M4 20V9l8-5 8 5v11M9 20v-6h6v6",
    ),
    (
        "/client-keys",
        "nav-client-keys",
        "M8 8l-4 4 4 4M16 8l4 4-4 4M13 5l-2 14",
    ),
    (
        "/landing-pages",
        "nav-landing-pages",
        "M3 5h18v14H3zM3 9h18M6 7h.01",
    ),
    (
        "/analytics",
        "nav-analytics",
        "M4 4v16h16M8 16v-4M12 16V8M16 16v-6",
    ),
    (
        "/team",
        "nav-team",
        "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6M3 20a6 6 0 0 1 12 0M15 5a3 3 0 0 1 0 6M17 14a6 6 0 0 1 4 6",
    ),
    (
        "/api-tokens",
        "nav-api-tokens",
        "M8 20a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM11 13l9-9M16 8l3 3",
    ),
    (
        "/webhooks",
        "nav-webhooks",
        "M4 12h10M10 8l4 4-4 4M14 5h6v14h-6",
    ),
];

/// What only some of a team may open, with the permission it takes.
const RESTRICTED: [(&str, &str); 2] = [
    ("/api-tokens", "read:own_tokens"),
    ("/webhooks", "read:own_webhooks"),
];

/// The frame of all pages for signed-in users; the others are led to the login page.
#[component]
pub fn DashboardFrame() -> impl IntoView {
    let user = use_current_user();
    let path = use_location().pathname;
    let acting = Resource::new_blocking(move || user.version.get(), |_| find_acting_account());
    let frame = move || {
        let (profile, account) = (user.resource.get()?, acting.get()?);
        let both = profile.and_then(|profile| Ok((profile, account?)));
        Some(match both {
            Ok((Some(profile), Some(account))) => {
                view! { <SignedInFrame profile=profile account=account/> }.into_any()
            }
            Ok(_) => {
                let login = login_path(&path.get_untracked());
                #[cfg(feature = "ssr")]
                crate::session::answer_as_redirect();
                view! { <Redirect path=login/> }.into_any()
            }
            Err(error) => view! {
                <main class="auth" id="content">
                    <ErrorPanel error=error retry=move || user.version.update(|it| *it += 1)/>
                </main>
            }
            .into_any(),
        })
    };
    let loading = async move {
        let _both = (user.resource.await, acting.await);
    };
    view! { <Transition>{when_loaded(loading, frame)}</Transition> }.into_any()
}

#[component]
fn SignedInFrame(profile: UserProfile, account: ActingAccount) -> impl IntoView {
    let locale = use_locale();
    let name = account.account.name.clone();
    let acting = Acting::new(account.clone());
    provide_context(acting);
    let is_open = move |href: &str| {
        let needed = RESTRICTED.iter().find(|it| it.0 == href);
        needed.is_none_or(|(_, permission)| acting.may(permission))
    };
    let account_switch =
        (account.choices.len() > 1).then(|| view! { <AccountSwitch account=account/> });
    view! {
        // The router would scroll only; the browser moves the focus as well.
        <a class="skip-link" href="#content" rel="external">
            {locale.t("skip-to-content")}
        </a>
        <div class="app-shell">
            <header class="sidebar">
                <a class="brand" href="/">
                    <Logo/>
                    <span>"CarBot"</span>
                </a>
                <MenuToggle/>
                <div class="sidebar-body">
                    <nav class="nav" aria-label=locale.t("nav-label")>
                        <ul role="list">
                            {PAGES
                                .into_iter()
                                .filter(|it| is_open(it.0))
                                .map(|(href, key, icon)| {
                                    view! {
                                        <li>
                                            <A href=href exact=href == "/" attr:class="nav-link">
                                                <Icon path=icon/>
                                                <span>{locale.t(key)}</span>
                                            </A>
                                        </li>
                                    }
                                })
                                .collect_view()}
                            <li>
                                <A href="/settings" attr:class="nav-link">
                                    <Icon path="M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4"/>
                                    <span>{locale.t("nav-settings")}</span>
                                </A>
                            </li>
                        </ul>
                    </nav>
                    <div class="sidebar-foot">
                        <div class="sidebar-account">
                            <span class="avatar" aria-hidden="true">
                                {initials(&name)}
                            </span>
                            <p class="sidebar-user" title=locale.t("signed-in-as")>
                                {name}
                                <br/>
                                <span class="muted">{profile.email.to_string()}</span>
                            </p>
                        </div>
                        {account_switch}
                        <LanguageSwitch/>
                        // No ActionForm: a full load leaves nothing of the account in memory.
                        <form method="post" action="/fn/log_out">
                            <button
                                type="submit"
                                class="button button-ghost button-small"
                                data-testid="logout-button"
                            >
                                {locale.t("log-out")}
                            </button>
                        </form>
                    </div>
                </div>
            </header>
            <main class="content" id="content" tabindex="-1">
                <Outlet/>
            </main>
        </div>
    }
    .into_any()
}

/// First letters of the first two words: `Müller KFZ` becomes `MK`.
fn initials(name: &str) -> String {
    name.split_whitespace()
        .filter_map(|word| word.chars().find(|it| it.is_alphanumeric()))
        .take(2)
        .flat_map(char::to_uppercase)
        .collect()
}

/// Opens the menu on small screens; closes by itself once a page was chosen.
#[component]
fn MenuToggle() -> impl IntoView {
    let locale = use_locale();
    let path = use_location().pathname;
    let toggle = NodeRef::<html::Details>::new();
    Effect::new(move |_| {
        path.track();
        if let Some(toggle) = toggle.get_untracked() {
            let _ = toggle.remove_attribute("open");
        }
    });
    view! {
        <details class="nav-toggle" node_ref=toggle>
            <summary class="button button-ghost">
                <Icon path="M4 7h16M4 12h16M4 17h16"/>
                <span>{locale.t("menu")}</span>
            </summary>
        </details>
    }
    .into_any()
}

/// The frame of login and registration.
#[component]
pub fn AuthFrame(
    /// The form.
    children: Children,
) -> impl IntoView {
    let locale = use_locale();
    view! {
        <div class="auth-layout">
            <main class="auth" id="content">
                <div class="auth-card">
                    <p class="brand">
                        <Logo/>
                        <span>"CarBot"</span>
                    </p>
                    {children()}
                </div>
                <LanguageSwitch/>
            </main>
            <aside class="auth-panel">
                <p class="auth-panel-text">{locale.t("auth-panel-text")}</p>
                <div class="auth-chat" aria-hidden="true">
                    <p data-role="user">{locale.t("auth-chat-question")}</p>
                    <p data-role="assistant">{locale.t("auth-chat-answer")}</p>
                </div>
                <ul class="auth-points" role="list">
                    <li>{locale.t("auth-point-answers")}</li>
                    <li>{locale.t("auth-point-snippet")}</li>
                    <li>{locale.t("auth-point-transcripts")}</li>
                </ul>
            </aside>
        </div>
    }
    .into_any()
}

/// The bubble of `/logo.svg` in the colour of the text; decoration beside the name.
#[component]
fn Logo() -> impl IntoView {
    view! {
        <svg class="brand-mark" viewBox="0 0 24 24" width="28" height="28" aria-hidden="true">
            <path
                fill="currentColor"
                fill-rule="evenodd"
                stroke="currentColor"
                stroke-width="2"
                stroke-linejoin="round"
                d="M12 2.2 4 6.8v15l3.9-3.7L12 20.4l8-4.6v-9z\
                M12 6.3a5 5 0 1 0 0 10 5 5 0 0 0 0-10z"
            ></path>
        </svg>
    }
    .into_any()
}

/// A line icon; decoration beside a text.
#[component]
fn Icon(path: &'static str) -> impl IntoView {
    view! {
        <svg
            class="icon"
            viewBox="0 0 24 24"
            width="20"
            height="20"
            fill="none"
            stroke="currentColor"
            stroke-width="1.6"
            stroke-linejoin="round"
            stroke-linecap="round"
            aria-hidden="true"
        >
            <path d=path></path>
        </svg>
    }
    .into_any()
}

/// Buttons that change the language by a full load of the same page.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let locale = use_locale();
    let path = use_location().pathname;
    let button = move |language: Language, name: &'static str| {
        let is_current = language == locale.language();
        view! {
            <button
                type="submit"
                class="language-button"
                name="locale"
                value=language.code()
                lang=language.code()
                aria-pressed=if is_current { "true" } else { "false" }
            >
                {name}
            </button>
        }
    };
    view! {
        <form class="language-switch" method="post" action="/fn/set_locale">
            <input type="hidden" name="return_to" value=move || path.get()/>
            <div role="group" aria-label=locale.t("language-switch")>
                {button(Language::De, "Deutsch")}
                {button(Language::En, "English")}
            </div>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_the_first_letters_of_two_words() {
        assert_eq!(initials("Müller KFZ GmbH"), "MK");
        assert_eq!(initials("ölwerk & co"), "ÖC");
        assert_eq!(initials("info@werkstatt.de"), "I");
        assert_eq!(initials("&&"), "");
    }
}
