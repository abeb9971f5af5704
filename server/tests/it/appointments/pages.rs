//! The pages of appointments as browsers without JavaScript use them.

use super::{ask_for, demo_owner};
use crate::test_app::{Answer, TestApp};
use api::{
    appointments::{Appointment, AppointmentStatus},
    ids::AppointmentId,
};
use domain::demo;
use http::StatusCode;
use test_support::on_each_database;

/// Where the settings stand.
const SETTINGS: &str = "/appointments/settings";

/// The demo account, signed in.
struct Browser<'a> {
    app: &'a TestApp,
    cookie: String,
}

impl<'a> Browser<'a> {
    async fn open(app: &'a TestApp) -> Self {
        let fields = [("email", demo::EMAIL), ("password", demo::PASSWORD)];
        let answer = app.form("log_in", "", &fields).await;
        Self {
            app,
            cookie: answer.session_cookie().expect("a session"),
        }
    }

    async fn page(&self, path: &str) -> String {
        let answer = self.app.get_with_cookie(path, &self.cookie).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {answer:?}");
        answer.text
    }

    async fn send(&self, function: &str, fields: &[(&str, &str)]) -> Answer {
        self.app.form(function, &self.cookie, fields).await
    }

    /// Sends a form and gives where it leads.
    async fn follow(&self, function: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.send(function, fields).await;
        assert_eq!(answer.status, StatusCode::FOUND, "{answer:?}");
        answer.header("location").expect("leads on").to_owned()
    }

    /// Sends a form that is refused; gives the page it leads back to, opened at `path`.
    async fn refused(&self, function: &str, fields: &[(&str, &str)], path: &str) -> String {
        let location = self.follow(function, fields).await;
        let (_, error) = location.split_once('?').expect("says why");
        self.page(&format!("{path}?{error}")).await
    }
}

async fn find(app: &TestApp, id: AppointmentId) -> Appointment {
    let owner = demo_owner(app).await;
    let found = domain::appointments::find_appointment(&app.carbot, owner, id).await;
    found.expect("is there")
}

