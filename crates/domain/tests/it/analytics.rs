//! Counts by the hour, and what is made of them.

use crate::{
    shop::{Shop, request_at},
    support::register,
};
use api::{
    analytics::{AnalyticsQuery, AnalyticsResponse},
    landing_pages::PublishLandingPageRequest,
    values::SessionId,
    widget::WidgetInitRequest,
};
use domain::{
    Error, analytics,
    chat::{self, Visitor},
    conversations, demo, jobs,
    landing_pages::{self, SitePage},
};
use futures::StreamExt as _;
use sea_orm::{ConnectionTrait, Statement};
use test_support::{TestDatabase, on_each_database};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// A question of a visitor.
async fn ask(shop: &Shop, session: &str, visitor: &str, intent: &str) {
    let mut turn = shop.turn("x", request_at("2026-11-24T09:00"));
    turn.session_id = SessionId::parse(session).expect("a session");
    turn.user_identifier = (!visitor.is_empty()).then(|| visitor.to_owned());
    turn.appointment = None;
    turn.intent = intent.to_owned();
    turn.is_unanswered = intent == "unknown";
    let recorded = conversations::record_turn(&shop.carbot, &turn).await;
    recorded.expect("is stored");
}

fn last_days(days: u32) -> AnalyticsQuery {
    AnalyticsQuery {
        days,
        client_key_id: None,
    }
}

async fn read(shop: &Shop, days: u32) -> AnalyticsResponse {
    let read = analytics::find_analytics(&shop.carbot, shop.owner, last_days(days)).await;
    read.expect("reads")
}

async fn count(database: &TestDatabase, table: &str) -> i64 {
    let connection = database.connection();
    let sql = format!("SELECT count(*) AS n FROM {table}");
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let row = connection.query_one_raw(statement).await.expect("reads");
    row.expect("a row").try_get("", "n").expect("a number")
}

/// Something in this period and in the one before it. Begins on a Thursday, 10:30 in Berlin.
async fn fill(shop: &Shop) {
    ask(shop, "old", "anna", "greeting").await;
    shop.clock.advance(7 * DAY);
    ask(shop, "one", "anna", "price").await;
    ask(shop, "one", "anna", "price").await;
    shop.clock.advance(HOUR);
    // The same visitor in another window, and one whose address is not known.
    ask(shop, "two", "anna", "unknown").await;
    ask(shop, "three", "", "opening_hours").await;
    let turn = shop.turn("four", request_at("2026-11-30T09:00"));
    let recorded = conversations::record_turn(&shop.carbot, &turn).await;
    recorded.expect("is stored");
    // A Friday, 00:30 in Berlin, which is still Thursday in UTC.
    shop.clock.advance(12 * HOUR + HOUR);
    ask(shop, "five", "anna-of-friday", "price").await;
}

fn check(found: &AnalyticsResponse) {
    let usage = found.usage_stats;
    let current = usage.current_period;
    assert_eq!(
        (
            current.conversations,
            current.messages,
            current.unique_users
        ),
        (5, 12, 4)
    );
    let previous = usage.previous_period;
    assert_eq!(
        (
            previous.conversations,
            previous.messages,
            previous.unique_users
        ),
        (1, 2, 1)
    );
    assert_eq!(usage.growth_rate.to_string(), "400");
    let intents: Vec<_> = found
        .top_intents
        .iter()
        .map(|it| (it.intent.as_str(), it.count, it.percentage.to_string()))
        .collect();
    assert_eq!(
        intents,
        [
            ("price", 3, "50".to_owned()),
            ("appointment_book", 1, "16.67".to_owned()),
            ("opening_hours", 1, "16.67".to_owned()),
            ("unknown", 1, "16.67".to_owned()),
        ]
    );
    let hours: Vec<_> = found
        .hourly_usage
        .iter()
        .filter(|it| it.conversations > 0)
        .map(|it| (it.hour.as_str(), it.conversations))
        .collect();
    assert_eq!(hours, [("00:00", 1), ("10:00", 1), ("11:00", 3)]);
    assert_eq!(found.hourly_usage.len(), 24);
    assert_eq!(found.weekly_usage.len(), 168);
    let weekly: Vec<_> = found
        .weekly_usage
        .iter()
        .filter(|it| it.conversations > 0)
        .map(|it| (it.weekday, it.hour, it.conversations))
        .collect();
    assert_eq!(weekly, [(4, 10, 1), (4, 11, 3), (5, 0, 1)]);
    let days: Vec<_> = found
        .daily_usage
        .iter()
        .map(|it| (it.day.to_string(), it.conversations, it.messages))
        .collect();
    assert_eq!(days.len(), 7);
    assert_eq!(days[5], ("2026-11-26".to_owned(), 4, 10));
    assert_eq!(days[6], ("2026-11-27".to_owned(), 1, 2));
    assert_eq!(found.from.to_string(), "2026-11-21");
    assert_eq!(found.to.to_string(), "2026-11-27");
    assert_eq!(found.time_zone, "Europe/Berlin");
}

#[tokio::test]
async fn counts_are_the_same_before_and_after_they_are_rolled_up() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        fill(&shop).await;
        let live = read(&shop, 7).await;
        check(&live);
        // The hour under way is not counted yet.
        jobs::run_due(&shop.carbot).await.expect("works");
        assert_eq!(read(&shop, 7).await, live);
        let counted = count(&database, "analytics_hourly").await;
        shop.clock.advance(HOUR);
        jobs::run_due(&shop.carbot).await.expect("works");
        assert!(count(&database, "analytics_hourly").await > counted);
        assert_eq!(read(&shop, 7).await, live);
        // Counts stay when what they were made from is deleted.
        let deleted = database
            .connection()
            .execute_unprepared("DELETE FROM analytics_events; DELETE FROM conversations")
            .await;
        deleted.expect("are deleted");
        assert_eq!(read(&shop, 7).await, live);
    })
    .await;
}

