//! Lists of conversations, and what the overview counts.

use crate::support::{carbot, register};
use api::{values::SessionId, widget::WidgetChatRequest};
use domain::{
    Carbot,
    chat::{self, Visitor},
    conversations, demo, overview,
};
use std::collections::BTreeSet;
use test_support::on_each_database;

async fn say(carbot: &Carbot, session: &str, message: &str) {
    let request = WidgetChatRequest {
        client_key: demo::CLIENT_KEY.to_owned(),
        session_id: SessionId::parse(session).expect("a session").to_string(),
        message: message.to_owned(),
        client_message_id: None,
        context: None,
    };
    chat::answer(carbot, Visitor::default(), &request)
        .await
        .expect("answers");
}

#[tokio::test]
async fn pages_of_the_list_hold_every_conversation_once_the_last_active_first() {
    on_each_database(|database| async move {
        let (carbot, clock) = carbot(&database);
        demo::fill(&carbot).await.expect("fills");
        // Some begin in the same second: the id decides between them.
        for number in 0..7 {
            say(&carbot, &format!("session_{number}"), "Hallo").await;
            clock.advance(number % 2);
        }
        say(&carbot, "session_0", "Was kostet ein Ölwechsel?").await;
        let email = api::values::Email::parse(demo::EMAIL).expect("an address");
        let user = domain::accounts::find_user_id(&carbot, &email)
            .await
            .expect("reads");
        let user = user.expect("the demo account");
        let mut cursor: Option<String> = None;
        let mut seen = Vec::new();
        loop {
            let page = conversations::list_conversations(&carbot, user, cursor.as_deref(), 3)
                .await
                .expect("reads");
            assert_eq!(page.has_more, page.next_cursor.is_some());
            seen.extend(page.items);
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), 7);
        assert_eq!(
            seen.iter().map(|it| it.id).collect::<BTreeSet<_>>().len(),
            7
        );
        assert!(seen.is_sorted_by(|one, two| one.last_message_at >= two.last_message_at));
        assert!(seen.iter().any(|it| it.message_count == 4));
    })
    .await;
}

#[tokio::test]
async fn the_overview_counts_what_is_the_accounts_own() {
    on_each_database(|database| async move {
        let (carbot, _) = carbot(&database);
        demo::fill(&carbot).await.expect("fills");
        let stranger = register(&carbot, "stranger@example.com").await;
        say(&carbot, "one", "Was kostet ein Ölwechsel?").await;
        say(&carbot, "two", "Wie wird das Wetter auf dem Mars?").await;
        let email = api::values::Email::parse(demo::EMAIL).expect("an address");
        let owner = domain::accounts::find_user_id(&carbot, &email)
            .await
            .expect("reads");
        let own = overview::overview(&carbot, owner.expect("the demo account"))
            .await
            .expect("reads");
        assert_eq!(
            (own.conversations_last_30_days, own.messages_last_30_days),
            (2, 4)
        );
        assert_eq!(own.unanswered_last_30_days, 1);
        assert_eq!(own.daily_conversations.len(), 14);
        assert_eq!(own.daily_conversations.last().map(|it| it.count), Some(2));
        assert!(own.checklist.has_profile && own.checklist.has_conversation);
        let theirs = overview::overview(&carbot, stranger).await.expect("reads");
        assert_eq!(
            (
                theirs.conversations_last_30_days,
                theirs.messages_last_30_days
            ),
            (0, 0)
        );
        assert!(!theirs.checklist.has_client_key && theirs.recent.is_empty());
    })
    .await;
}
