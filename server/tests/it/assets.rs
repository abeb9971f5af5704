//! Pictures over HTTP: sent as forms, served to everybody.

use crate::{
    garage::Garage,
    test_app::{Answer, MULTIPART, TestApp},
};
use axum::body::Body;
use domain::jobs;
use http::{Method, Request, StatusCode, header};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use serde_json::{Value as Json, json};
use std::io::Cursor;
use test_support::{TestDatabase, on_each_database};

/// A PNG that is no other one.
pub fn png(width: u32, height: u32, seed: u8) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, y| {
        Rgb([seed, u8::try_from((x + y) % 256).expect("small"), 40])
    });
    let mut file = Cursor::new(Vec::new());
    DynamicImage::from(picture)
        .write_to(&mut file, ImageFormat::Png)
        .expect("is written");
    file.into_inner()
}

/// The form of an upload, as `TestApp::api` sends it.
pub fn upload(kind: &str, file: &[u8]) -> Json {
    use std::fmt::Write as _;
    let digits = file.iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    });
    json!({ "multipart": { "file": digits, "kind": kind } })
}

/// A body that was made by hand.
async fn send(
    garage: &Garage,
    content_type: &str,
    headers: &[(&str, &str)],
    body: Vec<u8>,
) -> Answer {
    let mut request = Request::post("/api/v1/assets")
        .header(header::HOST, "localhost:3000")
        .header(header::AUTHORIZATION, format!("Bearer {}", garage.owner))
        .header(header::CONTENT_TYPE, content_type);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    garage
        .app
        .send(request.body(Body::from(body)).expect("a request"))
        .await
}

fn form(fields: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let head = format!(
            "--between-the-parts\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"x\"\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend(*value);
        body.extend(b"\r\n");
    }
    body.extend(b"--between-the-parts--\r\n");
    body
}

