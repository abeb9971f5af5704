//! Uploaded pictures of a business, for its landing pages and the face of its chat.
//!
//! An uploaded file is looked at before it is kept (`image`), and what is served is made of its
//! pixels: small ones at once, others by a job. What was uploaded is deleted then, since photos say
//! where they were taken. Rows say what there is; a file without a row is found by nobody and
//! deleted after a day (`jobs`).

mod image;
mod jobs;
mod kinds;
mod queries;
mod storage;
mod template_assets;

pub(crate) use jobs::{delete_files, delete_orphaned_files, process};
pub use queries::{find_asset, list_assets};
pub use storage::{AssetStore, InvalidStorage, S3Settings, StorageSettings};
pub use template_assets::{find_avatar_url, find_template_assets, to_template_asset};

use crate::{
    Carbot, Error, Precondition, Result, audit, businesses,
    entities::{asset, landing_page},
    jobs::{Job, enqueue},
};
use api::{
    assets::{Asset, AssetKind, AssetStatus, MAX_ASSET_BYTES, MAX_ASSETS},
    ids::{AssetId, BusinessId, LandingPageId, UserId},
    problem::ValueError,
};
use bytes::Bytes;
use image::{Header, MadeFile};
use moka::future::Cache;
use queries::StoredVariant;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, ModelTrait, PaginatorTrait,
    QueryFilter, Set,
};
use sha2::{Digest as _, Sha256};
use std::{sync::Arc, time::Duration};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The name under which an uploaded file waits for its job.
const ORIGINAL: &str = "original";
/// Pictures that one process reads at once: a large one takes some hundred megabytes.
const READERS: usize = 2;
/// How long another process may show a picture that was deleted.
const ROW_SECONDS: u64 = 60;
/// Bytes of files that a process keeps to give them again.
const KEPT_BYTES: u64 = 32 * 1024 * 1024;
/// Longer files are read anew each time.
const MAX_KEPT_FILE: usize = 512 * 1024;
/// The longest name of a file that is kept, in characters.
const MAX_FILE_NAME: usize = 200;

/// What a process has of pictures.
pub(crate) struct Assets {
    store: AssetStore,
    readers: Arc<Semaphore>,
    /// The files of pictures that can be shown, by name.
    rows: Cache<AssetId, Arc<Vec<StoredVariant>>>,
    /// What is in files, by picture and name.
    files: Cache<(AssetId, String), Bytes>,
}

impl Assets {
    /// Nothing yet.
    pub fn new(store: AssetStore) -> Self {
        let weigh = |(_, name): &(AssetId, String), content: &Bytes| {
            u32::try_from(content.len() + name.len() + 64).unwrap_or(u32::MAX)
        };
        Self {
            store,
            readers: Arc::new(Semaphore::new(READERS)),
            rows: Cache::builder()
                .time_to_live(Duration::from_secs(ROW_SECONDS))
                .max_capacity(20_000)
                .build(),
            files: Cache::builder()
                .weigher(weigh)
                .max_capacity(KEPT_BYTES)
                .build(),
        }
    }
}

/// What somebody uploads.
#[derive(Clone, Debug)]
pub struct Upload {
    /// What it is for.
    pub kind: AssetKind,
    /// The name it has where it comes from.
    pub file_name: String,
    /// What is in it.
    pub content: Bytes,
}

/// Whose a new picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The first business of the account.
    FirstBusiness,
    /// A business.
    Business(BusinessId),
    /// The business of a landing page.
    LandingPage(LandingPageId),
}

/// What became of an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Uploaded {
    /// A new picture.
    New(Asset),
    /// The same was there already.
    Known(Asset),
}

/// A file as visitors get it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServedFile {
    /// What it is: one of the types that are made here.
    pub media_type: String,
    /// What is in it.
    pub content: Bytes,
}

