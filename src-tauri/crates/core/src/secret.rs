//! Secrets that sign requests. They have no `Debug` that shows them and are wiped from memory.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use thiserror::Error;
use zeroize::Zeroizing;

/// What a Standard Webhooks secret begins with.
const PREFIX: &str = "whsec_";
/// How many bytes a Standard Webhooks key may have (specification, "Signature scheme").
const KEY_BYTES: std::ops::RangeInclusive<usize> = 24..=64;
/// The fewest characters of a free text that serves as a key.
const SHORTEST_TEXT: usize = 16;

/// A signing secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret {
    text: Zeroizing<String>,
    key: Zeroizing<Vec<u8>>,
}

/// Why a text can't serve as a secret. The text itself is never repeated.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum SecretError {
    /// It is not a Standard Webhooks secret.
    #[error(
        "This secret should begin with whsec_ and go on in base64. Generate one, or paste the whole text."
    )]
    Prefix,
    /// What follows the prefix is not base64.
    #[error("What follows whsec_ isn't valid base64. Paste the whole secret, without spaces.")]
    Base64,
    /// The key is too short or too long.
    #[error("The key in this secret has {0} bytes; it needs 24 to 64. Generate a new one.")]
    KeyLength(usize),
    /// The text is too short.
    #[error("Secrets need at least 16 characters.")]
    TooShort,
}

impl Secret {
    /// A secret as Standard Webhooks has it: `whsec_` and 24 to 64 bytes in base64.
    ///
    /// # Errors
    /// When the text is anything else.
    pub fn standard_webhooks(text: &str) -> Result<Self, SecretError> {
        let text = text.trim();
        if text.len() < SHORTEST_TEXT {
            return Err(SecretError::TooShort);
        }
        let encoded = text.strip_prefix(PREFIX).ok_or(SecretError::Prefix)?;
        let key = Zeroizing::new(STANDARD.decode(encoded).map_err(|_| SecretError::Base64)?);
        if !KEY_BYTES.contains(&key.len()) {
            return Err(SecretError::KeyLength(key.len()));
        }
        Ok(Self {
            text: Zeroizing::new(text.to_owned()),
            key,
        })
    }

    /// A secret whose characters are the key.
    ///
    /// # Errors
    /// When it has fewer than 16 characters.
    pub fn free_text(text: &str) -> Result<Self, SecretError> {
        if text.chars().count() < SHORTEST_TEXT {
            return Err(SecretError::TooShort);
        }
        let key = Zeroizing::new(text.as_bytes().to_vec());
        Ok(Self {
            text: Zeroizing::new(text.to_owned()),
            key,
        })
    }

    /// A Standard Webhooks secret from bytes that only chance knows.
    pub fn from_random(bytes: &[u8; 32]) -> Self {
        let text = Zeroizing::new(format!("{PREFIX}{}", STANDARD.encode(bytes)));
        Self {
            text,
            key: Zeroizing::new(bytes.to_vec()),
        }
    }

    /// The secret as a person copies it: for the secret store, and once for who made it.
    pub fn reveal(&self) -> &str {
        &self.text
    }

    /// The bytes that sign.
    pub fn key_bytes(&self) -> &[u8] {
        &self.key
    }

    /// Enough of it to tell secrets apart, such as `••••a1b2`.
    pub fn hint(&self) -> String {
        let text = self.text.trim_end_matches('=');
        let skipped = text.chars().count().saturating_sub(4);
        format!("••••{}", text.chars().skip(skipped).collect::<String>())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[REDACTED]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generated_secret_is_read_back_with_the_same_key() {
        let made = Secret::from_random(&[7; 32]);
        let read = Secret::standard_webhooks(made.reveal()).unwrap();
        assert_eq!(read.key_bytes(), &[7; 32]);
    }

    #[test]
    fn what_is_no_standard_webhooks_secret_is_refused_with_words() {
        let short_key = format!("whsec_{}", STANDARD.encode([1; 23]));
        let long_key = format!("whsec_{}", STANDARD.encode([1; 65]));
        for (text, expected) in [
            ("whsec_", SecretError::TooShort),
            ("correct horse battery staple", SecretError::Prefix),
            ("whsec_not/base64/at all!!", SecretError::Base64),
            (short_key.as_str(), SecretError::KeyLength(23)),
            (long_key.as_str(), SecretError::KeyLength(65)),
        ] {
            assert_eq!(Secret::standard_webhooks(text), Err(expected), "{text}");
        }
    }

    #[test]
    fn printing_a_secret_shows_nothing_of_it() {
        assert_eq!(format!("{:?}", Secret::from_random(&[7; 32])), "[REDACTED]");
    }

    #[test]
    fn a_hint_shows_four_characters_and_no_padding() {
        let hint = Secret::free_text("0123456789abcdef").unwrap().hint();
        assert_eq!(hint, "••••cdef");
        assert!(!Secret::from_random(&[7; 32]).hint().contains('='));
    }
}
