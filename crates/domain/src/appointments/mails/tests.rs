use super::*;
use api::{
    Language,
    appointments::parse_local_time,
    ids::{AppointmentId, BusinessId, ServiceId},
};
use chrono::DateTime;

fn details() -> BusinessDetails {
    let mut details = BusinessDetails::named("Werkstatt Müller".to_owned());
    details.contact.phone = Some("030 1234567".to_owned());
    details.contact.email = Some("info@mueller.example".to_owned());
    details.address.street = "Hofstraße 1".to_owned();
    details.address.postal_code = "10115".to_owned();
    details.address.city = "Berlin".to_owned();
    details
}

fn appointment() -> Appointment {
    Appointment {
        id: AppointmentId::new(),
        business_id: BusinessId::new(),
        conversation_id: None,
        service_id: Some(ServiceId::new()),
        service: "Ölwechsel".to_owned(),
        vehicle: Some("VW Golf".to_owned()),
        plate: Some("B-AB 123".to_owned()),
        starts_at: parse_local_time("2026-11-24T09:00").expect("a time"),
        time_zone: "Europe/Berlin".to_owned(),
        duration_minutes: 30,
        name: "Petra Muster".to_owned(),
        phone: None,
        email: Some("petra@example.com".to_owned()),
        note: Some("Bitte auch\nWischer prüfen".to_owned()),
        language: Language::De,
        status: AppointmentStatus::Requested,
        decision_note: None,
        consent_at: DateTime::UNIX_EPOCH,
        revision: 1,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

fn petra() -> Email {
    Email::parse("petra@example.com").expect("an address")
}

#[test]
fn times_are_written_out_in_both_languages() {
    let at = parse_local_time("2027-03-01T14:05").expect("a time");
    let check = |language: Language, expected: &str| {
        assert_eq!(format_when(Texts::of(language), at), expected);
    };
    check(Language::De, "Montag, 1. März 2027, 14:05 Uhr");
    check(Language::En, "Monday, 1 March 2027, 14:05");
}

#[test]
fn a_receipt_promises_nothing_and_repeats_nothing_a_stranger_typed() {
    let mail = receipt_mail(&details(), &appointment(), petra());
    assert_eq!(mail.subject, "Terminanfrage bei Werkstatt Müller");
    assert_eq!(mail.sender_name, "Werkstatt Müller");
    let expected = "Guten Tag,\n\n\
        die Anfrage für diesen Termin ist bei uns angekommen:\n\n  \
        Dienstag, 24. November 2026, 9:00 Uhr\n  Ölwechsel\n\n";
    assert!(mail.text.starts_with(expected), "{}", mail.text);
    assert!(
        mail.text
            .contains("Werkstatt Müller\nHofstraße 1\n10115 Berlin"),
        "{}",
        mail.text
    );
    let spam = Appointment {
        service_id: None,
        service: "Buy at evil.example".to_owned(),
        name: "evil.example".to_owned(),
        vehicle: Some("evil.example".to_owned()),
        note: Some("evil.example".to_owned()),
        ..appointment()
    };
    let mail = receipt_mail(&details(), &spam, petra());
    assert!(
        !mail.text.contains("evil") && !mail.subject.contains("evil"),
        "{}",
        mail.text
    );
}

#[test]
fn a_decision_carries_the_words_of_the_business_as_a_quotation() {
    let declined = Appointment {
        decision_note: Some("Wir haben zu.\r\nMittwoch ginge.".to_owned()),
        language: Language::En,
        ..appointment()
    };
    let mail = decision_mail(&details(), &declined, Decision::Declined, petra());
    assert_eq!(
        mail.subject,
        "Appointment not possible: Tuesday, 24 November 2026, 9:00"
    );
    let quotation = "Message from Werkstatt Müller:\n> Wir haben zu.\n> Mittwoch ginge.\n\n";
    assert!(mail.text.contains(quotation), "{}", mail.text);
}

#[test]
fn visitors_hear_of_decisions_and_of_moved_promises_only() {
    use AppointmentStatus::{Cancelled, Confirmed, Declined, Requested};
    let with = |status: AppointmentStatus, time: &str| Appointment {
        status,
        starts_at: parse_local_time(time).expect("a time"),
        ..appointment()
    };
    let check = |before: (AppointmentStatus, &str), after: (AppointmentStatus, &str), expected| {
        let found = Decision::between(&with(before.0, before.1), &with(after.0, after.1));
        assert_eq!(found, expected, "{before:?} {after:?}");
    };
    let (early, late) = ("2026-11-24T09:00", "2026-11-24T15:00");
    check(
        (Requested, early),
        (Confirmed, late),
        Some(Decision::Confirmed),
    );
    check(
        (Requested, early),
        (Declined, early),
        Some(Decision::Declined),
    );
    check(
        (Confirmed, early),
        (Cancelled, early),
        Some(Decision::Cancelled),
    );
    check((Confirmed, early), (Confirmed, late), Some(Decision::Moved));
    check((Requested, early), (Requested, late), None);
    check((Confirmed, early), (Confirmed, early), None);
}
