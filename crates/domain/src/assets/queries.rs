//! Pictures as their owner reads them.

use crate::{
    Carbot, Error, Result, businesses,
    entities::{asset, business},
    paging,
};
use api::{
    assets::{Asset, AssetQuery, AssetStatus, AssetVariant},
    conversations::Page,
    ids::{AssetId, UserId},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select,
};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// Pictures of a page unless another number is asked for.
const USUAL_PAGE: u64 = 50;

/// A file of a picture, as its row says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StoredVariant {
    pub name: String,
    pub width: u32,
    pub height: u32,
    pub media_type: String,
    pub bytes: u64,
}

/// Every read of a picture on behalf of an account begins here.
fn owned_by(user_id: UserId) -> Select<asset::Entity> {
    let businesses = businesses::owned_by(user_id)
        .select_only()
        .column(business::Column::Id)
        .into_query();
    asset::Entity::find().filter(asset::Column::BusinessId.in_subquery(businesses))
}

pub(super) async fn find_owned(
    connection: &impl ConnectionTrait,
    user_id: UserId,
    id: AssetId,
) -> Result<asset::Model> {
    owned_by(user_id)
        .filter(asset::Column::Id.eq(id))
        .one(connection)
        .await?
        .ok_or(Error::NotFound)
}

/// A page of an account's pictures, the newest first; only those of a business or for a purpose
/// where one is named.
pub async fn list_assets(
    carbot: &Carbot,
    user_id: UserId,
    query: &AssetQuery,
) -> Result<Page<Asset>> {
    let connection = carbot.database.connection();
    let mut select = owned_by(user_id);
    if let Some(business_id) = query.business_id {
        businesses::find_owned(connection, user_id, business_id).await?;
        select = select.filter(asset::Column::BusinessId.eq(business_id));
    }
    if let Some(kind) = query.kind {
        select = select.filter(asset::Column::Kind.eq(kind.as_str()));
    }
    if let Some(cursor) = &query.cursor {
        let last: AssetId = cursor.parse().map_err(|_| paging::invalid_cursor())?;
        select = select.filter(asset::Column::Id.lt(last));
    }
    let limit = paging::page_size(query.limit.unwrap_or(USUAL_PAGE))?;
    let models = select
        .order_by_desc(asset::Column::Id)
        .limit(limit + 1)
        .all(connection)
        .await?;
    paging::to_page(
        models,
        limit,
        |it| it.id.to_string(),
        |it| to_asset(carbot, it),
    )
}

/// One picture of an account.
pub async fn find_asset(carbot: &Carbot, user_id: UserId, id: AssetId) -> Result<Asset> {
    let connection = carbot.database.connection();
    to_asset(carbot, find_owned(connection, user_id, id).await?)
}

/// The files of a picture, where it can be shown.
pub(super) async fn find_shown(
    connection: &impl ConnectionTrait,
    id: AssetId,
) -> Result<Option<Vec<StoredVariant>>> {
    let found = asset::Entity::find_by_id(id)
        .filter(asset::Column::Status.eq(AssetStatus::Ready.as_str()))
        .one(connection)
        .await?;
    Ok(found
        .map(|it| serde_json::from_value(it.variants))
        .transpose()?)
}

/// The address of a file on the hosts that serve it, without a slash at its beginning.
pub(super) fn path_of(id: AssetId, name: &str) -> String {
    format!("assets/{id}/{name}")
}

pub(super) fn to_asset(carbot: &Carbot, model: asset::Model) -> Result<Asset> {
    let id = model.id;
    let variants: Vec<StoredVariant> = serde_json::from_value(model.variants)?;
    let variants = variants.into_iter().map(|it| AssetVariant {
        url: format!("{}/{}", carbot.public_url(), path_of(id, &it.name)),
        width: it.width,
        height: it.height,
        media_type: it.media_type,
        bytes: it.bytes,
    });
    let number = |it: i32| u32::try_from(it).map_err(Error::internal);
    Ok(Asset {
        id,
        business_id: model.business_id,
        kind: serde_json::from_value(Json::String(model.kind))?,
        file_name: model.file_name,
        media_type: model.media_type,
        width: number(model.width)?,
        height: number(model.height)?,
        bytes: u64::try_from(model.bytes).map_err(Error::internal)?,
        sha256: model.sha256,
        status: serde_json::from_value(Json::String(model.status))?,
        failure: model.failure,
        variants: variants.collect(),
        created_at: model.created_at,
    })
}
