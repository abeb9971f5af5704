use super::*;
use crate::{
    Carbot, Clock, Database, MasterKey, Settings,
    appointments::{self, NewAppointment},
    chat::{Said, authorized_key, find_engine, settle},
    client_keys::KeyRecord,
    conversations::{self, Recording},
    demo,
};
use api::{
    appointments::{AppointmentQuery, parse_local_time},
    ids::ConversationId,
    values::SessionId,
};
use brain::{AppointmentRequest, Booking, DialogueState};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};
use test_support::{TestDatabase, on_each_database};

/// A Thursday, 10:30 in Berlin.
const NOW: &str = "2026-11-19T09:30:00Z";

async fn demo_carbot(database: &TestDatabase) -> Carbot {
    let settings = Settings {
        public_url: "http://localhost:3000".to_owned(),
        pages_domain: "localhost".to_owned(),
        language_model: None,
    };
    let carbot = Carbot::new(
        Database::from(database.connection().clone()),
        Clock::fixed(NOW.parse().expect("a time")),
        MasterKey::from_hex(&"5a".repeat(32)).expect("a key"),
        settings,
    )
    .expect("the templates are whole");
    demo::fill(&carbot).await.expect("fills");
    carbot
}

fn time(text: &str) -> NaiveDateTime {
    parse_local_time(text).expect("a time")
}

fn booking() -> Booking {
    Booking {
        service: "Ölwechsel".to_owned(),
        vehicle: Some("VW Golf".to_owned()),
        plate: None,
        date: time("2026-11-24T09:00").date(),
        time: 9 * 60,
        name: "Petra Muster".to_owned(),
        phone: Some("0151 2345678".to_owned()),
        email: None,
        note: None,
    }
}

/// What the engine says to `Ja`, with a finished booking in it.
fn reply_with(business: &BusinessEngine, booking: Option<Booking>) -> Reply {
    let state = DialogueState::default();
    let reply = business.engine.reply(&brain::Turn {
        message: "Ja",
        state: &state,
        now: time("2026-11-19T10:30"),
        locale: Some(Language::De),
        availability: None,
        seed: 0,
    });
    let mut state = reply.state.clone();
    state.appointment = Some(AppointmentRequest {
        service: Some("Ölwechsel".to_owned()),
        wished_time: Some("Dienstag um 9".to_owned()),
        date: Some(time("2026-11-24T09:00").date()),
        time: Some(9 * 60),
        name: Some("Petra Muster".to_owned()),
        ..AppointmentRequest::default()
    });
    Reply {
        text: "Die Anfrage ist verschickt.".to_owned(),
        booking,
        state,
        actions: vec![Action::Appointment],
        ..reply
    }
}

/// The demo business, whose slot on Tuesday at nine has been asked for as often as it can be.
struct FullSlot {
    carbot: Carbot,
    key: Arc<KeyRecord>,
    business: Arc<BusinessEngine>,
}

impl FullSlot {
    async fn new(database: &TestDatabase) -> Self {
        let carbot = demo_carbot(database).await;
        let key = authorized_key(&carbot, crate::chat::Visitor::default(), demo::CLIENT_KEY)
            .await
            .expect("a key");
        let business = find_engine(&carbot, key.business_id)
            .await
            .expect("an engine");
        let slot = Self {
            carbot,
            key,
            business,
        };
        // The usual capacity is two.
        for session in ["one", "two"] {
            let ask = |_: &brain::Turn<'_>| reply_with(&slot.business, Some(booking()));
            let (reply, _) = slot.settle(session, ask).await;
            assert_eq!(reply.text, "Die Anfrage ist verschickt.");
        }
        slot
    }

    /// A visitor confirms, and the engine replies by `ask`.
    async fn settle(
        &self,
        session: &str,
        ask: impl Fn(&brain::Turn<'_>) -> Reply,
    ) -> (Reply, ConversationId) {
        let said = said(&self.key, session);
        settle(&self.carbot, &self.business, &said, ask)
            .await
            .expect("answers")
    }
}

fn said<'a>(key: &'a KeyRecord, session: &str) -> Said<'a> {
    Said {
        key,
        session_id: SessionId::parse(session).expect("a session"),
        user_identifier: None,
        message: "Ja".to_owned(),
        page_url: None,
        state: DialogueState::default(),
        now: time("2026-11-19T10:30"),
        locale: Some(Language::De),
        seed: 0,
    }
}

