//! 50 numbered calls a second, and what became of each.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
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
    accepted: Arc<AtomicUsize>,
    callers: Vec<JoinHandle<Calls>>,
}

impl Load {
    pub fn start(port: u16, hook: &str) -> Self {
        let (stop, accepted) = (Arc::default(), Arc::default());
        let start = Instant::now();
        let callers = (0..CALLERS).map(|first| {
            let mut caller = Caller {
                next: first,
                start,
                port,
                hook: hook.to_owned(),
                stop: Arc::clone(&stop),
                accepted: Arc::clone(&accepted),
            };
            thread::spawn(move || caller.call())
        });
        Self {
            callers: callers.collect(),
            stop,
            accepted,
        }
    }

    /// How many were accepted so far.
    pub fn accepted(&self) -> usize {
        self.accepted.load(Ordering::Relaxed)
    }

    /// Ends the calls, and says how each went.
    pub fn stop(self) -> Calls {
        self.stop.store(true, Ordering::Relaxed);
        let callers = self.callers.into_iter();
        callers.flat_map(|caller| caller.join().unwrap()).collect()
    }
}

struct Caller {
    next: u64,
    start: Instant,
    port: u16,
    hook: String,
    stop: Arc<AtomicBool>,
    accepted: Arc<AtomicUsize>,
}

impl Caller {
    fn call(&mut self) -> Calls {
        let mut calls = Calls::new();
        while !self.stop.load(Ordering::Relaxed) {
            let due = self.start + DISTANCE * u32::try_from(self.next).unwrap();
            thread::sleep(due.saturating_duration_since(Instant::now()));
            let body = format!("{{\"name\": \"{}\"}}", name(self.next));
            let call = post(self.port, &self.hook, &body);
            if call == Call::Answered(202) {
                self.accepted.fetch_add(1, Ordering::Relaxed);
            }
            calls.insert(self.next, call);
            self.next += CALLERS;
        }
        calls
    }
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
