//! A long past that is removed while sending goes on: what that does to the others, and whether the
//! disk gets its room back.

use std::{fs, path::Path, time::Duration};

use hookloom_engine::{Engine, clock::Clock};
use tempfile::tempdir;
use tokio::{runtime::Runtime, time::sleep};

use crate::{
    figures::Figures,
    load::{self, Target},
    past, product,
    receiver::{Receiver, p99_ms},
};

const ROWS: usize = 1_000_000;
/// By so much the engine's clock is ahead, so that all of it is old.
const LATER: Duration = Duration::from_secs(20 * 24 * 60 * 60);
const DAYS: u32 = 10;
/// One second of events, sent over and over.
const EVENTS: usize = 20;
const PAUSE: Duration = Duration::from_millis(50);
/// Seconds of sending without anything beside it.
const ALONE: usize = 30;

pub fn measure(figures: &mut Figures) {
    Runtime::new().unwrap().block_on(async {
        let (folder, receiver) = (tempdir().unwrap(), Receiver::start().await);
        past::prepare(folder.path(), &receiver.url(), ROWS).await;
        let clock = Clock::starting_at(Clock::system().now().plus(LATER));
        let engine = product::start_at(folder.path(), clock).await;
        let target = Target {
            address: product::listening(&engine).await,
            path: "/in/bench".to_owned(),
        };
        let mut sent = 0;
        for _ in 0..ALONE {
            sent = a_second(&target, &receiver, sent).await;
        }
        let alone = p99_ms(&receiver.take_delays());
        let before = megabytes(folder.path());
        engine.clean_up(DAYS).unwrap();
        let mut seconds = 0.0;
        while engine.storage().await.unwrap().cleaning.is_some() {
            sent = a_second(&target, &receiver, sent).await;
            seconds += 1.0;
        }
        let beside = p99_ms(&receiver.take_delays());
        left(&engine, sent).await;
        let after = megabytes(folder.path());
        engine.stop().await;
        figures.beside(
            format!("call to receiver at 20/s while {ROWS} rows are removed, p99"),
            "ms",
            beside,
            ("without that", alone),
            "at most 2",
        );
        figures.beside(
            "database and its log after that",
            "MB",
            after,
            ("before", before),
            "a few MB",
        );
        figures.alone(format!("removing {ROWS} rows"), "s", seconds, "");
    });
}

/// Sends for a second; the events have numbers of their own.
async fn a_second(target: &Target, receiver: &Receiver, sent: usize) -> usize {
    load::drip_from(target, sent, EVENTS, PAUSE).await;
    receiver.until(sent + EVENTS).await;
    sent + EVENTS
}

/// Nothing but what was sent meanwhile may be left, and all of that.
async fn left(engine: &Engine, sent: usize) {
    // What comes after the removal itself, such as the last room that is given back.
    sleep(Duration::from_secs(5)).await;
    let storage = engine.storage().await.unwrap();
    assert_eq!(storage.deliveries, sent as u64);
}

fn megabytes(folder: &Path) -> f64 {
    let files = ["hookloom.db", "hookloom.db-wal"].map(|name| folder.join("data").join(name));
    let bytes: u64 = files
        .iter()
        .filter_map(|file| fs::metadata(file).ok())
        .map(|file| file.len())
        .sum();
    bytes as f64 / 1e6
}
