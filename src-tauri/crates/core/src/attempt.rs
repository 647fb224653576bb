//! One HTTP try of a delivery.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    id::{AttemptId, DeliveryId},
    moment::Moment,
    statuses::Successes,
};

/// An attempt as it is kept. Append-only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Attempt {
    /// Its id.
    pub id: AttemptId,
    /// The delivery it belongs to.
    pub delivery: DeliveryId,
    /// 1 for the first.
    pub number: u32,
    /// When it began.
    pub at: Moment,
    /// Why it was made.
    #[serde(default)]
    pub why: Why,
    /// The address and port that were reached, if any were.
    #[serde(default)]
    pub remote: Option<String>,
    /// How long each part took.
    pub phases: Phases,
    /// How it ended.
    pub outcome: Outcome,
}

/// Why an attempt was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The delivery was due for the first time.
    #[default]
    First,
    /// The one before failed, and the retry rule allowed another.
    Retry,
    /// A person did not want to wait for the next retry.
    RetriedByHand,
    /// A person sent a finished delivery again.
    SentAgain,
    /// To see whether a destination is well again, from which nothing but failures came.
    Probe,
    /// The token that was to let the one before in was refused, and there was a new one at once.
    AccessRenewed,
}

impl Why {
    /// The reason for the attempt of that `number`, of which `before` count for the retry rule;
    /// `hurried` says that a person asked for it before its time.
    pub fn of(number: u32, before: u32, hurried: bool) -> Self {
        match (number, before) {
            _ if hurried => Self::RetriedByHand,
            (1, _) => Self::First,
            (_, 0) => Self::SentAgain,
            _ => Self::Retry,
        }
    }
}

/// How long the parts of an attempt took, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Phases {
    /// Looking the name up; nothing when that was not needed.
    #[serde(default)]
    pub name_ms: Option<u32>,
    /// The whole way to a usable connection: name, connection and TLS. Nothing when one was still
    /// open, or none came about.
    #[serde(default)]
    pub connect_ms: Option<u32>,
    /// Until the head of the answer, with everything before it.
    pub wait_ms: u32,
    /// Reading the kept part of the answer's body.
    pub read_ms: u32,
    /// All of it.
    pub total_ms: u32,
}

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Outcome {
    /// The destination answered.
    Answered(Answer),
    /// No complete answer came.
    NotSent {
        /// What stood in the way.
        fault: Fault,
        /// The same in words, with names and numbers.
        message: String,
    },
}

impl Outcome {
    /// Whether it was the file to be sent that was missing, which is no fault of the destination.
    pub fn is_about_a_file(&self) -> bool {
        let of_file = |fault: &Fault| matches!(fault, Fault::File | Fault::FileChanged);
        matches!(self, Self::NotSent { fault, .. } if of_file(fault))
    }

    /// Whether it ended on this computer: nothing is known of the way to the destination by it.
    pub fn ended_here(&self) -> bool {
        let here = |fault: &Fault| {
            use Fault::{File, FileChanged, Interrupted, Refused, Secret};
            matches!(fault, File | FileChanged | Interrupted | Refused | Secret)
        };
        matches!(self, Self::NotSent { fault, .. } if here(fault))
    }

    /// Whether this app cut it off because it ended.
    pub fn is_interrupted(&self) -> bool {
        matches!(
            self,
            Self::NotSent {
                fault: Fault::Interrupted,
                ..
            }
        )
    }

    /// Whether it got through, by what counts as success.
    pub fn is_success(&self, successes: &Successes) -> bool {
        matches!(self, Self::Answered(answer) if successes.contain(answer.status))
    }

    /// Whether it counts against the destination, once it did not get through.
    pub fn blames_the_destination(&self) -> bool {
        match self {
            Self::Answered(_) => true,
            Self::NotSent { .. } => !self.is_about_a_file() && !self.is_interrupted(),
        }
    }
}

/// What a destination answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The answer's headers, with credentials masked.
    pub headers: Vec<(String, String)>,
    /// The beginning of the body as text; bytes that are not UTF-8 are shown as `�`.
    pub body: String,
    /// True when there was more than was kept, or the rest never came.
    pub body_cut: bool,
}

impl Answer {
    /// The first header of that name, in any letter case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut all = self.headers.iter();
        all.find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// What kept an attempt from being answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The name of the host can't be found.
    Dns,
    /// Nothing is listening there, or no way leads there.
    Connect,
    /// The certificate or the handshake is not in order.
    Tls,
    /// No complete answer within the attempt's time.
    Timeout,
    /// The connection broke off.
    Reset,
    /// What came back is not HTTP.
    Protocol,
    /// The address may never be called.
    Refused,
    /// The signing secret is missing or can't be read.
    Secret,
    /// The token that lets a request in could not be had.
    Access,
    /// The file to be sent can't be read at the moment: not the destination's fault.
    File,
    /// The file to be sent is gone, or is not what it was when its event came. Trying again would
    /// not bring it back.
    FileChanged,
    /// This computer is offline: not the destination's fault.
    Offline,
    /// The app ended before an answer came: whether the request arrived is unknown.
    Interrupted,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_attempt_knows_why_it_was_made() {
        for (number, before, hurried, why) in [
            (1, 0, false, Why::First),
            (2, 1, false, Why::Retry),
            (2, 1, true, Why::RetriedByHand),
            (9, 0, false, Why::SentAgain),
            (10, 1, false, Why::Retry),
        ] {
            assert_eq!(Why::of(number, before, hurried), why, "{number} {before}");
        }
    }
}
