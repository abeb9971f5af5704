//! Teams: invitations, roles, removal, and the account one acts for.

mod pages;

use crate::{
    garage::{Garage, PASSWORD, log_in, read_mail_to, token_in},
    test_app::TestApp,
};
use api::{ids::UserId, team::Role};
use http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use test_support::on_each_database;

const COLLEAGUE: &str = "kollege@example.com";

async fn status_of(app: &TestApp, method: Method, route: &str, token: &str) -> StatusCode {
    app.api(method, route, token, &Json::Null).await.status
}

#[tokio::test]
async fn an_invitation_is_taken_once_with_a_new_account() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        let token = garage.invite(COLLEAGUE, Role::Agent).await;
        assert_eq!(token.len(), 64);
        let accept = async |body: Json| {
            let route = "team/invitations/accept";
            garage.app.api(Method::POST, route, "", &body).await
        };
        let bad = accept(json!({ "token": token, "password": "kurz" })).await;
        assert_eq!(bad.json()["errors"][0]["code"], "password_too_short");
        let new = json!({ "token": token, "password": PASSWORD, "firstName": "Kim" });
        let accepted = accept(new.clone()).await;
        assert_eq!(accepted.status, StatusCode::OK, "{accepted:?}");
        assert_eq!(accepted.json()["id"], garage.account.to_string());
        assert_eq!(accepted.json()["role"], "agent");
        let again = accept(new).await;
        assert_eq!(again.json()["errors"][0]["code"], "invalid_invitation");

        // Who works only for others acts for them without saying so.
        let token = log_in(&garage.app, COLLEAGUE, PASSWORD).await;
        let conversations = garage
            .app
            .api(Method::GET, "appointments", &token, &Json::Null);
        assert_eq!(conversations.await.status, StatusCode::OK);
        let accounts = garage
            .app
            .api(Method::GET, "me/accounts", &token, &Json::Null);
        let accounts = accounts.await.json();
        assert_eq!(accounts.as_array().map(Vec::len), Some(1), "{accounts}");
        let team = garage.get("team").await;
        assert_eq!(team["members"][0]["is_account_owner"], true);
        assert_eq!(team["members"][1]["email"], COLLEAGUE);
        assert_eq!(team["members"][1]["first_name"], "Kim");
        assert_eq!(team["invitations"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn an_existing_account_joins_and_chooses_whom_it_acts_for() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        garage.app.register(COLLEAGUE).await;
        garage.app.register("other@example.com").await;
        let token = garage.app.access_token(COLLEAGUE).await;
        let invitation = garage.invite(COLLEAGUE, Role::Viewer).await;
        let accept = async |caller: &str, body: Json| {
            let route = "team/invitations/accept";
            garage.app.api(Method::POST, route, caller, &body).await
        };
        let body = json!({ "token": invitation });
        let other = garage.app.access_token("other@example.com").await;
        let refused = accept(&other, body.clone()).await;
        assert_eq!(refused.code(), "invitation_for_other_address");
        let password = json!({ "token": invitation, "password": PASSWORD });
        assert_eq!(accept("", password).await.code(), "email_taken");
        assert_eq!(accept(&token, body).await.status, StatusCode::OK);

        let own = garage
            .app
            .api(Method::GET, "businesses", &token, &Json::Null);
        let own = own.await.json();
        assert_eq!(own["items"][0]["name"], "Werkstatt Müller");
        let read = async |account: UserId, method: Method, body: &Json| {
            garage
                .app
                .api_for(account, method, "businesses", &token, body)
                .await
        };
        let theirs = read(garage.account, Method::GET, &Json::Null).await.json();
        assert_ne!(theirs["items"][0]["id"], own["items"][0]["id"]);
        let new = json!({ "name": "Neu", "time_zone": "Europe/Berlin", "languages": ["de"] });
        let refused = read(garage.account, Method::POST, &new).await;
        assert_eq!(refused.code(), "permission_denied");
        let nobody = read(UserId::new(), Method::GET, &Json::Null).await;
        assert_eq!(nobody.code(), "account_not_accessible");
    })
    .await;
}

#[tokio::test]
async fn an_agent_works_with_conversations_and_appointments_only() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        let ids = garage.fill().await;
        let agent = garage.hire(COLLEAGUE, Role::Agent).await;
        let call = async |method: Method, route: &str, body: Json| {
            garage.app.api(method, route, &agent, &body).await
        };
        let conversation = format!("conversations/{}", ids["conversations"]);
        let reply = json!({ "content": "Guten Tag, hier ist Kim." });
        let reply = call(Method::POST, &format!("{conversation}/messages"), reply).await;
        assert_eq!(reply.status, StatusCode::CREATED, "{reply:?}");
        let appointment = format!("appointments/{}", ids["appointments"]);
        let confirmed = json!({ "status": "confirmed" });
        let confirmed = call(Method::PATCH, &appointment, confirmed).await;
        assert_eq!(confirmed.status, StatusCode::OK, "{confirmed:?}");
        for (method, route, body) in [
            (Method::DELETE, conversation.as_str(), Json::Null),
            (Method::POST, "client-keys", json!({ "domain": "a.de" })),
            (Method::GET, "api-tokens", Json::Null),
            (
                Method::POST,
                "team",
                json!({ "email": "a@b.de", "role": "viewer" }),
            ),
        ] {
            let refused = call(method.clone(), route, body).await;
            assert_eq!(refused.code(), "permission_denied", "{method} {route}");
        }
        // What the agent did is recorded as theirs, in the account they did it for.
        let log = garage.get("audit-log?action=conversation").await;
        assert_eq!(log["items"][0]["action"], "conversation.replied");
        assert_eq!(log["items"][0]["user_email"], COLLEAGUE);
    })
    .await;
}

