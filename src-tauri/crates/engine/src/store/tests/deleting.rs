//! Deleting takes what waits along and leaves the log.

use hookloom_core::{
    delivery::DeliveryState,
    file::{FileStat, FileTrigger, SnapshotUpdate},
    id::AutomationId,
    schedule::{Schedule, ScheduleTrigger},
    trigger::Trigger,
    view::DeliveryFilter,
};
use serde_json::json;

use super::{
    super::{Batch, Cursor, Hold, StoreError},
    sample::{FOLDER, Sample, at, attempt, automation, entry, only, pending},
};

const STAT: FileStat = FileStat {
    size: 1,
    modified_ns: 1,
    inode: None,
    born_ns: None,
};

async fn keep(sample: &Sample, cursor: Cursor) {
    let batch = Batch {
        accepted: Vec::new(),
        cursor: Some(cursor),
        ..Batch::default()
    };
    sample.store.accept(batch).await.unwrap();
}

/// One file of the folder that the automation watches, and a moment of its schedule.
async fn know_something(sample: &Sample) {
    let automation = sample.automation;
    let kept = sample.store.automation(automation).await.unwrap().unwrap();
    if let Trigger::File(file) = kept.settings.trigger {
        keep(sample, one_file(automation, &file.folder)).await;
    }
    let last_checked = at(5);
    keep(
        sample,
        Cursor::Schedule {
            automation,
            last_checked,
        },
    )
    .await;
}

fn one_file(automation: AutomationId, folder: &str) -> Cursor {
    Cursor::FileSnapshot {
        automation,
        folder: folder.to_owned(),
        updates: vec![SnapshotUpdate::Put("a".into(), STAT)],
    }
}

/// How many files are known, and how far the schedule has come.
async fn known(sample: &Sample) -> (usize, Option<i64>) {
    let files = sample.store.file_snapshot(sample.automation).await.unwrap();
    let schedule = sample
        .store
        .schedule_state(sample.automation)
        .await
        .unwrap();
    (
        files.len(),
        schedule.map(|at| at.unix_seconds() - super::sample::at(0).unix_seconds()),
    )
}

#[tokio::test]
async fn a_deleted_automation_leaves_only_its_log() {
    let sample = Sample::new().await;
    know_something(&sample).await;
    let sent = sample.accept(pending(0)).await;
    let done = DeliveryState::Succeeded { at: at(1) };
    let settled = sample
        .store
        .settle(Some(attempt(sent, 1, Some(200))), sent, done.clone());
    settled.await.unwrap();
    let held = sample.accept(pending(0)).await;
    sample.store.hold(Hold::All, at(1)).await.unwrap();
    let waiting = sample.accept(pending(0)).await;

    let cancelled = sample
        .store
        .delete_automations(vec![sample.automation], entry(9))
        .await;
    let mut cancelled = cancelled.unwrap();
    cancelled.sort();
    assert_eq!(cancelled, [held, waiting]);
    assert_eq!(
        sample.state(held).await,
        DeliveryState::Cancelled { at: at(9) }
    );
    assert_eq!(sample.state(sent).await, done);
    assert_eq!(known(&sample).await, (0, None));
    assert_eq!(sample.store.automation(sample.automation).await, Ok(None));
    let row = sample.store.delivery_row(sent).await.unwrap().unwrap();
    assert_eq!(row.automation_name, "Invoices");
    assert_eq!(sample.store.foreign_key_check().await, Ok(Vec::new()));
}

