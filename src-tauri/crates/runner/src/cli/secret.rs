//! Signing secrets on their way in: from a file or standard input, or made here. They are never
//! taken from the command line, where every program of the computer could read them.

use std::{fs, io, path::PathBuf};

use base64::{Engine, engine::general_purpose::STANDARD};
use clap::Args;
use hookloom_api::secret_text::SecretText;

use super::Failure;

/// Where a signing secret comes from.
#[derive(Args)]
pub struct SecretSource {
    /// Read the signing secret from this file
    #[arg(long, value_name = "FILE", conflicts_with = "secret_stdin")]
    secret_file: Option<PathBuf>,
    /// Read the signing secret from standard input
    #[arg(long)]
    secret_stdin: bool,
}

impl SecretSource {
    /// The secret that was given, if one was.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn read(&self) -> Result<Option<SecretText>, Failure> {
        let text = match &self.secret_file {
            Some(path) => fs::read_to_string(path),
            None if self.secret_stdin => io::read_to_string(io::stdin()),
            None => return Ok(None),
        };
        match text {
            Ok(text) => Ok(Some(SecretText::new(text.trim_end_matches(['\r', '\n'])))),
            Err(error) => Err(Failure::Invalid(vec![format!(
                "The secret can't be read: {error}."
            )])),
        }
    }
}

/// A fresh secret as Standard Webhooks writes it: 32 random bytes of the system.
///
/// # Errors
/// When the system gives no randomness.
pub fn generate() -> Result<SecretText, Failure> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)
        .map_err(|error| Failure::Failed(format!("No secret can be made: {error}.")))?;
    Ok(SecretText::new(format!("whsec_{}", STANDARD.encode(bytes))))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_fresh_secret_holds_32_bytes_and_is_never_the_same() {
        let (one, other) = (generate().unwrap(), generate().unwrap());
        let text = one.reveal().strip_prefix("whsec_").unwrap();
        assert_eq!(STANDARD.decode(text).unwrap().len(), 32);
        assert_ne!(one.reveal(), other.reveal());
    }
}
