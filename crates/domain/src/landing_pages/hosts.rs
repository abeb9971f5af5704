//! What the name a request was sent to stands for. It is never trusted for anything else: every
//! address a page names is made from the settings.

use crate::Carbot;
use api::values::Subdomain;
use std::net::IpAddr;

/// What a host stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostKind {
    /// Dashboard, API and widget.
    Main,
    /// The site of a landing page.
    Site(Subdomain),
    /// Another name of such a site: `www.`, a dot at the end.
    Alias(Subdomain),
    /// Nothing of ours.
    Unknown,
}

/// What the value of a `Host` header stands for.
pub fn classify_host(carbot: &Carbot, header: &str) -> HostKind {
    let name = without_port(header.trim()).to_ascii_lowercase();
    let plain = name.strip_suffix('.').unwrap_or(&name);
    let has_dot = plain.len() != name.len();
    let public = public_host(carbot);
    let pages = carbot.settings.pages_domain.as_str();
    let is_main = |it: &str| it == public || it == pages;
    if plain.is_empty() || is_main(plain) || plain.strip_prefix("api.").is_some_and(is_main) {
        return HostKind::Main;
    }
    let below = plain
        .strip_suffix(pages)
        .and_then(|it| it.strip_suffix('.'));
    let Some(label) = below else {
        // Machines reach us by address or by a name of the local network: checks of health, tests.
        let is_local = !plain.contains('.') && is_host(plain) || is_address(plain);
        return if is_local {
            HostKind::Main
        } else {
            HostKind::Unknown
        };
    };
    if let Some(subdomain) = parse_label(label) {
        return if has_dot {
            HostKind::Alias(subdomain)
        } else {
            HostKind::Site(subdomain)
        };
    }
    label
        .strip_prefix("www.")
        .and_then(parse_label)
        .map_or(HostKind::Unknown, HostKind::Alias)
}

/// A label as it stands in a header: nothing is trimmed away.
fn parse_label(label: &str) -> Option<Subdomain> {
    Subdomain::parse(label)
        .ok()
        .filter(|it| it.as_str() == label)
}

fn without_port(host: &str) -> &str {
    if host.starts_with('[') {
        return host.split_inclusive(']').next().unwrap_or_default();
    }
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|it| it.is_ascii_digit()) => name,
        _ => host,
    }
}

fn is_host(name: &str) -> bool {
    name.bytes()
        .all(|it| it.is_ascii_alphanumeric() || it == b'-' || it == b'_')
}

fn is_address(name: &str) -> bool {
    name.trim_matches(['[', ']']).parse::<IpAddr>().is_ok()
}

fn public_host(carbot: &Carbot) -> &str {
    let url = carbot.public_url();
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    without_port(rest.split('/').next().unwrap_or_default())
}
