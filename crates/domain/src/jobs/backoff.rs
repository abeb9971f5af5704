//! How long to wait before the next attempt.

use crate::secrets;
use chrono::TimeDelta;

/// The pauses of most jobs: some fourteen hours in all.
pub(super) const PAUSES: [TimeDelta; 7] = [
    TimeDelta::seconds(10),
    TimeDelta::seconds(40),
    TimeDelta::minutes(3),
    TimeDelta::minutes(12),
    TimeDelta::minutes(50),
    TimeDelta::minutes(200),
    TimeDelta::minutes(600),
];

/// The pause after the attempt of this number (the first is 1), where there is a next one: up to a
/// tenth longer or shorter than planned, so that what failed together does not come back together.
pub(super) fn pause_after(attempt: i32, pauses: &[TimeDelta]) -> Option<TimeDelta> {
    let index = usize::try_from(attempt - 1).unwrap_or_default();
    let pause = *pauses.get(index)?;
    // Without random numbers the pauses are merely even.
    let random = secrets::random_bytes::<2>().map_or(0, i16::from_le_bytes);
    let tenth = pause.num_milliseconds() / 10;
    let jitter = tenth * i64::from(random) / i64::from(i16::MAX);
    Some(pause + TimeDelta::milliseconds(jitter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_with_jitter_until_the_job_is_dead() {
        for (attempt, planned) in (1..).zip(PAUSES) {
            for _ in 0..100 {
                let pause = pause_after(attempt, &PAUSES).expect("one more attempt");
                let ratio = pause.as_seconds_f64() / planned.as_seconds_f64();
                assert!((0.899..=1.101).contains(&ratio), "{attempt}: {ratio}");
            }
        }
        assert_eq!(pause_after(8, &PAUSES), None);
        let first: Vec<_> = (0..20).map(|_| pause_after(1, &PAUSES)).collect();
        assert!(first.iter().any(|it| *it != first[0]), "no jitter");
    }
}
