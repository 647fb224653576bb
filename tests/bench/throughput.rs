//! Events per second, accepted and delivered, at 32 connections with a durable log.

use std::time::Instant;

use tempfile::tempdir;
use tokio::runtime::Runtime;

use crate::{
    bare::{self, per_second},
    figures::{Figures, median},
    load::{self, Target},
    minimal,
    process::own_processor_seconds,
    product,
    receiver::Receiver,
};

const CONNECTIONS: usize = 32;
const EVENTS: usize = 20_000;
/// Each is measured so many times in turn, and the middle one counts. What else a machine does slows
/// some rounds down, and a fast moment of its disk speeds up the minimal pipeline most, which waits for
/// little else.
const ROUNDS: usize = 7;

/// What one flood gave: events per second, and the processor time that each took, with that of its
/// caller and its receiver.
#[derive(Clone, Copy)]
struct Rate {
    accepted: f64,
    delivered: f64,
    micros: f64,
}

/// One round: Hookloom and its yardsticks, one right after the other.
struct Round {
    least: Rate,
    ours: Rate,
    http: f64,
    sqlite: f64,
}

pub fn measure(figures: &mut Figures) {
    let rounds: Vec<Round> = (0..ROUNDS).map(|_| Round::run()).collect();
    let middle = |figure: fn(&Round) -> f64| median(rounds.iter().map(figure));
    let delivered = middle(|round| round.ours.delivered);
    let what = "delivered at 32 connections";
    figures.beside(
        what,
        "/s",
        delivered,
        ("minimal pipeline", middle(|round| round.least.delivered)),
        "at least 0.60",
    );
    figures.beside(
        "accepted at 32 connections",
        "/s",
        middle(|round| round.ours.accepted),
        ("minimal pipeline", middle(|round| round.least.accepted)),
        "",
    );
    figures.beside(
        "processor time of each event and its delivery",
        "µs",
        middle(|round| round.ours.micros),
        ("minimal pipeline", middle(|round| round.least.micros)),
        "",
    );
    figures.beside(
        what,
        "/s",
        delivered,
        ("bare hyper to hyper", middle(|round| round.http)),
        "",
    );
    figures.beside(
        what,
        "/s",
        delivered,
        ("bare SQLite group commit", middle(|round| round.sqlite)),
        "",
    );
}

impl Round {
    fn run() -> Self {
        Self {
            least: minimal_rate(),
            ours: product_rate(),
            http: bare_http(),
            sqlite: bare::commits_per_second(tempdir().unwrap().path(), EVENTS),
        }
    }
}

fn product_rate() -> Rate {
    Runtime::new().unwrap().block_on(async {
        let (folder, receiver) = (tempdir().unwrap(), Receiver::start().await);
        let engine = product::start(folder.path()).await;
        let target = product::hook(&engine, &receiver.url()).await;
        let rate = flood(&target, &receiver).await;
        engine.stop().await;
        rate
    })
}

fn minimal_rate() -> Rate {
    Runtime::new().unwrap().block_on(async {
        let (folder, receiver) = (tempdir().unwrap(), Receiver::start().await);
        let address = minimal::start(folder.path(), receiver.url()).await;
        let target = Target {
            address,
            path: "/".to_owned(),
        };
        flood(&target, &receiver).await
    })
}

fn bare_http() -> f64 {
    Runtime::new().unwrap().block_on(async {
        let receiver = Receiver::start().await;
        let target = Target {
            address: receiver.address,
            path: "/".to_owned(),
        };
        flood(&target, &receiver).await.delivered
    })
}

/// Every event must arrive, and exactly once: nothing fails here that would excuse a repeat.
async fn flood(target: &Target, receiver: &Receiver) -> Rate {
    let (start, used) = (Instant::now(), own_processor_seconds());
    load::flood(target, CONNECTIONS, EVENTS).await;
    let accepted = start.elapsed();
    receiver.until(EVENTS).await;
    let delivered = start.elapsed();
    let used = own_processor_seconds() - used;
    assert_eq!(
        receiver.requests(),
        EVENTS,
        "requests that the receiver got"
    );
    Rate {
        accepted: per_second(EVENTS, accepted),
        delivered: per_second(EVENTS, delivered),
        micros: used * 1e6 / EVENTS as f64,
    }
}
