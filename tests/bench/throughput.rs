//! Events per second, accepted and delivered, at 32 connections with a durable log.

use std::time::Instant;

use tempfile::tempdir;
use tokio::runtime::Runtime;

use crate::{
    bare::{self, per_second},
    figures::Figures,
    load::{self, Target},
    minimal,
    process::own_processor_seconds,
    product,
    receiver::Receiver,
};

const CONNECTIONS: usize = 32;
const EVENTS: usize = 20_000;
/// Each is measured so many times in turn, and the best counts: what disturbs only slows down.
const ROUNDS: usize = 7;

/// What one flood gave: events per second, and the processor time that each took, with that of its
/// caller and its receiver.
#[derive(Clone, Copy)]
struct Rate {
    accepted: f64,
    delivered: f64,
    micros: f64,
}

impl Default for Rate {
    fn default() -> Self {
        Self {
            accepted: 0.0,
            delivered: 0.0,
            micros: f64::INFINITY,
        }
    }
}

pub fn measure(figures: &mut Figures) {
    let (mut ours, mut least, mut http, mut sqlite) =
        (Rate::default(), Rate::default(), 0_f64, 0_f64);
    for _ in 0..ROUNDS {
        least = least.best(minimal_rate());
        ours = ours.best(product_rate());
        http = http.max(bare_http());
        sqlite = sqlite.max(bare::commits_per_second(tempdir().unwrap().path(), EVENTS));
    }
    let what = "delivered at 32 connections";
    figures.beside(
        what,
        "/s",
        ours.delivered,
        ("minimal pipeline", least.delivered),
        "at least 0.60",
    );
    figures.beside(
        "accepted at 32 connections",
        "/s",
        ours.accepted,
        ("minimal pipeline", least.accepted),
        "",
    );
    figures.beside(
        "processor time of each event and its delivery",
        "µs",
        ours.micros,
        ("minimal pipeline", least.micros),
        "",
    );
    figures.beside(
        what,
        "/s",
        ours.delivered,
        ("bare hyper to hyper", http),
        "",
    );
    figures.beside(
        what,
        "/s",
        ours.delivered,
        ("bare SQLite group commit", sqlite),
        "",
    );
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

impl Rate {
    fn best(self, other: Self) -> Self {
        Self {
            accepted: self.accepted.max(other.accepted),
            delivered: self.delivered.max(other.delivered),
            micros: self.micros.min(other.micros),
        }
    }
}
