//! The encrypted file, for systems without key store. XChaCha20-Poly1305 with a random key that
//! lies in another folder: whoever gets hold of the data folder alone, by a backup or a shared
//! disk, can't read it. A key that is lost or does not fit is an error; nothing is written then.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use zeroize::Zeroizing;

use super::{Owner, SecretError, private_file};

/// What the file begins with; it is authenticated along with the rest.
const HEADER: &[u8] = b"hookloom secrets 1\n";
const NONCE: usize = 24;
const KEY: usize = 32;

type Texts = BTreeMap<String, Zeroizing<String>>;

/// The file and the place of its key.
pub(super) struct SealedFile(Arc<Inner>);

struct Inner {
    path: PathBuf,
    key_path: PathBuf,
    /// What the file holds, once it was read. The lock also keeps writers apart.
    texts: Mutex<Option<Texts>>,
}

impl SealedFile {
    pub(super) fn new(path: PathBuf, key_path: PathBuf) -> Self {
        let texts = Mutex::default();
        Self(Arc::new(Inner {
            path,
            key_path,
            texts,
        }))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0.path
    }

    pub(super) async fn get(&self, owner: Owner) -> Result<Option<Zeroizing<String>>, SecretError> {
        self.with(move |_, texts| Ok(texts.get(&owner.to_string()).cloned()))
            .await
    }

    pub(super) async fn put(
        &self,
        owner: Owner,
        text: Zeroizing<String>,
    ) -> Result<(), SecretError> {
        self.edit(move |texts| texts.insert(owner.to_string(), text).is_none())
            .await
    }

    pub(super) async fn delete(&self, owner: Owner) -> Result<(), SecretError> {
        self.edit(move |texts| texts.remove(&owner.to_string()).is_some())
            .await
    }

    /// Everything that is in it, by whose it is.
    pub(super) async fn all(&self) -> Result<Vec<(Owner, Zeroizing<String>)>, SecretError> {
        let named =
            |(id, text): (&String, &Zeroizing<String>)| Some((Owner::read(id)?, text.clone()));
        self.with(move |_, texts| Ok(texts.iter().filter_map(named).collect()))
            .await
    }

    /// Reads it anew, whatever is known of it.
    pub(super) async fn probe(&self) -> Result<(), SecretError> {
        let anew = Self::new(self.0.path.clone(), self.0.key_path.clone());
        anew.all().await.map(drop)
    }

    /// Removes the file, but not its key.
    pub(super) async fn remove(&self) -> Result<(), SecretError> {
        self.with(|inner, texts| {
            match fs::remove_file(&inner.path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(unwritable(&inner.path, &error));
                }
                _ => texts.clear(),
            }
            Ok(())
        })
        .await
    }

    async fn edit<T>(
        &self,
        change: impl FnOnce(&mut Texts) -> T + Send + 'static,
    ) -> Result<(), SecretError> {
        self.with(move |inner, texts| {
            let mut changed = texts.clone();
            change(&mut changed);
            inner.write(&changed)?;
            *texts = changed;
            Ok(())
        })
        .await
    }

    async fn with<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Inner, &mut Texts) -> Result<T, SecretError> + Send + 'static,
    ) -> Result<T, SecretError> {
        let inner = self.0.clone();
        let acted = tokio::task::spawn_blocking(move || {
            let mut texts = inner.texts.lock().unwrap_or_else(PoisonError::into_inner);
            let mut read = match texts.take() {
                Some(read) => read,
                None => inner.read()?,
            };
            let result = act(&inner, &mut read);
            *texts = Some(read);
            result
        });
        acted
            .await
            .unwrap_or_else(|_| Err(SecretError("Hookloom is stopping.".to_owned())))
    }
}