#[tokio::test]
async fn the_week_shows_its_days_with_hours_and_appointments() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let id = ask_for(&app, "09:00").await;
        let browser = Browser::open(&app).await;
        // It is Thursday, the 19th.
        let current = browser.page("/appointments").await;
        assert!(current.contains("16.11. – 22.11.2026"), "{current}");
        assert!(current.contains(r#"aria-current="date""#));
        assert!(!current.contains("Petra Muster"));
        assert!(current.contains(r#"href="/appointments?week=2026-11-15""#));
        assert!(current.contains(r#"href="/appointments?week=2026-11-23""#));
        let next = browser.page("/appointments?week=2026-11-23").await;
        assert!(next.contains(&format!(r#"href="/appointments/{id}""#)));
        for text in ["Petra Muster, VW Golf", "9:00", "Angefragt", "geschlossen"] {
            assert!(next.contains(text), "{text}: {next}");
        }
        assert!(!next.contains(r#"aria-current="date""#));
        // What is no day is the current week.
        let odd = browser.page("/appointments?week=%3Cb%3E").await;
        assert!(odd.contains("16.11. – 22.11.2026"));
        let overview = browser.page("/").await;
        assert!(overview.contains("Eine Terminanfrage wartet auf Ihre Antwort"));
    })
    .await;
}

#[tokio::test]
async fn a_request_is_confirmed_moved_and_cancelled_by_forms() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let id = ask_for(&app, "09:00").await;
        let (text, path) = (id.to_string(), format!("/appointments/{id}"));
        let browser = Browser::open(&app).await;
        let page = browser.page(&path).await;
        for expected in [
            "Dienstag, 24.11.2026, 9:00 Uhr",
            "noch kein vereinbarter Termin",
            "Bitte &lt;b&gt;anrufen&lt;/b&gt;",
            r#"href="tel:01512345678""#,
            r#"value="confirmed""#,
            r#"value="declined""#,
        ] {
            assert!(page.contains(expected), "{expected}: {page}");
        }
        assert!(!page.contains("<b>anrufen"));

        let decide = |revision: &'static str, status: &'static str| {
            [
                ("id", text.clone()),
                ("revision", revision.to_owned()),
                ("status", status.to_owned()),
                ("note", "Bis dann!\r\nIhr Team".to_owned()),
            ]
        };
        let confirm = decide("1", "confirmed");
        let confirm = confirm.each_ref().map(|(name, value)| (*name, &**value));
        let next = browser.follow("decide_appointment", &confirm).await;
        assert_eq!(next, format!("{path}?saved=confirmed"));
        let page = browser.page(&next).await;
        assert!(page.contains("Der Termin ist zugesagt."), "{page}");
        assert!(page.contains("Zugesagt") && page.contains("Bis dann!"));
        let found = find(&app, id).await;
        assert_eq!(found.decision_note.as_deref(), Some("Bis dann!\nIhr Team"));

        let to = |revision: &'static str, time: &'static str| {
            [
                ("id", text.clone()),
                ("revision", revision.to_owned()),
                ("starts_at", time.to_owned()),
            ]
        };
        let moved = to("2", "2026-11-25T14:30");
        let moved = moved.each_ref().map(|(name, value)| (*name, &**value));
        let next = browser.follow("move_appointment", &moved).await;
        assert_eq!(next, format!("{path}?saved=moved"));
        let page = browser.page(&next).await;
        assert!(page.contains("Mittwoch, 25.11.2026, 14:30 Uhr"), "{page}");

        let past = to("3", "2026-11-18T14:30");
        let past = past.each_ref().map(|(name, value)| (*name, &**value));
        let page = browser.refused("move_appointment", &past, &path).await;
        assert!(page.contains("Diese Zeit ist schon vorbei."), "{page}");

        // The page was opened before somebody moved it.
        let stale = decide("2", "cancelled");
        let stale = stale.each_ref().map(|(name, value)| (*name, &**value));
        let page = browser.refused("decide_appointment", &stale, &path).await;
        assert!(page.contains("Das hat sich inzwischen geändert."), "{page}");
        assert_eq!(find(&app, id).await.status, AppointmentStatus::Confirmed);

        let cancel = decide("3", "cancelled");
        let cancel = cancel.each_ref().map(|(name, value)| (*name, &**value));
        let next = browser.follow("decide_appointment", &cancel).await;
        let page = browser.page(&next).await;
        assert!(page.contains("Der Termin ist abgesagt."), "{page}");
        assert!(!page.contains(r#"name="starts_at""#), "is over: {page}");
    })
    .await;
}

#[tokio::test]
async fn an_appointment_is_deleted_after_a_question() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let id = ask_for(&app, "09:00").await;
        let path = format!("/appointments/{id}");
        let browser = Browser::open(&app).await;
        assert!(browser.page(&path).await.contains("endgültig löschen?"));
        let next = browser
            .follow("delete_appointment", &[("id", &id.to_string())])
            .await;
        assert_eq!(next, "/appointments?saved=deleted");
        assert!(browser.page(&next).await.contains("Gelöscht."));
        let gone = app.get_with_cookie(&path, &browser.cookie).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn the_list_has_filters_and_says_when_it_is_empty() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let browser = Browser::open(&app).await;
        let empty = browser.page("/appointments/list").await;
        assert!(empty.contains("Noch keine Terminanfragen"), "{empty}");
        ask_for(&app, "09:00").await;
        for (path, is_listed) in [
            ("/appointments/list", true),
            ("/appointments/list?status=requested", true),
            ("/appointments/list?status=confirmed", false),
            ("/appointments/list?past=true", false),
        ] {
            let page = browser.page(path).await;
            assert_eq!(page.contains("Petra Muster"), is_listed, "{path}: {page}");
            assert_eq!(page.contains("Hier ist nichts"), !is_listed, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_long_list_is_read_page_by_page() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        for number in 0..26 {
            let time = format!("{:02}:{:02}", 8 + number / 4, number % 4 * 15);
            ask_for(&app, &time).await;
        }
        let browser = Browser::open(&app).await;
        let first = browser.page("/appointments/list?status=requested").await;
        assert_eq!(first.matches("<th scope=\"row\"").count(), 25);
        let (_, rest) = first
            .split_once("href=\"/appointments/list?status=requested&amp;cursor=")
            .expect("a next page");
        let cursor = rest.split('"').next().expect("a cursor");
        let path = format!("/appointments/list?status=requested&cursor={cursor}");
        let second = browser.page(&path).await;
        assert_eq!(second.matches("<th scope=\"row\"").count(), 1);
        assert!(second.contains("Zum Anfang"), "{second}");
    })
    .await;
}

#[tokio::test]
async fn settings_are_saved_and_the_calendar_switched_on_and_off() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let owner = demo_owner(&app).await;
        let browser = Browser::open(&app).await;
        let fields = [
            ("slot_minutes", "45"),
            ("capacity", "3"),
            ("lead_minutes", "1440"),
        ];
        let next = browser.follow("save_appointment_settings", &fields).await;
        assert_eq!(next, format!("{SETTINGS}?saved=updated"));
        let page = browser.page(&next).await;
        assert!(page.contains("Gespeichert."), "{page}");
        let setup = domain::appointments::find_setup(&app.carbot, owner).await;
        let settings = setup.expect("reads").settings;
        let saved = (
            settings.slot_minutes,
            settings.capacity,
            settings.lead_minutes,
        );
        assert_eq!(saved, (45, 3, 1_440));
        let wrong = [
            ("slot_minutes", "45"),
            ("capacity", "viele"),
            ("lead_minutes", "0"),
        ];
        let page = browser
            .refused("save_appointment_settings", &wrong, SETTINGS)
            .await;
        assert!(page.contains("Bitte eine Zahl von 1 bis 50."), "{page}");

        let url = async || {
            let setup = domain::appointments::find_setup(&app.carbot, owner).await;
            setup.expect("reads").calendar_url
        };
        assert_eq!(url().await, None);
        browser.follow("renew_calendar", &[]).await;
        let first = url().await.expect("an address");
        assert!(browser.page(SETTINGS).await.contains(&first));
        browser.follow("renew_calendar", &[]).await;
        let second = url().await.expect("an address");
        assert_ne!(first, second);
        browser.follow("disable_calendar", &[]).await;
        assert_eq!(url().await, None);
        assert!(
            browser
                .page(SETTINGS)
                .await
                .contains("Kalender-Abo einschalten")
        );
    })
    .await;
}

#[tokio::test]
async fn nobody_else_sees_or_decides() {
    on_each_database(|database| async move {
        let app = TestApp::with_demo(&database).await;
        let id = ask_for(&app, "09:00").await;
        let path = format!("/appointments/{id}");
        let anonymous = app.get(&path).await;
        assert_eq!(anonymous.status, StatusCode::FOUND);
        let cookie = app.register("stranger@example.com").await;
        let stranger = Browser { app: &app, cookie };
        let page = app.get_with_cookie(&path, &stranger.cookie).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(!page.text.contains("Petra"));
        let id_text = id.to_string();
        let fields = [
            ("id", &*id_text),
            ("revision", "1"),
            ("status", "confirmed"),
        ];
        for location in [
            stranger.follow("decide_appointment", &fields).await,
            stranger.follow("delete_appointment", &fields[..1]).await,
        ] {
            assert!(location.contains("__err"), "{location}");
        }
        assert_eq!(find(&app, id).await.status, AppointmentStatus::Requested);
    })
    .await;
}
