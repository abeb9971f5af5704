//! Pages of the dashboard as the server makes them.

use crate::test_app::TestApp;
use api::{accounts::Tier, values::Email};
use domain::accounts;
use http::StatusCode;
use std::collections::BTreeSet;
use test_support::on_each_database;

/// Shorter values, such as a count, may well be equal.
const TELLING_LENGTH: usize = 60;

/// What a page hands over to the browser for its resources.
fn loaded_values(page: &str) -> Vec<&str> {
    page.split("__RESOLVED_RESOURCES[")
        .skip(1)
        .filter_map(|it| it.split_once("] = ")?.1.split_once("\";"))
        .map(|(value, _)| value)
        .filter(|it| it.len() >= TELLING_LENGTH)
        .collect()
}

#[tokio::test]
async fn a_page_loads_its_data_once() {
    on_each_database(|database| async move {
        let app = TestApp::new(&database);
        let email = "inhaberin@werkstatt.example";
        let cookie = app.register(email).await;
        let email = Email::parse(email).expect("an address");
        let exists = accounts::set_tier(&app.carbot, &email, Tier::Premium).await;
        assert!(exists.expect("sets"));
        for path in [
            "/",
            "/analytics",
            "/api-tokens",
            "/appointments",
            "/business",
            "/client-keys",
            "/conversations",
            "/knowledge",
            "/landing-pages",
            "/settings",
            "/team",
            "/webhooks",
        ] {
            let page = app.get_with_cookie(path, &cookie).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            let values = loaded_values(&page.text);
            assert!(values.len() >= 2, "{path}: {values:?}");
            let different: BTreeSet<_> = values.iter().collect();
            assert_eq!(different.len(), values.len(), "{path}: {values:#?}");
        }
    })
    .await;
}
