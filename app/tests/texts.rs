//! Every text the dashboard asks for exists in German and English.

use api::{Language, domain_verification::CheckOutcome, texts::Texts};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Rust sources below a folder of the workspace.
fn sources(folder: &str) -> Vec<String> {
    fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|it| it == "rs") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    collect(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
        &mut found,
    );
    found
        .iter()
        .map(|it| fs::read_to_string(it).expect("a text"))
        .collect()
}

/// The string literals that directly follow `call` in the sources.
fn literals_after(sources: &[String], call: &str) -> BTreeSet<String> {
    sources
        .iter()
        .flat_map(|source| {
            source
                .split(call)
                .skip(1)
                .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
        })
        .map(str::to_owned)
        .collect()
}

fn assert_texts(keys: &BTreeSet<String>) {
    for language in Language::DASHBOARD {
        let texts = Texts::of(language);
        let missing: Vec<_> = keys.iter().filter(|it| texts.find(it).is_none()).collect();
        assert!(missing.is_empty(), "no text in {language}: {missing:?}");
    }
}

#[test]
fn every_key_in_the_views_has_a_text() {
    let sources = sources("src");
    let mut keys = literals_after(&sources, ".t(");
    keys.extend(literals_after(&sources, ".t_with("));
    assert!(keys.len() > 200, "only {} keys were found", keys.len());
    assert_texts(&keys);
}

#[test]
fn every_key_that_is_composed_has_a_text() {
    let families: [(&str, &[&str]); 15] = [
        (
            "appointment",
            &["requested", "confirmed", "declined", "cancelled"],
        ),
        (
            "saved",
            &[
                "created",
                "updated",
                "deleted",
                "revoked",
                "published",
                "unpublished",
                "confirmed",
                "declined",
                "cancelled",
                "moved",
                "invited",
                "removed",
                "checked",
                "mail-sent",
                "password-changed",
                "signed-out",
            ],
        ),
        (
            "domain-way",
            &["file", "dns", "meta", "file-hint", "dns-hint", "meta-hint"],
        ),
        ("kind", &["workshop", "dealer", "tyre_service", "body_shop"]),
        (
            "payment",
            &[
                "cash",
                "girocard",
                "credit_card",
                "invoice",
                "bank_transfer",
                "paypal",
                "instalments",
            ],
        ),
        ("language", &["de", "en", "tr"]),
        ("formality", &["formal", "informal"]),
        ("price-kind", &["fixed", "from", "range", "on_request"]),
        ("hours", &["from-1", "to-1", "from-2", "to-2"]),
        (
            "fact",
            &[
                "address-street",
                "address-postal-code",
                "address-city",
                "contact-phone",
                "contact-email",
                "legal-company-name",
                "legal-representative",
            ],
        ),
        (
            "legal",
            &[
                "company-name",
                "company-name-hint",
                "representative",
                "representative-hint",
                "register",
                "register-hint",
                "vat-id",
                "vat-id-hint",
                "authority",
                "authority-hint",
            ],
        ),
        ("environment", &["prod", "test"]),
        ("role", &["user", "assistant", "agent", "system"]),
        (
            "nav",
            &[
                "overview",
                "conversations",
                "knowledge",
                "business",
                "client-keys",
                "landing-pages",
                "analytics",
            ],
        ),
        ("funnel", &["page_views", "opened", "asked", "booked"]),
    ];
    let mut keys: BTreeSet<String> = families
        .iter()
        .flat_map(|(family, members)| members.iter().map(move |it| format!("{family}-{it}")))
        .collect();
    keys.extend(CheckOutcome::ALL.map(|it| format!("domain-outcome-{}", it.as_str())));
    keys.extend(api::hours::WEEKDAYS.map(|(_, day)| format!("weekday-{day}")));
    assert_texts(&keys);
}

#[test]
fn every_role_and_resource_has_a_text() {
    let mut keys = BTreeSet::new();
    for role in api::team::Role::ALL {
        keys.insert(format!("team-role-{}", role.as_str()));
        keys.insert(format!("mail-role-{}", role.as_str()));
    }
    for permission in api::permissions::PERMISSIONS {
        let (_, resource) = permission.split_once(':').expect("action:resource");
        // No token can be given anything of tokens.
        if resource != "own_tokens" {
            keys.insert(format!("resource-{resource}"));
        }
    }
    assert_texts(&keys);
}

#[test]
fn every_error_code_of_a_form_has_a_text() {
    let mut all = sources("../crates/api/src");
    all.extend(sources("../crates/domain/src"));
    all.extend(sources("src"));
    let mut codes = literals_after(&all, "ValueError::new(");
    // Codes of the widget, the API and the command line never reach a form.
    for foreign in [
        "invalid_client_key",
        "invalid_session_id",
        "invalid_status",
        "invalid_tier",
        "unknown_client_key",
    ] {
        codes.remove(foreign);
    }
    assert!(codes.len() > 20, "only {} codes were found", codes.len());
    codes.extend(
        [
            "unauthenticated",
            "not_found",
            "invalid_fields",
            "invalid_request",
            "network",
            "unavailable",
            "internal",
        ]
        .map(str::to_owned),
    );
    assert_texts(&codes.iter().map(|it| format!("error-{it}")).collect());
}
