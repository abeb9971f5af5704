//! Requests to addresses that customers gave us.
//!
//! Such an address must not lead into our own network. So it is resolved once, refused where any
//! of what it resolves to is not public, and the connection is made to what was checked (nobody
//! can answer otherwise a moment later). Redirects are not followed, proxies not used, and answers
//! not read beyond an excerpt.

use api::problem::ValueError;
use reqwest::{
    Url,
    header::{CONTENT_TYPE, HeaderMap, HeaderValue, USER_AGENT},
    redirect,
};
use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(5);
/// How long it may take until the answer is read.
const PATIENCE: Duration = Duration::from_secs(15);
/// Bytes of an answer that are read.
const EXCERPT: usize = 1_024;

/// How far our requests may reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// Public addresses, by https.
    #[default]
    Public,
    /// This machine too, by http as well. For tests, whose servers are nowhere else.
    PublicAndLoopback,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub status: u16,
    /// The beginning of the body, as text.
    pub excerpt: String,
}

/// Why nothing came back.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error("the address is not a public one")]
    NotAllowed,
    #[error("the host is not known")]
    UnknownHost,
    #[error("the host cannot be reached: {0}")]
    Unreachable(reqwest::Error),
    #[error("the host took too long")]
    Timeout,
}

impl Failure {
    /// Its stable name.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed => "address_not_allowed",
            Self::UnknownHost => "unknown_host",
            Self::Unreachable(_) => "unreachable",
            Self::Timeout => "timeout",
        }
    }
}

impl Reach {
    /// Reads an address, as far as it can be judged without asking the network.
    pub(crate) fn parse(self, text: &str) -> Result<Url, ValueError> {
        const INVALID: ValueError = ValueError::new("invalid_url", "must begin with https://");
        const NOT_ALLOWED: ValueError = ValueError::new(
            "address_not_allowed",
            "must be an address in the public internet",
        );
        let url = Url::parse(text).map_err(|_| INVALID)?;
        let host = url.host_str().filter(|it| !it.is_empty()).ok_or(INVALID)?;
        let has_password = !url.username().is_empty() || url.password().is_some();
        if has_password || url.fragment().is_some() {
            return Err(INVALID);
        }
        let literal = literal_address(host);
        let is_loopback = literal.is_some_and(|it| it.is_loopback());
        match url.scheme() {
            "https" => {}
            "http" if is_loopback && self == Self::PublicAndLoopback => {}
            _ => return Err(INVALID),
        }
        let name = host.trim_end_matches('.');
        let is_local_name = name == "localhost"
            || [".localhost", ".local", ".internal"]
                .iter()
                .any(|it| name.ends_with(it));
        if is_local_name || literal.is_some_and(|it| !self.allows(it)) {
            return Err(NOT_ALLOWED);
        }
        Ok(url)
    }

    fn allows(self, address: IpAddr) -> bool {
        is_public(address) || (self == Self::PublicAndLoopback && address.is_loopback())
    }
}

/// Sends JSON to an address that [`Reach::parse`] has read.
pub(crate) async fn post_json(
    reach: Reach,
    url: Url,
    headers: HeaderMap,
    body: String,
) -> Result<Answer, Failure> {
    let exchange = async {
        let addresses = resolve(reach, &url).await?;
        let response = client(&url, &addresses)?
            .post(url)
            .headers(headers)
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .header(USER_AGENT, HeaderValue::from_static("CarBot-Webhooks/1"))
            .body(body)
            .send()
            .await
            .map_err(to_failure)?;
        let status = response.status().as_u16();
        // What breaks off after the status was answered all the same.
        let excerpt = read_excerpt(response).await;
        Ok(Answer { status, excerpt })
    };
    tokio::time::timeout(PATIENCE, exchange)
        .await
        .unwrap_or(Err(Failure::Timeout))
}

/// Everything the host resolves to; refused where any of it is out of reach.
async fn resolve(reach: Reach, url: &Url) -> Result<Vec<SocketAddr>, Failure> {
    let host = url.host_str().unwrap_or_default();
    let port = url.port_or_known_default().ok_or(Failure::NotAllowed)?;
    let addresses: Vec<SocketAddr> = match literal_address(host) {
        Some(address) => vec![SocketAddr::new(address, port)],
        None => tokio::net::lookup_host((host, port))
            .await
            .map_err(|_| Failure::UnknownHost)?
            .collect(),
    };
    if addresses.is_empty() {
        return Err(Failure::UnknownHost);
    }
    if addresses.iter().all(|it| reach.allows(it.ip())) {
        Ok(addresses)
    } else {
        Err(Failure::NotAllowed)
    }
}

