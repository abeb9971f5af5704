//! Measures the classifier on a labelled set and prints one JSON object.
//!
//! ```text
//! cargo run --release -p brain --example evaluate -- --format clinc data_full.json
//! cargo run --release -p brain --example evaluate -- --format csv --train train.csv --test test.csv
//! cargo run --release -p brain --example evaluate -- --format jsonl --train a.jsonl --test b.jsonl
//! ```
//!
//! Without a test part, the validation part is measured, and thresholds are chosen on every fifth
//! training text. `docs/brain.md` explains the figures.

mod metrics;
mod sets;

use anyhow::{Context, Result, bail};
use brain::classifier::{Classification, Classifier, Example, Words};
use clap::{Parser, ValueEnum};
use sets::{Part, Set};
use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

/// Measures the classifier on a labelled set.
#[derive(Parser)]
struct Options {
    /// How the set is written.
    #[arg(long, value_enum)]
    format: Format,
    /// A file with all parts, as `clinc` has it.
    file: Option<PathBuf>,
    /// Training texts (csv, jsonl).
    #[arg(long)]
    train: Option<PathBuf>,
    /// Texts to choose thresholds on (csv, jsonl).
    #[arg(long)]
    validation: Option<PathBuf>,
    /// Texts to measure with (csv, jsonl).
    #[arg(long)]
    test: Option<PathBuf>,
    /// Language whose stems are taken: de, en, tr.
    #[arg(long, default_value = "en")]
    language: String,
    /// Trains on so many texts of each label only.
    #[arg(long)]
    per_label: Option<usize>,
    /// Share of the words of a measured text that get a typing error.
    #[arg(long, default_value_t = 0.0)]
    typos: f64,
    /// Decides which texts and errors are drawn.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// JSON with `train`, `val`, `test`, `oos_train`, `oos_val`, `oos_test`, each a list of
    /// `[text, label]`.
    Clinc,
    /// CSV with the columns `text,category`.
    Csv,
    /// Lines of JSON with `text` and `intent`.
    Jsonl,
}

fn main() -> Result<()> {
    let options = Options::parse();
    let mut set = read(&options)?;
    if let Some(count) = options.per_label {
        set.train.limit(count, options.seed);
    }
    let labels = set.labels();
    if labels.len() < 2 {
        bail!("the training part has fewer than two labels");
    }
    let has_test = !set.test.is_empty();
    let (validation, mut test) = if has_test {
        (set.validation, set.test)
    } else {
        (Part::default(), set.validation)
    };
    if test.is_empty() {
        bail!("there is nothing to measure with: no test and no validation part");
    }
    test.add_typos(options.typos, options.seed);

    let language = brain::Language::ALL
        .into_iter()
        .find(|it| it.code() == options.language)
        .with_context(|| format!("no language is called {}", options.language))?;
    let examples = |part: &Part| -> Vec<Example> {
        let rows = part.rows.iter();
        let examples = rows.map(|(text, label)| Example {
            words: Words::of(text, Some(language)),
            label: label.as_ref().and_then(|it| labels.binary_search(it).ok()),
        });
        examples.collect()
    };
    let begin = Instant::now();
    // The name of a label is a way to say it.
    let names = Part {
        rows: labels
            .iter()
            .map(|it| (it.replace(['_', '-', '.'], " "), Some(it.clone())))
            .collect(),
    };
    let mut training = examples(&names);
    training.extend(examples(&set.train));
    let classifier = Classifier::train(&training, &examples(&validation), labels.len());
    let training_time = begin.elapsed();

    let mut times = Vec::with_capacity(test.rows.len());
    let results: Vec<metrics::Result> = test
        .rows
        .iter()
        .map(|(text, label)| {
            let (classification, time) = timed(&classifier, text, language);
            times.push(time);
            metrics::Result {
                // A label that training never showed is no label at all, and cannot be right.
                truth: label
                    .as_ref()
                    .map(|it| labels.binary_search(it).unwrap_or(usize::MAX)),
                best: classification.ranking[0].0,
                confidence: classification.confidence,
            }
        })
        .collect();
    times.sort_unstable();
    let report = metrics::report(&results, classifier.thresholds(), labels.len());
    let timing = metrics::Timing {
        train_seconds: training_time.as_secs_f64(),
        p50_us: percentile(&times, 50),
        p99_us: percentile(&times, 99),
        model_bytes: classifier.bytes(),
    };
    println!(
        "{}",
        serde_json::to_string(&metrics::Printed { report, timing })?
    );
    Ok(())
}

fn read(options: &Options) -> Result<Set> {
    match (options.format, &options.file, &options.train) {
        (Format::Clinc, Some(file), None) => Set::read_clinc(file),
        (Format::Clinc, ..) => bail!("--format clinc takes one file"),
        (format, None, Some(train)) => {
            let part = |path: &PathBuf| match format {
                Format::Csv => Part::read_csv(path),
                _ => Part::read_jsonl(path),
            };
            let or_empty = |path: &Option<PathBuf>| path.as_ref().map_or(Ok(Part::default()), part);
            Ok(Set {
                train: part(train)?,
                validation: or_empty(&options.validation)?,
                test: or_empty(&options.test)?,
            })
        }
        _ => bail!("--format csv and jsonl take --train and --test"),
    }
}

fn timed(
    classifier: &Classifier,
    text: &str,
    language: brain::Language,
) -> (Classification, Duration) {
    let begin = Instant::now();
    let classification = classifier.classify(&Words::of(text, Some(language)));
    (classification, begin.elapsed())
}

/// In microseconds, of sorted times.
fn percentile(times: &[Duration], percent: usize) -> f64 {
    let at = (times.len() * percent / 100).min(times.len() - 1);
    times[at].as_secs_f64() * 1e6
}
