//! How much the assistant is used, and for what.

use crate::{ids::ClientKeyId, knowledge::UnansweredQuestion};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Days of a period, unless said otherwise.
pub const DEFAULT_DAYS: u32 = 30;
/// Most days of a period.
pub const MAX_DAYS: u32 = 365;

/// Which period and which website.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct AnalyticsQuery {
    /// Days of the period, today among them, 1 to 365; the previous period is as long.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 365, default = 30))]
    pub days: u32,
    /// Only this client key; all keys of the account where it is missing.
    pub client_key_id: Option<ClientKeyId>,
}

impl Default for AnalyticsQuery {
    fn default() -> Self {
        Self {
            days: DEFAULT_DAYS,
            client_key_id: None,
        }
    }
}

/// The length of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct PeriodQuery {
    /// Days of the period, today among them, 1 to 365; the previous period is as long.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 365, default = 30))]
    pub days: u32,
}

impl Default for PeriodQuery {
    fn default() -> Self {
        Self { days: DEFAULT_DAYS }
    }
}

/// Use of a key, or of all keys of an account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnalyticsResponse {
    /// This period and the one before.
    pub usage_stats: UsageStats,
    /// What visitors wanted, the most frequent first, at most ten.
    pub top_intents: Vec<IntentCount>,
    /// Conversations by the hour of the day in which they began, all 24.
    pub hourly_usage: Vec<HourUsage>,
    /// The same by weekday, all 168; Monday is 1.
    pub weekly_usage: Vec<WeekdayHourUsage>,
    /// Day by day, oldest first.
    pub daily_usage: Vec<DayUsage>,
    /// The first day of the period.
    pub from: NaiveDate,
    /// Its last day: today.
    pub to: NaiveDate,
    /// The zone of days and hours.
    #[cfg_attr(feature = "openapi", schema(example = "Europe/Berlin"))]
    pub time_zone: String,
}

/// This period and the one before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UsageStats {
    /// This period.
    pub current_period: PeriodUsage,
    /// The period of the same length before it.
    pub previous_period: PeriodUsage,
    /// Growth of the conversations in percent; 100 where there were none before.
    pub growth_rate: f64,
}

/// Use in a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PeriodUsage {
    /// Conversations that began.
    pub conversations: i64,
    /// Messages of visitors and assistant.
    pub messages: i64,
    /// Visitors, each counted once a day.
    pub unique_users: i64,
}

/// How often visitors wanted something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IntentCount {
    /// What, by the engine's name.
    #[cfg_attr(feature = "openapi", schema(example = "price"))]
    pub intent: String,
    /// How often.
    pub count: i64,
    /// Its share of all questions, with two decimals.
    pub percentage: f64,
}

/// Conversations of an hour of the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HourUsage {
    /// When the hour begins.
    #[cfg_attr(feature = "openapi", schema(example = "09:00"))]
    pub hour: String,
    /// How many began in it.
    pub conversations: i64,
}

/// Conversations of an hour of a weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WeekdayHourUsage {
    /// 1 for Monday to 7 for Sunday (ISO 8601).
    pub weekday: u32,
    /// 0 to 23.
    pub hour: u32,
    /// How many began in it.
    pub conversations: i64,
}

/// Use on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayUsage {
    /// The day.
    pub day: NaiveDate,
    /// Conversations that began.
    pub conversations: i64,
    /// Messages of visitors and assistant.
    pub messages: i64,
}

/// What visitors wanted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IntentsResponse {
    /// All intents, the most frequent first.
    pub intents: Vec<IntentCount>,
    /// Questions of the period.
    pub total: i64,
}

/// What the assistant had to pass on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnansweredResponse {
    /// How often in the period.
    pub total: i64,
    /// Its share of all questions in percent, with two decimals.
    pub percentage: f64,
    /// Open questions of all websites that were asked in the period, the most frequent first, at
    /// most twenty.
    pub questions: Vec<UnansweredQuestion>,
}

/// A step on the way to an appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FunnelStage {
    /// A landing page was read. Other websites are not watched.
    PageViews,
    /// The chat was opened.
    Opened,
    /// A question was asked: a conversation began.
    Asked,
    /// An appointment was asked for.
    Booked,
}

impl FunnelStage {
    /// The name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PageViews => "page_views",
            Self::Opened => "opened",
            Self::Asked => "asked",
            Self::Booked => "booked",
        }
    }
}

/// How many came as far as this.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FunnelStep {
    /// How far.
    pub stage: FunnelStage,
    /// How many.
    pub count: i64,
    /// Their share of the step before in percent, where both are counted on the same websites.
    pub percentage: Option<f64>,
}

/// The way from reading to booking.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FunnelResponse {
    /// Its steps, the first one first.
    pub steps: Vec<FunnelStep>,
}