#[tokio::test]
async fn whoever_is_removed_has_lost_everything_with_the_next_request() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        let admin = garage.hire(COLLEAGUE, Role::Admin).await;
        let body = json!({ "name": "Test", "scopes": ["read:own_appointments"] });
        let created = garage
            .app
            .api(Method::POST, "api-tokens", &admin, &body)
            .await;
        let api_token = created.json()["token"]
            .as_str()
            .expect("a token")
            .to_owned();
        for token in [&admin, &api_token] {
            let status = status_of(&garage.app, Method::GET, "appointments", token).await;
            assert_eq!(status, StatusCode::OK);
        }
        let id = garage.member_id(COLLEAGUE).await;
        let removed = garage
            .call(Method::DELETE, &format!("team/{id}"), &Json::Null)
            .await;
        assert_eq!(removed.status, StatusCode::NO_CONTENT, "{removed:?}");
        let status = status_of(&garage.app, Method::GET, "appointments", &api_token).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
        let theirs = garage.app.api_for(
            garage.account,
            Method::GET,
            "appointments",
            &admin,
            &Json::Null,
        );
        assert_eq!(theirs.await.code(), "account_not_accessible");
        // The login still leads somewhere: to a business of their own.
        let own = garage
            .app
            .api(Method::GET, "businesses", &admin, &Json::Null);
        assert_eq!(own.await.json()["items"][0]["name"], "kollege");
    })
    .await;
}

#[tokio::test]
async fn owners_are_made_and_removed_by_owners_only() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        let admin = garage.hire("admin@example.com", Role::Admin).await;
        let call = async |token: &str, method: Method, route: &str, body: Json| {
            garage.app.api(method, route, token, &body).await
        };
        let owner = json!({ "email": "neu@example.com", "role": "owner" });
        assert_eq!(
            call(&admin, Method::POST, "team", owner.clone())
                .await
                .code(),
            "owner_needed"
        );
        let itself = format!("team/{}", garage.member_id("admin@example.com").await);
        let role = json!({ "role": "owner" });
        assert_eq!(
            call(&admin, Method::PATCH, &itself, role.clone())
                .await
                .code(),
            "owner_needed"
        );
        let account_owner = format!("team/{}", garage.account);
        for token in [&admin, &garage.owner] {
            let demoted = call(
                token,
                Method::PATCH,
                &account_owner,
                json!({ "role": "viewer" }),
            );
            assert_eq!(demoted.await.code(), "account_owner");
            let removed = call(token, Method::DELETE, &account_owner, Json::Null).await;
            assert_eq!(removed.code(), "account_owner");
        }
        let promoted = call(&garage.owner, Method::PATCH, &itself, role).await;
        assert_eq!(promoted.status, StatusCode::OK, "{promoted:?}");
        assert_eq!(
            call(&admin, Method::POST, "team", owner).await.status,
            StatusCode::CREATED
        );
        // Every address once, member or invited.
        for (email, code) in [
            ("neu@example.com", "already_invited"),
            ("admin@example.com", "already_member"),
            (domain::demo::EMAIL, "already_member"),
        ] {
            let body = json!({ "email": email, "role": "viewer" });
            assert_eq!(
                call(&garage.owner, Method::POST, "team", body).await.code(),
                code
            );
        }
    })
    .await;
}

#[tokio::test]
async fn an_invitation_sent_again_replaces_its_link_and_a_withdrawn_one_has_none() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        let old = garage.invite(COLLEAGUE, Role::Agent).await;
        let id = garage.member_id(COLLEAGUE).await;
        let route = format!("team/invitations/{id}/resend");
        let resent = garage.call(Method::POST, &route, &Json::Null).await;
        assert_eq!(resent.status, StatusCode::OK, "{resent:?}");
        let new = token_in(&read_mail_to(&garage.app, COLLEAGUE).await);
        assert_ne!(old, new);
        let find = async |token: &str| {
            let found = domain::team::find_invitation(&garage.app.carbot, token).await;
            found.map(|it| it.role).ok()
        };
        assert_eq!(find(&old).await, None);
        assert_eq!(find(&new).await, Some(Role::Agent));
        let role = json!({ "role": "viewer" });
        garage
            .call(Method::PATCH, &format!("team/{id}"), &role)
            .await;
        assert_eq!(find(&new).await, Some(Role::Viewer));
        garage
            .call(Method::DELETE, &format!("team/{id}"), &Json::Null)
            .await;
        assert_eq!(find(&new).await, None);
    })
    .await;
}

#[tokio::test]
async fn a_member_leaves() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        let agent = garage.hire(COLLEAGUE, Role::Agent).await;
        let route = format!("me/accounts/{}", garage.account);
        for expected in [StatusCode::NO_CONTENT, StatusCode::NOT_FOUND] {
            assert_eq!(
                status_of(&garage.app, Method::DELETE, &route, &agent).await,
                expected
            );
        }
        assert_eq!(
            garage.get("team").await["members"].as_array().map(Vec::len),
            Some(1)
        );
    })
    .await;
}