#[tokio::test]
async fn a_deleted_automation_or_destination_accepts_nothing_and_stays_deleted() {
    let sample = Sample::new().await;
    let late = sample.accepted(pending(0));
    let kept = sample
        .store
        .automation(sample.automation)
        .await
        .unwrap()
        .unwrap();
    sample
        .store
        .delete_automations(vec![sample.automation], entry(1))
        .await
        .unwrap();
    for refused in [
        sample.store.accept(only(late)).await.map(drop),
        sample.store.put_automation(kept).await,
        sample
            .store
            .delete_automations(vec![sample.automation], entry(2))
            .await
            .map(drop),
    ] {
        assert!(
            matches!(refused, Err(StoreError::Unknown(_))),
            "{refused:?}"
        );
    }

    let sample = Sample::new().await;
    sample
        .store
        .delete_destination(sample.destination, entry(1))
        .await
        .unwrap();
    let refused = sample.store.accept(only(sample.accepted(pending(0)))).await;
    assert!(
        matches!(refused, Err(StoreError::Unknown(_))),
        "{refused:?}"
    );
    let all = DeliveryFilter::default();
    assert_eq!(
        sample
            .store
            .delivery_count(&all, at(9))
            .await
            .unwrap()
            .count,
        0
    );
}

#[tokio::test]
async fn what_went_to_a_deleted_destination_can_not_be_sent_again() {
    let sample = Sample::new().await;
    let id = sample.accept(pending(0)).await;
    let cancelled = sample
        .store
        .delete_destination(sample.destination, entry(1))
        .await;
    assert_eq!(cancelled, Ok(vec![id]));
    let refused = sample.store.resend(id, at(2), None).await;
    assert!(
        matches!(refused, Err(StoreError::Unknown(_))),
        "{refused:?}"
    );
    let row = sample.store.delivery_row(id).await.unwrap().unwrap();
    assert_eq!(
        (row.state, row.resent),
        (DeliveryState::Cancelled { at: at(1) }, false)
    );
    assert_eq!(row.destination_name, "Shop");
}

fn file(folder: &str, subfolders: bool) -> Trigger {
    let file = json!({ "folder": folder, "subfolders": subfolders });
    Trigger::File(serde_json::from_value::<FileTrigger>(file).unwrap())
}

fn every(n: u32) -> Trigger {
    let schedule = json!({ "type": "every", "n": n, "unit": "hours" });
    Trigger::Schedule(ScheduleTrigger {
        schedule: serde_json::from_value::<Schedule>(schedule).unwrap(),
        time_zone: "Europe/Stockholm".into(),
        when_missed: Default::default(),
    })
}

#[tokio::test]
async fn what_a_trigger_knew_is_forgotten_when_it_is_about_something_else() {
    for (before, after, left) in [
        (file("/in", true), file("/in", false), (1, None)),
        (file("/in", true), file("/out", true), (0, None)),
        (every(1), every(1), (0, Some(5))),
        (every(1), every(2), (0, None)),
        (every(1), file("/in", true), (0, None)),
    ] {
        let sample = Sample::new().await;
        let mut automation = automation("Changing");
        automation.id = sample.automation;
        automation.settings.trigger = before;
        sample
            .store
            .put_automation(automation.clone())
            .await
            .unwrap();
        know_something(&sample).await;
        automation.settings.trigger = after;
        sample
            .store
            .put_automation(automation.clone())
            .await
            .unwrap();
        assert_eq!(
            known(&sample).await,
            left,
            "{:?}",
            automation.settings.trigger
        );
    }
}

#[tokio::test]
async fn what_was_noticed_in_another_folder_comes_too_late() {
    let sample = Sample::new().await;
    let mut automation = automation("Changing");
    automation.id = sample.automation;
    automation.settings.trigger = file("/out", true);
    sample.store.put_automation(automation).await.unwrap();
    let late = Batch {
        accepted: vec![sample.accepted(pending(0))],
        cursor: Some(one_file(sample.automation, FOLDER)),
        ..Batch::default()
    };
    let refused = sample.store.accept(late).await;
    assert!(
        matches!(refused, Err(StoreError::Unknown(_))),
        "{refused:?}"
    );
    assert_eq!(known(&sample).await, (0, None));
    let none = sample.store.last_event(sample.automation).await.unwrap();
    assert_eq!(none, None);
}
