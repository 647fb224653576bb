//! Which answers count as delivered.

use std::{borrow::Cow, fmt, ops::RangeInclusive, str::FromStr};

use super::{
    Statuses, StatusesError,
    ranges::{Range, Ranges},
};

/// What may count: every status with which an answer can end.
const ALLOWED: RangeInclusive<u16> = 200..=599;
/// What counts unless somebody says otherwise.
const USUAL: Range = Range {
    first: 200,
    last: 299,
};

/// The same as they are written.
const USUAL_TEXT: &str = "200-299";

/// Statuses that count as delivered, singly and in ranges, such as `200-299, 404`. A redirect and
/// 410 may be among them: then they are no failure, and pause nothing. What may come from a sign-in
/// page instead of the destination is doubted before (see [`crate::doubt`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Successes(Ranges);

impl Default for Successes {
    fn default() -> Self {
        Self(Ranges(Cow::Borrowed(&[USUAL])))
    }
}

impl Successes {
    /// Whether that status counts.
    pub fn contain(&self, status: u16) -> bool {
        self.0.contain(status)
    }

    /// Whether these are the ones that count where nobody said otherwise.
    pub fn are_usual(&self) -> bool {
        *self.0.0 == [USUAL]
    }

    /// Whether that status counts where nobody said otherwise.
    pub fn is_usual(status: u16) -> bool {
        (USUAL.first..=USUAL.last).contains(&status)
    }

    /// The first status that counts and would be tried again, too.
    pub fn also_among(&self, retried: &Statuses) -> Option<u16> {
        let mut all = ALLOWED;
        all.find(|status| self.contain(*status) && retried.contain(*status))
    }
}

impl FromStr for Successes {
    type Err = StatusesError;

    fn from_str(text: &str) -> Result<Self, StatusesError> {
        // Most sends keep these, and each event asks.
        if text == USUAL_TEXT {
            return Ok(Self::default());
        }
        let ranges = Ranges::read(text, ALLOWED, StatusesError::NoSuccess)?;
        match ranges.0.is_empty() {
            true => Err(StatusesError::NothingCounts),
            false => Ok(Self(ranges)),
        }
    }
}

impl fmt::Display for Successes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use proptest::prelude::*;

    fn parse(text: &str) -> Result<Successes, StatusesError> {
        text.parse()
    }

    #[test]
    fn usually_it_is_2xx_and_nothing_else() {
        let usual = Successes::default();
        assert_eq!(usual.to_string(), USUAL_TEXT);
        assert_eq!(parse(&format!(" {USUAL_TEXT}")).unwrap(), usual);
        for status in 0..=999 {
            let wanted = (200..=299).contains(&status);
            assert_eq!(usual.contain(status), wanted, "{status}");
            assert_eq!(Successes::is_usual(status), wanted, "{status}");
        }
    }

    #[test]
    fn redirects_410_and_faults_may_be_named() {
        let named = parse("200-299, 302, 410, 503–504").unwrap();
        assert_eq!(named.to_string(), "200-299, 302, 410, 503-504");
        for status in [200, 302, 410, 503, 504] {
            assert!(named.contain(status), "{status}");
        }
        for status in [301, 303, 404, 409, 411, 500, 505] {
            assert!(!named.contain(status), "{status}");
        }
    }

    #[test]
    fn what_can_not_count_is_refused_with_the_place() {
        for (text, error) in [
            ("", StatusesError::NothingCounts),
            (" , ", StatusesError::NothingCounts),
            ("2xx", StatusesError::NoStatus("2xx".to_owned())),
            ("100", StatusesError::NoSuccess(100)),
            ("200-600", StatusesError::NoSuccess(600)),
            ("299-200", StatusesError::Backwards(299, 200)),
        ] {
            assert_eq!(parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn what_would_be_tried_again_too_is_found() {
        for (counts, retried, both) in [
            ("200-299", "300-599", None),
            ("200-299, 404", "408, 425, 429, 500-599", None),
            ("200-299, 404", "400-499", Some(404)),
            ("200-599", "429, 503", Some(429)),
            ("410", "400-499", None),
        ] {
            let found = parse(counts).unwrap().also_among(&retried.parse().unwrap());
            assert_eq!(found, both, "{counts} and {retried}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back_the_same(
            ranges in proptest::collection::vec((200u16..=599, 200u16..=599), 1..8),
        ) {
            let ranges = ranges.into_iter().map(|(a, b)| Range { first: a.min(b), last: a.max(b) });
            let successes = Successes(Ranges(ranges.collect()));
            prop_assert_eq!(parse(&successes.to_string()).unwrap(), successes);
        }
    }
}
