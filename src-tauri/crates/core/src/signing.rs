//! How requests are signed.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A destination's way of signing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Signing {
    /// Standard Webhooks v1, HMAC-SHA256.
    StandardWebhooks {},
    /// Not at all.
    None {},
}

impl Default for Signing {
    fn default() -> Self {
        Self::StandardWebhooks {}
    }
}
