//! Every route of the description against everybody who must not use it. The cases are made from
//! the description itself, so a new route cannot be forgotten.

use crate::{
    garage::{Garage, PASSWORD, log_in},
    test_app::TestApp,
};
use http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};
use test_support::{TestDatabase, on_each_database};

/// Who may call a route.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Access {
    /// Everybody.
    Public,
    /// Everybody who is signed in, about themselves.
    Personal,
    /// Who has this permission.
    Permission(String),
}

/// One route.
#[derive(Debug)]
struct Route {
    method: Method,
    path: String,
    id: String,
    has_body: bool,
    access: Access,
}

impl Route {
    fn is_write(&self) -> bool {
        self.method != Method::GET
    }

    /// The address below `/api/v1/`, with the ids of things that exist.
    fn address(&self, ids: &BTreeMap<&'static str, String>) -> String {
        let path = self.path.strip_prefix("/api/v1/").expect("of version 1");
        let mut address: Vec<String> = Vec::new();
        for part in path.split('/') {
            let name = part.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
            let Some(name) = name else {
                address.push(part.to_owned());
                continue;
            };
            let before = address.last().expect("a collection").clone();
            let id = ids.get(name).or_else(|| ids.get(before.as_str()));
            let id = id.unwrap_or_else(|| panic!("no id for {} ({before})", self.path));
            address.push(id.clone());
        }
        address.join("/")
    }

    /// A body that is right, so that nothing but the permission can be wrong.
    fn body(&self) -> Json {
        if !self.has_body {
            return Json::Null;
        }
        let nobody = "01940000-0000-7000-8000-000000000000";
        match self.id.as_str() {
            "create_business" => {
                json!({ "name": "Zweigstelle", "time_zone": "Europe/Berlin", "languages": ["de"] })
            }
            "change_business" | "change_service" => json!({ "name": "Neu" }),
            "replace_profile" => {
                let profile = domain::demo::profile().expect("the demo profile");
                serde_json::to_value(profile).expect("JSON")
            }
            "create_service" => json!({
                "category": "Wartung", "name": "Neu", "price": { "kind": "from", "cents": 100 },
            }),
            "create_knowledge_entry" => json!({ "question": "Neu?", "answer": "Ja." }),
            "change_knowledge_entry" => json!({ "answer": "Nein." }),
            "test_knowledge" => json!({ "message": "Hallo" }),
            "dismiss_question" => json!({ "question": "Neu?" }),
            "change_appointment" => json!({ "status": "confirmed" }),
            "create_client_key" => json!({ "domain": "werkstatt-neu.de" }),
            "change_client_key" | "change_webhook" => json!({ "description": "Neu" }),
            "rotate_client_key" => json!({}),
            "change_account" => json!({ "first_name": "Neu" }),
            "close_account" | "disable_totp" | "start_totp" => json!({ "password": "keins" }),
            "change_password" => {
                json!({ "password": "keins", "new_password": "ein neues langes Passwort" })
            }
            "confirm_totp" => json!({ "code": "000000" }),
            "set_extra_origins" => json!({ "origins": ["https://shop.werkstatt-neu.de"] }),
            "create_webhook" => json!({
                "url": "https://93.184.216.34/neu", "events": ["conversation.started"],
            }),
            "post_message" => json!({ "content": "Guten Tag" }),
            "assign_conversation" => json!({ "user_id": null }),
            "invite_member" => json!({ "email": "neu@example.com", "role": "viewer" }),
            "change_role" => json!({ "role": "admin" }),
            "create_api_token" => json!({ "name": "Neu", "scopes": ["read:own_keys"] }),
            "accept_invitation" => json!({ "token": nobody }),
            other => panic!("tell this test what {other} is sent"),
        }
    }
}

