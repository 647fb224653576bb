//! The system's key store, on a thread of its own: it may take its time, ask the person for a
//! password, or never answer at all.

use std::{
    fs, io,
    path::PathBuf,
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use keyring_core::{CredentialStore, Entry, Error as StoreError};
use tokio::{sync::oneshot, time::timeout};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{Owner, SecretError, private_file};

/// Under which name the key store lists our secrets.
const SERVICE: &str = "hookloom";
/// How long the key store may take to show that it works. The app does not start sooner.
const PROBE_LIMIT: Duration = Duration::from_secs(3);
/// How long anything else may take; long enough to type a password.
const LIMIT: Duration = Duration::from_secs(20);
/// How many calls may wait behind one that takes long.
const WAITING: usize = 64;

/// Opens the system's key store.
pub(super) type Connect = fn() -> Result<Arc<CredentialStore>, StoreError>;

/// What the key store's thread does, one after the other.
type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// The key store. It is connected to when it is first needed, and again after a failure.
pub(super) struct KeyStore {
    jobs: mpsc::SyncSender<Job>,
}

struct Connection {
    connect: Connect,
    store: Option<Arc<CredentialStore>>,
    mark: PathBuf,
}

impl KeyStore {
    /// `mark` is a file that is made with the first secret. It names the secrets of its data
    /// folder, because another folder may have a destination of the same id.
    pub(super) fn new(connect: Connect, mark: PathBuf) -> Self {
        let (jobs, next) = mpsc::sync_channel::<Job>(WAITING);
        let mut connection = Connection {
            connect,
            store: None,
            mark,
        };
        // It ends when the last sender is gone; one that hangs in the key store ends with the app.
        thread::spawn(move || {
            for job in next {
                job(&mut connection);
            }
        });
        Self { jobs }
    }

    /// Writes, reads and deletes something: a store that can be opened may still be unable to.
    pub(super) async fn probe(&self) -> Result<(), SecretError> {
        let probe = Uuid::now_v7().to_string();
        self.run(PROBE_LIMIT, move |connection| {
            let entry = connection.entry(&format!("probe {probe}"))?;
            entry.set_secret(probe.as_bytes())?;
            let read = entry.get_secret();
            entry.delete_credential()?;
            if read? == probe.as_bytes() {
                Ok(())
            } else {
                let found = "it gave back something else than was put in".to_owned();
                Err(StoreError::BadStoreFormat(found))
            }
        })
        .await
    }

    pub(super) async fn get(&self, owner: Owner) -> Result<Option<Zeroizing<String>>, SecretError> {
        let read = move |connection: &mut Connection| {
            let Some(folder) = connection.folder()? else {
                return Ok(None);
            };
            match connection.entry(&user(&folder, owner))?.get_password() {
                Ok(text) => Ok(Some(Zeroizing::new(text))),
                Err(StoreError::NoEntry) => Ok(None),
                Err(error) => Err(error),
            }
        };
        self.run(LIMIT, read).await
    }

    pub(super) async fn put(
        &self,
        owner: Owner,
        text: Zeroizing<String>,
    ) -> Result<(), SecretError> {
        let write = move |connection: &mut Connection| {
            let known = connection.folder()?;
            let folder = known.clone().unwrap_or_else(|| Uuid::now_v7().to_string());
            connection
                .entry(&user(&folder, owner))?
                .set_password(&text)?;
            if known.is_none() {
                private_file::make(&connection.mark, folder.as_bytes()).map_err(disk)?;
            }
            Ok(())
        };
        self.run(LIMIT, write).await
    }

    pub(super) async fn delete(&self, owner: Owner) -> Result<(), SecretError> {
        let delete = move |connection: &mut Connection| {
            let Some(folder) = connection.folder()? else {
                return Ok(());
            };
            match connection.entry(&user(&folder, owner))?.delete_credential() {
                Err(StoreError::NoEntry) => Ok(()),
                deleted => deleted,
            }
        };
        self.run(LIMIT, delete).await
    }

    async fn run<T: Send + 'static>(
        &self,
        limit: Duration,
        act: impl FnOnce(&mut Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, SecretError> {
        let (reply, done) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            // Whoever asked may have given up.
            let _ = reply.send(connection.attempt(act));
        });
        self.jobs.try_send(job).map_err(|_| silent(limit))?;
        match timeout(limit, done).await {
            Ok(Ok(acted)) => acted.map_err(|error| unusable(&error)),
            Ok(Err(_)) | Err(_) => Err(silent(limit)),
        }
    }
}

impl Connection {
    fn attempt<T>(
        &mut self,
        act: impl FnOnce(&mut Self) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let acted = act(self);
        if acted.is_err() {
            // The connection may be what is broken; the next call makes another.
            self.store = None;
        }
        acted
    }

    /// The name under which this data folder's secrets are kept, once there are any.
    fn folder(&self) -> Result<Option<String>, StoreError> {
        match fs::read_to_string(&self.mark) {
            Ok(folder) => Ok(Some(folder)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(disk(error)),
        }
    }

    fn entry(&mut self, user: &str) -> Result<Entry, StoreError> {
        let store = match &self.store {
            Some(store) => store,
            None => self.store.insert((self.connect)()?),
        };
        store.build(SERVICE, user, None)
    }
}

/// The key store of this system.
#[cfg(target_os = "linux")]
pub(super) fn connect() -> Result<Arc<CredentialStore>, StoreError> {
    let store = zbus_secret_service_keyring_store::Store::new()?;
    Ok(store)
}

/// The key store of this system.
#[cfg(not(target_os = "linux"))]
pub(super) fn connect() -> Result<Arc<CredentialStore>, StoreError> {
    Err(StoreError::NoDefaultStore)
}

fn user(folder: &str, owner: Owner) -> String {
    format!("{folder} {owner}")
}

fn disk(error: io::Error) -> StoreError {
    StoreError::PlatformFailure(error.into())
}

fn unusable(error: &StoreError) -> SecretError {
    use std::error::Error as _;
    let cause = error
        .source()
        .map_or_else(|| error.to_string(), ToString::to_string);
    SecretError(format!(
        "The system's password store can't be used: {cause}."
    ))
}

fn silent(limit: Duration) -> SecretError {
    let seconds = limit.as_secs();
    SecretError(format!(
        "The system's password store did not answer within {seconds} s. It may be waiting for its \
         password."
    ))
}
