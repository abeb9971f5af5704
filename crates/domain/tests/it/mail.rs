//! The outbox and a mail server that does what mail servers do.

use crate::shop::{Shop, request_at};
use chrono::{DateTime, Utc};
use domain::mail::{self, MAX_ATTEMPTS, Mailer, deliver_due};
use sea_orm::{FromQueryResult, Statement};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};
use test_support::{TestDatabase, on_each_database};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    sync::{mpsc, watch},
};

/// What the server does with a mail; once there is nothing more to do, it accepts.
#[derive(Clone, Copy)]
enum Act {
    TryLater,
    Refuse,
    Stall,
}

/// A mail server (RFC 5321), as far as it is needed.
struct Server {
    url: String,
    accepted: mpsc::UnboundedReceiver<String>,
}

impl Server {
    async fn start(acts: &[Act]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let acts = Arc::new(Mutex::new(acts.iter().copied().collect::<VecDeque<_>>()));
        let (accept, accepted) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acts, accept) = (acts.clone(), accept.clone());
                // A client that hangs up is no matter of the server's.
                tokio::spawn(async move { converse(stream, &acts, &accept).await });
            }
        });
        Self {
            url: format!("smtp://{address}"),
            accepted,
        }
    }

    fn mailer(&self) -> Mailer {
        Mailer::smtp(&self.url, "no-reply@carbot.example").expect("valid")
    }

    /// The mails it has accepted so far.
    fn accepted(&mut self) -> Vec<String> {
        let mut mails = Vec::new();
        while let Ok(mail) = self.accepted.try_recv() {
            mails.push(mail);
        }
        mails
    }
}

async fn converse(
    mut stream: TcpStream,
    acts: &Mutex<VecDeque<Act>>,
    accept: &mpsc::UnboundedSender<String>,
) -> std::io::Result<()> {
    let (reader, mut writer) = stream.split();
    let mut lines = BufReader::new(reader).lines();
    writer.write_all(b"220 mail.example ESMTP\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let answer = match line.get(..4).unwrap_or_default() {
            "EHLO" => "250-mail.example\r\n250 8BITMIME",
            "RCPT" => {
                let act = acts.lock().expect("not poisoned").pop_front();
                match act {
                    None => "250 ok",
                    Some(Act::TryLater) => "451 4.7.1 <petra@example.com> is greylisted",
                    Some(Act::Refuse) => "550 5.1.1 <petra@example.com>: no such user",
                    Some(Act::Stall) => std::future::pending().await,
                }
            }
            "DATA" => {
                writer.write_all(b"354 go on\r\n").await?;
                let mut mail = String::new();
                while let Some(line) = lines.next_line().await? {
                    if line == "." {
                        break;
                    }
                    mail.push_str(&line);
                    mail.push('\n');
                }
                let _ = accept.send(mail);
                "250 queued"
            }
            "QUIT" => "221 bye",
            _ => "250 ok",
        };
        writer.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}

#[derive(Debug, FromQueryResult)]
struct Row {
    attempts: i32,
    next_attempt_at: Option<DateTime<Utc>>,
    sent_at: Option<DateTime<Utc>>,
    last_error: Option<String>,
}

/// The only mail of the outbox.
async fn row(database: &TestDatabase) -> Row {
    let sql = "SELECT attempts, next_attempt_at, sent_at, last_error FROM outbox";
    let connection = database.connection();
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let rows = Row::find_by_statement(statement).all(connection).await;
    let mut rows = rows.expect("reads");
    assert_eq!(rows.len(), 1);
    rows.remove(0)
}

/// The demo business with one mail in the outbox: to itself, since the visitor gave no address.
async fn with_one_mail(database: &TestDatabase) -> Shop {
    let shop = Shop::open(database).await;
    let new = domain::appointments::NewAppointment {
        email: None,
        ..request_at("2026-11-24T09:00")
    };
    assert!(shop.ask_for("one", new).await.is_some());
    shop
}

#[tokio::test]
async fn a_mail_that_is_accepted_is_sent_once() {
    on_each_database(|database| async move {
        let shop = with_one_mail(&database).await;
        let mut server = Server::start(&[]).await;
        let mailer = server.mailer();
        assert_eq!(deliver_due(&shop.carbot, &mailer).await.ok(), Some(1));
        assert_eq!(deliver_due(&shop.carbot, &mailer).await.ok(), Some(0));
        let [mail] = &server.accepted()[..] else {
            panic!("not one mail");
        };
        assert!(
            mail.contains("To: service@autohaus-sonnenberg.example\n"),
            "{mail}"
        );
        assert!(
            mail.contains("From: CarBot <no-reply@carbot.example>\n"),
            "{mail}"
        );
        let row = row(&database).await;
        assert!(row.sent_at.is_some() && row.next_attempt_at.is_none());
        assert_eq!((row.attempts, row.last_error), (1, None));
    })
    .await;
}