/// All routes of the description but those of the widget, which have tests of their own.
async fn routes(app: &TestApp) -> Vec<Route> {
    let description = app.get("/api/v1/openapi.json").await.json();
    let mut routes = Vec::new();
    for (path, methods) in description["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            let tag = operation["tags"][0].as_str().expect("a tag");
            if tag == "widget" {
                continue;
            }
            let id = operation["operationId"].as_str().expect("an id").to_owned();
            let access = match operation["security"].as_array() {
                Some(ways) if ways.contains(&json!({})) => Access::Public,
                Some(ways) => {
                    let permission = ways[0]["bearer"][0].as_str();
                    let permission = permission.unwrap_or_else(|| panic!("{id}: no permission"));
                    Access::Permission(permission.to_owned())
                }
                // Routes about the caller's own login need none; all others name theirs.
                None if tag == "account" => Access::Personal,
                None => panic!("{id} does not say which permission it needs"),
            };
            routes.push(Route {
                method: method.to_uppercase().parse().expect("a method"),
                path: path.clone(),
                id,
                has_body: operation.get("requestBody").is_some(),
                access,
            });
        }
    }
    routes
}

#[tokio::test]
async fn nobody_gets_in_without_a_token_or_with_a_made_up_one() {
    let database = TestDatabase::sqlite().await;
    let garage = Garage::new(&database).await;
    let ids = garage.fill().await;
    let routes = routes(&garage.app).await;
    for route in routes.iter().filter(|it| it.access != Access::Public) {
        let unknown_token = format!("cb_sk_{}", "0".repeat(38));
        for token in ["", "nonsense", &unknown_token] {
            let answer = garage
                .app
                .api(
                    route.method.clone(),
                    &route.address(&ids),
                    token,
                    &route.body(),
                )
                .await;
            assert_eq!(
                answer.status,
                StatusCode::UNAUTHORIZED,
                "{route:?}: {answer:?}"
            );
        }
    }
}

#[tokio::test]
async fn the_things_of_another_account_are_not_found_and_stay_as_they_are() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        let ids = garage.fill().await;
        garage.app.register("stranger@example.com").await;
        let email = api::values::Email::parse("stranger@example.com").expect("an address");
        domain::accounts::set_tier(&garage.app.carbot, &email, api::accounts::Tier::Enterprise)
            .await
            .expect("sets the plan");
        let stranger = garage.app.access_token("stranger@example.com").await;
        let routes = routes(&garage.app).await;
        let before = snapshot(&garage, &routes, &ids).await;
        // What strangers do to their own account is no matter of this one.
        let is_own =
            |it: &&Route| it.access == Access::Personal && it.is_write() && !it.path.contains('{');
        let others = routes.iter().filter(|it| it.access != Access::Public);
        for route in others.filter(|it| !is_own(it)) {
            let address = route.address(&ids);
            let answer = garage
                .app
                .api(route.method.clone(), &address, &stranger, &route.body())
                .await;
            if route.path.contains('{') {
                assert_eq!(
                    answer.status,
                    StatusCode::NOT_FOUND,
                    "{route:?}: {answer:?}"
                );
            } else {
                assert!(answer.status.is_success(), "{route:?}: {answer:?}");
                let seen: Vec<_> = ids
                    .values()
                    .filter(|it| answer.text.contains(*it))
                    .collect();
                assert!(seen.is_empty(), "{route:?}: {seen:?}");
            }
            // Naming the account does not make it theirs.
            let Access::Permission(_) = route.access else {
                continue;
            };
            let answer = garage
                .app
                .api_for(
                    garage.account,
                    route.method.clone(),
                    &address,
                    &stranger,
                    &route.body(),
                )
                .await;
            assert_eq!(answer.code(), "account_not_accessible", "{route:?}");
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{route:?}");
        }
        assert_eq!(snapshot(&garage, &routes, &ids).await, before);
    })
    .await;
}

/// Everything the owner can read.
async fn snapshot(
    garage: &Garage,
    routes: &[Route],
    ids: &BTreeMap<&'static str, String>,
) -> BTreeMap<String, String> {
    let mut answers = BTreeMap::new();
    for route in routes
        .iter()
        .filter(|it| !it.is_write() && it.access != Access::Public)
    {
        let address = route.address(ids);
        let answer = garage.call(Method::GET, &address, &Json::Null).await;
        assert_eq!(answer.status, StatusCode::OK, "{route:?}: {answer:?}");
        answers.insert(address, answer.text);
    }
    answers
}

