//! Appointments: who gets the last place, what is decided, what the calendar shows.

use crate::support::{TestClock, carbot, register};
use api::{
    Language,
    appointments::{
        Appointment, AppointmentOrder, AppointmentQuery, AppointmentSettings, AppointmentStatus,
        UpdateAppointmentRequest, parse_local_time,
    },
    ids::{AppointmentId, UserId},
    values::{Email, SessionId},
};
use domain::{
    Carbot, Error, Precondition,
    appointments::{self, NewAppointment},
    client_keys,
    conversations::{self, Recording, Turn},
    demo,
    mail::{Mailer, deliver_due},
    overview,
};
use sea_orm::{FromQueryResult, Statement};
use std::collections::BTreeSet;
use test_support::{TestDatabase, on_each_database};

/// A service of the demo business.
const OIL_CHANGE: &str = "Ölwechsel mit Filter (Kleinwagen)";

/// The demo business with what its visitors need.
struct Shop {
    carbot: Carbot,
    clock: TestClock,
    owner: UserId,
    key: api::client_keys::ClientKeySummary,
    business_id: api::ids::BusinessId,
}

impl Shop {
    async fn open(database: &TestDatabase) -> Self {
        let (carbot, clock) = carbot(database);
        demo::fill(&carbot).await.expect("fills");
        let email = Email::parse(demo::EMAIL).expect("an address");
        let owner = domain::accounts::find_user_id(&carbot, &email).await;
        let owner = owner.expect("reads").expect("the demo account");
        let business = domain::businesses::first_business(&carbot, owner).await;
        let keys = client_keys::list_client_keys(&carbot, owner).await;
        Self {
            key: keys.expect("reads").remove(0),
            business_id: business.expect("reads").id,
            carbot,
            clock,
            owner,
        }
    }

    /// A visitor's turn that completes this request.
    fn turn(&self, session: &str, new: NewAppointment) -> Turn {
        Turn {
            client_key_id: self.key.id,
            business_id: self.business_id,
            session_id: SessionId::parse(session).expect("a session"),
            user_identifier: None,
            language: Language::De,
            message: "Ja".to_owned(),
            reply: "Die Anfrage ist unterwegs.".to_owned(),
            intent: "appointment_book".to_owned(),
            confidence: 1.0,
            is_unanswered: false,
            sources: Vec::new(),
            dialogue_state: serde_json::json!({}),
            page_url: None,
            appointment: Some(new),
        }
    }

    async fn ask_for(&self, session: &str, new: NewAppointment) -> Option<AppointmentId> {
        let turn = self.turn(session, new);
        match conversations::record_turn(&self.carbot, &turn).await {
            Ok(Recording::Stored(stored)) => stored.appointment_id,
            Ok(Recording::SlotTaken) => None,
            Err(error) => panic!("{error}"),
        }
    }

    /// Asks for a time on the next Tuesday.
    async fn ask_for_time(&self, time: &str) -> AppointmentId {
        let time = format!("2026-11-24T{time}");
        let session = format!("session-{}", time.replace(':', "-"));
        let id = self.ask_for(&session, request_at(&time)).await;
        id.expect("the slot is free")
    }

    async fn find(&self, id: AppointmentId) -> Appointment {
        let found = appointments::find_appointment(&self.carbot, self.owner, id).await;
        found.expect("is there")
    }

    async fn list(&self, query: &AppointmentQuery) -> Vec<Appointment> {
        let page = appointments::list_appointments(&self.carbot, self.owner, query).await;
        page.expect("reads").items
    }

    async fn update(
        &self,
        id: AppointmentId,
        request: &UpdateAppointmentRequest,
    ) -> domain::Result<Appointment> {
        appointments::update_appointment(&self.carbot, self.owner, id, &Precondition::Any, request)
            .await
    }

    /// Empties the outbox into a folder; gives the subjects, oldest mail first.
    async fn mails(&self) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a folder");
        let mailer = Mailer::folder(folder.path(), "no-reply@carbot.example").expect("valid");
        deliver_due(&self.carbot, &mailer).await.expect("writes");
        let mut files: Vec<_> = std::fs::read_dir(folder.path())
            .expect("a folder")
            .map(|it| it.expect("a file").path())
            .collect();
        // Their ids rise.
        files.sort();
        let read = |path| std::fs::read_to_string(path).expect("a mail");
        files.into_iter().map(read).map(|it| outline(&it)).collect()
    }
}

/// Receiver and decoded subject of a mail.
fn outline(mail: &str) -> String {
    let head = mail.split("\r\n\r\n").next().unwrap_or_default();
    let unfolded = head.replace("\r\n ", " ");
    let header = |name: &str| {
        let line = unfolded.lines().find_map(|it| it.strip_prefix(name));
        line.unwrap_or_default().to_owned()
    };
    let words: Vec<_> = header("Subject: ").split(' ').map(decode).collect();
    format!("{}: {}", header("To: "), words.join(" "))
}

/// An encoded word of RFC 2047 in base 64, or the word itself.
fn decode(word: &str) -> String {
    use base64::Engine as _;
    let encoded = word
        .strip_prefix("=?utf-8?b?")
        .and_then(|it| it.strip_suffix("?="));
    let Some(encoded) = encoded else {
        return word.to_owned();
    };
    let bytes = base64::engine::general_purpose::STANDARD.decode(encoded);
    String::from_utf8(bytes.expect("base 64")).expect("UTF-8")
}

fn request_at(time: &str) -> NewAppointment {
    NewAppointment {
        service: OIL_CHANGE.to_owned(),
        vehicle: Some("VW Golf".to_owned()),
        plate: Some("B-PM 1234".to_owned()),
        starts_at: parse_local_time(time).expect("a time"),
        name: "Petra Muster".to_owned(),
        phone: Some("0151 2345678".to_owned()),
        email: Some("petra@example.com".to_owned()),
        note: Some("Bitte anrufen".to_owned()),
    }
}

fn decision(status: AppointmentStatus) -> UpdateAppointmentRequest {
    UpdateAppointmentRequest {
        status: Some(status),
        ..UpdateAppointmentRequest::default()
    }
}

fn codes(error: &Error) -> Vec<(String, String)> {
    let errors = error.problem().errors.into_iter();
    errors
        .map(|it| (it.pointer.into_owned(), it.code.into_owned()))
        .collect()
}

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
                Recording::SlotTaken => None,
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
        use icalendar::Component as _;
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
