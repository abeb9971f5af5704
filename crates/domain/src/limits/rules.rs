//! Who is counted for what.

use super::{ClientAddress, Demand, Limit, Standing};
use crate::{Carbot, Result};
use api::{
    accounts::Tier,
    ids::{ClientKeyId, UserId},
    problem::ValueError,
    values::{Email, SessionId},
};

const TOO_MANY_REQUESTS: ValueError = ValueError::new(
    "rate_limited",
    "too many requests; the header Retry-After says when to try again",
);
const TOO_MANY_ATTEMPTS: ValueError =
    ValueError::new("too_many_attempts", "too many wrong passwords");

/// A login under way: counted as failed until it has succeeded, so that attempts side by side are
/// no way around the limit.
#[must_use = "a login that succeeds must be said to"]
pub struct LoginAttempt(Demand);

/// Counts a login of an account from an address; refuses it after too many wrong ones. An account
/// is never locked for everybody: who does not share the attacker's address can log in.
pub async fn begin_login(
    carbot: &Carbot,
    email: &Email,
    address: Option<ClientAddress>,
) -> Result<LoginAttempt> {
    let demands = [login_demand(carbot, email, address)];
    carbot
        .rate_limiter
        .demand(&demands, TOO_MANY_ATTEMPTS)
        .await?;
    let [demand] = demands;
    Ok(LoginAttempt(demand))
}

/// Forgets the wrong passwords for an account from an address: its owner has proven to be there.
pub async fn forget_logins(carbot: &Carbot, email: &Email, address: Option<ClientAddress>) {
    let demand = login_demand(carbot, email, address);
    carbot.rate_limiter.reset(&demand).await;
}

fn login_demand(carbot: &Carbot, email: &Email, address: Option<ClientAddress>) -> Demand {
    let place = address.map(|it| it.subject()).unwrap_or_default();
    Demand {
        limit: carbot.rate_limiter.limits().login,
        subject: format!("{email}|{place}"),
    }
}

impl LoginAttempt {
    /// Nothing was guessed: it does not count.
    pub async fn give_back(self, carbot: &Carbot) {
        carbot.rate_limiter.give_back(&self.0).await;
    }

    /// The password was right: the wrong ones before it are forgotten.
    pub async fn succeed(self, carbot: &Carbot) {
        carbot.rate_limiter.reset(&self.0).await;
    }
}

/// Counts a request of an account to the API.
pub async fn check_api_caller(
    carbot: &Carbot,
    user_id: UserId,
    tier: Tier,
) -> Result<Option<Standing>> {
    let demands = [api_demand(carbot, user_id, tier)];
    carbot
        .rate_limiter
        .demand(&demands, TOO_MANY_REQUESTS)
        .await
}

/// The request of an account succeeded: it does not count where the plan says so.
pub async fn give_back(carbot: &Carbot, user_id: UserId, tier: Tier) {
    let demand = api_demand(carbot, user_id, tier);
    if demand.limit.skip_successful_requests {
        carbot.rate_limiter.give_back(&demand).await;
    }
}

fn api_demand(carbot: &Carbot, user_id: UserId, tier: Tier) -> Demand {
    let limits = carbot.rate_limiter.limits();
    let limit = match tier {
        Tier::Basic => limits.basic,
        Tier::Premium => limits.premium,
        Tier::Enterprise => limits.enterprise,
    };
    Demand {
        limit,
        subject: user_id.to_string(),
    }
}

/// Counts a request without a token, or to a route that gives one.
pub async fn check_auth_address(
    carbot: &Carbot,
    address: ClientAddress,
) -> Result<Option<Standing>> {
    let demand = Demand {
        limit: carbot.rate_limiter.limits().address,
        subject: address.subject(),
    };
    carbot
        .rate_limiter
        .demand(&[demand], TOO_MANY_REQUESTS)
        .await
}

/// Counts what a visitor does with a client key: a message where there is a session, else the
/// opening of a chat. Session and address come before the key, so that who is refused there takes
/// nothing away from the key's other visitors.
pub async fn check_visitor(
    carbot: &Carbot,
    client_key_id: ClientKeyId,
    session_id: Option<&SessionId>,
    address: Option<&str>,
) -> Result<Option<Standing>> {
    let limits = carbot.rate_limiter.limits();
    let key = client_key_id.to_string();
    let address = address
        .and_then(|it| it.parse().ok())
        .map(|it| ClientAddress(it).subject());
    let at_address = |limit: Limit| {
        let subject = address.as_ref().map(|it| format!("{key}|{it}"))?;
        Some(Demand { limit, subject })
    };
    let demands: Vec<Demand> = match session_id {
        None => at_address(limits.widget_open).into_iter().collect(),
        Some(session_id) => {
            let session = Demand {
                limit: limits.widget_session,
                subject: format!("{key}|{session_id}"),
            };
            let mut demands = vec![session];
            demands.extend(at_address(limits.widget_address));
            demands.push(Demand {
                limit: limits.widget_key,
                subject: key,
            });
            demands
        }
    };
    carbot
        .rate_limiter
        .demand(&demands, TOO_MANY_REQUESTS)
        .await
}

/// Counts a check of a domain, which makes us call other servers.
pub async fn check_domain_checks(carbot: &Carbot, user_id: UserId) -> Result<()> {
    let demand = Demand {
        limit: carbot.rate_limiter.limits().domain_check,
        subject: user_id.to_string(),
    };
    carbot
        .rate_limiter
        .demand(&[demand], TOO_MANY_REQUESTS)
        .await
        .map(drop)
}
