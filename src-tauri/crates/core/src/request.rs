//! The request of a delivery: rendered once, sent unchanged by every attempt.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::method::Method;

/// What every attempt of a delivery sends. Id, timestamp and signature are added at the moment of
/// sending, so no secret is ever in here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The whole address.
    pub url: String,
    /// Headers in the order in which they are sent.
    pub headers: Vec<(String, String)>,
    /// The content: UTF-8 text, since the official verifiers refuse anything else.
    pub body: Option<String>,
    /// How long one attempt may take in all, in seconds.
    pub timeout_seconds: u32,
}
