//! How much a destination takes at the most.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{MOST_PER_MINUTE, check_limit};
use crate::{delivery::SkipReason, problem::Problems};

/// The most deliveries that may be let wait: so many are counted for an event at the most.
const MOST_WAITING: u32 = 10_000;

/// Limits of a destination, beside how many requests may be under way at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct DestinationLimits {
    /// So many requests are sent within a minute at the most (1 to 6000), retries too; further
    /// ones wait.
    pub per_minute: Option<u32>,
    /// So many deliveries wait at the most (1 to 10,000), held ones and those that are tried again
    /// too. What is under way does not count, nor what a person sends again.
    pub waiting: Option<u32>,
    /// What becomes of a delivery when so many wait already.
    pub when_full: WhenFull,
}

/// What gives way when as many deliveries wait as may.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WhenFull {
    /// The new one is not sent.
    #[default]
    SkipNew,
    /// The oldest that was never tried is not sent. If all were tried already, the new one is not.
    SkipOldest,
}

impl DestinationLimits {
    /// Notes what is wrong with the limits.
    pub fn check(&self, problems: &mut Problems) {
        check_limit("per_minute", self.per_minute, MOST_PER_MINUTE, problems);
        check_limit("waiting", self.waiting, MOST_WAITING, problems);
    }
}

impl SkipReason {
    /// Not sent because so many wait already.
    pub fn no_room(waiting: u32) -> Self {
        let why = format!("{waiting} were waiting already, as many as the destination allows");
        Self::Full { why }
    }

    /// Not sent because a newer one was to wait in its place.
    pub fn made_room(waiting: u32) -> Self {
        let why = format!(
            "a newer one took its place, because {waiting} were waiting already, as many as the \
             destination allows"
        );
        Self::Full { why }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_limit_that_is_none_or_too_large_is_refused() {
        let limits: DestinationLimits =
            serde_json::from_str(r#"{"per_minute": 6001, "waiting": 0}"#).unwrap();
        let mut problems = Problems::default();
        limits.check(&mut problems);
        let found: Vec<_> = problems
            .into_vec()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            found,
            [
                "per_minute: Enter 1 to 6000; you wrote 6001.",
                "waiting: Enter 1 to 10000; you wrote 0.",
            ]
        );
    }

    #[test]
    fn settings_from_before_there_were_limits_have_none() {
        let limits: DestinationLimits = serde_json::from_str("{}").unwrap();
        assert_eq!(limits, DestinationLimits::default());
        assert_eq!(limits.when_full, WhenFull::SkipNew);
    }
}
