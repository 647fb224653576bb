//! One HTTP try of a delivery.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    id::{AttemptId, DeliveryId},
    moment::Moment,
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
    /// How long each part took.
    pub phases: Phases,
    /// How it ended.
    pub outcome: Outcome,
}

/// How long the parts of an attempt took, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Phases {
    /// Until the head of the answer: name, connection, TLS, and waiting.
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

    /// True for 2xx: delivered.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
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
    /// This computer is offline: not the destination's fault.
    Offline,
}
