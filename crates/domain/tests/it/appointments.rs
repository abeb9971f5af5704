//! Appointments: who gets the last place, what is decided, what is listed.

use crate::{
    shop::{Shop, codes, decision, request_at},
    support::register,
};
use api::appointments::{
    AppointmentOrder, AppointmentQuery, AppointmentSettings, AppointmentStatus,
    UpdateAppointmentRequest,
};
use domain::{
    Error, Precondition,
    appointments::{self, NewAppointment},
    conversations::{self, Recording},
    overview,
};
use sea_orm::{FromQueryResult, Statement};
use std::collections::BTreeSet;
use test_support::on_each_database;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_want_the_last_place_exactly_one_gets_it() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let settings = AppointmentSettings {
            slot_minutes: 60,
            capacity: 1,
            lead_minutes: 0,
        };
        appointments::update_settings(&shop.carbot, shop.owner, settings)
            .await
            .expect("valid");
        // Half of them want another minute of the same slot.
        let tasks: Vec<_> = (0..16)
            .map(|number| {
                let time = if number % 2 == 0 { "09:00" } else { "09:30" };
                let new = request_at(&format!("2026-11-24T{time}"));
                let turn = shop.turn(&format!("session-{number}"), new);
                let carbot = shop.carbot.clone();
                tokio::spawn(async move { conversations::record_turn(&carbot, &turn).await })
            })
            .collect();
        let mut outcomes = Vec::new();
        for task in tasks {
            outcomes.push(task.await.expect("no panic").expect("records"));
        }
        let winners: Vec<_> = outcomes
            .iter()
            .filter_map(|it| match it {
                Recording::Stored(stored) => stored.appointment_id,
                Recording::SlotTaken | Recording::KeyChanged | Recording::Repeated => None,
            })
            .collect();
        assert_eq!(winners.len(), 1);
        let listed = shop.list(&AppointmentQuery::default()).await;
        assert_eq!(listed.iter().map(|it| it.id).collect::<Vec<_>>(), winners);
        // Nothing is kept of the turns of the others.
        let kept = conversations::list_conversations(&shop.carbot, shop.owner, None, 50).await;
        assert_eq!(kept.expect("reads").items.len(), 1);
        // A place that is given back is there for the next one.
        shop.update(winners[0], &decision(AppointmentStatus::Declined))
            .await
            .expect("declines");
        let next = shop.ask_for("next", request_at("2026-11-24T09:00")).await;
        assert!(next.is_some());
    })
    .await;
}

#[tokio::test]
async fn each_decision_is_told_to_the_visitor_once() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let id = shop.ask_for_time("09:00").await;
        assert_eq!(
            shop.mails().await,
            [
                "service@autohaus-sonnenberg.example: Terminanfrage: Dienstag, 24. November 2026, 9:00 Uhr – Ölwechsel mit Filter (Kleinwagen)",
                "petra@example.com: Terminanfrage bei Autohaus Sonnenberg",
            ]
        );
        let requested = shop.find(id).await;
        assert_eq!(
            (requested.status, requested.revision),
            (AppointmentStatus::Requested, 1)
        );
        assert!(requested.service_id.is_some());

        let confirmed = shop
            .update(id, &decision(AppointmentStatus::Confirmed))
            .await
            .expect("confirms");
        assert_eq!(confirmed.revision, 2);
        let again = shop
            .update(id, &decision(AppointmentStatus::Confirmed))
            .await
            .expect("nothing to do");
        assert_eq!(again, confirmed);
        let moved = UpdateAppointmentRequest {
            starts_at: Some("2026-11-25T14:00".to_owned()),
            ..UpdateAppointmentRequest::default()
        };
        shop.update(id, &moved).await.expect("moves");
        let refused = shop.update(id, &decision(AppointmentStatus::Declined)).await;
        let error = refused.expect_err("was agreed on");
        assert!(matches!(error, Error::Conflict(_)), "{error}");
        assert_eq!(error.problem().code, "invalid_status_change");
        shop.update(id, &decision(AppointmentStatus::Cancelled))
            .await
            .expect("cancels");
        assert_eq!(
            shop.mails().await,
            [
                "petra@example.com: Termin bestätigt: Dienstag, 24. November 2026, 9:00 Uhr",
                "petra@example.com: Termin verlegt: Mittwoch, 25. November 2026, 14:00 Uhr",
                "petra@example.com: Termin abgesagt: Mittwoch, 25. November 2026, 14:00 Uhr",
            ]
        );
        assert_eq!(shop.find(id).await.revision, 4);
    })
    .await;
}

