//! Where secrets are kept: in the system's key store or, where there is none that works,
//! in an encrypted file, which the app says openly. Secrets are in memory once they were read, so
//! that sending waits for neither.

mod kept;
mod key_store;
mod owner;
mod private_file;
mod sealed_file;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use hookloom_core::{secret::Secret, view::SecretsKept};

use tokio::sync::RwLock;

use key_store::KeyStore;
pub use owner::Owner;
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

/// Whether a name in the data folder is that of kept secrets. The key of the file is none of them:
/// another data folder may have the same.
pub(crate) fn owns(name: &str) -> bool {
    name.starts_with(FILE) || name.starts_with(MARK)
}

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

/// All secrets, by whose they are.
pub struct SecretStore {
    place: Mutex<Arc<Place>>,
    /// Held alone while secrets move: nobody reads or changes one meanwhile.
    moving: RwLock<()>,
    read: Mutex<BTreeMap<Owner, Arc<Secrets>>>,
    /// How the key store is reached, and where its mark lies.
    key_store: (key_store::Connect, PathBuf),
}

/// The secrets of one owner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Secrets {
    /// What signs, or checks a signature; the newest first.
    pub signing: Vec<Secret>,
    /// What is placed into requests, by name.
    pub named: BTreeMap<String, Secret>,
}

impl Secrets {
    /// Signing secrets alone, the newest first.
    pub fn of_signing(signing: Vec<Secret>) -> Self {
        Self {
            signing,
            ..Self::default()
        }
    }
}

enum Place {
    KeyStore(KeyStore),
    File {
        file: SealedFile,
        why: String,
        /// A person asked for the file.
        wanted: bool,
    },
}

impl SecretStore {
    /// Opens the store. Secrets stay where they are: only the first one of a data folder goes to
    /// the better place. Waits some seconds at most for a key store that does not answer.
    ///
    /// A place that can't be read is no reason not to start; reading a secret says what is wrong.
    pub async fn open(data_folder: &Path, config_folder: &Path, wanted: Preference) -> Self {
        Self::open_with(data_folder, config_folder, wanted, key_store::connect).await
    }

    async fn open_with(
        data_folder: &Path,
        config_folder: &Path,
        wanted: Preference,
        connect: key_store::Connect,
    ) -> Self {
        let place = Place::pick(data_folder, config_folder, wanted, connect).await;
        Self {
            place: Mutex::new(Arc::new(place)),
            moving: RwLock::default(),
            read: Mutex::default(),
            key_store: (connect, data_folder.join(MARK)),
        }
    }

    /// Moves the secrets from the encrypted file into the key store, where there is one by now.
    /// The file counts until all of them are there and were read back; then it is removed. Its key
    /// stays, since another data folder may have the same.
    ///
    /// # Errors
    /// When a person asked for the file, or the key store does not work. Then all is as it was.
    pub async fn move_to_key_store(&self) -> Result<(), SecretError> {
        let _alone = self.moving.write().await;
        let place = self.place();
        let Place::File { file, wanted, .. } = &*place else {
            return Ok(());
        };
        if *wanted {
            let message = format!("{VARIABLE}=file asks for the file. Start Hookloom without it.");
            return Err(SecretError(message));
        }
        let (connect, mark) = self.key_store.clone();
        let store = KeyStore::new(connect, mark);
        store.probe().await?;
        for (owner, text) in file.all().await? {
            store.put(owner, text.clone()).await?;
            if store.get(owner).await? != Some(text) {
                let message = "The system's password store gave back something else than was put in. \
                               The secrets stay in the file.";
                return Err(SecretError(message.to_owned()));
            }
        }
        file.remove().await?;
        *self.place.lock().unwrap_or_else(PoisonError::into_inner) =
            Arc::new(Place::KeyStore(store));
        Ok(())
    }

    fn place(&self) -> Arc<Place> {
        let place = self.place.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&place)
    }

    /// Where secrets are kept, for the app to say.
    pub fn kept(&self) -> SecretsKept {
        match &*self.place() {
            Place::KeyStore(_) => SecretsKept::KeyStore {},
            Place::File { file, why, .. } => SecretsKept::EncryptedFile {
                path: file.path().display().to_string(),
                why: why.clone(),
            },
        }
    }

    /// Whether secrets can be read and changed just now.
    ///
    /// # Errors
    /// What is wrong with their place.
    pub async fn check(&self) -> Result<(), SecretError> {
        let _still = self.moving.read().await;
        match &*self.place() {
            Place::KeyStore(store) => store.probe().await,
            Place::File { file, .. } => file.probe().await,
        }
    }

    /// The secrets of an owner; none if it has none.
    pub async fn get(&self, owner: Owner) -> Result<Arc<Secrets>, SecretError> {
        if let Some(known) = self.known(|read| read.get(&owner).cloned()) {
            return Ok(known);
        }
        let _still = self.moving.read().await;
        let kept = match &*self.place() {
            Place::KeyStore(store) => store.get(owner).await?,
            Place::File { file, .. } => file.get(owner).await?,
        };
        let secrets = kept.map_or_else(|| Ok(Secrets::default()), |text| kept::read(owner, &text));
        let secrets = Arc::new(secrets?);
        self.known(|read| read.insert(owner, secrets.clone()));
        Ok(secrets)
    }

    /// Keeps the secrets of an owner instead of those that it had. They are on disk, or in the key
    /// store, when this returns.
    pub async fn put(&self, owner: Owner, secrets: Secrets) -> Result<(), SecretError> {
        let text = kept::written(&secrets);
        let _still = self.moving.read().await;
        match &*self.place() {
            Place::KeyStore(store) => store.put(owner, text).await?,
            Place::File { file, .. } => file.put(owner, text).await?,
        }
        self.known(|read| read.insert(owner, Arc::new(secrets)));
        Ok(())
    }

    /// Forgets the secrets of an owner, if it has any.
    pub async fn delete(&self, owner: Owner) -> Result<(), SecretError> {
        let _still = self.moving.read().await;
        match &*self.place() {
            Place::KeyStore(store) => store.delete(owner).await?,
            Place::File { file, .. } => file.delete(owner).await?,
        }
        self.known(|read| read.remove(&owner));
        Ok(())
    }

    fn known<T>(&self, with: impl FnOnce(&mut BTreeMap<Owner, Arc<Secrets>>) -> T) -> T {
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
            "They were put there when the system had no password store that works.".to_owned()
        } else {
            let store = KeyStore::new(connect, mark.clone());
            match store.probe().await {
                Err(SecretError(why)) if !mark.exists() => why,
                // What lies in a key store that is away now is not looked for elsewhere.
                _ => return Self::KeyStore(store),
            }
        };
        let file = SealedFile::new(path, config_folder.join(KEY));
        let wanted = wanted == Preference::File;
        Self::File { file, why, wanted }
    }
}

#[cfg(test)]
mod tests;
