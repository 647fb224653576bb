//! What the Test inbox received.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{id::InboxRequestId, moment::Moment};

/// A request that the Test inbox received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InboxRequest {
    /// Its id.
    pub id: InboxRequestId,
    /// When it came.
    pub at: Moment,
    /// Its method, as it stood on the wire.
    pub method: String,
    /// Path and query.
    pub target: String,
    /// Its headers.
    pub headers: Vec<(String, String)>,
    /// The body as text; bytes that are not UTF-8 are shown as `�`.
    pub body: String,
    /// How long the whole body was, in bytes.
    #[ts(type = "number")]
    pub size: u64,
    /// What checking the signature said.
    pub signature: SignatureCheck,
    /// What it was answered; nothing while it is left hanging or was hung up on.
    pub answered: Option<u16>,
}

/// What checking a signature said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum SignatureCheck {
    /// It is right.
    Valid {},
    /// It is not.
    Invalid {
        /// Why, in words.
        why: String,
    },
}

/// How the Test inbox answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum InboxAnswer {
    /// 200 at once.
    #[default]
    Ok,
    /// 500 at once.
    Error,
    /// 200 after five seconds.
    Slow,
    /// Never: the sender runs into its time limit.
    Never,
}
