//! How much the assistant is used, and for what.
//!
//! What happens is kept as events and conversations. A job counts them by the hour once the hour
//! has ended, and reports read these counts; only what happened since is counted when it is asked
//! for. So a report costs as much as its period is long, however long the history is. Counts stay
//! when the conversations they were made from are deleted; nothing in them is personal.

mod counting;
mod export;
mod reports;
mod roll_up;
mod visits;

pub use export::export_days;
pub use reports::{find_analytics, find_funnel, find_intents, find_unanswered};
pub(crate) use roll_up::roll_up;
pub(crate) use visits::Visits;
pub use visits::{keep_visits, run};

/// What is counted. The names are kept in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Metric {
    /// Conversations that began.
    Conversations,
    /// Visitors who wrote for the first time on a day.
    Visitors,
    /// Questions, by intent. Each has one answer.
    Questions,
    /// Questions that were passed on.
    Unanswered,
    /// Appointments that were asked for.
    Appointments,
    /// Chats that were opened.
    Opened,
    /// Landing pages that were read.
    PageViews,
}

impl Metric {
    const ALL: [Self; 7] = [
        Self::Conversations,
        Self::Visitors,
        Self::Questions,
        Self::Unanswered,
        Self::Appointments,
        Self::Opened,
        Self::PageViews,
    ];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Conversations => "conversations",
            Self::Visitors => "visitors",
            Self::Questions => "questions",
            Self::Unanswered => "unanswered",
            Self::Appointments => "appointments",
            Self::Opened => "opened",
            Self::PageViews => "page_views",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == name)
    }

    /// The metric an event counts for.
    fn of_event(event_type: &str) -> Option<Self> {
        match event_type {
            "message" => Some(Self::Questions),
            "unanswered" => Some(Self::Unanswered),
            "appointment" => Some(Self::Appointments),
            _ => None,
        }
    }
}
