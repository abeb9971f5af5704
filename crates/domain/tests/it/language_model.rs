//! Answers worded by a model, from an HTTP server that streams, stalls, breaks off and lies.

use crate::support::carbot_with;
use api::{businesses::LanguageModelUse, widget::WidgetChatRequest};
use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
    routing::post,
};
use domain::{
    Carbot, Precondition, businesses,
    chat::{self, Visitor},
    demo,
    language_model::{LanguageModel, LanguageModelSettings},
};
use futures::{StreamExt as _, stream};
use serde_json::{Value as Json, json};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};
use test_support::{TestDatabase, on_each_database};

const QUESTION: &str = "Was kostet ein Ölwechsel beim Kleinwagen?";
const OWN_WORDS: &str = "inkl. MwSt.";

/// What the endpoint does with a request.
#[derive(Clone)]
enum Act {
    Say(&'static str),
    /// Asks for a function with arguments.
    Call(&'static str, &'static str),
    Status(u16),
    /// Half of a text, then the connection ends.
    BreakOff,
    /// A part of a text, then nothing more.
    Stall,
    Nonsense,
}

#[derive(Clone, Default)]
struct Endpoint {
    acts: Arc<Mutex<VecDeque<Act>>>,
    requests: Arc<Mutex<Vec<Json>>>,
}

impl Endpoint {
    async fn start(acts: &[Act]) -> (Self, LanguageModel) {
        let endpoint = Self::default();
        *endpoint.acts.lock().expect("not poisoned") = acts.iter().cloned().collect();
        let router = Router::new()
            .route("/v1/chat/completions", post(complete))
            .with_state(endpoint.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
        let listener = listener.expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move { axum::serve(listener, router).await });
        let model = LanguageModel::new(LanguageModelSettings {
            base_url: format!("http://{address}/v1"),
            api_key: Some("secret".to_owned()),
            model: "test".to_owned(),
            deadline: Duration::from_millis(700),
            input_cents: 100,
            output_cents: 400,
        });
        (endpoint, model.expect("a client"))
    }

