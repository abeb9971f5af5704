use super::*;
use api::businesses::{BusinessKind, FederalState};
use std::collections::BTreeMap;

fn details() -> BusinessDetails {
    BusinessDetails::named("Werkstatt".to_owned())
}

#[test]
fn the_basics_change_their_own_fields_only() {
    let mut details = details();
    details.legal.vat_id = Some("DE1".to_owned());
    details.translations.insert(
        Language::Tr,
        BusinessTexts {
            description: Some("Atölye".to_owned()),
            directions: None,
        },
    );
    BasicsForm {
        name: " Müller KFZ ".to_owned(),
        kind: "tyre_service".to_owned(),
        formality: "nonsense".to_owned(),
        federal_state: "BY".to_owned(),
        default_language: "de".to_owned(),
        languages: vec!["de".to_owned(), "en".to_owned(), "xx".to_owned()],
        website: "mueller.de".to_owned(),
        vehicle_brands: "VW, Audi,,VW\nSkoda".to_owned(),
        payment_methods: vec!["cash".to_owned(), "gold".to_owned()],
        description_en: "Cars".to_owned(),
        ..BasicsForm::default()
    }
    .apply(&mut details);
    assert_eq!(details.name, "Müller KFZ");
    assert_eq!(details.kind, BusinessKind::TyreService);
    assert_eq!(details.federal_state, Some(FederalState::BY));
    assert_eq!(details.languages, [Language::De, Language::En]);
    assert_eq!(
        details.contact.website.as_deref(),
        Some("https://mueller.de")
    );
    assert_eq!(details.vehicle_brands, ["VW", "Audi", "Skoda"]);
    assert_eq!(details.payment_methods, [PaymentMethod::Cash]);
    assert_eq!(details.legal.vat_id.as_deref(), Some("DE1"));
    assert_eq!(details.translations.len(), 2);
    assert_eq!(details.validate(), Ok(()));
}

#[test]
fn empty_greetings_are_taken_back_and_the_default_colour_is_no_choice() {
    let mut details = details();
    details
        .chat
        .greetings
        .insert(Language::De, "Moin".to_owned());
    ChatForm {
        primary_color: super::super::DEFAULT_CHAT_COLOR.to_owned(),
        greeting_en: "Hello".to_owned(),
        ..ChatForm::default()
    }
    .apply(&mut details);
    assert_eq!(details.chat.primary_color, None);
    assert_eq!(
        details.chat.greetings,
        BTreeMap::from([(Language::En, "Hello".to_owned())])
    );
}

fn interval(from: &str, to: &str) -> Interval {
    Interval {
        from: TimeOfDay::parse(from).expect("a time"),
        to: TimeOfDay::parse(to).expect("a time"),
    }
}

#[test]
fn a_third_interval_survives_a_form_with_two() {
    let three = vec![
        interval("08:00", "10:00"),
        interval("11:00", "12:00"),
        interval("13:00", "17:00"),
    ];
    let before = WeeklyHours {
        monday: three.clone(),
        tuesday: three.clone(),
        ..WeeklyHours::default()
    };
    let form = WeeklyHours {
        monday: three[..2].to_vec(),
        tuesday: three[..1].to_vec(),
        ..WeeklyHours::default()
    };
    let merged = merge_hours(&before, form);
    assert_eq!(merged.monday, three);
    assert_eq!(merged.tuesday, three[..1]);
}

#[test]
fn an_exception_without_end_is_one_day_and_without_hours_closed() {
    let exception = ExceptionForm {
        from: "2026-12-24".to_owned(),
        label: " Heiligabend ".to_owned(),
        ..ExceptionForm::default()
    }
    .parse()
    .expect("valid");
    assert_eq!(exception.from, exception.to);
    assert_eq!(exception.label, "Heiligabend");
    assert!(exception.hours.is_empty());

    let mut exceptions = Vec::new();
    add_exception(&mut exceptions, exception.clone());
    add_exception(&mut exceptions, exception);
    assert_eq!(exceptions.len(), 1);
    assert_eq!(
        exception_name(&exceptions[0]),
        "2026-12-24|2026-12-24|Heiligabend"
    );
}

#[test]
fn errors_of_an_exception_name_their_field() {
    let check = |from: &str, to: &str, opens: &str, closes: &str, expected: &[&str]| {
        let errors = ExceptionForm {
            from: from.to_owned(),
            to: to.to_owned(),
            opens: opens.to_owned(),
            closes: closes.to_owned(),
            ..ExceptionForm::default()
        }
        .parse()
        .expect_err("invalid");
        let pointers: Vec<_> = errors.0.iter().map(|it| &*it.pointer).collect();
        assert_eq!(pointers, expected);
    };
    check("", "", "", "", &["/from"]);
    check("2026-08-14", "2026-08-01", "", "", &["/to"]);
    check("2026-08-01", "morgen", "", "", &["/to"]);
    check("2026-08-01", "", "09:00", "", &["/closes"]);
    check("2026-08-01", "", "12:00", "09:00", &["/closes"]);
}
