//! The request of a delivery: rendered once, sent unchanged by every attempt.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{header, method::Method, upload::Upload};

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
    /// Content that is read from disk at the moment of sending; there is no `body` then.
    #[serde(default)]
    pub upload: Option<Upload>,
    /// Whether the content is sent compressed. What is signed is the content before that.
    #[serde(default)]
    pub gzip: bool,
    /// How long one attempt may take in all, in seconds.
    pub timeout_seconds: u32,
}

impl Request {
    /// Whether it carries any content.
    pub fn has_content(&self) -> bool {
        self.body.is_some() || self.upload.is_some()
    }

    /// A number that two requests share when the destination would see no difference.
    pub fn fingerprint(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.method.as_str().hash(&mut hasher);
        (&self.url, &self.headers, &self.body).hash(&mut hasher);
        (&self.upload, self.gzip).hash(&mut hasher);
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
