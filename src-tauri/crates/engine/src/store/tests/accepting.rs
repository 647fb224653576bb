use hookloom_core::{
    delivery::DeliveryState,
    file::{FileStat, SnapshotUpdate},
    id::{DeliveryId, DestinationId},
    view::DeliveryFilter,
};
use uuid::Uuid;

use super::{
    super::{Batch, Cursor, StoreError},
    sample::{FOLDER, Sample, at, attempt, only, pending},
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
        folder: FOLDER.to_owned(),
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
        ..Batch::default()
    };
    sample.store.accept(batch).await.unwrap();

    let sample = sample.reopened().await;
    let record = sample.store.delivery_record(delivery.id).await.unwrap();
    let record = record.unwrap();
    assert_eq!((record.event, record.delivery), (event.clone(), delivery));
    let raw = sample.store.raw(&event).await.unwrap();
    assert_eq!(raw, Some(vec![0, 255, 10]));
    let known = sample.store.file_snapshot(sample.automation).await.unwrap();
    assert_eq!(known.get(&"a/b.pdf".into()), Some(&STAT));
}

#[tokio::test]
async fn what_counts_as_success_is_kept_with_each_delivery() {
    let sample = Sample::new().await;
    let mut accepted = sample.accepted(pending(0));
    let usual = accepted.deliveries[0].clone();
    let mut own = usual.clone();
    own.id = DeliveryId::new(Uuid::now_v7());
    own.success_on = "200-299, 302, 404, 410".parse().unwrap();
    accepted.deliveries.push(own.clone());
    sample.store.accept(only(accepted)).await.unwrap();

    let sample = sample.reopened().await;
    let due = sample.store.due(sample.destination, at(0), 10).await;
    let due: Vec<_> = due.unwrap().into_iter().map(|due| due.delivery).collect();
    assert_eq!(due, [usual, own.clone()]);
    let record = sample.store.delivery_record(own.id).await.unwrap();
    assert_eq!(record.unwrap().delivery, own);
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
        ..Batch::default()
    };
    let refused = sample.store.accept(batch).await.unwrap_err();
    assert!(matches!(refused, StoreError::Unknown(_)), "{refused}");

    let none = sample.store.last_event(sample.automation).await.unwrap();
    assert_eq!(none, None);
    let all = DeliveryFilter::default();
    let count = sample.store.delivery_count(&all, at(0)).await.unwrap();
    assert_eq!(count.count, 0);
    let known = sample.store.file_snapshot(sample.automation).await.unwrap();
    assert!(known.is_empty());
}

/// Lets one kind of statement fail in the writer until it is told otherwise.
async fn fail(sample: &Sample, statement: &'static str) {
    let sql = format!(
        "DROP TRIGGER IF EXISTS temp.fault;
         CREATE TEMP TRIGGER fault AFTER {statement} BEGIN SELECT RAISE (ABORT, 'a fault'); END"
    );
    let set = sample
        .store
        .write(move |connection| Ok(connection.execute_batch(&sql)?));
    set.await.unwrap();
}

/// Every row of every table.
async fn everything(sample: &Sample) -> String {
    let tables = [
        "events",
        "deliveries",
        "attempts",
        "file_snapshots",
        "schedule_states",
    ];
    let dump = sample.store.read(move |connection| {
        let mut all = String::new();
        for table in tables {
            let mut statement = connection.prepare(&format!("SELECT * FROM {table}"))?;
            let columns = statement.column_count();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                for column in 0..columns {
                    all += &format!("{:?} ", row.get_ref(column)?);
                }
            }
        }
        Ok(all)
    });
    dump.await.unwrap()
}

#[tokio::test]
async fn whatever_fails_on_the_way_nothing_of_it_is_kept() {
    let sample = Sample::new().await;
    let id = sample.accept(pending(0)).await;
    let before = everything(&sample).await;
    for statement in [
        "INSERT ON events",
        "INSERT ON deliveries",
        "INSERT ON file_snapshots",
    ] {
        fail(&sample, statement).await;
        let accepted = vec![sample.accepted(pending(0)), sample.accepted(pending(0))];
        let cursor = cursor(&sample);
        let refused = sample
            .store
            .accept(Batch {
                accepted,
                cursor,
                ..Batch::default()
            })
            .await;
        assert!(
            matches!(refused, Err(StoreError::Refused(_))),
            "{refused:?}"
        );
        assert_eq!(everything(&sample).await, before, "{statement}");
    }
    for statement in ["INSERT ON attempts", "UPDATE ON deliveries"] {
        fail(&sample, statement).await;
        let done = DeliveryState::Succeeded { at: at(6) };
        let settled = sample
            .store
            .settle(Some(attempt(id, 1, Some(200))), id, done);
        let refused = settled.await;
        assert!(
            matches!(refused, Err(StoreError::Refused(_))),
            "{refused:?}"
        );
        assert_eq!(everything(&sample).await, before, "{statement}");
    }
}

#[tokio::test]
async fn an_attempt_never_changes() {
    let sample = Sample::new().await;
    let id = sample.accept(pending(0)).await;
    let settled = sample
        .store
        .settle(Some(attempt(id, 1, None)), id, pending(5));
    settled.await.unwrap();
    let sql = "UPDATE attempts SET outcome = '{}'";
    let changed = sample
        .store
        .write(move |connection| Ok(connection.execute_batch(sql)?));
    changed.await.unwrap_err();
}
