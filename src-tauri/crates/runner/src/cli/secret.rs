//! Signing secrets on their way in: from a file or standard input, or made here. They are never
//! taken from the command line, where every program of the computer could read them.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use clap::Args;
use hookloom_api::{
    core::{secret::SecretForm, signing::Signing},
    secret_text::SecretText,
};

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

/// Where a destination's other secrets come from.
#[derive(Args)]
pub struct NamedSecrets {
    /// Read the secret of this name from a file; `authentication`, `client_key` and
    /// `proxy_password` belong to the settings. May be given more than once
    #[arg(long = "named-secret", value_name = "NAME=FILE", value_parser = named)]
    named: Vec<(String, PathBuf)>,
}

impl NamedSecrets {
    /// The secrets that were given, by name.
    ///
    /// # Errors
    /// When one can't be read.
    pub fn read(&self) -> Result<BTreeMap<String, SecretText>, Failure> {
        let read = |(name, path): &(String, PathBuf)| {
            let text = fs::read_to_string(path).map_err(|error| {
                let path = path.display();
                Failure::Invalid(vec![format!("{path} can't be read: {error}.")])
            })?;
            let text = SecretText::new(text.trim_end_matches(['\r', '\n']));
            Ok((name.clone(), text))
        };
        self.named.iter().map(read).collect()
    }
}

fn named(text: &str) -> Result<(String, PathBuf), String> {
    let (name, path) = text.split_once('=').ok_or("write NAME=FILE")?;
    Ok((name.to_owned(), path.into()))
}

impl SecretSource {
    /// The secret that was given, if one was.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn read(&self) -> Result<Option<SecretText>, Failure> {
        read(self.secret_file.as_deref(), self.secret_stdin)
    }
}

/// A secret out of a file or standard input, if either is named.
///
/// # Errors
/// When it can't be read.
pub fn read(file: Option<&Path>, stdin: bool) -> Result<Option<SecretText>, Failure> {
    let text = match file {
        Some(path) => fs::read_to_string(path),
        None if stdin => io::read_to_string(io::stdin()),
        None => return Ok(None),
    };
    match text {
        Ok(text) => Ok(Some(SecretText::new(text.trim_end_matches(['\r', '\n'])))),
        Err(error) => Err(Failure::Invalid(vec![format!(
            "The secret can't be read: {error}."
        )])),
    }
}

/// A fresh secret for that way of signing, from 32 random bytes of the system; none where nothing
/// is signed.
///
/// # Errors
/// When the system gives no randomness.
pub fn generate(signing: &Signing) -> Result<Option<SecretText>, Failure> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)
        .map_err(|error| Failure::Failed(format!("No secret can be made: {error}.")))?;
    let text = match signing.secret_form() {
        Some(SecretForm::StandardWebhooks) => format!("whsec_{}", STANDARD.encode(bytes)),
        Some(SecretForm::Ed25519 | SecretForm::Ed25519Public) => {
            format!("whsk_{}", STANDARD.encode(bytes))
        }
        Some(SecretForm::Text) => URL_SAFE_NO_PAD.encode(bytes),
        None => return Ok(None),
    };
    Ok(Some(SecretText::new(text)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_fresh_secret_holds_32_bytes_and_is_never_the_same() {
        let mut known = HashSet::new();
        for _ in 0..10_000 {
            let made = generate(&Signing::default()).unwrap().unwrap();
            let text = made.reveal().strip_prefix("whsec_").unwrap();
            let bytes = STANDARD.decode(text).unwrap();
            assert_eq!(bytes.len(), 32);
            assert!(known.insert(bytes), "twice the same");
        }
    }

    #[test]
    fn a_fresh_secret_has_the_form_that_its_way_of_signing_needs() {
        for signing in [
            Signing::StandardWebhooks {},
            Signing::StandardWebhooksEd25519 {},
            Signing::Github {},
        ] {
            let made = generate(&signing).unwrap().unwrap();
            assert!(signing.secret(made.reveal()).is_ok(), "{signing:?}");
        }
        assert_eq!(generate(&Signing::None {}).unwrap(), None);
    }
}
