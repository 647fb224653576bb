#![allow(clippy::unwrap_used)]

use std::{fs, sync::LazyLock};

use hookloom_core::id::DestinationId;
use keyring_core::{CredentialStore, Error as StoreError, mock};
use std::sync::Arc;
use uuid::Uuid;

use base64::{Engine, engine::general_purpose::STANDARD};

use super::*;

const TEXT: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const OTHER: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

/// A data folder and a folder of settings, apart from each other.
struct Folders {
    data: tempfile::TempDir,
    config: tempfile::TempDir,
}

impl Folders {
    fn new() -> Self {
        Self {
            data: tempfile::tempdir().unwrap(),
            config: tempfile::tempdir().unwrap(),
        }
    }

    async fn open_file(&self) -> SecretStore {
        SecretStore::open(self.data.path(), self.config.path(), Preference::File).await
    }

    async fn open_with(&self, connect: key_store::Connect) -> SecretStore {
        let (data, config) = (self.data.path(), self.config.path());
        SecretStore::open_with(data, config, Preference::KeyStore, connect).await
    }

    fn sealed(&self) -> std::path::PathBuf {
        self.data.path().join(FILE)
    }

    fn key(&self) -> std::path::PathBuf {
        self.config.path().join(KEY)
    }
}

fn id() -> Owner {
    DestinationId::new(Uuid::now_v7()).into()
}

fn secret(text: &str) -> Secret {
    Secret::standard_webhooks(text).unwrap()
}

fn signing(secrets: Vec<Secret>) -> Secrets {
    Secrets::of_signing(secrets)
}

fn revealed(secrets: &Secrets) -> Vec<String> {
    secrets
        .signing
        .iter()
        .map(|secret| secret.reveal().to_owned())
        .collect()
}

/// A key store that works, shared by all that connect to it.
fn working() -> Result<Arc<CredentialStore>, StoreError> {
    static STORE: LazyLock<Arc<mock::Store>> = LazyLock::new(|| mock::Store::new().unwrap());
    Ok(STORE.clone())
}

fn absent() -> Result<Arc<CredentialStore>, StoreError> {
    Err(StoreError::PlatformFailure("no session bus".into()))
}

fn hanging() -> Result<Arc<CredentialStore>, StoreError> {
    loop {
        std::thread::park();
    }
}

#[tokio::test]
async fn secrets_in_the_file_are_there_after_a_restart() {
    let (folders, first, second) = (Folders::new(), id(), id());
    let store = folders.open_file().await;
    store
        .put(first, signing(vec![secret(OTHER), secret(TEXT)]))
        .await
        .unwrap();
    store
        .put(second, signing(vec![secret(TEXT)]))
        .await
        .unwrap();
    store.delete(second).await.unwrap();
    for store in [store, folders.open_file().await] {
        assert_eq!(revealed(&store.get(first).await.unwrap()), [OTHER, TEXT]);
        assert_eq!(revealed(&store.get(second).await.unwrap()), [""; 0]);
    }
}

#[tokio::test]
async fn a_free_text_that_looks_like_a_standard_secret_stays_free_text() {
    let (folders, kept) = (Folders::new(), id());
    let text = Secret::free_text(TEXT).unwrap();
    folders
        .open_file()
        .await
        .put(kept, signing(vec![text.clone()]))
        .await
        .unwrap();
    let kept = folders.open_file().await.get(kept).await.unwrap();
    assert_eq!(kept.signing, [text]);
}

