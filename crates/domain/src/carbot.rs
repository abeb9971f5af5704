use crate::{
    Clock, Database, MasterKey,
    analytics::Visits,
    chat::TrialDialogue,
    client_keys::KeyRecord,
    domain_verification::DomainProbe,
    landing_pages::RenderedPage,
    language_model::LanguageModel,
    limits::{ProcessStore, RateLimiter},
    outbound::Reach,
};
use api::{
    ids::{BusinessId, UserId},
    values::SessionId,
};
use moka::{future::Cache, sync::Cache as SyncCache};
use std::{
    ops::Deref,
    sync::{Arc, atomic::AtomicU32},
    time::Duration,
};
use templates::Templates;
use tokio::sync::Notify;

/// What the domain must know of the installation.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where dashboard, API and widget are reached: `https://app.example.com`, no slash at its end.
    pub public_url: String,
    /// The domain below which landing pages live: `localhost`.
    pub pages_domain: String,
    /// Words answers for businesses that switched it on.
    pub language_model: Option<LanguageModel>,
    /// How far requests to addresses of customers may reach.
    pub outbound: Reach,
}

/// The handle on everything a use case needs. Cheap to clone.
#[derive(Clone)]
pub struct Carbot {
    parts: Arc<Parts>,
    /// Who acts, where that is not the account itself.
    actor: Option<UserId>,
}

/// What a [`Carbot`] holds.
pub struct Parts {
    pub(crate) database: Database,
    pub(crate) clock: Clock,
    pub(crate) master_key: MasterKey,
    pub(crate) settings: Settings,
    pub(crate) templates: Templates,
    pub(crate) language_model: Option<LanguageModel>,
    /// Client keys by hash, unknown ones too, so that guessing costs no query.
    pub(crate) keys: Cache<String, Option<Arc<KeyRecord>>>,
    /// Chat engines by business.
    pub(crate) engines: Cache<BusinessId, Arc<crate::chat::BusinessEngine>>,
    /// What of the time of a business is taken, as it was seconds ago: whether a slot is still
    /// free is decided by the transaction that takes it.
    pub(crate) availabilities: Cache<BusinessId, Arc<brain::Availability>>,
    /// Where the trials of owners stand, which are never stored.
    pub(crate) trials: Cache<(BusinessId, SessionId), Arc<TrialDialogue>>,
    /// Rendered landing pages by host and path.
    pub(crate) pages: Cache<String, Option<Arc<RenderedPage>>>,
    /// Looks at the domains of client keys.
    pub(crate) domain_probe: DomainProbe,
    /// Counts what is limited.
    pub(crate) rate_limiter: RateLimiter,
    /// Visits that are not in the database yet.
    pub(crate) visits: Visits,
    /// Wakes the worker of this process.
    worker: Notify,
    /// Mails with links that were asked for, by e-mail address.
    pub(crate) account_mails: SyncCache<String, Arc<AtomicU32>>,
}

/// How long a client key is believed without asking the database again.
const KEY_SECONDS: u64 = 300;
/// How long another process may answer from an older profile.
const PROFILE_SECONDS: u64 = 60;
/// How long another process may offer a slot that is taken.
const AVAILABILITY_SECONDS: u64 = 15;
/// How long an owner's trial can be gone on with after its last message.
const TRIAL_SECONDS: u64 = 30 * 60;
/// The time in which an address gets so many mails with links and no more.
const ACCOUNT_MAIL_SECONDS: u64 = 60 * 60;

