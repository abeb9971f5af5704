//! The use cases on a fresh database, with two accounts that must not meet.

use crate::shop::mail_subjects;
use api::{accounts::RegisterRequest, ids::UserId};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    Carbot, Clock, Database, MasterKey, Settings, accounts, language_model::LanguageModel,
    outbound::Reach,
};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};
use test_support::TestDatabase;

/// A clock that tests set forward.
#[derive(Clone, Default)]
pub struct TestClock(Arc<AtomicI64>);

impl TestClock {
    /// Lets time pass.
    pub fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::Relaxed);
    }
}

/// The use cases with their clock.
pub fn carbot(database: &TestDatabase) -> (Carbot, TestClock) {
    carbot_with(database, None)
}

/// What another process has: the same database through connections of its own, the same clock.
pub async fn another_process(database: &TestDatabase, clock: &TestClock) -> Carbot {
    let database = Database::connect(database.url()).await.expect("connects");
    assemble(database, clock, None)
}

/// The same with a language model.
pub fn carbot_with(
    database: &TestDatabase,
    language_model: Option<LanguageModel>,
) -> (Carbot, TestClock) {
    let test_clock = TestClock::default();
    let database = Database::from(database.connection().clone());
    (assemble(database, &test_clock, language_model), test_clock)
}

fn assemble(
    database: Database,
    clock: &TestClock,
    language_model: Option<LanguageModel>,
) -> Carbot {
    let start: DateTime<Utc> = "2026-11-19T09:30:00Z".parse().expect("a time");
    let passed = clock.clone();
    let clock = Clock::new(move || start + TimeDelta::seconds(passed.0.load(Ordering::Relaxed)));
    let settings = Settings {
        public_url: "http://localhost:3000".to_owned(),
        pages_domain: "localhost".to_owned(),
        language_model,
        outbound: Reach::PublicAndLoopback,
    };
    let master_key = MasterKey::from_hex(&"5a".repeat(32)).expect("a key");
    Carbot::new(database, clock, master_key, settings).expect("the templates are whole")
}

/// A new account.
pub async fn register(carbot: &Carbot, email: &str) -> UserId {
    let request = RegisterRequest {
        email: email.to_owned(),
        password: "SecurePassword123!".to_owned(),
        first_name: None,
        last_name: None,
        company_name: Some("Werkstatt Müller".to_owned()),
        locale: None,
    };
    let user = accounts::register(carbot, &request)
        .await
        .expect("registers");
    // The mail that proves the address is no matter of the tests that begin here.
    mail_subjects(carbot).await;
    user.id
}