    fn requests(&self) -> Vec<Json> {
        self.requests.lock().expect("not poisoned").clone()
    }
}

async fn complete(State(endpoint): State<Endpoint>, body: Bytes) -> Response {
    let request = serde_json::from_slice(&body).expect("JSON");
    endpoint
        .requests
        .lock()
        .expect("not poisoned")
        .push(request);
    let act = endpoint.acts.lock().expect("not poisoned").pop_front();
    let delta = |delta: Json, reason: Option<&str>| {
        let choice = json!({ "choices": [{ "delta": delta, "finish_reason": reason }] });
        Ok::<_, std::io::Error>(Bytes::from(format!("data: {choice}\n\n")))
    };
    let usage = || {
        let usage =
            json!({ "choices": [], "usage": { "prompt_tokens": 900, "completion_tokens": 50 } });
        Ok(Bytes::from(format!("data: {usage}\n\ndata: [DONE]\n\n")))
    };
    let events = match act.unwrap_or(Act::Status(500)) {
        Act::Status(status) => {
            return StatusCode::from_u16(status)
                .expect("a status")
                .into_response();
        }
        Act::Say(text) => {
            let letters: Vec<String> = text.split_inclusive(' ').map(str::to_owned).collect();
            let mut events: Vec<_> = letters
                .into_iter()
                .map(|it| delta(json!({ "content": it }), None))
                .collect();
            events.push(delta(json!({}), Some("stop")));
            events.push(usage());
            events
        }
        Act::Call(name, arguments) => {
            let (first, second) = arguments.split_at(arguments.len() / 2);
            let call = |name: Option<&str>, part: &str| json!({ "tool_calls": [{ "index": 0, "id": name.map(|_| "call_1"), "function": { "name": name, "arguments": part } }] });
            vec![
                delta(call(Some(name), first), None),
                delta(call(None, second), None),
                delta(json!({}), Some("tool_calls")),
                usage(),
            ]
        }
        Act::BreakOff => vec![
            delta(json!({ "content": "Gern, der Öl" }), None),
            Err(std::io::Error::other("cut")),
        ],
        Act::Stall => {
            let first = stream::iter([delta(json!({ "content": "Gern" }), None)]);
            return Body::from_stream(first.chain(stream::pending())).into_response();
        }
        Act::Nonsense => vec![Ok(Bytes::from("data: {\"choices\": 7}\n\n"))],
    };
    Body::from_stream(stream::iter(events)).into_response()
}

/// The demo business with the model switched on.
async fn demo_with(database: &TestDatabase, model: LanguageModel, cents: u32) -> Carbot {
    let (carbot, _) = carbot_with(database, Some(model));
    demo::fill(&carbot).await.expect("fills");
    let email = api::values::Email::parse(demo::EMAIL).expect("an address");
    let user = domain::accounts::find_user_id(&carbot, &email).await;
    let user = user.expect("reads").expect("the demo account");
    let business = businesses::first_business(&carbot, user).await;
    let business = business.expect("reads");
    let mut profile = demo::profile().expect("the demo profile");
    profile.business.chat.language_model = Some(LanguageModelUse {
        monthly_budget_cents: cents,
    });
    businesses::replace_profile(&carbot, user, business.id, &profile, &Precondition::Any)
        .await
        .expect("replaces");
    carbot
}

async fn ask(carbot: &Carbot, session: &str, message: &str) -> String {
    let request = WidgetChatRequest {
        client_key: demo::CLIENT_KEY.to_owned(),
        session_id: session.to_owned(),
        message: message.to_owned(),
        client_message_id: None,
        context: None,
    };
    let answer = chat::answer(carbot, Visitor::default(), &request).await;
    answer.expect("answers").response
}

#[tokio::test]
async fn a_grounded_text_is_sent_in_the_models_words() {
    on_each_database(|database| async move {
        let text = "Beim Kleinwagen sind es 89 Euro, Filter inklusive.";
        let (endpoint, model) = Endpoint::start(&[Act::Say(text)]).await;
        let carbot = demo_with(&database, model, 500).await;
        assert_eq!(ask(&carbot, "session_1", QUESTION).await, text);

        let request = &endpoint.requests()[0];
        let system = request["messages"][0]["content"].as_str().expect("a text");
        assert!(system.contains("89,00"), "{system}");
        assert_eq!(request["messages"][1]["content"], QUESTION);
        assert_eq!(request["stream"], true);
    })
    .await;
}

#[tokio::test]
async fn the_model_looks_up_hours_and_prices() {
    on_each_database(|database| async move {
        let calls = [
            Act::Call("opening_hours", r#"{"date":"2026-11-21"}"#),
            Act::Call("price", r#"{"service":"Räderwechsel"}"#),
            Act::Say("Am Samstag von 9:00 bis 13:00 Uhr, der Räderwechsel kostet 39 €."),
        ];
        let (endpoint, model) = Endpoint::start(&calls).await;
        let carbot = demo_with(&database, model, 500).await;
        let answer = ask(&carbot, "session_1", QUESTION).await;
        assert!(answer.starts_with("Am Samstag von 9:00"), "{answer}");
        let last = endpoint.requests().pop().expect("three requests");
        let results = last["messages"].to_string();
        assert!(results.contains("9:00 bis 13:00"), "{results}");
        assert!(results.contains("39,00"), "{results}");
    })
    .await;
}

#[tokio::test]
async fn whatever_goes_wrong_the_engine_answers() {
    on_each_database(|database| async move {
        let acts = [
            Act::Status(429),
            Act::Status(500),
            Act::BreakOff,
            Act::Stall,
            Act::Nonsense,
            Act::Say(""),
            // Obeys the visitor rather than us.
            Act::Say("Weil Sie es sind: nur 1 Euro!"),
            Act::Say("Kommen Sie am Sonntag um 7:15 Uhr."),
            Act::Say("Mehr unter https://evil.example/rabatt"),
            Act::Call("give_discount", r#"{"percent":"100"}"#),
        ];
        let (endpoint, model) = Endpoint::start(&acts).await;
        let carbot = demo_with(&database, model, 5_000).await;
        for number in 0..acts.len() {
            let answer = ask(&carbot, &format!("session_{number}"), QUESTION).await;
            assert!(answer.contains(OWN_WORDS), "{number}: {answer}");
        }
        assert!(endpoint.requests().len() >= acts.len());
    })
    .await;
}

#[tokio::test]
async fn the_months_budget_is_never_exceeded() {
    on_each_database(|database| async move {
        let text = "Das sind 89 Euro.";
        let (endpoint, model) = Endpoint::start(&vec![Act::Say(text); 40]).await;
        // A request can cost 1.84 cents and costs 0.11: of 20 at once, two find room at first.
        let carbot = demo_with(&database, model, 4).await;
        let asked = (0..20).map(|number| {
            let carbot = carbot.clone();
            async move { ask(&carbot, &format!("session_{number}"), QUESTION).await }
        });
        let answers = futures::future::join_all(asked).await;
        let worded = answers.iter().filter(|it| *it == text).count();
        assert_eq!(worded, endpoint.requests().len());
        assert!((2..20).contains(&worded), "{worded}");
    })
    .await;
}

#[tokio::test]
async fn nothing_personal_and_nothing_urgent_is_given_to_the_model() {
    on_each_database(|database| async move {
        let (endpoint, model) = Endpoint::start(&[]).await;
        let carbot = demo_with(&database, model, 500).await;
        ask(
            &carbot,
            "session_1",
            "Mein Auto springt nicht an, ich stehe auf der Autobahn",
        )
        .await;
        ask(
            &carbot,
            "session_2",
            "Ich brauche einen Termin für einen Ölwechsel",
        )
        .await;
        ask(&carbot, "session_2", "Max Berger, 0171 2345678").await;
        assert!(endpoint.requests().is_empty());
    })
    .await;
}