/// A client that connects to these addresses only.
fn client(url: &Url, addresses: &[SocketAddr]) -> Result<reqwest::Client, Failure> {
    // Err: somebody else chose the provider before, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .connect_timeout(CONNECT)
        .redirect(redirect::Policy::none())
        .no_proxy()
        .pool_max_idle_per_host(0)
        .resolve_to_addrs(url.host_str().unwrap_or_default(), addresses)
        .build()
        .map_err(Failure::Unreachable)
}

fn to_failure(error: reqwest::Error) -> Failure {
    if error.is_timeout() {
        Failure::Timeout
    } else {
        // The address is the customer's and stands in the log of deliveries already.
        Failure::Unreachable(error.without_url())
    }
}

async fn read_excerpt(mut response: reqwest::Response) -> String {
    let mut bytes = Vec::new();
    while bytes.len() < EXCERPT {
        match response.chunk().await {
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Ok(None) | Err(_) => break,
        }
    }
    bytes.truncate(EXCERPT);
    let is_text = |it: &char| *it == '\n' || !it.is_control();
    String::from_utf8_lossy(&bytes)
        .chars()
        .filter(is_text)
        .collect()
}

/// The address a host name is, where it is one: `127.0.0.1`, `[::1]`.
fn literal_address(host: &str) -> Option<IpAddr> {
    host.trim_start_matches('[')
        .trim_end_matches(']')
        .parse()
        .ok()
}

/// Whether an address belongs to the public internet (IANA's special-purpose registries).
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        // Shared by carriers, protocol assignments, 6to4 relays, benchmarks.
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19));
    !is_special
}

/// Global unicast without what is set apart within it: tunnels that end elsewhere (6to4, Teredo),
/// documentation, benchmarks. Mapped addresses and NAT64 lie outside.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    let is_global_unicast = a & 0xe000 == 0x2000;
    let is_special =
        (a == 0x2001 && (b < 0x0200 || b == 0x0db8)) || a == 0x2002 || (a == 0x3fff && b < 0x1000);
    is_global_unicast && !is_special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_are_public() {
        let check = |address: &str, expected: bool| {
            let parsed: IpAddr = address.parse().expect("an address");
            assert_eq!(is_public(parsed), expected, "{address}");
        };
        for address in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "::ffff:93.184.216.34",
            "64:ff9b::a00:1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "ff02::1",
            "2001::1",
            "2001:db8::1",
            "2002:a00:1::",
            "3fff::1",
        ] {
            check(address, false);
        }
        for address in [
            "1.1.1.1",
            "93.184.216.34",
            "100.63.0.1",
            "100.128.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "2606:4700::1111",
            "2001:4860:4860::8888",
            "2a01:4f8::1",
        ] {
            check(address, true);
        }
    }

    #[test]
    fn an_address_is_https_and_public_unless_tests_allow_more() {
        let check = |reach: Reach, text: &str, expected: Option<&str>| {
            let code = reach.parse(text).err().map(|it| it.code);
            assert_eq!(code, expected, "{text}");
        };
        let invalid = Some("invalid_url");
        let refused = Some("address_not_allowed");
        check(Reach::Public, "https://crm.example.com/hook?a=1", None);
        check(Reach::Public, "https://93.184.216.34/", None);
        for text in [
            "",
            "crm.example.com",
            "http://crm.example.com/",
            "ftp://crm.example.com/",
            "https://user:secret@crm.example.com/",
            "https://crm.example.com/#part",
            "http://127.0.0.1/",
        ] {
            check(Reach::Public, text, invalid);
        }
        for text in [
            "https://127.0.0.1/",
            // Ways to write the same address.
            "https://2130706433/",
            "https://0x7f.1/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://169.254.169.254/latest/meta-data/",
            "https://localhost/",
            "https://localhost./",
            "https://printer.local/",
            "https://metadata.google.internal/",
        ] {
            check(Reach::Public, text, refused);
        }
        check(Reach::PublicAndLoopback, "http://127.0.0.1:8080/", None);
        check(Reach::PublicAndLoopback, "http://10.0.0.1/", invalid);
        check(Reach::PublicAndLoopback, "https://10.0.0.1/", refused);
    }

    #[tokio::test]
    async fn a_name_that_leads_to_this_machine_is_refused_when_it_is_used() {
        // Not `Reach::parse`, which knows this name: another one may lead here as well.
        let url = Url::parse("https://localhost:9/").expect("a URL");
        let sent = post_json(Reach::Public, url, HeaderMap::new(), String::new()).await;
        assert!(matches!(sent, Err(Failure::NotAllowed)), "{sent:?}");
    }
}
