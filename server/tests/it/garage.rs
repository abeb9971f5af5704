//! The demo business with a team: one of everything, so that every route has something to find.

use crate::{
    appointments::{ask_for, demo_owner},
    assets::{png, upload},
    test_app::{Answer, TestApp},
};
use api::{
    accounts::Tier,
    ids::{TeamMemberId, UserId},
    team::Role,
    values::Email,
};
use domain::{
    accounts, demo,
    mail::{Mailer, deliver_due},
    team,
};
use http::{Method, StatusCode};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use test_support::TestDatabase;

/// The password of everybody but the demo account.
pub const PASSWORD: &str = "SecurePassword123!";

/// The demo business and who works there.
pub struct Garage {
    /// The application.
    pub app: TestApp,
    /// Its account.
    pub account: UserId,
    /// The access token of the owner.
    pub owner: String,
}

impl Garage {
    /// The demo business on a fresh database, on the largest plan.
    pub async fn new(database: &TestDatabase) -> Self {
        let app = TestApp::with_demo(database).await;
        let email = Email::parse(demo::EMAIL).expect("an address");
        accounts::set_tier(&app.carbot, &email, Tier::Enterprise)
            .await
            .expect("sets the plan");
        let account = demo_owner(&app).await;
        let owner = log_in(&app, demo::EMAIL, demo::PASSWORD).await;
        Self {
            app,
            account,
            owner,
        }
    }

    /// Calls a route as the owner.
    pub async fn call(&self, method: Method, route: &str, body: &Json) -> Answer {
        self.app.api(method, route, &self.owner, body).await
    }

    /// Reads a route as the owner.
    pub async fn get(&self, route: &str) -> Json {
        let answer = self.call(Method::GET, route, &Json::Null).await;
        assert_eq!(answer.status, StatusCode::OK, "{route}: {answer:?}");
        answer.json()
    }

    /// Invites an address; gives the token in the mail.
    pub async fn invite(&self, email: &str, role: Role) -> String {
        let body = json!({ "email": email, "role": role });
        let invited = self.call(Method::POST, "team", &body).await;
        assert_eq!(invited.status, StatusCode::CREATED, "{invited:?}");
        token_in(&read_mail_to(&self.app, email).await)
    }

    /// A new member with an account of their own kind: no business, only this team. Gives their
    /// access token.
    pub async fn hire(&self, email: &str, role: Role) -> String {
        let token = self.invite(email, role).await;
        let body = json!({ "token": token, "password": PASSWORD });
        let accepted = self
            .app
            .api(Method::POST, "team/invitations/accept", "", &body)
            .await;
        assert_eq!(accepted.status, StatusCode::OK, "{accepted:?}");
        log_in(&self.app, email, PASSWORD).await
    }

    /// The id of the membership or the invitation of an address.
    pub async fn member_id(&self, email: &str) -> TeamMemberId {
        let team = team::list_team(&self.app.carbot, self.account)
            .await
            .expect("reads");
        let members = team.members.iter().map(|it| (it.id, &it.email));
        let invitations = team.invitations.iter().map(|it| (it.id, &it.email));
        members
            .chain(invitations)
            .find(|it| it.1.as_str() == email)
            .expect("is of the team")
            .0
    }

    /// One thing of everything: ids by the path below which they stand.
    pub async fn fill(&self) -> BTreeMap<&'static str, String> {
        let appointment = ask_for(&self.app, "10:00").await;
        self.hire("viewer@example.com", Role::Viewer).await;
        self.invite("invited@example.com", Role::Agent).await;
        let token = json!({ "name": "Test", "scopes": ["read:own_keys"] });
        let token = self.call(Method::POST, "api-tokens", &token).await.json();
        let hook =
            json!({ "url": "https://93.184.216.34/hook", "events": ["conversation.started"] });
        let hook = self.call(Method::POST, "webhooks", &hook).await.json();
        let hook = hook["endpoint"]["id"].as_str().expect("an id").to_owned();
        let delivery = self
            .call(Method::POST, &format!("webhooks/{hook}/test"), &Json::Null)
            .await
            .json();
        let delivery = delivery["id"].as_str().expect("an id").to_owned();
        let id_of = |list: &Json| list["items"][0]["id"].as_str().expect("an id").to_owned();
        let business = id_of(&self.get("businesses").await);
        let picture = upload("logo", &png(8, 8, 1));
        let picture = self.call(Method::POST, "assets", &picture).await.json();
        let picture = picture["id"].as_str().expect("an id").to_owned();
        let services = self.get(&format!("businesses/{business}/services")).await;
        let entries = self.get(&format!("businesses/{business}/knowledge")).await;
        let keys = self.get("client-keys").await;
        let key = keys["keys"][0]["id"].as_str().expect("an id").to_owned();
        let page = id_of(&self.get("landing-pages").await);
        let versions = self.get(&format!("landing-pages/{page}/versions")).await;
        let sign_ins = self.get("me/sessions").await;
        let sign_in = sign_ins["items"][0]["id"]
            .as_str()
            .or_else(|| sign_ins["sessions"][0]["id"].as_str());
        BTreeMap::from([
            ("sessions", sign_in.expect("an id").to_owned()),
            ("assets", picture),
            ("webhooks", hook),
            ("deliveries", delivery),
            ("businesses", business),
            ("service_id", id_of(&services)),
            ("entry_id", id_of(&entries)),
            ("client-keys", key),
            ("landing-pages", page),
            ("version_id", id_of(&versions)),
            ("conversations", id_of(&self.get("conversations").await)),
            ("appointments", appointment.to_string()),
            (
                "team",
                self.member_id("viewer@example.com").await.to_string(),
            ),
            (
                "invitations",
                self.member_id("invited@example.com").await.to_string(),
            ),
            (
                "api-tokens",
                token["api_token"]["id"].as_str().expect("an id").to_owned(),
            ),
            ("accounts", self.account.to_string()),
        ])
    }
}

/// An access token for an address and its password.
pub async fn log_in(app: &TestApp, email: &str, password: &str) -> String {
    let login = json!({ "email": email, "password": password });
    let login = app.api(Method::POST, "auth/login", "", &login).await;
    assert_eq!(login.status, StatusCode::OK, "{login:?}");
    let token = &login.json()["tokens"]["access_token"];
    token.as_str().expect("a token").to_owned()
}

/// The last mail to an address, as it was sent; all that waits is sent.
pub async fn read_mail_to(app: &TestApp, email: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let mailer = Mailer::folder(folder.path(), "no-reply@carbot.example").expect("valid");
    deliver_due(&app.carbot, &mailer).await.expect("sends");
    let files = std::fs::read_dir(folder.path()).expect("a folder");
    let mut mails: Vec<_> = files
        .map(|it| std::fs::read_to_string(it.expect("a file").path()).expect("a mail"))
        .filter(|it| it.contains(email))
        .collect();
    mails.sort();
    // Soft line breaks of quoted-printable, and its equals signs.
    let mail = mails.pop().expect("a mail to that address");
    mail.replace("=\r\n", "").replace("=3D", "=")
}

/// The token of the link in an invitation.
pub fn token_in(mail: &str) -> String {
    let start = mail.find("/team/accept?token=").expect("a link") + "/team/accept?token=".len();
    mail[start..]
        .chars()
        .take_while(char::is_ascii_hexdigit)
        .collect()
}
