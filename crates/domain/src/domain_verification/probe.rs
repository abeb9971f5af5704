//! Looks at a domain from outside, without being led inside.
//!
//! Whoever has an account names the host that is called, so nothing but the public internet may
//! answer: names are resolved once, every address is checked, and the connection goes to the very
//! addresses that were checked, at each redirect anew. No proxy and no hosts file has a say.

use super::{addresses::is_public, meta::verification_tokens};
use api::{
    domain_verification::{CheckOutcome, MethodResult, VerificationMethod},
    values::HostName,
};
use futures::StreamExt as _;
use hickory_resolver::{
    TokioResolver,
    config::{ConnectionConfig, LookupIpStrategy, NameServerConfig, ResolveHosts, ResolverConfig},
    net::{NetError, runtime::TokioRuntimeProvider},
    proto::rr::RData,
};
use reqwest::{StatusCode, Url, header::LOCATION};
use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

/// How long one way may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// How much of an answer is read.
const MAX_BYTES: usize = 64 * 1024;
const MAX_REDIRECTS: usize = 3;
/// The record's value begins with it, as its neighbours' do; without it, it is read as well.
pub(super) const RECORD_PREFIX: &str = "carbot-verification=";
pub(super) const FILE_PATH: &str = "/.well-known/carbot-verification";

/// Looks at domains.
#[derive(Clone, Debug, Default)]
pub struct DomainProbe {
    test_network: Option<TestNetwork>,
}

/// Servers that tests run themselves. Nothing outside of tests makes one.
#[derive(Clone, Copy, Debug)]
pub struct TestNetwork {
    /// Where names are asked for.
    pub name_server: SocketAddr,
    /// The port of websites, which answer without TLS and on loopback addresses.
    pub http_port: u16,
}

impl DomainProbe {
    /// A probe that calls the servers of a test, beside the public internet.
    pub const fn in_test_network(test_network: TestNetwork) -> Self {
        Self {
            test_network: Some(test_network),
        }
    }

    /// Looks for the token in all three ways at once.
    pub(super) async fn check(&self, domain: &HostName, token: &str) -> Vec<MethodResult> {
        let Ok(resolver) = self.resolver() else {
            let failed = |method| MethodResult {
                method,
                outcome: CheckOutcome::Unreachable,
            };
            return VerificationMethod::ALL.map(failed).to_vec();
        };
        let (file, dns, meta) = futures::join!(
            in_time(self.check_file(&resolver, domain, token)),
            in_time(check_record(&resolver, domain, token)),
            in_time(self.check_page(&resolver, domain, token)),
        );
        let outcomes = [
            (VerificationMethod::File, file),
            (VerificationMethod::Dns, dns),
            (VerificationMethod::Meta, meta),
        ];
        outcomes
            .map(|(method, outcome)| MethodResult { method, outcome })
            .to_vec()
    }

    /// Made for each check: what was looked up before, in vain perhaps, is asked for anew.
    fn resolver(&self) -> Result<TokioResolver, NetError> {
        let mut builder = match self.test_network {
            None => TokioResolver::builder_tokio()?,
            Some(network) => {
                let mut connection = ConnectionConfig::udp();
                connection.port = network.name_server.port();
                let server =
                    NameServerConfig::new(network.name_server.ip(), true, vec![connection]);
                TokioResolver::builder_with_config(
                    ResolverConfig::from_parts(None, Vec::new(), vec![server]),
                    TokioRuntimeProvider::default(),
                )
            }
        };
        let options = builder.options_mut();
        options.ip_strategy = LookupIpStrategy::Ipv4AndIpv6;
        options.use_hosts_file = ResolveHosts::Never;
        options.cache_size = 0;
        options.timeout = Duration::from_secs(2);
        options.attempts = 1;
        builder.build()
    }

