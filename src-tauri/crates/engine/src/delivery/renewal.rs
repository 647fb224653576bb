//! A token that a destination refuses: it is fetched anew, and what was refused goes out once more at
//! once. Each of the two requests is an attempt of its own; together they take one try.

use hookloom_core::moment::Moment;
use tokio::time::sleep;

use super::{
    courier::{Courier, REST_WHILE_FULL, less, made},
    gates::How,
    sender::Sent,
};
use crate::store::{DueDelivery, StoreError};

/// The status of an answer to somebody who is not let in.
const REFUSED: u16 = 401;

/// An attempt that came back.
pub(super) struct Tried {
    /// When it began.
    pub at: Moment,
    /// What came of it.
    pub sent: Sent,
    /// The same for the queue of its destination.
    pub how: How,
    /// It followed one whose token was refused.
    pub renewed: bool,
}

impl Courier {
    /// Makes one attempt, or two if the token of the first was refused and there is a new one. The
    /// first of two is kept at once and leaves the delivery as it is; nothing is given if that was
    /// stopped or held meanwhile, so that there is no second.
    pub(super) async fn attempt(&self, due: &DueDelivery) -> Result<Option<Tried>, StoreError> {
        // An answer that counts as success refuses nothing.
        let renews = !due.delivery.success_on.contain(REFUSED);
        let first = self.tried(due, renews, false).await;
        if !first.sent.renewed {
            return Ok(Some(first));
        }
        // In a box: the few that are refused need not make room in all others.
        Box::pin(self.once_more(due, first)).await
    }

    async fn once_more(
        &self,
        due: &DueDelivery,
        first: Tried,
    ) -> Result<Option<Tried>, StoreError> {
        if !self.keep_refused(due, first).await? {
            return Ok(None);
        }
        let destination = due.delivery.destination;
        self.paces.started(destination, self.clock.now());
        Ok(Some(self.tried(due, false, true).await))
    }

    async fn tried(&self, due: &DueDelivery, renews: bool, renewed: bool) -> Tried {
        let at = self.clock.now();
        let (sent, how) = self.once(due, at, renews).await;
        Tried {
            at,
            sent,
            how,
            renewed,
        }
    }

    /// True while the delivery stands where it stood.
    async fn keep_refused(&self, due: &DueDelivery, first: Tried) -> Result<bool, StoreError> {
        let attempt = less(made(due, first), self.redaction(due).as_ref());
        loop {
            match self.store.keep_refused(attempt.clone()).await {
                Err(StoreError::DiskFull) => {
                    self.room.failed(&StoreError::DiskFull).await;
                    sleep(REST_WHILE_FULL).await;
                }
                kept => return Ok(kept? == due.delivery.state.name()),
            }
        }
    }
}
