//! Logs that have grown: what a delivery costs with a long past behind it, and a long queue before.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use rusqlite::{Connection, params};
use tempfile::{TempDir, tempdir};
use tokio::runtime::Runtime;

use crate::{
    bare::per_second, figures::Figures, load, process::Runner, product, receiver::Receiver,
};

/// Rows in the log. The first is the yardstick of the others.
const PASTS: [usize; 3] = [1_000, 100_000, 1_000_000];
const EVENTS: usize = 10_000;
/// Each log is measured so many times, growing by that, and the best counts: what disturbs only slows
/// down.
const ROUNDS: usize = 3;
const BACKLOGS: [usize; 2] = [25_000, 100_000];

pub fn measure(figures: &mut Figures) {
    let costs = PASTS.map(cost);
    for (rows, cost) in PASTS.iter().zip(&costs).skip(1) {
        let what = format!("time per delivery with {rows} rows in the log");
        figures.beside(what, "µs", *cost, ("1000 rows", costs[0]), "at most 1.2");
    }
    let drains = BACKLOGS.map(drain);
    let [short, long] = &drains;
    let per_delivery = |drain: &Drain| drain.took.as_secs_f64() * 1e6 / drain.deliveries as f64;
    let what = format!("draining {} deliveries, each", long.deliveries);
    figures.beside(
        what,
        "µs",
        per_delivery(long),
        ("25000 deliveries", per_delivery(short)),
        "about 1",
    );
    figures.beside(
        "resident memory with 100000 waiting",
        "MB",
        long.resident_mb,
        ("nothing waiting", long.idle_mb),
        "at most 30 MB more",
    );
}

/// Microseconds from the first call to the last delivery, for each.
fn cost(rows: usize) -> f64 {
    Runtime::new().unwrap().block_on(async {
        let (folder, receiver) = (tempdir().unwrap(), Receiver::start().await);
        let target_url = receiver.url();
        prepare(folder.path(), &target_url, rows).await;
        let engine = product::start(folder.path()).await;
        let target = load::Target {
            address: product::listening(&engine).await,
            path: "/in/bench".to_owned(),
        };
        let mut best = f64::INFINITY;
        for round in 0..ROUNDS {
            let start = Instant::now();
            load::flood_from(&target, round * EVENTS, 32, EVENTS).await;
            receiver.until((round + 1) * EVENTS).await;
            best = best.min(1e6 / per_second(EVENTS, start.elapsed()));
        }
        engine.stop().await;
        best
    })
}

struct Drain {
    deliveries: usize,
    took: Duration,
    idle_mb: f64,
    resident_mb: f64,
}

/// Starts a runner on a queue, and watches it until the last delivery has arrived.
fn drain(deliveries: usize) -> Drain {
    let runtime = Runtime::new().unwrap();
    let (folder, receiver) =
        runtime.block_on(async { (tempdir().unwrap(), Receiver::start().await) });
    runtime.block_on(prepare(folder.path(), &receiver.url(), deliveries));
    let idle_mb = idle(&folder);
    make_pending(folder.path(), deliveries);
    let start = Instant::now();
    let runner = Runner::start(folder.path());
    runtime.block_on(receiver.until(deliveries / 2));
    let resident_mb = runner.resident_mb();
    runtime.block_on(receiver.until(deliveries));
    Drain {
        deliveries,
        took: start.elapsed(),
        idle_mb,
        resident_mb,
    }
}

fn idle(folder: &TempDir) -> f64 {
    let runner = Runner::start(folder.path());
    runner.until_at_rest();
    runner.resident_mb()
}

/// Makes a folder with a hook and a log of so many deliveries that were sent. The first is real,
/// the others are its copies, each with a number of its own in its body.
pub async fn prepare(folder: &Path, to: &str, deliveries: usize) {
    let receiver = Receiver::start().await;
    let engine = product::start(folder).await;
    let target = product::hook(&engine, &receiver.url()).await;
    load::flood(&target, 1, 1).await;
    receiver.until(1).await;
    engine.stop().await;
    let database = open(folder);
    database.execute_batch(COPIES).unwrap();
    let copies = i64::try_from(deliveries).unwrap() - 1;
    database.execute(NUMBERS, [copies]).unwrap();
    for sql in [EVENT_COPIES, DELIVERY_COPIES, ATTEMPT_COPIES] {
        database.execute(sql, []).unwrap();
    }
    redirect(&database, to);
    drop(database);
    // A large log would otherwise be on its way to the disk while something is measured.
    fs::File::open(database_of(folder))
        .unwrap()
        .sync_all()
        .unwrap();
}

/// Makes every delivery due, as if none had been tried.
pub fn make_pending(folder: &Path, deliveries: usize) {
    let database = open(folder);
    database.execute("DELETE FROM attempts", []).unwrap();
    let sql = "UPDATE deliveries SET state = 'pending', due_at = created_at, state_at = NULL,
        attempts = 0, last_status = NULL, last_took_ms = NULL";
    assert_eq!(database.execute(sql, []).unwrap(), deliveries);
}

/// Destination and requests lead to another address from now on.
fn redirect(database: &Connection, to: &str) {
    let sql =
        "UPDATE destinations SET settings = json_set(settings, '$.address', ?1) WHERE built_in = 0";
    database.execute(sql, [to]).unwrap();
    database
        .execute("UPDATE deliveries SET url = ?1", params![to])
        .unwrap();
}

fn database_of(folder: &Path) -> PathBuf {
    folder.join("data/hookloom.db")
}

fn open(folder: &Path) -> Connection {
    Connection::open(database_of(folder)).unwrap()
}

const COPIES: &str =
    "CREATE TEMP TABLE numbers (n INTEGER PRIMARY KEY, event BLOB, delivery BLOB, attempt BLOB)";

/// Ids that sort by number after the real ones of that moment. What `||` joins is text.
const NUMBERS: &str = "
    INSERT INTO numbers
    WITH RECURSIVE n (n) AS (SELECT 1 WHERE ?1 >= 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?1)
    SELECT n,
        CAST(substr((SELECT id FROM events LIMIT 1), 1, 8) || unhex(printf('%016x', n)) AS BLOB),
        CAST(substr((SELECT id FROM deliveries LIMIT 1), 1, 8) || unhex(printf('%016x', n)) AS BLOB),
        CAST(substr((SELECT id FROM attempts LIMIT 1), 1, 8) || unhex(printf('%016x', n)) AS BLOB)
    FROM n";

const EVENT_COPIES: &str = "
    INSERT INTO events (automation, id, kind, at, summary, data, raw)
    SELECT automation, event, kind, at, summary, data, raw
    FROM (SELECT * FROM events LIMIT 1), numbers";

const DELIVERY_COPIES: &str = "
    INSERT INTO deliveries (id, automation, event, destination, created_at, state, due_at, state_at,
        state_reason, attempts, last_status, last_took_ms, retry, method, url, headers,
        timeout_seconds, body)
    SELECT delivery, automation, numbers.event, destination, created_at, state, due_at, state_at,
        state_reason, attempts, last_status, last_took_ms, retry, method, url, headers,
        timeout_seconds, replace(body, '\"number\":0', '\"number\":' || n)
    FROM (SELECT * FROM deliveries LIMIT 1), numbers";

const ATTEMPT_COPIES: &str = "
    INSERT INTO attempts (delivery, number, id, at, wait_ms, read_ms, total_ms, outcome)
    SELECT numbers.delivery, number, attempt, at, wait_ms, read_ms, total_ms, outcome
    FROM (SELECT * FROM attempts LIMIT 1), numbers";
