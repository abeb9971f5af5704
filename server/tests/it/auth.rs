//! Tokens: who may call the REST API.

use crate::test_app::TestApp;
use http::Method;
use serde_json::Value as Json;
use test_support::on_each_database;

#[tokio::test]
async fn a_token_opens_the_account_it_was_issued_to() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        app.register("owner@example.com").await;
        let token = app.access_token("owner@example.com").await;
        let me = app.api(Method::GET, "me", &token, &Json::Null).await;
        assert_eq!(me.json()["email"], "owner@example.com");

        for wrong in ["", "nonsense", &token[..token.len() - 2], "a.b.c"] {
            let refused = app.api(Method::GET, "me", wrong, &Json::Null).await;
            assert_eq!(refused.status, 401, "{wrong}");
        }
    })
    .await;
}
