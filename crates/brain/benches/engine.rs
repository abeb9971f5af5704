//! How long the engine takes: `cargo bench -p brain`.

use brain::{
    Business, DialogueState, Engine, Formality, Interval, Knowledge, KnowledgeEntry, Language,
    PaymentMethod, Price, Service, Turn,
};
use chrono::NaiveDate;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use std::{collections::BTreeMap, hint::black_box};

const QUESTIONS: [&str; 8] = [
    "was kostet ein ölwechsel bei euch",
    "Habt ihr am Samstag offen?",
    "hallo, ich wollte mal fragen ob ihr auch klimaanlagen macht und was das so kostet bei nem golf",
    "brauche nen termin für tüv nächste woche dienstag vormittag",
    "kann ich mit karte zahlen",
    "mein auto springt nicht an was soll ich tun",
    "wie wird das wetter morgen",
    "gibt es bei ihnen einen leihwagen wärend der reperatur",
];

const SUBJECTS: [&str; 25] = [
    "Ölwechsel",
    "Bremsen",
    "Auspuff",
    "Klimaanlage",
    "Batterie",
    "Zahnriemen",
    "Kupplung",
    "Getriebe",
    "Scheinwerfer",
    "Windschutzscheibe",
    "Anhängerkupplung",
    "Standheizung",
    "Stoßdämpfer",
    "Lichtmaschine",
    "Anlasser",
    "Kühler",
    "Wasserpumpe",
    "Radlager",
    "Turbolader",
    "Partikelfilter",
    "Dachbox",
    "Kindersitz",
    "Navigationsgerät",
    "Leihwagen",
    "Abholservice",
];
const ASPECTS: [&str; 20] = [
    "Wie lange dauert die Arbeit an",
    "Welche Garantie gibt es auf",
    "Kann ich warten bei",
    "Brauche ich einen Termin für",
    "Was muss ich mitbringen für",
    "Wer haftet bei Schäden an",
    "Gibt es Rabatt auf",
    "Welche Marken führen Sie für",
    "Wie oft erneuert man",
    "Woran merke ich Mängel an",
    "Entsorgen Sie alte Teile von",
    "Liefern Sie Ersatzteile für",
    "Arbeiten Sie mit Versicherungen bei",
    "Gibt es Festpreise für",
    "Wie bestelle ich",
    "Prüfen Sie kostenlos",
    "Kann ich online zahlen für",
    "Wann ist Saison für",
    "Gibt es Zubehör zu",
    "Beraten Sie telefonisch zu",
];

fn knowledge(entries: usize) -> Knowledge {
    let day = vec![
        Interval {
            open: 480,
            close: 720,
        },
        Interval {
            open: 780,
            close: 1080,
        },
    ];
    Knowledge {
        business: Business {
            representative: None,
            name: "Kfz Muster".into(),
            description: None,
            phone: Some("089 123456".into()),
            emergency_phone: None,
            email: Some("info@muster.example".into()),
            website: None,
            street: Some("Hauptstraße 1".into()),
            postal_code: Some("80331".into()),
            city: Some("München".into()),
            directions: None,
            languages: vec![Language::De, Language::En],
            default_language: Language::De,
            formality: Formality::Formal,
            weekly_hours: [
                day.clone(),
                day.clone(),
                day.clone(),
                day.clone(),
                day,
                vec![],
                vec![],
            ],
            exceptions: vec![],
            federal_state: None,
            vehicle_brands: vec!["Volkswagen".into()],
            payment_methods: vec![PaymentMethod::Cash, PaymentMethod::Girocard],
        },
        services: SUBJECTS
            .iter()
            .map(|name| Service {
                name: (*name).into(),
                description: None,
                translations: BTreeMap::new(),
                category: "Werkstatt".into(),
                price: Price::From { cents: 8_900 },
                vehicle_class: None,
                duration_minutes: Some(60),
                bookable: true,
            })
            .collect(),
        entries: (0..entries).map(entry).collect(),
    }
}

fn entry(number: usize) -> KnowledgeEntry {
    let subject = SUBJECTS[number % SUBJECTS.len()];
    let aspect = ASPECTS[number / SUBJECTS.len() % ASPECTS.len()];
    let round = number / (SUBJECTS.len() * ASPECTS.len());
    KnowledgeEntry {
        id: number.to_string(),
        question: format!("{aspect} {subject}?"),
        variants: vec![format!("{subject} Frage {round} {aspect}")],
        answer: format!("Das steht in Absatz {number} unserer Hinweise."),
        language: Language::De,
        intent: None,
    }
}

fn turns(criterion: &mut Criterion) {
    let now = NaiveDate::from_ymd_opt(2026, 11, 25)
        .and_then(|it| it.and_hms_opt(10, 15, 0))
        .expect("a day");
    let state = DialogueState::default();
    for entries in [50, 500, 10_000] {
        let engine = Engine::new(knowledge(entries));
        let mut questions = QUESTIONS.iter().cycle();
        criterion.bench_function(&format!("turn, {entries} entries"), |bencher| {
            bencher.iter(|| {
                engine.reply(black_box(&Turn {
                    message: questions.next().expect("endless"),
                    state: &state,
                    now,
                    locale: None,
                    availability: None,
                    seed: 1,
                }))
            });
        });
    }
}

fn building(criterion: &mut Criterion) {
    criterion.bench_function("engine of 500 entries", |bencher| {
        bencher.iter_batched(|| knowledge(500), Engine::new, BatchSize::SmallInput);
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(40);
    targets = turns, building
}
criterion_main!(benches);