impl Inner {
    fn read(&self) -> Result<Texts, SecretError> {
        let sealed = match fs::read(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Texts::new()),
            sealed => sealed.map_err(|error| unreadable(&self.path, &error))?,
        };
        let key = self.key()?.ok_or_else(|| self.key_lost())?;
        open(&key, &sealed).ok_or_else(|| self.does_not_fit())
    }

    fn write(&self, texts: &Texts) -> Result<(), SecretError> {
        let key = match self.key()? {
            Some(key) => key,
            // With a file there, its key was lost since it was read; a new one would not open it.
            None if self.path.exists() => return Err(self.key_lost()),
            None => self.make_key()?,
        };
        let failed = |error| unwritable(&self.path, &error);
        if let Some(folder) = self.path.parent() {
            private_file::make_folder(folder).map_err(failed)?;
        }
        private_file::replace(&self.path, &seal(&key, texts)).map_err(failed)
    }

    fn key(&self) -> Result<Option<Zeroizing<[u8; KEY]>>, SecretError> {
        let text = match fs::read(&self.key_path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            text => Zeroizing::new(text.map_err(|error| unreadable(&self.key_path, &error))?),
        };
        let bytes = STANDARD.decode(text.trim_ascii()).map(Zeroizing::new);
        let key = bytes
            .ok()
            .and_then(|bytes| bytes.as_slice().try_into().ok());
        match key {
            Some(key) => Ok(Some(Zeroizing::new(key))),
            None => Err(SecretError(format!(
                "{} isn't the key that Hookloom made. Put it back from a backup.",
                self.key_path.display()
            ))),
        }
    }

    fn make_key(&self) -> Result<Zeroizing<[u8; KEY]>, SecretError> {
        let failed = |error| unwritable(&self.key_path, &error);
        let key = Zeroizing::new(random::<KEY>());
        let text = Zeroizing::new(format!("{}\n", STANDARD.encode(*key)));
        if let Some(folder) = self.key_path.parent() {
            private_file::make_folder(folder).map_err(failed)?;
        }
        private_file::make(&self.key_path, text.as_bytes()).map_err(failed)?;
        // Another runner, with another data folder, may have been faster: its key counts.
        self.key()?.ok_or_else(|| self.key_lost())
    }

    fn key_lost(&self) -> SecretError {
        SecretError(format!(
            "The key {} is gone, and {} can't be read without it. Put the key back from a backup, \
             or move that file away and enter the secrets again.",
            self.key_path.display(),
            self.path.display()
        ))
    }

    fn does_not_fit(&self) -> SecretError {
        SecretError(format!(
            "{} can't be opened with the key {}: one of them was changed or damaged. Put both back \
             from a backup, or move them away and enter the secrets again.",
            self.path.display(),
            self.key_path.display()
        ))
    }
}

fn seal(key: &[u8; KEY], texts: &Texts) -> Vec<u8> {
    let plain = serde_json::to_vec(texts).expect("a map of texts is valid JSON");
    let plain = Zeroizing::new(plain);
    let nonce = random::<NONCE>();
    let payload = Payload {
        msg: &plain,
        aad: HEADER,
    };
    let sealed = XChaCha20Poly1305::new(key.into()).encrypt(&XNonce::from(nonce), payload);
    let sealed = sealed.expect("the secrets are far shorter than the cipher's limit");
    [HEADER, &nonce, &sealed].concat()
}

fn open(key: &[u8; KEY], sealed: &[u8]) -> Option<Texts> {
    let (nonce, sealed) = sealed.strip_prefix(HEADER)?.split_first_chunk::<NONCE>()?;
    let payload = Payload {
        msg: sealed,
        aad: HEADER,
    };
    let plain = XChaCha20Poly1305::new(key.into()).decrypt(&XNonce::from(*nonce), payload);
    let plain = Zeroizing::new(plain.ok()?);
    serde_json::from_slice(&plain).ok()
}

fn random<const LENGTH: usize>() -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes
}

fn unreadable(path: &Path, error: &io::Error) -> SecretError {
    SecretError(format!("{} can't be read: {error}.", path.display()))
}

fn unwritable(path: &Path, error: &io::Error) -> SecretError {
    SecretError(format!("{} can't be written: {error}.", path.display()))
}
