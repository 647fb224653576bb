//! A log that reaches its file in whole commits is the same log.

use rusqlite::Connection;
use tempfile::TempDir;

use super::super::{
    connection::{PATIENCE, for_reading, for_writing},
    log_file,
};

const ROWS: u32 = 3_000;

/// A database with an empty table, and a reader that knows nothing of the layer.
fn database() -> (TempDir, Connection, Connection) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("some.db");
    let writer = for_writing(&path, PATIENCE).unwrap();
    let table = "CREATE TABLE rows (text TEXT NOT NULL) STRICT";
    writer.execute_batch(table).unwrap();
    let reader = for_reading(&path, PATIENCE).unwrap();
    (folder, writer, reader)
}

fn count(connection: &Connection) -> u32 {
    let sql = "SELECT count(*) FROM rows";
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Adds rows of a kilobyte each.
fn add(connection: &Connection, rows: u32) {
    let sql = "WITH RECURSIVE numbers (n) AS
            (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?1)
        INSERT INTO rows SELECT hex(randomblob(512)) FROM numbers";
    connection.execute(sql, [rows]).unwrap();
}

fn is_sound(connection: &Connection) {
    let found: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(found, "ok");
}

#[test]
fn a_database_is_written_through_the_layer() {
    assert!(log_file::layer().is_some());
}

#[test]
fn every_commit_is_read_at_once_by_who_knows_nothing_of_it() {
    let (_folder, writer, reader) = database();
    for rows in 1..=200 {
        add(&writer, 1);
        assert_eq!(count(&reader), rows);
    }
    is_sound(&reader);
}

#[test]
fn a_transaction_larger_than_its_cache_reads_what_it_wrote_and_can_be_undone() {
    let (_folder, writer, reader) = database();
    writer.pragma_update(None, "cache_size", 10).unwrap();
    for (end, left) in [("ROLLBACK", 0), ("COMMIT", ROWS)] {
        writer.execute_batch("BEGIN").unwrap();
        add(&writer, ROWS);
        assert_eq!((count(&writer), count(&reader)), (ROWS, 0));
        writer.execute_batch(end).unwrap();
        assert_eq!((count(&writer), count(&reader)), (left, left));
    }
    is_sound(&reader);
}

#[test]
fn what_is_in_the_log_is_there_for_who_opens_a_copy_of_it() {
    let (folder, writer, _reader) = database();
    add(&writer, ROWS);
    let copy = TempDir::new().unwrap();
    for file in ["some.db", "some.db-wal"] {
        std::fs::copy(folder.path().join(file), copy.path().join(file)).unwrap();
    }
    let found = Connection::open(copy.path().join("some.db")).unwrap();
    assert_eq!(count(&found), ROWS);
    is_sound(&found);
}

#[test]
fn a_log_that_is_moved_into_the_file_is_begun_anew() {
    let (folder, writer, reader) = database();
    for _ in 0..3 {
        add(&writer, ROWS);
        let moved = "PRAGMA wal_checkpoint(TRUNCATE)";
        writer.query_row(moved, [], |_| Ok(())).unwrap();
        let log = std::fs::metadata(folder.path().join("some.db-wal")).unwrap();
        assert_eq!(log.len(), 0);
    }
    assert_eq!(count(&reader), 3 * ROWS);
    is_sound(&reader);
}
