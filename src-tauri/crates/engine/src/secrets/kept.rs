//! How the secrets of an owner are written where they are kept.

use std::collections::BTreeMap;

use hookloom_core::secret::{Secret, SecretForm};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{Owner, SecretError, Secrets};

/// One owner's secrets. At first there were only signing secrets, in a list of their own.
#[derive(Deserialize)]
#[serde(untagged)]
enum Kept {
    Signing(Vec<KeptSecret>),
    All(KeptSecrets),
}

#[derive(Default, Serialize, Deserialize)]
struct KeptSecrets {
    #[serde(default)]
    signing: Vec<KeptSecret>,
    #[serde(default)]
    named: BTreeMap<String, Zeroizing<String>>,
}

/// A secret with its form: free text that looks like a Standard Webhooks secret is still free text.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum KeptSecret {
    StandardWebhooks(Zeroizing<String>),
    Ed25519(Zeroizing<String>),
    Ed25519Public(Zeroizing<String>),
    FreeText(Zeroizing<String>),
}

pub(super) fn written(secrets: &Secrets) -> Zeroizing<String> {
    let text = |secret: &Secret| Zeroizing::new(secret.reveal().to_owned());
    let kept = KeptSecrets {
        signing: secrets.signing.iter().map(KeptSecret::new).collect(),
        named: secrets
            .named
            .iter()
            .map(|(name, secret)| (name.clone(), text(secret)))
            .collect(),
    };
    Zeroizing::new(serde_json::to_string(&kept).expect("texts can always be written as JSON"))
}

pub(super) fn read(owner: Owner, text: &str) -> Result<Secrets, SecretError> {
    let kept = serde_json::from_str(text).ok();
    kept.and_then(secrets).ok_or_else(|| {
        SecretError(format!(
            "What is kept for {owner} isn't a secret. Enter the secret again."
        ))
    })
}

fn secrets(kept: Kept) -> Option<Secrets> {
    let KeptSecrets { signing, named } = match kept {
        Kept::All(all) => all,
        Kept::Signing(signing) => KeptSecrets {
            signing,
            ..KeptSecrets::default()
        },
    };
    let named = named
        .into_iter()
        .map(|(name, text)| Some((name, Secret::of_others(&text).ok()?)));
    Some(Secrets {
        signing: signing
            .iter()
            .map(KeptSecret::secret)
            .collect::<Option<_>>()?,
        named: named.collect::<Option<_>>()?,
    })
}

impl KeptSecret {
    fn new(secret: &Secret) -> Self {
        let text = Zeroizing::new(secret.reveal().to_owned());
        match secret.form() {
            SecretForm::StandardWebhooks => Self::StandardWebhooks(text),
            SecretForm::Ed25519 => Self::Ed25519(text),
            SecretForm::Ed25519Public => Self::Ed25519Public(text),
            SecretForm::Text => Self::FreeText(text),
        }
    }

    fn secret(&self) -> Option<Secret> {
        match self {
            Self::StandardWebhooks(text) => Secret::standard_webhooks(text).ok(),
            Self::Ed25519(text) => Secret::ed25519(text).ok(),
            Self::Ed25519Public(text) => Secret::ed25519_public(text).ok(),
            Self::FreeText(text) => Secret::of_others(text).ok(),
        }
    }
}
