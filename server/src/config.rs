//! Settings: defaults, then `carbot.toml`, then the environment.
//!
//! Every setting has one name in the file (`listen`) and one in the
//! environment (`CARBOT_LISTEN`; `DATABASE_URL` as people expect it). Secrets
//! can also be read from a file named by the variable with `_FILE` at its end.
//! An unknown name, a value that cannot be read or an unsafe combination stops
//! the start.

use anyhow::{Context, Result, bail, ensure};
use api::values::is_loopback_host;
use domain::{
    language_model::LanguageModelSettings,
    mail::{InvalidMailer, Mailer},
};
use ipnet::IpNet;
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    fs,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

/// The settings in force.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where people reach dashboard, API and widget; no slash at its end.
    pub public_url: String,
    /// The domain below which landing pages live.
    pub pages_domain: String,
    /// Where SQLite, the master key and uploads are kept.
    pub data_dir: PathBuf,
    /// The database: `sqlite://…` or `postgres://…`.
    pub database_url: String,
    /// The master key as 64 hexadecimal digits; kept in the data directory when unset.
    pub master_key: Option<String>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Whether requests are limited.
    pub rate_limits: bool,
    /// The Redis in which processes share what they count, where there is one.
    pub redis_url: Option<String>,
    /// The language model, where one is named.
    pub language_model: Option<LanguageModelSettings>,
    /// The mail server, where one is named: `smtps://USER:PASSWORD@HOST`.
    pub smtp_url: Option<String>,
    /// The address mails come from.
    pub mail_from: String,
}

/// `carbot.toml`, and the environment read in its shape.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    listen: Option<String>,
    public_url: Option<String>,
    pages_domain: Option<String>,
    data_dir: Option<String>,
    database_url: Option<String>,
    master_key: Option<String>,
    trusted_proxies: Option<Vec<String>>,
    rate_limits: Option<String>,
    redis_url: Option<String>,
    openai_base_url: Option<String>,
    openai_api_key: Option<String>,
    openai_model: Option<String>,
    /// Seconds after which the engine's own answer is sent.
    model_deadline_seconds: Option<u32>,
    /// Cents for a million tokens read and written.
    model_input_cents: Option<u32>,
    model_output_cents: Option<u32>,
    smtp_url: Option<String>,
    mail_from: Option<String>,
}

const FILE_NAME: &str = "carbot.toml";