/// Takes a picture. The same file for the same purpose is kept once.
pub async fn upload_asset(
    carbot: &Carbot,
    user_id: UserId,
    place: Place,
    upload: Upload,
) -> Result<Uploaded> {
    let connection = carbot.database.connection();
    let business_id = find_business(connection, user_id, place).await?;
    if upload.content.len() > MAX_ASSET_BYTES {
        let too_large = ValueError::new("file_too_large", "must have at most 8 MiB");
        return Err(too_large.at("/file").into());
    }
    let content = upload.content.clone();
    let (header, sha256) = off_thread(move || {
        let header = image::read_header(&content).map_err(|it| it.at("/file"))?;
        Ok::<_, Error>((header, hex::encode(Sha256::digest(&content))))
    })
    .await??;
    let twin = Twin {
        business_id,
        sha256: &sha256,
        kind: upload.kind,
    };
    if let Some(known) = twin.find(connection).await? {
        return Ok(Uploaded::Known(queries::to_asset(carbot, known)?));
    }
    let id = AssetId::new();
    let kept = keep(carbot, user_id, id, &twin, &upload, header).await;
    match kept {
        Ok(Uploaded::New(asset)) => {
            if asset.status == AssetStatus::Processing {
                carbot.wake_worker();
            }
            Ok(Uploaded::New(asset))
        }
        other => {
            // What cannot be deleted now is found among the files of no picture.
            if let Err(error) = carbot.assets.store.delete_all(id).await {
                tracing::warn!(%error, %id, "files of a refused picture are left");
            }
            other
        }
    }
}

async fn find_business(
    connection: &impl ConnectionTrait,
    user_id: UserId,
    place: Place,
) -> Result<BusinessId> {
    match place {
        Place::FirstBusiness => Ok(businesses::find_first(connection, user_id).await?.id),
        Place::Business(id) => Ok(businesses::find_owned(connection, user_id, id).await?.id),
        Place::LandingPage(id) => {
            let page = landing_page::Entity::find_by_id(id)
                .filter(landing_page::Column::UserId.eq(user_id))
                .one(connection)
                .await?;
            Ok(page.ok_or(Error::NotFound)?.business_id)
        }
    }
}

/// What makes two uploads the same picture.
struct Twin<'a> {
    business_id: BusinessId,
    sha256: &'a str,
    kind: AssetKind,
}

impl Twin<'_> {
    async fn find(&self, connection: &impl ConnectionTrait) -> Result<Option<asset::Model>> {
        Ok(asset::Entity::find()
            .filter(asset::Column::BusinessId.eq(self.business_id))
            .filter(asset::Column::Sha256.eq(self.sha256))
            .filter(asset::Column::Kind.eq(self.kind.as_str()))
            .one(connection)
            .await?)
    }
}

/// Writes the files first and the row last, so that there is no row without files.
async fn keep(
    carbot: &Carbot,
    user_id: UserId,
    id: AssetId,
    twin: &Twin<'_>,
    upload: &Upload,
    header: Header,
) -> Result<Uploaded> {
    let readers = carbot.assets.readers.clone();
    // While large pictures are read, small ones wait for a job rather than their owner for them.
    let permit = readers.try_acquire_owned().ok().filter(|_| header.is_quick);
    let variants = if let Some(permit) = permit {
        let made = make_files(permit, upload.content.clone(), upload.kind).await?;
        let made = made.map_err(|it| Error::from(it.at("/file")))?;
        Some(write_files(carbot, id, made).await?)
    } else {
        let store = &carbot.assets.store;
        store.put(id, ORIGINAL, upload.content.clone()).await?;
        None
    };
    let transaction = carbot.database.begin().await?;
    let business_id = twin.business_id;
    businesses::lock_owned(&transaction, user_id, business_id, &Precondition::Any).await?;
    if let Some(known) = twin.find(&transaction).await? {
        transaction.rollback().await?;
        return Ok(Uploaded::Known(queries::to_asset(carbot, known)?));
    }
    let all = asset::Entity::find().filter(asset::Column::BusinessId.eq(business_id));
    if all.count(&transaction).await? >= MAX_ASSETS {
        let too_many = ValueError::new("too_many_assets", "are as many as a business can have");
        return Err(too_many.at("/file").into());
    }
    let status = match variants {
        Some(_) => AssetStatus::Ready,
        None => AssetStatus::Processing,
    };
    let number = |it: u32| i32::try_from(it).map_err(Error::internal);
    let model = asset::ActiveModel {
        id: Set(id),
        business_id: Set(business_id),
        kind: Set(upload.kind.as_str().to_owned()),
        file_name: Set(safe_file_name(&upload.file_name)),
        media_type: Set(header.media_type.to_owned()),
        width: Set(number(header.width)?),
        height: Set(number(header.height)?),
        bytes: Set(i64::try_from(upload.content.len()).map_err(Error::internal)?),
        sha256: Set(twin.sha256.to_owned()),
        variants: Set(serde_json::to_value(variants.unwrap_or_default())?),
        status: Set(status.as_str().to_owned()),
        failure: Set(None),
        created_at: Set(carbot.clock.now()),
    }
    .insert(&transaction)
    .await?;
    if status == AssetStatus::Processing {
        enqueue(carbot, &transaction, &Job::ProcessAsset { asset_id: id }).await?;
    }
    let action = audit::Action {
        user_id,
        business_id: Some(business_id),
        name: "asset.uploaded",
        target_id: Some(&id),
    };
    audit::record(carbot, &transaction, action).await?;
    transaction.commit().await?;
    Ok(Uploaded::New(queries::to_asset(carbot, model)?))
}

