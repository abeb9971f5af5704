use crate::fixture::{ENGINE, INFORMAL, ask, at, now, workshop};
use brain::{
    Action, Availability, DialogueState, Engine, EntityKind, Intent, Language, Reply, Turn,
};

/// Leads a conversation: each message with what the reply must hold. Gives the last reply.
#[track_caller]
fn converse(engine: &Engine, turns: &[(&str, &[&str])]) -> Reply {
    let mut state = DialogueState::default();
    let mut last = None;
    for (message, expected) in turns {
        // The state survives being stored.
        let stored = serde_json::to_string(&state).unwrap();
        let reply = ask(
            engine,
            message,
            &serde_json::from_str(&stored).unwrap(),
            now(),
        );
        for text in *expected {
            assert!(
                reply.text.contains(text),
                "{message:?}: expected {text:?} in {:?}",
                reply.text
            );
        }
        state = reply.state.clone();
        last = Some(reply);
    }
    last.unwrap()
}

fn entity(reply: &Reply, kind: EntityKind) -> Option<&str> {
    reply
        .entities
        .iter()
        .find(|it| it.kind == kind)
        .map(|it| it.value.as_str())
}

#[test]
fn an_appointment_is_asked_for_step_by_step() {
    let reply = converse(
        &ENGINE,
        &[
            ("Ich möchte einen Termin", &["Was soll gemacht werden?"]),
            ("Ölwechsel", &["Um welches Fahrzeug geht es?"]),
            ("Ein Golf 7, M-AB 1234", &["Welcher Tag"]),
            ("Donnerstag um 9 Uhr", &["Auf welchen Namen?"]),
            ("Max Müller", &["Telefonnummer oder E-Mail"]),
            (
                "0171 1234567",
                &[
                    "Bitte kurz prüfen",
                    "Leistung: Ölwechsel mit Filter",
                    "Fahrzeug: Golf 7, M-AB 1234",
                    "Donnerstag, 26.11., 9:00 Uhr",
                    "Name: Max Müller",
                    "Kontakt: 0171 1234567",
                    "Anfrage, noch keine feste Buchung",
                    "einverstanden",
                ],
            ),
            ("Ja, abschicken", &["Danke!", "noch keine feste Buchung"]),
        ],
    );
    assert!(reply.actions.contains(&Action::Appointment));
    assert_eq!(reply.intent, Intent::AppointmentBook);
    assert_eq!(
        entity(&reply, EntityKind::Service),
        Some("Ölwechsel mit Filter")
    );
    assert_eq!(entity(&reply, EntityKind::Date), Some("2026-11-26"));
    assert_eq!(entity(&reply, EntityKind::Time), Some("09:00"));
    assert_eq!(entity(&reply, EntityKind::Name), Some("Max Müller"));
    assert_eq!(entity(&reply, EntityKind::Phone), Some("0171 1234567"));
    assert_eq!(reply.state.appointment, None);
    let booking = reply.booking.expect("is sent");
    assert_eq!(booking.vehicle.as_deref(), Some("Golf 7"));
    assert_eq!(booking.plate.as_deref(), Some("M-AB 1234"));
    assert_eq!((booking.time, reply.withdraws_booking), (540, false));
}

#[test]
fn what_is_said_at_once_is_not_asked_again() {
    let reply = converse(
        &ENGINE,
        &[
            (
                "Ich hätte gern am Freitag um 10 Uhr einen Termin für die große Inspektion meines Audi A4",
                &["Auf welchen Namen?"],
            ),
            (
                "Eva Klein, eva@klein.example",
                &[
                    "Große Inspektion",
                    "Freitag, 27.11., 10:00 Uhr",
                    "Eva Klein",
                    "eva@klein.example",
                ],
            ),
        ],
    );
    assert_eq!(entity(&reply, EntityKind::Email), Some("eva@klein.example"));
}

