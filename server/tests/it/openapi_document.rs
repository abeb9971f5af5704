//! The checked-in description of the API is what the code says, and says enough.

use crate::{
    json_schema::find_fault,
    openapi::{description, operations},
    test_app::TestApp,
};
use http::Method;
use serde_json::{Value as Json, json};
use test_support::TestDatabase;

const CHECKED_IN: &str = include_str!("../../../docs/openapi.json");

/// An operation as it is looked at.
struct Operation {
    name: String,
    method: Method,
    path: String,
    value: Json,
}

impl Operation {
    fn has_body(&self) -> bool {
        self.value.get("requestBody").is_some()
    }

    fn has_parameter(&self, key: &str, value: &str) -> bool {
        let parameters = self.value["parameters"].as_array();
        parameters.is_some_and(|it| it.iter().any(|it| it[key] == value))
    }

    /// Whether it can be called without a token, which makes it say nothing of 401 by itself.
    fn is_public(&self) -> bool {
        let ways = self.value["security"].as_array().expect("security");
        ways.contains(&json!({}))
    }

    /// What any such operation can be refused with.
    fn expected_errors(&self) -> Vec<u16> {
        let is_widget = self.path.starts_with("/api/v1/widget/");
        let needs_token = !self.is_public();
        let is_permitted = self.has_parameter("name", "X-CarBot-Account");
        let is_repeatable = self.method == Method::POST && needs_token;
        let rules = [
            (400, self.has_body() || is_repeatable || is_permitted),
            (401, needs_token),
            (403, is_permitted || is_widget),
            (404, self.path.contains('{')),
            (409, is_repeatable),
            (412, self.has_parameter("name", "If-Match")),
            (413, self.has_body() || is_repeatable),
            (415, self.has_body()),
            (422, self.has_body() || self.has_parameter("in", "query")),
            (429, true),
            (503, true),
        ];
        let expected = rules.into_iter().filter(|(_, applies)| *applies);
        expected.map(|(status, _)| status).collect()
    }
}

/// A thing of the document, or what its `$ref` names.
fn resolve<'a>(document: &'a Json, value: &'a Json) -> &'a Json {
    let Some(reference) = value["$ref"].as_str() else {
        return value;
    };
    let pointer = reference.strip_prefix('#').expect("of this document");
    document.pointer(pointer).expect("it exists")
}

/// Refuses an example that its schema does not describe.
fn check_examples(document: &Json, content: &Json, name: &str) {
    for (media_type, content) in content.as_object().expect("media types") {
        let example = content
            .get("example")
            .unwrap_or_else(|| panic!("{name} {media_type}: no example"));
        if let Some(fault) = find_fault(document, &content["schema"], example) {
            panic!("{name} {media_type}: the example is wrong: {fault}");
        }
    }
}

#[tokio::test]
async fn the_checked_in_description_is_what_the_code_says() {
    let database = TestDatabase::sqlite().await;
    let served = description(&TestApp::new(&database)).await;
    let checked_in: Json = serde_json::from_str(CHECKED_IN).expect("JSON");
    // Not `assert_eq`, which would print half a megabyte twice.
    assert!(
        checked_in == served && CHECKED_IN == format!("{served:#}\n"),
        "docs/openapi.json is not what the code says; refresh it with: cargo xtask openapi"
    );
}

#[tokio::test]
async fn every_operation_says_what_it_does_needs_and_answers() {
    let database = TestDatabase::sqlite().await;
    let document = description(&TestApp::new(&database)).await;
    for (method, path, value) in operations(&document) {
        let name = format!("{method} {path}");
        let operation = Operation {
            name,
            method,
            path,
            value,
        };
        check_operation(&document, &operation);
    }
}

fn check_operation(document: &Json, operation: &Operation) {
    let (name, value) = (&operation.name, &operation.value);
    for field in ["summary", "operationId"] {
        let text = value[field].as_str();
        assert!(text.is_some_and(|it| !it.is_empty()), "{name}: no {field}");
    }
    let answers = value["responses"].as_object().expect("answers");
    assert!(!answers.contains_key("default"), "{name}: hides answers");
    let is_success = |status: &String| status.starts_with('2');
    assert!(answers.keys().any(is_success), "{name}: no success");
    for status in operation.expected_errors() {
        let is_there = answers.contains_key(&status.to_string());
        assert!(is_there, "{name}: {status} is missing");
    }
    if operation.has_body() {
        check_examples(document, &value["requestBody"]["content"], name);
    }
    for (status, answer) in answers {
        let answer = resolve(document, answer);
        let name = format!("{name} {status}");
        let text = answer["description"].as_str();
        assert!(text.is_some_and(|it| !it.is_empty()), "{name}: what is it?");
        let number: u16 = status.parse().expect("a number");
        if number >= 400 {
            let content = &answer["content"]["application/problem+json"];
            let schema = &content["schema"]["$ref"];
            assert_eq!(schema, "#/components/schemas/Problem", "{name}");
            assert_eq!(content["example"]["status"], json!(number), "{name}");
        }
        if matches!(number, 429 | 503) {
            let header = answer["headers"].get("Retry-After");
            assert!(header.is_some(), "{name}: no Retry-After");
        }
        if answer.get("content").is_some() {
            check_examples(document, &answer["content"], &name);
        }
    }
}
