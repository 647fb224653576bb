//! From an inbound call to the receiver, at 20 events a second.

use std::time::Duration;

use tempfile::tempdir;
use tokio::runtime::Runtime;

use crate::{
    figures::Figures,
    load::{self, Target},
    minimal, product,
    receiver::Receiver,
};

const EVENTS: usize = 400;
const PAUSE: Duration = Duration::from_millis(50);

/// Half and 99 of 100 are faster, in milliseconds.
struct Delays {
    p50: f64,
    p99: f64,
}

pub fn measure(figures: &mut Figures) {
    let (ours, least) = (product_delays(), minimal_delays());
    let yardstick = "minimal pipeline";
    figures.beside(
        "call to receiver at 20/s, p50",
        "ms",
        ours.p50,
        (yardstick, least.p50),
        "at most 1.5",
    );
    figures.beside(
        "call to receiver at 20/s, p99",
        "ms",
        ours.p99,
        (yardstick, least.p99),
        "at most 2",
    );
}

fn product_delays() -> Delays {
    Runtime::new().unwrap().block_on(async {
        let (folder, receiver) = (tempdir().unwrap(), Receiver::start().await);
        let engine = product::start(folder.path()).await;
        let target = product::hook(&engine, &receiver.url()).await;
        let delays = delays(&target, &receiver).await;
        engine.stop().await;
        delays
    })
}

fn minimal_delays() -> Delays {
    Runtime::new().unwrap().block_on(async {
        let (folder, receiver) = (tempdir().unwrap(), Receiver::start().await);
        let address = minimal::start(folder.path(), receiver.url()).await;
        delays(
            &Target {
                address,
                path: "/".to_owned(),
            },
            &receiver,
        )
        .await
    })
}

async fn delays(target: &Target, receiver: &Receiver) -> Delays {
    load::drip(target, EVENTS, PAUSE).await;
    receiver.until(EVENTS).await;
    let delays = receiver.delays();
    let at = |share: usize| delays[delays.len() * share / 100].as_secs_f64() * 1000.0;
    Delays {
        p50: at(50),
        p99: at(99),
    }
}
