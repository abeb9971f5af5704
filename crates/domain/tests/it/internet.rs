//! A small internet on loopback: a name server and websites, which tests change as they like.

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    response::{IntoResponse as _, Response},
};
use domain::domain_verification::{DomainProbe, TestNetwork};
use futures::StreamExt as _;
use hickory_resolver::proto::{
    op::{Message, OpCode, ResponseCode},
    rr::{
        RData, Record, RecordType,
        rdata::{A, AAAA, TXT},
    },
};
use http::{StatusCode, header};
use std::{
    collections::HashMap,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex},
};
use tokio::net::{TcpListener, UdpSocket};

/// What a website answers at a path.
#[derive(Clone, Debug)]
pub enum Page {
    /// A text.
    Text(String),
    /// A redirect.
    Redirect(String),
    /// A beginning that nothing follows.
    Endless,
}

#[derive(Default)]
struct World {
    addresses: HashMap<String, Vec<IpAddr>>,
    texts: HashMap<String, Vec<Vec<String>>>,
    pages: HashMap<String, Page>,
    address_questions: usize,
    calls: usize,
}

/// Names and websites.
#[derive(Clone)]
pub struct Internet {
    world: Arc<Mutex<World>>,
    name_server: SocketAddr,
    http_port: u16,
}

impl Internet {
    /// Nothing but the servers.
    pub async fn start() -> Self {
        let world = Arc::<Mutex<World>>::default();
        let socket = UdpSocket::bind("127.0.0.1:0").await.expect("a port");
        let name_server = socket.local_addr().expect("bound");
        tokio::spawn(answer_names(socket, world.clone()));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let http_port = listener.local_addr().expect("bound").port();
        let router = Router::new()
            .fallback(answer_page)
            .with_state(world.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self {
            world,
            name_server,
            http_port,
        }
    }

    /// How the servers are found.
    pub fn probe(&self) -> DomainProbe {
        DomainProbe::in_test_network(TestNetwork {
            name_server: self.name_server,
            http_port: self.http_port,
        })
    }

    /// Where websites answer.
    pub const fn http_port(&self) -> u16 {
        self.http_port
    }

    fn change<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        change(&mut self.world.lock().expect("no test panicked"))
    }

    /// Gives a name addresses.
    pub fn set_addresses(&self, name: &str, addresses: &[&str]) {
        let addresses = addresses.iter().map(|it| it.parse().expect("an address"));
        self.change(|it| it.addresses.insert(name.to_owned(), addresses.collect()));
    }

    /// Has a website on this machine.
    pub fn host(&self, name: &str) {
        self.set_addresses(name, &["127.0.0.1"]);
    }

    /// Gives a name TXT records, each in pieces.
    pub fn set_texts(&self, name: &str, records: &[&[&str]]) {
        let pieces = |record: &&[&str]| record.iter().map(|it| (*it).to_owned()).collect();
        let records = records.iter().map(pieces).collect();
        self.change(|it| it.texts.insert(name.to_owned(), records));
    }

    /// Puts a page on a website: `example.com/path`.
    pub fn set_page(&self, place: &str, page: Page) {
        self.change(|it| it.pages.insert(place.to_owned(), page));
    }

    /// Takes all pages and records away.
    pub fn clear(&self) {
        self.change(|it| {
            it.pages.clear();
            it.texts.clear();
        });
    }

    /// How often addresses were asked for and websites called since the last time.
    pub fn take_counts(&self) -> (usize, usize) {
        self.change(|it| {
            let counts = (it.address_questions, it.calls);
            (it.address_questions, it.calls) = (0, 0);
            counts
        })
    }
}

async fn answer_names(socket: UdpSocket, world: Arc<Mutex<World>>) {
    let mut buffer = [0; 2_048];
    while let Ok((length, peer)) = socket.recv_from(&mut buffer).await {
        let Ok(question) = Message::from_vec(&buffer[..length]) else {
            continue;
        };
        let answer = answer_name(&question, &mut world.lock().expect("no test panicked"));
        let _ = socket
            .send_to(&answer.to_vec().expect("encodes"), peer)
            .await;
    }
}

fn answer_name(question: &Message, world: &mut World) -> Message {
    let mut answer = Message::response(question.metadata.id, OpCode::Query);
    answer.metadata.recursion_desired = true;
    answer.metadata.recursion_available = true;
    let Some(query) = question.queries.first() else {
        return answer;
    };
    answer.add_query(query.clone());
    let name = query.name().to_ascii().trim_end_matches('.').to_lowercase();
    let addresses = world.addresses.get(&name);
    let texts = world.texts.get(&name);
    if addresses.is_none() && texts.is_none() {
        answer.metadata.response_code = ResponseCode::NXDomain;
    }
    let data: Vec<RData> = match query.query_type() {
        RecordType::TXT => {
            let records = texts.into_iter().flatten();
            records.map(|it| RData::TXT(TXT::new(it.clone()))).collect()
        }
        kind => {
            world.address_questions += usize::from(kind == RecordType::A);
            let addresses = addresses.into_iter().flatten();
            addresses
                .filter_map(|address| match (kind, address) {
                    (RecordType::A, IpAddr::V4(it)) => Some(RData::A(A(*it))),
                    (RecordType::AAAA, IpAddr::V6(it)) => Some(RData::AAAA(AAAA(*it))),
                    _ => None,
                })
                .collect()
        }
    };
    for data in data {
        answer.add_answer(Record::from_rdata(query.name().clone(), 60, data));
    }
    answer
}

async fn answer_page(State(world): State<Arc<Mutex<World>>>, request: Request) -> Response {
    let host = request.headers().get(header::HOST);
    let host = host.and_then(|it| it.to_str().ok()).unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default();
    let place = format!("{host}{}", request.uri().path());
    let page = {
        let mut world = world.lock().expect("no test panicked");
        world.calls += 1;
        world.pages.get(&place).cloned()
    };
    match page {
        None => StatusCode::NOT_FOUND.into_response(),
        Some(Page::Text(text)) => text.into_response(),
        Some(Page::Redirect(target)) => {
            (StatusCode::FOUND, [(header::LOCATION, target)]).into_response()
        }
        Some(Page::Endless) => {
            let start = futures::stream::iter([Ok::<_, std::io::Error>("start")]);
            Body::from_stream(start.chain(futures::stream::pending())).into_response()
        }
    }
}

/// An address no test may reach.
pub const PRIVATE: IpAddr = IpAddr::V4(Ipv4Addr::new(10, 0, 0, 1));
