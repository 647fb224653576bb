//! How requests are signed, and how a signature is checked.
//!
//! Standard Webhooks follows its specification, sections "Signature scheme", "Webhook headers" and
//! "Verifying signatures". The others sign as the service does that they are named after, so that a
//! receiver which knows that service also knows us.

mod code;
mod content;
mod own;
mod signer;
mod standard;
mod vendor;
mod verify;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    problem::Problems,
    secret::{Secret, SecretError, SecretForm},
};

pub use code::Encoding;
pub use content::{Content, ContentError};
pub use own::OwnHeader;
pub use signer::{NeedsWhole, Signer};
pub use verify::{Received, VerifyError, is_signed, verify};

/// Names the delivery; the same on every attempt, so that a receiver can drop repeats.
pub const ID_HEADER: &str = "webhook-id";
/// When the attempt was made, in seconds since 1970.
pub const TIMESTAMP_HEADER: &str = "webhook-timestamp";
/// The signatures of Standard Webhooks, with spaces between them.
pub const SIGNATURE_HEADER: &str = "webhook-signature";

/// A way of signing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Signing {
    /// Standard Webhooks v1, HMAC-SHA256.
    StandardWebhooks {},
    /// Standard Webhooks v1a, Ed25519: the receiver needs no secret, only a public key.
    StandardWebhooksEd25519 {},
    /// GitHub's `X-Hub-Signature-256`: the body in hex.
    Github {},
    /// Stripe's `Stripe-Signature`: time and body, against replays.
    Stripe {},
    /// Slack's `X-Slack-Signature`: time and body, against replays.
    Slack {},
    /// Shopify's `X-Shopify-Hmac-Sha256`: the body in base64.
    Shopify {},
    /// A header of one's own.
    Header(OwnHeader),
    /// Not at all.
    None {},
}

impl Default for Signing {
    fn default() -> Self {
        Self::StandardWebhooks {}
    }
}

/// What is signed.
#[derive(Clone, Copy, Debug)]
pub struct Message<'a> {
    /// The delivery's id. It has no dot, since dots part what is signed.
    pub id: &'a str,
    /// When the attempt is made, in seconds since 1970.
    pub timestamp: i64,
    /// The very bytes that are sent.
    pub body: &'a [u8],
}

impl Signing {
    /// Reads a secret of ours in the form that this way of signing needs.
    ///
    /// # Errors
    /// Why `text` can't serve as one, without repeating it.
    pub fn secret(&self, text: &str) -> Result<Secret, SecretError> {
        match self.secret_form() {
            Some(SecretForm::StandardWebhooks) => Secret::standard_webhooks(text),
            Some(SecretForm::Ed25519 | SecretForm::Ed25519Public) => Secret::ed25519(text),
            Some(SecretForm::Text) | None => Secret::free_text(text),
        }
    }

    /// Reads the secret with which someone else signs in this way: of any length where the scheme
    /// asks for none, and the public key where that is what checks a signature.
    ///
    /// # Errors
    /// Why `text` can't serve as one, without repeating it.
    pub fn secret_of_others(&self, text: &str) -> Result<Secret, SecretError> {
        match self.secret_form() {
            Some(SecretForm::StandardWebhooks) => Secret::standard_webhooks(text),
            Some(SecretForm::Ed25519 | SecretForm::Ed25519Public) => Secret::ed25519_public(text),
            Some(SecretForm::Text) | None => Secret::of_others(text),
        }
    }

    /// The form of the secrets that sign in this way; nothing without signing.
    pub fn secret_form(&self) -> Option<SecretForm> {
        match self {
            Self::StandardWebhooks {} => Some(SecretForm::StandardWebhooks),
            Self::StandardWebhooksEd25519 {} => Some(SecretForm::Ed25519),
            Self::Github {}
            | Self::Stripe {}
            | Self::Slack {}
            | Self::Shopify {}
            | Self::Header(_) => Some(SecretForm::Text),
            Self::None {} => None,
        }
    }

    /// Whether a request can carry the signatures of two secrets. Where it can't, the old one signs
    /// until a rotation ends.
    pub fn signs_with_all(&self) -> bool {
        match self {
            Self::StandardWebhooks {} | Self::StandardWebhooksEd25519 {} | Self::Stripe {} => true,
            Self::Github {} | Self::Slack {} | Self::Shopify {} | Self::Header(_) => false,
            Self::None {} => false,
        }
    }

    /// The header that carries the signature, in small letters.
    pub fn header(&self) -> Option<String> {
        match self {
            Self::StandardWebhooks {} | Self::StandardWebhooksEd25519 {} => {
                Some(SIGNATURE_HEADER.to_owned())
            }
            Self::Github {} => Some(vendor::GITHUB.to_owned()),
            Self::Stripe {} => Some(vendor::STRIPE.to_owned()),
            Self::Slack {} => Some(vendor::SLACK.to_owned()),
            Self::Shopify {} => Some(vendor::SHOPIFY.to_owned()),
            Self::Header(own) => Some(own.header.to_ascii_lowercase()),
            Self::None {} => None,
        }
    }

    /// Notes what is wrong with the settings.
    pub fn check(&self, problems: &mut Problems) {
        if let Self::Header(own) = self {
            own.check(problems);
        }
    }
}

/// The headers that name, date and sign one attempt.
///
/// `keys` are the live secrets, the newest first: two while a secret is being rotated. Without a
/// key, or with [`Signing::None`], id and timestamp are sent alone, because a receiver needs them
/// to drop repeats.
pub fn sign(signing: &Signing, keys: &[Secret], message: Message<'_>) -> Vec<(String, String)> {
    if let Ok(mut signer) = Signer::new(signing, keys, message.id, message.timestamp) {
        signer.update(message.body);
        return signer.finish();
    }
    let mut headers = vec![
        (ID_HEADER.to_owned(), message.id.to_owned()),
        (TIMESTAMP_HEADER.to_owned(), message.timestamp.to_string()),
    ];
    match (signing, keys.last()) {
        (Signing::StandardWebhooksEd25519 {}, _) => {
            headers.extend(standard::sign_v1a(keys, message))
        }
        (Signing::Header(own), Some(oldest)) => headers.extend(own.sign(oldest, message)),
        _ => {}
    }
    headers
}

#[cfg(test)]
mod tests;
