//! Where a key works: the proof that the domain is the owner's, and other websites.

use super::site_fns::{CheckDomain, ClientKeySite, SetExtraOrigins, find_client_key_site};
use crate::{
    copy_button::CopyButton,
    forms::{FormError, FormState, SavedNotice, SubmitButton, TextArea},
    i18n::use_locale,
    layout::{Loaded, PageHeader},
    time_text::TimeText,
};
use api::domain_verification::{CheckOutcome, DomainVerification, VerificationMethod};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// Proof of the domain, and other websites of the owner.
#[component]
pub fn ClientKeySitePage() -> impl IntoView {
    let locale = use_locale();
    let check = ServerAction::<CheckDomain>::new();
    let set_origins = ServerAction::<SetExtraOrigins>::new();
    let checking = FormState::of(check);
    let saving = FormState::of(set_origins);
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|it| it.get("id")).unwrap_or_default());
    let site = Resource::new(
        move || (id.get(), check.version().get(), set_origins.version().get()),
        |(id, _, _)| find_client_key_site(id),
    );
    view! {
        <p class="breadcrumb">
            <a href="/client-keys">{locale.t("client-keys-title")}</a>
        </p>
        <PageHeader title=locale.t("domain-title") lead=locale.t("domain-lead")/>
        <SavedNotice
            done=vec![("checked", checking.succeeded), ("updated", saving.succeeded)]
            is_outdated=Signal::derive(move || {
                checking.error.with(Option::is_some) || saving.error.with(Option::is_some)
            })
        />
        <Loaded
            resource=site
            view=move |site: ClientKeySite| {
                let id = site.id.to_string();
                view! {
                    <ProofPanel id=id.clone() found=site.verification check=check state=checking/>
                    <OriginsPanel id=id origins=site.origins set_origins=set_origins state=saving/>
                }
            }
        />
    }
    .into_any()
}

/// The three ways, what the last check found in each, and the button for the next one.
#[component]
fn ProofPanel(
    id: String,
    found: DomainVerification,
    check: ServerAction<CheckDomain>,
    state: FormState,
) -> impl IntoView {
    let locale = use_locale();
    let domain = found.domain.to_unicode();
    let variables = [("domain", domain.into())];
    let (class, status) = if found.is_verified {
        ("alert alert-success", "domain-verified")
    } else {
        ("alert alert-warning", "domain-unverified")
    };
    let outcome = |method: VerificationMethod| {
        let check = found.last_check.as_ref()?;
        let result = check.results.iter().find(|it| it.method == method)?;
        Some(result.outcome)
    };
    let outcomes = VerificationMethod::ALL.map(outcome);
    let checked_at = found.last_check.as_ref().map(|it| it.checked_at);
    let [file, dns, meta] = outcomes;
    view! {
        <section class="card" aria-labelledby="proof-heading" data-testid="domain-verification">
            <h2 id="proof-heading">{locale.t("domain-proof")}</h2>
            <p class=class data-testid="domain-status">
                {locale.t_with(status, &variables)}
            </p>
            <p>{locale.t("domain-ways")}</p>
            <Way name="file" outcome=file>
                <p class="field-label">{locale.t("domain-file-url")}</p>
                <code class="code-block">{found.file.url}</code>
                <p class="field-label">{locale.t("domain-file-content")}</p>
                <code class="code-block" data-testid="verification-token">
                    {found.file.content.clone()}
                </code>
                <CopyButton text=found.file.content/>
            </Way>
            <Way name="dns" outcome=dns>
                <p class="field-label">{locale.t("domain-dns-name")}</p>
                <code class="code-block">{found.dns.name}</code>
                <p class="field-label">{locale.t("domain-dns-value")}</p>
                <code class="code-block">{found.dns.value.clone()}</code>
                <CopyButton text=found.dns.value/>
            </Way>
            <Way name="meta" outcome=meta>
                <p class="field-label">{locale.t("domain-meta-tag")}</p>
                <code class="code-block">{found.meta.clone()}</code>
                <CopyButton text=found.meta/>
            </Way>
            {checked_at
                .map(|time| {
                    view! {
                        <p class="field-hint">
                            {locale.t("domain-checked-at")} " " <TimeText time=time/>
                        </p>
                    }
                })}
            <ActionForm action=check>
                <FormError state=state/>
                <input type="hidden" name="id" value=id/>
                <SubmitButton
                    pending=state.pending
                    label=locale.t("domain-check")
                    test_id="check-domain"
                />
            </ActionForm>
        </section>
    }
    .into_any()
}

/// One way to publish the token, with what the last check found.
#[component]
fn Way(
    /// The way, as in the names of its texts.
    name: &'static str,
    /// What the last check found.
    outcome: Option<CheckOutcome>,
    /// What to publish.
    children: Children,
) -> impl IntoView {
    let locale = use_locale();
    let badge = outcome.map(|outcome| {
        let class = match outcome {
            CheckOutcome::Found => "badge badge-success",
            CheckOutcome::Missing => "badge badge-muted",
            _ => "badge badge-warning",
        };
        let text = locale.t(&format!("domain-outcome-{}", outcome.as_str()));
        view! { <span class=class>{text}</span> }
    });
    view! {
        <section class="field">
            <h3>{locale.t(&format!("domain-way-{name}"))} " " {badge}</h3>
            <p class="field-hint">{locale.t(&format!("domain-way-{name}-hint"))}</p>
            {children()}
        </section>
    }
    .into_any()
}

/// Other websites of the owner, one a line.
#[component]
fn OriginsPanel(
    id: String,
    origins: Vec<String>,
    set_origins: ServerAction<SetExtraOrigins>,
    state: FormState,
) -> impl IntoView {
    let locale = use_locale();
    view! {
        <section class="card" aria-labelledby="origins-heading">
            <h2 id="origins-heading">{locale.t("origins-title")}</h2>
            <ActionForm action=set_origins>
                <FormError state=state/>
                <input type="hidden" name="id" value=id/>
                <TextArea
                    name="origins"
                    label=locale.t("origins-label")
                    state=state
                    pointer="/origins"
                    value=origins.join("\n")
                    hint=locale.t("origins-hint")
                    rows=4
                    max_length=3_000
                />
                <SubmitButton pending=state.pending label=locale.t("save")/>
            </ActionForm>
        </section>
    }
    .into_any()
}
