//! Mails: written into the outbox by the transaction that gives rise to them, sent by a worker.
//!
//! A mail is sent if and only if its transaction was committed. Sending is tried up to
//! [`MAX_ATTEMPTS`] times with growing pauses. Several processes may work on one outbox: each
//! attempt is claimed by a conditional update. Only a process that dies between the mail server's
//! "accepted" and our note of it makes a mail go out twice, both times with the same `Message-ID`.

mod outbox;
mod transport;
mod worker;

pub use outbox::{MAX_ATTEMPTS, deliver_due};
pub(crate) use outbox::{enqueue, rehearse};
pub use transport::{InvalidMailer, Mailer};
pub use worker::run;

use api::values::Email;
use serde::{Deserialize, Serialize};

/// A mail as it waits in the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mail {
    /// Who gets it.
    pub to: Email,
    /// Who sends it, beside our address: the name of a business.
    pub sender_name: String,
    /// Who gets the answer.
    pub reply_to: Option<Email>,
    /// Its subject; line breaks and other control characters become spaces.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// The same for readers of HTML.
    pub html: Option<String>,
}

/// A text as it may stand in one line of a mail: control characters (line breaks among them, with
/// which a header could be forged) and runs of spaces become one space, and it is cut to `max`
/// characters.
pub(crate) fn one_line(text: &str, max: usize) -> String {
    let words = text
        .split(|it: char| it.is_whitespace() || it.is_control() || is_line_separator(it))
        .filter(|it| !it.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    words.chars().take(max).collect()
}

const fn is_line_separator(it: char) -> bool {
    matches!(it, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn a_line_holds_no_line_breaks_and_is_cut() {
        let check = |text: &str, expected: &str| assert_eq!(one_line(text, 20), expected, "{text}");
        check("Petra\r\nBcc: all@example.com", "Petra Bcc: all@examp");
        check("a\u{0}b\u{85}c\u{2028}d", "a b c d");
        check("  Ölwechsel  ", "Ölwechsel");
        check("\r\n", "");
    }
}