#[tokio::test]
async fn a_key_is_counted_for_itself_and_its_owner_only() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        fill(&shop).await;
        let keys = domain::client_keys::list_client_keys(&shop.carbot, shop.owner).await;
        let keys = keys.expect("reads");
        let of_key = async |user, index: usize| {
            let query = AnalyticsQuery {
                client_key_id: Some(keys[index].id),
                ..last_days(7)
            };
            analytics::find_analytics(&shop.carbot, user, query).await
        };
        check(&of_key(shop.owner, 0).await.expect("reads"));
        let other = of_key(shop.owner, 1).await.expect("reads");
        assert_eq!(other.usage_stats.current_period.conversations, 0);
        assert_eq!(other.top_intents, []);
        let stranger = register(&shop.carbot, "stranger@example.com").await;
        let refused = of_key(stranger, 0).await;
        assert!(matches!(refused, Err(Error::NotFound)));
        let own = analytics::find_analytics(&shop.carbot, stranger, last_days(7)).await;
        let own = own.expect("reads");
        assert_eq!(own.usage_stats.previous_period.conversations, 0);
        for days in [0, 366] {
            let refused =
                analytics::find_analytics(&shop.carbot, shop.owner, last_days(days)).await;
            assert!(matches!(refused, Err(Error::Invalid(_))), "{days}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_funnel_leads_from_reading_to_booking() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let carbot = &shop.carbot;
        let request = PublishLandingPageRequest {
            template_id: "modern-minimalist".to_owned(),
            subdomain: "trichter".to_owned(),
        };
        let published = landing_pages::publish_landing_page(carbot, shop.owner, &request).await;
        published.expect("is published");
        for page in [SitePage::Home, SitePage::Home, SitePage::Imprint] {
            let host = "trichter.localhost";
            let found = landing_pages::find_published_page(carbot, host, page, None).await;
            assert!(found.expect("reads").is_some());
        }
        let init = WidgetInitRequest {
            client_key: demo::CLIENT_KEY.to_owned(),
            domain: "localhost".to_owned(),
            locale: None,
            config: None,
        };
        for _ in 0..4 {
            let opened = chat::init(carbot, Visitor::default(), &init).await;
            opened.expect("opens");
        }
        ask(&shop, "one", "anna", "price").await;
        let turn = shop.turn("one", request_at("2026-11-24T09:00"));
        let recorded = conversations::record_turn(carbot, &turn).await;
        recorded.expect("is stored");
        ask(&shop, "two", "bernd", "unknown").await;
        // In two parts, which add up.
        analytics::keep_visits(carbot).await.expect("are kept");
        let opened = chat::init(carbot, Visitor::default(), &init).await;
        opened.expect("opens");
        analytics::keep_visits(carbot).await.expect("are kept");
        let funnel = analytics::find_funnel(carbot, shop.owner, last_days(1)).await;
        let steps: Vec<_> = funnel
            .expect("reads")
            .steps
            .iter()
            .map(|it| {
                let share = it.percentage.map(|it| it.to_string());
                format!("{} {} {share:?}", it.stage.as_str(), it.count)
            })
            .collect();
        assert_eq!(
            steps,
            [
                "page_views 2 None",
                // The chats were opened on another website.
                "opened 5 Some(\"0\")",
                "asked 2 Some(\"40\")",
                "booked 1 Some(\"50\")",
            ]
        );
        let unanswered = analytics::find_unanswered(carbot, shop.owner, last_days(1)).await;
        let unanswered = unanswered.expect("reads");
        assert_eq!(unanswered.total, 1);
        assert_eq!(unanswered.percentage.to_string(), "33.33");
        assert_eq!(unanswered.questions[0].question, "Ja");
        let intents = analytics::find_intents(carbot, shop.owner, last_days(1)).await;
        assert_eq!(intents.expect("reads").total, 3);
    })
    .await;
}

#[tokio::test]
async fn the_export_has_a_line_for_each_hour_and_website() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        fill(&shop).await;
        jobs::run_due(&shop.carbot).await.expect("works");
        let export = analytics::export_days(&shop.carbot, shop.owner, last_days(7)).await;
        let parts: Vec<_> = export.expect("reads").collect().await;
        let csv: String = parts.into_iter().map(|it| it.expect("reads")).collect();
        let lines: Vec<_> = csv.split("\r\n").collect();
        let [header, first, second, third, ""] = lines[..] else {
            panic!("{csv}");
        };
        assert_eq!(
            header,
            "hour,website,page_views,opened,conversations,unique_users,messages,unanswered,\
             appointments"
        );
        let numbers = |line: &str| line.splitn(3, ',').nth(2).map(str::to_owned);
        assert!(first.starts_with("2026-11-26T10:00:00+01:00,"), "{first}");
        assert_eq!(numbers(first).as_deref(), Some("0,0,1,1,4,0,0"));
        assert!(second.starts_with("2026-11-26T11:00:00+01:00,"), "{second}");
        assert_eq!(numbers(second).as_deref(), Some("0,0,3,2,6,1,1"));
        assert!(third.starts_with("2026-11-27T00:00:00+01:00,"), "{third}");
        assert_eq!(numbers(third).as_deref(), Some("0,0,1,1,2,0,0"));
    })
    .await;
}
