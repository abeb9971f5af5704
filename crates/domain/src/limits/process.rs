//! Counts in the memory of this process.

use super::{Demand, RateLimitStore, Standing};
use crate::Clock;
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use moka::sync::Cache;
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// Subjects that are remembered. Beyond that those who ask least are forgotten first.
const MAX_SUBJECTS: u64 = 200_000;
/// Longer than any window or block: who has not been seen for so long has nothing on record.
const MEMORY: Duration = Duration::from_hours(2);

/// Counts in the memory of this process.
pub struct ProcessStore {
    clock: Clock,
    windows: Cache<String, Arc<Mutex<Window>>>,
}

struct Window {
    consumed: u32,
    ends_at: DateTime<Utc>,
}

impl ProcessStore {
    /// A store without any counts.
    pub fn new(clock: Clock) -> Self {
        Self {
            clock,
            windows: Cache::builder()
                .time_to_idle(MEMORY)
                .max_capacity(MAX_SUBJECTS)
                .build(),
        }
    }

    /// Takes a point.
    pub(super) fn take(&self, demand: &Demand) -> Standing {
        let now = self.clock.now();
        let limit = demand.limit;
        let window = self.windows.get_with(name(demand), || {
            let ends_at = now + span(limit.duration);
            Arc::new(Mutex::new(Window {
                consumed: 0,
                ends_at,
            }))
        });
        let mut window = window.lock().unwrap_or_else(PoisonError::into_inner);
        if window.ends_at <= now {
            *window = Window {
                consumed: 0,
                ends_at: now + span(limit.duration),
            };
        }
        window.consumed = window.consumed.saturating_add(1);
        let is_first_too_many = window.consumed == limit.points.saturating_add(1);
        if is_first_too_many && !limit.block_duration.is_zero() {
            window.ends_at = now + span(limit.block_duration);
        }
        Standing {
            limit,
            consumed: window.consumed,
            resets_in: (window.ends_at - now).to_std().unwrap_or_default(),
        }
    }

    pub(super) fn put_back(&self, demand: &Demand) {
        let Some(window) = self.windows.get(&name(demand)) else {
            return;
        };
        let mut window = window.lock().unwrap_or_else(PoisonError::into_inner);
        if window.consumed <= demand.limit.points {
            window.consumed = window.consumed.saturating_sub(1);
        }
    }

    pub(super) fn forget(&self, demand: &Demand) {
        self.windows.invalidate(&name(demand));
    }

    /// As [`RateLimitStore::consume`].
    pub(super) fn take_all(&self, demands: &[Demand]) -> Vec<Standing> {
        let mut standings = Vec::with_capacity(demands.len());
        for demand in demands {
            let standing = self.take(demand);
            standings.push(standing);
            if standing.is_exceeded() {
                break;
            }
        }
        standings
    }
}

#[async_trait]
impl RateLimitStore for ProcessStore {
    async fn consume(&self, demands: &[Demand]) -> Vec<Standing> {
        self.take_all(demands)
    }

    async fn give_back(&self, demand: &Demand) {
        self.put_back(demand);
    }

    async fn reset(&self, demand: &Demand) {
        self.forget(demand);
    }
}

fn name(demand: &Demand) -> String {
    [demand.limit.name, ":", &demand.subject].concat()
}

fn span(duration: Duration) -> TimeDelta {
    TimeDelta::from_std(duration).unwrap_or(TimeDelta::MAX)
}
