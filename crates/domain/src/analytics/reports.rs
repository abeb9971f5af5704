//! What owners are told.

use super::{
    Metric,
    counting::{Detail, HourCount, Scope, read_counts},
};
use crate::{Carbot, Error, Result, businesses, client_keys, overview::start_of_day, unanswered};
use api::{
    analytics::{
        AnalyticsQuery, AnalyticsResponse, DayUsage, FunnelResponse, FunnelStage, FunnelStep,
        HourUsage, IntentCount, IntentsResponse, MAX_DAYS, PeriodUsage, UnansweredResponse,
        UsageStats, WeekdayHourUsage,
    },
    ids::{ClientKeyId, UserId},
    problem::ValueError,
};
use chrono::{
    DateTime, Datelike as _, Days, DurationRound as _, NaiveDate, TimeDelta, Timelike as _, Utc,
};
use chrono_tz::Tz;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Intents of the short list.
const TOP_INTENTS: usize = 10;
/// Questions of the list of unanswered ones.
const MAX_QUESTIONS: u64 = 20;

/// A number of days that ends now, in the zone of a business.
pub(super) struct Period {
    pub zone: Tz,
    pub first_day: NaiveDate,
    pub last_day: NaiveDate,
    pub now: DateTime<Utc>,
    pub scope: Scope,
    days: u64,
}

impl Period {
    /// Begins at the full hour of UTC in which the first local day does.
    pub fn from(&self) -> DateTime<Utc> {
        hour_of(start_of_day(self.zone, self.first_day))
    }

    /// When the period of the same length before it began.
    fn previous_from(&self) -> DateTime<Utc> {
        let day = self.first_day - Days::new(self.days);
        hour_of(start_of_day(self.zone, day))
    }

    /// A time as it is behind everything that happened until now.
    pub fn to(&self) -> DateTime<Utc> {
        self.now + TimeDelta::seconds(1)
    }
}

fn hour_of(time: DateTime<Utc>) -> DateTime<Utc> {
    time.duration_trunc(TimeDelta::hours(1)).unwrap_or(time)
}

/// What a query asks for. A key of another account is not found.
pub(super) async fn find_period(
    carbot: &Carbot,
    user_id: UserId,
    query: AnalyticsQuery,
) -> Result<Period> {
    if query.days == 0 || query.days > MAX_DAYS {
        let error = ValueError::new("out_of_range", "must be 1 to 365");
        return Err(error.at("/days").into());
    }
    let connection = carbot.database.connection();
    let business = match query.client_key_id {
        Some(id) => {
            let key = client_keys::find_owned(connection, user_id, id).await?;
            businesses::find_owned(connection, user_id, key.business_id).await?
        }
        None => businesses::find_first(connection, user_id).await?,
    };
    let zone = business.time_zone.parse().unwrap_or(Tz::Europe__Berlin);
    let now = carbot.clock.now();
    let last_day = now.with_timezone(&zone).date_naive();
    let days = u64::from(query.days);
    Ok(Period {
        zone,
        first_day: last_day - Days::new(days - 1),
        last_day,
        now,
        scope: Scope {
            user_id,
            client_key_id: query.client_key_id,
        },
        days,
    })
}

/// Use of a key, or of all keys of an account.
pub async fn find_analytics(
    carbot: &Carbot,
    user_id: UserId,
    query: AnalyticsQuery,
) -> Result<AnalyticsResponse> {
    let period = find_period(carbot, user_id, query).await?;
    let (from, to) = (period.from(), period.to());
    let scope = period.scope;
    let counts = read_counts(carbot, scope, period.previous_from(), to, Detail::Hours).await?;
    let (current, previous): (Vec<_>, Vec<_>) = counts.into_iter().partition(|it| it.hour >= from);
    let (current_period, previous_period) = (usage(&current), usage(&previous));
    let mut top_intents = intents(&read_totals(carbot, &period).await?).intents;
    top_intents.truncate(TOP_INTENTS);
    let by_time = Times::of(&period, &current);
    Ok(AnalyticsResponse {
        usage_stats: UsageStats {
            current_period,
            previous_period,
            growth_rate: growth(previous_period.conversations, current_period.conversations),
        },
        top_intents,
        hourly_usage: by_time.hourly(),
        weekly_usage: by_time.weekly(),
        daily_usage: by_time.daily(&period),
        from: period.first_day,
        to: period.last_day,
        time_zone: period.zone.name().to_owned(),
    })
}

