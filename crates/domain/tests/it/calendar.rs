//! The calendar feed: what it shows, and to whom.

use crate::{
    shop::{OIL_CHANGE, Shop, decision, request_at},
    support::register,
};
use api::appointments::AppointmentStatus;
use domain::{
    Error,
    appointments::{self, NewAppointment},
};
use icalendar::Component as _;
use test_support::on_each_database;

/// The part of a feed's address that proves it.
fn token_of(url: &str) -> &str {
    url.split_once("?token=").expect("a token").1
}

#[tokio::test]
async fn the_calendar_shows_what_is_open_to_those_who_know_its_address() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let new = NewAppointment {
            note: Some("Zündung; Kupplung, Bremse\nBEGIN:VEVENT \\n".to_owned()),
            ..request_at("2026-11-24T09:00")
        };
        let id = shop.ask_for("one", new).await.expect("is free");
        let gone = shop.ask_for_time("14:00").await;
        shop.update(gone, &decision(AppointmentStatus::Cancelled))
            .await
            .expect("cancels");
        let setup = appointments::renew_calendar(&shop.carbot, shop.owner).await;
        let url = setup.expect("renews").calendar_url.expect("an address");
        assert!(
            url.starts_with("http://localhost:3000/api/v1/appointments.ics?token="),
            "{url}"
        );
        let feed = appointments::find_calendar(&shop.carbot, token_of(&url)).await;
        let feed = feed.expect("is there");
        assert!(feed.lines().all(|it| it.len() <= 75), "{feed}");
        assert_eq!(feed.matches('\n').count(), feed.matches("\r\n").count());
        let calendar: icalendar::Calendar = feed.parse().expect("valid iCalendar");
        let events: Vec<_> = calendar.events().collect();
        let [event] = events[..] else {
            panic!("{} events", events.len());
        };
        assert_eq!(event.get_uid(), Some(&*format!("{id}@carbot")));
        assert_eq!(
            event.get_summary(),
            Some(&*format!("Anfrage: {OIL_CHANGE} – Petra Muster"))
        );
        let property = |name: &str| event.property_value(name).unwrap_or_default().to_owned();
        assert_eq!(property("DTSTART"), "20261124T080000Z");
        assert_eq!(property("STATUS"), "TENTATIVE");
        let unfolded = feed.replace("\r\n ", "");
        let note = r"Zündung\; Kupplung\, Bremse\nBEGIN:VEVENT \\n\n";
        assert!(unfolded.contains(note), "{unfolded}");

        shop.update(id, &decision(AppointmentStatus::Confirmed))
            .await
            .expect("confirms");
        let feed = appointments::find_calendar(&shop.carbot, token_of(&url)).await;
        let feed = feed.expect("is there");
        assert!(feed.contains("STATUS:CONFIRMED") && feed.contains("SEQUENCE:2"));
    })
    .await;
}

#[tokio::test]
async fn a_wrong_or_replaced_calendar_address_shows_nothing() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let (carbot, owner) = (&shop.carbot, shop.owner);
        let first = appointments::renew_calendar(carbot, owner).await;
        let first = first.expect("renews").calendar_url.expect("an address");
        let second = appointments::renew_calendar(carbot, owner).await;
        let second = second.expect("renews").calendar_url.expect("an address");
        let refused = async |token: &str| {
            let feed = appointments::find_calendar(carbot, token).await;
            assert!(matches!(feed, Err(Error::NotFound)), "{token}");
        };
        refused(token_of(&first)).await;
        let (id, signature) = token_of(&second).split_once('.').expect("two parts");
        refused(&format!("{id}.{}", "0".repeat(signature.len()))).await;
        refused(&format!("{id}.")).await;
        refused(&format!("{}.{signature}", api::ids::BusinessId::new())).await;
        refused(id).await;
        refused("").await;
        // The address of one business is no proof for another.
        let stranger = register(carbot, "stranger@example.com").await;
        let theirs = appointments::renew_calendar(carbot, stranger).await;
        let theirs = theirs.expect("renews").calendar_url.expect("an address");
        let (their_id, _) = token_of(&theirs).split_once('.').expect("two parts");
        refused(&format!("{their_id}.{signature}")).await;
        let open = appointments::find_calendar(carbot, token_of(&second)).await;
        assert!(open.is_ok());
        appointments::disable_calendar(carbot, owner)
            .await
            .expect("switches off");
        refused(token_of(&second)).await;
    })
    .await;
}

#[tokio::test]
async fn the_calendar_reaches_a_month_back() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        shop.ask_for_time("09:00").await;
        let setup = appointments::renew_calendar(&shop.carbot, shop.owner).await;
        let url = setup.expect("renews").calendar_url.expect("an address");
        let count = async || {
            let feed = appointments::find_calendar(&shop.carbot, token_of(&url)).await;
            feed.expect("is there").matches("BEGIN:VEVENT").count()
        };
        shop.clock.advance(34 * 24 * 3600);
        assert_eq!(count().await, 1);
        shop.clock.advance(3 * 24 * 3600);
        assert_eq!(count().await, 0);
    })
    .await;
}
