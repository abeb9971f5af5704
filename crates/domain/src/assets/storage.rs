//! Where files are kept: a folder of this machine, or a bucket of an S3-compatible service.

mod settings;

pub use settings::{InvalidStorage, S3Settings, StorageSettings};

use crate::{Error, Result};
use api::ids::AssetId;
use bytes::Bytes;
use futures::{StreamExt as _, TryStreamExt as _};
use object_store::{
    ClientOptions, ObjectStore, ObjectStoreExt as _, RetryConfig,
    aws::{AmazonS3Builder, AmazonS3ConfigKey},
    local::LocalFileSystem,
    memory::InMemory,
    path::Path,
    prefix::PrefixStore,
};
use std::{error::Error as StdError, fmt, io, path::PathBuf, sync::Arc, time::Duration};

/// The folder of all pictures; each has one of its own in it, named by its id.
const FOLDER: &str = "assets";
/// How long a request to a service may take, its repetitions included.
const PATIENCE: Duration = Duration::from_secs(15);

/// A place for files. Cheap to clone.
#[derive(Clone)]
pub struct AssetStore {
    store: Arc<dyn ObjectStore>,
    /// The folder on this machine.
    folder: Option<PathBuf>,
}

impl AssetStore {
    /// Opens the place the settings name. A missing folder is made; a service is not asked yet.
    pub fn open(settings: &StorageSettings) -> Result<Self, InvalidStorage> {
        match settings {
            StorageSettings::Folder(folder) => Self::folder(folder),
            StorageSettings::S3(settings) => Self::s3(settings),
        }
    }

    /// In the memory of this process, for tests.
    pub fn in_memory() -> Self {
        Self::of(Arc::new(InMemory::new()))
    }

    /// A store that was made elsewhere, for tests.
    pub fn of(store: Arc<dyn ObjectStore>) -> Self {
        Self {
            store,
            folder: None,
        }
    }

    fn folder(folder: &std::path::Path) -> Result<Self, InvalidStorage> {
        let cannot = |cause: &dyn fmt::Display| {
            InvalidStorage(format!(
                "cannot use the folder {}: {cause}",
                folder.display()
            ))
        };
        std::fs::create_dir_all(folder).map_err(|error| cannot(&error))?;
        // Written beside and then moved into place, and on the disk before it is called done.
        let store = LocalFileSystem::new_with_prefix(folder)
            .map_err(|error| cannot(&error))?
            .with_fsync(true)
            .with_automatic_cleanup(true);
        Ok(Self {
            store: Arc::new(store),
            folder: Some(folder.to_owned()),
        })
    }

    fn s3(settings: &S3Settings) -> Result<Self, InvalidStorage> {
        // Fails only where a provider is installed already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = ClientOptions::new()
            .with_allow_http(settings.allows_http())
            .with_connect_timeout(Duration::from_secs(5))
            .with_timeout(PATIENCE);
        let retry = RetryConfig {
            max_retries: 2,
            retry_timeout: PATIENCE,
            ..RetryConfig::default()
        };
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&settings.bucket)
            .with_client_options(client)
            .with_retry(retry);
        for (name, value) in settings.options() {
            let key: AmazonS3ConfigKey = name
                .to_ascii_lowercase()
                .parse()
                .map_err(|error| InvalidStorage(format!("{name}: {error}")))?;
            builder = builder.with_config(key, value);
        }
        let store = builder
            .build()
            .map_err(|error| InvalidStorage(error.to_string()))?;
        let store: Arc<dyn ObjectStore> = if settings.prefix.is_empty() {
            Arc::new(store)
        } else {
            Arc::new(PrefixStore::new(store, settings.prefix.as_str()))
        };
        Ok(Self::of(store))
    }

    /// Whether files can be written, read and deleted.
    pub async fn check(&self) -> Result<(), InvalidStorage> {
        let probe = Path::from(format!("{FOLDER}/.probe-{}", uuid::Uuid::now_v7()));
        let tried = async {
            self.store
                .put(&probe, Bytes::from_static(b"carbot").into())
                .await?;
            self.store.get(&probe).await?.bytes().await?;
            self.store.delete(&probe).await
        };
        tried.await.map_err(|error| {
            let error = error.to_string();
            InvalidStorage(error.split_whitespace().collect::<Vec<_>>().join(" "))
        })
    }

    /// Writes a file; readers see all of it or nothing.
    pub(super) async fn put(&self, id: AssetId, name: &str, content: Bytes) -> Result<()> {
        self.store
            .put(&path_of(id, name), content.into())
            .await
            .map_err(to_error)?;
        Ok(())
    }

    /// Reads a file; nothing where there is none.
    pub(super) async fn get(&self, id: AssetId, name: &str) -> Result<Option<Bytes>> {
        let found = match self.store.get(&path_of(id, name)).await {
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            other => other.map_err(to_error)?,
        };
        Ok(Some(found.bytes().await.map_err(to_error)?))
    }

    /// Deletes a file, where it is there.
    pub(super) async fn delete(&self, id: AssetId, name: &str) -> Result<()> {
        match self.store.delete(&path_of(id, name)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(to_error(error)),
        }
    }

    /// Deletes all files of a picture.
    pub(super) async fn delete_all(&self, id: AssetId) -> Result<()> {
        let files = self
            .store
            .list(Some(&folder_of(id)))
            .map_ok(|it| it.location)
            .boxed();
        let deleted = self.store.delete_stream(files);
        deleted
            .try_for_each(|_| async { Ok(()) })
            .await
            .or_else(|error| match error {
                object_store::Error::NotFound { .. } => Ok(()),
                other => Err(to_error(other)),
            })?;
        let Some(folder) = &self.folder else {
            return Ok(());
        };
        // What a process that was killed has half written is no file of the store.
        let folder = folder.join(FOLDER).join(id.to_string());
        match tokio::fs::remove_dir_all(folder).await {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(Error::StorageUnavailable(error.to_string()))
            }
            _ => Ok(()),
        }
    }

    /// The ids of all pictures of which there are files.
    pub(super) async fn list(&self) -> Result<Vec<AssetId>> {
        let listed = self
            .store
            .list_with_delimiter(Some(&Path::from(FOLDER)))
            .await
            .map_err(to_error)?;
        let ids = listed
            .common_prefixes
            .iter()
            .filter_map(|it| it.filename()?.parse().ok());
        Ok(ids.collect())
    }
}