impl Config {
    /// Reads `carbot.toml` in the working directory, where it exists, and the environment.
    pub fn load() -> Result<Self> {
        let text = match fs::read_to_string(FILE_NAME) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error).context(format!("cannot read {FILE_NAME}")),
        };
        Self::read(&text, &std::env::vars().collect())
    }

    /// Reads the text of `carbot.toml` and variables of the environment.
    pub fn read(toml: &str, environment: &BTreeMap<String, String>) -> Result<Self> {
        let file: File = toml::from_str(toml)
            .map_err(|it| anyhow::anyhow!("{FILE_NAME}: {}", one_line(&it.to_string())))?;
        let file = overlay(file, environment)?;
        let config = Self::from_file(file)?;
        config.check()?;
        Ok(config)
    }

    fn from_file(file: File) -> Result<Self> {
        let language_model = language_model(&file)?;
        let listen = file.listen.unwrap_or_else(|| "127.0.0.1:3000".to_owned());
        let listen: SocketAddr = listen.parse().with_context(|| {
            format!(
                "CARBOT_LISTEN: `{listen}` is not an address with a port such as 127.0.0.1:3000"
            )
        })?;
        let public_url = file
            .public_url
            .unwrap_or_else(|| format!("http://localhost:{}", listen.port()))
            .trim_end_matches('/')
            .to_owned();
        let data_dir = PathBuf::from(file.data_dir.unwrap_or_else(|| "data".to_owned()));
        let database_url = file.database_url.unwrap_or_else(|| {
            format!("sqlite://{}?mode=rwc", data_dir.join("carbot.db").display())
        });
        let trusted_proxies = file
            .trusted_proxies
            .unwrap_or_default()
            .iter()
            .map(|it| parse_network(it))
            .collect::<Result<_>>()?;
        let rate_limits = match file.rate_limits.as_deref() {
            None | Some("on") => true,
            Some("off") => false,
            Some(other) => bail!("CARBOT_RATE_LIMITS: `{other}` is neither on nor off"),
        };
        let mail_from = file
            .mail_from
            .unwrap_or_else(|| format!("no-reply@{}", host_of(&public_url)));
        Ok(Self {
            language_model,
            smtp_url: file.smtp_url,
            mail_from,
            listen,
            public_url,
            pages_domain: file.pages_domain.unwrap_or_else(|| "localhost".to_owned()),
            data_dir,
            database_url,
            master_key: file.master_key,
            trusted_proxies,
            rate_limits,
            redis_url: file.redis_url,
        })
    }

    fn check(&self) -> Result<()> {
        let (scheme, rest) = self.public_url.split_once("://").with_context(|| {
            format!(
                "CARBOT_PUBLIC_URL: `{}` must begin with https:// or http://",
                self.public_url
            )
        })?;
        ensure!(
            matches!(scheme, "http" | "https") && !rest.is_empty() && !rest.contains('/'),
            "CARBOT_PUBLIC_URL: `{}` must be https://HOST without a path",
            self.public_url
        );
        ensure!(
            scheme == "https" || is_loopback_host(self.public_host()),
            "CARBOT_PUBLIC_URL: `{}` must use https, since passwords travel to it",
            self.public_url
        );
        ensure!(
            self.rate_limits || self.listen.ip().is_loopback(),
            "CARBOT_RATE_LIMITS=off is for load tests and needs CARBOT_LISTEN on a loopback address"
        );
        let is_database = ["sqlite:", "postgres:", "postgresql:"]
            .iter()
            .any(|it| self.database_url.starts_with(it));
        ensure!(
            is_database,
            "DATABASE_URL must begin with sqlite:// or postgres://"
        );
        if let Some(url) = &self.redis_url {
            ensure!(
                url.starts_with("redis://") || url.starts_with("rediss://"),
                "REDIS_URL must begin with redis:// or rediss://"
            );
        }
        if let Some(key) = &self.master_key {
            ensure!(
                domain::MasterKey::from_hex(key).is_some(),
                "CARBOT_MASTER_KEY must have 64 hexadecimal digits"
            );
        }
        self.mailer().map(drop)
    }

    /// The way mails leave: to the mail server, or into the data directory where none is named.
    pub fn mailer(&self) -> Result<Mailer> {
        let mailer = match &self.smtp_url {
            Some(url) => Mailer::smtp(url, &self.mail_from),
            None => Mailer::folder(&self.outbox_dir(), &self.mail_from),
        };
        mailer.map_err(|error| match error {
            InvalidMailer::From(_) => anyhow::anyhow!("CARBOT_MAIL_FROM: {error}"),
            InvalidMailer::Url | InvalidMailer::PasswordInTheClear => {
                anyhow::anyhow!("SMTP_URL: {error}")
            }
        })
    }

    /// Where mails are written without a mail server.
    pub fn outbox_dir(&self) -> PathBuf {
        self.data_dir.join("outbox")
    }

    /// The host of the public URL, without its port.
    pub fn public_host(&self) -> &str {
        host_of(&self.public_url)
    }

    /// Whether people reach us over TLS.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// All settings as `carbot.toml` would have them, without secrets.
    pub fn to_toml(&self) -> String {
        let proxies: Vec<_> = self
            .trusted_proxies
            .iter()
            .map(|it| format!("\"{it}\""))
            .collect();
        let master_key = if self.master_key.is_some() {
            "master_key = \"(set, not shown)\""
        } else {
            "# master_key is kept in the data directory"
        };
        format!(
            "listen = \"{}\"\npublic_url = \"{}\"\npages_domain = \"{}\"\ndata_dir = \"{}\"\ndatabase_url = \"{}\"\n{master_key}\ntrusted_proxies = [{}]\nrate_limits = \"{}\"\n",
            self.listen,
            self.public_url,
            self.pages_domain,
            self.data_dir.display(),
            without_password(&self.database_url),
            proxies.join(", "),
            if self.rate_limits { "on" } else { "off" },
        ) + &self.redis_toml()
            + &self.language_model_toml()
            + &self.mail_toml()
    }

    fn redis_toml(&self) -> String {
        match &self.redis_url {
            Some(url) => format!("redis_url = \"{}\"\n", without_password(url)),
            None => "# redis_url is not set: each process counts for itself\n".to_owned(),
        }
    }

    fn mail_toml(&self) -> String {
        let server = match &self.smtp_url {
            Some(url) => format!("smtp_url = \"{}\"", without_password(url)),
            None => format!(
                "# smtp_url is not set: mails are written to {}",
                self.outbox_dir().display()
            ),
        };
        format!("{server}\nmail_from = \"{}\"\n", self.mail_from)
    }

    fn language_model_toml(&self) -> String {
        let Some(model) = &self.language_model else {
            return "# openai_model is not set: the engine words its answers itself\n".to_owned();
        };
        let key = match model.api_key {
            Some(_) => "openai_api_key = \"(set, not shown)\"\n",
            None => "",
        };
        format!(
            "openai_base_url = \"{}\"\n{key}openai_model = \"{}\"\nmodel_deadline_seconds = {}\nmodel_input_cents = {}\nmodel_output_cents = {}\n",
            model.base_url,
            model.model,
            model.deadline.as_secs(),
            model.input_cents,
            model.output_cents,
        )
    }
}