/// Deletes a picture. It is served no more, and its files are deleted by a job.
pub async fn delete_asset(carbot: &Carbot, user_id: UserId, id: AssetId) -> Result<()> {
    let transaction = carbot.database.begin().await?;
    let model = queries::find_owned(&transaction, user_id, id).await?;
    let business_id = model.business_id;
    model.delete(&transaction).await?;
    enqueue(
        carbot,
        &transaction,
        &Job::DeleteAssetFiles { asset_id: id },
    )
    .await?;
    let action = audit::Action {
        user_id,
        business_id: Some(business_id),
        name: "asset.deleted",
        target_id: Some(&id),
    };
    audit::record(carbot, &transaction, action).await?;
    transaction.commit().await?;
    carbot.wake_worker();
    carbot.assets.rows.invalidate(&id).await;
    carbot.forget_business(business_id).await;
    Ok(())
}

/// A file of a picture for anybody who asks; nothing where there is none of this name.
pub async fn open_file(carbot: &Carbot, id: AssetId, name: &str) -> Result<Option<ServedFile>> {
    let Assets {
        store, rows, files, ..
    } = &carbot.assets;
    let variants = if let Some(known) = rows.get(&id).await {
        known
    } else {
        // What is not there is not kept: nobody needs it, and it may be there in a moment.
        let Some(found) = queries::find_shown(carbot.database.connection(), id).await? else {
            return Ok(None);
        };
        let found = Arc::new(found);
        rows.insert(id, found.clone()).await;
        found
    };
    let Some(variant) = variants.iter().find(|it| it.name == name) else {
        return Ok(None);
    };
    let key = (id, variant.name.clone());
    let content = if let Some(kept) = files.get(&key).await {
        kept
    } else {
        let Some(content) = store.get(id, &variant.name).await? else {
            return Ok(None);
        };
        if content.len() <= MAX_KEPT_FILE {
            files.insert(key, content.clone()).await;
        }
        content
    };
    Ok(Some(ServedFile {
        media_type: variant.media_type.clone(),
        content,
    }))
}

/// Makes the files of a picture on a thread of its own.
async fn make_files(
    permit: OwnedSemaphorePermit,
    content: Bytes,
    kind: AssetKind,
) -> Result<Result<Vec<MadeFile>, ValueError>> {
    off_thread(move || {
        let made = image::make_files(&content, kind);
        // Kept by the work, not by who waits for it: an attempt that is given up goes on.
        drop(permit);
        made
    })
    .await
}

/// Writes what was made; gives what the row says of it.
async fn write_files(
    carbot: &Carbot,
    id: AssetId,
    made: Vec<MadeFile>,
) -> Result<Vec<StoredVariant>> {
    let mut variants = Vec::with_capacity(made.len());
    for file in made {
        variants.push(StoredVariant {
            name: file.name.clone(),
            width: file.width,
            height: file.height,
            media_type: file.media_type.to_owned(),
            bytes: file.content.len() as u64,
        });
        let store = &carbot.assets.store;
        store.put(id, &file.name, file.content.into()).await?;
    }
    Ok(variants)
}

/// Does what takes long and waits for nothing on a thread of its own.
async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(Error::internal)
}

/// The name of a file without folders and without what no name needs. It is shown to people and
/// never used to find anything.
fn safe_file_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_safe = |it: &char| {
        !it.is_control()
            // Marks that turn the direction of writing make one name look like another.
            && !matches!(it, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
            && !"<>:\"|?*".contains(*it)
    };
    let name: String = name.chars().filter(is_safe).take(MAX_FILE_NAME).collect();
    match name.trim().trim_matches('.') {
        "" => "picture".to_owned(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::safe_file_name;

    #[test]
    fn a_file_name_keeps_what_people_read_and_nothing_else() {
        let check = |name: &str, expected: &str| assert_eq!(safe_file_name(name), expected);
        check("Werkstatt Süd.png", "Werkstatt Süd.png");
        check("../../etc/passwd", "passwd");
        check("C:\\Bilder\\logo.png", "logo.png");
        check("a\u{202e}gnp.exe\0\n", "agnp.exe");
        check("<img src=x>.png", "img src=x.png");
        check("..", "picture");
        check("", "picture");
        assert_eq!(safe_file_name(&"x".repeat(1000)).len(), 200);
    }
}
