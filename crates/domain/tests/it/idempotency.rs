//! Requests that come twice.

use crate::support::{another_process, carbot, register};
use api::ids::UserId;
use domain::{
    Carbot,
    idempotency::{self, Begun, KeptResponse, KeyedRequest, Ticket},
};
use sea_orm::{ConnectionTrait as _, Statement};
use test_support::on_each_database;

async fn begin(carbot: &Carbot, user_id: UserId, route: &str, body: &str) -> Begun {
    let request = KeyedRequest {
        user_id,
        route,
        key: "key",
        content: &[b"", body.as_bytes()],
    };
    idempotency::begin(carbot, request).await.expect("begins")
}

fn first(begun: Begun) -> Ticket {
    match begun {
        Begun::First(ticket) => ticket,
        other => panic!("{other:?}"),
    }
}

fn response(body: &str) -> KeptResponse {
    KeptResponse {
        status: 201,
        headers: vec![("location".to_owned(), "/x".to_owned())],
        body: body.to_owned(),
    }
}

#[tokio::test]
async fn one_of_many_is_the_first_and_the_others_get_its_answer() {
    on_each_database(|database| async move {
        let (carbot, clock) = carbot(&database);
        let other = another_process(&database, &clock).await;
        let owner = register(&carbot, "owner@example.com").await;
        let stranger = register(&carbot, "stranger@example.com").await;
        let attempts = (0..20).map(|number| {
            let carbot = if number % 2 == 0 { &carbot } else { &other };
            begin(carbot, owner, "/things", "{}")
        });
        let begun = futures::future::join_all(attempts).await;
        let (won, lost): (Vec<_>, Vec<_>) = begun
            .into_iter()
            .partition(|it| matches!(it, Begun::First(_)));
        assert_eq!((won.len(), lost.len()), (1, 19));
        assert!(
            lost.iter().all(|it| matches!(it, Begun::InFlight)),
            "{lost:?}"
        );
        let ticket = first(won.into_iter().next().expect("one"));
        let secret = response("{\"key\":\"cb_prod_0123456789abcdef\"}");
        idempotency::finish(&carbot, ticket, Some(&secret))
            .await
            .expect("keeps");
        match begin(&other, owner, "/things", "{}").await {
            Begun::Done(kept) => assert_eq!(kept, secret),
            other => panic!("{other:?}"),
        }
        assert!(matches!(
            begin(&carbot, owner, "/things", "{ }").await,
            Begun::Reused
        ));
        // Other accounts and routes have keys of their own.
        first(begin(&carbot, stranger, "/things", "{}").await);
        first(begin(&carbot, owner, "/others", "{}").await);

        let connection = database.connection();
        let sql = "SELECT response FROM idempotency_keys WHERE response IS NOT NULL";
        let statement = Statement::from_string(connection.get_database_backend(), sql);
        let row = connection.query_one_raw(statement).await.expect("reads");
        let kept: Vec<u8> = row.expect("one").try_get("", "response").expect("bytes");
        let is_readable = kept.windows(7).any(|it| it == b"cb_prod");
        assert!(!is_readable, "what is shown once is kept encrypted");
    })
    .await;
}

#[tokio::test]
async fn a_key_is_free_after_a_day_after_a_crash_and_when_nothing_was_done() {
    on_each_database(|database| async move {
        let (carbot, clock) = carbot(&database);
        let owner = register(&carbot, "owner@example.com").await;
        let dead = first(begin(&carbot, owner, "/things", "{}").await);
        clock.advance(59);
        assert!(matches!(
            begin(&carbot, owner, "/things", "{}").await,
            Begun::InFlight
        ));
        clock.advance(1);
        let second = first(begin(&carbot, owner, "/things", "{}").await);
        // The one that was thought dead comes back and changes nothing.
        idempotency::give_up(&carbot, dead)
            .await
            .expect("is ignored");
        assert!(matches!(
            begin(&carbot, owner, "/things", "{}").await,
            Begun::InFlight
        ));
        idempotency::give_up(&carbot, second).await.expect("frees");
        let third = first(begin(&carbot, owner, "/things", "other").await);
        let long = response(&"x".repeat(64 * 1024 + 1));
        idempotency::finish(&carbot, third, Some(&long))
            .await
            .expect("keeps");
        let begun = begin(&carbot, owner, "/things", "other").await;
        assert!(matches!(begun, Begun::DoneWithoutResponse), "{begun:?}");
        clock.advance(24 * 3_600);
        first(begin(&carbot, owner, "/things", "{}").await);
        clock.advance(24 * 3_600 + 1);
        assert_eq!(
            idempotency::delete_expired(&carbot).await.expect("deletes"),
            1
        );
    })
    .await;
}
