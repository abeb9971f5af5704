//! The queue in the database.

use super::{
    Mail, Mailer,
    transport::{DeliveryError, Envelope},
};
use crate::{Carbot, Result, entities::outbox_mail};
use api::ids::BusinessId;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
    sea_query::{Expr, SimpleExpr},
};
use uuid::Uuid;

/// How often a mail is tried before it is given up.
pub const MAX_ATTEMPTS: i32 = 8;
/// The pause after the first attempt; each further one is three times as long, which makes some
/// eighteen hours in all.
const FIRST_PAUSE: TimeDelta = TimeDelta::minutes(1);
/// How long a mail belongs to the process that claimed it. Longer than an attempt may take.
const CLAIM: TimeDelta = TimeDelta::minutes(5);
/// Mails read at once.
const BATCH: u64 = 20;
/// Most characters kept of an error.
const MAX_ERROR: usize = 500;

/// Puts a mail into the outbox, in the caller's transaction. It goes with the business it is about.
pub(crate) async fn enqueue(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    business_id: Option<BusinessId>,
    mail: &Mail,
) -> Result<()> {
    insert(carbot, connection, business_id, mail).await?;
    Ok(())
}

/// Does the work of [`enqueue`] and leaves nothing, in the caller's transaction: for answers that
/// must take as long as those with a mail.
pub(crate) async fn rehearse(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    mail: &Mail,
) -> Result<()> {
    let id = insert(carbot, connection, None, mail).await?;
    outbox_mail::Entity::delete_by_id(id)
        .exec(connection)
        .await?;
    Ok(())
}

async fn insert(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    business_id: Option<BusinessId>,
    mail: &Mail,
) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let now = carbot.clock.now();
    let model = outbox_mail::ActiveModel {
        id: Set(id),
        business_id: Set(business_id),
        message: Set(carbot.master_key.outbox_key().seal(id, mail)?),
        attempts: Set(0),
        next_attempt_at: Set(Some(now)),
        sent_at: Set(None),
        last_error: Set(None),
        created_at: Set(now),
    };
    model.insert(connection).await?;
    Ok(id)
}

/// Sends every mail that is due; gives how many were accepted by the mail server. Mails that
/// another process is sending are left to it.
pub async fn deliver_due(carbot: &Carbot, mailer: &Mailer) -> Result<usize> {
    deliver_unless(carbot, mailer, || false).await
}

/// [`deliver_due`], until `is_stopped`.
pub(super) async fn deliver_unless(
    carbot: &Carbot,
    mailer: &Mailer,
    is_stopped: impl Fn() -> bool,
) -> Result<usize> {
    let mut sent = 0;
    loop {
        let due = find_due(carbot).await?;
        if due.is_empty() {
            return Ok(sent);
        }
        for mail in due {
            if is_stopped() {
                return Ok(sent);
            }
            if claim(carbot, &mail).await? {
                sent += usize::from(attempt(carbot, mailer, mail).await?);
            }
        }
    }
}

async fn find_due(carbot: &Carbot) -> Result<Vec<outbox_mail::Model>> {
    let mails = outbox_mail::Entity::find()
        .filter(outbox_mail::Column::NextAttemptAt.lte(carbot.clock.now()))
        .order_by_asc(outbox_mail::Column::NextAttemptAt)
        .order_by_asc(outbox_mail::Column::Id)
        .limit(BATCH)
        .all(carbot.database.connection())
        .await?;
    Ok(mails)
}

/// Takes the next attempt of a mail, unless somebody else has: the condition and the change are
/// one statement.
async fn claim(carbot: &Carbot, mail: &outbox_mail::Model) -> Result<bool> {
    let claimed = outbox_mail::Entity::update_many()
        .col_expr(
            outbox_mail::Column::Attempts,
            Expr::value(mail.attempts + 1),
        )
        .col_expr(
            outbox_mail::Column::NextAttemptAt,
            Expr::value(carbot.clock.now() + CLAIM),
        )
        .filter(outbox_mail::Column::Id.eq(mail.id))
        .filter(outbox_mail::Column::Attempts.eq(mail.attempts))
        .filter(outbox_mail::Column::NextAttemptAt.is_not_null())
        .exec(carbot.database.connection())
        .await?;
    Ok(claimed.rows_affected == 1)
}

