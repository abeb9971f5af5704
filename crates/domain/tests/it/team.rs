//! What time does to invitations, API tokens and rotated keys.

use crate::support::{carbot, register};
use api::{
    api_tokens::CreateApiTokenRequest,
    client_keys::RotateClientKeyRequest,
    team::{InviteMemberRequest, Role},
    widget::WidgetChatRequest,
};
use domain::{
    Carbot, api_tokens, chat, client_keys, demo,
    mail::{Mailer, deliver_due},
    team,
};
use test_support::on_each_database;

const DAY: i64 = 24 * 60 * 60;

async fn invitation_token(carbot: &Carbot) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let mailer = Mailer::folder(folder.path(), "no-reply@carbot.example").expect("valid");
    deliver_due(carbot, &mailer).await.expect("sends");
    let mut files = std::fs::read_dir(folder.path()).expect("a folder");
    let file = files.next().expect("a mail").expect("a file");
    let mail = std::fs::read_to_string(file.path()).expect("a mail");
    let mail = mail.replace("=\r\n", "").replace("=3D", "=");
    let (_, token) = mail.split_once("accept?token=").expect("a link");
    token.chars().take(64).collect()
}

#[tokio::test]
async fn an_invitation_expires_after_a_week() {
    on_each_database(|database| async move {
        let (carbot, clock) = carbot(&database);
        let owner = register(&carbot, "owner@example.com").await;
        let actor = team::find_actor(&carbot, owner, None).await.expect("acts");
        let request = InviteMemberRequest {
            email: "kollege@example.com".to_owned(),
            role: Role::Agent,
        };
        team::invite_member(&actor, &request)
            .await
            .expect("invites");
        let token = invitation_token(&carbot).await;
        clock.advance(7 * DAY - 1);
        assert!(team::find_invitation(&carbot, &token).await.is_ok());
        clock.advance(1);
        let error = team::find_invitation(&carbot, &token)
            .await
            .expect_err("is too old");
        assert_eq!(error.problem().errors[0].code, "invalid_invitation");
    })
    .await;
}

#[tokio::test]
async fn an_api_token_expires_and_knows_its_last_minute() {
    on_each_database(|database| async move {
        let (carbot, clock) = carbot(&database);
        let owner = register(&carbot, "owner@example.com").await;
        let actor = team::find_actor(&carbot, owner, None).await.expect("acts");
        let request = CreateApiTokenRequest {
            name: "Test".to_owned(),
            scopes: vec!["read:own_keys".to_owned()],
            expires_in_days: Some(1),
        };
        let created = api_tokens::create_api_token(&actor, &request)
            .await
            .expect("makes");
        let token = created.token;
        let last_used = async || {
            let tokens = api_tokens::list_api_tokens(&carbot, owner)
                .await
                .expect("reads");
            tokens.items[0].last_used_at
        };
        let mut seen = Vec::new();
        for seconds in [0, 59, 1] {
            clock.advance(seconds);
            let actor = api_tokens::find_token_actor(&carbot, &token, None).await;
            assert_eq!(actor.map(|it| it.account_id).ok(), Some(owner));
            seen.push(last_used().await.expect("was used"));
        }
        assert_eq!(seen[0], seen[1], "written once a minute at most");
        assert_eq!((seen[2] - seen[0]).num_seconds(), 60);
        clock.advance(DAY - 61);
        assert!(
            api_tokens::find_token_actor(&carbot, &token, None)
                .await
                .is_ok()
        );
        clock.advance(1);
        let error = api_tokens::find_token_actor(&carbot, &token, None)
            .await
            .err();
        assert_eq!(
            error.map(|it| it.problem().code).as_deref(),
            Some("invalid_token")
        );
    })
    .await;
}

#[tokio::test]
async fn the_old_value_of_a_key_stops_answering_after_its_hours() {
    on_each_database(|database| async move {
        let (carbot, clock) = carbot(&database);
        demo::fill(&carbot).await.expect("fills");
        let email = api::values::Email::parse(demo::EMAIL).expect("an address");
        let owner = domain::accounts::find_user_id(&carbot, &email)
            .await
            .expect("reads");
        let owner = owner.expect("the demo account");
        let keys = client_keys::list_client_keys(&carbot, owner)
            .await
            .expect("reads");
        let key = keys.iter().find(|it| it.key_prefix.starts_with("cb_test_"));
        let id = key.expect("the demo's key").id;
        let request = RotateClientKeyRequest {
            overlap_hours: Some(2),
        };
        let rotated = client_keys::rotate_client_key(&carbot, owner, id, &request).await;
        let new = rotated.expect("rotates").key.to_string();
        let answers = async |key: &str| {
            let request = WidgetChatRequest {
                client_message_id: None,
                client_key: key.to_owned(),
                session_id: "s".to_owned(),
                message: "Hallo".to_owned(),
                context: None,
            };
            let answer = chat::answer(&carbot, chat::Visitor::default(), &request).await;
            answer.is_ok()
        };
        clock.advance(2 * 60 * 60 - 1);
        assert!(answers(demo::CLIENT_KEY).await);
        clock.advance(1);
        assert!(
            !answers(demo::CLIENT_KEY).await,
            "also where it is remembered"
        );
        assert!(answers(&new).await);
    })
    .await;
}
