//! What is done with pictures beside requests. Everything here bears being done twice.

use super::{ORIGINAL, make_files, write_files};
use crate::{Carbot, Error, Result, entities::asset};
use api::{
    assets::{AssetKind, AssetStatus},
    ids::AssetId,
};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};
use serde_json::{Value as Json, json};
use std::collections::HashSet;

/// Files without a row may belong to an upload that is under way.
const ORPHANED_AFTER: TimeDelta = TimeDelta::days(1);
/// Ids that are looked for at once.
const BATCH: usize = 500;

/// Makes the files of a picture that was uploaded, and deletes what was uploaded.
pub(crate) async fn process(carbot: &Carbot, id: AssetId) -> Result<()> {
    let connection = carbot.database.connection();
    let Some(model) = asset::Entity::find_by_id(id).one(connection).await? else {
        // It was deleted, and another job deletes its files.
        return Ok(());
    };
    let store = &carbot.assets.store;
    if model.status != AssetStatus::Processing.as_str() {
        return store.delete(id, ORIGINAL).await;
    }
    let kind: AssetKind = serde_json::from_value(Json::String(model.kind))?;
    let made = match store.get(id, ORIGINAL).await? {
        Some(original) => {
            let readers = carbot.assets.readers.clone();
            let permit = readers.acquire_owned().await.map_err(Error::internal)?;
            make_files(permit, original, kind)
                .await?
                .map_err(|it| it.code)
        }
        None => Err("damaged_picture"),
    };
    let (status, variants, failure) = match made {
        Ok(made) => {
            let variants = write_files(carbot, id, made).await?;
            (AssetStatus::Ready, serde_json::to_value(variants)?, None)
        }
        Err(code) => (AssetStatus::Failed, json!([]), Some(code)),
    };
    let updated = asset::Entity::update_many()
        .col_expr(asset::Column::Status, Expr::value(status.as_str()))
        .col_expr(asset::Column::Variants, Expr::value(variants))
        .col_expr(asset::Column::Failure, Expr::value(failure))
        .filter(asset::Column::Id.eq(id))
        .exec(connection)
        .await?;
    if updated.rows_affected == 0 {
        // Deleted meanwhile: what was written since would stay.
        return store.delete_all(id).await;
    }
    carbot.forget_business(model.business_id).await;
    store.delete(id, ORIGINAL).await
}

/// Deletes the files of a picture that was deleted.
pub(crate) async fn delete_files(carbot: &Carbot, id: AssetId) -> Result<()> {
    carbot.assets.rows.invalidate(&id).await;
    carbot.assets.store.delete_all(id).await
}

/// Deletes the files of uploads that were never finished and of pictures that went with their
/// business; gives of how many.
pub(crate) async fn delete_orphaned_files(carbot: &Carbot) -> Result<usize> {
    let connection = carbot.database.connection();
    let store = &carbot.assets.store;
    let oldest = carbot.clock.now() - ORPHANED_AFTER;
    let mut old = store.list().await?;
    old.retain(|it| made_at(*it).is_none_or(|it| it < oldest));
    let mut deleted = 0;
    for batch in old.chunks(BATCH) {
        let known: HashSet<AssetId> = asset::Entity::find()
            .select_only()
            .column(asset::Column::Id)
            .filter(asset::Column::Id.is_in(batch.iter().copied()))
            .into_tuple()
            .all(connection)
            .await?
            .into_iter()
            .collect();
        for id in batch.iter().filter(|it| !known.contains(it)) {
            store.delete_all(*id).await?;
            deleted += 1;
        }
    }
    Ok(deleted)
}

/// When an id was made; nothing where it is none of ours.
fn made_at(id: AssetId) -> Option<DateTime<Utc>> {
    let (seconds, nanoseconds) = id.0.get_timestamp()?.to_unix();
    DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanoseconds)
}
