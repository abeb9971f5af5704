//! Counts in Redis, which several processes share.

use super::{Demand, ProcessStore, RateLimitStore, Standing};
use crate::{Carbot, MasterKey};
use async_trait::async_trait;
use redis::{
    Client, RedisError, Script,
    aio::{ConnectionManager, ConnectionManagerConfig},
};
use std::{
    future::Future,
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// Takes a point of each key; stops at the first that exceeds its rule. Redis runs a script whole
/// and alone, so no two callers get the same point.
const CONSUME: &str = r"
local standings = {}
for i, key in ipairs(KEYS) do
    local points, window, block = tonumber(ARGV[3 * i - 2]), ARGV[3 * i - 1], ARGV[3 * i]
    local consumed = redis.call('INCR', key)
    local left = redis.call('PTTL', key)
    if left < 0 then
        left = tonumber(window)
        redis.call('PEXPIRE', key, window)
    end
    if consumed == points + 1 and tonumber(block) > 0 then
        left = tonumber(block)
        redis.call('PEXPIRE', key, block)
    end
    standings[#standings + 1] = { consumed, left }
    if consumed > points then
        break
    end
end
return standings";

/// Gives a point back that was taken in this window and within the rule.
const GIVE_BACK: &str = r"
local consumed = tonumber(redis.call('GET', KEYS[1]) or '0')
if consumed > 0 and consumed <= tonumber(ARGV[1]) then
    redis.call('DECR', KEYS[1])
end
return 0";

/// How long an answer is waited for; after that the process counts for itself.
const PATIENCE: Duration = Duration::from_millis(200);
/// How long Redis is not asked after it did not answer.
const PAUSE: Duration = Duration::from_secs(1);

/// Redis cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("Redis cannot be reached: {0}")]
pub struct RedisUnreachable(#[from] RedisError);

/// Counts in Redis. While Redis does not answer, this process counts for itself: limits are then
/// those of each process, and no request waits or fails.
pub struct RedisStore {
    connection: ConnectionManager,
    consume: Script,
    give_back: Script,
    process: ProcessStore,
    master_key: MasterKey,
    /// Since Redis did not answer, it is not asked until then.
    asked_again_at: Mutex<Option<Instant>>,
}

impl RedisStore {
    /// Connects to `redis://…` or `rediss://…` and sees whether Redis answers.
    pub async fn connect(url: &str, carbot: &Carbot) -> Result<Self, RedisUnreachable> {
        let config = ConnectionManagerConfig::new()
            .set_number_of_retries(1)
            .set_connection_timeout(Some(Duration::from_secs(3)))
            .set_response_timeout(Some(PATIENCE));
        let client = Client::open(url)?;
        let mut connection = ConnectionManager::new_with_config(client, config).await?;
        redis::cmd("PING")
            .query_async::<()>(&mut connection)
            .await?;
        Ok(Self {
            connection,
            consume: Script::new(CONSUME),
            give_back: Script::new(GIVE_BACK),
            process: ProcessStore::new(carbot.clock.clone()),
            master_key: carbot.master_key.clone(),
            asked_again_at: Mutex::new(None),
        })
    }

    /// Addresses are not to be read in Redis, so a subject is named by its keyed hash.
    fn name(&self, demand: &Demand) -> String {
        let subject = self.master_key.rate_limit_subject(&demand.subject);
        format!("{{carbot}}:limit:{}:{subject}", demand.limit.name)
    }

    /// What Redis answers; `None` where it does not, and for a moment after that.
    async fn ask<T>(&self, question: impl Future<Output = Result<T, RedisError>>) -> Option<T> {
        let asked_again_at = *self.state();
        if asked_again_at.is_some_and(|it| Instant::now() < it) {
            return None;
        }
        let cause = match tokio::time::timeout(PATIENCE, question).await {
            Ok(Ok(answer)) => {
                if asked_again_at.is_some() && self.state().take().is_some() {
                    tracing::info!("Redis answers again, limits are shared");
                }
                return Some(answer);
            }
            Ok(Err(error)) => error.to_string(),
            Err(_) => "it took too long".to_owned(),
        };
        let before = self.state().replace(Instant::now() + PAUSE);
        if before.is_none() {
            tracing::warn!(
                cause,
                "Redis does not answer, each process limits for itself"
            );
        }
        None
    }

    fn state(&self) -> std::sync::MutexGuard<'_, Option<Instant>> {
        self.asked_again_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl RateLimitStore for RedisStore {
    async fn consume(&self, demands: &[Demand]) -> Vec<Standing> {
        let mut script = self.consume.prepare_invoke();
        for demand in demands {
            let limit = &demand.limit;
            script
                .key(self.name(demand))
                .arg(limit.points)
                .arg(milliseconds(limit.duration))
                .arg(milliseconds(limit.block_duration));
        }
        let mut connection = self.connection.clone();
        let question = script.invoke_async::<Vec<(u32, u64)>>(&mut connection);
        match self.ask(question).await {
            Some(standings) => demands
                .iter()
                .zip(standings)
                .map(|(demand, (consumed, left))| Standing {
                    limit: demand.limit,
                    consumed,
                    resets_in: Duration::from_millis(left),
                })
                .collect(),
            None => self.process.take_all(demands),
        }
    }

    async fn give_back(&self, demand: &Demand) {
        let mut script = self.give_back.prepare_invoke();
        script.key(self.name(demand)).arg(demand.limit.points);
        let mut connection = self.connection.clone();
        if self
            .ask(script.invoke_async::<i64>(&mut connection))
            .await
            .is_none()
        {
            self.process.put_back(demand);
        }
    }

    async fn reset(&self, demand: &Demand) {
        let mut command = redis::cmd("DEL");
        command.arg(self.name(demand));
        let mut connection = self.connection.clone();
        let _ = self.ask(command.query_async::<i64>(&mut connection)).await;
        // What was counted here while Redis was gone is forgotten as well.
        self.process.forget(demand);
    }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
