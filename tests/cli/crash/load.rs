//! 50 numbered calls a second, and what became of each.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use crate::http::{Call, post};

/// Calls wait for their answers, so several callers take turns.
const CALLERS: u64 = 8;
const DISTANCE: Duration = Duration::from_millis(20);

/// Every call by its number.
pub type Calls = BTreeMap<u64, Call>;

pub struct Load {
    stop: Arc<AtomicBool>,
    callers: Vec<JoinHandle<Calls>>,
}

impl Load {
    pub fn start(port: u16, hook: &str) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let start = Instant::now();
        let callers = (0..CALLERS).map(|caller| {
            let (stop, hook) = (Arc::clone(&stop), hook.to_owned());
            thread::spawn(move || call(caller, start, port, &hook, &stop))
        });
        Self {
            callers: callers.collect(),
            stop,
        }
    }

    /// Ends the calls, and says how each went.
    pub fn stop(self) -> Calls {
        self.stop.store(true, Ordering::Relaxed);
        let callers = self.callers.into_iter();
        callers.flat_map(|caller| caller.join().unwrap()).collect()
    }
}

fn call(caller: u64, start: Instant, port: u16, hook: &str, stop: &AtomicBool) -> Calls {
    let mut calls = Calls::new();
    let mut number = caller;
    while !stop.load(Ordering::Relaxed) {
        let due = start + DISTANCE * u32::try_from(number).unwrap();
        thread::sleep(due.saturating_duration_since(Instant::now()));
        let body = format!("{{\"name\": \"{}\"}}", name(number));
        calls.insert(number, post(port, hook, &body));
        number += CALLERS;
    }
    calls
}

/// What tells an event from all others, wherever in the delivered body it stands.
pub fn name(number: u64) -> String {
    format!("event-{number:06}-")
}

/// The number of the event in that body.
pub fn number(body: &str) -> Option<u64> {
    let (_, rest) = body.split_once("event-")?;
    rest.get(..6)?.parse().ok()
}
