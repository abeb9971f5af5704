use crate::fixture::{ENGINE, ask, now, workshop};
use brain::{DialogueState, Engine, KnowledgeEntry, Language};

/// A small deterministic generator (SplitMix64).
struct Generator(u64);

impl Generator {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap()
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

const PIECES: [&str; 56] = [
    "Was kostet",
    "ein Ölwechsel",
    "und",
    ",",
    "habt ihr",
    "am Samstag",
    "24.12.",
    "99.99.9999",
    "um 25:61",
    "31.2.",
    "halb",
    "viertel vor",
    "0",
    "1",
    "in 9999 Wochen",
    "in 52 Wochen",
    "-",
    ".",
    "..",
    "?",
    "!",
    "\n",
    "\t",
    "\u{0}",
    "İ",
    "ß",
    "ẞ",
    "ﬃ",
    "e\u{301}",
    "\u{301}\u{301}\u{301}",
    "👩‍👩‍👧‍👦",
    "🚗",
    "العربية",
    "עברית",
    "\u{202e}",
    "中文",
    "日本語",
    "termin",
    "abbrechen",
    "max@muster.example",
    "+49 171 1234567",
    "@",
    "((((",
    "[x](y)",
    "**",
    "{service}",
    "{",
    "}",
    "ich heiße",
    "open tomorrow",
    "yarın",
    "2026-12-24",
    "12:",
    ":30",
    "am",
    "ǅ",
];

#[test]
fn no_message_makes_it_panic() {
    let mut generator = Generator(42);
    let mut state = DialogueState::default();
    for round in 0..1500 {
        let mut message = String::new();
        for _ in 0..generator.below(14) {
            if generator.below(4) == 0 {
                let code = u32::try_from(generator.below(0x11_0000)).unwrap();
                message.extend(char::from_u32(code));
            } else {
                message.push_str(generator.pick(&PIECES));
            }
            if generator.below(3) > 0 {
                message.push(' ');
            }
        }
        let reply = ask(&ENGINE, &message, &state, now());
        assert!(!reply.text.is_empty(), "round {round}: {message:?}");
        assert!(
            (0.0..=1.0).contains(&reply.confidence),
            "round {round}: {}",
            reply.confidence
        );
        state = if generator.below(5) == 0 {
            DialogueState::default()
        } else {
            reply.state
        };
    }
}

#[test]
fn floods_are_cut() {
    for flood in [
        "\u{301}",
        "a",
        "ä",
        "?",
        ".",
        "und ",
        ", ",
        "Ölwechsel ",
        "xyzabc ",
        "1",
        "24.12. ",
        "🚗",
        "ﷺ",
    ] {
        let message = flood.repeat(100_000);
        let reply = ask(&ENGINE, &message, &DialogueState::default(), now());
        assert!(reply.text.len() < 20_000, "{flood:?}");
    }
}

#[test]
fn any_state_can_be_gone_on_with() {
    let states = [
        r#"{"appointment":{"repeated":255}}"#,
        r#"{"appointment":{"service":"x","wished_time":"y","name":"z","phone":"1"}}"#,
        r#"{"appointment":{"time":65535,"date":"2026-12-24"}}"#,
        r#"{"last_service":"gibt es nicht mehr","last_intent":"price"}"#,
    ];
    for json in states {
        let state: DialogueState = serde_json::from_str(json).unwrap();
        for message in [
            "Hallo",
            "was kostet das",
            "Dienstag",
            "abbrechen",
            "um 9 Uhr",
        ] {
            assert!(
                !ask(&ENGINE, message, &state, now()).text.is_empty(),
                "{json} {message}"
            );
        }
    }
}

#[test]
fn dates_at_the_end_of_the_calendar_are_no_danger() {
    for now in [chrono::NaiveDateTime::MAX, chrono::NaiveDateTime::MIN] {
        for message in [
            "Habt ihr morgen offen?",
            "am Wochenende",
            "Ostern",
            "Öffnungszeiten",
            "Termin am Montag",
            "offen?",
        ] {
            assert!(
                !ask(&ENGINE, message, &DialogueState::default(), now)
                    .text
                    .is_empty()
            );
        }
    }
}

#[test]
fn odd_knowledge_is_no_danger() {
    let mut knowledge = workshop();
    for (number, text) in ["", "???", "\u{301}", "🚗", &"x".repeat(10_000)]
        .into_iter()
        .enumerate()
    {
        knowledge.services[number].name = text.to_owned();
        knowledge.entries.push(KnowledgeEntry {
            id: number.to_string(),
            question: text.to_owned(),
            variants: vec![text.to_owned()],
            answer: text.to_owned(),
            language: Language::De,
            intent: None,
        });
    }
    let engine = Engine::new(knowledge);
    for message in [
        "Was kostet ein Ölwechsel?",
        "???",
        "Was bietet ihr an?",
        "🚗 x",
    ] {
        assert!(
            !ask(&engine, message, &DialogueState::default(), now())
                .text
                .is_empty()
        );
    }
}