/// The host of a URL, without its port.
fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    match rest.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|it| it.is_ascii_digit()) => host,
        _ => rest,
    }
}

/// The language model: named by `OPENAI_MODEL`, at `OPENAI_BASE_URL`.
fn language_model(file: &File) -> Result<Option<LanguageModelSettings>> {
    let Some(model) = file.openai_model.clone() else {
        ensure!(
            file.openai_base_url.is_none(),
            "OPENAI_BASE_URL is set but OPENAI_MODEL is not"
        );
        return Ok(None);
    };
    let base_url = file
        .openai_base_url
        .as_deref()
        .unwrap_or("https://api.openai.com/v1")
        .trim_end_matches('/')
        .to_owned();
    let is_local = base_url
        .strip_prefix("http://")
        .and_then(|it| it.split(['/', ':']).next())
        .is_some_and(is_loopback_host);
    ensure!(
        base_url.starts_with("https://") || is_local,
        "OPENAI_BASE_URL: `{base_url}` must use https, since questions of visitors travel to it"
    );
    Ok(Some(LanguageModelSettings {
        base_url,
        api_key: file.openai_api_key.clone(),
        model,
        deadline: Duration::from_secs(file.model_deadline_seconds.unwrap_or(6).into()),
        input_cents: file.model_input_cents.unwrap_or(100),
        output_cents: file.model_output_cents.unwrap_or(400),
    }))
}

