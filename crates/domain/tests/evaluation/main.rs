//! The demo business is asked what customers ask, in words the engine was not trained on.
//!
//! `cargo test -p domain --test evaluation -- --nocapture` lists what went wrong.

use brain::{DialogueState, Engine, Intent, Language, Reply, Turn};
use chrono::NaiveDateTime;
use serde::Deserialize;
use std::{collections::BTreeMap, sync::LazyLock};

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let profile = domain::demo::profile().expect("the demo profile");
    domain::chat::engine_of(&profile)
});

/// Wednesday, 25 November 2026, a quarter past ten.
fn now() -> NaiveDateTime {
    "2026-11-25T10:15:00".parse().expect("a time")
}

fn ask(message: &str, language: Language, state: &DialogueState) -> Reply {
    ENGINE.reply(&Turn {
        message,
        state,
        now: now(),
        locale: Some(language),
        availability: None,
        seed: 0,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    text: String,
    language: Language,
    intent: String,
    /// Other intents that are right as well.
    #[serde(default)]
    also: Vec<String>,
    /// Texts the reply must hold; alternatives are separated by `|`.
    #[serde(default)]
    expect: Vec<String>,
    /// Texts the reply must not hold.
    #[serde(default)]
    forbid: Vec<String>,
}

/// Right answers of all.
#[derive(Default)]
struct Share(u32, u32);

impl Share {
    fn count(&mut self, is_right: bool) {
        self.0 += u32::from(is_right);
        self.1 += 1;
    }

    fn percent(&self) -> f64 {
        100.0 * f64::from(self.0) / f64::from(self.1.max(1))
    }
}

#[test]
fn questions_are_understood_and_answered() {
    let mut intents: BTreeMap<Language, Share> = BTreeMap::new();
    let mut answers = Share::default();
    let mut refused = Share::default();
    let mut falsely_refused = Share::default();
    let mut forbidden = 0;
    for question in lines::<Question>(include_str!("questions.jsonl")) {
        let reply = ask(&question.text, question.language, &DialogueState::default());
        let intent = reply.intent.as_str();
        let is_meant = intent == question.intent || question.also.iter().any(|it| it == intent);
        let text = reply.text.to_lowercase();
        let holds = |part: &String| {
            let mut alternatives = part.split('|');
            alternatives.any(|it| text.contains(&it.to_lowercase()))
        };
        let missing: Vec<_> = question.expect.iter().filter(|it| !holds(it)).collect();
        let wrong: Vec<_> = question.forbid.iter().filter(|it| holds(it)).collect();
        intents
            .entry(question.language)
            .or_default()
            .count(is_meant);
        if question.intent == "out_of_scope" {
            refused.count(reply.intent == Intent::OutOfScope || reply.is_unanswered);
        } else {
            let is_refused = reply.intent == Intent::OutOfScope;
            falsely_refused.count(is_refused && !question.also.iter().any(|it| it == intent));
            if !question.expect.is_empty() {
                answers.count(missing.is_empty());
            }
        }
        forbidden += u32::from(!wrong.is_empty());
        if !is_meant || !missing.is_empty() || !wrong.is_empty() {
            println!(
                "{:16} {:16} {}\n    missing {missing:?} forbidden {wrong:?}\n    {}",
                question.intent,
                intent,
                question.text,
                reply.text.replace('\n', " / ")
            );
        }
    }
    for (language, share) in &intents {
        println!(
            "intents {language:?}: {}/{} {:.1} %",
            share.0,
            share.1,
            share.percent()
        );
    }
    println!(
        "answers: {}/{} {:.1} %",
        answers.0,
        answers.1,
        answers.percent()
    );
    println!(
        "out of scope: {}/{} {:.1} %",
        refused.0,
        refused.1,
        refused.percent()
    );
    println!(
        "falsely refused: {}/{} {:.1} %",
        falsely_refused.0,
        falsely_refused.1,
        falsely_refused.percent()
    );
    println!("forbidden: {forbidden}");
}

fn lines<T: for<'a> Deserialize<'a>>(file: &str) -> Vec<T> {
    let lines = file.lines().enumerate();
    let read = |(number, line)| {
        serde_json::from_str(line).unwrap_or_else(|error| panic!("line {}: {error}", number + 1))
    };
    lines.map(read).collect()
}