impl Carbot {
    /// Puts the parts together. Fails only where a template is broken.
    pub fn new(
        database: Database,
        clock: Clock,
        master_key: MasterKey,
        settings: Settings,
    ) -> Result<Self, templates::Error> {
        let live = |seconds: u64, most: u64| {
            Cache::builder()
                .time_to_live(Duration::from_secs(seconds))
                .max_capacity(most)
        };
        let rate_limiter = RateLimiter::new(ProcessStore::new(clock.clone()));
        let parts = Parts {
            database,
            clock,
            master_key,
            templates: Templates::new()?,
            language_model: settings.language_model.clone(),
            settings,
            keys: live(KEY_SECONDS, 100_000).build(),
            engines: Cache::builder()
                .time_to_live(Duration::from_secs(PROFILE_SECONDS))
                .max_capacity(2_000)
                .build(),
            availabilities: Cache::builder()
                .time_to_live(Duration::from_secs(AVAILABILITY_SECONDS))
                .max_capacity(10_000)
                .build(),
            trials: Cache::builder()
                .time_to_live(Duration::from_secs(TRIAL_SECONDS))
                .max_capacity(10_000)
                .build(),
            pages: Cache::builder()
                .time_to_live(Duration::from_secs(PROFILE_SECONDS))
                .max_capacity(5_000)
                .build(),
            domain_probe: DomainProbe::default(),
            rate_limiter,
            visits: Visits::default(),
            worker: Notify::new(),
            account_mails: SyncCache::builder()
                .time_to_live(Duration::from_secs(ACCOUNT_MAIL_SECONDS))
                .max_capacity(100_000)
                .build(),
        };
        Ok(Self {
            parts: Arc::new(parts),
            actor: None,
        })
    }

    /// The same handle for somebody who acts for an account: what is done with it is recorded as
    /// theirs.
    #[must_use]
    pub fn acting(&self, user_id: UserId) -> Self {
        Self {
            parts: self.parts.clone(),
            actor: Some(user_id),
        }
    }

    /// Who acts, where that is not the account itself.
    pub(crate) fn actor(&self) -> Option<UserId> {
        self.actor
    }

    /// The same with another way to look at domains, for tests.
    ///
    /// # Panics
    ///
    /// Where the handle was cloned before.
    #[must_use]
    pub fn with_domain_probe(self, domain_probe: DomainProbe) -> Self {
        let parts = Arc::into_inner(self.parts).expect("a new handle has no clones");
        Self {
            parts: Arc::new(Parts {
                domain_probe,
                ..parts
            }),
            actor: self.actor,
        }
    }

    /// The same with another rate limiter than the one in this process.
    ///
    /// # Panics
    ///
    /// Where the handle was cloned before.
    #[must_use]
    pub fn with_rate_limiter(self, rate_limiter: RateLimiter) -> Self {
        let parts = Arc::into_inner(self.parts).expect("a new handle has no clones");
        Self {
            parts: Arc::new(Parts {
                rate_limiter,
                ..parts
            }),
            actor: self.actor,
        }
    }

    /// Tells the worker of this process, where there is one, that the queue has something new. Call
    /// it after the commit.
    pub(crate) fn wake_worker(&self) {
        self.worker.notify_one();
    }

    /// Until [`Self::wake_worker`] is called, or was called since.
    pub(crate) async fn worker_woken(&self) {
        self.worker.notified().await;
    }

    /// The database.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Where dashboard, API and widget are reached, no slash at its end.
    pub fn public_url(&self) -> &str {
        &self.settings.public_url
    }

    /// The address of a landing page: the scheme and port of the public URL
    /// with the subdomain below the pages domain.
    pub fn page_url(&self, subdomain: &str) -> String {
        let (scheme, rest) = self.public_url().split_once("://").unwrap_or(("http", ""));
        let port = rest
            .rsplit_once(':')
            .map(|(_, port)| format!(":{port}"))
            .unwrap_or_default();
        format!(
            "{scheme}://{subdomain}.{}{port}",
            self.settings.pages_domain
        )
    }

    /// Drops everything computed from the profile of a business.
    pub(crate) async fn forget_business(&self, business_id: BusinessId) {
        self.engines.invalidate(&business_id).await;
        self.availabilities.invalidate(&business_id).await;
        // Pages are few and quickly made again; which of them belong to the
        // business is not worth an index.
        self.pages.invalidate_all();
    }
}

impl Deref for Carbot {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.parts
    }
}
