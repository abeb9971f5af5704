//! The first page of the dashboard.

use crate::{
    Carbot, Result, appointments, businesses, client_keys, conversations,
    entities::{analytics_event, client_key},
    knowledge, landing_pages, services,
};
use api::{
    ids::UserId,
    overview::{Checklist, DayCount, Overview},
};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, QueryTrait,
};

const DAYS_OF_CHART: u64 = 14;

/// What the owner sees first.
pub async fn overview(carbot: &Carbot, user_id: UserId) -> Result<Overview> {
    let connection = carbot.database.connection();
    let now = carbot.clock.now();
    let since = now - TimeDelta::days(30);
    let business = businesses::first_business(carbot, user_id).await?;
    let details = &business.details;
    let recent = conversations::list_conversations(carbot, user_id, None, 5)
        .await?
        .items;
    let keys = client_keys::list_client_keys(carbot, user_id).await?;
    let checklist = Checklist {
        has_profile: !details.hours.is_empty() && details.contact.phone.is_some(),
        has_services: !services::find_all(connection, business.id)
            .await?
            .is_empty(),
        has_knowledge: !knowledge::find_all(connection, business.id)
            .await?
            .is_empty(),
        has_client_key: keys.iter().any(|it| it.is_active),
        has_conversation: !recent.is_empty(),
    };
    let zone = details.time_zone.parse().unwrap_or(Tz::Europe__Berlin);
    let today = now.with_timezone(&zone).date_naive();
    let mut daily_conversations = Vec::new();
    for day in (0..DAYS_OF_CHART)
        .rev()
        .filter_map(|it| today.checked_sub_days(Days::new(it)))
    {
        let (from, to) = (
            start_of_day(zone, day),
            start_of_day(zone, day + Days::new(1)),
        );
        let count = conversations::count_started(connection, user_id, from, to).await?;
        daily_conversations.push(DayCount { day, count });
    }
    Ok(Overview {
        checklist,
        conversations_last_30_days: conversations::count_started(
            connection,
            user_id,
            since,
            now + TimeDelta::days(1),
        )
        .await?,
        messages_last_30_days: conversations::count_messages(connection, user_id, since).await?,
        unanswered_last_30_days: count_unanswered(connection, user_id, since).await?,
        requested_appointments: appointments::count_requested(connection, user_id).await?,
        daily_conversations,
        recent,
        landing_page: landing_pages::find_landing_page(carbot, user_id).await?,
        business_name: business.details.name,
    })
}

/// The first moment of a day; on the rare day whose midnight does not exist, an hour later.
pub(crate) fn start_of_day(zone: Tz, day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_hms_opt(0, 0, 0).expect("midnight is a time");
    zone.from_local_datetime(&midnight)
        .earliest()
        .or_else(|| {
            zone.from_local_datetime(&(midnight + TimeDelta::hours(1)))
                .earliest()
        })
        .map_or_else(|| midnight.and_utc(), |it| it.to_utc())
}

async fn count_unanswered(
    connection: &impl ConnectionTrait,
    user_id: UserId,
    since: DateTime<Utc>,
) -> Result<i64> {
    let keys = client_key::Entity::find()
        .select_only()
        .column(client_key::Column::Id)
        .filter(client_key::Column::UserId.eq(user_id))
        .into_query();
    let count = analytics_event::Entity::find()
        .filter(analytics_event::Column::ClientKeyId.in_subquery(keys))
        .filter(analytics_event::Column::EventType.eq("unanswered"))
        .filter(analytics_event::Column::CreatedAt.gte(since))
        .count(connection)
        .await?;
    Ok(i64::try_from(count).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_local_midnight_also_when_the_clock_changes() {
        let check = |zone: Tz, day: (i32, u32, u32), expected: &str| {
            let day = NaiveDate::from_ymd_opt(day.0, day.1, day.2).expect("a day");
            assert_eq!(start_of_day(zone, day).to_rfc3339(), expected);
        };
        check(
            Tz::Europe__Berlin,
            (2026, 11, 23),
            "2026-11-22T23:00:00+00:00",
        );
        check(
            Tz::Europe__Berlin,
            (2026, 7, 1),
            "2026-06-30T22:00:00+00:00",
        );
        // Midnight was skipped in São Paulo.
        check(
            Tz::America__Sao_Paulo,
            (2018, 11, 4),
            "2018-11-04T03:00:00+00:00",
        );
    }
}
