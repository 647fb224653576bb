//! Replacing a signing secret without a gap.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{moment::Moment, secret::Secret};

/// For how many hours the old secret may go on signing.
pub const HOURS: std::ops::RangeInclusive<u32> = 0..=720;

/// A secret that was replaced and is still in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Rotation {
    /// When it was replaced.
    pub since: Moment,
    /// When it is forgotten.
    pub until: Moment,
    /// The end of the old secret, such as `••••a1b2`.
    pub old_hint: String,
}

impl Rotation {
    /// A rotation that begins now and keeps `old` for some hours; none without an old secret or
    /// without time.
    pub fn begin(old: Option<&Secret>, now: Moment, hours: u32) -> Option<Self> {
        let old = old.filter(|_| hours > 0)?;
        Some(Self {
            since: now,
            until: now.plus(Duration::from_secs(u64::from(hours) * 60 * 60)),
            old_hint: old.hint(),
        })
    }
}

/// The secrets that are in use, of all that are kept, the newest first: the old one counts until
/// its time is over, also while nobody has come to forget it.
pub fn live<'a>(kept: &'a [Secret], rotation: Option<&Rotation>, now: Moment) -> &'a [Secret] {
    let rotating = rotation.is_some_and(|rotation| now < rotation.until);
    &kept[..kept.len().min(if rotating { 2 } else { 1 })]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(byte: u8) -> Secret {
        Secret::from_random(&[byte; 32])
    }

    fn at(seconds: i64) -> Moment {
        Moment::from_unix_millis(1_760_000_000_000 + seconds * 1000)
    }

    #[test]
    fn both_secrets_count_until_the_time_is_over_and_then_only_the_new_one() {
        let kept = [secret(2), secret(1)];
        let rotation = Rotation::begin(Some(&kept[1]), at(0), 24).unwrap();
        assert_eq!(rotation.old_hint, kept[1].hint());
        for (seconds, count) in [(0, 2), (24 * 3600 - 1, 2), (24 * 3600, 1), (99 * 3600, 1)] {
            let live = live(&kept, Some(&rotation), at(seconds));
            assert_eq!(live, &kept[..count], "after {seconds} s");
        }
    }

    #[test]
    fn without_a_rotation_the_newest_counts_alone() {
        assert_eq!(live(&[secret(2), secret(1)], None, at(0)), [secret(2)]);
        assert_eq!(live(&[], None, at(0)), []);
    }

    #[test]
    fn at_once_means_that_nothing_is_kept() {
        assert_eq!(Rotation::begin(Some(&secret(1)), at(0), 0), None);
        assert_eq!(Rotation::begin(None, at(0), 24), None);
    }
}