#[tokio::test]
async fn who_comes_too_late_is_offered_the_next_free_times() {
    on_each_database(|database| async move {
        let slot = FullSlot::new(&database).await;
        // An engine that does not look at what is taken.
        let seen = Arc::new(Mutex::new(Vec::new()));
        let ask = |question: &brain::Turn<'_>| {
            let availability = question.availability.expect("is given");
            let taken = availability.taken.get(&time("2026-11-24T09:00")).copied();
            seen.lock().expect("no panic").push(taken);
            reply_with(&slot.business, Some(booking()))
        };
        let (reply, conversation) = slot.settle("three", ask).await;
        assert_eq!(seen.lock().expect("no panic").last(), Some(&Some(2)));
        assert!(
            reply
                .text
                .starts_with("Der Termin am 24.11. um 9:00 Uhr wurde leider gerade eben"),
            "{}",
            reply.text
        );
        assert!(
            reply.text.contains("- 24.11. um 9:30 Uhr\n"),
            "{}",
            reply.text
        );
        assert_eq!(reply.suggestions.len(), 3);
        assert!(reply.actions.is_empty() && reply.booking.is_none());
        let request = reply.state.appointment.expect("goes on");
        assert_eq!(
            (request.date, request.time, request.wished_time),
            (None, None, None)
        );
        assert_eq!(request.name.as_deref(), Some("Petra Muster"));
        // Every turn was stored, two of them with an appointment.
        let email = api::values::Email::parse(demo::EMAIL).expect("an address");
        let owner = crate::accounts::find_user_id(&slot.carbot, &email).await;
        let owner = owner.expect("reads").expect("the demo account");
        let all = AppointmentQuery::default();
        let page = appointments::list_appointments(&slot.carbot, owner, &all).await;
        assert_eq!(page.expect("reads").items.len(), 2);
        let transcript = conversations::find_transcript(&slot.carbot, owner, conversation)
            .await
            .expect("reads")
            .expect("is stored");
        assert_eq!(transcript.messages.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn an_engine_that_sees_the_slot_taken_offers_others_itself() {
    on_each_database(|database| async move {
        let slot = FullSlot::new(&database).await;
        // What another process saw seconds ago.
        let business_id = slot.key.business_id;
        let fresh = appointments::refresh_availability(&slot.carbot, business_id).await;
        let stale = Availability {
            taken: BTreeMap::new(),
            ..(*fresh.expect("reads")).clone()
        };
        slot.carbot
            .availabilities
            .insert(business_id, Arc::new(stale))
            .await;
        let ask = |question: &brain::Turn<'_>| {
            let availability = question.availability.expect("is given");
            let is_taken = availability.taken.get(&time("2026-11-24T09:00")) == Some(&2);
            if is_taken {
                Reply {
                    text: "Frei wäre 10 Uhr.".to_owned(),
                    ..reply_with(&slot.business, None)
                }
            } else {
                reply_with(&slot.business, Some(booking()))
            }
        };
        let (reply, _) = slot.settle("three", ask).await;
        assert!(reply.text.starts_with("Der Termin am"), "{}", reply.text);
        assert!(reply.text.ends_with(" Frei wäre 10 Uhr."), "{}", reply.text);
    })
    .await;
}

#[tokio::test]
async fn a_full_slot_stores_nothing_of_the_turn() {
    on_each_database(|database| async move {
        let carbot = demo_carbot(&database).await;
        let key = authorized_key(&carbot, crate::chat::Visitor::default(), demo::CLIENT_KEY)
            .await
            .expect("a key");
        let business = find_engine(&carbot, key.business_id)
            .await
            .expect("an engine");
        let reply = reply_with(&business, None);
        let record = |session: &'static str| {
            let said = said(&key, session);
            let new = Some(NewAppointment::from(booking()));
            let turn = crate::chat::to_turn(&said, &reply, new).expect("a turn");
            let carbot = carbot.clone();
            async move {
                conversations::record_turn(&carbot, &turn)
                    .await
                    .expect("records")
            }
        };
        for session in ["one", "two"] {
            let Recording::Stored(stored) = record(session).await else {
                panic!("there is room");
            };
            assert!(stored.appointment_id.is_some());
        }
        assert!(matches!(record("three").await, Recording::SlotTaken));
        let found = conversations::find_by_session(
            carbot.database.connection(),
            key.id,
            &SessionId::parse("three").expect("a session"),
        )
        .await
        .expect("reads");
        assert!(found.is_none());
    })
    .await;
}

#[test]
fn nothing_free_means_a_call() {
    let text = offer(Language::De, &[], Some("030 1234567"));
    assert!(text.contains("030 1234567"), "{text}");
    assert!(!offer(Language::Tr, &[], None).is_empty());
    assert_eq!(
        taken_sentence(Language::En, time("2026-11-24T09:00")),
        "Sorry, the appointment on 24 November at 9:00 has just been taken."
    );
}
