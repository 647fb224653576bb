//! What settings that need not be saved would send.

use crate::{condition::Verdict, moment::Moment, problem::Problem, request::Request};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the sends of an automation would make of an event, and one of them in full.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Preview {
    /// What the condition says; nothing when there is none or it can't be decided.
    pub verdict: Option<Verdict>,
    /// What would be sent, with all headers; credentials and signatures are masked. Nothing as long
    /// as it can't be rendered.
    pub request: Option<Request>,
    /// The same as a command for a shell, which signs with `$WEBHOOK_SECRET`.
    pub curl: Option<String>,
    /// All that is wrong with the settings.
    pub problems: Vec<Problem>,
    /// What is good to know about them before they are saved.
    pub warnings: Vec<Problem>,
    /// For each send, when it would be tried again if it failed now.
    pub tries: Vec<Vec<Moment>>,
}
