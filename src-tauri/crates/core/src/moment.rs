//! A point in time.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use jiff::Timestamp;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ts_rs::TS;

/// A point in time: UTC milliseconds since 1970, in the years 0 to 9999 (what RFC 3339 can write).
///
/// In text and JSON it is RFC 3339 in UTC with three decimals: `2026-03-28T01:30:00.000Z`.
/// What is later or earlier than the range is held at its end, so arithmetic never fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string")]
pub struct Moment(i64);

/// 0000-01-01T00:00:00Z.
const EARLIEST: i64 = -62_167_219_200_000;
/// 9999-12-30T22:00:00Z, the last whole millisecond that jiff takes.
const LATEST: i64 = 253_402_207_200_000;

impl Moment {
    /// The moment so many milliseconds after (or before) 1970.
    pub fn from_unix_millis(millis: i64) -> Self {
        Self(millis.clamp(EARLIEST, LATEST))
    }

    /// The moment so many seconds after (or before) 1970.
    pub fn from_unix_seconds(seconds: i64) -> Self {
        Self::from_unix_millis(seconds.saturating_mul(1000))
    }

    /// Milliseconds since 1970, as the database keeps it.
    pub fn unix_millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since 1970, rounded towards the past.
    pub fn unix_seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// This moment and `duration` more.
    #[must_use]
    pub fn plus(self, duration: Duration) -> Self {
        Self::from_unix_millis(self.0.saturating_add(whole_millis(duration)))
    }

    /// This moment and `duration` less.
    #[must_use]
    pub fn minus(self, duration: Duration) -> Self {
        Self::from_unix_millis(self.0.saturating_sub(whole_millis(duration)))
    }

    /// How long after `earlier` this is; nothing if it is not after it.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

impl From<Timestamp> for Moment {
    fn from(timestamp: Timestamp) -> Self {
        Self::from_unix_millis(timestamp.as_millisecond())
    }
}

impl From<Moment> for Timestamp {
    fn from(moment: Moment) -> Self {
        Self::from_millisecond(moment.0).expect("a moment lies within jiff's range")
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", Timestamp::from(*self))
    }
}

impl FromStr for Moment {
    type Err = jiff::Error;

    /// Reads RFC 3339 text with any offset.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse::<Timestamp>().map(Self::from)
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|_| {
            D::Error::custom(format!(
                "‘{text}’ isn't a moment; write it like 2026-03-28T01:30:00.000Z"
            ))
        })
    }
}

fn whole_millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn text_is_utc_with_three_decimals() {
        let moment = Moment::from_unix_millis(1_760_000_000_007);
        assert_eq!(moment.to_string(), "2025-10-09T08:53:20.007Z");
        assert_eq!(
            Moment::from_unix_seconds(0).to_string(),
            "1970-01-01T00:00:00.000Z"
        );
    }

    #[test]
    fn text_with_an_offset_is_read() {
        let moment: Moment = "2025-10-09T10:53:20+02:00".parse().unwrap();
        assert_eq!(moment.unix_seconds(), 1_760_000_000);
    }

    #[test]
    fn text_that_is_no_moment_is_refused_with_an_example() {
        let refusal = serde_json::from_str::<Moment>("\"tomorrow\"").unwrap_err();
        assert!(refusal.to_string().contains("‘tomorrow’"), "{refusal}");
        assert!(refusal.to_string().contains("2026-03-28T01:30:00.000Z"));
    }

    #[test]
    fn seconds_before_1970_round_towards_the_past() {
        assert_eq!(Moment::from_unix_millis(-1).unix_seconds(), -1);
        assert_eq!(Moment::from_unix_millis(1999).unix_seconds(), 1);
    }

    #[test]
    fn arithmetic_stops_at_the_ends_of_time() {
        let end = Moment::from_unix_millis(i64::MAX);
        assert_eq!(end.plus(Duration::MAX), end);
        assert!(end.to_string().starts_with("9999-"));
        let start = Moment::from_unix_millis(i64::MIN);
        assert!(start.to_string().starts_with("0000-01-01T"));
        assert_eq!(start.minus(Duration::MAX), start);
        assert_eq!(start.since(end), Duration::ZERO);
    }

    proptest! {
        #[test]
        fn text_comes_back_as_the_same_moment(millis in any::<i64>()) {
            let moment = Moment::from_unix_millis(millis);
            let json = serde_json::to_string(&moment).unwrap();
            prop_assert_eq!(serde_json::from_str::<Moment>(&json).unwrap(), moment);
        }

        #[test]
        fn what_is_added_can_be_measured(millis in -1_000_000_000_000i64..1_000_000_000_000, more in 0u64..1_000_000_000_000) {
            let moment = Moment::from_unix_millis(millis);
            let more = Duration::from_millis(more);
            prop_assert_eq!(moment.plus(more).since(moment), more);
            prop_assert_eq!(moment.plus(more).minus(more), moment);
        }
    }
}
