//! Pictures as landing pages show them.

use super::{kinds::Recipe, queries};
use crate::{Carbot, Result, entities::asset};
use api::{
    assets::{Asset, AssetKind, AssetStatus},
    ids::{AssetId, BusinessId},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::BTreeMap;
use templates::AssetFile;

/// A picture as templates show it; nothing until it is ready. `files` stands before the path of a
/// file: `/` on our own hosts, nothing where a page is exported beside its files.
pub fn to_template_asset(asset: &Asset, files: &str) -> Option<templates::Asset> {
    if asset.status != AssetStatus::Ready {
        return None;
    }
    let is_icon = matches!(Recipe::of(asset.kind), Recipe::Icons);
    // Pages name icons as PNG; the other file is for what asks for nothing else.
    let wanted = if is_icon { "image/png" } else { "image/webp" };
    let shown = asset.variants.iter().filter(|it| it.media_type == wanted);
    let largest = shown.clone().max_by_key(|it| it.width)?;
    Some(templates::Asset {
        width: largest.width,
        height: largest.height,
        files: shown
            .map(|it| AssetFile {
                url: format!("{files}{}", path_in(&it.url)),
                width: it.width,
                media_type: it.media_type.clone(),
            })
            .collect(),
    })
}

/// The path of a file in its address, which is ours: `assets/ID/NAME`.
fn path_in(url: &str) -> String {
    let mut parts = url.rsplit('/');
    let (name, id) = (parts.next(), parts.next());
    format!(
        "assets/{}/{}",
        id.unwrap_or_default(),
        name.unwrap_or_default()
    )
}

/// Those of `ids` that are pictures of the business and ready, by their ids as text. What is no id,
/// or another's, is left out.
pub async fn find_template_assets(
    carbot: &Carbot,
    business_id: BusinessId,
    ids: &[String],
    files: &str,
) -> Result<BTreeMap<String, templates::Asset>> {
    let ids: Vec<AssetId> = ids.iter().filter_map(|it| it.parse().ok()).collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let models = asset::Entity::find()
        .filter(asset::Column::BusinessId.eq(business_id))
        .filter(asset::Column::Id.is_in(ids))
        .all(carbot.database.connection())
        .await?;
    let mut found = BTreeMap::new();
    for model in models {
        let asset = queries::to_asset(carbot, model)?;
        if let Some(shown) = to_template_asset(&asset, files) {
            found.insert(asset.id.to_string(), shown);
        }
    }
    Ok(found)
}

/// The address of a picture as the face of the chat, small and on our public host; nothing where
/// it is none of the business's or not ready.
pub async fn find_avatar_url(
    carbot: &Carbot,
    business_id: BusinessId,
    id: AssetId,
) -> Result<Option<String>> {
    let model = asset::Entity::find_by_id(id)
        .filter(asset::Column::BusinessId.eq(business_id))
        .filter(asset::Column::Kind.eq(AssetKind::Avatar.as_str()))
        .filter(asset::Column::Status.eq(AssetStatus::Ready.as_str()))
        .one(carbot.database.connection())
        .await?;
    let Some(model) = model else {
        return Ok(None);
    };
    let asset = queries::to_asset(carbot, model)?;
    let smallest = asset.variants.into_iter().min_by_key(|it| it.width);
    Ok(smallest.map(|it| it.url))
}
