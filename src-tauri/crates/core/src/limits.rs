//! How much an automation sends, and a destination takes, at the most.

mod destination;
mod pace;
mod repeat;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::problem::Problems;

pub use destination::{DestinationLimits, WhenFull};
pub use pace::Pace;
pub use repeat::{Repeated, without_repeats};

/// The most webhooks a minute that a limit may allow.
const MOST_PER_MINUTE: u32 = 6_000;
/// The longest time within which repeats are ignored: a day.
const LONGEST_SECONDS: u32 = 24 * 60 * 60;

/// Limits of an automation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// So many webhooks are sent within a minute at the most (1 to 6000); further ones wait.
    pub per_minute: Option<u32>,
    /// What happens to a file within so many seconds (1 to 86,400) after something was sent of it
    /// is not sent.
    pub ignore_repeats_seconds: Option<u32>,
}

impl Limits {
    /// Notes what is wrong with the limits.
    pub fn check(&self, problems: &mut Problems) {
        check_limit("per_minute", self.per_minute, MOST_PER_MINUTE, problems);
        let repeats = self.ignore_repeats_seconds;
        check_limit("ignore_repeats_seconds", repeats, LONGEST_SECONDS, problems);
    }
}

fn check_limit(field: &str, limit: Option<u32>, most: u32, problems: &mut Problems) {
    if let Some(limit) = limit.filter(|limit| !(1..=most).contains(limit)) {
        problems.add(field, format!("Enter 1 to {most}; you wrote {limit}."));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_limit_that_is_none_is_refused() {
        let limits: Limits =
            serde_json::from_str(r#"{"per_minute": 0, "ignore_repeats_seconds": 86401}"#).unwrap();
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
                "per_minute: Enter 1 to 6000; you wrote 0.",
                "ignore_repeats_seconds: Enter 1 to 86400; you wrote 86401.",
            ]
        );
    }
}
