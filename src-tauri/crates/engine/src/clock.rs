//! The wall clock, as a value that tests can replace.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use hookloom_core::moment::Moment;
use tokio::{
    sync::Notify,
    time::{Instant, sleep},
};

/// Timers stand still while the computer sleeps and know nothing of a clock that was set, so a
/// deadline is looked at again at least this often.
const LONGEST_SLEEP: Duration = Duration::from_secs(30);

/// Tells what time it is.
#[derive(Clone)]
pub struct Clock(Arc<Inner>);

struct Inner {
    wall: Box<dyn Fn() -> Moment + Send + Sync>,
    on: Box<dyn Fn() -> Option<Duration> + Send + Sync>,
    /// Wakes whoever sleeps towards a deadline.
    moved: Notify,
}

/// The hands of a clock that is moved by its owner.
#[derive(Clone)]
pub struct Hands {
    wall_ms: Arc<AtomicI64>,
    on_ms: Arc<AtomicI64>,
    clock: Clock,
}

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self::of(system_time, computer_on)
    }

    fn of(
        wall: impl Fn() -> Moment + Send + Sync + 'static,
        on: impl Fn() -> Option<Duration> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(Inner {
            wall: Box::new(wall),
            on: Box::new(on),
            moved: Notify::new(),
        }))
    }

    /// A clock that shows `start` now and runs with tokio's time, which tests can pause.
    pub fn starting_at(start: Moment) -> Self {
        let began = Instant::now();
        Self::of(
            move || start.plus(began.elapsed()),
            move || Some(began.elapsed()),
        )
    }

    /// A clock that goes with the system's, and can be moved.
    pub fn with_hands() -> (Self, Hands) {
        let (wall_ms, on_ms) = (Arc::<AtomicI64>::default(), Arc::<AtomicI64>::default());
        let (wall, on, began) = (wall_ms.clone(), on_ms.clone(), Instant::now());
        let clock = Self::of(
            move || {
                Moment::from_unix_millis(system_time().unix_millis() + wall.load(Ordering::Relaxed))
            },
            move || {
                let moved = on.load(Ordering::Relaxed).unsigned_abs();
                Some(began.elapsed() + Duration::from_millis(moved))
            },
        );
        let hands = Hands {
            wall_ms,
            on_ms,
            clock: clock.clone(),
        };
        (clock, hands)
    }

    /// What time it is.
    pub fn now(&self) -> Moment {
        (self.0.wall)()
    }

    /// For how long the computer is on, asleep or not, whatever its clock is set to; nothing where
    /// the system does not tell.
    pub fn computer_on(&self) -> Option<Duration> {
        (self.0.on)()
    }

    /// Sleeps until the deadline, but never longer than 30 s: the caller then looks again.
    pub async fn sleep_towards(&self, deadline: Option<Moment>) {
        let left = deadline.map_or(LONGEST_SLEEP, |deadline| deadline.since(self.now()));
        tokio::select! {
            () = sleep(left.min(LONGEST_SLEEP)) => {}
            () = self.0.moved.notified() => {}
        }
    }
}

impl Hands {
    /// So much time passes, while the computer sleeps for example.
    pub fn pass(&self, time: Duration) {
        let millis = i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
        self.on_ms.fetch_add(millis, Ordering::Relaxed);
        self.set(millis / 1000);
    }

    /// The clock is set by so many seconds; no time passes.
    pub fn set(&self, seconds: i64) {
        self.wall_ms.fetch_add(seconds * 1000, Ordering::Relaxed);
        self.clock.0.moved.notify_waiters();
    }
}

fn system_time() -> Moment {
    let now = std::time::SystemTime::now();
    let since_1970 = now
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    Moment::from_unix_millis(i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX))
}

fn computer_on() -> Option<Duration> {
    let uptime = std::fs::read_to_string("/proc/uptime").ok()?;
    let seconds: f64 = uptime.split_whitespace().next()?.parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok()
}
