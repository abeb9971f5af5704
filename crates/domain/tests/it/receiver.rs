//! A program that is told what happened, as far as it is needed.

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use serde_json::Value as Json;
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};
use tokio::{
    net::TcpListener,
    sync::{Semaphore, mpsc},
};

/// What the receiver does with a message; once there is nothing more to do, it takes it.
#[derive(Clone, Copy, Debug)]
pub enum Act {
    /// Answers with this status.
    Answer(u16),
    /// Takes it once [`Receiver::release`] is called.
    Wait,
}

/// A message as it arrived.
#[derive(Debug)]
pub struct Received {
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body, byte for byte.
    pub body: String,
}

/// An HTTP server that keeps what it gets.
pub struct Receiver {
    /// Where it listens.
    pub url: String,
    received: mpsc::UnboundedReceiver<Received>,
    gate: Arc<Semaphore>,
}

struct Shared {
    acts: Mutex<VecDeque<Act>>,
    received: mpsc::UnboundedSender<Received>,
    gate: Arc<Semaphore>,
}

impl Receiver {
    /// Begins to listen.
    pub async fn start(acts: &[Act]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (sender, received) = mpsc::unbounded_channel();
        let gate = Arc::new(Semaphore::new(0));
        let shared = Arc::new(Shared {
            acts: Mutex::new(acts.iter().copied().collect()),
            received: sender,
            gate: gate.clone(),
        });
        let router = Router::new().fallback(take).with_state(shared);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self {
            url: format!("http://{address}/hook"),
            received,
            gate,
        }
    }

    /// The next message, waiting for it.
    pub async fn next(&mut self) -> Received {
        self.received.recv().await.expect("the server runs")
    }

    /// The messages that have arrived since it was last asked.
    pub fn received(&mut self) -> Vec<Received> {
        std::iter::from_fn(|| self.received.try_recv().ok()).collect()
    }

    /// Takes a message that waits.
    pub fn release(&self) {
        self.gate.add_permits(1);
    }
}

async fn take(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    body: String,
) -> (StatusCode, &'static str) {
    let act = shared.acts.lock().expect("not poisoned").pop_front();
    let _ = shared.received.send(Received { headers, body });
    match act {
        None => (StatusCode::NO_CONTENT, ""),
        Some(Act::Wait) => {
            shared.gate.acquire().await.expect("open").forget();
            (StatusCode::OK, "taken")
        }
        Some(Act::Answer(status)) => {
            let status = StatusCode::from_u16(status).expect("a status");
            (status, "because\u{0} I say so")
        }
    }
}

impl Received {
    /// A header as text.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|it| it.to_str().ok())
            .unwrap_or_default()
    }

    /// The body as JSON.
    pub fn json(&self) -> Json {
        serde_json::from_str(&self.body).expect("JSON")
    }
}
