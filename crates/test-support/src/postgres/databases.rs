//! The databases of this process on the server.

use super::{PostgresDatabase, PostgresError, connect, named_server, server::ThrowAwayServer};
use migration::{Migrator, MigratorTrait as _};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement};
use std::time::Duration;
use url::Url;
use uuid::Uuid;

/// Creates and removes databases. Their names begin with the one of this run, which is also the
/// application name of the administrative connection: as long as that lives, other processes leave
/// them alone.
pub struct Databases {
    url: Url,
    administration: DatabaseConnection,
    run: String,
    created: u32,
    /// Ends the statement that copies a database.
    strategy: &'static str,
    /// Kept open: the server stops when it is closed.
    throw_away_server: Option<ThrowAwayServer>,
}

impl Databases {
    /// Connects to the named server or starts one, and migrates the template.
    pub async fn open() -> Result<Self, PostgresError> {
        let (url, throw_away_server) = if let Some(url) = named_server() {
            (url?, None)
        } else {
            let server = ThrowAwayServer::start()?;
            (server.url().clone(), Some(server))
        };
        let run = format!("carbot_test_{}", Uuid::now_v7().simple());
        let administration = connect(url.as_str(), |options| {
            options
                .set_application_name(&run)
                .max_connections(1)
                .min_connections(1)
                // As long as that, because a server that refuses is asked again until then.
                .acquire_timeout(Duration::from_secs(10))
                .idle_timeout(None)
                .max_lifetime(None);
        })
        .await
        .map_err(|it| {
            let whose = throw_away_server
                .as_ref()
                .map_or(" of DATABASE_URL", |_| "");
            let (host, port) = (url.host_str().unwrap_or("?"), url.port().unwrap_or(5432));
            let what = format!("cannot connect to the server{whose}, {host}:{port}");
            PostgresError::failed(&what, it)
        })?;
        // To copy files takes half the time of logging each page, if the disk is not waited for.
        // Version 14 knows no other way.
        let knows_strategies = throw_away_server
            .as_ref()
            .is_some_and(|it| it.version().0 >= 15);
        let strategy = if knows_strategies {
            " STRATEGY file_copy"
        } else {
            ""
        };
        let databases = Self {
            url,
            administration,
            run,
            created: 0,
            strategy,
            throw_away_server,
        };
        databases
            .remove_left_overs()
            .await
            .map_err(|it| PostgresError::failed("cannot list the databases", it))?;
        databases
            .migrate_template()
            .await
            .map_err(|it| PostgresError::failed("cannot migrate a template", it))?;
        Ok(databases)
    }

    pub fn server_url(&self) -> &str {
        self.url.as_str()
    }

    /// A copy of the template.
    pub async fn create(&mut self) -> Result<PostgresDatabase, PostgresError> {
        self.created += 1;
        let name = format!("{}_{}", self.run, self.created);
        let (template, strategy) = (self.template(), self.strategy);
        let statement = format!(r#"CREATE DATABASE "{name}" TEMPLATE "{template}"{strategy}"#);
        self.administration
            .execute_unprepared(&statement)
            .await
            .map_err(|it| PostgresError::failed("cannot create a database", it))?;
        Ok(PostgresDatabase {
            url: self.database_url(&name),
            name: Some(name),
            is_throw_away: self.throw_away_server.is_some(),
        })
    }

    /// Removes a database, whoever is connected to it. What fails here is left to
    /// [`Self::remove_left_overs`] of a later process.
    pub async fn remove(&self, name: &str) {
        let statement = format!(r#"DROP DATABASE IF EXISTS "{name}" WITH (FORCE)"#);
        let _ = self.administration.execute_unprepared(&statement).await;
    }

    fn template(&self) -> String {
        format!("{}_template", self.run)
    }

    fn database_url(&self, name: &str) -> String {
        let mut url = self.url.clone();
        url.set_path(name);
        url.into()
    }

    async fn migrate_template(&self) -> Result<(), DbErr> {
        let template = self.template();
        self.administration
            .execute_unprepared(&format!(r#"CREATE DATABASE "{template}""#))
            .await?;
        let connection = connect(&self.database_url(&template), |options| {
            options.max_connections(1);
        })
        .await?;
        Migrator::up(&connection, None).await?;
        connection.close().await?;
        // A database with connections cannot be copied.
        self.administration
            .execute_unprepared(&format!(
                r#"ALTER DATABASE "{template}" ALLOW_CONNECTIONS false"#
            ))
            .await?;
        Ok(())
    }

    /// Removes what processes left behind that were killed, and the templates of those that ended:
    /// a database is one of theirs if no connection bears the name of its run.
    async fn remove_left_overs(&self) -> Result<(), DbErr> {
        let left_overs = self
            .administration
            .query_all_raw(Statement::from_string(
                DbBackend::Postgres,
                "SELECT databases.datname::text AS name FROM pg_database AS databases \
                 WHERE databases.datname ~ '^carbot_test_[0-9a-f]{32}_' AND NOT EXISTS ( \
                 SELECT 1 FROM pg_stat_activity AS sessions \
                 WHERE sessions.application_name = substring(databases.datname FROM 1 FOR 44))",
            ))
            .await?;
        for row in left_overs {
            let name: String = row.try_get("", "name")?;
            // Without force: if somebody is connected after all, or it belongs to another role, it
            // stays.
            let statement = format!(r#"DROP DATABASE IF EXISTS "{name}""#);
            let _ = self.administration.execute_unprepared(&statement).await;
        }
        Ok(())
    }
}