#[cfg(unix)]
#[tokio::test]
async fn file_and_key_are_readable_by_their_owner_alone_and_nothing_else_is_left() {
    use std::os::unix::fs::PermissionsExt;
    let folders = Folders::new();
    folders
        .open_file()
        .await
        .put(id(), signing(vec![secret(TEXT)]))
        .await
        .unwrap();
    for path in [folders.sealed(), folders.key()] {
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600,
            "{path:?}"
        );
    }
    for folder in [&folders.data, &folders.config] {
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

#[tokio::test]
async fn the_data_folder_shows_no_secret_in_any_spelling() {
    let folders = Folders::new();
    folders
        .open_file()
        .await
        .put(id(), signing(vec![secret(TEXT)]))
        .await
        .unwrap();
    let base64 = TEXT.strip_prefix("whsec_").unwrap();
    let bytes = STANDARD.decode(base64).unwrap();
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let sealed = fs::read(folders.sealed()).unwrap();
    let key = fs::read(folders.key()).unwrap();
    for shown in [base64.as_bytes(), &bytes, hex.as_bytes(), key.trim_ascii()] {
        assert!(!sealed.windows(shown.len()).any(|part| part == shown));
    }
}

#[tokio::test]
async fn a_lost_key_is_told_and_nothing_is_overwritten() {
    let (folders, kept) = (Folders::new(), id());
    folders
        .open_file()
        .await
        .put(kept, signing(vec![secret(TEXT)]))
        .await
        .unwrap();
    let (sealed, key) = (
        fs::read(folders.sealed()).unwrap(),
        fs::read(folders.key()).unwrap(),
    );
    fs::remove_file(folders.key()).unwrap();

    let store = folders.open_file().await;
    let told = store.get(kept).await.err().unwrap().to_string();
    assert!(
        told.contains("is gone") && told.contains(KEY) && told.contains("backup"),
        "{told}"
    );
    assert!(store.put(kept, signing(vec![secret(OTHER)])).await.is_err());
    assert_eq!(fs::read(folders.sealed()).unwrap(), sealed);
    assert!(!folders.key().exists());

    fs::write(folders.key(), key).unwrap();
    assert_eq!(
        revealed(&store.get(kept).await.unwrap()),
        [TEXT],
        "without a restart"
    );
}

#[tokio::test]
async fn a_key_lost_while_running_is_never_replaced() {
    let folders = Folders::new();
    let store = folders.open_file().await;
    store.put(id(), signing(vec![secret(TEXT)])).await.unwrap();
    fs::remove_file(folders.key()).unwrap();
    assert!(store.put(id(), signing(vec![secret(OTHER)])).await.is_err());
    assert!(!folders.key().exists());
}

#[tokio::test]
async fn a_damaged_file_or_key_is_told_and_left_alone() {
    let damages: [fn(&mut Vec<u8>); 3] = [
        |bytes| *bytes.last_mut().unwrap() ^= 1,
        |bytes| bytes.truncate(20),
        |bytes| bytes.clear(),
    ];
    for damage in damages {
        for path in [Folders::sealed, Folders::key] {
            let (folders, kept) = (Folders::new(), id());
            folders
                .open_file()
                .await
                .put(kept, signing(vec![secret(TEXT)]))
                .await
                .unwrap();
            let mut bytes = fs::read(path(&folders)).unwrap();
            damage(&mut bytes);
            // A new line at the end of the key means nothing, so damage before it.
            if path(&folders) == folders.key() && !bytes.is_empty() {
                bytes[0] ^= 1;
            }
            fs::write(path(&folders), &bytes).unwrap();

            let store = folders.open_file().await;
            assert!(store.get(kept).await.is_err());
            assert!(store.put(kept, signing(vec![secret(OTHER)])).await.is_err());
            assert_eq!(fs::read(path(&folders)).unwrap(), bytes);
        }
    }
}

#[tokio::test]
async fn two_data_folders_share_one_key() {
    let (one, other) = (Folders::new(), Folders::new());
    let kept = id();
    one.open_file()
        .await
        .put(kept, signing(vec![secret(TEXT)]))
        .await
        .unwrap();
    let (data, config) = (other.data.path(), one.config.path());
    let second = SecretStore::open(data, config, Preference::File).await;
    second
        .put(kept, signing(vec![secret(OTHER)]))
        .await
        .unwrap();
    assert_eq!(
        revealed(&one.open_file().await.get(kept).await.unwrap()),
        [TEXT]
    );
}

#[tokio::test]
async fn a_key_store_that_works_is_preferred() {
    let (folders, kept) = (Folders::new(), id());
    let store = folders.open_with(working).await;
    assert_eq!(store.kept(), SecretsKept::KeyStore {});
    store.put(kept, signing(vec![secret(TEXT)])).await.unwrap();
    assert!(!folders.sealed().exists());

    let store = folders.open_with(working).await;
    assert_eq!(revealed(&store.get(kept).await.unwrap()), [TEXT]);
    store.delete(kept).await.unwrap();
    store.delete(kept).await.unwrap();
    assert_eq!(
        revealed(&folders.open_with(working).await.get(kept).await.unwrap()),
        [""; 0]
    );
}

#[tokio::test]
async fn two_data_folders_with_the_same_destination_keep_their_secrets_apart() {
    let (one, other, kept) = (Folders::new(), Folders::new(), id());
    for (folders, text) in [(&one, TEXT), (&other, OTHER)] {
        let store = folders.open_with(working).await;
        assert_eq!(revealed(&store.get(kept).await.unwrap()), [""; 0]);
        store.put(kept, signing(vec![secret(text)])).await.unwrap();
    }
    let store = one.open_with(working).await;
    assert_eq!(revealed(&store.get(kept).await.unwrap()), [TEXT]);
    other.open_with(working).await.delete(kept).await.unwrap();
    assert_eq!(
        revealed(&one.open_with(working).await.get(kept).await.unwrap()),
        [TEXT]
    );
}

#[tokio::test]
async fn without_a_key_store_the_file_is_used_and_said_to_be() {
    let folders = Folders::new();
    let store = folders.open_with(absent).await;
    let SecretsKept::EncryptedFile { path, why } = store.kept() else {
        panic!("no file")
    };
    assert_eq!(path, folders.sealed().display().to_string());
    assert!(why.contains("no session bus"), "{why}");
}

#[tokio::test]
async fn a_key_store_that_hangs_does_not_keep_the_app_from_starting() {
    let folders = Folders::new();
    let opened = tokio::time::timeout(PROBE_PATIENCE, folders.open_with(hanging)).await;
    let SecretsKept::EncryptedFile { why, .. } = opened.unwrap().kept() else {
        panic!("no file")
    };
    assert!(why.contains("did not answer"), "{why}");
}

const PROBE_PATIENCE: std::time::Duration = std::time::Duration::from_secs(15);

#[tokio::test]
async fn secrets_stay_in_the_file_when_a_key_store_appears() {
    let (folders, kept) = (Folders::new(), id());
    folders
        .open_with(absent)
        .await
        .put(kept, signing(vec![secret(TEXT)]))
        .await
        .unwrap();
    let store = folders.open_with(working).await;
    assert!(matches!(store.kept(), SecretsKept::EncryptedFile { .. }));
    assert_eq!(revealed(&store.get(kept).await.unwrap()), [TEXT]);
}

/// A data folder with one secret in its file, opened where a key store that connects like that is.
async fn with_one_in_the_file(connect: key_store::Connect) -> (Folders, Owner, SecretStore) {
    let (folders, kept) = (Folders::new(), id());
    let store = folders.open_with(absent).await;
    let texts = signing(vec![secret(OTHER), secret(TEXT)]);
    store.put(kept, texts).await.unwrap();
    let store = folders.open_with(connect).await;
    (folders, kept, store)
}

#[tokio::test]
async fn secrets_move_into_a_key_store_when_a_person_wants_it_and_stay_there() {
    let (folders, kept, store) = with_one_in_the_file(working).await;
    store.move_to_key_store().await.unwrap();
    assert_eq!(store.kept(), SecretsKept::KeyStore {});
    assert!(!folders.sealed().exists());
    assert!(folders.key().exists(), "another data folder may have it");
    let later = folders.open_with(working).await;
    assert_eq!(later.kept(), SecretsKept::KeyStore {});
    for store in [store, later] {
        assert_eq!(revealed(&store.get(kept).await.unwrap()), [OTHER, TEXT]);
    }
}

#[tokio::test]
async fn secrets_stay_in_the_file_when_the_key_store_does_not_work() {
    let (folders, kept, store) = with_one_in_the_file(absent).await;
    let refused = store.move_to_key_store().await.unwrap_err();
    assert!(refused.to_string().contains("no session bus"), "{refused}");
    assert!(matches!(store.kept(), SecretsKept::EncryptedFile { .. }));
    let later = folders.open_with(working).await;
    for store in [store, later] {
        assert_eq!(revealed(&store.get(kept).await.unwrap()), [OTHER, TEXT]);
    }
}

#[tokio::test]
async fn whoever_asked_for_the_file_keeps_it() {
    let folders = Folders::new();
    let refused = folders.open_file().await.move_to_key_store().await;
    assert!(refused.unwrap_err().to_string().contains(VARIABLE));
}

#[tokio::test]
async fn secrets_in_a_key_store_that_is_away_are_not_taken_for_missing() {
    let (folders, kept) = (Folders::new(), id());
    folders
        .open_with(working)
        .await
        .put(kept, signing(vec![secret(TEXT)]))
        .await
        .unwrap();
    let store = folders.open_with(absent).await;
    let told = store.get(kept).await.err().unwrap().to_string();
    assert!(told.contains("no session bus"), "{told}");
    assert!(store.put(kept, signing(vec![secret(OTHER)])).await.is_err());
    assert!(!folders.sealed().exists());
}

#[tokio::test]
async fn what_was_read_once_needs_no_key_store_again() {
    let (folders, kept) = (Folders::new(), id());
    let store = folders.open_with(working).await;
    store.put(kept, signing(vec![secret(TEXT)])).await.unwrap();
    let store = folders.open_with(working).await;
    store.get(kept).await.unwrap();
    let Place::KeyStore(_) = &*store.place() else {
        panic!("no key store")
    };
    let known = store.known(|read| read.contains_key(&kept));
    assert!(known);
}

#[tokio::test]
async fn named_secrets_and_keys_of_every_form_are_there_after_a_restart() {
    let (folders, kept) = (Folders::new(), id());
    let private = Secret::ed25519(&format!("whsk_{}", STANDARD.encode([7; 32]))).unwrap();
    let public = Secret::ed25519_public(&private.public_key().unwrap()).unwrap();
    let named = [("token".to_owned(), Secret::of_others("short").unwrap())];
    let secrets = Secrets {
        signing: vec![private, public, secret(TEXT)],
        named: named.into(),
    };
    folders
        .open_file()
        .await
        .put(kept, secrets.clone())
        .await
        .unwrap();
    let read = folders.open_file().await.get(kept).await.unwrap();
    assert_eq!(*read, secrets);
}

#[test]
fn what_an_older_version_kept_is_still_read() {
    let text = format!(r#"[{{"standard_webhooks":"{TEXT}"}}]"#);
    assert_eq!(revealed(&kept::read(id(), &text).unwrap()), [TEXT]);
    assert!(kept::read(id(), "{\"signing\":[\"?\"]}").is_err());
}
