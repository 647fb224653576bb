//! A delivery under way: its setting off, and the certain report of its end.

use std::sync::Arc;

use hookloom_core::{
    delivery::DeliveryState,
    id::{DeliveryId, DestinationId},
};
use tokio::sync::mpsc;

use crate::{
    delivery::{courier::Courier, gates::How, under_way::UnderWay},
    store::DueDelivery,
};

/// What the dispatcher hears of a delivery under way.
pub(super) enum Report {
    /// It arrived. Another may set off in its place while that is written down.
    Arrived(DestinationId, DeliveryId),
    Landed(Landed),
}

/// A delivery that is done, whatever became of it.
pub(super) struct Landed {
    pub destination: DestinationId,
    pub delivery: DeliveryId,
    /// How it came back; nothing if it was reported to have arrived.
    pub how: Option<How>,
    /// It was delivered, and nothing waited for that: whatever else is due stays as it is.
    pub quietly: bool,
}

/// Carries a delivery out as one that is under way. One that is held tries its destination.
pub(super) async fn set_off(courier: Arc<Courier>, due: Box<DueDelivery>, mut landing: Landing) {
    let (bell, end) = (courier.bell.clone(), due.delivery.useless_at);
    let in_order = due.delivery.order_key.is_some();
    match due.delivery.state {
        // In a box: the few that are held need not make room in all others.
        DeliveryState::Held { .. } => landing.how = Some(Box::pin(courier.probe(&due)).await),
        _ => {
            let delivered = courier.carry(&due, &mut landing).await;
            landing.quietly = delivered && !in_order;
        }
    }
    // While it was under way, its end was passed over.
    if let Some(end) = end {
        bell.expect_end(end);
    }
    drop(landing);
}

/// Reports a courier's end even if it panics, so that its place is free again.
pub(in crate::delivery) struct Landing {
    under_way: UnderWay,
    to: mpsc::UnboundedSender<Report>,
    destination: DestinationId,
    delivery: DeliveryId,
    how: Option<How>,
    quietly: bool,
}

impl Landing {
    /// From here on the delivery is under way.
    pub(super) fn of(
        courier: &Courier,
        to: &mpsc::UnboundedSender<Report>,
        due: &DueDelivery,
    ) -> Self {
        let (destination, delivery) = (due.delivery.destination, due.delivery.id);
        courier.under_way.started(destination, delivery);
        Self {
            under_way: courier.under_way.clone(),
            to: to.clone(),
            destination,
            delivery,
            how: Some(How::Unanswered),
            quietly: false,
        }
    }

    /// It is back, and what came of it will be written down. One that arrived gives its place free
    /// now: the disk is not what a destination's limit is about.
    pub(in crate::delivery) fn came_back(&mut self, how: How, arrived: bool) {
        self.how = Some(how).filter(|_| !arrived);
        if arrived {
            self.report(Report::Arrived(self.destination, self.delivery));
        }
    }

    fn report(&self, report: Report) {
        // Nobody listens any more once the dispatcher has ended.
        let _ = self.to.send(report);
    }
}

impl Drop for Landing {
    fn drop(&mut self) {
        self.under_way.landed(self.destination, self.delivery);
        let how = self.how.take();
        self.report(Report::Landed(Landed {
            destination: self.destination,
            delivery: self.delivery,
            how,
            quietly: self.quietly,
        }));
    }
}
