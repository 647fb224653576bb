//! Schemas change as a whole or not at all.

use std::{fs, path::Path};

use rusqlite::Connection;
use tempfile::TempDir;

use super::super::{
    OpenError,
    connection::PATIENCE,
    migration::{STEPS, Steps, migrate},
    open::{FILE, open},
};

const GOOD: &str = "CREATE TABLE later (x INTEGER NOT NULL) STRICT; INSERT INTO later VALUES (1);";
const BAD: &str = "INSERT INTO later VALUES (2); INSERT INTO nowhere VALUES (1);";
const DANGLING: &str = "CREATE TABLE torn (x BLOB REFERENCES events (id)) STRICT;
    INSERT INTO torn VALUES (x'00');";

/// Only the first version.
const FIRST: Steps = Steps(&[STEPS.0[0]]);

const UPGRADED: Steps = Steps(&[STEPS.0[0], GOOD]);

/// The log beside the database.
const LOG: &str = "hookloom.db-wal";

/// A database of version 1 that holds one setting.
fn version_1() -> TempDir {
    let folder = TempDir::new().unwrap();
    let open = open(folder.path(), PATIENCE, FIRST).unwrap();
    let sql = "INSERT INTO settings VALUES ('greeting', '\"hello\"')";
    open.writer.execute(sql, []).unwrap();
    folder
}

fn version(connection: &Connection) -> u32 {
    connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap()
}

fn tables(connection: &Connection, name: &str) -> u32 {
    let sql = "SELECT count(*) FROM sqlite_schema WHERE name = ?1";
    connection.query_row(sql, [name], |row| row.get(0)).unwrap()
}

fn greeting(connection: &Connection) -> String {
    let sql = "SELECT value FROM settings WHERE key = 'greeting'";
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

fn is_untouched_version_1(path: &Path) {
    let connection = Connection::open(path).unwrap();
    assert_eq!((version(&connection), tables(&connection, "later")), (1, 0));
    assert_eq!(greeting(&connection), "\"hello\"");
}

#[test]
fn an_older_database_is_copied_and_brought_to_the_present_version() {
    let folder = version_1();
    let upgraded = open(folder.path(), PATIENCE, UPGRADED).unwrap();
    assert_eq!(version(&upgraded.writer), 2);
    assert_eq!(tables(&upgraded.writer, "later"), 1);
    assert_eq!(greeting(&upgraded.writer), "\"hello\"");
    is_untouched_version_1(&folder.path().join("hookloom-v1.db"));
}

#[test]
fn what_a_killed_copy_left_behind_is_in_nobodys_way() {
    let folder = version_1();
    fs::write(folder.path().join("hookloom-v1.part"), "half a copy").unwrap();
    open(folder.path(), PATIENCE, UPGRADED).unwrap();
    is_untouched_version_1(&folder.path().join("hookloom-v1.db"));
}

#[test]
fn a_step_that_fails_leaves_the_version_before_all_steps() {
    const FAILING: Steps = Steps(&[STEPS.0[0], GOOD, BAD]);
    const TORN: Steps = Steps(&[STEPS.0[0], GOOD, DANGLING]);
    for steps in [FAILING, TORN] {
        let folder = version_1();
        let refused = open(folder.path(), PATIENCE, steps).err().unwrap();
        assert!(
            matches!(refused, OpenError::NotMigrated { from: 1, to: 3, .. }),
            "{refused}"
        );
        is_untouched_version_1(&folder.path().join(FILE));
    }
}

#[test]
fn a_database_that_is_up_to_date_is_not_copied() {
    let folder = version_1();
    open(folder.path(), PATIENCE, FIRST).unwrap();
    let copy = folder.path().join("hookloom-v1.db");
    assert!(!copy.exists());
}

#[test]
fn every_step_leads_from_a_database_of_the_first_version_to_the_present_one() {
    let folder = version_1();
    let upgraded = open(folder.path(), PATIENCE, STEPS).unwrap();
    assert_eq!(version(&upgraded.writer), STEPS.newest());
    assert_eq!(greeting(&upgraded.writer), "\"hello\"");
}

/// The files as a kill right before the commit leaves them, after SQLite was made to write most of
/// the transaction to the log.
#[test]
fn a_migration_that_is_killed_leaves_the_old_version() {
    const LARGE: Steps = Steps(&[STEPS.0[0], GOOD, MANY]);
    const MANY: &str =
        "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 50000)
        INSERT INTO later SELECT x FROM n";
    let (folder, killed) = (version_1(), TempDir::new().unwrap());
    let mut connection = Connection::open(folder.path().join(FILE)).unwrap();
    connection.pragma_update(None, "cache_size", 1).unwrap();
    let (from, to) = (folder.path().to_owned(), killed.path().to_owned());
    let copy = move || {
        for file in [FILE, LOG] {
            fs::copy(from.join(file), to.join(file)).unwrap();
        }
        false
    };
    connection.commit_hook(Some(copy)).unwrap();
    migrate(&connection, LARGE).unwrap();

    let written = fs::metadata(killed.path().join(LOG)).unwrap().len();
    assert!(written > 100_000, "the log holds {written} bytes");
    is_untouched_version_1(&killed.path().join(FILE));
    open(killed.path(), PATIENCE, UPGRADED).unwrap();
}

/// Everything of version 1, with an attempt of a delivery that succeeded.
const OLD_ROWS: &str = "
    INSERT INTO automations VALUES (x'01', 'Invoices', 1, 1, 2, NULL);
    INSERT INTO destinations VALUES (x'02', 'Shop', NULL, NULL, NULL, 0, 1, 1, 2, NULL);
    INSERT INTO events VALUES (x'01', x'03', 'manual.run', 1, 'Run by hand', '{}', x'ff');
    INSERT INTO deliveries (id, automation, event, destination, created_at, state, state_at,
        attempts, retry, method, url, headers, timeout_seconds, body)
        VALUES (x'04', x'01', x'03', x'02', 1, 'succeeded', 2, 1, '{}', 'POST', 'https://a.example', '[]',
        15, 'hello');
    INSERT INTO attempts VALUES (x'04', 1, x'05', 1, 1, 1, 2, '{}');";

#[test]
fn nothing_is_lost_when_tests_get_their_mark() {
    let folder = version_1();
    let old = Connection::open(folder.path().join(FILE)).unwrap();
    old.execute_batch(OLD_ROWS).unwrap();
    drop(old);
    let new = open(folder.path(), PATIENCE, STEPS).unwrap().writer;
    let sql = "SELECT d.body, d.test, e.raw, e.test, a.total_ms FROM deliveries d
        JOIN events e ON e.id = d.event JOIN attempts a ON a.delivery = d.id";
    let row: (String, u32, Vec<u8>, u32, u32) = new
        .query_row(sql, [], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
            ))
        })
        .unwrap();
    assert_eq!(row, ("hello".into(), 0, vec![0xff], 0, 2));
}

