//! Profile, services and answers: what is entered, kept and refused.

use crate::support::{carbot, register};
use api::{
    knowledge::KnowledgeInput,
    services::{Price, ServiceInput},
};
use domain::{Precondition, businesses, demo, knowledge, services};
use test_support::on_each_database;

fn oil_change() -> ServiceInput {
    serde_json::from_str(
        r#"{"category":"Wartung","name":"Ölwechsel","price":{"kind":"range","from_cents":8900,"to_cents":12900},"duration_minutes":45}"#,
    )
    .expect("a service")
}

fn entry() -> KnowledgeInput {
    serde_json::from_str(
        r#"{"question":"Gibt es Parkplätze?","variants":["Parken?"," "],"answer":"Ja, im Hof."}"#,
    )
    .expect("an entry")
}

#[tokio::test]
async fn the_whole_profile_is_read_back_as_it_was_entered() {
    on_each_database(|database| async move {
        let (carbot, _) = carbot(&database);
        let user = register(&carbot, "owner@example.com").await;
        let business = businesses::first_business(&carbot, user)
            .await
            .expect("reads");
        assert_eq!(business.details.name, "Werkstatt Müller");
        let profile = demo::profile().expect("the demo profile");
        let stored =
            businesses::replace_profile(&carbot, user, business.id, &profile, &Precondition::Any)
                .await
                .expect("replaces");
        assert_eq!(stored.details, profile.business);
        let list = services::list_services(&carbot, user, business.id)
            .await
            .expect("reads");
        let inputs: Vec<_> = list.into_iter().map(|it| it.input).collect();
        assert_eq!(inputs, profile.services);
        let list = knowledge::list_knowledge(&carbot, user, business.id)
            .await
            .expect("reads");
        let inputs: Vec<_> = list.into_iter().map(|it| it.input).collect();
        assert_eq!(inputs, profile.knowledge);
    })
    .await;
}

#[tokio::test]
async fn a_profile_with_an_error_anywhere_changes_nothing() {
    on_each_database(|database| async move {
        let (carbot, _) = carbot(&database);
        let user = register(&carbot, "owner@example.com").await;
        let before = businesses::first_business(&carbot, user)
            .await
            .expect("reads");
        let mut profile = demo::profile().expect("the demo profile");
        profile.business.time_zone = "Mars/Olympus".to_owned();
        profile.services[1].price = Price::Fixed { cents: -1 };
        profile.knowledge[2].answer = String::new();
        let error =
            businesses::replace_profile(&carbot, user, before.id, &profile, &Precondition::Any)
                .await
                .expect_err("refused");
        let pointers: Vec<_> = error
            .problem()
            .errors
            .into_iter()
            .map(|it| it.pointer.into_owned())
            .collect();
        let expected = [
            "/business/time_zone",
            "/services/1/price",
            "/knowledge/2/answer",
        ];
        assert_eq!(pointers, expected);
        let after = businesses::first_business(&carbot, user)
            .await
            .expect("reads");
        assert_eq!(before, after);
    })
    .await;
}

#[tokio::test]
async fn services_and_answers_are_added_changed_and_deleted_by_their_owner_only() {
    on_each_database(|database| async move {
        let (carbot, _) = carbot(&database);
        let owner = register(&carbot, "owner@example.com").await;
        let stranger = register(&carbot, "stranger@example.com").await;
        let business = businesses::first_business(&carbot, owner)
            .await
            .expect("reads")
            .id;

        let service = services::create_service(&carbot, owner, business, oil_change())
            .await
            .expect("creates")
            .value;
        let answer = knowledge::create_knowledge_entry(&carbot, owner, business, entry())
            .await
            .expect("creates")
            .value;
        assert_eq!(
            answer.input.variants,
            ["Parken?"],
            "empty variants are left out"
        );

        let is_not_found = |status: u16| assert_eq!(status, 404);
        let error = services::create_service(&carbot, stranger, business, oil_change()).await;
        is_not_found(error.expect_err("not theirs").status());
        let error =
            services::update_service(&carbot, stranger, business, service.id, oil_change()).await;
        is_not_found(error.expect_err("not theirs").status());
        let error =
            services::delete_service(&carbot, stranger, business, service.id, &Precondition::Any)
                .await;
        is_not_found(error.expect_err("not theirs").status());
        let error =
            knowledge::update_knowledge_entry(&carbot, stranger, business, answer.id, entry())
                .await;
        is_not_found(error.expect_err("not theirs").status());
        let error = knowledge::delete_knowledge_entry(
            &carbot,
            stranger,
            business,
            answer.id,
            &Precondition::Any,
        )
        .await;
        is_not_found(error.expect_err("not theirs").status());
        let error = services::list_services(&carbot, stranger, business).await;
        is_not_found(error.expect_err("not theirs").status());

        let cheaper = ServiceInput {
            price: Price::Fixed { cents: 7_900 },
            ..oil_change()
        };
        let updated =
            services::update_service(&carbot, owner, business, service.id, cheaper.clone())
                .await
                .expect("updates");
        assert_eq!(updated.input, cheaper);
        services::delete_service(&carbot, owner, business, service.id, &Precondition::Any)
            .await
            .expect("deletes");
        knowledge::delete_knowledge_entry(&carbot, owner, business, answer.id, &Precondition::Any)
            .await
            .expect("deletes");
        assert_eq!(
            services::list_services(&carbot, owner, business)
                .await
                .expect("reads"),
            []
        );
        assert_eq!(
            knowledge::list_knowledge(&carbot, owner, business)
                .await
                .expect("reads"),
            []
        );
    })
    .await;
}

#[tokio::test]
async fn the_demo_can_be_filled_again_and_again() {
    on_each_database(|database| async move {
        let (carbot, _) = carbot(&database);
        demo::fill(&carbot).await.expect("fills");
        demo::fill(&carbot).await.expect("fills again");
        let profile = demo::profile().expect("the demo profile");
        assert!(profile.services.len() >= 25, "{}", profile.services.len());
        let german = profile
            .knowledge
            .iter()
            .filter(|it| it.language == api::Language::De);
        assert!(german.count() >= 35);
    })
    .await;
}
