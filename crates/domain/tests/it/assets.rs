//! Pictures from the upload to the visitor, on stores that work and on stores that do not.

use crate::support::{TestClock, carbot, register};
use api::{
    assets::{Asset, AssetKind, AssetQuery, AssetStatus},
    ids::{AssetId, UserId},
};
use bytes::Bytes;
use domain::{
    Carbot, Error,
    assets::{
        self, AssetStore, Place, StorageSettings, Upload, Uploaded, find_template_assets,
        to_template_asset,
    },
    jobs,
};
use futures::stream::BoxStream;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use object_store::{
    CopyOptions, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore,
    PutMultipartOptions, PutOptions, PutPayload, PutResult, memory::InMemory, path::Path,
};
use std::{
    fmt, io,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};
use tempfile::TempDir;
use test_support::{TestDatabase, on_each_database};

/// A picture that is no other one; large ones are made ready by a job.
pub fn picture(width: u32, height: u32, seed: u8) -> Upload {
    let picture = RgbImage::from_fn(width, height, |x, y| {
        let shade = u8::try_from((x / 8 + y / 8) % 200).expect("small");
        Rgb([shade, seed, 200 - shade])
    });
    let mut file = io::Cursor::new(Vec::new());
    DynamicImage::from(picture)
        .write_to(&mut file, ImageFormat::Png)
        .expect("is written");
    Upload {
        kind: AssetKind::Gallery,
        file_name: "Halle.png".to_owned(),
        content: Bytes::from(file.into_inner()),
    }
}

/// Somebody with a business and a place for files.
struct Owner {
    carbot: Carbot,
    clock: TestClock,
    user_id: UserId,
    folder: TempDir,
}

impl Owner {
    async fn new(database: &TestDatabase) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (carbot, clock) = carbot(database);
        let settings = StorageSettings::Folder(folder.path().to_owned());
        let carbot = carbot.with_asset_store(AssetStore::open(&settings).expect("is made"));
        let user_id = register(&carbot, "owner@example.com").await;
        Self {
            carbot,
            clock,
            user_id,
            folder,
        }
    }

    async fn upload(&self, upload: Upload) -> Result<Uploaded, Error> {
        assets::upload_asset(&self.carbot, self.user_id, Place::FirstBusiness, upload).await
    }

    async fn take(&self, upload: Upload) -> Asset {
        match self.upload(upload).await.expect("is taken") {
            Uploaded::New(asset) => asset,
            Uploaded::Known(asset) => panic!("{} is known", asset.id),
        }
    }

    async fn find(&self, id: AssetId) -> Asset {
        let found = assets::find_asset(&self.carbot, self.user_id, id).await;
        found.expect("is there")
    }

    async fn all(&self) -> Vec<Asset> {
        let query = AssetQuery::default();
        let page = assets::list_assets(&self.carbot, self.user_id, &query).await;
        page.expect("is listed").items
    }

    async fn work(&self) {
        jobs::run_due(&self.carbot).await.expect("works");
    }

    async fn serve(&self, id: AssetId, name: &str) -> Option<assets::ServedFile> {
        let file = assets::open_file(&self.carbot, id, name).await;
        file.expect("can be asked for")
    }

    /// The files on the disk, by folder and name.
    fn files(&self) -> Vec<String> {
        files_below(self.folder.path().join("assets"))
    }
}

fn files_below(folder: PathBuf) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files = Vec::new();
    for entry in entries.map(|it| it.expect("is read")) {
        let name = entry.file_name().into_string().expect("plain");
        if entry.path().is_dir() {
            let below = files_below(entry.path());
            files.extend(below.iter().map(|it| format!("{name}/{it}")));
        } else {
            files.push(name);
        }
    }
    files.sort();
    files
}

#[tokio::test]
async fn a_small_picture_is_ready_at_once() {
    on_each_database(|database| async move {
        let owner = Owner::new(&database).await;
        let asset = owner.take(picture(400, 300, 1)).await;
        assert_eq!(asset.status, AssetStatus::Ready);
        assert_eq!((asset.width, asset.height), (400, 300));
        assert_eq!(
            (&*asset.media_type, &*asset.file_name),
            ("image/png", "Halle.png")
        );
        let names = ["320.webp", "400.webp"].map(|it| format!("{}/{it}", asset.id));
        assert_eq!(owner.files(), names);
        for variant in &asset.variants {
            let expected = format!("http://localhost:3000/assets/{}/", asset.id);
            let name = variant.url.strip_prefix(&expected).expect("ours");
            let file = owner.serve(asset.id, name).await.expect("is there");
            assert_eq!(file.media_type, "image/webp");
            assert_eq!(file.content.len() as u64, variant.bytes);
            let shown = image::load_from_memory(&file.content).expect("is WebP");
            assert_eq!(
                (shown.width(), shown.height()),
                (variant.width, variant.height)
            );
        }
        assert_eq!(owner.find(asset.id).await, asset);
        for name in [
            "original",
            "640.webp",
            "..",
            "../../master.key",
            "%2e%2e",
            "",
        ] {
            assert_eq!(owner.serve(asset.id, name).await, None, "{name}");
        }
        assert_eq!(owner.serve(AssetId::new(), "320.webp").await, None);
    })
    .await;
}

