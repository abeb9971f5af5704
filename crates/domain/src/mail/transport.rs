//! How mails leave: to a mail server, or into a folder.

use super::{Mail, one_line};
use chrono::{DateTime, Utc};
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{
        Mailbox, MultiPart, SinglePart,
        header::{HeaderName, HeaderValue},
    },
};
use std::{
    fmt,
    io::Write as _,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
    time::Duration,
};
use uuid::Uuid;

/// How long the mail server may take for one answer.
const COMMAND_PATIENCE: Duration = Duration::from_secs(20);
/// How long one mail may take, usually. Shorter than the claim on it.
const MAIL_PATIENCE: Duration = Duration::from_secs(90);
/// Most characters of names and subjects.
const MAX_HEADER: usize = 200;

/// The way mails leave this installation.
#[derive(Clone, Debug)]
pub struct Mailer {
    from: Address,
    way: Way,
    patience: Duration,
}

#[derive(Clone)]
enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

impl fmt::Debug for Way {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // The transport holds the password.
            Self::Smtp(_) => formatter.write_str("Smtp(…)"),
            Self::Folder(path) => write!(formatter, "Folder({})", path.display()),
        }
    }
}

/// What is wrong with the settings of mails.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidMailer {
    /// The sender is no address.
    #[error("`{0}` is not an e-mail address")]
    From(String),
    /// The server is not named as it should be. Says nothing of the URL, which holds a password.
    #[error(
        "must be smtps://USER:PASSWORD@HOST, smtp://USER:PASSWORD@HOST:587?tls=required or smtp://HOST"
    )]
    Url,
    /// A password would travel in the clear.
    #[error("a password needs TLS: use smtps:// or ?tls=required")]
    PasswordInTheClear,
}

/// Why a mail was not sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum DeliveryError {
    /// The server will never take it.
    #[error("{0}")]
    Refused(String),
    /// The server cannot be reached, or not now.
    #[error("{0}")]
    TryLater(String),
}

/// A mail on its way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Envelope<'a> {
    /// Names it, so that a second delivery is recognised.
    pub id: Uuid,
    /// When it is sent.
    pub date: DateTime<Utc>,
    /// What it says.
    pub mail: &'a Mail,
}

impl Mailer {
    /// Sends to a mail server: `smtp://` or `smtps://`, see [`InvalidMailer::Url`].
    pub fn smtp(url: &str, from: &str) -> Result<Self, InvalidMailer> {
        check_password_is_safe(url)?;
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|_| InvalidMailer::Url)?
            .timeout(Some(COMMAND_PATIENCE))
            .build();
        Ok(Self {
            from: parse_from(from)?,
            way: Way::Smtp(transport),
            patience: MAIL_PATIENCE,
        })
    }

    /// Writes mails into a folder as `.eml` files, for installations without a mail server.
    pub fn folder(path: &Path, from: &str) -> Result<Self, InvalidMailer> {
        Ok(Self {
            from: parse_from(from)?,
            way: Way::Folder(path.to_owned()),
            patience: MAIL_PATIENCE,
        })
    }

    /// The same, which gives a mail server this long for one mail.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    pub(super) async fn send(&self, envelope: Envelope<'_>) -> Result<(), DeliveryError> {
        let message = self.to_message(envelope).map_err(DeliveryError::Refused)?;
        match &self.way {
            Way::Smtp(transport) => {
                match tokio::time::timeout(self.patience, transport.send(message)).await {
                    Ok(Ok(_)) => Ok(()),
                    Ok(Err(error)) if error.is_permanent() => {
                        Err(DeliveryError::Refused(error.to_string()))
                    }
                    Ok(Err(error)) => Err(DeliveryError::TryLater(with_source(&error))),
                    Err(_) => Err(DeliveryError::TryLater(
                        "the mail server is too slow".to_owned(),
                    )),
                }
            }
            Way::Folder(folder) => {
                let path = folder.join(format!("{}.eml", envelope.id));
                let (folder, bytes, file) = (folder.clone(), message.formatted(), path.clone());
                // Writing to disk blocks.
                let written =
                    tokio::task::spawn_blocking(move || write_private(&folder, &file, &bytes))
                        .await;
                match written {
                    Ok(Ok(())) => {
                        tracing::info!(
                            file = %path.display(),
                            "no SMTP_URL: wrote a mail to a file instead of sending it"
                        );
                        Ok(())
                    }
                    Ok(Err(error)) => Err(DeliveryError::TryLater(error.to_string())),
                    Err(error) => Err(DeliveryError::TryLater(error.to_string())),
                }
            }
        }
    }

    fn to_message(&self, envelope: Envelope<'_>) -> Result<Message, String> {
        let Envelope { id, date, mail } = envelope;
        let address = |it: &api::values::Email| it.as_str().parse::<Address>();
        let to = address(&mail.to).map_err(|it| it.to_string())?;
        let name = Some(one_line(&mail.sender_name, MAX_HEADER)).filter(|it| !it.is_empty());
        let mut builder = Message::builder()
            .from(Mailbox::new(name, self.from.clone()))
            .to(Mailbox::new(None, to))
            .subject(one_line(&mail.subject, MAX_HEADER))
            .date(date.into())
            .message_id(Some(format!("<{id}@{}>", self.from.domain())))
            // Nobody's out-of-office note is wanted (RFC 3834).
            .raw_header(HeaderValue::new(
                HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ));
        if let Some(reply_to) = &mail.reply_to {
            let reply_to = address(reply_to).map_err(|it| it.to_string())?;
            builder = builder.reply_to(Mailbox::new(None, reply_to));
        }
        let text = mail.text.clone();
        let message = match mail.html.clone() {
            Some(html) => builder.multipart(MultiPart::alternative_plain_html(text, html)),
            None => builder.singlepart(SinglePart::plain(text)),
        };
        message.map_err(|it| it.to_string())
    }
}

