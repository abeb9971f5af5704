//! How much may be asked for in a time: rules, where their counts are kept, and who is counted.
//!
//! A rule is a number of points in a fixed window that begins with the first one; who asks for more
//! can be blocked for a time of its own. Counts are kept in this process, or in Redis for several
//! of them. The dashboard's pages are not limited, and neither is what the address of is unknown.

mod process;
mod redis;
mod rules;

pub use process::ProcessStore;
pub use redis::{RedisStore, RedisUnreachable};
pub use rules::{
    LoginAttempt, begin_login, check_api_caller, check_auth_address, check_domain_checks,
    check_visitor, forget_logins, give_back,
};

use crate::Result;
use api::problem::ValueError;
use async_trait::async_trait;
use std::{fmt, net::IpAddr, sync::Arc, time::Duration};

/// A rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Names it in headers and keys.
    pub name: &'static str,
    /// How much is allowed in a window.
    pub points: u32,
    /// How long a window is.
    pub duration: Duration,
    /// How long who asked for more is refused, from then on; zero: until the window ends.
    pub block_duration: Duration,
    /// Whether a request that succeeded does not count.
    pub skip_successful_requests: bool,
}

impl Limit {
    const fn new(name: &'static str, points: u32, duration: Duration) -> Self {
        Self {
            name,
            points,
            duration,
            block_duration: Duration::ZERO,
            skip_successful_requests: false,
        }
    }

    const fn blocking(self, block_duration: Duration) -> Self {
        Self {
            block_duration,
            ..self
        }
    }

    const fn skipping_successful_requests(self) -> Self {
        Self {
            skip_successful_requests: true,
            ..self
        }
    }
}

/// All rules of an installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Requests of an address without a token, and to the routes that give one.
    pub address: Limit,
    /// Requests of an account with the plan `basic`.
    pub basic: Limit,
    /// … `premium`.
    pub premium: Limit,
    /// … `enterprise`.
    pub enterprise: Limit,
    /// Failed logins of one account from one address.
    pub login: Limit,
    /// Chats an address opens with one client key.
    pub widget_open: Limit,
    /// Messages of one session.
    pub widget_session: Limit,
    /// Messages an address sends with one client key; many visitors can share it.
    pub widget_address: Limit,
    /// Messages sent with one client key.
    pub widget_key: Limit,
    /// Checks of domains that an account asks for.
    pub domain_check: Limit,
}

impl Default for Limits {
    fn default() -> Self {
        const MINUTES_10: Duration = Duration::from_mins(10);
        const MINUTES_15: Duration = Duration::from_mins(15);
        const HOUR: Duration = Duration::from_hours(1);
        Self {
            address: Limit::new("address", 100, MINUTES_15).blocking(MINUTES_15),
            basic: Limit::new("basic", 100, MINUTES_15),
            premium: Limit::new("premium", 500, MINUTES_15).skipping_successful_requests(),
            enterprise: Limit::new("enterprise", 2_000, MINUTES_15).skipping_successful_requests(),
            login: Limit::new("login", 5, MINUTES_15).blocking(HOUR),
            widget_open: Limit::new("widget-open", 300, MINUTES_15),
            widget_session: Limit::new("widget-session", 60, MINUTES_10),
            widget_address: Limit::new("widget-address", 500, HOUR),
            widget_key: Limit::new("widget-key", 1_000, HOUR).blocking(HOUR),
            domain_check: Limit::new("domain-check", 20, HOUR),
        }
    }
}

/// A point of a rule, and whose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// The rule.
    pub limit: Limit,
    /// Who is counted: an address, an account, a key.
    pub subject: String,
}

/// Where somebody stands with a rule after a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The rule.
    pub limit: Limit,
    /// Points of this window, this request among them.
    pub consumed: u32,
    /// Time until the window, or the block, ends.
    pub resets_in: Duration,
}

impl Standing {
    /// Whether this request was too much.
    pub const fn is_exceeded(&self) -> bool {
        self.consumed > self.limit.points
    }

    /// Points that are left.
    pub const fn remaining(&self) -> u32 {
        self.limit.points.saturating_sub(self.consumed)
    }

    /// Whole seconds until the window or the block ends, at least one.
    pub fn resets_in_seconds(&self) -> u32 {
        let seconds = self.resets_in.as_millis().div_ceil(1_000).max(1);
        u32::try_from(seconds).unwrap_or(u32::MAX)
    }
}

/// Somebody asked for too much.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The stable code and what was too much.
    pub reason: ValueError,
    /// The rule.
    pub standing: Standing,
    /// A sentence for visitors, in their language.
    pub sentence: Option<String>,
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.reason.message)
    }
}

/// Where counts are kept.
#[async_trait]
pub trait RateLimitStore: Send + Sync {
    /// Takes a point of each demand in their order, up to the first one that exceeds its rule:
    /// those behind it are not counted.
    async fn consume(&self, demands: &[Demand]) -> Vec<Standing>;

    /// Gives a point back, unless the rule is exceeded.
    async fn give_back(&self, demand: &Demand);

    /// Forgets all points of a demand, also those that block.
    async fn reset(&self, demand: &Demand);
}

/// Counts requests, or lets everybody through.
#[derive(Clone)]
pub struct RateLimiter {
    store: Option<Arc<dyn RateLimitStore>>,
    limits: Limits,
}

impl RateLimiter {
    /// Counts are kept in `store`.
    pub fn new(store: impl RateLimitStore + 'static) -> Self {
        Self {
            store: Some(Arc::new(store)),
            limits: Limits::default(),
        }
    }

    /// Nobody is limited; for load tests.
    pub fn off() -> Self {
        Self {
            store: None,
            limits: Limits::default(),
        }
    }

    /// The same with other rules.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// The rules.
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The standing that counts for the caller: of the rule that is exceeded, or else of the last
    /// one; `None` where nobody is limited.
    async fn consume(&self, demands: &[Demand]) -> Option<Standing> {
        self.store.as_ref()?.consume(demands).await.pop()
    }

    async fn give_back(&self, demand: &Demand) {
        if let Some(store) = &self.store {
            store.give_back(demand).await;
        }
    }

    async fn reset(&self, demand: &Demand) {
        if let Some(store) = &self.store {
            store.reset(demand).await;
        }
    }

    /// Takes a point of each demand; an error where one was too much.
    async fn demand(&self, demands: &[Demand], reason: ValueError) -> Result<Option<Standing>> {
        match self.consume(demands).await {
            Some(standing) if standing.is_exceeded() => {
                Err(crate::Error::RateLimited(Box::new(Refusal {
                    reason,
                    standing,
                    sentence: None,
                })))
            }
            standing => Ok(standing),
        }
    }
}

impl fmt::Debug for RateLimiter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RateLimiter")
            .field("is_on", &self.store.is_some())
            .field("limits", &self.limits)
            .finish()
    }
}

/// Where a request comes from, as the server found out; an extension of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// Who is counted: an IPv4 address, or the /64 network of an IPv6 address, which belongs to
    /// one subscriber, who could otherwise use any of its addresses.
    pub fn subject(&self) -> String {
        match self.0.to_canonical() {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_in_a_network_of_version_6_are_one_subject() {
        let check = |address: &str, expected: &str| {
            let address = ClientAddress(address.parse().expect("an address"));
            assert_eq!(address.subject(), expected);
        };
        check("203.0.113.7", "203.0.113.7");
        check("::ffff:203.0.113.7", "203.0.113.7");
        check("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64");
        check("2001:db8:1:2:ffff::", "2001:db8:1:2::/64");
        check("2001:db8:1:3::1", "2001:db8:1:3::/64");
    }
}