#[tokio::test]
async fn several_workers_send_a_mail_once() {
    on_each_database(|database| async move {
        let shop = with_one_mail(&database).await;
        let mut server = Server::start(&[]).await;
        let mailer = server.mailer();
        let workers = (0..8).map(|_| deliver_due(&shop.carbot, &mailer));
        let sent = futures::future::join_all(workers).await;
        let sent: usize = sent.into_iter().map(|it| it.expect("works")).sum();
        assert_eq!((sent, server.accepted().len()), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn a_busy_or_stalling_server_is_tried_again_later() {
    on_each_database(|database| async move {
        let shop = with_one_mail(&database).await;
        let mut server = Server::start(&[Act::TryLater, Act::Stall]).await;
        let mailer = server.mailer();
        let impatient = mailer.clone().with_patience(Duration::from_millis(500));
        let attempt = async || deliver_due(&shop.carbot, &mailer).await.expect("works");
        assert_eq!(attempt().await, 0);
        let first = row(&database).await;
        assert_eq!(first.attempts, 1);
        assert!(first.last_error.is_some_and(|it| it.contains("greylisted")));
        // Not before the pause is over.
        shop.clock.advance(59);
        assert_eq!(attempt().await, 0);
        assert_eq!(row(&database).await.attempts, 1);
        shop.clock.advance(1);
        assert_eq!(deliver_due(&shop.carbot, &impatient).await.ok(), Some(0));
        let second = row(&database).await;
        assert_eq!(second.attempts, 2);
        assert!(second.last_error.is_some_and(|it| it.contains("too slow")));
        shop.clock.advance(180);
        assert_eq!(attempt().await, 1);
        assert_eq!(server.accepted().len(), 1);
        assert!(row(&database).await.sent_at.is_some());
    })
    .await;
}

#[tokio::test]
async fn what_a_server_refuses_is_given_up() {
    on_each_database(|database| async move {
        let shop = with_one_mail(&database).await;
        let mut server = Server::start(&[Act::Refuse]).await;
        let mailer = server.mailer();
        assert_eq!(deliver_due(&shop.carbot, &mailer).await.ok(), Some(0));
        shop.clock.advance(7 * 24 * 3600);
        assert_eq!(deliver_due(&shop.carbot, &mailer).await.ok(), Some(0));
        let row = row(&database).await;
        assert!(row.sent_at.is_none() && row.next_attempt_at.is_none());
        assert_eq!(row.attempts, 1);
        let error = row.last_error.expect("is kept");
        assert!(error.contains("no such user"), "{error}");
        assert!(server.accepted().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_server_that_is_gone_is_tried_for_hours_and_no_longer() {
    on_each_database(|database| async move {
        let shop = with_one_mail(&database).await;
        // A port that was free a moment ago.
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        drop(listener);
        let mailer = Mailer::smtp(&format!("smtp://{address}"), "no-reply@carbot.example");
        let mailer = mailer.expect("valid");
        for attempt in 1..=MAX_ATTEMPTS {
            assert_eq!(deliver_due(&shop.carbot, &mailer).await.ok(), Some(0));
            assert_eq!(row(&database).await.attempts, attempt);
            shop.clock.advance(24 * 3600);
        }
        assert_eq!(row(&database).await.next_attempt_at, None);
        assert_eq!(deliver_due(&shop.carbot, &mailer).await.ok(), Some(0));
        assert_eq!(row(&database).await.attempts, MAX_ATTEMPTS);
    })
    .await;
}

#[tokio::test]
async fn the_worker_sends_what_is_due_and_stops_when_asked() {
    on_each_database(|database| async move {
        let shop = with_one_mail(&database).await;
        let mut server = Server::start(&[]).await;
        let (end, ended) = watch::channel(false);
        let worker = mail::run(shop.carbot.clone(), server.mailer(), ended);
        let worker = tokio::spawn(worker);
        let mail = server.accepted.recv().await.expect("arrives");
        assert!(mail.contains("service@autohaus-sonnenberg.example"));
        end.send(true).expect("is heard");
        worker.await.expect("ends");
        assert!(row(&database).await.sent_at.is_some());
    })
    .await;
}