fn parse_from(from: &str) -> Result<Address, InvalidMailer> {
    from.parse()
        .map_err(|_| InvalidMailer::From(from.to_owned()))
}

/// `smtp://user:password@host` without TLS is allowed to this machine only.
fn check_password_is_safe(url: &str) -> Result<(), InvalidMailer> {
    let (scheme, rest) = url.split_once("://").ok_or(InvalidMailer::Url)?;
    let (authority, query) = rest.split_once('?').unwrap_or((rest, ""));
    let Some((_, host)) = authority.rsplit_once('@') else {
        return Ok(());
    };
    let host = host.split('/').next().unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    let is_encrypted = scheme == "smtps" || query.split('&').any(|it| it == "tls=required");
    if is_encrypted || api::values::is_loopback_host(host) {
        Ok(())
    } else {
        Err(InvalidMailer::PasswordInTheClear)
    }
}

/// An error with its cause, which holds what the operating system or the server said.
fn with_source(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}

/// Writes a file that nobody but us reads, whole or not at all.
fn write_private(folder: &Path, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    let unfinished = path.with_extension("part");
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(unfinished, path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use api::values::Email;

    fn formatted(mail: &Mail) -> String {
        let mailer = Mailer::folder(Path::new("unused"), "no-reply@carbot.example").expect("valid");
        let envelope = Envelope {
            id: Uuid::nil(),
            date: DateTime::UNIX_EPOCH,
            mail,
        };
        let message = mailer.to_message(envelope).expect("a message");
        String::from_utf8(message.formatted()).expect("ASCII")
    }

    fn mail() -> Mail {
        Mail {
            to: Email::parse("petra@example.com").expect("an address"),
            sender_name: "Autohaus Müller".to_owned(),
            reply_to: Some(Email::parse("info@mueller.example").expect("an address")),
            subject: "Terminanfrage".to_owned(),
            text: "Guten Tag,\nbis bald.\n".to_owned(),
            html: None,
        }
    }

    fn header_names(message: &str) -> Vec<&str> {
        let head = message.split("\r\n\r\n").next().unwrap_or_default();
        head.lines()
            .filter(|it| !it.starts_with([' ', '\t']))
            .filter_map(|it| it.split_once(':').map(|(name, _)| name))
            .collect()
    }

    #[test]
    fn a_message_says_who_sent_it_and_that_a_machine_did() {
        let message = formatted(&mail());
        assert!(message.contains("To: petra@example.com\r\n"), "{message}");
        assert!(
            message.contains("<no-reply@carbot.example>\r\n"),
            "{message}"
        );
        assert!(
            message.contains("Reply-To: info@mueller.example\r\n"),
            "{message}"
        );
        assert!(
            message.contains("Auto-Submitted: auto-generated\r\n"),
            "{message}"
        );
        assert!(
            message.contains("Message-ID: <00000000-0000-0000-0000-000000000000@carbot.example>"),
            "{message}"
        );
        assert!(
            message.contains("Content-Type: text/plain; charset=utf-8"),
            "{message}"
        );
    }

    #[test]
    fn nothing_in_a_mail_adds_a_header() {
        let expected = formatted(&mail());
        let evil = "Petra\r\nBcc: everybody@example.com\r\n\r\nBuy now\n.\r\nQUIT";
        let forged = Mail {
            sender_name: evil.to_owned(),
            subject: evil.to_owned(),
            text: evil.to_owned(),
            ..mail()
        };
        let message = formatted(&forged);
        assert_eq!(header_names(&message), header_names(&expected), "{message}");
    }

    // The pool of connections wants a runtime.
    #[tokio::test]
    async fn servers_are_named_by_url_and_passwords_travel_encrypted() {
        let check = |url: &str, expected: Option<InvalidMailer>| {
            let result = Mailer::smtp(url, "no-reply@carbot.example");
            assert_eq!(result.err(), expected, "{url}");
        };
        check("smtps://me:secret@mail.example.com", None);
        check("smtp://me:secret@mail.example.com:587?tls=required", None);
        check("smtp://mail.example.com", None);
        check("smtp://me:secret@127.0.0.1:1025", None);
        check(
            "smtp://me:secret@mail.example.com:587",
            Some(InvalidMailer::PasswordInTheClear),
        );
        check("http://mail.example.com", Some(InvalidMailer::Url));
        check("mail.example.com", Some(InvalidMailer::Url));
        let mailer = Mailer::smtp("smtps://me:secret@mail.example.com", "a@b.example");
        assert!(!format!("{mailer:?}").contains("secret"));
        assert_eq!(
            Mailer::smtp("smtp://mail.example.com", "nobody").err(),
            Some(InvalidMailer::From("nobody".to_owned()))
        );
    }
}
