//! Work that is not given up half-way.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use futures::future::BoxFuture;
use tokio::runtime::Handle;

/// Work that comes to its end even if whoever waits for it goes away: what is left of it then goes on
/// as a task of its own. Until then it takes none.
pub(super) struct ToItsEnd<T: Send + 'static>(Option<BoxFuture<'static, T>>);

impl<T: Send + 'static> ToItsEnd<T> {
    /// The work does not begin before it is waited for.
    pub(super) fn new(work: impl Future<Output = T> + Send + 'static) -> Self {
        Self(Some(Box::pin(work)))
    }
}

impl<T: Send + 'static> Future for ToItsEnd<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        // Taken out meanwhile: what panics must not go on.
        let mut work = self.0.take().expect("nobody waits once more");
        let polled = work.as_mut().poll(context);
        if polled.is_pending() {
            self.0 = Some(work);
        }
        polled
    }
}

impl<T: Send + 'static> Drop for ToItsEnd<T> {
    fn drop(&mut self) {
        // Without a runtime the program is at its end.
        if let (Some(work), Ok(runtime)) = (self.0.take(), Handle::try_current()) {
            runtime.spawn(work);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    };

    use tokio::sync::oneshot;

    use super::*;

    #[tokio::test]
    async fn what_is_waited_for_gives_its_result() {
        assert_eq!(ToItsEnd::new(async { 7 }).await, 7);
    }

    #[tokio::test]
    async fn what_nobody_waits_for_any_more_goes_on() {
        let (go, gone) = oneshot::channel::<()>();
        let (end, ended) = oneshot::channel();
        let mut work = ToItsEnd::new(async move {
            gone.await.unwrap();
            end.send(()).unwrap();
        });
        assert!(futures::poll!(&mut work).is_pending());
        drop(work);
        go.send(()).unwrap();
        ended.await.expect("it came to its end");
    }

    #[tokio::test]
    async fn what_panicked_does_not_go_on() {
        let dropped = Arc::new(AtomicBool::new(false));
        struct Told(Arc<AtomicBool>);
        impl Drop for Told {
            fn drop(&mut self) {
                self.0.store(true, Ordering::Relaxed);
            }
        }
        let told = Told(Arc::clone(&dropped));
        let work = ToItsEnd::new(async move {
            let _told = told;
            panic!("in the middle of it");
        });
        let waiting = tokio::spawn(work);
        assert!(
            waiting
                .await
                .is_err_and(|error: tokio::task::JoinError| error.is_panic())
        );
        assert!(dropped.load(Ordering::Relaxed));
    }
}
