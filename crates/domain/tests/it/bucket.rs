//! Pictures in a bucket of an S3-compatible server.

use crate::{
    assets::picture,
    support::{carbot, register},
};
use api::assets::AssetStatus;
use domain::{
    assets::{self, AssetStore, Place, StorageSettings, Uploaded},
    jobs,
};
use std::{collections::BTreeMap, path::Path};
use test_support::{S3Server, on_each_database};

fn settings(server: &S3Server, url: &str) -> StorageSettings {
    let aws = [
        ("AWS_ENDPOINT_URL", server.url()),
        ("AWS_REGION", "eu-central-1".to_owned()),
        ("AWS_ACCESS_KEY_ID", "test".to_owned()),
        ("AWS_SECRET_ACCESS_KEY", "test".to_owned()),
    ];
    let aws: BTreeMap<_, _> = aws.map(|(name, value)| (name.to_owned(), value)).into();
    StorageSettings::read(Some(url), &aws, Path::new("unused")).expect("valid")
}

/// Makes a bucket, as operators do with their provider's tools.
async fn make_bucket(server: &S3Server, name: &str) {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let body = "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
        <LocationConstraint>eu-central-1</LocationConstraint></CreateBucketConfiguration>";
    let request = reqwest::Client::new()
        .put(format!("{}/{name}", server.url()))
        .header(
            "authorization",
            "AWS4-HMAC-SHA256 Credential=test/20261123/eu-central-1/s3/aws4_request",
        )
        .body(body);
    let answer = request.send().await.expect("is answered");
    assert!(answer.status().is_success(), "{answer:?}");
}

#[tokio::test]
async fn pictures_are_kept_in_a_bucket() {
    let Some(server) = S3Server::start_if_available() else {
        return;
    };
    make_bucket(&server, "carbot-files").await;
    on_each_database(|database| {
        let store = AssetStore::open(&settings(&server, "s3://carbot-files/one/two"));
        async move {
            let store = store.expect("is opened");
            store.check().await.expect("can be used");
            let carbot = carbot(&database).0.with_asset_store(store.clone());
            let owner = register(&carbot, "owner@example.com").await;
            let upload = async |width: u32| {
                let upload = picture(width, 300, 1);
                let taken = assets::upload_asset(&carbot, owner, Place::FirstBusiness, upload);
                match taken.await.expect("is taken") {
                    Uploaded::New(asset) => asset,
                    Uploaded::Known(asset) => panic!("{} is known", asset.id),
                }
            };
            let (small, large) = (upload(400).await, upload(1000).await);
            jobs::run_due(&carbot).await.expect("works");
            let found = assets::find_asset(&carbot, owner, large.id).await;
            assert_eq!(found.expect("is there").status, AssetStatus::Ready);
            for (id, name) in [(small.id, "320.webp"), (large.id, "960.webp")] {
                let file = assets::open_file(&carbot, id, name).await.expect("answers");
                let file = file.expect("is there");
                assert!(image::load_from_memory(&file.content).is_ok());
            }
            for id in [small.id, large.id] {
                assets::delete_asset(&carbot, owner, id)
                    .await
                    .expect("is deleted");
            }
            jobs::run_due(&carbot).await.expect("works");
            // Another process, which has kept nothing, finds nothing.
            let file = assets::open_file(&carbot, small.id, "320.webp").await;
            assert_eq!(file.expect("answers"), None);
        }
    })
    .await;
}

#[tokio::test]
async fn a_bucket_that_is_not_there_is_said_in_one_sentence() {
    let Some(server) = S3Server::start_if_available() else {
        return;
    };
    let store = AssetStore::open(&settings(&server, "s3://no-such-bucket")).expect("is opened");
    let error = store.check().await.expect_err("is not there").to_string();
    assert!(!error.contains('\n'), "{error}");
    assert!(error.contains("NoSuchBucket"), "{error}");
}
