//! When a delivery is tried again, and what an outcome means for it.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    attempt::{Answer, Fault, Outcome},
    delivery::FailReason,
    moment::Moment,
    problem::Problems,
    statuses::{Statuses, Successes},
};

/// Seconds before each further attempt; the same ladder that Svix climbs, over about 28 hours.
const PATIENT: &[u32] = &[5, 300, 1800, 7200, 18_000, 36_000, 36_000];
/// Seconds before each further attempt, within ten minutes.
const QUICK: &[u32] = &[5, 30, 120, 360];
/// A wait grows by up to this share of itself, so that many failures do not come back together.
const JITTER: f64 = 0.2;
/// The most further attempts, and the longest distance in seconds, of one's own ladder.
const MOST_DELAYS: usize = 50;
const LONGEST_DELAY: u32 = 7 * 24 * 60 * 60;

/// When a delivery is tried again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Retry {
    /// 8 attempts over about 28 hours.
    Patient {},
    /// 5 attempts within 10 minutes.
    Quick {},
    /// One attempt.
    Never {},
    /// One's own distances.
    Own {
        /// Seconds before each further attempt.
        delays_seconds: Vec<u32>,
    },
}

impl Default for Retry {
    fn default() -> Self {
        Self::Patient {}
    }
}

impl Retry {
    /// How many attempts there are in all.
    pub fn attempts(&self) -> u32 {
        u32::try_from(self.delays().len())
            .unwrap_or(u32::MAX)
            .saturating_add(1)
    }

    /// Notes what is wrong with the settings.
    pub fn check(&self, problems: &mut Problems) {
        let Self::Own { delays_seconds } = self else {
            return;
        };
        if delays_seconds.len() > MOST_DELAYS {
            let message = format!(
                "Use at most {MOST_DELAYS} tries; there are {}.",
                delays_seconds.len()
            );
            problems.add("delays_seconds", message);
        }
        problems.each("delays_seconds", delays_seconds, |delay, problems| {
            let message =
                format!("Enter 0 to {LONGEST_DELAY} seconds (a week); you wrote {delay}.");
            problems.expect(*delay <= LONGEST_DELAY, "", message);
        });
    }

    /// When each further attempt is made at the earliest, if the first one is made at `first` and
    /// every one fails at once.
    pub fn tries_after(&self, first: Moment) -> Vec<Moment> {
        let delays = self.delays().iter();
        let moments = delays.scan(first, |at, delay| {
            *at = at.plus(Duration::from_secs(u64::from(*delay)));
            Some(*at)
        });
        moments.collect()
    }

    /// When a delivery is tried again that was tried `tried` times and is tried next at `next`, if
    /// every attempt fails at once; `next` is the first of them.
    pub fn tries_from(&self, next: Moment, tried: u32) -> Vec<Moment> {
        let past = usize::try_from(tried).unwrap_or(usize::MAX);
        let delays = self.delays().get(past..).unwrap_or_default().iter();
        let later = delays.scan(next, |at, delay| {
            *at = at.plus(Duration::from_secs(u64::from(*delay)));
            Some(*at)
        });
        std::iter::once(next).chain(later).collect()
    }

    fn delays(&self) -> &[u32] {
        match self {
            Self::Patient {} => PATIENT,
            Self::Quick {} => QUICK,
            Self::Never {} => &[],
            Self::Own { delays_seconds } => delays_seconds,
        }
    }

    /// The wait after attempt number `tried`; nothing after the last.
    fn wait_after(&self, tried: u32, chance: f64) -> Option<Duration> {
        let index = usize::try_from(tried.checked_sub(1)?).ok()?;
        let seconds = f64::from(*self.delays().get(index)?);
        Some(Duration::from_secs_f64(
            seconds * (1.0 + JITTER * chance.clamp(0.0, 1.0)),
        ))
    }
}

/// What comes after an attempt.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// It was delivered.
    Succeeded,
    /// Try again then.
    RetryAt(Moment),
    /// Never try again.
    GiveUp(FailReason),
    /// Never try again, and send nothing more to this destination.
    Gone,
    /// This computer is offline: everything stays as it is, and no attempt counts.
    Offline,
    /// It was cut off: it keeps its place, and the attempt takes no try from the ladder.
    Interrupted,
}

impl Step {
    /// The same for a test, which is sent once: nothing is tried again, and nobody is paused for it.
    #[must_use]
    pub fn of_test(self) -> Self {
        match self {
            Self::RetryAt(_) | Self::Offline => Self::GiveUp(FailReason::Exhausted { attempts: 1 }),
            Self::Gone => Self::GiveUp(FailReason::Rejected { status: 410 }),
            step => step,
        }
    }
}

/// What decides about the next try.
#[derive(Clone, Copy, Debug)]
pub struct Rule<'a> {
    /// When to try again.
    pub retry: &'a Retry,
    /// After which answers.
    pub statuses: &'a Statuses,
    /// Which answers count as delivered, whatever else is said of them.
    pub successes: &'a Successes,
    /// The longest wait that a destination may ask for.
    pub longest_wish: Duration,
}

/// Decides what comes after attempt number `tried` (1 for the first).
///
/// `chance` from 0 to 1 spreads the waits; a wait is never shorter than its step. `Retry-After`
/// (RFC 9110, section 10.2.3) only ever delays, by no more than the rule allows.
pub fn next_step(tried: u32, outcome: &Outcome, now: Moment, chance: f64, rule: Rule<'_>) -> Step {
    let reason = match outcome {
        _ if outcome.is_success(rule.successes) => return Step::Succeeded,
        Outcome::Answered(Answer { status: 410, .. }) => return Step::Gone,
        Outcome::Answered(answer) if !rule.statuses.contain(answer.status) => {
            return Step::GiveUp(FailReason::Rejected {
                status: answer.status,
            });
        }
        Outcome::NotSent {
            fault: Fault::Offline,
            ..
        } => return Step::Offline,
        _ if outcome.is_interrupted() => return Step::Interrupted,
        Outcome::NotSent {
            fault: Fault::Refused,
            message,
        } => {
            return Step::GiveUp(FailReason::Refused {
                message: message.clone(),
            });
        }
        Outcome::NotSent {
            fault: Fault::FileChanged,
            message,
        } => {
            return Step::GiveUp(FailReason::File {
                message: message.clone(),
            });
        }
        _ => FailReason::Exhausted { attempts: tried },
    };
    let Some(wait) = rule.retry.wait_after(tried, chance) else {
        return Step::GiveUp(reason);
    };
    let wish = wish(outcome, now).min(rule.longest_wish);
    Step::RetryAt(now.plus(wait.max(wish)))
}

/// How long the destination asked us to wait; nothing when it did not ask in a form we understand.
fn wish(outcome: &Outcome, now: Moment) -> Duration {
    let Outcome::Answered(answer) = outcome else {
        return Duration::ZERO;
    };
    let Some(text) = answer.header("retry-after").map(str::trim) else {
        return Duration::ZERO;
    };
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse() {
        Ok(seconds) => Duration::from_secs(seconds),
        // More seconds than can be counted is a wish as well, and a very long one.
        Err(_) if is_number => Duration::MAX,
        Err(_) => httpdate::parse_http_date(text).map_or(Duration::ZERO, |date| {
            let date = date
                .duration_since(std::time::UNIX_EPOCH)
                .unwrap_or_default();
            let seconds = i64::try_from(date.as_secs()).unwrap_or(i64::MAX);
            Moment::from_unix_seconds(seconds).since(now)
        }),
    }
}

#[cfg(test)]
mod tests;
