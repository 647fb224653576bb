//! What lies below everything: HTTP without a database, a database without HTTP.

use std::{
    path::Path,
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use rusqlite::Connection;

/// How many writers wait at once, as the connections of the other measurements do.
const WRITERS: usize = 32;

/// Rows per second that SQLite takes when whatever waits is committed together.
pub fn commits_per_second(folder: &Path, rows: usize) -> f64 {
    let connection = Connection::open(folder.join("bare.db")).unwrap();
    let schema = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (body BLOB NOT NULL);";
    connection.execute_batch(schema).unwrap();
    let (jobs, waiting) = mpsc::channel::<mpsc::Sender<()>>();
    let start = Instant::now();
    for _ in 0..WRITERS {
        let jobs = jobs.clone();
        thread::spawn(move || {
            for _ in 0..rows / WRITERS {
                let (done, written) = mpsc::channel();
                jobs.send(done).unwrap();
                written.recv().unwrap();
            }
        });
    }
    drop(jobs);
    while let Ok(first) = waiting.recv() {
        let batch: Vec<_> = std::iter::once(first).chain(waiting.try_iter()).collect();
        connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        let mut insert = connection
            .prepare_cached("INSERT INTO rows VALUES (zeroblob(100))")
            .unwrap();
        for _ in &batch {
            insert.execute([]).unwrap();
        }
        connection.execute_batch("COMMIT").unwrap();
        batch.iter().for_each(|done| done.send(()).unwrap());
    }
    per_second(rows, start.elapsed())
}

pub fn per_second(count: usize, took: Duration) -> f64 {
    count as f64 / took.as_secs_f64()
}
