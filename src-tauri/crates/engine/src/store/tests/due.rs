//! What is due, and when to look again.

use hookloom_core::{delivery::HoldReason, id::DeliveryId};

use super::{
    super::Hold,
    sample::{Sample, at, attempt, destination, held, pending},
};

async fn due(sample: &Sample, now: i64, limit: usize) -> Vec<DeliveryId> {
    let due = sample.store.due(sample.destination, at(now), limit).await;
    due.unwrap()
        .into_iter()
        .map(|due| due.delivery.id)
        .collect()
}

#[tokio::test]
async fn the_longest_due_comes_first_and_what_is_not_due_not_at_all() {
    let sample = Sample::new().await;
    let later = sample.accept(pending(20)).await;
    let first_of_two = sample.accept(pending(10)).await;
    let second_of_two = sample.accept(pending(10)).await;
    let earliest = sample.accept(pending(5)).await;
    assert_eq!(due(&sample, 4, 9).await, []);
    assert_eq!(due(&sample, 5, 9).await, [earliest]);
    assert_eq!(
        due(&sample, 10, 9).await,
        [earliest, first_of_two, second_of_two]
    );
    assert_eq!(due(&sample, 99, 2).await, [earliest, first_of_two]);
    assert_eq!(due(&sample, 20, 9).await.last(), Some(&later));
}

#[tokio::test]
async fn each_destination_tells_its_next_moment() {
    let sample = Sample::new().await;
    let idle = destination("Idle");
    sample.store.put_destination(idle).await.unwrap();
    sample.accept(pending(20)).await;
    sample.accept(pending(10)).await;
    assert_eq!(
        sample.store.next_due().await,
        Ok(vec![(sample.destination, at(10))])
    );
    for (now, next) in [(0, Some(10)), (9, Some(10)), (10, Some(20)), (20, None)] {
        let found = sample.store.next_due_after(at(now)).await.unwrap();
        assert_eq!(found, next.map(at), "after {now}");
    }
}

#[tokio::test]
async fn what_is_due_brings_its_request_and_counts_its_attempts() {
    let sample = Sample::new().await;
    let accepted = sample.accepted(pending(0));
    let mut delivery = accepted.deliveries[0].clone();
    sample
        .store
        .accept(super::sample::only(accepted))
        .await
        .unwrap();
    for number in [1, 2] {
        let failed = attempt(delivery.id, number, Some(500));
        sample
            .store
            .settle(Some(failed), delivery.id, pending(0))
            .await
            .unwrap();
    }
    let due = sample
        .store
        .due(sample.destination, at(0), 9)
        .await
        .unwrap();
    delivery.state = pending(0);
    assert_eq!(due[0].delivery, delivery);
    assert_eq!((due[0].attempts_before, due[0].next_number), (2, 3));
}

#[tokio::test]
async fn what_waits_is_moved_with_the_clock_but_not_what_another_clock_set() {
    let sample = Sample::new().await;
    let year = 365 * 24 * 3600;
    for seconds in [-10, 60, year] {
        sample.accept(pending(seconds)).await;
    }
    let moved = sample.store.move_with_clock(at(0), 3_600_000).await;
    assert_eq!(moved.unwrap(), 1);
    for (now, next) in [(-11, -10), (0, 3660), (3660, year)] {
        let found = sample.store.next_due_after(at(now)).await.unwrap();
        assert_eq!(found, Some(at(next)), "after {now}");
    }
    let back = sample.store.move_with_clock(at(60), -3_600_000).await;
    assert_eq!(back.unwrap(), 1);
    let found = sample.store.next_due_after(at(0)).await.unwrap();
    assert_eq!(found, Some(at(60)));
}

#[tokio::test]
async fn what_is_held_and_due_for_longest_tries_its_destination() {
    let sample = Sample::new().await;
    let why = HoldReason::DestinationPaused;
    assert_eq!(sample.store.first_held(sample.destination).await, Ok(None));
    sample.accept(pending(50)).await;
    let longest = sample.accept(pending(10)).await;
    let one = Hold::Destination(sample.destination);
    sample.store.hold(one, at(60)).await.unwrap();
    sample.accept(held(61, why)).await;
    let first = sample.store.first_held(sample.destination).await.unwrap();
    assert_eq!(first.map(|due| due.delivery.id), Some(longest));
}
