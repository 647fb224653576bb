//! What may be opened, and that everything else is left as it is.

use std::{collections::BTreeMap, fs, path::Path, time::Duration};

use rusqlite::Connection;
use tempfile::TempDir;

use super::super::{
    OpenError, Store,
    connection::PATIENCE,
    migration::{STEPS, Steps},
    open::{Connections, FILE, open},
};

/// Every file of a folder with its bytes, except the index of the log, which is no content.
fn bytes(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let named = files.map(|file| (file.file_name().into_string().unwrap(), file.path()));
    let content = named.filter(|(name, _)| !name.ends_with("-shm"));
    content
        .map(|(name, path)| (name, fs::read(path).unwrap()))
        .filter(|(name, bytes)| !(name.ends_with("-wal") && bytes.is_empty()))
        .collect()
}

/// Why a folder is refused; asserts that the refusal changed no byte.
fn refused(folder: &Path, steps: Steps) -> OpenError {
    let before = bytes(folder);
    let refused = open(folder, Duration::from_millis(50), steps).err();
    let refused = refused.expect("it was opened");
    assert!(bytes(folder) == before, "something was written");
    refused
}

/// A whole database in one file.
fn made(steps: Steps) -> TempDir {
    let folder = TempDir::new().unwrap();
    let Connections {
        writer, readers, ..
    } = open(folder.path(), PATIENCE, steps).unwrap();
    drop(readers);
    drop(writer);
    assert_eq!(bytes(folder.path()).len(), 1, "the log was not emptied");
    folder
}

#[test]
fn every_connection_keeps_what_it_is_given() {
    let folder = TempDir::new().unwrap();
    let open = open(folder.path(), PATIENCE, STEPS).unwrap();
    assert_eq!(open.readers.len(), 3);
    for connection in open.readers.iter().chain([&open.writer]) {
        let number = |pragma| -> i64 {
            connection
                .pragma_query_value(None, pragma, |row| row.get(0))
                .unwrap()
        };
        assert_eq!(number("synchronous"), 2, "FULL");
        assert_eq!(number("fullfsync"), 1);
        assert_eq!(number("checkpoint_fullfsync"), 1);
        assert_eq!(number("foreign_keys"), 1);
        assert_eq!(number("busy_timeout"), 5000);
        assert_eq!(number("auto_vacuum"), 2, "INCREMENTAL");
        let mode = connection.pragma_query_value(None, "journal_mode", |row| row.get(0));
        assert_eq!(mode, Ok("wal".to_owned()));
    }
}

#[test]
fn readers_can_not_write() {
    let folder = TempDir::new().unwrap();
    for reader in open(folder.path(), PATIENCE, STEPS).unwrap().readers {
        let written = reader.execute("INSERT INTO settings VALUES ('a', '1')", []);
        assert!(written.is_err());
    }
}

#[test]
fn the_sqlite_in_use_has_no_known_fault_in_its_log() {
    assert!(rusqlite::version_number() >= 3_051_003);
}

/// The version that is known where a newer one is met.
const KNOWN: Steps = Steps(&[STEPS.0[0]]);

const NEWER: Steps = Steps(&[STEPS.0[0], "CREATE TABLE tomorrow (x INTEGER) STRICT"]);

#[test]
fn a_newer_database_is_refused_untouched() {
    let folder = made(NEWER);
    let refused = refused(folder.path(), KNOWN);
    let OpenError::Newer { found, known, .. } = refused else {
        panic!("{refused}");
    };
    assert_eq!((found, known), (2, 1));
}

#[test]
fn a_newer_database_whose_log_was_never_emptied_is_refused_untouched() {
    let (folder, killed) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let open = open(folder.path(), PATIENCE, NEWER).unwrap();
    for (name, bytes) in bytes(folder.path()) {
        fs::write(killed.path().join(name), bytes).unwrap();
    }
    drop(open);
    assert!(killed.path().join("hookloom.db-wal").exists());
    let refused = refused(killed.path(), KNOWN);
    assert!(matches!(refused, OpenError::Newer { .. }), "{refused}");
}

#[test]
fn something_else_is_refused_untouched() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(FILE);
    fs::write(&path, "Shopping list: milk, bread").unwrap();
    let text = refused(folder.path(), STEPS);
    assert!(matches!(text, OpenError::NotADatabase { .. }), "{text}");
    assert!(text.to_string().contains(&path.display().to_string()));

    fs::remove_file(&path).unwrap();
    let foreign = Connection::open(&path).unwrap();
    foreign.execute_batch("CREATE TABLE notes (text)").unwrap();
    drop(foreign);
    let foreign = refused(folder.path(), STEPS);
    assert!(
        matches!(foreign, OpenError::NotADatabase { .. }),
        "{foreign}"
    );
}

#[test]
fn half_a_database_is_refused_untouched() {
    let folder = made(STEPS);
    let path = folder.path().join(FILE);
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let refused = refused(folder.path(), STEPS);
    assert!(matches!(refused, OpenError::Damaged { .. }), "{refused}");
}

#[test]
fn a_log_without_its_database_is_kept() {
    let folder = TempDir::new().unwrap();
    let open = open(folder.path(), PATIENCE, STEPS).unwrap();
    let log = fs::read(folder.path().join("hookloom.db-wal")).unwrap();
    drop(open);
    fs::remove_file(folder.path().join(FILE)).unwrap();
    fs::write(folder.path().join("hookloom.db-wal"), log).unwrap();
    let refused = refused(folder.path(), STEPS);
    assert!(matches!(refused, OpenError::Damaged { .. }), "{refused}");
}

#[test]
fn a_first_start_that_was_killed_is_made_good() {
    const WRONG: Steps = Steps(&["CREATE TABLE half (x INTEGER) STRICT; CREATE TABLE half"]);
    let folder = TempDir::new().unwrap();
    assert!(open(folder.path(), PATIENCE, WRONG).is_err());
    assert_ne!(fs::metadata(folder.path().join(FILE)).unwrap().len(), 0);
    open(folder.path(), PATIENCE, STEPS).unwrap();
}

#[test]
fn a_database_that_another_program_holds_is_refused() {
    let folder = made(STEPS);
    let other = Connection::open(folder.path().join(FILE)).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let refused = refused(folder.path(), STEPS);
    assert!(matches!(refused, OpenError::Locked { .. }), "{refused}");
    other.execute_batch("COMMIT").unwrap();
    open(folder.path(), PATIENCE, STEPS).unwrap();
}

#[tokio::test]
async fn a_store_that_is_closed_leaves_one_file_and_refuses_its_clones() {
    let folder = TempDir::new().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let clone = store.clone();
    store.put_setting("a", 1.into()).await.unwrap();
    store.close().await;
    let files: Vec<String> = bytes(folder.path()).into_keys().collect();
    assert_eq!(files, [FILE]);
    clone.put_setting("a", 2.into()).await.unwrap_err();
    clone.setting("a").await.unwrap_err();
}
