//! The application as tests use it: a fresh database, a clock that moves only
//! when it is told to, the real router called in process.

use axum::{Router, body::Body, response::Response};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    Carbot, Clock, Database, MasterKey, Settings,
    mail::{self, Mailer},
    outbound::Reach,
};
use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use serde_json::Value as Json;
use server::{
    config::Config,
    router::{AppState, router},
};
use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};
use test_support::TestDatabase;
use tower::ServiceExt as _;

/// A Thursday, 10:30 in Berlin.
pub const NOW: &str = "2026-11-19T09:30:00Z";
/// The origin of the demo's sample site.
pub const SITE: &str = "http://127.0.0.1:3100";

/// The application on a database of its own.
pub struct TestApp {
    /// The use cases, to look behind the answers.
    pub carbot: Carbot,
    router: Router,
    /// Seconds since [`NOW`].
    passed: Arc<AtomicI64>,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub text: String,
    /// The same, byte for byte.
    pub bytes: bytes::Bytes,
}

impl TestApp {
    /// The application on a fresh database.
    pub fn new(database: &TestDatabase) -> Self {
        // A test that fails prints what the server logged.
        let _ = tracing_subscriber::fmt()
            .with_test_writer()
            .with_max_level(tracing::Level::WARN)
            .try_init();
        let config = Config::read("", &BTreeMap::new()).expect("the defaults are valid");
        let now: DateTime<Utc> = NOW.parse().expect("a time");
        let settings = Settings {
            public_url: config.public_url.clone(),
            pages_domain: config.pages_domain.clone(),
            language_model: None,
            outbound: Reach::PublicAndLoopback,
        };
        let master_key = MasterKey::from_hex(&"5a".repeat(32)).expect("a key");
        let database = Database::from(database.connection().clone());
        let passed = Arc::new(AtomicI64::new(0));
        let read = Arc::clone(&passed);
        let clock = Clock::new(move || now + TimeDelta::seconds(read.load(Ordering::Relaxed)));
        let carbot =
            Carbot::new(database, clock, master_key, settings).expect("the templates are whole");
        let state = AppState {
            // The engine learns slowly without optimisation, on a busy machine for minutes.
            patience: Duration::from_mins(5),
            ..AppState::new(carbot.clone(), &config)
        };
        let router = router(state);
        Self {
            carbot,
            router,
            passed,
        }
    }

    /// Lets time pass.
    pub fn advance(&self, seconds: i64) {
        self.passed.fetch_add(seconds, Ordering::Relaxed);
    }

    /// The application with the demo business in it.
    pub async fn with_demo(database: &TestDatabase) -> Self {
        let app = Self::new(database);
        domain::demo::fill(&app.carbot)
            .await
            .expect("fills the demo business");
        app
    }

    /// Sends a request as it is.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        Answer::read(response).await
    }

    /// Answers on a free port of the loopback interface until the test ends.
    pub async fn listen(&self) -> SocketAddr {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await;
        let listener = listener.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let router = self.router.clone();
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        address
    }

    /// The first events of an answer that has no end.
    pub async fn first_events(&self, path: &str, last: Option<&str>, count: usize) -> String {
        let mut request = Request::get(path).header(header::HOST, "localhost:3000");
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let request = request.body(Body::empty()).expect("a request");
        let response = match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        assert_eq!(response.status(), StatusCode::OK);
        let mut body = response.into_body();
        let mut text = String::new();
        while text.matches("\n\n").count() < count {
            let frame = body.frame().await.expect("one more event");
            let bytes = frame.expect("it arrives").into_data().unwrap_or_default();
            text.push_str(&String::from_utf8_lossy(&bytes));
        }
        text
    }

    /// Reads a page or a file of the host `localhost:3000`.
    pub async fn get(&self, path: &str) -> Answer {
        self.get_from("localhost:3000", path).await
    }

    /// Reads a page of a host.
    pub async fn get_from(&self, host: &str, path: &str) -> Answer {
        let request = Request::get(path)
            .header(header::HOST, host)
            .body(Body::empty());
        self.send(request.expect("a request")).await
    }

    /// What the widget on a page of `origin` sends.
    pub async fn widget(&self, route: &str, origin: Option<&str>, body: &Json) -> Answer {
        self.widget_raw(route, origin, &body.to_string()).await
    }

    /// The same with a body that need not be JSON.
    pub async fn widget_raw(&self, route: &str, origin: Option<&str>, body: &str) -> Answer {
        let mut request = Request::post(format!("/api/v1/widget/{route}"))
            .header(header::HOST, "localhost:3000")
            .header(header::CONTENT_TYPE, "application/json")
            .header("x-request-id", "test-request");
        if let Some(origin) = origin {
            request = request.header(header::ORIGIN, origin);
        }
        self.send(
            request
                .body(Body::from(body.to_owned()))
                .expect("a request"),
        )
        .await
    }

    /// Sends a form as a browser without JavaScript does.
    pub async fn form(&self, function: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
        let body = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", percent_encode(value)))
            .collect::<Vec<_>>()
            .join("&");
        let request = Request::builder()
            .method(Method::POST)
            .uri(format!("/fn/{function}"))
            .header(header::HOST, "localhost:3000")
            .header(header::ORIGIN, "http://localhost:3000")
            .header(header::REFERER, "http://localhost:3000/form")
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, cookie)
            .body(Body::from(body));
        self.send(request.expect("a request")).await
    }

    /// Reads a page with cookies.
    pub async fn get_with_cookie(&self, path: &str, cookie: &str) -> Answer {
        let request = Request::get(path)
            .header(header::HOST, "localhost:3000")
            .header(header::COOKIE, cookie)
            .header(header::ACCEPT, "text/html")
            .body(Body::empty());
        self.send(request.expect("a request")).await
    }

    /// Registers an account; gives the cookie of its session.
    pub async fn register(&self, email: &str) -> String {
        let fields = [
            ("email", email),
            ("password", "SecurePassword123!"),
            ("company_name", "Werkstatt Müller"),
        ];
        let answer = self.form("register", "", &fields).await;
        assert_eq!(answer.status, StatusCode::FOUND, "{answer:?}");
        answer.session_cookie().expect("a session")
    }
}

