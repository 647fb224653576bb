//! Whether the computer's clock was set.

use std::time::Duration;

/// Clocks that are set by a second or two, again and again, are usual.
const USUAL: i64 = 60;

/// By how many seconds the clock was set, if it was: so much more passed on it than in truth. Below
/// zero means that it was set back.
pub fn clock_jump(on_the_clock_ms: i64, in_truth: Duration) -> Option<i64> {
    let in_truth = i64::try_from(in_truth.as_millis()).unwrap_or(i64::MAX);
    let seconds = on_the_clock_ms.saturating_sub(in_truth) / 1000;
    (seconds.abs() > USUAL).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_goes_with_the_time_was_not_set() {
        for (clock, truth) in [
            (30_000, 30),
            (31_500, 30),
            (-30_000, 0),
            (8 * 3_600_000, 8 * 3600),
        ] {
            assert_eq!(clock_jump(clock, Duration::from_secs(truth)), None);
        }
    }

    #[test]
    fn a_clock_that_was_set_shows_by_how_much() {
        assert_eq!(clock_jump(3_630_000, Duration::from_secs(30)), Some(3600));
        assert_eq!(clock_jump(-3_570_000, Duration::from_secs(30)), Some(-3600));
    }
}
