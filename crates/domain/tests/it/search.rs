//! Full-text search over messages.

use crate::{
    shop::{Shop, request_at},
    support::register,
};
use api::conversations::FoundConversation;
use domain::{Error, conversations};
use test_support::on_each_database;

impl Shop {
    async fn say(&self, session: &str, message: &str, reply: &str) {
        let mut turn = self.turn(session, request_at("2026-11-24T09:00"));
        turn.appointment = None;
        turn.message = message.to_owned();
        turn.reply = reply.to_owned();
        let recorded = conversations::record_turn(&self.carbot, &turn).await;
        recorded.expect("is stored");
        self.clock.advance(1);
    }

    async fn search(&self, query: &str) -> Vec<FoundConversation> {
        let page = conversations::search(&self.carbot, self.owner, query, None, 10).await;
        page.expect("reads").items
    }
}

/// A snippet with its matches in brackets.
fn shown(found: &FoundConversation) -> String {
    found
        .snippet
        .iter()
        .map(|it| {
            if it.is_match {
                format!("[{}]", it.text)
            } else {
                it.text.clone()
            }
        })
        .collect()
}

#[tokio::test]
async fn messages_are_found_by_german_and_english_words_in_their_forms() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        let replies = "Gern.";
        shop.say("a", "Was kosten die Winterreifen?", replies).await;
        shop.say("b", "Do you sell brakes?", replies).await;
        shop.say(
            "c",
            "Bitte die Bremsen prüfen <script>alert(1)</script>",
            replies,
        )
        .await;
        shop.say("d", "Hallo", "Wir prüfen Ihre Bremse gern.").await;
        let check = async |query: &str, expected: &[&str]| {
            let found = shop.search(query).await;
            let found: Vec<_> = found.iter().map(shown).collect();
            assert_eq!(found, expected, "{query}");
        };
        check("winterreifen", &["Was kosten die [Winterreifen]?"]).await;
        check("Winter", &["Was kosten die [Winterreifen]?"]).await;
        check("brake", &["Do you sell [brakes]?"]).await;
        check(
            "Bremse prüfen",
            &[
                "Wir [prüfen] Ihre [Bremse] gern.",
                "Bitte die [Bremsen] [prüfen] <script>alert(1)</script>",
            ],
        )
        .await;
        // Every word must be found.
        check("Bremsen Winterreifen", &[]).await;
        for query in [
            "",
            "  ?!",
            "\"",
            "' OR 1=1 --",
            "x:* | y",
            "NEAR(",
            "½ ²",
            "ª:º",
            "\u{0}",
        ] {
            let found = shop.search(query).await;
            assert!(found.is_empty(), "{query}: {found:?}");
        }
        let stranger = register(&shop.carbot, "stranger@example.com").await;
        let found = conversations::search(&shop.carbot, stranger, "Bremsen", None, 10).await;
        assert!(found.expect("reads").items.is_empty());
    })
    .await;
}

#[tokio::test]
async fn pages_hold_every_find_once_the_last_active_first() {
    on_each_database(|database| async move {
        let shop = Shop::open(&database).await;
        for number in 0..5 {
            let session = format!("session_{number}");
            shop.say(&session, "Reifen?", "Reifen haben wir.").await;
            shop.say(&session, "Danke", "Gern.").await;
        }
        let read = async |cursor: Option<String>| {
            let cursor = cursor.as_deref();
            conversations::search(&shop.carbot, shop.owner, "reifen", cursor, 2).await
        };
        let mut cursor = None;
        let mut times = Vec::new();
        for expected in [2, 2, 1] {
            let page = read(cursor).await.expect("reads");
            assert_eq!(page.items.len(), expected);
            for found in &page.items {
                // The newest message that has the word.
                assert_eq!(shown(found), "[Reifen] haben wir.");
                times.push(found.conversation.last_message_at);
            }
            cursor = page.next_cursor;
        }
        assert_eq!(cursor, None);
        assert!(times.is_sorted_by(|one, two| one > two), "{times:?}");
        let refused = read(Some("made-up".to_owned())).await;
        assert!(matches!(refused, Err(Error::Invalid(_))));
    })
    .await;
}
