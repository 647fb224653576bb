//! What becomes of one delivery when several hands reach for it.

use hookloom_core::{
    delivery::{DeliveryState, FailReason, HoldReason::RunnerPaused},
    id::DeliveryId,
};
use uuid::Uuid;

use super::{
    super::{Hold, Known, StoreError},
    sample::{Sample, at, attempt, held, pending},
};

const CANCELLED: fn(i64) -> DeliveryState = |seconds| DeliveryState::Cancelled { at: at(seconds) };
const SUCCEEDED: fn(i64) -> DeliveryState = |seconds| DeliveryState::Succeeded { at: at(seconds) };

fn failed(seconds: i64) -> DeliveryState {
    let reason = FailReason::Exhausted { attempts: 1 };
    DeliveryState::Failed {
        at: at(seconds),
        reason,
    }
}

/// Settles the first attempt of a delivery that came to stand at `meanwhile` while it was made, by
/// somebody who took it as it was before, or who knows nothing of it.
async fn settled(meanwhile: DeliveryState, wanted: DeliveryState, taken: bool) -> DeliveryState {
    let sample = Sample::new().await;
    let id = sample.accept(pending(0)).await;
    let due = sample.store.due(sample.destination, at(0), 1);
    let known = match taken {
        true => Known::from(&due.await.unwrap()[0]),
        false => Known::from(id),
    };
    match meanwhile {
        DeliveryState::Held { since, .. } => {
            sample.store.hold(Hold::All, since).await.unwrap();
        }
        DeliveryState::Cancelled { at } => {
            sample.store.cancel(id, at).await.unwrap();
        }
        _ => {}
    }
    let holds = sample
        .store
        .settle(Some(attempt(id, 1, None)), known, wanted);
    let holds = holds.await.unwrap();
    assert_eq!(sample.state(id).await, holds);
    let record = sample.store.delivery_record(id).await.unwrap().unwrap();
    assert_eq!(record.attempts.len(), 1, "the attempt is kept in any case");
    holds
}

#[tokio::test]
async fn what_happened_during_an_attempt_counts() {
    let held = held(1, RunnerPaused);
    for (meanwhile, wanted, holds) in [
        (pending(0), pending(9), pending(9)),
        (pending(0), SUCCEEDED(9), SUCCEEDED(9)),
        (pending(0), failed(9), failed(9)),
        (held.clone(), pending(9), held.clone()),
        (held.clone(), SUCCEEDED(9), SUCCEEDED(9)),
        (held.clone(), failed(9), failed(9)),
        (CANCELLED(1), pending(9), CANCELLED(1)),
        (CANCELLED(1), failed(9), CANCELLED(1)),
        (CANCELLED(1), SUCCEEDED(9), SUCCEEDED(9)),
    ] {
        for taken in [false, true] {
            let told = format!("{meanwhile:?} and then {wanted:?}, taken: {taken}");
            let settled = settled(meanwhile.clone(), wanted.clone(), taken).await;
            assert_eq!(settled, holds, "{told}");
        }
    }
}

#[tokio::test]
async fn only_what_waits_can_be_cancelled() {
    let sample = Sample::new().await;
    let id = sample.accept(pending(0)).await;
    let cancelled = sample.store.cancel(id, at(3)).await.unwrap();
    assert_eq!(cancelled, Some(CANCELLED(3)));
    let again = sample.store.cancel(id, at(4)).await.unwrap();
    assert_eq!(again, None);
    assert_eq!(sample.state(id).await, CANCELLED(3));
}

#[tokio::test]
async fn a_delivery_that_is_sent_again_starts_its_retries_anew_and_counts_on() {
    let sample = Sample::new().await;
    let id = sample.accept(pending(0)).await;
    let first = sample
        .store
        .settle(Some(attempt(id, 1, Some(500))), id, failed(1));
    first.await.unwrap();
    let state = sample.store.resend(id, at(2), None).await.unwrap();
    assert_eq!(state, Some(pending(2)));
    let due = sample
        .store
        .due(sample.destination, at(2), 9)
        .await
        .unwrap();
    assert_eq!((due[0].attempts_before, due[0].next_number), (0, 2));
    let row = sample.store.delivery_row(id).await.unwrap().unwrap();
    assert!(row.resent);

    let waiting = sample.store.resend(id, at(3), None).await.unwrap();
    assert_eq!(waiting, None, "it waits already");
}

#[tokio::test]
async fn an_attempt_out_of_turn_is_refused_and_changes_nothing() {
    let sample = Sample::new().await;
    let id = sample.accept(pending(0)).await;
    let due = sample.store.due(sample.destination, at(0), 1);
    let taken = Known::from(&due.await.unwrap()[0]);
    for wrong in [0, 2] {
        for known in [Known::from(id), taken] {
            let attempt = attempt(id, wrong, None);
            let settled = sample.store.settle(Some(attempt), known, failed(1));
            let refused = settled.await.unwrap_err();
            assert!(matches!(refused, StoreError::Refused(_)), "{refused}");
        }
    }
    assert_eq!(sample.state(id).await, pending(0));

    let unknown = DeliveryId::new(Uuid::now_v7());
    let refused = sample.store.settle(None, unknown, failed(1)).await;
    assert!(matches!(refused, Err(StoreError::Unknown(_))));
}
