//! The shipped phrasings: what visitors write, by what they want. See `data/README.md`.

use crate::{Intent, Language};

/// What a phrasing asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// One of the engine's intents.
    Intent(Intent),
    /// A wish close to the trade that the engine cannot fulfil, by its file name.
    Unsupported(&'static str),
    /// Nothing the engine is about.
    Other,
}

/// What a visitor wrote.
#[derive(Clone, Copy, Debug)]
pub struct Phrasing {
    /// The text.
    pub text: &'static str,
    /// Its language.
    pub language: Language,
    /// What it asks for.
    pub topic: Topic,
    /// What it is about within its topic, where that is a matter many businesses are asked about:
    /// `key_drop`.
    pub matter: Option<&'static str>,
}

macro_rules! files {
    ($folder:literal: $($name:ident)*) => {
        [$((
            stringify!($name),
            include_str!(concat!("../data/phrasings/", $folder, stringify!($name), ".txt")),
        ),)*]
    };
}

const OFF_TOPIC: &str = include_str!("../data/phrasings/off_topic.txt");

/// Every shipped phrasing, in the order of the files.
pub fn shipped() -> Vec<Phrasing> {
    let intents = files!("":
        opening_hours price appointment_book appointment_change appointment_cancel service_offer
        breakdown_emergency location contact payment warranty loan_car tyre_change tyre_storage
        inspection_hu_au parts accident_damage status_of_repair vehicle_sale financing test_drive
        job_application greeting thanks goodbye human_handoff complaint privacy_gdpr
    );
    let unsupported = files!("unsupported/":
        car_insurance car_rental delivery_and_shopping diy_repair driving_school fuel_station
        navigation_tech other_trades public_transport traffic_and_fines vehicle_knowledge
        vehicle_registration
    );
    let mut phrasings = Vec::with_capacity(12_000);
    for (name, file) in intents {
        let intent = Intent::ALL.iter().find(|it| it.as_str() == name);
        let intent = intent.expect("files are named after intents");
        read(file, Topic::Intent(*intent), &mut phrasings);
    }
    for (name, file) in unsupported {
        read(file, Topic::Unsupported(name), &mut phrasings);
    }
    read(OFF_TOPIC, Topic::Other, &mut phrasings);
    phrasings
}

fn read(file: &'static str, topic: Topic, phrasings: &mut Vec<Phrasing>) {
    let mut language = Language::De;
    let mut matter = None;
    for line in crate::lexicon::data_lines(file) {
        if let Some((of, about)) = heading(line) {
            (language, matter) = (of, about);
        } else {
            phrasings.push(Phrasing {
                text: line,
                language,
                topic,
                matter,
            });
        }
    }
}

/// `[de]` or `[de key_drop]`.
fn heading(line: &'static str) -> Option<(Language, Option<&'static str>)> {
    let heading = line.strip_prefix('[')?.strip_suffix(']')?;
    let (code, matter) = match heading.split_once(' ') {
        Some((code, matter)) => (code, Some(matter)),
        None => (heading, None),
    };
    let language = Language::ALL.into_iter().find(|it| it.code() == code)?;
    Some((language, matter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, HashSet};

    #[test]
    fn every_intent_has_its_share_of_phrasings() {
        let mut counts: BTreeMap<(Intent, usize), usize> = BTreeMap::new();
        for phrasing in shipped() {
            if let Topic::Intent(intent) = phrasing.topic {
                *counts
                    .entry((intent, phrasing.language.index()))
                    .or_default() += 1;
            }
        }
        for intent in Intent::ALL.iter().filter(|it| **it != Intent::OutOfScope) {
            for (language, least) in [150, 60, 30].into_iter().enumerate() {
                let count = counts
                    .get(&(*intent, language))
                    .copied()
                    .unwrap_or_default();
                assert!(count >= least, "{intent:?} {language}: {count}");
            }
        }
    }

    #[test]
    fn no_phrasing_is_given_two_topics() {
        let mut seen = HashSet::new();
        let mut twice = Vec::new();
        for phrasing in shipped() {
            let words: Vec<String> = crate::lexicon::words_of(phrasing.text).collect();
            assert!(!phrasing.text.starts_with('['), "{}", phrasing.text);
            if !seen.insert(words) {
                twice.push((phrasing.topic, phrasing.text));
            }
        }
        assert!(twice.is_empty(), "{twice:?}");
    }
}