    async fn check_file(
        &self,
        resolver: &TokioResolver,
        domain: &HostName,
        token: &str,
    ) -> CheckOutcome {
        let answer = match self.get(resolver, &self.url(domain, FILE_PATH)).await {
            Ok(answer) => answer,
            Err(outcome) => return outcome,
        };
        if answer.is_cut {
            return CheckOutcome::TooLarge;
        }
        compare(answer.text.lines().map(str::trim), token)
    }

    async fn check_page(
        &self,
        resolver: &TokioResolver,
        domain: &HostName,
        token: &str,
    ) -> CheckOutcome {
        match self.get(resolver, &self.url(domain, "/")).await {
            Ok(answer) => {
                let tokens = verification_tokens(&answer.text);
                let outcome = compare(tokens.iter().map(String::as_str), token);
                if outcome == CheckOutcome::Missing && answer.is_cut {
                    return CheckOutcome::TooLarge;
                }
                outcome
            }
            Err(outcome) => outcome,
        }
    }

    fn url(&self, domain: &HostName, path: &str) -> String {
        match self.test_network {
            None => format!("https://{domain}{path}"),
            Some(network) => format!("http://{domain}:{}{path}", network.http_port),
        }
    }

    async fn get(&self, resolver: &TokioResolver, url: &str) -> Result<Answer, CheckOutcome> {
        // Err: somebody else chose the provider before, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut url = Url::parse(url).map_err(|_| CheckOutcome::Unreachable)?;
        for _ in 0..=MAX_REDIRECTS {
            let response = self.call(resolver, &url).await?;
            if response.status().is_redirection() {
                let target = response.headers().get(LOCATION);
                let target = target.and_then(|it| it.to_str().ok());
                url = self.next_hop(&url, target.ok_or(CheckOutcome::Missing)?)?;
                continue;
            }
            return match response.status() {
                StatusCode::OK => read(response).await,
                _ => Err(CheckOutcome::Missing),
            };
        }
        Err(CheckOutcome::RedirectRefused)
    }

    /// Where a redirect leads: to a name, with no less protection, on the port of websites.
    fn next_hop(&self, from: &Url, target: &str) -> Result<Url, CheckOutcome> {
        let target = from
            .join(target)
            .map_err(|_| CheckOutcome::RedirectRefused)?;
        let (scheme, port) = match self.test_network {
            Some(network) if from.scheme() == "http" => ("http", network.http_port),
            _ => ("https", 443),
        };
        let is_allowed = target.scheme() == scheme
            && target.port_or_known_default() == Some(port)
            && target.domain().is_some()
            && target.username().is_empty()
            && target.password().is_none();
        is_allowed
            .then_some(target)
            .ok_or(CheckOutcome::RedirectRefused)
    }

    async fn call(
        &self,
        resolver: &TokioResolver,
        url: &Url,
    ) -> Result<reqwest::Response, CheckOutcome> {
        let host = url.domain().ok_or(CheckOutcome::AddressRefused)?;
        let addresses = self.resolve(resolver, host).await?;
        let client = reqwest::Client::builder()
            .user_agent("CarBot domain verification")
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .resolve_to_addrs(host, &addresses)
            .timeout(PATIENCE)
            .build()
            .map_err(|_| CheckOutcome::Unreachable)?;
        client
            .get(url.clone())
            .send()
            .await
            .map_err(|_| CheckOutcome::Unreachable)
    }

    /// The addresses of a host, where all of them may be called: one that may not is a sign of an
    /// attempt.
    async fn resolve(
        &self,
        resolver: &TokioResolver,
        host: &str,
    ) -> Result<Vec<SocketAddr>, CheckOutcome> {
        // The dot at the end: the name is whole, no search list is tried.
        let found = resolver
            .lookup_ip(format!("{}.", host.trim_end_matches('.')))
            .await;
        let addresses: Vec<IpAddr> = match found {
            Ok(found) => found.iter().collect(),
            Err(error) if is_absence(&error) => Vec::new(),
            Err(_) => return Err(CheckOutcome::Unreachable),
        };
        if addresses.is_empty() {
            return Err(CheckOutcome::NoAddress);
        }
        if !addresses.iter().all(|it| self.may_call(*it)) {
            return Err(CheckOutcome::AddressRefused);
        }
        Ok(addresses
            .into_iter()
            .map(|it| SocketAddr::new(it, 0))
            .collect())
    }

