//! More happens in a folder than the system's queue can hold: what is told in the end is what is
//! there.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use rusqlite::{Connection, OpenFlags};
use serde_json::json;

use crate::sandbox::{Runner, Sandbox, wait_until};

fn signal(runner: &Runner, name: &str) {
    let process = runner.pid().to_string();
    let kill = Command::new("kill").args([name, &process]).status();
    assert!(kill.unwrap().success());
}

/// How many files it takes to fill the queue twice over: each of them leaves four notes at least.
fn enough() -> usize {
    let most = fs::read_to_string("/proc/sys/fs/inotify/max_queued_events").unwrap();
    let most: usize = most.trim().parse().unwrap();
    most / 2
}

/// Makes a file and writes it again.
fn write_twice(path: &Path) {
    fs::write(path, "").unwrap();
    fs::write(path, "hello").unwrap();
}

#[test]
fn what_does_not_fit_into_the_queue_of_a_runner_that_stands_still_is_told_all_the_same() {
    let sandbox = Sandbox::new();
    let mut runner = sandbox.start();
    sandbox.json(&["pause"]);
    let folder = sandbox.path().join("watched");
    fs::create_dir_all(folder.join("inner")).unwrap();
    let automation = json!({
        "name": "Files",
        "trigger": { "type": "file", "folder": folder, "settle_seconds": 0 },
        "sends": [{ "destination": "test inbox" }],
    });
    sandbox.json_from(&["automations", "add"], &automation);
    wait_until("the folder is watched", || {
        sandbox.json(&["automations", "show", "Files"])["trigger"]["type"] == "ready"
    });

    signal(&runner, "-STOP");
    let files = enough();
    let names: BTreeSet<String> = (0..files).map(|n| format!("file-{n:06}")).collect();
    for (number, name) in names.iter().enumerate() {
        let below = ["", "inner/"][number % 2];
        write_twice(&folder.join(format!("{below}{name}")));
    }
    signal(&runner, "-CONT");
    wait_until("each file is told of", || {
        sandbox.json(&["status"])["held"] == files
    });
    assert_eq!(sandbox.run(&["quit"]).code, 0);
    assert!(runner.ended().success(), "{}", runner.messages());
    assert_eq!(told(&sandbox.database()), names);
}

/// The names that were told of.
fn told(database: &Path) -> BTreeSet<String> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let connection = Connection::open_with_flags(database, flags).unwrap();
    let sql = "SELECT data ->> 'name' FROM events WHERE kind = 'file.added'";
    let mut statement = connection.prepare(sql).unwrap();
    let names = statement.query_map([], |row| row.get(0)).unwrap();
    names.map(Result::unwrap).collect()
}
