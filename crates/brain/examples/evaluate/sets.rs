//! Labelled sets as they are published.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// Names that published sets have for texts without a label.
const OUT_OF_SCOPE: [&str; 3] = ["oos", "out_of_scope", ""];

/// A labelled set in its parts.
#[derive(Debug, Default)]
pub struct Set {
    /// To learn from.
    pub train: Part,
    /// To choose thresholds on.
    pub validation: Part,
    /// To measure with.
    pub test: Part,
}

/// Texts with their labels; none for texts out of scope.
#[derive(Debug, Default)]
pub struct Part {
    /// The texts.
    pub rows: Vec<(String, Option<String>)>,
}

impl Set {
    /// Reads the JSON of CLINC150.
    pub fn read_clinc(path: &Path) -> Result<Self> {
        let text = read(path)?;
        let mut parts: BTreeMap<String, Vec<(String, String)>> =
            serde_json::from_str(&text).with_context(|| format!("reading {}", path.display()))?;
        let mut part = |names: [&str; 2]| {
            let rows = names
                .into_iter()
                .filter_map(|it| parts.remove(it))
                .flatten();
            Part {
                rows: rows.map(|(text, label)| labelled(text, label)).collect(),
            }
        };
        Ok(Self {
            train: part(["train", "oos_train"]),
            validation: part(["val", "oos_val"]),
            test: part(["test", "oos_test"]),
        })
    }

    /// The labels of the training part, sorted.
    pub fn labels(&self) -> Vec<String> {
        let labels = self.train.rows.iter().filter_map(|it| it.1.clone());
        labels.collect::<BTreeSet<_>>().into_iter().collect()
    }
}

impl Part {
    /// Reads CSV with the columns `text` and `category`.
    pub fn read_csv(path: &Path) -> Result<Self> {
        #[derive(Deserialize)]
        struct Row {
            text: String,
            category: String,
        }
        let mut reader =
            csv::Reader::from_path(path).with_context(|| format!("opening {}", path.display()))?;
        let rows = reader.deserialize().map(|row| {
            let Row { text, category } = row?;
            Ok(labelled(text, category))
        });
        let rows: csv::Result<_> = rows.collect();
        let rows = rows.with_context(|| format!("reading {}", path.display()))?;
        Ok(Self { rows })
    }

    /// Reads lines of JSON with `text` and `intent`.
    pub fn read_jsonl(path: &Path) -> Result<Self> {
        #[derive(Deserialize)]
        struct Row {
            text: String,
            #[serde(default)]
            intent: Option<String>,
        }
        let text = read(path)?;
        let lines = text
            .lines()
            .enumerate()
            .filter(|(_, it)| !it.trim().is_empty());
        let rows = lines.map(|(number, line)| {
            let Row { text, intent } = serde_json::from_str(line)
                .with_context(|| format!("{}:{}", path.display(), number + 1))?;
            Ok(labelled(text, intent.unwrap_or_default()))
        });
        Ok(Self {
            rows: rows.collect::<Result<_>>()?,
        })
    }

    /// Whether it holds no text.
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Keeps `count` texts of each label, drawn at random.
    pub fn limit(&mut self, count: usize, seed: u64) {
        fastrand::Rng::with_seed(seed).shuffle(&mut self.rows);
        let mut kept: BTreeMap<Option<String>, usize> = BTreeMap::new();
        self.rows.retain(|(_, label)| {
            let kept = kept.entry(label.clone()).or_default();
            *kept += 1;
            *kept <= count
        });
    }

    /// Gives a share of the words of three letters and more one error each: two letters swapped,
    /// one left out, doubled or wrong.
    pub fn add_typos(&mut self, share: f64, seed: u64) {
        let mut random = fastrand::Rng::with_seed(seed);
        for (text, _) in &mut self.rows {
            let words = text.split(' ').map(|word| {
                let letters: Vec<char> = word.chars().collect();
                if letters.len() >= 3 && random.f64() < share {
                    misspelt(letters, &mut random)
                } else {
                    word.to_owned()
                }
            });
            *text = words.collect::<Vec<_>>().join(" ");
        }
    }
}

fn misspelt(mut letters: Vec<char>, random: &mut fastrand::Rng) -> String {
    let at = random.usize(..letters.len() - 1);
    match random.u8(..4) {
        0 => letters.swap(at, at + 1),
        1 => {
            letters.remove(at);
        }
        2 => letters.insert(at, letters[at]),
        _ => letters[at] = random.lowercase(),
    }
    letters.into_iter().collect()
}

fn labelled(text: String, label: String) -> (String, Option<String>) {
    let is_out = OUT_OF_SCOPE.contains(&label.as_str());
    (text, (!is_out).then_some(label))
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("opening {}", path.display()))
}