#[test]
fn closed_days_and_times_are_refused() {
    converse(
        &ENGINE,
        &[
            ("Termin für TÜV bitte, Opel Corsa", &["Welcher Tag"]),
            (
                "Sonntag",
                &["Am Sonntag haben wir geschlossen", "Montag, 30.11."],
            ),
            (
                "Samstag um 15 Uhr",
                &[
                    "Am Samstag um 15:00 Uhr haben wir geschlossen",
                    "von 9:00 bis 13:00 Uhr",
                ],
            ),
            ("am 25.12.", &["geschlossen"]),
            ("Samstag um 10", &["Auf welchen Namen?"]),
        ],
    );
}

#[test]
fn a_request_can_be_cancelled_at_any_point() {
    for steps in [
        &["Termin bitte", "abbrechen"][..],
        &["Termin für Ölwechsel", "doch nicht"][..],
        &["Termin für Ölwechsel", "Dienstag 9 Uhr", "vergiss es"][..],
        &[
            "Termin für Ölwechsel",
            "Dienstag 9 Uhr",
            "Max Müller",
            "stopp",
        ][..],
    ] {
        let mut turns: Vec<(&str, &[&str])> = steps.iter().map(|it| (*it, &[][..])).collect();
        turns.last_mut().unwrap().1 = &["verworfen"];
        let reply = converse(&ENGINE, &turns);
        assert_eq!(reply.state.appointment, None);
        assert!(!reply.actions.contains(&Action::Appointment));
    }
}

#[test]
fn interruptions_are_answered_and_the_question_repeated() {
    let reply = converse(
        &ENGINE,
        &[
            (
                "Ich brauche einen Termin für einen Reifenwechsel, Ford Focus",
                &["Welcher Tag"],
            ),
            (
                "Was kostet das denn?",
                &["29,00 €", "Zurück zu Ihrer Terminanfrage", "Welcher Tag"],
            ),
            (
                "Habt ihr am Samstag offen?",
                &["Ja, am Samstag", "Welcher Tag"],
            ),
            ("Dann Samstag um 10 Uhr", &["Auf welchen Namen?"]),
            (
                "Wo seid ihr eigentlich?",
                &["Auenstraße 12", "Auf welchen Namen?"],
            ),
            ("Ali Kaya", &["Telefonnummer"]),
            ("ali@kaya.example", &["Samstag, 28.11., 10:00 Uhr"]),
            (
                "Was passiert mit meinen Daten?",
                &["Darf ich Ihre Anfrage so abschicken?"],
            ),
            ("ja gerne", &["Danke!"]),
        ],
    );
    assert!(reply.actions.contains(&Action::Appointment));
}

#[test]
fn corrections_count() {
    converse(
        &ENGINE,
        &[
            (
                "Termin für Klimaservice am Dienstag um 9 Uhr, Seat Leon",
                &["Auf welchen Namen?"],
            ),
            (
                "nein, doch lieber Donnerstag um 14 Uhr",
                &[
                    "Notiert: Donnerstag, 26.11., 14:00 Uhr",
                    "Auf welchen Namen?",
                ],
            ),
            ("Max Müller", &["Telefonnummer"]),
            ("max@mueller.example", &["Donnerstag, 26.11., 14:00 Uhr"]),
            ("nein", &["Was soll ich ändern"]),
            ("den Namen", &["Auf welchen Namen?"]),
            (
                "Eva Müller",
                &["Name: Eva Müller", "Donnerstag, 26.11., 14:00 Uhr"],
            ),
            (
                "nein, 15 Uhr",
                &["Donnerstag, 26.11., 15:00 Uhr", "einverstanden"],
            ),
        ],
    );
}

