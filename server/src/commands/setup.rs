//! From settings to a handle on the use cases.

use crate::config::{Config, without_password};
use anyhow::{Context, Result};
use domain::{
    Carbot, Clock, Database, MasterKey, Settings,
    language_model::LanguageModel,
    limits::{ProcessStore, RateLimiter, RedisStore},
    outbound::Reach,
};
use migration::MigratorTrait as _;
use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::Path,
};

/// Opens the database.
pub async fn connect(config: &Config) -> Result<Database> {
    prepare_data_dir(&config.data_dir)?;
    // The error repeats itself as its own cause, so it is put into words once.
    Database::connect(&config.database_url)
        .await
        .map_err(|error| {
            let url = without_password(&config.database_url);
            anyhow::anyhow!("cannot open the database {url}: {error}")
        })
}

/// Opens the database, brings it up to date where asked to, and gives the use cases.
pub async fn carbot(config: &Config, migrate: bool) -> Result<Carbot> {
    let database = connect(config).await?;
    if migrate {
        migration::Migrator::up(database.connection(), None)
            .await
            .context("cannot bring the database up to date")?;
    }
    let master_key = master_key(config)?;
    let language_model = config.language_model.clone().map(LanguageModel::new);
    let settings = Settings {
        language_model: language_model
            .transpose()
            .context("the client for the language model cannot be set up")?,
        public_url: config.public_url.clone(),
        pages_domain: config.pages_domain.clone(),
        outbound: Reach::Public,
    };
    Carbot::new(database, Clock::system(), master_key, settings).context("a template is broken")
}

/// What counts requests: this process, or Redis where one is named.
pub async fn rate_limiter(config: &Config, carbot: &Carbot) -> Result<RateLimiter> {
    if !config.rate_limits {
        tracing::warn!("CARBOT_RATE_LIMITS=off: nobody is limited");
        return Ok(RateLimiter::off());
    }
    let Some(url) = &config.redis_url else {
        return Ok(RateLimiter::new(ProcessStore::new(carbot.clock().clone())));
    };
    let store = RedisStore::connect(url, carbot)
        .await
        .with_context(|| format!("REDIS_URL: {}", without_password(url)))?;
    Ok(RateLimiter::new(store))
}

fn prepare_data_dir(path: &Path) -> Result<()> {
    fs::create_dir_all(path)
        .and_then(|()| {
            // Whether we may write is best asked by writing.
            let probe = path.join(".carbot-writable");
            fs::write(&probe, b"")?;
            fs::remove_file(probe)
        })
        .with_context(|| format!("cannot write to the data directory {}", path.display()))
}

/// The master key from the settings, or from the data directory, where it is
/// made on the first start.
fn master_key(config: &Config) -> Result<MasterKey> {
    if let Some(text) = &config.master_key {
        return MasterKey::from_hex(text)
            .context("CARBOT_MASTER_KEY must have 64 hexadecimal digits");
    }
    let path = config.data_dir.join("master.key");
    let new = MasterKey::generate().context("the system gives no random bytes")?;
    // `create_new`: of two processes that start at once, one makes the key.
    match OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)
    {
        Ok(mut file) => {
            let written = file
                .write_all(new.to_hex().as_bytes())
                .and_then(|()| file.sync_all());
            written.with_context(|| format!("cannot write {}", path.display()))?;
            Ok(new)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let text = fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            MasterKey::from_hex(&text)
                .with_context(|| format!("{} does not hold 64 hexadecimal digits", path.display()))
        }
        Err(error) => Err(error).with_context(|| format!("cannot write {}", path.display())),
    }
}
