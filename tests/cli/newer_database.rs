//! A database of a newer version is refused with words, and untouched.

use std::fs;

use rusqlite::Connection;

use crate::sandbox::Sandbox;

#[test]
fn a_newer_database_is_refused_and_not_touched() {
    let sandbox = Sandbox::new();
    let mut runner = sandbox.start();
    sandbox.run(&["quit"]);
    runner.ended();
    let connection = Connection::open(sandbox.database()).unwrap();
    connection
        .pragma_update(None, "user_version", 4711)
        .unwrap();
    connection.close().unwrap();
    let before = fs::read(sandbox.database()).unwrap();

    let ran = sandbox.run(&["run", "--no-tray", "--port", "0"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("newer"), "{ran:?}");
    assert!(
        fs::read(sandbox.database()).unwrap() == before,
        "the file has changed"
    );
    let log = fs::read(sandbox.data().join("hookloom.db-wal")).unwrap_or_default();
    assert!(log.is_empty(), "something was written beside it");
}