impl fmt::Debug for AssetStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "AssetStore({})", self.store)
    }
}

fn folder_of(id: AssetId) -> Path {
    Path::from_iter([FOLDER, &id.to_string()])
}

/// Each part is one name: a slash or dots in it are encoded.
fn path_of(id: AssetId, name: &str) -> Path {
    Path::from_iter([FOLDER, &id.to_string(), name])
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "called as `map_err(to_error)`"
)]
fn to_error(error: object_store::Error) -> Error {
    if is_full(&error) {
        return Error::StorageFull;
    }
    Error::StorageUnavailable(error.to_string())
}

/// Whether a disk or somebody's share of it is full, which the store tells only as a cause.
fn is_full(error: &(dyn StdError + 'static)) -> bool {
    let says_so = error.downcast_ref::<io::Error>().is_some_and(|it| {
        matches!(
            it.kind(),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
        )
    });
    says_so || error.source().is_some_and(is_full)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_found_among_the_causes() {
        let failed = |kind: io::ErrorKind| object_store::Error::Generic {
            store: "LocalFileSystem",
            source: Box::new(io::Error::from(kind)),
        };
        let full = to_error(failed(io::ErrorKind::StorageFull));
        assert!(matches!(full, Error::StorageFull));
        let broken = to_error(failed(io::ErrorKind::PermissionDenied));
        assert!(matches!(broken, Error::StorageUnavailable(_)));
    }

    #[test]
    fn no_name_leads_out_of_its_folder() {
        let id = AssetId::new();
        for name in ["../x", "..", "a/../../b", "/etc/passwd", "a\\..\\b"] {
            let path = path_of(id, name);
            let parts: Vec<_> = path.parts().collect();
            assert_eq!(parts.len(), 3, "{name}: {path}");
            assert_ne!(parts[2].as_ref(), "..", "{name}");
        }
    }

    #[tokio::test]
    async fn a_folder_keeps_files_whole_and_gives_them_up() {
        let folder = tempfile::tempdir().expect("a folder");
        let settings = StorageSettings::Folder(folder.path().join("new/uploads"));
        let store = AssetStore::open(&settings).expect("is made");
        store.check().await.expect("can be used");
        let (one, two) = (AssetId::new(), AssetId::new());
        for id in [one, two] {
            let content = Bytes::from(id.to_string());
            store
                .put(id, "a.webp", content.clone())
                .await
                .expect("is written");
            assert_eq!(store.get(id, "a.webp").await.ok(), Some(Some(content)));
        }
        assert_eq!(store.get(one, "b.webp").await.ok(), Some(None));
        let mut ids = store.list().await.expect("is listed");
        ids.sort();
        assert_eq!(ids, [one, two]);
        // What a process left that was killed while it wrote.
        let left = folder
            .path()
            .join(format!("new/uploads/assets/{one}/b.webp#1"));
        std::fs::write(&left, b"half").expect("is written");
        for _ in 0..2 {
            store.delete_all(one).await.expect("is deleted");
        }
        store.delete(two, "a.webp").await.expect("is deleted");
        store.delete(two, "a.webp").await.expect("is gone already");
        assert!(!left.exists());
        assert_eq!(store.list().await.expect("is listed"), []);
    }
}
