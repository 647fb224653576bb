use hookloom_core::{
    delivery::DeliveryState,
    file::{FileStat, SnapshotUpdate},
    id::DestinationId,
    view::DeliveryFilter,
};
use uuid::Uuid;

use super::{
    super::{Batch, Cursor, StoreError},
    sample::{Sample, at, attempt, pending},
};

const STAT: FileStat = FileStat {
    size: u64::MAX,
    modified_ns: -1,
    inode: Some(u64::MAX - 1),
    born_ns: None,
};

fn cursor(sample: &Sample) -> Option<Cursor> {
    Some(Cursor::FileSnapshot {
        automation: sample.automation,
        updates: vec![SnapshotUpdate::Put("a/b.pdf".into(), STAT)],
    })
}

#[tokio::test]
async fn what_was_accepted_is_there_after_the_store_was_opened_again() {
    let sample = Sample::new().await;
    let mut accepted = sample.accepted(pending(0));
    accepted.raw = Some(vec![0, 255, 10]);
    let (event, delivery) = (accepted.event.clone(), accepted.deliveries[0].clone());
    let batch = Batch {
        accepted: vec![accepted],
        cursor: cursor(&sample),
    };
    sample.store.accept(batch).await.unwrap();

    let sample = sample.reopened().await;
    let record = sample.store.delivery_record(delivery.id).await.unwrap();
    let record = record.unwrap();
    assert_eq!((record.event, record.delivery), (event.clone(), delivery));
    let raw = sample.store.raw(event.id).await.unwrap();
    assert_eq!(raw, Some(vec![0, 255, 10]));
    let known = sample.store.file_snapshot(sample.automation).await.unwrap();
    assert_eq!(known.get(&"a/b.pdf".into()), Some(&STAT));
}

#[tokio::test]
async fn an_attempt_is_written_together_with_the_state_that_follows() {
    let sample = Sample::new().await;
    let id = sample.accept(pending(0)).await;
    let first = attempt(id, 1, Some(503));
    let holds = sample.store.settle(Some(first.clone()), id, pending(5));
    assert_eq!(holds.await.unwrap(), pending(5));
    let done = DeliveryState::Succeeded { at: at(6) };
    let second = attempt(id, 2, Some(204));
    let holds = sample.store.settle(Some(second.clone()), id, done.clone());
    assert_eq!(holds.await.unwrap(), done);

    let record = sample.store.delivery_record(id).await.unwrap().unwrap();
    assert_eq!(record.attempts, [first, second]);
    assert_eq!(
        (record.row.attempts, record.row.last_status),
        (2, Some(204))
    );
    assert_eq!(record.row.state, done);
}

#[tokio::test]
async fn an_event_its_deliveries_and_the_cursor_are_kept_together_or_not_at_all() {
    let sample = Sample::new().await;
    let mut broken = sample.accepted(pending(0));
    broken.deliveries[0].destination = DestinationId::new(Uuid::now_v7());
    let batch = Batch {
        accepted: vec![sample.accepted(pending(0)), broken],
        cursor: cursor(&sample),
    };
    let refused = sample.store.accept(batch).await.unwrap_err();
    assert!(matches!(refused, StoreError::Unknown(_)), "{refused}");

    let none = sample.store.last_event(sample.automation).await.unwrap();
    assert_eq!(none, None);
    let all = DeliveryFilter::default();
    let page = sample.store.delivery_page(&all, None, 10).await.unwrap();
    assert_eq!(page.total, 0);
    let known = sample.store.file_snapshot(sample.automation).await.unwrap();
    assert!(known.is_empty());
}