/// The counts of a period by intent.
async fn read_totals(carbot: &Carbot, period: &Period) -> Result<Vec<HourCount>> {
    let (from, to) = (period.from(), period.to());
    read_counts(carbot, period.scope, from, to, Detail::Totals).await
}

/// What visitors wanted, whole.
pub async fn find_intents(
    carbot: &Carbot,
    user_id: UserId,
    query: AnalyticsQuery,
) -> Result<IntentsResponse> {
    let period = find_period(carbot, user_id, query).await?;
    let counts = read_totals(carbot, &period).await?;
    Ok(intents(&counts))
}

/// How often the assistant had to pass, and on what.
pub async fn find_unanswered(
    carbot: &Carbot,
    user_id: UserId,
    query: AnalyticsQuery,
) -> Result<UnansweredResponse> {
    let period = find_period(carbot, user_id, query).await?;
    let counts = read_totals(carbot, &period).await?;
    let total = sum(&counts, Metric::Unanswered);
    let questions =
        unanswered::find_frequent(carbot, user_id, period.from(), MAX_QUESTIONS).await?;
    Ok(UnansweredResponse {
        total,
        percentage: percentage(total, sum(&counts, Metric::Questions)),
        questions,
    })
}

/// The way from reading a page to asking for an appointment.
pub async fn find_funnel(
    carbot: &Carbot,
    user_id: UserId,
    query: AnalyticsQuery,
) -> Result<FunnelResponse> {
    let period = find_period(carbot, user_id, query).await?;
    let counts = read_totals(carbot, &period).await?;
    Ok(funnel(&counts))
}

fn funnel(counts: &[HourCount]) -> FunnelResponse {
    let watched: HashSet<ClientKeyId> = counts
        .iter()
        .filter(|it| it.metric == Metric::PageViews)
        .map(|it| it.client_key_id)
        .collect();
    let on_pages: i64 = counts
        .iter()
        .filter(|it| it.metric == Metric::Opened && watched.contains(&it.client_key_id))
        .map(|it| it.count)
        .sum();
    let [page_views, opened, asked, booked] = [
        Metric::PageViews,
        Metric::Opened,
        Metric::Conversations,
        Metric::Appointments,
    ]
    .map(|metric| sum(counts, metric));
    let share = |part: i64, whole: i64| (whole > 0).then(|| percentage(part, whole));
    let step = |stage, count, percentage| FunnelStep {
        stage,
        count,
        percentage,
    };
    FunnelResponse {
        steps: vec![
            step(FunnelStage::PageViews, page_views, None),
            step(FunnelStage::Opened, opened, share(on_pages, page_views)),
            step(FunnelStage::Asked, asked, share(asked, opened)),
            step(FunnelStage::Booked, booked, share(booked, asked)),
        ],
    }
}

fn sum(counts: &[HourCount], metric: Metric) -> i64 {
    let counts = counts.iter().filter(|it| it.metric == metric);
    counts.map(|it| it.count).sum()
}

fn usage(counts: &[HourCount]) -> PeriodUsage {
    PeriodUsage {
        conversations: sum(counts, Metric::Conversations),
        // Each question has its answer.
        messages: 2 * sum(counts, Metric::Questions),
        unique_users: sum(counts, Metric::Visitors),
    }
}

fn intents(counts: &[HourCount]) -> IntentsResponse {
    let mut by_intent = HashMap::<&str, i64>::new();
    for count in counts.iter().filter(|it| it.metric == Metric::Questions) {
        *by_intent.entry(&count.intent).or_default() += count.count;
    }
    let total = by_intent.values().sum();
    let mut intents: Vec<_> = by_intent
        .into_iter()
        .map(|(intent, count)| IntentCount {
            intent: intent.to_owned(),
            count,
            percentage: percentage(count, total),
        })
        .collect();
    intents.sort_by(|one, two| (two.count, &one.intent).cmp(&(one.count, &two.intent)));
    IntentsResponse { intents, total }
}

/// A share in percent with two decimals.
fn percentage(part: i64, whole: i64) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    rounded(to_f64(part) * 100.0 / to_f64(whole))
}

/// Growth in percent with two decimals.
fn growth(before: i64, now: i64) -> f64 {
    match (before, now) {
        (0, 0) => 0.0,
        (0, _) => 100.0,
        _ => rounded(to_f64(now - before) * 100.0 / to_f64(before)),
    }
}

fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts are far below 2^52, and percentages are rounded"
)]
fn to_f64(count: i64) -> f64 {
    count as f64
}

/// Counts by local time.
struct Times {
    /// Conversations by weekday (0 is Monday) and hour.
    weekly: [[i64; 24]; 7],
    /// Conversations and messages.
    daily: BTreeMap<NaiveDate, (i64, i64)>,
}

impl Times {
    fn of(period: &Period, counts: &[HourCount]) -> Self {
        let mut times = Self {
            weekly: [[0; 24]; 7],
            daily: BTreeMap::new(),
        };
        for count in counts {
            let local = count.hour.with_timezone(&period.zone);
            let day = times.daily.entry(local.date_naive()).or_default();
            match count.metric {
                Metric::Conversations => {
                    let weekday = local.weekday().num_days_from_monday() as usize;
                    times.weekly[weekday][local.hour() as usize] += count.count;
                    day.0 += count.count;
                }
                Metric::Questions => day.1 += 2 * count.count,
                _ => {}
            }
        }
        times
    }

    fn hourly(&self) -> Vec<HourUsage> {
        let hours = (0..24).map(|hour| HourUsage {
            hour: format!("{hour:02}:00"),
            conversations: self.weekly.iter().map(|day| day[hour]).sum(),
        });
        hours.collect()
    }

    fn weekly(&self) -> Vec<WeekdayHourUsage> {
        let hours = (1..).zip(&self.weekly).flat_map(|(weekday, day)| {
            (0..)
                .zip(day)
                .map(move |(hour, conversations)| WeekdayHourUsage {
                    weekday,
                    hour,
                    conversations: *conversations,
                })
        });
        hours.collect()
    }

    fn daily(&self, period: &Period) -> Vec<DayUsage> {
        let days = period.first_day.iter_days();
        days.take_while(|it| *it <= period.last_day)
            .map(|day| {
                let (conversations, messages) = self.daily.get(&day).copied().unwrap_or_default();
                DayUsage {
                    day,
                    conversations,
                    messages,
                }
            })
            .collect()
    }
}

/// A period that is exported day by day.
pub(super) async fn find_exported(
    carbot: &Carbot,
    user_id: UserId,
    query: AnalyticsQuery,
) -> Result<(Period, HashMap<ClientKeyId, String>)> {
    let period = find_period(carbot, user_id, query).await?;
    let keys = client_keys::list_client_keys(carbot, user_id).await?;
    let domains = keys.into_iter().map(|it| (it.id, it.domain.to_string()));
    Ok((period, domains.collect()))
}

/// When a day begins and ends.
pub(super) fn bounds(period: &Period, day: NaiveDate) -> Result<(DateTime<Utc>, DateTime<Utc>)> {
    let next = day
        .succ_opt()
        .ok_or_else(|| Error::internal("the last day of all"))?;
    let end = hour_of(start_of_day(period.zone, next));
    Ok((
        hour_of(start_of_day(period.zone, day)),
        end.min(period.to()),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_and_shares_are_percentages_with_two_decimals() {
        assert_eq!(growth(0, 0).to_string(), "0");
        assert_eq!(growth(0, 7).to_string(), "100");
        assert_eq!(growth(4, 5).to_string(), "25");
        assert_eq!(growth(3, 1).to_string(), "-66.67");
        assert_eq!(percentage(1, 3).to_string(), "33.33");
        assert_eq!(percentage(1, 0).to_string(), "0");
    }

    #[test]
    fn shares_of_page_views_are_taken_where_pages_are_watched() {
        let [page, foreign] = [ClientKeyId::new(), ClientKeyId::new()];
        let count = |client_key_id, metric, count| HourCount {
            client_key_id,
            hour: DateTime::UNIX_EPOCH,
            metric,
            intent: String::new(),
            count,
        };
        let counts = [
            count(page, Metric::PageViews, 100),
            count(page, Metric::Opened, 10),
            count(foreign, Metric::Opened, 30),
            count(foreign, Metric::Conversations, 20),
            count(page, Metric::Appointments, 5),
        ];
        let steps: Vec<_> = funnel(&counts)
            .steps
            .into_iter()
            .map(|it| (it.count, it.percentage.map(|it| it.to_string())))
            .collect();
        let share = |text: &str| Some(text.to_owned());
        assert_eq!(
            steps,
            [
                (100, None),
                (40, share("10")),
                (20, share("50")),
                (5, share("25"))
            ]
        );
    }
}
