//! Which answers are worth another try, and which count as delivered.

mod ranges;
mod successes;

use std::{borrow::Cow, fmt, ops::RangeInclusive, str::FromStr};

use thiserror::Error;

use ranges::{Range, Ranges};

pub use successes::Successes;

/// What may be tried again: every status that an answer can end with, and those that HTTP knows
/// nothing of, as some servers send them.
const ALLOWED: RangeInclusive<u16> = 200..=999;
/// Where it does not count as delivered, it stops the delivery and pauses the destination.
const GONE: u16 = 410;
/// The statuses that may be different next time.
const USUAL: &[Range] = &[
    Range::one(408),
    Range::one(425),
    Range::one(429),
    Range {
        first: 500,
        last: 599,
    },
];

/// The same as they are written.
const USUAL_TEXT: &str = "408, 425, 429, 500-599";

/// Statuses that are worth another try, singly and in ranges, such as `408, 425, 429, 500-599`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statuses(Ranges);

/// What is wrong with a list of statuses.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StatusesError {
    /// It is neither a number nor two with a dash.
    #[error("‘{0}’ is no status: write numbers and ranges such as 408, 500-599.")]
    NoStatus(String),
    /// It can't be tried again.
    #[error("Only statuses from 200 to 999 can be tried again; you wrote {0}.")]
    OutOfReach(u16),
    /// It can't count as delivered.
    #[error("Only statuses from 200 to 599 can count as success; you wrote {0}.")]
    NoSuccess(u16),
    /// Nothing would ever be delivered.
    #[error("Name at least one status that counts as success, usually 200-299.")]
    NothingCounts,
    /// The range ends before it begins.
    #[error("The range {0}-{1} ends before it begins.")]
    Backwards(u16, u16),
    /// It is the one that is never tried again.
    #[error("410 always stops the delivery and pauses its destination, so leave it out.")]
    Gone,
}

impl Default for Statuses {
    fn default() -> Self {
        Self(Ranges(Cow::Borrowed(USUAL)))
    }
}

impl Statuses {
    /// Whether that one is among them. 410 never is: the destination no longer wants these.
    pub fn contain(&self, status: u16) -> bool {
        status != GONE && self.0.contain(status)
    }

    /// Whether these are the ones that count where nobody said otherwise.
    pub fn are_usual(&self) -> bool {
        self.0.0 == USUAL
    }
}

impl FromStr for Statuses {
    type Err = StatusesError;

    fn from_str(text: &str) -> Result<Self, StatusesError> {
        // Most sends keep these, and each event asks.
        if text == USUAL_TEXT {
            return Ok(Self::default());
        }
        let ranges = Ranges::read(text, ALLOWED, StatusesError::OutOfReach)?;
        match ranges.0.contains(&Range::one(GONE)) {
            true => Err(StatusesError::Gone),
            false => Ok(Self(ranges)),
        }
    }
}

impl fmt::Display for Statuses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use proptest::prelude::*;

    fn parse(text: &str) -> Result<Statuses, StatusesError> {
        text.parse()
    }

    #[test]
    fn the_usual_ones_are_those_that_may_pass() {
        let usual = Statuses::default();
        assert_eq!(usual.to_string(), USUAL_TEXT);
        assert_eq!(parse(&format!(" {USUAL_TEXT}")).unwrap(), usual);
        for status in [408, 425, 429, 500, 503, 599] {
            assert!(usual.contain(status), "{status}");
        }
        for status in [200, 301, 400, 404, 410, 422, 499, 600] {
            assert!(!usual.contain(status), "{status}");
        }
    }

    #[test]
    fn singles_and_ranges_are_read_however_they_are_spaced() {
        for (text, said) in [
            ("", ""),
            (" 404 ", "404"),
            ("404,500 - 503;", "404, 500-503"),
            ("400–499", "400-499"),
            ("500-500", "500"),
        ] {
            assert_eq!(parse(text).unwrap().to_string(), said, "{text}");
        }
    }

    #[test]
    fn a_range_over_410_leaves_it_out_and_410_alone_is_refused() {
        let client_faults = parse("400-499").unwrap();
        assert!(client_faults.contain(409) && client_faults.contain(411));
        assert!(!client_faults.contain(410));
        assert_eq!(parse("410"), Err(StatusesError::Gone));
    }

    #[test]
    fn what_is_no_status_is_refused_with_the_place() {
        for (text, error) in [
            ("5xx", StatusesError::NoStatus("5xx".to_owned())),
            ("500-", StatusesError::NoStatus("500-".to_owned())),
            ("199", StatusesError::OutOfReach(199)),
            ("500-1000", StatusesError::OutOfReach(1000)),
            ("599-500", StatusesError::Backwards(599, 500)),
        ] {
            assert_eq!(parse(text), Err(error), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back_the_same(
            ranges in proptest::collection::vec((200u16..=999, 200u16..=999), 0..8),
        ) {
            let ranges = ranges.into_iter().map(|(a, b)| Range { first: a.min(b), last: a.max(b) });
            let named = ranges.filter(|range| *range != Range::one(GONE));
            let statuses = Statuses(Ranges(named.collect()));
            prop_assert_eq!(parse(&statuses.to_string()).unwrap(), statuses);
        }
    }
}
