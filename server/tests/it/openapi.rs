//! What is published of the API holds: the description, and the profile's page.

use crate::test_app::TestApp;
use http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;
use test_support::{TestDatabase, on_each_database};

const PROFILE_PAGE: &str = include_str!("../../../docs/profile.md");

/// The JSON blocks of the page.
fn examples() -> Vec<Json> {
    let blocks = PROFILE_PAGE.split("```json\n").skip(1);
    blocks
        .map(|it| it.split("```").next().expect("ends"))
        .map(|it| serde_json::from_str(it).expect("JSON"))
        .collect()
}

/// The description as it is served.
pub async fn description(app: &TestApp) -> Json {
    let answer = app.get("/api/v1/openapi.json").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    answer.json()
}

/// Calls `visit` with every object of a document.
fn each_object(document: &Json, visit: &mut impl FnMut(&serde_json::Map<String, Json>)) {
    match document {
        Json::Object(fields) => {
            visit(fields);
            fields.values().for_each(|it| each_object(it, visit));
        }
        Json::Array(items) => items.iter().for_each(|it| each_object(it, visit)),
        _ => {}
    }
}

/// Every operation with its method and path.
pub fn operations(description: &Json) -> Vec<(Method, String, Json)> {
    let mut operations = Vec::new();
    for (path, methods) in description["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            let method = method.to_uppercase().parse().expect("a method");
            operations.push((method, path.clone(), operation.clone()));
        }
    }
    operations
}

#[tokio::test]
async fn the_description_is_whole() {
    let database = TestDatabase::sqlite().await;
    let description = description(&TestApp::new(&database)).await;
    assert_eq!(description["openapi"], "3.1.0");
    each_object(&description, &mut |object| {
        if let Some(reference) = object.get("$ref").and_then(Json::as_str) {
            let pointer = reference.strip_prefix('#').expect("of this document");
            assert!(description.pointer(pointer).is_some(), "{reference}");
        }
    });
    let operations = operations(&description);
    let ids: BTreeSet<_> = operations
        .iter()
        .map(|it| it.2["operationId"].as_str().expect("an id"))
        .collect();
    assert_eq!(ids.len(), operations.len());
    for (method, path, operation) in &operations {
        for name in path
            .split('{')
            .skip(1)
            .filter_map(|it| it.split('}').next())
        {
            let parameters = operation["parameters"].as_array().expect("parameters");
            assert!(
                parameters
                    .iter()
                    .any(|it| it["in"] == "path" && it["name"] == name),
                "{method} {path}: {name}"
            );
        }
    }
}

#[tokio::test]
async fn every_described_route_asks_for_what_it_says() {
    let database = TestDatabase::sqlite().await;
    let app = TestApp::new(&database);
    let description = description(&app).await;
    assert_eq!(description["security"], json!([{ "bearer": [] }]));
    for (method, path, operation) in operations(&description) {
        let route = path.strip_prefix("/api/v1/").expect("of version 1");
        let route = route
            .split('/')
            .map(|it| {
                if it.starts_with('{') {
                    "01940000-0000-7000-8000-000000000000"
                } else {
                    it
                }
            })
            .collect::<Vec<_>>()
            .join("/");
        let answer = app.api(method.clone(), &route, "", &json!({})).await;
        let is_public = |it: &&Json| it.as_array().is_some_and(|it| it.contains(&json!({})));
        let expected = match operation.get("security").filter(is_public) {
            // The address or session is the proof; without it there is nothing.
            Some(_) if method == Method::GET => StatusCode::NOT_FOUND,
            // An empty body is refused, which is later than a missing token.
            Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
            None => StatusCode::UNAUTHORIZED,
        };
        assert_eq!(answer.status, expected, "{method} {path}: {answer:?}");
    }
}

#[tokio::test]
async fn what_is_entered_is_closed_and_what_is_answered_is_open() {
    let database = TestDatabase::sqlite().await;
    let description = description(&TestApp::new(&database)).await;
    let schema = |name: &str| &description["components"]["schemas"][name];
    for name in [
        "BusinessProfile",
        "BusinessDetails",
        "ServiceInput",
        "KnowledgeInput",
    ] {
        assert_eq!(schema(name)["additionalProperties"], false, "{name}");
    }
    for (name, field) in [
        ("Business", "revision"),
        ("Service", "id"),
        ("KnowledgeEntry", "id"),
    ] {
        assert_eq!(schema(name).get("additionalProperties"), None, "{name}");
        let required = schema(name)["required"].as_array().expect("a list");
        assert!(required.contains(&json!(field)), "{name}: {required:?}");
    }
}

#[tokio::test]
async fn the_page_on_profiles_names_every_field() {
    let database = TestDatabase::sqlite().await;
    let description = description(&TestApp::new(&database)).await;
    let mut open = vec!["BusinessProfile".to_owned()];
    let mut seen = BTreeSet::new();
    while let Some(name) = open.pop() {
        if !seen.insert(name.clone()) {
            continue;
        }
        each_object(
            &description["components"]["schemas"][&name],
            &mut |object| {
                let reference = object.get("$ref").and_then(Json::as_str);
                open.extend(
                    reference
                        .and_then(|it| it.rsplit('/').next())
                        .map(str::to_owned),
                );
                let properties = object.get("properties").and_then(Json::as_object);
                for field in properties.into_iter().flat_map(|it| it.keys()) {
                    let is_named = PROFILE_PAGE.contains(&format!("`{field}`"))
                        || PROFILE_PAGE.contains(&format!("\"{field}\""));
                    assert!(is_named, "{name}.{field}");
                }
            },
        );
    }
    assert!(seen.contains("Interval"), "{seen:?}");
}

/// Whether everything in `part` stands in `whole` with the same value.
fn assert_within(part: &Json, whole: &Json, pointer: &str) {
    match (part, whole) {
        (Json::Object(part), Json::Object(_)) => {
            for (key, value) in part {
                assert_within(value, &whole[key], &format!("{pointer}/{key}"));
            }
        }
        (Json::Array(part), Json::Array(items)) => {
            assert_eq!(part.len(), items.len(), "{pointer}");
            for (index, (value, item)) in part.iter().zip(items).enumerate() {
                assert_within(value, item, &format!("{pointer}/{index}"));
            }
        }
        _ => assert_eq!(part, whole, "{pointer}"),
    }
}

#[tokio::test]
async fn the_example_of_a_profile_can_be_imported_and_the_refusal_is_true() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        app.register("owner@example.com").await;
        let token = app.access_token("owner@example.com").await;
        let list = app
            .api(Method::GET, "businesses", &token, &Json::Null)
            .await;
        let id = list.json()["items"][0]["id"].clone();
        let route = format!("businesses/{}/profile", id.as_str().expect("an id"));
        let put = async |body: &Json| app.api(Method::PUT, &route, &token, body).await;
        let [example, refusal] = &examples()[..] else {
            panic!("an example and a refusal");
        };
        let imported = put(example).await;
        assert_eq!(imported.status, StatusCode::OK, "{imported:?}");
        let exported = app.api(Method::GET, &route, &token, &Json::Null).await;
        assert_within(example, &exported.json(), "");
        assert_eq!(put(&exported.json()).await.json(), exported.json());

        let mut wrong = example.clone();
        wrong["services"][0]["colour"] = json!("red");
        let refused = put(&wrong).await.json();
        for field in ["type", "title", "status", "code", "detail"] {
            assert_eq!(refused[field], refusal[field], "{field}");
        }
        for field in ["pointer", "code"] {
            assert_eq!(refused["errors"][0][field], refusal["errors"][0][field]);
        }
    })
    .await;
}