/// Puts the environment over the file.
fn overlay(mut file: File, environment: &BTreeMap<String, String>) -> Result<File> {
    for (name, value) in environment.iter().filter(|(_, value)| !value.is_empty()) {
        let value = value.clone();
        match name.as_str() {
            "DATABASE_URL" => file.database_url = Some(value),
            "DATABASE_URL_FILE" => file.database_url = Some(read_secret(name, &value)?),
            "CARBOT_MASTER_KEY" => file.master_key = Some(value),
            "CARBOT_MASTER_KEY_FILE" => file.master_key = Some(read_secret(name, &value)?),
            "CARBOT_LISTEN" => file.listen = Some(value),
            "CARBOT_PUBLIC_URL" => file.public_url = Some(value),
            "CARBOT_PAGES_DOMAIN" => file.pages_domain = Some(value),
            "CARBOT_DATA_DIR" => file.data_dir = Some(value),
            "REDIS_URL" => file.redis_url = Some(value),
            "REDIS_URL_FILE" => file.redis_url = Some(read_secret(name, &value)?),
            "OPENAI_BASE_URL" => file.openai_base_url = Some(value),
            "OPENAI_API_KEY" => file.openai_api_key = Some(value),
            "OPENAI_API_KEY_FILE" => file.openai_api_key = Some(read_secret(name, &value)?),
            "OPENAI_MODEL" => file.openai_model = Some(value),
            "CARBOT_MODEL_DEADLINE_SECONDS" => {
                file.model_deadline_seconds = Some(number(name, &value)?);
            }
            "CARBOT_MODEL_INPUT_CENTS" => file.model_input_cents = Some(number(name, &value)?),
            "CARBOT_MODEL_OUTPUT_CENTS" => file.model_output_cents = Some(number(name, &value)?),
            "SMTP_URL" => file.smtp_url = Some(value),
            "SMTP_URL_FILE" => file.smtp_url = Some(read_secret(name, &value)?),
            "CARBOT_MAIL_FROM" => file.mail_from = Some(value),
            "CARBOT_RATE_LIMITS" => file.rate_limits = Some(value),
            "CARBOT_TRUSTED_PROXIES" => {
                file.trusted_proxies =
                    Some(value.split(',').map(|it| it.trim().to_owned()).collect());
            }
            unknown if unknown.starts_with("CARBOT_") && !unknown.starts_with("CARBOT_CI") => {
                bail!("{unknown} is not a setting of CarBot");
            }
            _ => {}
        }
    }
    Ok(file)
}

fn number(name: &str, value: &str) -> Result<u32> {
    value
        .parse()
        .with_context(|| format!("{name}: `{value}` is not a whole number"))
}

fn read_secret(name: &str, path: &str) -> Result<String> {
    let text = fs::read_to_string(path).with_context(|| format!("{name}: cannot read {path}"))?;
    Ok(text.trim().to_owned())
}

fn parse_network(text: &str) -> Result<IpNet> {
    let network = text
        .parse()
        .ok()
        .or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from));
    network.with_context(|| {
        format!("CARBOT_TRUSTED_PROXIES: `{text}` is neither an address nor a network such as 10.0.0.0/8")
    })
}

