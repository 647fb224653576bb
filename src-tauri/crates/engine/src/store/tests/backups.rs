//! Copies of the database, and what is done with them when it is damaged.

use std::{fs, path::Path, time::Duration};

use hookloom_core::moment::Moment;
use rusqlite::Connection;
use tempfile::TempDir;

use super::{
    super::{OpenError, Rescued, Store, open::FILE},
    sample::{Sample, at, pending},
};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A store with a backup in which there is one delivery, and one more that is only in the store.
async fn with_backup() -> TempDir {
    let sample = Sample::new().await;
    sample.accept(pending(0)).await;
    sample.store.back_up(at(0)).await.unwrap();
    sample.accept(pending(1)).await;
    let Sample { store, folder, .. } = sample;
    store.close().await;
    folder
}

fn rescue(folder: &Path) -> (Store, Rescued) {
    let (store, rescued) = Store::open_or_rescue(folder, at(100), false).unwrap();
    (store, rescued.expect("it was opened as it is"))
}

async fn deliveries(store: &Store) -> u64 {
    store.log_length().await.unwrap().0
}

/// Ways in which a file is spoilt.
fn spoil(path: &Path, how: &str) -> Vec<u8> {
    let mut bytes = fs::read(path).unwrap();
    match how {
        "page 3 is zero" => bytes[2 * 4096..3 * 4096].fill(0),
        "half is missing" => bytes.truncate(bytes.len() / 2),
        "text in its header" => bytes[..16].copy_from_slice(b"Shopping list: m"),
        "another file" => bytes = b"Shopping list: milk, bread".to_vec(),
        _ => unreachable!(),
    }
    fs::write(path, &bytes).unwrap();
    bytes
}

#[tokio::test]
async fn a_damaged_database_is_kept_and_the_newest_backup_takes_its_place() {
    for how in [
        "page 3 is zero",
        "half is missing",
        "text in its header",
        "another file",
    ] {
        let folder = with_backup().await;
        let path = folder.path().join(FILE);
        let spoilt = spoil(&path, how);
        let (store, rescued) = rescue(folder.path());
        assert_eq!(deliveries(&store).await, 1, "{how}");
        assert_eq!(rescued.backup, Some(at(0)), "{how}");
        assert_eq!(fs::read(&rescued.kept_as).unwrap(), spoilt, "{how}");
        assert_eq!(store.integrity_check().await, Ok(vec![]), "{how}");
    }
}

#[tokio::test]
async fn without_a_backup_nothing_is_touched_unless_a_person_wants_to_begin_anew() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(FILE);
    fs::write(&path, "Shopping list").unwrap();
    let refused = Store::open_or_rescue(folder.path(), at(0), false)
        .err()
        .unwrap();
    assert!(refused.is_damage(), "{refused}");
    assert!(refused.to_string().contains("--start-fresh"), "{refused}");
    assert_eq!(fs::read(&path).unwrap(), b"Shopping list");

    let (store, rescued) = Store::open_or_rescue(folder.path(), at(0), true).unwrap();
    let rescued = rescued.unwrap();
    assert_eq!((rescued.backup, rescued.missing), (None, None));
    assert_eq!(fs::read(&rescued.kept_as).unwrap(), b"Shopping list");
    assert_eq!(deliveries(&store).await, 0);
}

#[tokio::test]
async fn a_log_of_another_file_is_set_aside_with_the_database() {
    let folder = with_backup().await;
    let other = Sample::new().await;
    for second in 0..50 {
        other.accept(pending(second)).await;
    }
    let log = other.folder.path().join("hookloom.db-wal");
    let log = fs::read(log).unwrap();
    assert!(!log.is_empty());
    fs::write(folder.path().join("hookloom.db-wal"), &log).unwrap();
    let (store, rescued) = Store::open_or_rescue(folder.path(), at(100), false).unwrap();
    if let Some(rescued) = rescued {
        let mut aside = rescued.kept_as.into_os_string();
        aside.push("-wal");
        assert_eq!(fs::read(aside).unwrap(), log);
    }
    assert_eq!(store.integrity_check().await, Ok(vec![]));
}

#[tokio::test]
async fn what_is_newer_than_the_backup_is_counted_where_it_can_be_read() {
    let folder = with_backup().await;
    let store = Store::open(folder.path()).unwrap();
    store.mark_as_damaged("found while it was in use").unwrap();
    store.close().await;
    let (store, rescued) = rescue(folder.path());
    assert_eq!(rescued.missing, Some(1));
    store.close().await;
    let (_, again) = Store::open_or_rescue(folder.path(), at(200), false).unwrap();
    assert_eq!(again, None, "the mark is gone");
}

#[tokio::test]
async fn a_backup_that_is_damaged_itself_is_passed_over() {
    let sample = Sample::new().await;
    sample.store.back_up(at(0)).await.unwrap();
    let newer = sample.store.back_up(at(60)).await.unwrap();
    spoil(Path::new(&newer.path), "page 3 is zero");
    let Sample { store, folder, .. } = sample;
    store.close().await;
    spoil(&folder.path().join(FILE), "half is missing");
    assert_eq!(rescue(folder.path()).1.backup, Some(at(0)));
}

#[tokio::test]
async fn what_is_no_damage_is_refused_as_ever() {
    let folder = with_backup().await;
    let other = Connection::open(folder.path().join(FILE)).unwrap();
    other.pragma_update(None, "user_version", 1000).unwrap();
    drop(other);
    let refused = Store::open_or_rescue(folder.path(), at(0), true).err();
    assert!(matches!(refused, Some(OpenError::Newer { .. })));
}

#[tokio::test]
async fn seven_backups_are_kept_each_of_them_sound() {
    let sample = Sample::new().await;
    let day = |n: u32| -> Moment { at(0).plus(DAY * n) };
    for n in 0..9 {
        sample.accept(pending(0)).await;
        sample.store.back_up(day(n)).await.unwrap();
    }
    let kept: Vec<Moment> = sample.store.backups().iter().map(|one| one.at).collect();
    assert_eq!(kept, [8, 7, 6, 5, 4, 3, 2].map(day));
    let mut counts = Vec::new();
    for backup in sample.store.backups() {
        let connection = Connection::open(&backup.path).unwrap();
        let count = "SELECT count(*) FROM deliveries";
        counts.push(
            connection
                .query_row(count, [], |row| row.get::<_, u32>(0))
                .unwrap(),
        );
    }
    assert_eq!(counts, [9, 8, 7, 6, 5, 4, 3]);
}

#[tokio::test]
async fn a_backup_is_made_while_others_write() {
    let sample = Sample::new().await;
    let writing = async {
        for second in 0..200 {
            sample.accept(pending(second)).await;
        }
    };
    let backup = async { sample.store.back_up(at(0)).await.unwrap() };
    let ((), backup) = tokio::join!(writing, backup);
    let connection = Connection::open(&backup.path).unwrap();
    let dangling =
        connection.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
            row.get::<_, u32>(0)
        });
    assert_eq!(dangling, Ok(0));
    assert_eq!(deliveries(&sample.store).await, 200);
}

#[tokio::test]
async fn only_its_owner_can_read_a_backup() {
    use std::os::unix::fs::PermissionsExt;
    let sample = Sample::new().await;
    let backup = sample.store.back_up(at(0)).await.unwrap();
    let mode = fs::metadata(&backup.path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