#[tokio::test]
async fn a_visitor_without_an_address_is_not_written_to() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let new = NewAppointment {
            email: None,
            ..request_at("2026-11-24T09:00")
        };
        let id = shop.ask_for("one", new).await.expect("is free");
        shop.update(id, &decision(AppointmentStatus::Confirmed))
            .await
            .expect("confirms");
        assert_eq!(shop.mails().await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_appointment_is_moved_into_the_future_only_and_from_what_was_read_only() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let id = shop.ask_for_time("09:00").await;
        let to = |time: &str| UpdateAppointmentRequest {
            starts_at: Some(time.to_owned()),
            ..UpdateAppointmentRequest::default()
        };
        // It is 10:30 on the 19th.
        let past = shop.update(id, &to("2026-11-19T10:29")).await;
        let past = past.expect_err("is over");
        assert_eq!(codes(&past), [("/starts_at".into(), "in_the_past".into())]);
        let far = shop.update(id, &to("2032-01-01T09:00")).await;
        let far = far.expect_err("is too far");
        assert_eq!(codes(&far), [("/starts_at".into(), "too_far_ahead".into())]);
        shop.update(id, &to("2026-11-19T10:31"))
            .await
            .expect("is to come");
        let stale = Precondition::OneOf(vec![1]);
        let update = appointments::update_appointment(
            &shop.carbot,
            shop.owner,
            id,
            &stale,
            &decision(AppointmentStatus::Confirmed),
        )
        .await;
        assert!(matches!(update, Err(Error::Stale)));
        let delete = appointments::delete_appointment(&shop.carbot, shop.owner, id, &stale);
        assert!(matches!(delete.await, Err(Error::Stale)));
        assert_eq!(shop.find(id).await.status, AppointmentStatus::Requested);
        let current = Precondition::OneOf(vec![2]);
        appointments::delete_appointment(&shop.carbot, shop.owner, id, &current)
            .await
            .expect("deletes");
        let found = appointments::find_appointment(&shop.carbot, shop.owner, id).await;
        assert!(matches!(found, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn another_account_finds_nothing() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let id = shop.ask_for_time("09:00").await;
        let stranger = register(&shop.carbot, "stranger@example.com").await;
        let carbot = &shop.carbot;
        let list =
            appointments::list_appointments(carbot, stranger, &AppointmentQuery::default()).await;
        assert!(list.expect("reads").items.is_empty());
        let week = appointments::find_week(carbot, stranger, None).await;
        let week = week.expect("reads");
        assert!(week.days.iter().all(|it| it.appointments.is_empty()));
        let found = appointments::find_appointment(carbot, stranger, id).await;
        assert!(matches!(found, Err(Error::NotFound)));
        let any = Precondition::Any;
        let confirm = decision(AppointmentStatus::Confirmed);
        let updated = appointments::update_appointment(carbot, stranger, id, &any, &confirm).await;
        assert!(matches!(updated, Err(Error::NotFound)));
        let deleted = appointments::delete_appointment(carbot, stranger, id, &any).await;
        assert!(matches!(deleted, Err(Error::NotFound)));
        let counted = async |user| {
            let overview = overview::overview(carbot, user).await.expect("reads");
            overview.requested_appointments
        };
        assert_eq!(counted(stranger).await, 0);
        assert_eq!(counted(shop.owner).await, 1);
        assert_eq!(shop.find(id).await.status, AppointmentStatus::Requested);
    })
    .await;
}

#[tokio::test]
async fn pages_of_the_list_hold_every_appointment_once_in_order() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let times = ["14:00", "09:00", "09:00", "10:00", "11:00"];
        for (number, time) in times.iter().enumerate() {
            let new = request_at(&format!("2026-11-24T{time}"));
            let id = shop.ask_for(&format!("session-{number}"), new).await;
            assert!(id.is_some(), "{time}");
        }
        for order in [
            AppointmentOrder::EarliestFirst,
            AppointmentOrder::LatestFirst,
        ] {
            let mut query = AppointmentQuery {
                order,
                limit: Some(2),
                ..AppointmentQuery::default()
            };
            let mut seen = Vec::new();
            loop {
                let page = appointments::list_appointments(&shop.carbot, shop.owner, &query).await;
                let page = page.expect("reads");
                assert_eq!(page.has_more, page.next_cursor.is_some());
                seen.extend(page.items);
                query.cursor = page.next_cursor;
                if query.cursor.is_none() {
                    break;
                }
            }
            assert_eq!(
                seen.iter().map(|it| it.id).collect::<BTreeSet<_>>().len(),
                5
            );
            let mut times: Vec<_> = seen.iter().map(|it| it.starts_at).collect();
            if order == AppointmentOrder::LatestFirst {
                times.reverse();
            }
            assert!(times.len() == 5 && times.is_sorted());
        }
        let made_up = AppointmentQuery {
            cursor: Some("x".to_owned()),
            ..AppointmentQuery::default()
        };
        let refused = appointments::list_appointments(&shop.carbot, shop.owner, &made_up).await;
        let refused = codes(&refused.expect_err("is no cursor"));
        assert_eq!(refused, [("/cursor".into(), "invalid_cursor".into())]);
    })
    .await;
}

