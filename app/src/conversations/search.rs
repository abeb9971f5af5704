//! Looking for words in conversations.

use super::server_fns::search_conversations;
use crate::{i18n::use_locale, layout::Loaded, time_text::TimeText};
use api::conversations::{FoundConversation, Page, SnippetPart};
use leptos::prelude::*;
use std::fmt::Write as _;

/// Most characters of what is looked for.
const MAX_QUERY: usize = 200;

/// The field above the list. A plain form: the address is what is looked for.
#[component]
pub fn SearchForm(
    /// What is looked for now.
    query: String,
) -> impl IntoView {
    let locale = use_locale();
    let is_searching = !query.is_empty();
    view! {
        <form class="inbox-search" method="get" action="/conversations" role="search">
            <input
                class="input"
                type="search"
                name="q"
                value=query
                maxlength=MAX_QUERY.to_string()
                aria-label=locale.t("conversations-search")
                placeholder=locale.t("conversations-search")
                data-testid="conversation-search"
            />
            <button type="submit" class="button">
                {locale.t("conversations-search-submit")}
            </button>
            {is_searching
                .then(|| {
                    view! {
                        <a class="button button-ghost" href="/conversations">
                            {locale.t("conversations-search-end")}
                        </a>
                    }
                })}
        </form>
    }
    .into_any()
}

/// What was found, page by page.
#[component]
pub fn SearchResults(
    /// What is looked for.
    query: String,
    /// Where the page begins.
    cursor: Option<String>,
) -> impl IntoView {
    let asked = (query.clone(), cursor);
    let page = Resource::new(
        move || asked.clone(),
        |(query, cursor)| search_conversations(query, cursor),
    );
    let list = move |page: Page<FoundConversation>| {
        view! { <Results page=page query=query.clone()/> }
    };
    view! { <Loaded resource=page view=list/> }.into_any()
}

#[component]
fn Results(page: Page<FoundConversation>, query: String) -> impl IntoView {
    let locale = use_locale();
    if page.items.is_empty() {
        return view! {
            <p class="muted" role="status">
                {locale.t_with("conversations-search-none", &[("query", query.into())])}
            </p>
        }
        .into_any();
    }
    let items = page
        .items
        .into_iter()
        .map(|it| view! { <Found found=it/> })
        .collect_view();
    let next = page.next_cursor.map(|cursor| {
        let href = format!(
            "/conversations?q={}&cursor={}",
            percent_encoded(&query),
            percent_encoded(&cursor)
        );
        view! {
            <nav class="pager" aria-label=locale.t("pager-label")>
                <a class="button" rel="next" href=href>
                    {locale.t("pager-older")}
                </a>
            </nav>
        }
    });
    view! {
        <ul class="inbox" role="list">
            {items}
        </ul>
        {next}
    }
    .into_any()
}

#[component]
fn Found(found: FoundConversation) -> impl IntoView {
    let conversation = found.conversation;
    let snippet = found
        .snippet
        .into_iter()
        .map(|SnippetPart { text, is_match }| {
            if is_match {
                view! { <mark>{text}</mark> }.into_any()
            } else {
                text.into_any()
            }
        })
        .collect_view();
    view! {
        <li class="inbox-item">
            <a class="inbox-link" href=format!("/conversations/{}", conversation.id)>
                <span class="inbox-preview">{conversation.preview}</span>
                <span class="inbox-snippet">{snippet}</span>
                <span class="inbox-meta">
                    <span>{conversation.domain}</span>
                    <TimeText time=conversation.last_message_at/>
                </span>
            </a>
        </li>
    }
    .into_any()
}

/// A text as it stands in the query of an address (RFC 3986).
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => {
                // Writing to a string cannot fail.
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::percent_encoded;

    #[test]
    fn an_address_keeps_every_character_of_the_query() {
        assert_eq!(percent_encoded("Öl & Reifen?"), "%C3%96l%20%26%20Reifen%3F");
        assert_eq!(percent_encoded("a-b_c.d~"), "a-b_c.d~");
    }
}
