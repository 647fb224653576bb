//! The log within its limits.

use hookloom_core::{
    delivery::{DeliveryState, HoldReason},
    id::{DeliveryId, EventId},
    moment::Moment,
};
use rusqlite::Connection;
use uuid::Uuid;

use super::{
    super::{StoreError, open::FILE},
    sample::{Sample, at, attempt, held, only, pending},
};

const DAY: i64 = 24 * 60 * 60;

fn sent(seconds: i64) -> DeliveryState {
    DeliveryState::Succeeded { at: at(seconds) }
}

/// An id as it is made at that moment.
fn id_of(moment: Moment) -> Uuid {
    let millis = u128::try_from(moment.unix_millis()).unwrap();
    Uuid::from_u128((millis << 80) | (Uuid::now_v7().as_u128() & (u128::MAX >> 48)))
}

/// An event with one delivery, both made at that second.
async fn accept(sample: &Sample, seconds: i64, state: DeliveryState) -> DeliveryId {
    let mut accepted = sample.accepted(state);
    accepted.event.id = EventId::new(id_of(at(seconds)));
    accepted.event.at = at(seconds);
    let delivery = &mut accepted.deliveries[0];
    delivery.id = DeliveryId::new(id_of(at(seconds)));
    delivery.event = accepted.event.id;
    delivery.created_at = at(seconds);
    let id = delivery.id;
    sample.store.accept(only(accepted)).await.unwrap();
    id
}

fn rows(sample: &Sample, table: &str) -> u32 {
    let connection = Connection::open(sample.folder.path().join(FILE)).unwrap();
    let sql = format!("SELECT count(*) FROM {table}");
    connection.query_row(&sql, [], |row| row.get(0)).unwrap()
}

async fn remove_all(sample: &Sample, before: Moment) -> u64 {
    let found = sample.store.finished_before(before, None, 100).await;
    sample.store.remove(found.unwrap()).await.unwrap()
}

#[tokio::test]
async fn what_is_old_and_finished_goes_with_its_attempts_and_its_event() {
    let sample = Sample::new().await;
    let old = accept(&sample, 0, pending(0)).await;
    let settled = sample
        .store
        .settle(Some(attempt(old, 1, Some(200))), old, sent(1));
    settled.await.unwrap();
    let young = accept(&sample, 2 * DAY, sent(2 * DAY)).await;
    assert_eq!(sample.store.count_finished_before(at(DAY)).await, Ok(1));
    assert_eq!(remove_all(&sample, at(DAY)).await, 1);
    assert_eq!(rows(&sample, "attempts"), 0);
    assert_eq!(rows(&sample, "events"), 1);
    assert!(sample.store.delivery_row(old).await.unwrap().is_none());
    assert!(sample.store.delivery_row(young).await.unwrap().is_some());
    assert_eq!(sample.store.foreign_key_check().await, Ok(vec![]));
}

#[tokio::test]
async fn what_waits_stays_however_old_it_is() {
    let sample = Sample::new().await;
    accept(&sample, 0, pending(0)).await;
    accept(&sample, 1, held(1, HoldReason::RunnerPaused)).await;
    assert_eq!(remove_all(&sample, at(DAY)).await, 0);
    assert_eq!(rows(&sample, "deliveries"), 2);
}

#[tokio::test]
async fn what_was_finished_lately_stays_however_long_it_had_waited() {
    let sample = Sample::new().await;
    accept(&sample, 0, sent(2 * DAY)).await;
    assert_eq!(sample.store.count_finished_before(at(DAY)).await, Ok(0));
    assert_eq!(remove_all(&sample, at(DAY)).await, 0);
}