impl TestApp {
    /// An access token of an account that `register` made.
    pub async fn access_token(&self, email: &str) -> String {
        let body = serde_json::json!({ "email": email, "password": "SecurePassword123!" });
        let answer = self.api(Method::POST, "auth/login", "", &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        let token = &answer.json()["tokens"]["access_token"];
        token.as_str().expect("a token").to_owned()
    }

    /// Delivers what waits in the outbox; gives the mails as text, oldest first.
    pub async fn mails(&self) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a folder");
        let mailer = Mailer::folder(folder.path(), "no-reply@carbot.example").expect("valid");
        mail::deliver_due(&self.carbot, &mailer)
            .await
            .expect("delivers");
        let mut files: Vec<_> = std::fs::read_dir(folder.path())
            .expect("a folder")
            .map(|it| it.expect("a file").path())
            .collect();
        // Named by ids of version 7, which sort by time.
        files.sort();
        let read = |path: &std::path::PathBuf| {
            let text = std::fs::read_to_string(path).expect("a mail");
            // Quoted-printable, as far as links need it (RFC 2045, 6.7).
            text.replace("=\r\n", "").replace("=3D", "=")
        };
        files.iter().map(read).collect()
    }

    /// Calls a route below `/api/v1/` with an access token; a null body is none, and one with
    /// `multipart` is sent as a form.
    pub async fn api(&self, method: Method, route: &str, token: &str, body: &Json) -> Answer {
        self.api_with(None, method, route, token, body).await
    }

    /// The same for one of the accounts the caller may act for.
    pub async fn api_for(
        &self,
        account: api::ids::UserId,
        method: Method,
        route: &str,
        token: &str,
        body: &Json,
    ) -> Answer {
        self.api_with(Some(account), method, route, token, body)
            .await
    }

    async fn api_with(
        &self,
        account: Option<api::ids::UserId>,
        method: Method,
        route: &str,
        token: &str,
        body: &Json,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1/{route}"))
            .header(header::HOST, "localhost:3000");
        if let Some(account) = account {
            request = request.header("x-carbot-account", account.to_string());
        }
        if !token.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let body = if body.is_null() {
            Body::empty()
        } else if let Some(parts) = body.get("multipart") {
            request = request.header(header::CONTENT_TYPE, MULTIPART);
            Body::from(multipart(parts))
        } else {
            request = request.header(header::CONTENT_TYPE, "application/json");
            Body::from(body.to_string())
        };
        self.send(request.body(body).expect("a request")).await
    }
}

/// The media type of a form with files, with the line between its parts.
pub const MULTIPART: &str = "multipart/form-data; boundary=between-the-parts";

/// The body of a form: a field for each key, and files for those of `file` as hexadecimal digits.
fn multipart(parts: &Json) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in parts.as_object().expect("fields") {
        body.extend(b"--between-the-parts\r\ncontent-disposition: form-data; ");
        let text = value.as_str().expect("a text");
        if name == "file" {
            body.extend(b"name=\"file\"; filename=\"Logo.png\"\r\ncontent-type: text/html\r\n\r\n");
            body.extend(
                (0..text.len()).step_by(2).map(|at| {
                    u8::from_str_radix(&text[at..at + 2], 16).expect("hexadecimal digits")
                }),
            );
        } else {
            body.extend(format!("name=\"{name}\"\r\n\r\n{text}").bytes());
        }
        body.extend(b"\r\n");
    }
    body.extend(b"--between-the-parts--\r\n");
    body
}

/// The token of the link to `page` in a mail.
pub fn token_in(mail: &str, page: &str) -> String {
    let link = format!("http://localhost:3000/{page}?token=");
    let rest = mail.split(&link).nth(1);
    let rest = rest.unwrap_or_else(|| panic!("no link to {page} in {mail}"));
    rest.chars().take_while(char::is_ascii_hexdigit).collect()
}

impl Answer {
    async fn read(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("the body arrives").to_bytes();
        Self {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
        }
    }

    /// The body as JSON.
    pub fn json(&self) -> Json {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The stable code of a problem.
    pub fn code(&self) -> String {
        assert_eq!(
            self.header("content-type"),
            Some("application/problem+json"),
            "{self:?}"
        );
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    /// The code of the first field that was refused.
    pub fn field_code(&self) -> String {
        assert_eq!(self.status, StatusCode::UNPROCESSABLE_ENTITY, "{self:?}");
        let code = &self.json()["errors"][0]["code"];
        code.as_str().unwrap_or_default().to_owned()
    }

    /// A header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|it| it.to_str().ok())
    }

    /// The session cookie it sets, as it is sent back.
    pub fn session_cookie(&self) -> Option<String> {
        self.headers
            .get_all(header::SET_COOKIE)
            .iter()
            .filter_map(|it| it.to_str().ok())
            .find(|it| it.starts_with("carbot="))
            .and_then(|it| it.split(';').next())
            .map(str::to_owned)
    }
}

fn percent_encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