#[test]
fn a_destination_without_a_proxy_follows_the_settings_from_now_on() {
    const BEFORE: Steps = Steps(STEPS.0.split_at(16).0);
    const ROWS: &str = r#"
        INSERT INTO destinations (id, name, built_in, created_at, updated_at, settings) VALUES
            (x'01', 'a', 0, 1, 1, '{"transport":{"proxy":{"type":"none"},"http":"any"}}'),
            (x'02', 'b', 0, 1, 1, '{"transport":{"proxy":{"type":"system"},"http":"any"}}'),
            (x'03', 'c', 0, 1, 1, '{}')"#;
    let folder = TempDir::new().unwrap();
    let old = open(folder.path(), PATIENCE, BEFORE).unwrap();
    old.writer.execute_batch(ROWS).unwrap();
    drop(old);
    let new = open(folder.path(), PATIENCE, STEPS).unwrap().writer;
    let mut statement = new
        .prepare("SELECT settings FROM destinations ORDER BY id")
        .unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    let rows: Vec<String> = rows.map(Result::unwrap).collect();
    let expected = [
        r#"{"transport":{"http":"any"}}"#,
        r#"{"transport":{"proxy":{"type":"system"},"http":"any"}}"#,
        "{}",
    ];
    assert_eq!(rows, expected);
}

/// The whole schema, so that a change of it is seen in review. To accept a change:
/// `UPDATE_SCHEMA=1 cargo test -p hookloom-engine schema`.
#[test]
fn the_schema_is_the_one_that_was_reviewed() {
    let folder = TempDir::new().unwrap();
    let open = open(folder.path(), PATIENCE, STEPS).unwrap();
    let sql = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY tbl_name, rowid";
    let mut statement = open.writer.prepare(sql).unwrap();
    let parts = statement
        .query_map([], |row| row.get::<_, String>(0))
        .unwrap();
    let parts: Vec<String> = parts.map(|part| part.unwrap() + ";\n").collect();
    let schema = format!(
        "-- Version {}.\n\n{}",
        version(&open.writer),
        parts.join("\n")
    );
    let reviewed = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/schema.sql");
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        fs::write(&reviewed, &schema).unwrap();
    }
    assert_eq!(schema, fs::read_to_string(reviewed).unwrap());
}