#[tokio::test]
async fn a_picture_is_uploaded_found_and_deleted() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        let logo = upload("logo", &png(400, 200, 1));
        let created = garage.call(Method::POST, "assets", &logo).await;
        assert_eq!(created.status, StatusCode::CREATED, "{created:?}");
        let asset = created.json();
        let id = asset["id"].as_str().expect("an id");
        let location = format!("/api/v1/assets/{id}");
        assert_eq!(created.header("location"), Some(&*location));
        for (field, expected) in [
            ("status", json!("ready")),
            ("kind", json!("logo")),
            ("file_name", json!("Logo.png")),
            ("media_type", json!("image/png")),
            ("width", json!(400)),
            ("height", json!(200)),
        ] {
            assert_eq!(asset[field], expected, "{field}");
        }
        assert_eq!(asset["variants"].as_array().map(Vec::len), Some(2));
        // The same again is the same.
        let again = garage.call(Method::POST, "assets", &logo).await;
        assert_eq!(
            (again.status, again.json()),
            (StatusCode::OK, asset.clone())
        );
        let page = garage.app.carbot.clone();
        let page = domain::landing_pages::find_first_page(&page, garage.account).await;
        let page = page.expect("reads").expect("the demo page").id;
        let team = upload("team", &png(2000, 1000, 2));
        let route = format!("landing-pages/{page}/assets");
        let large = garage.call(Method::POST, &route, &team).await;
        assert_eq!(large.status, StatusCode::CREATED, "{large:?}");
        let large = large.json();
        assert_eq!(large["status"], "processing");
        assert_eq!(large["business_id"], asset["business_id"]);
        jobs::run_due(&garage.app.carbot).await.expect("works");
        let large = garage
            .get(&format!("assets/{}", large["id"].as_str().expect("an id")))
            .await;
        assert_eq!(large["status"], "ready");
        assert_eq!(large["variants"].as_array().map(Vec::len), Some(5));

        let first = garage.get("assets?limit=1").await;
        assert_eq!(first["items"], json!([large]));
        let cursor = first["next_cursor"].as_str().expect("more");
        let second = garage.get(&format!("assets?limit=1&cursor={cursor}")).await;
        assert_eq!(
            (&second["items"], &second["has_more"]),
            (&json!([asset]), &json!(false))
        );
        assert_eq!(
            garage.get("assets?kind=logo").await["items"],
            json!([asset])
        );
        let nobody = "assets?business_id=01940000-0000-7000-8000-000000000000";
        let refused = garage.call(Method::GET, nobody, &Json::Null).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND);

        let route = format!("assets/{id}");
        let deleted = garage.call(Method::DELETE, &route, &Json::Null).await;
        assert_eq!(deleted.status, StatusCode::NO_CONTENT);
        let gone = garage.call(Method::GET, &route, &Json::Null).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn pictures_are_served_on_every_host_and_as_nothing_but_pictures() {
    let database = TestDatabase::sqlite().await;
    let garage = Garage::new(&database).await;
    let created = garage
        .call(Method::POST, "assets", &upload("avatar", &png(64, 64, 1)))
        .await;
    let asset = created.json();
    let url = asset["variants"][0]["url"].as_str().expect("an address");
    let path = url
        .strip_prefix("http://localhost:3000")
        .expect("ours")
        .to_owned();
    for host in ["localhost:3000", "demo.localhost:3000"] {
        let file = garage.app.get_from(host, &path).await;
        assert_eq!(file.status, StatusCode::OK, "{host}: {file:?}");
        for (name, expected) in [
            ("content-type", "image/webp"),
            ("cache-control", "public, max-age=31536000, immutable"),
            ("x-content-type-options", "nosniff"),
            ("content-security-policy", "default-src 'none'; sandbox"),
            ("cross-origin-resource-policy", "cross-origin"),
            ("access-control-allow-origin", "*"),
        ] {
            assert_eq!(file.header(name), Some(expected), "{host}: {name}");
        }
        assert!(file.header("set-cookie").is_none());
        let shown = image::load_from_memory_with_format(&file.bytes, ImageFormat::WebP);
        assert_eq!(shown.expect("is WebP").width(), 64);
        let tag = file.header("etag").expect("a tag").to_owned();
        let request = Request::get(&path)
            .header(header::HOST, host)
            .header(header::IF_NONE_MATCH, format!("\"x\", {tag}"))
            .body(Body::empty());
        let unchanged = garage.app.send(request.expect("a request")).await;
        assert_eq!(unchanged.status, StatusCode::NOT_MODIFIED);
        assert!(unchanged.bytes.is_empty());
    }
    let id = asset["id"].as_str().expect("an id");
    for path in [
        format!("/assets/{id}/original"),
        format!("/assets/{id}/65.webp"),
        format!("/assets/{id}/..%2f..%2fmaster.key"),
        format!("/assets/{id}/%2e%2e"),
        format!("/assets/{id}"),
        "/assets/..%2f..%2fetc/passwd".to_owned(),
        "/assets/01940000-0000-7000-8000-000000000000/64.webp".to_owned(),
        "/assets/x/64.webp".to_owned(),
    ] {
        for host in ["localhost:3000", "demo.localhost:3000"] {
            let file = garage.app.get_from(host, &path).await;
            assert_eq!(file.status, StatusCode::NOT_FOUND, "{host}{path}");
        }
    }
    // A deleted picture is served no more.
    let deleted = garage
        .call(Method::DELETE, &format!("assets/{id}"), &Json::Null)
        .await;
    assert_eq!(deleted.status, StatusCode::NO_CONTENT);
    assert_eq!(garage.app.get(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_no_right_form_is_refused_and_nothing_is_kept() {
    let database = TestDatabase::sqlite().await;
    let garage = Garage::new(&database).await;
    let small = png(8, 8, 1);
    let check = async |content_type: &str, body: Vec<u8>, status: u16, code: &str| {
        let answer = send(&garage, content_type, &[], body).await;
        assert_eq!(
            (answer.status.as_u16(), &*answer.code()),
            (status, code),
            "{code}"
        );
        answer.json()
    };
    check(
        "application/json",
        b"{}".to_vec(),
        415,
        "unsupported_media_type",
    )
    .await;
    check(
        "multipart/form-data",
        b"x".to_vec(),
        415,
        "unsupported_media_type",
    )
    .await;
    check(MULTIPART, b"x".to_vec(), 400, "malformed_form").await;
    let half = form(&[("file", &small)]);
    check(
        MULTIPART,
        half[..half.len() / 2].to_vec(),
        400,
        "malformed_form",
    )
    .await;
    let double = form(&[("kind", b"logo"), ("kind", b"logo")]);
    check(MULTIPART, double, 400, "malformed_form").await;
    let unknown = form(&[("owner", b"me"), ("kind", b"logo")]);
    check(MULTIPART, unknown, 400, "malformed_form").await;
    let fields = async |fields: &[(&str, &[u8])], expected: &[(&str, &str)]| {
        let problem = check(MULTIPART, form(fields), 422, "invalid_fields").await;
        let errors = problem["errors"].as_array().expect("errors");
        let errors: Vec<_> = errors
            .iter()
            .map(|it| {
                (
                    it["pointer"].as_str().unwrap_or(""),
                    it["code"].as_str().unwrap_or(""),
                )
            })
            .collect();
        assert_eq!(errors, expected);
    };
    fields(&[], &[("/file", "required"), ("/kind", "required")]).await;
    fields(
        &[
            ("file", &small),
            ("kind", b"poster"),
            ("business_id", b"mine"),
        ],
        &[
            ("/kind", "unknown_asset_kind"),
            ("/business_id", "invalid_id"),
        ],
    )
    .await;
    let page = b"<html><script>alert(document.domain)</script>";
    fields(
        &[("file", page), ("kind", b"logo")],
        &[("/file", "unsupported_picture")],
    )
    .await;
    let drawing = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
    fields(
        &[("file", drawing), ("kind", b"logo")],
        &[("/file", "svg_not_supported")],
    )
    .await;
    let large = vec![0; 8 * 1024 * 1024 + 1];
    let large = form(&[("kind", b"logo"), ("file", &large)]);
    check(MULTIPART, large.clone(), 413, "payload_too_large").await;
    // A length that is said first is believed.
    let said = [("content-length", "99999999")];
    let answer = send(&garage, MULTIPART, &said, form(&[])).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let somebodys = b"01940000-0000-7000-8000-000000000000";
    let others = form(&[
        ("file", &small),
        ("kind", b"logo"),
        ("business_id", somebodys),
    ]);
    check(MULTIPART, others, 404, "not_found").await;
    assert_eq!(garage.get("assets").await["items"], json!([]));
}

#[tokio::test]
async fn an_upload_that_is_sent_again_is_done_once() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        // Longer than what other requests with a key may have.
        let noise: Vec<u8> = (0..1_100_u32 * 1_100 * 3)
            .map(|it| (it.wrapping_mul(2_654_435_761) >> 13).to_le_bytes()[0])
            .collect();
        let picture = RgbImage::from_raw(1_100, 1_100, noise).expect("whole");
        let mut file = Cursor::new(Vec::new());
        let picture = DynamicImage::from(picture);
        picture
            .write_to(&mut file, ImageFormat::Png)
            .expect("is written");
        let file = file.into_inner();
        assert!(file.len() > 2 * 1024 * 1024, "{}", file.len());
        let body = form(&[("kind", b"photo"), ("file", &file)]);
        let key = [("idempotency-key", "upload-1")];
        let first = send(&garage, MULTIPART, &key, body.clone()).await;
        let again = send(&garage, MULTIPART, &key, body).await;
        assert_eq!(first.status, StatusCode::CREATED, "{first:?}");
        assert_eq!((again.status, &again.text), (first.status, &first.text));
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
    })
    .await;
}

#[tokio::test]
async fn without_the_plan_nothing_is_uploaded() {
    let database = TestDatabase::sqlite().await;
    let app = TestApp::new(&database);
    app.register("basic@example.com").await;
    let token = app.access_token("basic@example.com").await;
    let picture = upload("logo", &png(8, 8, 1));
    let refused = app.api(Method::POST, "assets", &token, &picture).await;
    assert_eq!(
        (refused.status.as_u16(), &*refused.code()),
        (403, "permission_denied")
    );
}
