//! What is held back, and why, through every order of pausing and resuming.

use hookloom_core::{
    delivery::HoldReason::{self, DestinationPaused, RunnerPaused},
    destination::{DestinationPause, PauseReason},
    id::{DeliveryId, DestinationId},
};

use super::{
    super::{Accepted, Hold},
    sample::{Sample, at, delivery, destination, event, held, only, pending},
};

/// What a person does, `Shop` being one of two destinations.
#[derive(Clone, Copy, Debug)]
enum Step {
    PauseAll,
    PauseShop,
    ResumeAll,
    ResumeShop,
}
use Step::{PauseAll, PauseShop, ResumeAll, ResumeShop};

async fn mark_shop(sample: &Sample, paused: bool) {
    let shop = sample.store.destination(sample.destination).await.unwrap();
    let mut shop = shop.unwrap();
    shop.paused = paused.then_some(DestinationPause::by(PauseReason::ByHand, at(1)));
    sample.store.put_destination(shop).await.unwrap();
}

async fn take(sample: &Sample, steps: &[Step]) {
    let (store, shop) = (&sample.store, Hold::Destination(sample.destination));
    let mut paused = false;
    for step in steps {
        match step {
            PauseAll => {
                paused = true;
                store.hold(Hold::All, at(1)).await.unwrap();
            }
            PauseShop => {
                mark_shop(sample, true).await;
                store.hold(shop, at(1)).await.unwrap();
            }
            ResumeAll => {
                paused = false;
                store.release(Hold::All, false).await.unwrap();
            }
            ResumeShop => {
                mark_shop(sample, false).await;
                store.release(shop, paused).await.unwrap();
            }
        }
    }
}

async fn accept_for(sample: &Sample, destination: DestinationId) -> DeliveryId {
    let event = event(sample.automation);
    let delivery = delivery(&event, destination, pending(0));
    let id = delivery.id;
    let accepted = Accepted {
        event,
        raw: None,
        deliveries: vec![delivery],
    };
    sample.store.accept(only(accepted)).await.unwrap();
    id
}

#[tokio::test]
async fn a_delivery_is_held_while_anything_holds_it_back() {
    let table: [(&[Step], Option<HoldReason>, Option<HoldReason>); 9] = [
        (&[PauseAll], Some(RunnerPaused), Some(RunnerPaused)),
        (&[PauseShop], Some(DestinationPaused), None),
        (&[PauseAll, ResumeAll], None, None),
        (&[PauseShop, ResumeShop], None, None),
        (
            &[PauseShop, PauseAll, ResumeAll],
            Some(DestinationPaused),
            None,
        ),
        (
            &[PauseAll, PauseShop, ResumeAll],
            Some(DestinationPaused),
            None,
        ),
        (
            &[PauseShop, PauseAll, ResumeShop],
            Some(RunnerPaused),
            Some(RunnerPaused),
        ),
        (&[PauseAll, PauseShop, ResumeShop, ResumeAll], None, None),
        (&[PauseAll, PauseShop, ResumeAll, ResumeShop], None, None),
    ];
    for (steps, shop, other) in table {
        let sample = Sample::new().await;
        let depot = destination("Depot");
        sample.store.put_destination(depot.clone()).await.unwrap();
        let to_shop = accept_for(&sample, sample.destination).await;
        let to_depot = accept_for(&sample, depot.id).await;
        take(&sample, steps).await;
        for (id, why) in [(to_shop, shop), (to_depot, other)] {
            let expected = why.map_or(pending(0), |why| held(1, why));
            assert_eq!(sample.state(id).await, expected, "{steps:?}");
        }
    }
}

/// Marks the destination as a kill would leave it: the deliveries are not held or let go yet.
async fn killed_after(sample: &Sample, step: Step) {
    match step {
        PauseShop => mark_shop(sample, true).await,
        ResumeShop => mark_shop(sample, false).await,
        PauseAll | ResumeAll => {}
    }
}

#[tokio::test]
async fn what_a_kill_left_between_a_pause_and_its_deliveries_is_made_good() {
    for (steps, killed, runner_paused, why) in [
        (&[][..], PauseAll, true, Some(RunnerPaused)),
        (&[PauseAll], ResumeAll, false, None),
        (&[], PauseShop, false, Some(DestinationPaused)),
        (&[PauseShop], ResumeShop, false, None),
        (
            &[PauseShop, PauseAll],
            ResumeAll,
            false,
            Some(DestinationPaused),
        ),
    ] {
        let sample = Sample::new().await;
        let id = accept_for(&sample, sample.destination).await;
        take(&sample, steps).await;
        killed_after(&sample, killed).await;
        sample
            .store
            .align_holds(runner_paused, at(1))
            .await
            .unwrap();
        let expected = why.map_or(pending(0), |why| held(1, why));
        assert_eq!(
            sample.state(id).await,
            expected,
            "{steps:?}, then half of {killed:?}"
        );
    }
}

#[tokio::test]
async fn what_is_let_go_is_due_in_the_order_and_at_the_distance_it_had() {
    let sample = Sample::new().await;
    let retry = sample.accept(pending(100)).await;
    let late = sample.accept(pending(2)).await;
    let early = sample.accept(pending(1)).await;
    assert_eq!(sample.store.hold(Hold::All, at(3)).await, Ok(3));
    assert_eq!(sample.store.next_due().await, Ok(Vec::new()));
    assert_eq!(sample.store.release(Hold::All, false).await, Ok(3));

    let due = sample
        .store
        .due(sample.destination, at(50), 9)
        .await
        .unwrap();
    let due: Vec<_> = due.into_iter().map(|due| due.delivery.id).collect();
    assert_eq!(due, [early, late]);
    assert_eq!(sample.state(retry).await, pending(100));
}

#[tokio::test]
async fn a_retry_decided_while_everything_is_held_keeps_its_distance() {
    let sample = Sample::new().await;
    let id = sample.accept(pending(0)).await;
    sample.store.hold(Hold::All, at(1)).await.unwrap();
    sample.store.settle(None, id, pending(90)).await.unwrap();
    sample.store.release(Hold::All, false).await.unwrap();
    assert_eq!(sample.state(id).await, pending(90));
}
