//! Where a request comes from, which only trusted proxies may say for others.

use axum::extract::ConnectInfo;
use http::{Extensions, HeaderMap};
use ipnet::IpNet;
use std::net::{IpAddr, SocketAddr};

/// The visitor's address: the connection's, or, where that is a trusted proxy,
/// the last address in `X-Forwarded-For` that is not one.
pub fn client_address(
    extensions: &Extensions,
    headers: &HeaderMap,
    trusted_proxies: &[IpNet],
) -> Option<IpAddr> {
    let ConnectInfo(peer) = extensions.get::<ConnectInfo<SocketAddr>>()?;
    let is_trusted = |address: &IpAddr| trusted_proxies.iter().any(|it| it.contains(address));
    if !is_trusted(&peer.ip()) {
        return Some(peer.ip());
    }
    let forwarded = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|it| it.to_str().ok());
    let mut addresses: Vec<IpAddr> = forwarded
        .flat_map(|it| it.split(','))
        .map_while(|it| it.trim().parse().ok())
        .collect();
    while let Some(address) = addresses.pop() {
        if !is_trusted(&address) {
            return Some(address);
        }
    }
    Some(peer.ip())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_trusted_proxy_may_name_another_address() {
        let check = |peer: &str, forwarded: &str, expected: &str| {
            let mut extensions = Extensions::new();
            let peer: IpAddr = peer.parse().expect("an address");
            extensions.insert(ConnectInfo(SocketAddr::new(peer, 1)));
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-for", forwarded.parse().expect("a header"));
            let proxies = ["10.0.0.0/8".parse().expect("a network")];
            let address = client_address(&extensions, &headers, &proxies);
            assert_eq!(address.map(|it| it.to_string()).as_deref(), Some(expected));
        };
        check("203.0.113.7", "1.2.3.4", "203.0.113.7");
        check("10.0.0.1", "1.2.3.4", "1.2.3.4");
        check("10.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.2", "1.2.3.4");
        check("10.0.0.1", "nonsense", "10.0.0.1");
    }
}