#[tokio::test]
async fn what_is_to_be_sent_again_meanwhile_stays() {
    let sample = Sample::new().await;
    let id = accept(&sample, 0, sent(0)).await;
    let found = sample
        .store
        .finished_before(at(DAY), None, 100)
        .await
        .unwrap();
    sample.store.resend(id, at(1), None).await.unwrap();
    assert_eq!(sample.store.remove(found).await, Ok(0));
    assert_eq!(sample.state(id).await, pending(1));
}

#[tokio::test]
async fn an_event_stays_as_long_as_one_of_its_deliveries_does() {
    let sample = Sample::new().await;
    let mut accepted = sample.accepted(sent(0));
    let mut second = accepted.deliveries[0].clone();
    second.id = DeliveryId::new(id_of(at(1)));
    second.state = pending(1);
    accepted.event.id = EventId::new(id_of(at(0)));
    accepted.deliveries[0].id = DeliveryId::new(id_of(at(0)));
    accepted.deliveries.push(second);
    for delivery in &mut accepted.deliveries {
        delivery.event = accepted.event.id;
    }
    sample.store.accept(only(accepted)).await.unwrap();
    assert_eq!(remove_all(&sample, at(DAY)).await, 1);
    assert_eq!(
        (rows(&sample, "events"), rows(&sample, "deliveries")),
        (1, 1)
    );
}

#[tokio::test]
async fn a_walk_goes_on_after_the_last_that_was_found() {
    let sample = Sample::new().await;
    let mut made = Vec::new();
    for second in 0..5 {
        made.push(accept(&sample, second, sent(second)).await);
    }
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let next = sample
            .store
            .finished_before(at(DAY), after, 2)
            .await
            .unwrap();
        let Some(last) = next.last() else { break };
        after = Some(last.delivery);
        found.extend(next.iter().map(|one| one.delivery));
    }
    assert_eq!(found, made);
}

#[tokio::test]
async fn events_of_which_nothing_was_sent_go_when_they_are_old() {
    let sample = Sample::new().await;
    for seconds in [0, 2 * DAY] {
        let mut accepted = sample.accepted(pending(0));
        accepted.event.id = EventId::new(id_of(at(seconds)));
        accepted.deliveries.clear();
        sample.store.accept(only(accepted)).await.unwrap();
    }
    accept(&sample, 1, pending(1)).await;
    let removed = sample
        .store
        .remove_events_without_deliveries(sample.automation, at(DAY), 100);
    assert_eq!(removed.await, Ok(1));
    assert_eq!(rows(&sample, "events"), 2);
}

#[tokio::test]
async fn what_is_removed_makes_the_file_shorter() {
    let sample = Sample::new().await;
    for second in 0..400 {
        let mut accepted = sample.accepted(sent(second));
        accepted.event.id = EventId::new(id_of(at(second)));
        let delivery = &mut accepted.deliveries[0];
        delivery.id = DeliveryId::new(id_of(at(second)));
        delivery.event = accepted.event.id;
        delivery.request.as_mut().unwrap().body = Some("x".repeat(20_000));
        sample.store.accept(only(accepted)).await.unwrap();
    }
    sample.store.empty_log().await.unwrap();
    let large = sample.store.bytes_on_disk();
    assert!(large > 8_000_000, "{large}");
    let found = sample.store.finished_before(at(DAY), None, 400).await;
    assert_eq!(sample.store.remove(found.unwrap()).await, Ok(400));
    let used = sample.store.bytes_used().await.unwrap();
    assert!(used < large / 10, "{used} of {large}");
    while sample.store.cut_off(100).await.unwrap() > 0 {}
    sample.store.empty_log().await.unwrap();
    let small = sample.store.bytes_on_disk();
    assert!(small < large / 10, "{small} of {large}");
    assert_eq!(sample.store.integrity_check().await, Ok(vec![]));
}

#[tokio::test]
async fn a_closed_store_does_nothing_aside_either() {
    let sample = Sample::new().await;
    let store = sample.store.clone();
    sample.store.close().await;
    assert_eq!(store.empty_log().await, Err(StoreError::Closed));
}
