//! Appointments that are asked for, moved and taken back in the chat.

use crate::{shop::mail_subjects, support::carbot};
use api::{
    appointments::{Appointment, AppointmentQuery, AppointmentSettings, AppointmentStatus},
    ids::UserId,
    values::{Email, SessionId},
    widget::{WidgetChatRequest, WidgetChatResponse},
};
use domain::{
    Carbot, accounts, appointments,
    chat::{self, Visitor},
    demo,
};
use sea_orm::{ConnectionTrait, Statement};
use test_support::on_each_database;

/// Sessions and names of visitors.
const VISITORS: [(&str, &str); 4] = [
    ("anna", "Anna Berg"),
    ("ben", "Ben Curie"),
    ("cem", "Cem Demir"),
    ("dora", "Dora Engel"),
];

async fn say(carbot: &Carbot, session: &str, message: &str) -> WidgetChatResponse {
    let request = WidgetChatRequest {
        client_key: demo::CLIENT_KEY.to_owned(),
        session_id: SessionId::parse(session).expect("a session").to_string(),
        message: message.to_owned(),
        client_message_id: None,
        context: None,
    };
    chat::answer(carbot, Visitor::default(), &request)
        .await
        .expect("answers")
}

/// The demo business with one place in each slot, and its owner.
async fn demo_owner(carbot: &Carbot) -> UserId {
    demo::fill(carbot).await.expect("fills");
    let email = Email::parse(demo::EMAIL).expect("an address");
    let owner = accounts::find_user_id(carbot, &email).await.expect("reads");
    let owner = owner.expect("the demo account");
    let settings = AppointmentSettings {
        slot_minutes: 60,
        capacity: 1,
        lead_minutes: 0,
    };
    appointments::update_settings(carbot, owner, settings)
        .await
        .expect("changes");
    owner
}

async fn all(carbot: &Carbot, owner: UserId) -> Vec<Appointment> {
    let query = AppointmentQuery::default();
    appointments::list_appointments(carbot, owner, &query)
        .await
        .expect("reads")
        .items
}

/// Says everything up to the question whether the request may be sent.
async fn ask_for_tuesday(carbot: &Carbot, session: &str, name: &str) {
    let message = format!(
        "Termin für Ölwechsel am 24.11. um 9 Uhr, VW Golf, ich heiße {name}, {session}@beispiel.de"
    );
    let reply = say(carbot, session, &message).await;
    assert!(
        reply.response.contains("Bitte kurz prüfen"),
        "{}",
        reply.response
    );
}

#[tokio::test]
async fn of_those_who_want_the_last_place_one_gets_it() {
    on_each_database(|database| async move {
        let (carbot, _) = carbot(&database);
        let owner = demo_owner(&carbot).await;
        for (session, name) in VISITORS {
            ask_for_tuesday(&carbot, session, name).await;
        }
        let confirm = |session: &'static str| {
            let carbot = carbot.clone();
            tokio::spawn(async move { say(&carbot, session, "ja").await })
        };
        let mut replies = Vec::new();
        for task in VISITORS.map(|it| confirm(it.0)) {
            replies.push(task.await.expect("no panic"));
        }
        let sent = replies.iter().filter(|it| it.response.contains("Danke!"));
        assert_eq!(sent.count(), 1);
        let refused: Vec<_> = replies
            .iter()
            .filter(|it| it.response.contains("leider schon alles vergeben"))
            .collect();
        assert_eq!(refused.len(), 3, "{replies:?}");
        assert!(refused.iter().all(|it| !it.suggestions.is_empty()));
        let booked = all(&carbot, owner).await;
        assert_eq!(booked.len(), 1);
        assert_eq!(booked[0].status, AppointmentStatus::Requested);
        assert_eq!(booked[0].starts_at.to_string(), "2026-11-24 09:00:00");
        assert!(booked[0].conversation_id.is_some());
    })
    .await;
}

#[tokio::test]
async fn a_request_is_moved_and_taken_back_in_the_chat() {
    on_each_database(|database| async move {
        let (carbot, _) = carbot(&database);
        let owner = demo_owner(&carbot).await;
        ask_for_tuesday(&carbot, "anna", "Anna Berg").await;
        say(&carbot, "anna", "ja").await;
        // Into its own slot, too, which nobody else could have.
        say(&carbot, "anna", "doch lieber am Mittwoch um 10 Uhr").await;
        let reply = say(&carbot, "anna", "ja").await;
        assert_eq!(reply.intent, "appointment_change", "{}", reply.response);
        let mut open = all(&carbot, owner).await;
        open.retain(|it| it.status.is_open());
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].starts_at.to_string(), "2026-11-25 10:00:00");
        // The old slot is free again.
        ask_for_tuesday(&carbot, "ben", "Ben Curie").await;
        let reply = say(&carbot, "ben", "ja").await;
        assert!(reply.response.contains("Danke!"), "{}", reply.response);

        let reply = say(&carbot, "anna", "ich muss den Termin absagen").await;
        assert_eq!(reply.intent, "appointment_cancel", "{}", reply.response);
        let mut open = all(&carbot, owner).await;
        open.retain(|it| it.status.is_open());
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].name, "Ben Curie");
        // Two requests and the move, to business and visitor, and two withdrawals to the business.
        assert_eq!(count(&database, "outbox").await, 3 * 2 + 2);
    })
    .await;
}

async fn count(database: &test_support::TestDatabase, table: &str) -> i64 {
    let connection = database.connection();
    let sql = format!("SELECT COUNT(*) FROM {table}");
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let row = connection.query_one_raw(statement).await.expect("reads");
    row.expect("a row").try_get_by_index(0).expect("a number")
}

#[tokio::test]
async fn who_wants_to_be_called_back_is_named_to_the_business() {
    on_each_database(|database| async move {
        let (carbot, _) = carbot(&database);
        demo_owner(&carbot).await;
        let asked = say(&carbot, "anna", "Könnt ihr mich zurückrufen?").await;
        assert_eq!(asked.intent, "human_handoff");
        assert!(
            asked.response.contains("Unter welcher Nummer"),
            "{}",
            asked.response
        );
        assert!(mail_subjects(&carbot).await.is_empty());
        let noted = say(
            &carbot,
            "anna",
            "ich heiße Anna Berg, 0171 2345678, am besten nach 16 Uhr",
        )
        .await;
        assert!(
            noted.response.contains("**0171 2345678**"),
            "{}",
            noted.response
        );
        let subjects = mail_subjects(&carbot).await;
        assert_eq!(subjects.len(), 1, "{subjects:?}");
        assert!(
            subjects[0].ends_with("Rückruf erbeten: 0171 2345678"),
            "{subjects:?}"
        );
    })
    .await;
}
