use crate::{
    Clock, Database, MasterKey, chat::TrialDialogue, client_keys::KeyRecord,
    landing_pages::RenderedPage, language_model::LanguageModel,
};
use api::{ids::BusinessId, values::SessionId};
use moka::{future::Cache, sync::Cache as SyncCache};
use std::{
    ops::Deref,
    sync::{Arc, atomic::AtomicU32},
    time::Duration,
};
use templates::Templates;

/// What the domain must know of the installation.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where dashboard, API and widget are reached: `https://app.example.com`, no slash at its end.
    pub public_url: String,
    /// The domain below which landing pages live: `localhost`.
    pub pages_domain: String,
    /// Words answers for businesses that switched it on.
    pub language_model: Option<LanguageModel>,
}

/// The handle on everything a use case needs. Cheap to clone.
#[derive(Clone)]
pub struct Carbot(Arc<Parts>);

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
    /// Failed logins by e-mail address.
    pub(crate) failed_logins: SyncCache<String, Arc<AtomicU32>>,
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
/// The time in which five failed logins block an account.
const FAILED_LOGIN_SECONDS: u64 = 15 * 60;
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
        Ok(Self(Arc::new(Parts {
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
            failed_logins: SyncCache::builder()
                .time_to_live(Duration::from_secs(FAILED_LOGIN_SECONDS))
                .max_capacity(100_000)
                .build(),
            account_mails: SyncCache::builder()
                .time_to_live(Duration::from_secs(ACCOUNT_MAIL_SECONDS))
                .max_capacity(100_000)
                .build(),
        })))
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
        &self.0
    }
}
