//! The wall clock, as a value that tests can replace.

use std::{sync::Arc, time::Duration};

use hookloom_core::moment::Moment;
use tokio::time::{Instant, sleep};

/// Timers stand still while the computer sleeps and know nothing of a clock that was set, so a
/// deadline is looked at again at least this often.
const LONGEST_SLEEP: Duration = Duration::from_secs(30);

/// Tells what time it is.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Moment + Send + Sync>);

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self(Arc::new(|| {
            let now = std::time::SystemTime::now();
            let since_1970 = now
                .duration_since(std::time::UNIX_EPOCH)
                .unwrap_or_default();
            Moment::from_unix_millis(i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX))
        }))
    }

    /// A clock that shows `start` now and runs with tokio's time, which tests can pause.
    pub fn starting_at(start: Moment) -> Self {
        let began = Instant::now();
        Self(Arc::new(move || start.plus(began.elapsed())))
    }

    /// What time it is.
    pub fn now(&self) -> Moment {
        (self.0)()
    }

    /// Sleeps until the deadline, but never longer than 30 s: the caller then looks again.
    pub async fn sleep_towards(&self, deadline: Option<Moment>) {
        let left = deadline.map_or(LONGEST_SLEEP, |deadline| deadline.since(self.now()));
        sleep(left.min(LONGEST_SLEEP)).await;
    }
}
