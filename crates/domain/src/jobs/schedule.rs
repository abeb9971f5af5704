//! What is to be done at certain times, once for all processes.

use super::{Job, queue};
use crate::{Carbot, Result};
use chrono::{DateTime, DurationRound as _, SecondsFormat, TimeDelta, Utc};

/// Something that is due again and again.
struct Schedule {
    job: Job,
    every: TimeDelta,
    /// How long after the full hour or day, in UTC.
    after: TimeDelta,
}

const SCHEDULES: [Schedule; 2] = [
    // Five minutes late: a turn that began in an hour is committed by then.
    Schedule {
        job: Job::RollUpAnalytics,
        every: TimeDelta::hours(1),
        after: TimeDelta::minutes(5),
    },
    Schedule {
        job: Job::DeleteOldRecords,
        every: TimeDelta::days(1),
        after: TimeDelta::minutes(150),
    },
];

impl Schedule {
    /// When it was last due.
    fn last_due(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let start = (now - self.after)
            .duration_trunc(self.every)
            .unwrap_or(DateTime::UNIX_EPOCH);
        start + self.after
    }

    /// When it is due next.
    fn next_due(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        self.last_due(now) + self.every
    }
}

/// Puts what is due into the queue, where no process has done so. What was due more than once while
/// nobody worked is done once. Gives when to call it again.
pub(super) async fn enqueue_due(carbot: &Carbot) -> Result<DateTime<Utc>> {
    let now = carbot.clock.now();
    for schedule in &SCHEDULES {
        let due = schedule.last_due(now);
        let time = due.to_rfc3339_opts(SecondsFormat::Secs, true);
        queue::enqueue_once(carbot, &schedule.job, &time).await?;
    }
    let next = SCHEDULES.iter().map(|it| it.next_due(now)).min();
    Ok(next.unwrap_or(now + TimeDelta::hours(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_is_due_at_its_minutes_after_the_full_hour_or_day() {
        let check = |schedule: &Schedule, now: &str, last: &str, next: &str| {
            let now: DateTime<Utc> = now.parse().expect("a time");
            let text = |time: DateTime<Utc>| time.format("%d. %H:%M").to_string();
            assert_eq!(text(schedule.last_due(now)), last, "{now}");
            assert_eq!(text(schedule.next_due(now)), next, "{now}");
        };
        let [hourly, daily] = &SCHEDULES;
        check(hourly, "2026-11-23T10:04:59Z", "23. 09:05", "23. 10:05");
        check(hourly, "2026-11-23T10:05:00Z", "23. 10:05", "23. 11:05");
        check(daily, "2026-11-23T02:29:59Z", "22. 02:30", "23. 02:30");
        check(daily, "2026-11-23T02:30:00Z", "23. 02:30", "24. 02:30");
    }
}
