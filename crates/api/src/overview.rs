//! The first page of the dashboard.

use crate::{conversations::ConversationSummary, landing_pages::LandingPage};
use serde::{Deserialize, Serialize};

/// What an owner sees first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// Name of the business.
    pub business_name: String,
    /// What is left to do before visitors can be answered.
    pub checklist: Checklist,
    /// Conversations that began in the last 30 days.
    pub conversations_last_30_days: i64,
    /// Messages of both sides in the last 30 days.
    pub messages_last_30_days: i64,
    /// Questions of the last 30 days that had no answer.
    pub unanswered_last_30_days: i64,
    /// Requests for appointments that wait for a decision.
    pub requested_appointments: i64,
    /// Conversations per day, the last 14 days in the business's time zone, oldest first.
    pub daily_conversations: Vec<DayCount>,
    /// The newest conversations.
    pub recent: Vec<ConversationSummary>,
    /// The landing page, where there is one.
    pub landing_page: Option<LandingPage>,
}

/// One day of a chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayCount {
    /// The day.
    pub day: chrono::NaiveDate,
    /// How many.
    pub count: i64,
}

/// Steps of the first setup, each done or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a checklist is a list of booleans"
)]
pub struct Checklist {
    /// Hours and a phone number are entered.
    pub has_profile: bool,
    /// At least one service is entered.
    pub has_services: bool,
    /// At least one answer is entered.
    pub has_knowledge: bool,
    /// A key exists.
    pub has_client_key: bool,
    /// The first visitor was answered.
    pub has_conversation: bool,
}