#[test]
fn answers_that_do_not_fit_are_asked_for_again() {
    converse(
        &ENGINE,
        &[
            ("Termin für Achsvermessung, BMW 320d", &["Welcher Tag"]),
            ("hm", &["Nennen Sie mir bitte einen Tag"]),
            (
                "so bald wie möglich",
                &["Notiert: Montag, 23.11.", "Auf welchen Namen?"],
            ),
            ("12345", &["Auf welchen Namen?"]),
            ("Max Müller", &["Telefonnummer"]),
            ("keine ahnung", &["nicht als Telefonnummer"]),
            ("+49 171 1234567", &["Name: Max Müller", "+49 171 1234567"]),
            ("hmm", &["Soll ich die Anfrage so abschicken?"]),
        ],
    );
}

#[test]
fn english_and_turkish_visitors_book_in_their_language() {
    let reply = converse(
        &ENGINE,
        &[
            (
                "I would like to book an appointment for an oil change for my VW Polo",
                &["Which day"],
            ),
            ("next Tuesday at 10 am", &["Under which name?"]),
            ("John Smith", &["phone number or at which email"]),
            (
                "john@smith.example",
                &[
                    "Tuesday, 1 December, 10:00",
                    "This is a request, not a fixed booking",
                ],
            ),
        ],
    );
    assert_eq!(reply.language, Language::En);
    let reply = converse(
        &ENGINE,
        &[
            ("Yağ değişimi için randevu almak istiyorum", &["Hangi araç"]),
            ("Fiat Tipo", &["Hangi gün"]),
            ("perşembe saat 9:00", &["Hangi isimle?"]),
            ("Ayşe Yılmaz", &["telefon"]),
            ("0171 1234567", &["kesin bir randevu değildir"]),
        ],
    );
    assert_eq!(reply.language, Language::Tr);
}

#[test]
fn what_visitors_write_cannot_be_markup() {
    converse(
        &ENGINE,
        &[
            ("Termin bitte", &[]),
            ("**[klick](javascript:alert)** Auspuff", &["Fahrzeug"]),
            ("[Golf](https://x.example)", &["Welcher Tag"]),
            ("Dienstag 9 Uhr", &[]),
            ("Max Müller", &[]),
            ("0171 1234567", &["klick javascript:alert", "Auspuff"]),
        ],
    );
}

#[test]
fn follow_up_questions_keep_the_subject() {
    converse(
        &ENGINE,
        &[
            ("Was kostet ein Ölwechsel?", &["89,00 €"]),
            ("Und die kleine Inspektion?", &["149,00 €"]),
            ("Habt ihr Samstag offen?", &["9:00"]),
            ("Und am Sonntag?", &["geschlossen"]),
        ],
    );
    converse(
        &ENGINE,
        &[
            ("Macht ihr Achsvermessung?", &["Ja"]),
            ("was kostet das", &["89,00 €"]),
        ],
    );
}

#[test]
fn du_is_used_where_the_business_wants_it() {
    converse(
        &INFORMAL,
        &[
            ("Wo seid ihr?", &["Du findest uns hier"]),
            ("Danke", &["für dich"]),
        ],
    );
    assert!(INFORMAL.greeting(Language::De).text.contains("dir helfen"));
    assert!(ENGINE.greeting(Language::De).text.contains("Isarblick"));
    assert!(ENGINE.greeting(Language::En).text.starts_with("Hello"));
    assert_eq!(ENGINE.greeting(Language::En).suggestions.len(), 3);
}

#[test]
fn breakdowns_offer_one_tap_calls() {
    let reply = converse(
        &ENGINE,
        &[("Mein Auto springt nicht an", &["in Sicherheit"])],
    );
    let call = Action::Call {
        phone: "+491717654321".to_owned(),
        label: "Pannenhilfe anrufen".to_owned(),
    };
    assert!(reply.actions.contains(&call), "{:?}", reply.actions);
}

#[test]
fn unknown_questions_offer_people() {
    let reply = converse(
        &ENGINE,
        &[("Habt ihr einen Hubschrauberlandeplatz?", &["089 1234567"])],
    );
    assert!(reply.is_unanswered);
    assert!(reply.actions.contains(&Action::Handoff));
    assert!(!reply.suggestions.is_empty());
}

