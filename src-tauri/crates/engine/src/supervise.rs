//! Keeps a worker running: one that panics or ends by itself is started again.

use std::{future::Future, time::Duration};

use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// The wait before the first new start; it doubles with each that follows.
const SHORTEST_REST: Duration = Duration::from_secs(1);
/// The longest wait.
const LONGEST_REST: Duration = Duration::from_secs(60);

/// Runs what `start` gives until `stop`, again and again if need be.
pub(crate) fn supervise<F>(
    workers: &TaskTracker,
    stop: &CancellationToken,
    name: &'static str,
    mut start: impl FnMut() -> F + Send + 'static,
) where
    F: Future<Output = ()> + Send + 'static,
{
    let stop = stop.clone();
    workers.spawn(async move {
        let mut rest = SHORTEST_REST;
        loop {
            let ended = tokio::spawn(start()).await;
            if stop.is_cancelled() {
                return;
            }
            match ended {
                Ok(()) => tracing::error!(worker = name, "ended by itself; starting it again"),
                Err(error) => tracing::error!(worker = name, %error, "failed; starting it again"),
            }
            if stop
                .run_until_cancelled(tokio::time::sleep(rest))
                .await
                .is_none()
            {
                return;
            }
            rest = (rest * 2).min(LONGEST_REST);
        }
    });
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    };

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_worker_that_panics_is_started_again() {
        let (workers, stop) = (TaskTracker::new(), CancellationToken::new());
        let starts = Arc::new(AtomicU32::new(0));
        let (seen, done) = (Arc::clone(&starts), stop.clone());
        supervise(&workers, &stop, "test", move || {
            let (start, done) = (seen.fetch_add(1, Ordering::Relaxed), done.clone());
            async move {
                assert!(start >= 2, "the first two starts fail");
                done.cancelled().await;
            }
        });
        while starts.load(Ordering::Relaxed) < 3 {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        stop.cancel();
        workers.close();
        workers.wait().await;
        assert_eq!(starts.load(Ordering::Relaxed), 3);
    }
}