#[tokio::test]
async fn a_large_picture_is_made_ready_by_a_job_and_what_was_uploaded_is_deleted() {
    on_each_database(|database| async move {
        let owner = Owner::new(&database).await;
        let asset = owner.take(picture(1000, 600, 1)).await;
        assert_eq!(asset.status, AssetStatus::Processing);
        assert!(asset.variants.is_empty());
        assert_eq!(owner.files(), [format!("{}/original", asset.id)]);
        assert_eq!(owner.serve(asset.id, "original").await, None);
        assert_eq!(to_template_asset(&asset, "/"), None);
        owner.work().await;
        let ready = owner.find(asset.id).await;
        assert_eq!(ready.status, AssetStatus::Ready);
        let widths: Vec<_> = ready.variants.iter().map(|it| it.width).collect();
        assert_eq!(widths, [320, 640, 960, 1000]);
        assert!(!owner.files().iter().any(|it| it.ends_with("original")));
        assert!(owner.serve(asset.id, "640.webp").await.is_some());

        let id = asset.id.to_string();
        let shown = find_template_assets(
            &owner.carbot,
            asset.business_id,
            &[id.clone(), "x".to_owned()],
            "/",
        )
        .await;
        let shown = shown.expect("reads");
        assert_eq!(shown.len(), 1);
        assert_eq!((shown[&id].width, shown[&id].height), (1000, 600));
        assert_eq!(shown[&id].files[0].url, format!("/assets/{id}/320.webp"));
        let other = api::ids::BusinessId::new();
        let others =
            find_template_assets(&owner.carbot, other, std::slice::from_ref(&id), "/").await;
        assert!(others.expect("reads").is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_read_to_its_end_has_failed() {
    on_each_database(|database| async move {
        let owner = Owner::new(&database).await;
        let whole = picture(1000, 600, 1);
        let half = whole.content.slice(..whole.content.len() / 2);
        let asset = owner
            .take(Upload {
                content: half,
                ..whole
            })
            .await;
        owner.work().await;
        let failed = owner.find(asset.id).await;
        assert_eq!(failed.status, AssetStatus::Failed);
        assert_eq!(failed.failure.as_deref(), Some("damaged_picture"));
        assert!(owner.files().is_empty());
        // A page in the name of a picture is refused at once.
        let content = Bytes::from_static(b"<html><script>alert(1)</script></html>");
        let refused = owner
            .upload(Upload {
                content,
                ..picture(1, 1, 1)
            })
            .await;
        let Err(Error::Invalid(errors)) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(
            (&*errors.0[0].pointer, &*errors.0[0].code),
            ("/file", "unsupported_picture")
        );
        assert_eq!(owner.all().await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_same_file_for_the_same_purpose_is_kept_once() {
    on_each_database(|database| async move {
        let owner = Owner::new(&database).await;
        for (width, left) in [(300, 1), (1000, 1)] {
            let uploads = (0..6).map(|_| owner.upload(picture(width, 200, 7)));
            let uploads = futures::future::join_all(uploads).await;
            let mut new = 0;
            let mut ids = std::collections::BTreeSet::new();
            for upload in uploads {
                match upload.expect("is taken") {
                    Uploaded::New(asset) => {
                        new += 1;
                        ids.insert(asset.id);
                    }
                    Uploaded::Known(asset) => {
                        ids.insert(asset.id);
                    }
                }
            }
            assert_eq!((new, ids.len()), (left, 1));
        }
        owner.work().await;
        let all = owner.all().await;
        assert_eq!(all.len(), 2);
        // Nothing is left of the uploads that lost.
        let kept: usize = all.iter().map(|it| it.variants.len()).sum();
        assert_eq!(owner.files().len(), kept);
        // For another purpose it is another picture.
        let logo = Upload {
            kind: AssetKind::Logo,
            ..picture(300, 200, 7)
        };
        let logo = owner.take(logo).await;
        let query = AssetQuery {
            kind: Some(AssetKind::Logo),
            ..AssetQuery::default()
        };
        let logos = assets::list_assets(&owner.carbot, owner.user_id, &query).await;
        assert_eq!(logos.expect("is listed").items, [logo]);
    })
    .await;
}

#[tokio::test]
async fn a_deleted_picture_is_gone_with_its_files() {
    on_each_database(|database| async move {
        let owner = Owner::new(&database).await;
        let kept = owner.take(picture(300, 200, 1)).await;
        let small = owner.take(picture(300, 200, 2)).await;
        let large = owner.take(picture(1000, 200, 3)).await;
        assert!(owner.serve(small.id, "300.webp").await.is_some());
        let stranger = register(&owner.carbot, "stranger@example.com").await;
        let refused = assets::delete_asset(&owner.carbot, stranger, small.id).await;
        assert!(matches!(refused, Err(Error::NotFound)));
        for asset in [&small, &large] {
            let deleted = assets::delete_asset(&owner.carbot, owner.user_id, asset.id).await;
            deleted.expect("is deleted");
            assert_eq!(owner.serve(asset.id, "300.webp").await, None);
        }
        owner.work().await;
        assert_eq!(owner.files(), [format!("{}/300.webp", kept.id)]);
        assert_eq!(owner.all().await, [kept]);
    })
    .await;
}

#[tokio::test]
async fn files_of_no_picture_are_deleted_after_a_day() {
    on_each_database(|database| async move {
        let owner = Owner::new(&database).await;
        let kept = owner.take(picture(300, 200, 1)).await;
        // Made in 2024, and left by a process that was killed before it wrote the row.
        let old = owner
            .folder
            .path()
            .join("assets/018cc251-f400-7000-8000-000000000001");
        std::fs::create_dir_all(&old).expect("is made");
        std::fs::write(old.join("original"), b"x").expect("is written");
        // Half an hour old: its upload may be under way.
        let young = owner
            .folder
            .path()
            .join("assets/01a1f308-c280-7000-8000-000000000001");
        std::fs::create_dir_all(&young).expect("is made");
        std::fs::write(young.join("original"), b"x").expect("is written");
        owner.work().await;
        assert!(!old.exists() && young.exists());
        assert!(owner.serve(kept.id, "300.webp").await.is_some());
        owner.clock.advance(26 * 3_600);
        owner.work().await;
        assert!(!young.exists());
        assert!(owner.serve(kept.id, "300.webp").await.is_some());
    })
    .await;
}

/// A disk with room for so many files and no more.
#[derive(Debug)]
struct FullStore {
    inner: InMemory,
    room: AtomicUsize,
}

impl fmt::Display for FullStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("FullStore")
    }
}

#[async_trait::async_trait]
impl ObjectStore for FullStore {
    async fn put_opts(
        &self,
        location: &Path,
        payload: PutPayload,
        options: PutOptions,
    ) -> object_store::Result<PutResult> {
        let room = &self.room;
        let has_room =
            room.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |it| it.checked_sub(1));
        if has_room.is_err() {
            return Err(object_store::Error::Generic {
                store: "FullStore",
                source: Box::new(io::Error::from(io::ErrorKind::StorageFull)),
            });
        }
        self.inner.put_opts(location, payload, options).await
    }

    async fn put_multipart_opts(
        &self,
        location: &Path,
        options: PutMultipartOptions,
    ) -> object_store::Result<Box<dyn MultipartUpload>> {
        self.inner.put_multipart_opts(location, options).await
    }

    async fn get_opts(
        &self,
        location: &Path,
        options: GetOptions,
    ) -> object_store::Result<GetResult> {
        self.inner.get_opts(location, options).await
    }

    fn delete_stream(
        &self,
        locations: BoxStream<'static, object_store::Result<Path>>,
    ) -> BoxStream<'static, object_store::Result<Path>> {
        self.inner.delete_stream(locations)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, object_store::Result<ObjectMeta>> {
        self.inner.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> object_store::Result<ListResult> {
        self.inner.list_with_delimiter(prefix).await
    }

    async fn copy_opts(
        &self,
        from: &Path,
        to: &Path,
        options: CopyOptions,
    ) -> object_store::Result<()> {
        self.inner.copy_opts(from, to, options).await
    }
}

#[tokio::test]
async fn a_full_disk_leaves_nothing_half_done() {
    on_each_database(|database| async move {
        let full = Arc::new(FullStore {
            inner: InMemory::new(),
            room: AtomicUsize::new(1),
        });
        let owner = Owner::new(&database).await;
        let (carbot, clock) = carbot(&database);
        let carbot = carbot.with_asset_store(AssetStore::of(full.clone()));
        let owner = Owner {
            carbot,
            clock,
            ..owner
        };
        // There is room for the first of its two files.
        let refused = owner.upload(picture(400, 300, 1)).await;
        assert!(matches!(refused, Err(Error::StorageFull)), "{refused:?}");
        let problem = refused.expect_err("refused").problem();
        assert_eq!((problem.status, &*problem.code), (507, "storage_full"));
        assert_eq!(owner.all().await, []);
        let left = full
            .inner
            .list_with_delimiter(None)
            .await
            .expect("is listed");
        assert!(left.common_prefixes.is_empty(), "{left:?}");

        // A job tries again once there is room.
        full.room.store(3, Ordering::SeqCst);
        let asset = owner.take(picture(1000, 600, 1)).await;
        owner.work().await;
        assert_eq!(owner.find(asset.id).await.status, AssetStatus::Processing);
        full.room.store(100, Ordering::SeqCst);
        owner.clock.advance(60);
        owner.work().await;
        assert_eq!(owner.find(asset.id).await.status, AssetStatus::Ready);
    })
    .await;
}
