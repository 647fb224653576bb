//! The Test inbox as its screen shows it.

use crate::inbox::{InboxAnswer, InboxRequest};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The Test inbox.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Inbox {
    /// Where it listens; nothing while no port could be had.
    pub address: Option<String>,
    /// How it answers.
    pub answer: InboxAnswer,
    /// The last 200 requests, newest first.
    pub requests: Vec<InboxRequest>,
}
