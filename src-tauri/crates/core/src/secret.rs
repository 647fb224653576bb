//! Secrets that sign requests. They have no `Debug` that shows them and are wiped from memory.

use std::fmt;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::{Engine, engine::general_purpose::STANDARD};
use thiserror::Error;
use zeroize::Zeroizing;

/// What a Standard Webhooks secret begins with.
const PREFIX: &str = "whsec_";
/// What a private Ed25519 key of Standard Webhooks begins with.
const PRIVATE: &str = "whsk_";
/// What a public Ed25519 key of Standard Webhooks begins with.
const PUBLIC: &str = "whpk_";
/// How many bytes a Standard Webhooks key may have (specification, "Signature scheme").
const KEY_BYTES: std::ops::RangeInclusive<usize> = 24..=64;
/// How many bytes an Ed25519 key has, the private and the public one.
const ED25519_BYTES: usize = 32;
/// The fewest characters of a text whose end may be shown.
const SHORTEST_HINTED: usize = 12;
/// The fewest characters of a free text that serves as a key.
const SHORTEST_TEXT: usize = 16;

/// A signing secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret {
    text: Zeroizing<String>,
    key: Zeroizing<Vec<u8>>,
    form: SecretForm,
}

/// How a secret is written, which says what its key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretForm {
    /// `whsec_` and 24 to 64 bytes in base64.
    StandardWebhooks,
    /// `whsk_` and a private Ed25519 key in base64.
    Ed25519,
    /// `whpk_` and a public Ed25519 key in base64: it checks signatures and makes none.
    Ed25519Public,
    /// Any text; its characters are the key.
    Text,
}

/// Why a text can't serve as a secret. The text itself is never repeated.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum SecretError {
    /// It is not a Standard Webhooks secret.
    #[error(
        "This secret should begin with whsec_ and go on in base64. Generate one, or paste the whole text."
    )]
    Prefix,
    /// It is no key of Ed25519.
    #[error(
        "This key should begin with {0} and go on in base64. Generate one, or paste the whole text."
    )]
    KeyPrefix(&'static str),
    /// What follows the prefix is not base64.
    #[error("What follows whsec_ isn't valid base64. Paste the whole secret, without spaces.")]
    Base64,
    /// The key is too short or too long.
    #[error("The key in this secret has {0} bytes; it needs 24 to 64. Generate a new one.")]
    KeyLength(usize),
    /// What follows the prefix is not an Ed25519 key.
    #[error("What follows {0} isn't an Ed25519 key in base64. Paste the whole key.")]
    NoKey(&'static str),
    /// The text is too short.
    #[error("Secrets need at least 16 characters.")]
    TooShort,
    /// There is no text at all.
    #[error("Enter the secret the caller uses.")]
    Empty,
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
        Ok(Self::new(text, key, SecretForm::StandardWebhooks))
    }

    /// A private Ed25519 key: `whsk_` and its 32 bytes in base64, or 64 with the public half.
    ///
    /// # Errors
    /// When the text is anything else.
    pub fn ed25519(text: &str) -> Result<Self, SecretError> {
        let bytes = key_bytes(text, PRIVATE)?;
        let (seed, public) = bytes
            .split_at_checked(ED25519_BYTES)
            .ok_or(SecretError::NoKey(PRIVATE))?;
        let pair = if public.is_empty() {
            Ed25519KeyPair::from_seed_unchecked(seed)
        } else {
            Ed25519KeyPair::from_seed_and_public_key(seed, public)
        };
        pair.map_err(|_| SecretError::NoKey(PRIVATE))?;
        let seed = Zeroizing::new(seed.to_vec());
        Ok(Self::new(text.trim(), seed, SecretForm::Ed25519))
    }

    /// A public Ed25519 key: `whpk_` and its 32 bytes in base64.
    ///
    /// # Errors
    /// When the text is anything else.
    pub fn ed25519_public(text: &str) -> Result<Self, SecretError> {
        let key = key_bytes(text, PUBLIC)?;
        match key.len() {
            ED25519_BYTES => Ok(Self::new(text.trim(), key, SecretForm::Ed25519Public)),
            _ => Err(SecretError::NoKey(PUBLIC)),
        }
    }

    /// A secret whose characters are the key.
    ///
    /// # Errors
    /// When it has fewer than 16 characters.
    pub fn free_text(text: &str) -> Result<Self, SecretError> {
        if text.chars().count() < SHORTEST_TEXT {
            return Err(SecretError::TooShort);
        }
        Ok(Self::characters(text))
    }

    /// A secret that someone else chose, so that nothing can be asked of its length.
    ///
    /// # Errors
    /// When there is none.
    pub fn of_others(text: &str) -> Result<Self, SecretError> {
        if text.is_empty() {
            return Err(SecretError::Empty);
        }
        Ok(Self::characters(text))
    }

    fn characters(text: &str) -> Self {
        let key = Zeroizing::new(text.as_bytes().to_vec());
        Self::new(text, key, SecretForm::Text)
    }

    /// A Standard Webhooks secret from bytes that only chance knows.
    pub fn from_random(bytes: &[u8; 32]) -> Self {
        let text = Zeroizing::new(format!("{PREFIX}{}", STANDARD.encode(bytes)));
        let key = Zeroizing::new(bytes.to_vec());
        Self::new(&text, key, SecretForm::StandardWebhooks)
    }

    fn new(text: &str, key: Zeroizing<Vec<u8>>, form: SecretForm) -> Self {
        let text = Zeroizing::new(text.to_owned());
        Self { text, key, form }
    }

    /// The secret as a person copies it: for the secret store, and once for who made it.
    pub fn reveal(&self) -> &str {
        &self.text
    }

    /// How it is written.
    pub fn form(&self) -> SecretForm {
        self.form
    }

    /// The bytes that sign.
    pub fn key_bytes(&self) -> &[u8] {
        &self.key
    }

    /// What a receiver checks Ed25519 signatures with, `whpk_…`. It is no secret.
    pub fn public_key(&self) -> Option<String> {
        let public = self.public_bytes()?;
        Some(format!("{PUBLIC}{}", STANDARD.encode(public)))
    }

    /// The public half of an Ed25519 key.
    pub(crate) fn public_bytes(&self) -> Option<Vec<u8>> {
        match self.form {
            SecretForm::Ed25519Public => Some(self.key.to_vec()),
            SecretForm::Ed25519 => Some(self.pair()?.public_key().as_ref().to_vec()),
            SecretForm::StandardWebhooks | SecretForm::Text => None,
        }
    }

    /// The key pair that makes Ed25519 signatures.
    pub(crate) fn pair(&self) -> Option<Ed25519KeyPair> {
        let is_private = self.form == SecretForm::Ed25519;
        is_private
            .then(|| Ed25519KeyPair::from_seed_unchecked(&self.key).ok())
            .flatten()
    }

    /// Enough of it to tell secrets apart, such as `••••a1b2`.
    pub fn hint(&self) -> String {
        let text = self.text.trim_end_matches('=');
        if text.chars().count() < SHORTEST_HINTED {
            return "••••".to_owned();
        }
        let skipped = text.chars().count().saturating_sub(4);
        format!("••••{}", text.chars().skip(skipped).collect::<String>())
    }
}