#[test]
fn sources_say_what_an_answer_rests_on() {
    let sources = |message| converse(&ENGINE, &[(message, &[])]).sources;
    assert_eq!(
        sources("Was kostet ein Ölwechsel?"),
        ["service:Ölwechsel mit Filter"]
    );
    assert_eq!(sources("Habt ihr Leihwagen?"), ["faq:ersatzwagen"]);
    assert_eq!(sources("Öffnungszeiten"), ["hours"]);
    assert_eq!(sources("Adresse"), ["profile"]);
}

#[test]
fn an_entry_gives_its_own_name_of_what_was_asked() {
    let mut knowledge = workshop();
    let entry = knowledge
        .entries
        .iter_mut()
        .find(|it| it.id == "ersatzwagen");
    entry.unwrap().intent = Some("courtesy_car".to_owned());
    let engine = Engine::new(knowledge);
    let own_intent = |message| converse(&engine, &[(message, &[])]).own_intent;
    assert_eq!(
        own_intent("Habt ihr Leihwagen?").as_deref(),
        Some("courtesy_car")
    );
    assert_eq!(own_intent("Was kostet ein Ölwechsel?"), None);
    // Of several questions the first one counts.
    assert_eq!(
        own_intent("Wann habt ihr offen? Und habt ihr Leihwagen?"),
        None
    );
}

#[test]
fn states_of_other_versions_can_be_read() {
    for json in [
        "{}",
        r#"{"last_intent":"no_longer_known","unknown":[1]}"#,
        r#"{"language":"en","appointment":{}}"#,
    ] {
        let state: DialogueState = serde_json::from_str(json).unwrap();
        let reply = ask(&ENGINE, "Was kostet ein Ölwechsel?", &state, now());
        assert!(reply.text.contains("89"), "{json}: {}", reply.text);
    }
}

#[test]
fn an_empty_profile_is_answered_honestly() {
    let mut knowledge = workshop();
    knowledge.services.clear();
    knowledge.entries.clear();
    let business = &mut knowledge.business;
    business.weekly_hours = Default::default();
    business.exceptions.clear();
    business.phone = None;
    business.emergency_phone = None;
    business.email = None;
    business.website = None;
    business.street = None;
    business.postal_code = None;
    business.city = None;
    business.directions = None;
    business.vehicle_brands.clear();
    business.payment_methods.clear();
    business.federal_state = None;
    let engine = Engine::new(knowledge);
    for message in [
        "Öffnungszeiten",
        "Was kostet ein Ölwechsel?",
        "Adresse",
        "Telefonnummer",
        "Nehmt ihr Karte?",
        "Repariert ihr BMW?",
        "Was bietet ihr an?",
    ] {
        let reply = ask(&engine, message, &DialogueState::default(), now());
        assert!(reply.is_unanswered, "{message}: {}", reply.text);
        assert!(!reply.text.is_empty());
    }
}

#[test]
fn equal_turns_get_equal_replies() {
    let state = DialogueState::default();
    let when = at("2026-11-24 09:00");
    for message in ["Hallo", "Was kostet TÜV?", "bla blubb"] {
        assert_eq!(
            ask(&ENGINE, message, &state, when),
            ask(&ENGINE, message, &state, when)
        );
    }
}

#[test]
fn a_week_is_no_day() {
    let message = "Habt ihr diese Woche noch was frei für TÜV?";
    converse(
        &ENGINE,
        &[(message, &["Notiert: Hauptuntersuchung", "Fahrzeug"])],
    );
}

#[test]
fn what_needs_a_talk_is_not_booked() {
    let mut knowledge = workshop();
    for service in &mut knowledge.services {
        service.bookable = service.name != "Achsvermessung";
    }
    let engine = Engine::new(knowledge);
    let reply = converse(
        &engine,
        &[("Termin für Achsvermessung", &["persönlich", "089 1234567"])],
    );
    assert_eq!(reply.state.appointment, None);
}

