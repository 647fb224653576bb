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

/// A delivery that came back, whatever became of it.
pub(super) struct Landed {
    pub destination: DestinationId,
    pub delivery: DeliveryId,
    pub how: How,
    /// It was delivered, and nothing waited for that: whatever else is due stays as it is.
    pub quietly: bool,
}

/// Carries a delivery out as one that is under way. One that is held tries its destination.
pub(super) async fn set_off(courier: Arc<Courier>, due: DueDelivery, mut landing: Landing) {
    let (bell, end) = (courier.bell.clone(), due.delivery.useless_at);
    let in_order = due.delivery.order_key.is_some();
    match due.delivery.state {
        DeliveryState::Held { .. } => landing.how = courier.probe(due).await,
        _ => {
            let (how, delivered) = courier.carry(due).await;
            landing.how = how;
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
pub(super) struct Landing {
    under_way: UnderWay,
    to: mpsc::UnboundedSender<Landed>,
    destination: DestinationId,
    delivery: DeliveryId,
    how: How,
    quietly: bool,
}

impl Landing {
    /// From here on the delivery is under way.
    pub(super) fn of(
        courier: &Courier,
        to: &mpsc::UnboundedSender<Landed>,
        due: &DueDelivery,
    ) -> Self {
        let (destination, delivery) = (due.delivery.destination, due.delivery.id);
        courier.under_way.started(destination, delivery);
        Self {
            under_way: courier.under_way.clone(),
            to: to.clone(),
            destination,
            delivery,
            how: How::Unanswered,
            quietly: false,
        }
    }
}

impl Drop for Landing {
    fn drop(&mut self) {
        self.under_way.landed(self.destination, self.delivery);
        let how = std::mem::replace(&mut self.how, How::Unanswered);
        let _ = self.to.send(Landed {
            destination: self.destination,
            delivery: self.delivery,
            how,
            quietly: self.quietly,
        });
    }
}
