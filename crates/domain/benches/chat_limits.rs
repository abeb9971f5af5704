//! What counting costs a chat message: `cargo bench -p domain --bench chat_limits`.

use api::widget::WidgetChatRequest;
use criterion::{Criterion, criterion_group, criterion_main};
use domain::{
    Carbot, Clock, Database, MasterKey, Settings,
    chat::{self, Visitor},
    demo,
    limits::{Limit, Limits, ProcessStore, RateLimiter},
};
use std::time::Duration;
use test_support::TestDatabase;
use tokio::runtime::Runtime;

/// The rules of a message, wide enough for a benchmark.
fn wide() -> Limits {
    let widen = |limit: Limit| Limit {
        points: u32::MAX,
        ..limit
    };
    let limits = Limits::default();
    Limits {
        widget_session: widen(limits.widget_session),
        widget_address: widen(limits.widget_address),
        widget_key: widen(limits.widget_key),
        ..limits
    }
}

fn open(database: &TestDatabase) -> Carbot {
    let settings = Settings {
        public_url: "http://localhost:3000".to_owned(),
        pages_domain: "localhost".to_owned(),
        language_model: None,
        outbound: domain::outbound::Reach::Public,
    };
    let master_key = MasterKey::from_hex(&"5a".repeat(32)).expect("a key");
    let database = Database::from(database.connection().clone());
    Carbot::new(database, Clock::system(), master_key, settings).expect("the templates are whole")
}

async fn say(carbot: &Carbot) {
    let request = WidgetChatRequest {
        client_message_id: None,
        client_key: demo::CLIENT_KEY.to_owned(),
        session_id: "session".to_owned(),
        message: "Habt ihr Samstag offen?".to_owned(),
        context: None,
    };
    let visitor = Visitor {
        origin: None,
        address: Some("203.0.113.7"),
    };
    chat::answer(carbot, visitor, &request)
        .await
        .expect("answers");
}

fn messages(criterion: &mut Criterion) {
    let runtime = Runtime::new().expect("a runtime");
    let mut group = criterion.benchmark_group("chat");
    group
        .measurement_time(Duration::from_secs(8))
        .sample_size(30);
    for is_limited in [false, true] {
        let database = runtime.block_on(TestDatabase::sqlite());
        let carbot = runtime.block_on(async {
            let carbot = open(&database);
            let store = ProcessStore::new(Clock::system());
            let limiter = if is_limited {
                RateLimiter::new(store).with_limits(wide())
            } else {
                RateLimiter::off()
            };
            let carbot = carbot.with_rate_limiter(limiter);
            demo::fill(&carbot).await.expect("fills");
            let email = api::values::Email::parse(demo::EMAIL).expect("an address");
            let tier = api::accounts::Tier::Enterprise;
            domain::accounts::set_tier(&carbot, &email, tier)
                .await
                .expect("sets");
            say(&carbot).await;
            carbot
        });
        let name = if is_limited { "limited" } else { "unlimited" };
        group.bench_function(name, |bencher| {
            bencher.iter(|| runtime.block_on(say(&carbot)));
        });
        runtime.block_on(database.close());
    }
    group.finish();
}

/// The rules alone.
fn rules(criterion: &mut Criterion) {
    let runtime = Runtime::new().expect("a runtime");
    let database = runtime.block_on(TestDatabase::sqlite());
    let carbot = open(&database);
    let limiter = RateLimiter::new(ProcessStore::new(Clock::system())).with_limits(wide());
    let carbot = carbot.with_rate_limiter(limiter);
    let key = api::ids::ClientKeyId(uuid::Uuid::from_u128(1));
    let session = api::values::SessionId::parse("session").expect("a session");
    criterion.bench_function("three rules of a message", |bencher| {
        bencher.iter(|| {
            let checked =
                domain::limits::check_visitor(&carbot, key, Some(&session), Some("203.0.113.7"));
            runtime.block_on(checked).expect("is within")
        });
    });
    runtime.block_on(database.close());
}

criterion_group!(benches, rules, messages);
criterion_main!(benches);
