//! What the database must say of itself, whenever the runner was killed.

use std::{fs, path::Path};

use rusqlite::{Connection, OpenFlags};

/// Questions whose answer has to be 0.
const CONTRADICTIONS: [(&str, &str); 6] = [
    (
        "deliveries whose attempts are not all there",
        "SELECT count(*) FROM deliveries d WHERE attempts !=
            (SELECT count(*) FROM attempts WHERE delivery = d.id)",
    ),
    (
        "deliveries whose attempts are not numbered in turn",
        "SELECT count(*) FROM deliveries d WHERE attempts !=
            (SELECT coalesce(max(number), 0) FROM attempts WHERE delivery = d.id)",
    ),
    (
        "succeeded deliveries without a 2xx at the end",
        "SELECT count(*) FROM deliveries d WHERE state = 'succeeded' AND NOT EXISTS
            (SELECT 1 FROM attempts WHERE delivery = d.id AND number = d.attempts
             AND outcome ->> 'status' BETWEEN 200 AND 299)",
    ),
    (
        "pending deliveries that have their 2xx",
        "SELECT count(*) FROM deliveries d WHERE state = 'pending' AND EXISTS
            (SELECT 1 FROM attempts WHERE delivery = d.id AND outcome ->> 'status' BETWEEN 200 AND 299)",
    ),
    (
        "deliveries in a state that nothing here leads to",
        "SELECT count(*) FROM deliveries WHERE state NOT IN ('pending', 'succeeded')",
    ),
    (
        "events without exactly one delivery",
        "SELECT count(*) FROM events e WHERE 1 !=
            (SELECT count(*) FROM deliveries WHERE event = e.id)",
    ),
];

/// Checks a copy of the database, so that looking mends nothing.
pub fn assert_sound(database: &Path) {
    let copy = tempfile::tempdir().unwrap();
    let name = database.file_name().unwrap();
    let copied = copy.path().join(name);
    fs::copy(database, &copied).unwrap();
    let log = database.with_extension("db-wal");
    if log.exists() {
        fs::copy(&log, copied.with_extension("db-wal")).unwrap();
    }
    let connection = Connection::open(&copied).unwrap();
    assert_eq!(text(&connection, "PRAGMA integrity_check"), "ok");
    assert_eq!(
        number(&connection, "SELECT count(*) FROM pragma_foreign_key_check"),
        0
    );
    for (what, question) in CONTRADICTIONS {
        assert_eq!(number(&connection, question), 0, "{what}");
    }
}

/// At the end nothing waits any more.
pub fn assert_all_delivered(database: &Path) {
    let connection =
        Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let left = "SELECT count(*) FROM deliveries WHERE state != 'succeeded'";
    assert_eq!(number(&connection, left), 0);
}

fn number(connection: &Connection, question: &str) -> i64 {
    connection
        .query_row(question, [], |row| row.get(0))
        .unwrap()
}

fn text(connection: &Connection, question: &str) -> String {
    connection
        .query_row(question, [], |row| row.get(0))
        .unwrap()
}
