//! The request of a delivery: rendered once, sent unchanged by every attempt.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{header, method::Method};

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

impl Request {
    /// A number that two requests share when the destination would see no difference.
    pub fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.method.as_str().hash(&mut hasher);
        (&self.url, &self.headers, &self.body).hash(&mut hasher);
        hasher.finish()
    }

    /// The request with credentials masked, for showing it.
    #[must_use]
    pub fn shown(mut self) -> Self {
        for (name, value) in &mut self.headers {
            *value = header::shown(name, value);
        }
        self
    }
}
