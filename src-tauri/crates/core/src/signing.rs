//! How requests are signed, and how a signature is checked.
//!
//! The rules are those of the Standard Webhooks specification, sections "Signature scheme",
//! "Webhook headers" and "Verifying signatures"; only its symmetric signatures, `v1`, are used.

mod verify;

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use ts_rs::TS;

use crate::secret::{Secret, SecretError};

pub use verify::{VerifyError, verify};

/// Names the delivery; the same on every attempt, so that a receiver can drop repeats.
pub const ID_HEADER: &str = "webhook-id";
/// When the attempt was made, in seconds since 1970.
pub const TIMESTAMP_HEADER: &str = "webhook-timestamp";
/// The signatures, with spaces between them.
pub const SIGNATURE_HEADER: &str = "webhook-signature";

/// Begins a signature by HMAC-SHA256.
const VERSION: &str = "v1,";

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

impl Signing {
    /// Reads a secret in the form that this way of signing needs.
    ///
    /// # Errors
    /// Why `text` can't serve as one, without repeating it.
    pub fn secret(&self, text: &str) -> Result<Secret, SecretError> {
        match self {
            Self::StandardWebhooks {} => Secret::standard_webhooks(text),
            Self::None {} => Secret::free_text(text),
        }
    }
}

/// The headers that name, date and sign one attempt.
///
/// `id` is the delivery's id and has no dot, since dots part what is signed. Each key gives one
/// signature: two while a secret is being rotated. Without a key, or with [`Signing::None`], id
/// and timestamp are sent alone, because a receiver needs them to drop repeats.
pub fn sign(
    signing: &Signing,
    keys: &[Secret],
    id: &str,
    timestamp_seconds: i64,
    body: &[u8],
) -> Vec<(&'static str, String)> {
    let timestamp = timestamp_seconds.to_string();
    let signatures: Vec<String> = match signing {
        Signing::StandardWebhooks {} => keys
            .iter()
            .map(|key| signature(key, id, &timestamp, body))
            .collect(),
        Signing::None {} => Vec::new(),
    };
    let mut headers = vec![(ID_HEADER, id.to_owned()), (TIMESTAMP_HEADER, timestamp)];
    if !signatures.is_empty() {
        headers.push((SIGNATURE_HEADER, signatures.join(" ")));
    }
    headers
}

fn signature(key: &Secret, id: &str, timestamp: &str, body: &[u8]) -> String {
    let code = mac(key, id, timestamp, body).finalize().into_bytes();
    format!("{VERSION}{}", STANDARD.encode(code))
}

/// The authentication code of what is signed: `id.timestamp.body`.
fn mac(key: &Secret, id: &str, timestamp: &str, body: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.key_bytes())
        .expect("HMAC takes keys of any length (RFC 2104)");
    for part in [id.as_bytes(), b".", timestamp.as_bytes(), b".", body] {
        mac.update(part);
    }
    mac
}

#[cfg(test)]
mod tests;