#[tokio::test]
async fn a_viewer_reads_and_changes_nothing() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        let ids = garage.fill().await;
        let viewer = log_in(&garage.app, "viewer@example.com", PASSWORD).await;
        let routes = routes(&garage.app).await;
        let before = snapshot(&garage, &routes, &ids).await;
        let mut refused = BTreeSet::new();
        for route in &routes {
            let Access::Permission(permission) = &route.access else {
                continue;
            };
            let answer = garage
                .app
                .api(
                    route.method.clone(),
                    &route.address(&ids),
                    &viewer,
                    &route.body(),
                )
                .await;
            // Trying the assistant out is a POST that changes nothing.
            if permission.starts_with("read:") && answer.status.is_success() {
                continue;
            }
            assert_eq!(
                answer.status,
                StatusCode::FORBIDDEN,
                "{route:?}: {answer:?}"
            );
            assert_eq!(answer.code(), "permission_denied", "{route:?}");
            let detail = answer.json()["detail"].to_string();
            assert!(detail.contains(permission), "{route:?}: {detail}");
            refused.insert(permission.clone());
        }
        let reads: Vec<_> = refused
            .iter()
            .filter(|it| it.starts_with("read:"))
            .collect();
        assert_eq!(
            reads,
            ["read:own_audit_log", "read:own_tokens", "read:own_webhooks"]
        );
        assert_eq!(snapshot(&garage, &routes, &ids).await, before);
    })
    .await;
}

#[tokio::test]
async fn every_route_demands_the_permission_it_describes_and_no_other() {
    let database = TestDatabase::sqlite().await;
    let garage = Garage::new(&database).await;
    let ids = garage.fill().await;
    let routes = routes(&garage.app).await;
    for route in &routes {
        let Access::Permission(permission) = &route.access else {
            continue;
        };
        // What a token never may is tested with people, above.
        if permission.ends_with(":own_tokens") {
            continue;
        }
        let is_usable = |it: &&str| !it.ends_with(":own_tokens");
        let all = api::permissions::PERMISSIONS
            .iter()
            .copied()
            .filter(is_usable);
        let others: Vec<_> = all.filter(|it| it != permission).collect();
        let answer = call_with_scopes(&garage, route, &ids, &json!(others)).await;
        assert_eq!(answer.0, StatusCode::FORBIDDEN, "{route:?}: {}", answer.1);
        assert!(
            answer.1.contains("permission_denied"),
            "{route:?}: {}",
            answer.1
        );
        // Writes are tried on things that are not there, so that all routes find theirs.
        let nothing = ids
            .keys()
            .map(|it| (*it, "01940000-0000-7000-8000-000000000000".to_owned()))
            .collect();
        let ids = if route.is_write() { &nothing } else { &ids };
        let answer = call_with_scopes(&garage, route, ids, &json!([permission])).await;
        assert!(
            answer.0.is_success() || answer.0 == StatusCode::NOT_FOUND,
            "{route:?}: {answer:?}"
        );
    }
}

/// Calls a route with a new token of the owner, which is revoked afterwards.
async fn call_with_scopes(
    garage: &Garage,
    route: &Route,
    ids: &BTreeMap<&'static str, String>,
    scopes: &Json,
) -> (StatusCode, String) {
    let body = json!({ "name": "Test", "scopes": scopes });
    let created = garage.call(Method::POST, "api-tokens", &body).await;
    assert_eq!(created.status, StatusCode::CREATED, "{created:?}");
    let created = created.json();
    let token = created["token"].as_str().expect("a token");
    let answer = garage
        .app
        .api(
            route.method.clone(),
            &route.address(ids),
            token,
            &route.body(),
        )
        .await;
    let id = created["api_token"]["id"].as_str().expect("an id");
    let revoked = garage
        .call(Method::DELETE, &format!("api-tokens/{id}"), &Json::Null)
        .await;
    assert_eq!(revoked.status, StatusCode::NO_CONTENT, "{revoked:?}");
    (answer.status, answer.text)
}
