//! What an automation would have sent.

use crate::{id::EventId, moment::Moment, request::Request};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The difference between what an automation sent and what it would have sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct BackTest {
    /// Events from here on were looked at.
    pub since: Moment,
    /// False when there were more events than are looked at: those before `since` were left out.
    pub whole: bool,
    /// How many events were looked at.
    pub events: u32,
    /// How many webhooks would be exactly as they were.
    pub same: u32,
    /// What would also be sent.
    pub added: BackTestPart,
    /// What would no longer be sent.
    pub removed: BackTestPart,
    /// What would be sent with different content.
    pub changed: BackTestPart,
    /// What could not be sent, because something can't be filled in or decided.
    pub broken: BackTestPart,
}

/// One kind of difference.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct BackTestPart {
    /// How many webhooks.
    pub count: u32,
    /// The newest of them.
    pub examples: Vec<BackTestExample>,
}

/// One difference. Credentials are masked and long bodies cut.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct BackTestExample {
    /// The event.
    pub event: EventId,
    /// When it happened.
    pub at: Moment,
    /// What happened, in one line.
    pub summary: String,
    /// The name of the destination.
    pub destination: String,
    /// What was sent.
    pub before: Option<Request>,
    /// What would be sent.
    pub after: Option<Request>,
    /// Why nothing would be sent, in words.
    pub why: Option<String>,
}