fn key_bytes(text: &str, prefix: &'static str) -> Result<Zeroizing<Vec<u8>>, SecretError> {
    let encoded = text.trim().strip_prefix(prefix);
    let encoded = encoded.ok_or(SecretError::KeyPrefix(prefix))?;
    let bytes = STANDARD.decode(encoded);
    Ok(Zeroizing::new(
        bytes.map_err(|_| SecretError::NoKey(prefix))?,
    ))
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
        assert_eq!(Secret::of_others("hunter2").unwrap().hint(), "••••");
        assert!(!Secret::from_random(&[7; 32]).hint().contains('='));
    }

    #[test]
    fn a_private_key_gives_its_public_one_and_both_are_read_back() {
        let made = Secret::ed25519(&format!("whsk_{}", STANDARD.encode([7; 32]))).unwrap();
        let public = Secret::ed25519_public(&made.public_key().unwrap()).unwrap();
        assert_eq!(public.public_key(), made.public_key());
        assert!(public.pair().is_none(), "a public key signs nothing");
        let mut both = vec![7; 32];
        both.extend(public.key_bytes());
        let long = Secret::ed25519(&format!("whsk_{}", STANDARD.encode(&both))).unwrap();
        assert_eq!(long.key_bytes(), made.key_bytes());
        both[40] ^= 1;
        let torn = Secret::ed25519(&format!("whsk_{}", STANDARD.encode(&both)));
        assert_eq!(torn, Err(SecretError::NoKey("whsk_")));
    }

    #[test]
    fn what_is_no_ed25519_key_is_refused_with_words() {
        let short = format!("whsk_{}", STANDARD.encode([1; 31]));
        for (text, expected) in [
            ("whsec_AAAA", SecretError::KeyPrefix("whsk_")),
            ("whsk_not base64", SecretError::NoKey("whsk_")),
            (short.as_str(), SecretError::NoKey("whsk_")),
        ] {
            assert_eq!(Secret::ed25519(text), Err(expected), "{text}");
        }
        let refusal = Secret::ed25519_public("whpk_AAAA");
        assert_eq!(refusal, Err(SecretError::NoKey("whpk_")));
    }

    #[test]
    fn the_secret_of_a_caller_may_have_any_length_but_none() {
        assert_eq!(Secret::of_others("ab").unwrap().key_bytes(), b"ab");
        assert_eq!(Secret::of_others(""), Err(SecretError::Empty));
    }
}
