//! The demo business, whose visitors ask for appointments.

use crate::support::{TestClock, carbot};
use api::{
    Language,
    appointments::{
        Appointment, AppointmentQuery, AppointmentStatus, UpdateAppointmentRequest,
        parse_local_time,
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
};
use test_support::TestDatabase;

/// A service of the demo business.
pub const OIL_CHANGE: &str = "Ölwechsel mit Filter (Kleinwagen)";

/// The demo business with what its visitors need.
pub struct Shop {
    /// The use cases.
    pub carbot: Carbot,
    /// Its clock.
    pub clock: TestClock,
    /// The account.
    pub owner: UserId,
    key: api::client_keys::ClientKeySummary,
    business_id: api::ids::BusinessId,
}

impl Shop {
    /// Fills a fresh database.
    pub async fn open(database: &TestDatabase) -> Self {
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
    pub fn turn(&self, session: &str, new: NewAppointment) -> Turn {
        Turn {
            key_changed_at: None,
            client_key_id: self.key.id,
            business_id: self.business_id,
            session_id: SessionId::parse(session).expect("a session"),
            user_identifier: None,
            language: Language::De,
            message: "Ja".to_owned(),
            client_message_id: None,
            reply: "Die Anfrage ist unterwegs.".to_owned(),
            suggestions: Vec::new(),
            actions: Vec::new(),
            intent: "appointment_book".to_owned(),
            confidence: 1.0,
            is_unanswered: false,
            sources: Vec::new(),
            dialogue_state: serde_json::json!({}),
            page_url: None,
            appointment: Some(new),
            callback: None,
            withdraws_appointment: false,
        }
    }

    /// A visitor's turn that asks for nothing.
    pub fn small_talk(&self, session: &str) -> Turn {
        Turn {
            intent: "greeting".to_owned(),
            appointment: None,
            ..self.turn(session, request_at("2026-11-24T09:00"))
        }
    }

    /// The appointment of a visitor, where there is room for it.
    pub async fn ask_for(&self, session: &str, new: NewAppointment) -> Option<AppointmentId> {
        let turn = self.turn(session, new);
        match conversations::record_turn(&self.carbot, &turn).await {
            Ok(Recording::Stored(stored)) => stored.appointment_id,
            Ok(Recording::SlotTaken | Recording::KeyChanged | Recording::Repeated) => None,
            Err(error) => panic!("{error}"),
        }
    }

    /// Asks for a time on the next Tuesday.
    pub async fn ask_for_time(&self, time: &str) -> AppointmentId {
        let time = format!("2026-11-24T{time}");
        let session = format!("session-{}", time.replace(':', "-"));
        let id = self.ask_for(&session, request_at(&time)).await;
        id.expect("the slot is free")
    }

    /// An appointment as the owner sees it.
    pub async fn find(&self, id: AppointmentId) -> Appointment {
        let found = appointments::find_appointment(&self.carbot, self.owner, id).await;
        found.expect("is there")
    }

    /// The owner's list.
    pub async fn list(&self, query: &AppointmentQuery) -> Vec<Appointment> {
        let page = appointments::list_appointments(&self.carbot, self.owner, query).await;
        page.expect("reads").items
    }

    /// The owner changes something.
    pub async fn update(
        &self,
        id: AppointmentId,
        request: &UpdateAppointmentRequest,
    ) -> domain::Result<Appointment> {
        appointments::update_appointment(&self.carbot, self.owner, id, &Precondition::Any, request)
            .await
    }

    /// Empties the outbox into a folder; gives the subjects, oldest mail first.
    pub async fn mails(&self) -> Vec<String> {
        mail_subjects(&self.carbot).await
    }
}

/// Empties the outbox into a folder; gives receivers and subjects, oldest mail first.
pub async fn mail_subjects(carbot: &Carbot) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let mailer = Mailer::folder(folder.path(), "no-reply@carbot.example").expect("valid");
    deliver_due(carbot, &mailer).await.expect("writes");
    let mut files: Vec<_> = std::fs::read_dir(folder.path())
        .expect("a folder")
        .map(|it| it.expect("a file").path())
        .collect();
    // Their ids rise.
    files.sort();
    let read = |path| std::fs::read_to_string(path).expect("a mail");
    files.into_iter().map(read).map(|it| outline(&it)).collect()
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

/// What Petra Muster asks for.
pub fn request_at(time: &str) -> NewAppointment {
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

/// A change of the status only.
pub fn decision(status: AppointmentStatus) -> UpdateAppointmentRequest {
    UpdateAppointmentRequest {
        status: Some(status),
        ..UpdateAppointmentRequest::default()
    }
}

/// Pointers and codes of the errors of fields.
pub fn codes(error: &Error) -> Vec<(String, String)> {
    let errors = error.problem().errors.into_iter();
    errors
        .map(|it| (it.pointer.into_owned(), it.code.into_owned()))
        .collect()
}
