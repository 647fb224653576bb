//! Until when a delivery is of use.

use std::{ops::RangeInclusive, time::Duration};

use crate::{delivery::SkipReason, moment::Moment};

/// How long a delivery may be of use, in seconds: up to thirty days.
pub(crate) const SECONDS: RangeInclusive<u32> = 1..=30 * 24 * 60 * 60;

/// The moment from which on a delivery that came at `now` is of no use any more.
pub(crate) fn end(now: Moment, seconds: Option<u32>) -> Option<Moment> {
    Some(now.plus(Duration::from_secs(seconds?.into())))
}

impl SkipReason {
    /// Not sent because it was of use only for so long.
    pub fn expired(after: Duration) -> Self {
        let why = format!("it was of no use any more after {}", in_words(after));
        Self::Expired { why }
    }
}

/// A duration in the largest unit that it is a whole number of.
fn in_words(duration: Duration) -> String {
    let seconds = duration.as_secs();
    let units = [(24 * 60 * 60, "days"), (60 * 60, "h"), (60, "min")];
    let whole = |length: u64| seconds >= length && seconds.is_multiple_of(length);
    match units.into_iter().find(|(length, _)| whole(*length)) {
        Some((length, _)) if seconds == length && length > 60 * 60 => "1 day".to_owned(),
        Some((length, unit)) => format!("{} {unit}", seconds / length),
        None => format!("{seconds} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_told_in_its_largest_whole_unit() {
        let told = |seconds| in_words(Duration::from_secs(seconds));
        let all = [1, 90, 600, 5400, 7200, 86_400, 172_800].map(told);
        assert_eq!(
            all,
            ["1 s", "90 s", "10 min", "90 min", "2 h", "1 day", "2 days"]
        );
    }

    #[test]
    fn without_a_limit_it_is_of_use_for_ever() {
        let now = Moment::from_unix_seconds(0);
        assert_eq!(end(now, None), None);
        assert_eq!(end(now, Some(600)), Some(Moment::from_unix_seconds(600)));
    }
}
