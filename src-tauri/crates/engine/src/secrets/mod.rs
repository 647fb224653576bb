//! Where signing secrets are kept: in the system's key store or, where there is none that works,
//! in an encrypted file, which the app says openly. Secrets are in memory once they were read, so
//! that sending waits for neither.

mod key_store;
mod private_file;
mod sealed_file;

use std::{
    collections::HashMap,
    path::Path,
    sync::{Mutex, PoisonError},
};

use hookloom_core::{id::DestinationId, secret::Secret, view::SecretsKept};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use key_store::KeyStore;
use sealed_file::SealedFile;

/// The encrypted file, in the data folder.
const FILE: &str = "secrets.sealed";
/// Its key, in the folder of settings.
const KEY: &str = "secrets.key";
/// Lies in the data folder as soon as its secrets are in the key store, so that a later start
/// without key store does not take them for missing.
const MARK: &str = "secrets.in-key-store";

/// Set to `file` to keep secrets in the encrypted file even where there is a key store.
const VARIABLE: &str = "HOOKLOOM_SECRETS";

/// Why secrets could not be kept or read, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SecretError(String);

/// Where a person or a test wants secrets to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preference {
    /// In the key store, if there is one that works.
    KeyStore,
    /// In the encrypted file.
    File,
}

impl Preference {
    /// What the variable `HOOKLOOM_SECRETS` says; the key store if it says nothing.
    pub fn from_environment() -> Self {
        match std::env::var(VARIABLE) {
            Ok(value) if value == "file" => Self::File,
            _ => Self::KeyStore,
        }
    }
}

/// The signing secrets of all destinations.
pub struct SecretStore {
    place: Place,
    read: Mutex<HashMap<DestinationId, Vec<Secret>>>,
}

enum Place {
    KeyStore(KeyStore),
    File { file: SealedFile, why: String },
}

impl SecretStore {
    /// Opens the store. Secrets stay where they are: only the first one of a data folder goes to
    /// the better place. Waits some seconds at most for a key store that does not answer.
    ///
    /// A place that can't be read is no reason not to start; reading a secret says what is wrong.
    pub async fn open(data_folder: &Path, config_folder: &Path, wanted: Preference) -> Self {
        let place = Place::pick(data_folder, config_folder, wanted, key_store::connect).await;
        Self {
            place,
            read: Mutex::default(),
        }
    }

    /// Where secrets are kept, for the app to say.
    pub fn kept(&self) -> SecretsKept {
        match &self.place {
            Place::KeyStore(_) => SecretsKept::KeyStore {},
            Place::File { file, why } => SecretsKept::EncryptedFile {
                path: file.path().display().to_string(),
                why: why.clone(),
            },
        }
    }

    /// The secrets of a destination, the newest first; none if it has none.
    pub async fn get(&self, id: DestinationId) -> Result<Vec<Secret>, SecretError> {
        if let Some(known) = self.known(|read| read.get(&id).cloned()) {
            return Ok(known);
        }
        let kept = match &self.place {
            Place::KeyStore(store) => store.get(id).await?,
            Place::File { file, .. } => file.get(id).await?,
        };
        let secrets = kept.map_or(Ok(Vec::new()), |text| parse(id, &text))?;
        self.known(|read| read.insert(id, secrets.clone()));
        Ok(secrets)
    }

    /// Keeps the secrets of a destination instead of those that it had. They are on disk, or in
    /// the key store, when this returns.
    pub async fn put(&self, id: DestinationId, secrets: Vec<Secret>) -> Result<(), SecretError> {
        let text = written(&secrets);
        match &self.place {
            Place::KeyStore(store) => store.put(id, text).await?,
            Place::File { file, .. } => file.put(id, text).await?,
        }
        self.known(|read| read.insert(id, secrets));
        Ok(())
    }

    /// Forgets the secrets of a destination, if it has any.
    pub async fn delete(&self, id: DestinationId) -> Result<(), SecretError> {
        match &self.place {
            Place::KeyStore(store) => store.delete(id).await?,
            Place::File { file, .. } => file.delete(id).await?,
        }
        self.known(|read| read.remove(&id));
        Ok(())
    }

    fn known<T>(&self, with: impl FnOnce(&mut HashMap<DestinationId, Vec<Secret>>) -> T) -> T {
        with(&mut self.read.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Place {
    async fn pick(
        data_folder: &Path,
        config_folder: &Path,
        wanted: Preference,
        connect: key_store::Connect,
    ) -> Self {
        let path = data_folder.join(FILE);
        let mark = data_folder.join(MARK);
        let why = if wanted == Preference::File {
            format!("{VARIABLE}=file asks for it.")
        } else if path.exists() {
            "They were put there when the system had no key store that works.".to_owned()
        } else {
            let store = KeyStore::new(connect, mark.clone());
            match store.probe().await {
                Err(SecretError(why)) if !mark.exists() => why,
                // What lies in a key store that is away now is not looked for elsewhere.
                _ => return Self::KeyStore(store),
            }
        };
        let file = SealedFile::new(path, config_folder.join(KEY));
        Self::File { file, why }
    }
}

/// A secret as it is kept: free text that looks like a Standard Webhooks secret is still free text.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kept {
    StandardWebhooks(Zeroizing<String>),
    FreeText(Zeroizing<String>),
}

impl Kept {
    fn new(secret: &Secret) -> Self {
        let text = Zeroizing::new(secret.reveal().to_owned());
        if secret.key_bytes() == text.as_bytes() {
            Self::FreeText(text)
        } else {
            Self::StandardWebhooks(text)
        }
    }

    fn secret(&self) -> Option<Secret> {
        match self {
            Self::StandardWebhooks(text) => Secret::standard_webhooks(text).ok(),
            Self::FreeText(text) => Secret::free_text(text).ok(),
        }
    }
}

fn written(secrets: &[Secret]) -> Zeroizing<String> {
    let kept: Vec<_> = secrets.iter().map(Kept::new).collect();
    Zeroizing::new(serde_json::to_string(&kept).expect("texts can always be written as JSON"))
}

fn parse(id: DestinationId, text: &str) -> Result<Vec<Secret>, SecretError> {
    let kept: Option<Vec<Kept>> = serde_json::from_str(text).ok();
    let secrets = kept.and_then(|kept| kept.iter().map(Kept::secret).collect());
    secrets.ok_or_else(|| {
        SecretError(format!(
            "What is kept for {id} isn't a secret. Enter the destination's secret again."
        ))
    })
}

#[cfg(test)]
mod tests;
