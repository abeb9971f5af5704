//! Mails to owners whose keys will expire.

use crate::{
    Carbot, Result,
    businesses::convert::to_details,
    entities::{business, client_key, client_key_warning, user},
    mail::{self, Mail},
};
use api::{
    texts::Texts,
    values::{Email, HostName},
};
use chrono::TimeDelta;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
    sea_query::OnConflict,
};
use uuid::Uuid;

/// Days before the end at which the owner is told, the nearest first.
const WARNINGS: [i32; 2] = [7, 30];
/// Keys looked at in one go.
const BATCH: u64 = 200;

/// Warns the owners of keys that expire within thirty days, and again within seven; gives how many
/// mails that were. Each is written once, also where several processes do this.
pub async fn warn_of_expiring_keys(carbot: &Carbot) -> Result<usize> {
    let now = carbot.clock.now();
    let mut written = 0;
    let mut from = now;
    for days in WARNINGS {
        let until = now + TimeDelta::days(days.into());
        let expiring = client_key::Entity::find()
            .filter(client_key::Column::IsActive.eq(true))
            .filter(client_key::Column::ExpiresAt.gt(from))
            .filter(client_key::Column::ExpiresAt.lte(until))
            .filter(client_key::Column::Id.not_in_subquery(warned(days)))
            .order_by_asc(client_key::Column::ExpiresAt)
            .limit(BATCH)
            .all(carbot.database.connection())
            .await?;
        for key in expiring {
            written += usize::from(warn(carbot, &key, days).await?);
        }
        // Who is told of a week is not told of a month any more.
        from = until;
    }
    Ok(written)
}

/// The keys that were warned of for the end they have now.
fn warned(days: i32) -> sea_orm::sea_query::SelectStatement {
    use sea_orm::{
        QueryTrait as _,
        sea_query::{Expr, ExprTrait as _},
    };
    client_key_warning::Entity::find()
        .select_only()
        .column(client_key_warning::Column::ClientKeyId)
        .filter(client_key_warning::Column::DaysBefore.eq(days))
        .filter(
            Expr::col((
                client_key_warning::Entity,
                client_key_warning::Column::ExpiresAt,
            ))
            .equals((client_key::Entity, client_key::Column::ExpiresAt)),
        )
        .into_query()
}

async fn warn(carbot: &Carbot, key: &client_key::Model, days: i32) -> Result<bool> {
    let now = carbot.clock.now();
    let warning = client_key_warning::ActiveModel {
        id: Set(Uuid::now_v7()),
        client_key_id: Set(key.id),
        expires_at: Set(key.expires_at),
        days_before: Set(days),
        created_at: Set(now),
    };
    let once = OnConflict::columns([
        client_key_warning::Column::ClientKeyId,
        client_key_warning::Column::ExpiresAt,
        client_key_warning::Column::DaysBefore,
    ])
    .do_nothing()
    .to_owned();
    let transaction = carbot.database.begin().await?;
    let inserted = client_key_warning::Entity::insert(warning)
        .on_conflict(once)
        .exec_without_returning(&transaction)
        .await?;
    if inserted == 0 {
        return Ok(false);
    }
    let left = (key.expires_at - now).num_days().max(1);
    let texts = ("mail-key-expiring-subject", "mail-key-expiring-text");
    owner_mail(carbot, &transaction, key, texts, &[("days", left)]).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Writes to the owner of a key, in the language of the business. `texts` are subject and text,
/// which name the key's domain.
pub(crate) async fn owner_mail(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    key: &client_key::Model,
    texts: (&str, &str),
    numbers: &[(&'static str, i64)],
) -> Result<()> {
    let owner = user::Entity::find_by_id(key.user_id)
        .one(connection)
        .await?;
    let business = business::Entity::find_by_id(key.business_id);
    let business = business.one(connection).await?;
    let (Some(owner), Some(business)) = (owner, business) else {
        return Ok(());
    };
    let Ok(to) = Email::parse(&owner.email) else {
        return Ok(());
    };
    let language = to_details(business)?.default_language();
    let (subject, text) = texts;
    let texts = Texts::of(language);
    let domain = HostName::parse(&key.domain).map_or(key.domain.clone(), |it| it.to_unicode());
    let format = |name: &str| {
        let mut variables = vec![("domain", domain.as_str().into())];
        variables.extend(numbers.iter().map(|(name, value)| (*name, (*value).into())));
        texts.format(name, &variables)
    };
    let page = format!("{}/client-keys", carbot.public_url());
    let mail = Mail {
        to,
        sender_name: "CarBot".to_owned(),
        reply_to: None,
        subject: format(subject),
        text: format!(
            "{}\n\n{}\n\n{page}\n",
            texts.text("mail-greeting"),
            format(text)
        ),
        html: None,
    };
    mail::enqueue(carbot, connection, Some(key.business_id), &mail).await
}
