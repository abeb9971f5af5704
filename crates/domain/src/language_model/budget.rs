//! What a business lets the language model cost in a month.
//!
//! Before a request the most it can cost is reserved by one conditional update, so that requests
//! side by side never exceed the budget together; afterwards what it did cost takes its place.

use super::{
    client::{LanguageModel, MAX_TOKENS},
    stream::Usage,
};
use crate::{Carbot, Result, entities::language_model_spending as spending};
use api::ids::BusinessId;
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, Set,
    sea_query::{Expr, OnConflict},
};

/// Tokens an answer can read, with facts and lookups.
const MOST_TOKENS_READ: u32 = 12_000;
/// Answers of the model within one request, lookups included.
const MOST_ANSWERS: u32 = 4;
const MICROCENTS: i64 = 1_000_000;

/// Money put aside for a request.
pub(super) struct Reservation {
    business_id: BusinessId,
    month: String,
    microcents: i64,
    input_cents: u32,
    output_cents: u32,
}

/// Puts aside what a request can cost; `None` where the month's budget does not hold it.
pub(super) async fn reserve(
    carbot: &Carbot,
    business_id: BusinessId,
    budget_cents: u32,
    model: &LanguageModel,
) -> Result<Option<Reservation>> {
    let settings = &model.settings;
    let most = Usage {
        prompt_tokens: MOST_TOKENS_READ,
        completion_tokens: MAX_TOKENS * MOST_ANSWERS,
    };
    let reservation = Reservation {
        business_id,
        month: carbot.clock.now().format("%Y-%m").to_string(),
        microcents: cost(most, settings.input_cents, settings.output_cents),
        input_cents: settings.input_cents,
        output_cents: settings.output_cents,
    };
    let first = spending::ActiveModel {
        id: Set(uuid::Uuid::now_v7()),
        business_id: Set(business_id),
        month: Set(reservation.month.clone()),
        spent_microcents: Set(0),
    };
    let connection = carbot.database.connection();
    let once = OnConflict::columns([spending::Column::BusinessId, spending::Column::Month])
        .do_nothing()
        .to_owned();
    spending::Entity::insert(first)
        .on_conflict(once)
        .exec_without_returning(connection)
        .await?;
    let limit = i64::from(budget_cents) * MICROCENTS - reservation.microcents;
    let updated = spending::Entity::update_many()
        .col_expr(
            spending::Column::SpentMicrocents,
            Expr::col(spending::Column::SpentMicrocents).add(reservation.microcents),
        )
        .filter(spending::Column::BusinessId.eq(business_id))
        .filter(spending::Column::Month.eq(&reservation.month))
        .filter(spending::Column::SpentMicrocents.lte(limit))
        .exec(connection)
        .await?;
    Ok((updated.rows_affected == 1).then_some(reservation))
}

/// What the business has spent this month, in cents, rounded up.
pub(super) async fn spent_cents(carbot: &Carbot, business_id: BusinessId) -> Result<u32> {
    let month = carbot.clock.now().format("%Y-%m").to_string();
    let found = spending::Entity::find()
        .filter(spending::Column::BusinessId.eq(business_id))
        .filter(spending::Column::Month.eq(month))
        .one(carbot.database.connection())
        .await?;
    let microcents = found.map_or(0, |it| it.spent_microcents).unsigned_abs();
    Ok(u32::try_from(microcents.div_ceil(MICROCENTS.unsigned_abs())).unwrap_or(u32::MAX))
}

/// Replaces what was put aside by what the request did cost. Where the endpoint did not say, all of
/// it counts as spent.
pub(super) async fn settle(
    carbot: &Carbot,
    reservation: Reservation,
    usage: Option<Usage>,
) -> Result<()> {
    let Some(usage) = usage.filter(|it| *it != Usage::default()) else {
        return Ok(());
    };
    let spent = cost(usage, reservation.input_cents, reservation.output_cents);
    spending::Entity::update_many()
        .col_expr(
            spending::Column::SpentMicrocents,
            Expr::col(spending::Column::SpentMicrocents).add(spent - reservation.microcents),
        )
        .filter(spending::Column::BusinessId.eq(reservation.business_id))
        .filter(spending::Column::Month.eq(reservation.month))
        .exec(carbot.database.connection())
        .await?;
    Ok(())
}

/// A token at so many cents a million costs as many millionths of a cent.
fn cost(usage: Usage, input_cents: u32, output_cents: u32) -> i64 {
    i64::from(usage.prompt_tokens) * i64::from(input_cents)
        + i64::from(usage.completion_tokens) * i64::from(output_cents)
}