#[tokio::test]
async fn the_list_is_narrowed_by_status_and_days() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let early = shop.ask_for_time("09:00").await;
        shop.ask_for("late", request_at("2026-11-25T16:30")).await;
        shop.update(early, &decision(AppointmentStatus::Confirmed))
            .await
            .expect("confirms");
        let count = async |query: AppointmentQuery| shop.list(&query).await.len();
        let day = |text: &str| text.parse().ok();
        let by_status = |status| AppointmentQuery {
            status: Some(status),
            ..AppointmentQuery::default()
        };
        assert_eq!(count(by_status(AppointmentStatus::Confirmed)).await, 1);
        assert_eq!(count(by_status(AppointmentStatus::Requested)).await, 1);
        assert_eq!(count(by_status(AppointmentStatus::Cancelled)).await, 0);
        let between = |from: &str, to: &str| AppointmentQuery {
            from: day(from),
            to: day(to),
            ..AppointmentQuery::default()
        };
        assert_eq!(count(between("2026-11-24", "2026-11-24")).await, 1);
        assert_eq!(count(between("2026-11-24", "2026-11-25")).await, 2);
        assert_eq!(count(between("2026-11-26", "2026-12-31")).await, 0);
        assert_eq!(count(between("2026-11-25", "2026-11-24")).await, 0);
        assert_eq!(count(between("-200000-01-01", "+200000-01-01")).await, 2);

        let week = appointments::find_week(&shop.carbot, shop.owner, day("2026-11-29")).await;
        let week = week.expect("reads");
        let counts: Vec<_> = week.days.iter().map(|it| it.appointments.len()).collect();
        assert_eq!(counts, [0, 1, 1, 0, 0, 0, 0]);
        assert_eq!(week.days[0].date.to_string(), "2026-11-23");
        assert_eq!(week.today.to_string(), "2026-11-19");
        assert!(!week.days[0].open.is_empty() && week.days[6].open.is_empty());
    })
    .await;
}

#[tokio::test]
async fn settings_have_bounds_and_decide_what_fits() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let refused = appointments::update_settings(
            &shop.carbot,
            shop.owner,
            AppointmentSettings {
                slot_minutes: 4,
                capacity: 0,
                lead_minutes: 43_201,
            },
        )
        .await;
        let refused = codes(&refused.expect_err("out of bounds"));
        let expected = [
            ("/slot_minutes", "invalid_slot_minutes"),
            ("/capacity", "invalid_capacity"),
            ("/lead_minutes", "invalid_lead_minutes"),
        ];
        let expected = expected.map(|(pointer, code)| (pointer.to_owned(), code.to_owned()));
        assert_eq!(refused, expected);
        let setup = appointments::find_setup(&shop.carbot, shop.owner).await;
        let before = setup.expect("reads");
        assert_eq!(
            (before.settings.slot_minutes, before.settings.capacity),
            (30, 2)
        );
        assert_eq!(before.calendar_url, None);

        // Two slots of half an hour become one of an hour, and its places are taken together.
        shop.ask_for_time("09:00").await;
        shop.ask_for_time("09:30").await;
        let settings = AppointmentSettings {
            slot_minutes: 60,
            ..before.settings
        };
        let after = appointments::update_settings(&shop.carbot, shop.owner, settings).await;
        assert_eq!(after.expect("valid").settings, settings);
        let third = shop.ask_for("third", request_at("2026-11-24T09:45")).await;
        assert_eq!(third, None);
        let later = shop.ask_for("later", request_at("2026-11-24T10:00")).await;
        assert!(later.is_some());
    })
    .await;
}

#[derive(Debug, FromQueryResult)]
struct Sealed {
    sealed: Vec<u8>,
}

#[tokio::test]
async fn neither_table_holds_personal_data_in_the_clear() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let id = shop.ask_for_time("09:00").await;
        let connection = database.connection();
        let backend = connection.get_database_backend();
        let read = async |column: &str, table: &str| {
            let sql = format!("SELECT {column} AS sealed FROM {table}");
            let rows = Sealed::find_by_statement(Statement::from_string(backend, sql))
                .all(connection)
                .await;
            rows.expect("reads")
        };
        let sealed = read("personal_data", "appointments").await;
        assert_eq!(sealed.len(), 1);
        let mails = read("message", "outbox").await;
        assert_eq!(mails.len(), 2);
        for Sealed { sealed } in sealed.iter().chain(&mails) {
            assert!(sealed.len() > 50);
            let text = String::from_utf8_lossy(sealed);
            for word in ["Petra", "Muster", "2345678", "petra@", "1234", "anrufen"] {
                assert!(!text.contains(word), "{word} in {text}");
            }
        }
        let found = shop.find(id).await;
        assert_eq!(found.name, "Petra Muster");
        assert_eq!(found.phone.as_deref(), Some("0151 2345678"));
        assert_eq!(found.plate.as_deref(), Some("B-PM 1234"));
        // What was sent is kept no longer.
        shop.mails().await;
        let mails = read("message", "outbox").await;
        assert!(mails.iter().all(|it| it.sealed.is_empty()));
    })
    .await;
}
