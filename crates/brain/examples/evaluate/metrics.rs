//! Figures of a measured set.

use brain::classifier::Thresholds;
use serde::Serialize;

/// A measured text.
#[derive(Clone, Copy, Debug)]
pub struct Result {
    /// Number of its label; `None`: out of scope.
    pub truth: Option<usize>,
    /// The best label the classifier found.
    pub best: usize,
    /// How sure the classifier is that it is in scope.
    pub confidence: f32,
}

/// All that is printed.
#[derive(Debug, Serialize)]
pub struct Printed {
    /// How good.
    #[serde(flatten)]
    pub report: Report,
    /// How fast.
    #[serde(flatten)]
    pub timing: Timing,
}

/// How good the results are; shares from 0 to 100.
#[derive(Debug, Serialize)]
pub struct Report {
    /// Share of the texts in scope that were labelled rightly, none refused.
    accuracy: f64,
    /// Mean of the F1 of each label, none refused.
    macro_f1: f64,
    /// Probability that a text in scope gets more confidence than one that is not; absent where
    /// all are in scope, as are the next two.
    #[serde(skip_serializing_if = "Option::is_none")]
    auroc: Option<f64>,
    /// As in `accuracy_optimal`.
    #[serde(skip_serializing_if = "Option::is_none")]
    in_scope_accuracy: Option<f64>,
    /// As in `accuracy_optimal`.
    #[serde(skip_serializing_if = "Option::is_none")]
    oos_recall: Option<f64>,
    /// With the threshold that made the validation part most accurate.
    #[serde(skip_serializing_if = "Option::is_none")]
    accuracy_optimal: Option<WithRejection>,
    /// With the threshold that did equally well on both kinds of validation texts.
    #[serde(skip_serializing_if = "Option::is_none")]
    balanced: Option<WithRejection>,
}

/// Results with texts below a threshold refused.
#[derive(Clone, Copy, Debug, Serialize)]
struct WithRejection {
    /// Share of the texts in scope that were labelled rightly and not refused.
    in_scope_accuracy: f64,
    /// Share of the texts out of scope that were refused.
    oos_recall: f64,
    /// The threshold.
    threshold: f32,
}

/// How fast training and classifying are, and the size of the model.
#[derive(Debug, Serialize)]
pub struct Timing {
    /// Seconds to train with all parts, thresholds included.
    pub train_seconds: f64,
    /// Microseconds of the median text.
    pub p50_us: f64,
    /// Microseconds that one text in a hundred exceeds.
    pub p99_us: f64,
    /// Size of the model in memory.
    pub model_bytes: usize,
}

/// The figures of measured texts.
pub fn report(results: &[Result], thresholds: Thresholds, labels: usize) -> Report {
    let inside = || results.iter().filter(|it| it.truth.is_some());
    let outside = || results.iter().filter(|it| it.truth.is_none());
    let is_mixed = inside().next().is_some() && outside().next().is_some();
    let at = |threshold: f32| {
        is_mixed.then(|| WithRejection {
            in_scope_accuracy: share(inside(), |it| is_right(it) && it.confidence >= threshold),
            oos_recall: share(outside(), |it| it.confidence < threshold),
            threshold,
        })
    };
    let accuracy_optimal = at(thresholds.most_accurate);
    Report {
        in_scope_accuracy: accuracy_optimal.as_ref().map(|it| it.in_scope_accuracy),
        oos_recall: accuracy_optimal.as_ref().map(|it| it.oos_recall),
        accuracy: share(inside(), is_right),
        macro_f1: macro_f1(inside(), labels),
        auroc: is_mixed.then(|| auroc(results)),
        accuracy_optimal,
        balanced: at(thresholds.balanced),
    }
}

fn is_right(result: &Result) -> bool {
    result.truth == Some(result.best)
}

/// In percent.
fn share<'a>(
    results: impl Iterator<Item = &'a Result>,
    is_counted: impl Fn(&Result) -> bool,
) -> f64 {
    let (mut counted, mut total) = (0_u32, 0_u32);
    for result in results {
        total += 1;
        counted += u32::from(is_counted(result));
    }
    100.0 * f64::from(counted) / f64::from(total.max(1))
}

/// Labels that occur neither in truth nor in the results count for nothing.
fn macro_f1<'a>(results: impl Iterator<Item = &'a Result>, labels: usize) -> f64 {
    let mut right = vec![0_u32; labels];
    let mut named = vec![0_u32; labels];
    let mut true_ones = vec![0_u32; labels];
    for result in results {
        named[result.best] += 1;
        if let Some(count) = result.truth.and_then(|it| true_ones.get_mut(it)) {
            *count += 1;
        }
        right[result.best] += u32::from(is_right(result));
    }
    let occurring = (0..labels).filter(|it| named[*it] + true_ones[*it] > 0);
    let f1: Vec<f64> = occurring
        .map(|it| 2.0 * f64::from(right[it]) / f64::from(named[it] + true_ones[it]))
        .collect();
    100.0 * f1.iter().sum::<f64>() / f64::from(u32::try_from(f1.len().max(1)).unwrap_or(u32::MAX))
}

/// Area under the ROC curve by ranks (Mann–Whitney), ties counting half.
fn auroc(results: &[Result]) -> f64 {
    let mut sorted: Vec<&Result> = results.iter().collect();
    sorted.sort_by(|a, b| a.confidence.total_cmp(&b.confidence));
    let (mut below, mut pairs, mut inside) = (0.0, 0.0, 0.0);
    for same in sorted.chunk_by(|a, b| a.confidence.total_cmp(&b.confidence).is_eq()) {
        let outside = same.iter().filter(|it| it.truth.is_none()).count();
        let outside = f64::from(u32::try_from(outside).unwrap_or(u32::MAX));
        let rest = f64::from(u32::try_from(same.len()).unwrap_or(u32::MAX)) - outside;
        pairs += rest * (below + outside / 2.0);
        below += outside;
        inside += rest;
    }
    100.0 * pairs / (inside * below)
}