    fn may_call(&self, address: IpAddr) -> bool {
        is_public(address) || (self.test_network.is_some() && address.is_loopback())
    }
}

struct Answer {
    text: String,
    is_cut: bool,
}

async fn read(response: reqwest::Response) -> Result<Answer, CheckOutcome> {
    let mut bytes = Vec::new();
    let mut chunks = response.bytes_stream();
    let mut is_cut = false;
    while let Some(chunk) = chunks.next().await {
        bytes.extend_from_slice(&chunk.map_err(|_| CheckOutcome::Unreachable)?);
        if bytes.len() > MAX_BYTES {
            bytes.truncate(MAX_BYTES);
            is_cut = true;
            break;
        }
    }
    Ok(Answer {
        text: String::from_utf8_lossy(&bytes).into_owned(),
        is_cut,
    })
}

async fn check_record(resolver: &TokioResolver, domain: &HostName, token: &str) -> CheckOutcome {
    let found = match resolver.txt_lookup(format!("_carbot.{domain}.")).await {
        Ok(found) => found,
        Err(error) if is_absence(&error) => return CheckOutcome::Missing,
        Err(_) => return CheckOutcome::Unreachable,
    };
    let values: Vec<String> = found
        .answers()
        .iter()
        .filter_map(|record| match &record.data {
            // A long value comes in pieces.
            RData::TXT(text) => Some(String::from_utf8_lossy(&text.txt_data.concat()).into_owned()),
            _ => None,
        })
        .collect();
    let values = values.iter().map(|it| it.trim());
    compare(
        values.map(|it| it.strip_prefix(RECORD_PREFIX).unwrap_or(it)),
        token,
    )
}

fn is_absence(error: &NetError) -> bool {
    error.is_nx_domain() || error.is_no_records_found()
}

fn compare<'a>(found: impl Iterator<Item = &'a str>, token: &str) -> CheckOutcome {
    let mut outcome = CheckOutcome::Missing;
    for value in found.filter(|it| !it.is_empty()) {
        if value == token {
            return CheckOutcome::Found;
        }
        outcome = CheckOutcome::WrongToken;
    }
    outcome
}

async fn in_time(check: impl Future<Output = CheckOutcome>) -> CheckOutcome {
    tokio::time::timeout(PATIENCE, check)
        .await
        .unwrap_or(CheckOutcome::TooSlow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects_lead_to_websites_with_tls_only() {
        let from = Url::parse("https://example.com/.well-known/x").expect("an address");
        let probe = DomainProbe::default();
        let check = |target: &str, expected: Option<&str>| {
            let next = probe.next_hop(&from, target).ok();
            assert_eq!(next.as_ref().map(Url::as_str), expected, "{target}");
        };
        check("/y", Some("https://example.com/y"));
        check("//www.example.com/", Some("https://www.example.com/"));
        check(
            "https://www.example.com:443/y",
            Some("https://www.example.com/y"),
        );
        check("http://example.com/", None);
        check("https://example.com:8443/", None);
        check("https://10.0.0.1/", None);
        check("https://[::1]/", None);
        check("https://2130706433/", None);
        check("https://user@example.com/", None);
        check("file:///etc/passwd", None);
        check("gopher://example.com/", None);
    }

    #[test]
    fn without_a_test_network_no_loopback_address_is_called() {
        let loopback = IpAddr::from([127, 0, 0, 1]);
        assert!(!DomainProbe::default().may_call(loopback));
    }
}