#[test]
fn a_request_that_was_sent_can_be_moved_and_taken_back() {
    let sent: &[(&str, &[&str])] = &[
        (
            "Termin für Ölwechsel am Freitag um 10 Uhr, Golf, ich heiße Eva Klein, 0171 1234567",
            &["Bitte kurz prüfen"],
        ),
        ("ja", &["Danke!"]),
    ];
    let mut turns = sent.to_vec();
    turns.push(("ja", &["liegt der Werkstatt schon vor"]));
    turns.push((
        "doch lieber am Dienstag um 9 Uhr",
        &["Gern ändere ich Ihre Anfrage", "Dienstag, 24.11., 9:00 Uhr"],
    ));
    turns.push(("ja", &["Danke!", "Dienstag, 24.11., 9:00 Uhr"]));
    let reply = converse(&ENGINE, &turns);
    assert!(reply.withdraws_booking);
    assert_eq!(reply.intent, Intent::AppointmentChange);
    assert_eq!(reply.booking.expect("is sent").time, 540);

    let mut turns = sent.to_vec();
    turns.push(("ich muss den Termin leider absagen", &["zurückgenommen"]));
    let reply = converse(&ENGINE, &turns);
    assert!(reply.withdraws_booking && reply.booking.is_none());
    assert_eq!(reply.intent, Intent::AppointmentCancel);
    assert_eq!(reply.state.booked, None);
}

#[test]
fn what_is_taken_is_not_offered() {
    let slot = |text| at(text);
    let availability = Availability {
        slot_minutes: 60,
        capacity: 1,
        lead_minutes: 24 * 60,
        taken: [(slot("2026-11-26 09:00"), 1)].into(),
    };
    let mut state = DialogueState::default();
    for (message, expected) in [
        ("Termin für Ölwechsel, Golf", "Welcher Tag"),
        // The lead time is a day.
        ("heute", "Heute ist leider schon alles vergeben"),
        (
            "Donnerstag um 9:30 Uhr",
            "Am Donnerstag um 9:30 Uhr ist leider schon alles vergeben.",
        ),
        ("10 Uhr", "Auf welchen Namen?"),
    ] {
        let reply = ENGINE.reply(&Turn {
            message,
            state: &state,
            now: now(),
            locale: None,
            availability: Some(&availability),
            seed: 0,
        });
        assert!(reply.text.contains(expected), "{message:?}: {}", reply.text);
        assert!(
            !reply.suggestions.iter().any(|it| it.starts_with("9:")),
            "{:?}",
            reply.suggestions
        );
        state = reply.state;
    }
}

#[test]
fn a_call_back_needs_a_number() {
    let reply = converse(
        &ENGINE,
        &[
            ("Bitte rufen Sie mich zurück", &["Unter welcher Nummer"]),
            ("12 34", &["Vorwahl"]),
            ("Was kostet ein Ölwechsel?", &["89,00"]),
            (
                "ich heiße Anna Berg, 0171 2345678, gern nach 16 Uhr",
                &["**0171 2345678**"],
            ),
        ],
    );
    assert_eq!(reply.intent, Intent::HumanHandoff);
    let callback = reply.callback.expect("is passed on");
    assert_eq!(callback.phone, "0171 2345678");
    assert_eq!(callback.name.as_deref(), Some("Anna Berg"));
    assert!(callback.wish.contains("nach 16 Uhr"));
    assert!(!reply.state.awaits_callback_number);
}

#[test]
fn a_call_back_with_its_number_is_noted_at_once() {
    let reply = converse(
        &ENGINE,
        &[(
            "call me back please on +49 171 2345678",
            &["**+49 171 2345678**"],
        )],
    );
    assert!(reply.callback.is_some());
    let reply = converse(
        &ENGINE,
        &[
            ("Ruft mich bitte an", &["Nummer"]),
            ("doch nicht, abbrechen", &["ohne Rückruf"]),
        ],
    );
    assert!(reply.callback.is_none());
    assert!(!reply.state.awaits_callback_number);
}