/// Tries a mail that was claimed, and keeps what became of it.
async fn attempt(carbot: &Carbot, mailer: &Mailer, model: outbox_mail::Model) -> Result<bool> {
    let attempt = model.attempts + 1;
    let now = carbot.clock.now();
    let mail: Mail = match carbot
        .master_key
        .outbox_key()
        .open(model.id, &model.message)
    {
        Ok(mail) => mail,
        // Another master key: no attempt will ever succeed, and none must stop the others.
        Err(error) => {
            tracing::error!(id = %model.id, %error, "a mail cannot be read and is given up");
            finish(carbot, model.id, failed(None, &error.to_string())).await?;
            return Ok(false);
        }
    };
    let envelope = Envelope {
        id: model.id,
        date: now,
        mail: &mail,
    };
    match mailer.send(envelope).await {
        Ok(()) => {
            finish(carbot, model.id, sent(now)).await?;
            Ok(true)
        }
        Err(error) => {
            // What the server says may repeat the address, which has no place in the log.
            let cause = error.to_string().replace(mail.to.as_str(), "…");
            let next = next_attempt(attempt, &error, now);
            if next.is_some() {
                tracing::warn!(id = %model.id, attempt, cause, "a mail could not be sent");
            } else {
                tracing::error!(id = %model.id, attempt, cause, "a mail is given up");
            }
            finish(carbot, model.id, failed(next, &cause)).await?;
            Ok(false)
        }
    }
}

/// When to try again after the attempt of this number has failed.
fn next_attempt(attempt: i32, error: &DeliveryError, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    if matches!(error, DeliveryError::Refused(_)) || attempt >= MAX_ATTEMPTS {
        return None;
    }
    let factor = 3_i32.pow(u32::try_from(attempt - 1).unwrap_or_default());
    Some(now + FIRST_PAUSE * factor)
}

type Changes = Vec<(outbox_mail::Column, SimpleExpr)>;

/// A mail that was accepted: what it said is kept no longer.
fn sent(now: DateTime<Utc>) -> Changes {
    vec![
        (outbox_mail::Column::Message, Expr::value(Vec::<u8>::new())),
        (outbox_mail::Column::SentAt, Expr::value(Some(now))),
        (
            outbox_mail::Column::NextAttemptAt,
            Expr::value(None::<DateTime<Utc>>),
        ),
        (outbox_mail::Column::LastError, Expr::value(None::<String>)),
    ]
}

fn failed(next: Option<DateTime<Utc>>, cause: &str) -> Changes {
    let cause: String = cause.chars().take(MAX_ERROR).collect();
    vec![
        (outbox_mail::Column::NextAttemptAt, Expr::value(next)),
        (outbox_mail::Column::LastError, Expr::value(Some(cause))),
    ]
}

async fn finish(carbot: &Carbot, id: Uuid, changes: Changes) -> Result<()> {
    let mut update = outbox_mail::Entity::update_many();
    for (column, value) in changes {
        update = update.col_expr(column, value);
    }
    update
        .filter(outbox_mail::Column::Id.eq(id))
        .exec(carbot.database.connection())
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_until_the_mail_is_given_up() {
        let now = DateTime::UNIX_EPOCH;
        let pause = |attempt: i32, error: &DeliveryError| {
            next_attempt(attempt, error, now).map(|it| (it - now).num_minutes())
        };
        let later = DeliveryError::TryLater("busy".to_owned());
        let pauses: Vec<_> = (1..=MAX_ATTEMPTS).map(|it| pause(it, &later)).collect();
        let expected = [1, 3, 9, 27, 81, 243, 729].map(Some);
        assert_eq!(pauses[..7], expected);
        assert_eq!(pauses[7], None);
        assert_eq!(
            pause(1, &DeliveryError::Refused("no such user".to_owned())),
            None
        );
    }
}
