//! PostgreSQL databases: copies of a template that is migrated once per process.
//!
//! One thread with a runtime of its own owns the server and the administrative connection, so that
//! neither belongs to the runtime of the test that happened to come first. Tests send it requests.

mod databases;
mod installation;
mod server;

use databases::Databases;
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr};
use std::{
    sync::{OnceLock, mpsc},
    thread,
    time::Duration,
};
use tokio::sync::oneshot;
use url::Url;

/// Why there is no database.
#[derive(Clone, Debug, thiserror::Error)]
pub enum PostgresError {
    /// Nothing to start, and no server named.
    #[error(
        "there is no PostgreSQL {} or newer (install it, on Debian and Ubuntu with \
         `apt-get install postgresql`, or name a server: DATABASE_URL=postgres://…)",
        installation::OLDEST_MAJOR
    )]
    NotInstalled,
    /// It is there, but something went wrong.
    #[error("PostgreSQL for the tests failed: {0}")]
    Failed(String),
}

impl PostgresError {
    fn failed(what: &str, cause: impl std::fmt::Display) -> Self {
        Self::Failed(format!("{what}: {cause}"))
    }
}

/// A database on the server; removed when dropped.
#[derive(Debug)]
pub struct PostgresDatabase {
    /// None once somebody has been told to remove it.
    name: Option<String>,
    url: String,
    /// Whether the server is ours and soon gone, with all that it holds.
    is_throw_away: bool,
}

enum Request {
    Create {
        reply: oneshot::Sender<Result<PostgresDatabase, PostgresError>>,
    },
    Remove {
        name: String,
        done: Box<dyn FnOnce() + Send>,
    },
    ServerUrl {
        reply: mpsc::Sender<Result<String, PostgresError>>,
    },
}

/// Creates a migrated database and connects to it from the runtime of the caller.
pub async fn create() -> Result<(PostgresDatabase, DatabaseConnection), PostgresError> {
    let (reply, receiver) = oneshot::channel();
    send(Request::Create { reply });
    let database = receiver.await.unwrap_or_else(|_| Err(thread_died()))?;
    let connection = connect(&database.url, |options| {
        options.max_connections(8).min_connections(1);
    })
    .await
    .map_err(|it| PostgresError::failed("cannot connect to a new database", it))?;
    Ok((database, connection))
}

/// The URL of the server's maintenance database.
pub fn server_url() -> Result<String, PostgresError> {
    let (reply, receiver) = mpsc::channel();
    send(Request::ServerUrl { reply });
    receiver.recv().unwrap_or_else(|_| Err(thread_died()))
}

impl PostgresDatabase {
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Removes the database now.
    pub async fn remove(mut self) {
        let Some(name) = self.name.take() else { return };
        let (sender, receiver) = oneshot::channel();
        let done = Box::new(|| _ = sender.send(()));
        send(Request::Remove { name, done });
        // If the thread has died, a later process tidies up.
        let _ = receiver.await;
    }
}

impl Drop for PostgresDatabase {
    fn drop(&mut self) {
        let Some(name) = self.name.take() else { return };
        if self.is_throw_away {
            send(Request::Remove {
                name,
                done: Box::new(|| ()),
            });
        } else {
            // The process may end right after this test.
            let (sender, receiver) = mpsc::channel();
            send(Request::Remove {
                name,
                done: Box::new(move || _ = sender.send(())),
            });
            let _ = receiver.recv();
        }
    }
}

fn thread_died() -> PostgresError {
    PostgresError::Failed("the thread that looks after the server panicked".to_owned())
}

/// Hands a request to the thread. If that has died, the reply is dropped unused.
fn send(request: Request) {
    static THREAD: OnceLock<mpsc::Sender<Request>> = OnceLock::new();
    let thread = THREAD.get_or_init(|| {
        let (sender, receiver) = mpsc::channel();
        thread::Builder::new()
            .name("postgres".to_owned())
            .spawn(move || serve(&receiver))
            .expect("the system gives a test one more thread");
        sender
    });
    let _ = thread.send(request);
}

fn serve(requests: &mpsc::Receiver<Request>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("the system gives a test one more runtime");
    let mut databases = runtime.block_on(Databases::open());
    while let Ok(request) = requests.recv() {
        match (request, &mut databases) {
            (Request::Create { reply }, Ok(databases)) => {
                let unwanted = reply.send(runtime.block_on(databases.create()));
                // Whoever asked did not wait. To drop it here would wait for ourselves.
                if let Err(Ok(mut database)) = unwanted
                    && let Some(name) = database.name.take()
                {
                    runtime.block_on(databases.remove(&name));
                }
            }
            (Request::Remove { name, done }, Ok(databases)) => {
                runtime.block_on(databases.remove(&name));
                done();
            }
            (Request::ServerUrl { reply }, Ok(databases)) => {
                let _ = reply.send(Ok(databases.server_url().to_owned()));
            }
            (Request::Create { reply }, Err(error)) => _ = reply.send(Err(error.clone())),
            (Request::Remove { done, .. }, Err(_)) => done(),
            (Request::ServerUrl { reply }, Err(error)) => _ = reply.send(Err(error.clone())),
        }
    }
}

/// The server that the environment names, if it is a PostgreSQL server.
fn named_server() -> Option<Result<Url, PostgresError>> {
    let url = std::env::var("DATABASE_URL").ok()?;
    let is_postgres = url.starts_with("postgres://") || url.starts_with("postgresql://");
    is_postgres
        .then(|| Url::parse(&url).map_err(|it| PostgresError::failed("DATABASE_URL is no URL", it)))
}

async fn connect(
    url: &str,
    configure: impl FnOnce(&mut ConnectOptions),
) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options
        .sqlx_logging(false)
        .acquire_timeout(Duration::from_secs(30));
    configure(&mut options);
    Database::connect(options).await
}
