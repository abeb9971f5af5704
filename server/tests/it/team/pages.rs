//! The team in the dashboard, without JavaScript.

use super::COLLEAGUE;
use crate::{
    garage::{Garage, PASSWORD, read_mail_to, token_in},
    test_app::TestApp,
};
use api::team::Role;
use domain::demo;
use http::StatusCode;
use test_support::on_each_database;

async fn sign_in(app: &TestApp, email: &str, password: &str) -> String {
    let answer = app
        .form("log_in", "", &[("email", email), ("password", password)])
        .await;
    answer.session_cookie().expect("a session")
}

#[tokio::test]
async fn a_colleague_is_invited_joins_and_is_removed() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        let app = &garage.app;
        let owner = sign_in(app, demo::EMAIL, demo::PASSWORD).await;
        let fields = [("email", COLLEAGUE), ("role", "agent")];
        let invited = app.form("invite_member", &owner, &fields).await;
        assert_eq!(invited.header("location"), Some("/team?saved=invited"));
        let page = app.get_with_cookie("/team", &owner).await;
        assert!(page.text.contains(COLLEAGUE) && page.text.contains("Offene Einladungen"));

        let token = token_in(&read_mail_to(app, COLLEAGUE).await);
        let link = format!("/team/accept?token={token}");
        let page = app.get_with_cookie(&link, "").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            page.text.contains("Konto anlegen und annehmen"),
            "{}",
            page.text
        );
        let fields = [("token", token.as_str()), ("password", PASSWORD)];
        let accepted = app.form("accept_invitation", "", &fields).await;
        assert_eq!(accepted.header("location"), Some("/"), "{accepted:?}");
        let colleague = accepted.session_cookie().expect("a session");
        let page = app.get_with_cookie("/appointments", &colleague).await;
        assert_eq!(page.status, StatusCode::OK);
        let profile = demo::profile().expect("the demo profile");
        assert!(page.text.contains(&profile.business.name), "{}", page.text);
        let page = app.get_with_cookie("/api-tokens", &colleague).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(
            page.text.contains("Dafür reichen Ihre Rechte"),
            "{}",
            page.text
        );

        let id = garage.member_id(COLLEAGUE).await.to_string();
        let fields = [("id", id.as_str()), ("role", "viewer")];
        let changed = app.form("change_member_role", &owner, &fields).await;
        assert_eq!(changed.header("location"), Some("/team?saved=updated"));
        let removed = app
            .form("remove_member", &owner, &[("id", id.as_str())])
            .await;
        assert_eq!(removed.header("location"), Some("/team?saved=removed"));
        let page = app.get_with_cookie("/conversations", &colleague).await;
        assert!(!page.text.contains(&profile.business.name), "{}", page.text);
    })
    .await;
}

#[tokio::test]
async fn a_viewer_changes_nothing_through_forms_either() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        let app = &garage.app;
        garage.hire(COLLEAGUE, Role::Viewer).await;
        let viewer = sign_in(app, COLLEAGUE, PASSWORD).await;
        let before = garage.get("businesses").await;
        for (function, fields) in [
            ("create_client_key", vec![("domain", "werkstatt-neu.de")]),
            (
                "invite_member",
                vec![("email", "a@b.de"), ("role", "viewer")],
            ),
            ("unpublish_landing_page", vec![]),
            ("renew_calendar", vec![]),
            ("dismiss_question", vec![("question", "Neu?")]),
        ] {
            let refused = app.form(function, &viewer, &fields).await;
            let location = refused.header("location").expect("leads back");
            assert!(location.contains("__err="), "{function}: {refused:?}");
        }
        assert_eq!(garage.get("businesses").await, before);
        assert_eq!(
            garage.get("team").await["invitations"],
            serde_json::json!([])
        );
        let page = app.get_with_cookie("/team", &viewer).await;
        assert!(!page.text.contains("/fn/invite_member"), "{}", page.text);
    })
    .await;
}

#[tokio::test]
async fn whoever_belongs_to_several_accounts_switches_between_them() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        let app = &garage.app;
        let cookie = app.register(COLLEAGUE).await;
        let token = garage.invite(COLLEAGUE, Role::Agent).await;
        let page = app
            .get_with_cookie(&format!("/team/accept?token={token}"), &cookie)
            .await;
        assert!(page.text.contains("Einladung annehmen"), "{}", page.text);
        app.form("accept_invitation", &cookie, &[("token", token.as_str())])
            .await;
        let profile = demo::profile().expect("the demo profile");
        let theirs = format!("class=\"page-lead\">{}<", profile.business.name);
        let heading = async || app.get_with_cookie("/", &cookie).await.text;
        assert!(heading().await.contains(&theirs));

        let email = api::values::Email::parse(COLLEAGUE).expect("an address");
        let me = domain::accounts::find_user_id(&app.carbot, &email).await;
        let me = me.expect("reads").expect("registered").to_string();
        let switched = app
            .form("switch_account", &cookie, &[("account", me.as_str())])
            .await;
        assert_eq!(switched.header("location"), Some("/"));
        assert!(!heading().await.contains(&theirs));
        let account = garage.account.to_string();
        app.form("switch_account", &cookie, &[("account", account.as_str())])
            .await;
        assert!(heading().await.contains(&theirs));
        // An account they do not belong to is not entered.
        let nobody = api::ids::UserId::new().to_string();
        app.form("switch_account", &cookie, &[("account", nobody.as_str())])
            .await;
        assert!(!heading().await.contains(&theirs));
    })
    .await;
}

#[tokio::test]
async fn a_new_api_token_is_shown_once() {
    on_each_database(|database| async move {
        let garage = Garage::new(&database).await;
        let app = &garage.app;
        let owner = sign_in(app, demo::EMAIL, demo::PASSWORD).await;
        let fields = [
            ("name", "Warenwirtschaft"),
            ("scopes[]", "read:own_appointments"),
            ("expires_in_days", "30"),
        ];
        let created = app.form("create_api_token", &owner, &fields).await;
        assert_eq!(
            created.header("location"),
            Some("/api-tokens?saved=created"),
            "{created:?}"
        );
        let cookies = created.headers.get_all("set-cookie").iter();
        let token = cookies
            .filter_map(|it| it.to_str().ok())
            .find_map(|it| it.strip_prefix("new_api_token="))
            .and_then(|it| it.split(';').next())
            .expect("the token for the next page");
        let both = format!("{owner}; new_api_token={token}");
        let page = app.get_with_cookie("/api-tokens", &both).await;
        assert!(page.text.contains(token), "{}", page.text);
        let page = app.get_with_cookie("/api-tokens", &owner).await;
        assert!(!page.text.contains(token) && page.text.contains("Warenwirtschaft"));
        let read = app.api(
            http::Method::GET,
            "appointments",
            token,
            &serde_json::Value::Null,
        );
        assert_eq!(read.await.status, StatusCode::OK);
    })
    .await;
}
