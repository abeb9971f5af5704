//! A workshop in Munich to ask questions of, and the function that asks.

use brain::{
    Business, DialogueState, Engine, Exception, FederalState, Formality, Intent, Interval,
    Knowledge, KnowledgeEntry, Language, PaymentMethod, Price, Reply, Service, ServiceTexts, Turn,
};
use chrono::{NaiveDate, NaiveDateTime};
use std::{collections::BTreeMap, sync::LazyLock};

pub static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(workshop()));
/// The same workshop, addressing visitors with du.
pub static INFORMAL: LazyLock<Engine> = LazyLock::new(|| {
    let mut knowledge = workshop();
    knowledge.business.formality = Formality::Informal;
    Engine::new(knowledge)
});

fn interval(open: (u16, u16), close: (u16, u16)) -> Interval {
    Interval {
        open: open.0 * 60 + open.1,
        close: close.0 * 60 + close.1,
    }
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub fn at(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

/// Monday, 23 November 2026, ten in the morning.
pub fn now() -> NaiveDateTime {
    at("2026-11-23 10:00")
}

pub fn workshop() -> Knowledge {
    Knowledge {
        business: business(),
        services: services(),
        entries: entries(),
    }
}

fn business() -> Business {
    let workday = vec![interval((8, 0), (12, 0)), interval((13, 0), (17, 30))];
    let friday = vec![interval((8, 0), (15, 0))];
    let saturday = vec![interval((9, 0), (13, 0))];
    Business {
        name: "Kfz-Meisterbetrieb Isarblick".to_owned(),
        description: None,
        phone: Some("089 1234567".to_owned()),
        emergency_phone: Some("+49 171 7654321".to_owned()),
        email: Some("info@isarblick.example".to_owned()),
        website: Some("https://isarblick.example".to_owned()),
        representative: Some("Maria Beispiel, Inhaberin".to_owned()),
        street: Some("Auenstraße 12".to_owned()),
        postal_code: Some("80469".to_owned()),
        city: Some("München".to_owned()),
        directions: Some("Kundenparkplätze sind im Hof, die U-Bahn-Station Fraunhoferstraße ist fünf Minuten entfernt.".to_owned()),
        languages: vec![Language::De, Language::En, Language::Tr],
        default_language: Language::De,
        formality: Formality::Formal,
        weekly_hours: [
            workday.clone(),
            workday.clone(),
            workday.clone(),
            workday,
            friday,
            saturday,
            vec![],
        ],
        exceptions: vec![
            Exception {
                from: date(2026, 12, 24),
                to: date(2026, 12, 24),
                label: "Heiligabend".to_owned(),
                intervals: vec![interval((8, 0), (11, 0))],
            },
            Exception {
                from: date(2026, 12, 27),
                to: date(2027, 1, 3),
                label: "Betriebsferien".to_owned(),
                intervals: vec![],
            },
        ],
        federal_state: Some(FederalState::BY),
        vehicle_brands: ["Volkswagen", "Audi", "BMW", "Škoda", "Mercedes-Benz"]
            .map(str::to_owned)
            .to_vec(),
        payment_methods: vec![
            PaymentMethod::Cash,
            PaymentMethod::Girocard,
            PaymentMethod::CreditCard,
            PaymentMethod::Invoice,
        ],
    }
}

struct Row(
    &'static str,
    &'static str,
    Price,
    Option<&'static str>,
    Option<u32>,
    &'static str,
);

fn services() -> Vec<Service> {
    let fixed = |cents| Price::Fixed { cents };
    let from = |cents| Price::From { cents };
    [
        Row(
            "Ölwechsel mit Filter",
            "Oil change with filter",
            from(8_900),
            None,
            Some(45),
            "Wartung",
        ),
        Row(
            "Kleine Inspektion",
            "Minor service",
            fixed(14_900),
            None,
            Some(90),
            "Wartung",
        ),
        Row(
            "Große Inspektion",
            "Major service",
            from(29_900),
            None,
            Some(180),
            "Wartung",
        ),
        Row(
            "Hauptuntersuchung (HU) mit AU",
            "MOT (HU) with emissions test",
            fixed(15_500),
            None,
            Some(60),
            "Prüfung",
        ),
        Row(
            "Räderwechsel",
            "Wheel change",
            fixed(2_900),
            Some("Kleinwagen"),
            Some(30),
            "Reifen",
        ),
        Row(
            "Räderwechsel",
            "Wheel change",
            fixed(3_900),
            Some("SUV"),
            Some(30),
            "Reifen",
        ),
        Row(
            "Reifenmontage mit Wuchten",
            "Tyre fitting with balancing",
            fixed(7_900),
            None,
            Some(60),
            "Reifen",
        ),
        Row(
            "Reifeneinlagerung pro Saison",
            "Tyre storage per season",
            fixed(4_900),
            None,
            None,
            "Reifen",
        ),
        Row(
            "Klimaservice",
            "Air conditioning service",
            Price::Range {
                from_cents: 8_900,
                to_cents: 12_900,
            },
            None,
            Some(60),
            "Klima",
        ),
        Row(
            "Bremsbeläge vorne erneuern",
            "Replace front brake pads",
            from(17_900),
            None,
            Some(90),
            "Bremsen",
        ),
        Row(
            "Fehlerspeicher auslesen",
            "Read fault codes",
            fixed(3_500),
            None,
            Some(20),
            "Elektrik",
        ),
        Row(
            "Achsvermessung",
            "Wheel alignment",
            fixed(8_900),
            None,
            Some(60),
            "Fahrwerk",
        ),
        Row(
            "Zahnriemenwechsel",
            "Timing belt replacement",
            Price::OnRequest,
            None,
            None,
            "Motor",
        ),
        Row(
            "Steinschlagreparatur",
            "Stone chip repair",
            fixed(9_500),
            None,
            Some(45),
            "Glas",
        ),
    ]
    .into_iter()
    .map(
        |Row(name, english, price, class, minutes, category)| Service {
            name: name.to_owned(),
            description: None,
            translations: BTreeMap::from([(
                Language::En,
                ServiceTexts {
                    name: english.to_owned(),
                    description: None,
                },
            )]),
            category: category.to_owned(),
            price,
            vehicle_class: class.map(str::to_owned),
            duration_minutes: minutes,
            bookable: true,
        },
    )
    .collect()
}

fn entries() -> Vec<KnowledgeEntry> {
    use Language::{De, En};

    let entry =
        |id: &str, question: &str, variants: &[&str], answer: &str, language| KnowledgeEntry {
            id: id.to_owned(),
            question: question.to_owned(),
            variants: variants.iter().map(|it| (*it).to_owned()).collect(),
            answer: answer.to_owned(),
            language,
            intent: None,
        };
    vec![
        entry(
            "ersatzwagen",
            "Bekomme ich einen Ersatzwagen?",
            &["Habt ihr Leihwagen?"],
            "Ja, einen Ersatzwagen gibt es für 25 € am Tag.",
            De,
        ),
        entry(
            "loancar",
            "Do you have a courtesy car?",
            &[],
            "Yes, a courtesy car costs €25 a day.",
            En,
        ),
        entry(
            "warten",
            "Kann ich während der Reparatur warten?",
            &["Gibt es einen Wartebereich?"],
            "Ja, im Wartebereich gibt es Kaffee und WLAN.",
            De,
        ),
        entry(
            "teile",
            "Kann ich eigene Ersatzteile mitbringen?",
            &["Baut ihr mitgebrachte Teile ein?"],
            "Mitgebrachte Teile bauen wir leider nicht ein.",
            De,
        ),
        entry(
            "garantie",
            "Wie lange habe ich Garantie auf Reparaturen?",
            &[],
            "Auf unsere Arbeit geben wir zwei Jahre Gewährleistung.",
            De,
        ),
        entry(
            "schluessel",
            "Kann ich mein Auto außerhalb der Öffnungszeiten abgeben?",
            &["Gibt es einen Schlüsseltresor?"],
            "Ja, neben dem Tor ist ein Schlüsseltresor.",
            De,
        ),
        entry(
            "elektro",
            "Repariert ihr auch Elektroautos?",
            &["Wartung von E-Autos"],
            "Ja, wir sind für Hochvolt-Fahrzeuge geschult.",
            De,
        ),
        entry(
            "oel",
            "Welches Öl verwendet ihr?",
            &[],
            "Wir verwenden Öl nach Freigabe des Herstellers.",
            De,
        ),
        entry(
            "unfall",
            "Wickelt ihr Unfallschäden mit der Versicherung ab?",
            &[],
            "Ja, wir übernehmen die Abwicklung mit der Versicherung.",
            De,
        ),
    ]
}

pub fn ask(engine: &Engine, message: &str, state: &DialogueState, now: NaiveDateTime) -> Reply {
    engine.reply(&Turn {
        message,
        state,
        now,
        locale: None,
        availability: None,
        seed: 0,
    })
}

/// A question, the intent it must have, and what the answer must hold: `!` before a text means it
/// must not be there.
pub type Case = (&'static str, Intent, &'static [&'static str]);

/// Asks every question in a fresh conversation and reports all that went wrong together.
#[track_caller]
pub fn check_at(now: NaiveDateTime, language: Language, cases: &[Case]) {
    let mut wrong = Vec::new();
    for (message, intent, expected) in cases {
        let reply = ask(&ENGINE, message, &DialogueState::default(), now);
        let mut faults: Vec<String> = expected
            .iter()
            .filter(|it| match it.strip_prefix('!') {
                Some(absent) => reply.text.contains(absent),
                None => !reply.text.contains(**it),
            })
            .map(|it| format!("expected {it:?}"))
            .collect();
        if reply.intent != *intent {
            faults.push(format!("expected {intent:?}, found {:?}", reply.intent));
        }
        if reply.language != language {
            faults.push(format!("answered in {:?}", reply.language));
        }
        let knows_not = *intent == Intent::OutOfScope;
        if knows_not && !reply.is_unanswered {
            faults.push("counts as answered".to_owned());
        }
        if !faults.is_empty() {
            wrong.push(format!(
                "{message:?}: {}\n    {:?}",
                faults.join(", "),
                reply.text
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} wrong:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

/// [`check_at`] on [`now`].
#[track_caller]
pub fn check(language: Language, cases: &[Case]) {
    check_at(now(), language, cases);
}
