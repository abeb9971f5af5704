//! The HTML document around the app; rendered on the server only.

use crate::{App, i18n::Locale};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;

/// Until the page is hydrated the browser sends forms itself, and a double
/// click would send them twice. Forms that are hydrated prevent the default,
/// so this leaves them alone. A page that comes back from the browser's memory
/// (`pageshow`) may send again.
const SEND_ONCE: &str = "addEventListener('submit',e=>{const f=e.target;\
if(e.defaultPrevented)return;\
if(f.dataset.sent)e.preventDefault();else f.dataset.sent='1'});\
addEventListener('pageshow',()=>document.querySelectorAll('form[data-sent]')\
.forEach(f=>delete f.dataset.sent));";

/// The whole document.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let locale = Locale::of_page();
    view! {
        <!DOCTYPE html>
        <html lang=locale.language().code()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta
                    name="theme-color"
                    content="#f4f6f8"
                    media="(prefers-color-scheme: light)"
                />
                <meta
                    name="theme-color"
                    content="#0e1115"
                    media="(prefers-color-scheme: dark)"
                />
                <meta name="robots" content="noindex"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link
                    rel="preload"
                    href="/fonts/instrument-sans-latin.woff2"
                    r#as="font"
                    r#type="font/woff2"
                    crossorigin=""
                />
                <link rel="stylesheet" id="leptos" href="/pkg/carbot.css"/>
                <script nonce=use_nonce()>{SEND_ONCE}</script>
                <AutoReload options=options.clone()/>
                <HydrationScripts options=options/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}