/// A database URL as it may be logged.
pub fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let Some((credentials, host)) = rest.rsplit_once('@') else {
        return url.to_owned();
    };
    let user = credentials.split(':').next().unwrap_or_default();
    format!("{scheme}://{user}:…@{host}")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(toml: &str, environment: &[(&str, &str)]) -> Result<Config> {
        let environment = environment
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Config::read(toml, &environment.collect())
    }

    #[test]
    fn without_any_setting_it_runs_on_localhost_with_sqlite() {
        let config = read("", &[]).expect("valid");
        assert_eq!(config.listen.to_string(), "127.0.0.1:3000");
        assert_eq!(config.public_url, "http://localhost:3000");
        assert_eq!(config.database_url, "sqlite://data/carbot.db?mode=rwc");
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let config = read(
            "listen = \"127.0.0.1:4000\"\npages_domain = \"a.example\"",
            &[
                ("CARBOT_LISTEN", "127.0.0.1:5000"),
                ("CARBOT_TRUSTED_PROXIES", "10.0.0.1, 192.168.0.0/16"),
            ],
        )
        .expect("valid");
        assert_eq!(config.public_url, "http://localhost:5000");
        assert_eq!(config.pages_domain, "a.example");
        assert_eq!(config.trusted_proxies.len(), 2);
    }

    #[test]
    fn a_language_model_is_named_by_the_usual_variables() {
        assert!(read("", &[]).expect("valid").language_model.is_none());
        let config = read(
            "openai_model = \"a\"",
            &[
                ("OPENAI_MODEL", "b"),
                ("OPENAI_BASE_URL", "http://localhost:11434/v1/"),
                ("OPENAI_API_KEY", "secret"),
            ],
        )
        .expect("valid");
        let model = config.language_model.as_ref().expect("a model");
        assert_eq!(
            (&*model.model, &*model.base_url),
            ("b", "http://localhost:11434/v1")
        );
        assert!(!config.to_toml().contains("\"secret\""));
    }

    #[test]
    fn mails_come_from_the_public_host_and_go_to_the_server_that_is_named() {
        let config = read("", &[]).expect("valid");
        assert_eq!(config.mail_from, "no-reply@localhost");
        assert!(config.to_toml().contains("# smtp_url is not set"));
        let config = read(
            "mail_from = \"a@b.example\"",
            &[
                ("CARBOT_PUBLIC_URL", "https://app.example.com:8443"),
                ("SMTP_URL", "smtps://me:hunter2@mail.example.com"),
            ],
        )
        .expect("valid");
        assert_eq!(config.mail_from, "a@b.example");
        let printed = config.to_toml();
        assert!(
            printed.contains("smtp_url = \"smtps://me:…@mail.example.com\""),
            "{printed}"
        );
        assert!(!format!("{:?}", config.mailer()).contains("hunter2"));
        let config = read("", &[("CARBOT_PUBLIC_URL", "https://app.example.com:8443")]);
        assert_eq!(config.expect("valid").mail_from, "no-reply@app.example.com");
        for host in ["http://127.0.0.1:3000", "http://[::1]:3000"] {
            read("", &[("CARBOT_PUBLIC_URL", host)]).expect("valid");
        }
    }

    #[test]
    fn wrong_settings_stop_the_start_with_a_sentence_that_names_them() {
        let check = |toml: &str, environment: &[(&str, &str)], expected: &str| {
            let error = format!("{:#}", read(toml, environment).expect_err("refused"));
            assert!(error.contains(expected), "{error}");
            assert!(!error.contains('\n'), "{error}");
        };
        check("lisen = \"x\"", &[], "lisen");
        check(
            "",
            &[("CARBOT_LISEN", "x")],
            "CARBOT_LISEN is not a setting",
        );
        check("", &[("CARBOT_LISTEN", "3000")], "CARBOT_LISTEN");
        check(
            "",
            &[("CARBOT_PUBLIC_URL", "http://example.com")],
            "must use https",
        );
        check(
            "",
            &[("CARBOT_PUBLIC_URL", "example.com")],
            "CARBOT_PUBLIC_URL",
        );
        check(
            "",
            &[
                ("CARBOT_RATE_LIMITS", "off"),
                ("CARBOT_LISTEN", "0.0.0.0:3000"),
            ],
            "loopback",
        );
        check("", &[("CARBOT_RATE_LIMITS", "maybe")], "neither on nor off");
        check("", &[("DATABASE_URL", "mysql://x")], "DATABASE_URL");
        check(
            "",
            &[("REDIS_URL", "localhost:6379")],
            "REDIS_URL must begin",
        );
        check(
            "",
            &[("OPENAI_BASE_URL", "http://127.0.0.1/v1")],
            "OPENAI_MODEL is not",
        );
        check(
            "openai_model = \"a\"",
            &[("OPENAI_BASE_URL", "http://model.example/v1")],
            "must use https",
        );
        check(
            "",
            &[("CARBOT_MASTER_KEY", "secret")],
            "64 hexadecimal digits",
        );
        check("", &[("SMTP_URL", "mail.example.com")], "SMTP_URL: must be");
        check(
            "",
            &[("SMTP_URL", "smtp://me:secret@mail.example.com")],
            "SMTP_URL: a password needs TLS",
        );
        check(
            "",
            &[("CARBOT_MAIL_FROM", "nobody")],
            "CARBOT_MAIL_FROM: `nobody`",
        );
        check(
            "",
            &[("CARBOT_TRUSTED_PROXIES", "proxy")],
            "CARBOT_TRUSTED_PROXIES",
        );
    }

    #[test]
    fn printed_settings_hold_no_secret() {
        let key = "ab".repeat(32);
        let config = read(
            "",
            &[
                ("DATABASE_URL", "postgres://me:hunter2@db/carbot"),
                ("CARBOT_MASTER_KEY", &key),
                ("REDIS_URL", "redis://:hunter2@cache:6379"),
            ],
        )
        .expect("valid");
        let printed = config.to_toml();
        assert!(
            !printed.contains("hunter2") && !printed.contains(&key),
            "{printed}"
        );
        assert!(printed.contains("postgres://me:…@db/carbot"), "{printed}");
    }
}
