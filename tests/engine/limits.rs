//! Limits of an automation: so many a minute, and no repeats of the same file.

use std::{fs, time::Duration};

use hookloom_core::{
    automation::AutomationSettings,
    delivery::{DeliveryState, SkipReason, StateName},
    id::{AutomationId, DeliveryId},
    moment::Moment,
    view::{DeliveryRow, Span},
};
use hookloom_engine::clock::Clock;
use serde_json::{Value, json};

use crate::{
    bench::Bench,
    receiver::{PATIENCE, Receiver},
};

/// An automation with limits.
async fn limited(
    bench: &Bench,
    receiver: &Receiver,
    trigger: Value,
    limits: Value,
) -> AutomationId {
    let destination = bench.destination(&receiver.url("/hook")).await;
    let settings = json!({
        "name": "Limited",
        "trigger": trigger,
        "limits": limits,
        "sends": [{ "destination": destination }],
    });
    let settings: AutomationSettings = serde_json::from_value(settings).unwrap();
    let added = bench.engine.add_automation(settings).await.unwrap();
    added.automation.id
}

/// When those that wait are due, in their order.
fn waiting(rows: &[DeliveryRow]) -> Vec<Moment> {
    let mut due: Vec<_> = rows
        .iter()
        .filter_map(|row| match row.state {
            DeliveryState::Pending { due_at } => Some(due_at),
            _ => None,
        })
        .collect();
    due.sort_unstable();
    due
}

async fn until_sent(bench: &Bench, count: usize) -> Vec<DeliveryRow> {
    let mut changes = bench.engine.changes();
    let waited = tokio::time::timeout(PATIENCE, async {
        loop {
            let rows = bench.deliveries().await;
            let sent = |row: &&DeliveryRow| row.state.name() == StateName::Succeeded;
            if rows.iter().filter(sent).count() >= count {
                return rows;
            }
            let _ = tokio::time::timeout(Duration::from_millis(200), changes.recv()).await;
        }
    });
    waited.await.expect("so many are sent")
}

#[tokio::test]
async fn what_is_over_the_limit_waits_for_its_minute_also_over_a_restart() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let manual = json!({ "type": "manual" });
    let automation = limited(&bench, &receiver, manual, json!({ "per_minute": 3 })).await;
    let before = bench.deliveries().await;
    assert_eq!(before, []);
    for _ in 0..7 {
        bench.run(automation).await;
    }
    let rows = until_sent(&bench, 3).await;
    let due = waiting(&rows);
    assert_eq!(due.len(), 4);
    let first = rows.iter().map(|row| row.created_at).min().unwrap();
    for (index, due) in due.iter().enumerate() {
        let minutes = if index < 3 { 60 } else { 120 };
        let after = due.since(first).as_secs();
        assert!(
            (minutes..minutes + 10).contains(&after),
            "{index}: {after} s"
        );
    }

    let bench = bench.restart().await;
    bench.run(automation).await;
    let rows = bench.deliveries().await;
    let again = waiting(&rows);
    assert_eq!(again.len(), 5, "the new one waits, too: {again:?}");
    assert_eq!(again[..4], due[..]);
    assert_eq!(receiver.received().len(), 3);
}

#[tokio::test]
async fn what_is_let_go_after_a_pause_keeps_to_the_limit() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let manual = json!({ "type": "manual" });
    let automation = limited(&bench, &receiver, manual, json!({ "per_minute": 2 })).await;
    bench.engine.pause(None).await.unwrap();
    for _ in 0..5 {
        bench.run(automation).await;
    }
    bench.engine.resume().await.unwrap();
    let rows = until_sent(&bench, 2).await;
    assert_eq!(waiting(&rows).len(), 3);
    // Another automation to the same destination goes past those that wait.
    let other = bench.by_hand(&receiver.url("/other"), json!({})).await;
    let delivery = bench.run(other).await;
    bench.until(delivery, StateName::Succeeded).await;
    let sent = receiver
        .received()
        .iter()
        .filter(|one| one.target == "/hook")
        .count();
    assert_eq!(sent, 2);
}

async fn skipped(bench: &Bench, delivery: DeliveryId) -> String {
    let detail = bench.until(delivery, StateName::Skipped).await;
    let DeliveryState::Skipped { reason, .. } = detail.row.state else {
        panic!()
    };
    match reason {
        SkipReason::Repeat { why } => why,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_file_that_is_written_again_soon_is_a_repeat_also_over_a_restart() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let folder = tempfile::tempdir().unwrap();
    let trigger = json!({
        "type": "file",
        "folder": folder.path(),
        "settle_seconds": 0,
        "on": ["added", "changed", "deleted"],
    });
    let limits = json!({ "ignore_repeats_seconds": 3600 });
    let automation = limited(&bench, &receiver, trigger, limits).await;
    bench.until_ready(automation).await;
    fs::write(folder.path().join("a"), "1").unwrap();
    receiver.wait_for(1).await;
    fs::write(folder.path().join("a"), "22").unwrap();
    let rows = bench.until_all_ended(2).await;
    assert!(skipped(&bench, rows[0].id).await.contains("3600 s"));

    let bench = bench.restart().await;
    bench.until_ready(automation).await;
    fs::write(folder.path().join("a"), "333").unwrap();
    let rows = bench.until_all_ended(3).await;
    skipped(&bench, rows[0].id).await;
    // Another file, and the end of the first, are no repeats.
    fs::write(folder.path().join("b"), "1").unwrap();
    receiver.wait_for(2).await;
    fs::remove_file(folder.path().join("a")).unwrap();
    let received = receiver.wait_for(3).await;
    let last: Value = serde_json::from_slice(&received[2].body).unwrap();
    assert_eq!(last["type"], "file.deleted");
}

/// How many a limit left out, as the charts have it.
async fn left_out(bench: &Bench) -> u64 {
    let series = bench.engine.series(Span::Day).await.unwrap();
    series.bars.iter().map(|bar| bar.left_out).sum()
}

#[tokio::test]
async fn the_files_that_a_group_loses_as_repeats_are_told_and_counted_like_any_other() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let folder = tempfile::tempdir().unwrap();
    let write = |names: &[&str], text: &str| {
        for name in names {
            fs::write(folder.path().join(name), text).unwrap();
        }
    };
    write(&["a", "b", "c"], "");
    let trigger = json!({
        "type": "file", "folder": folder.path(), "settle_seconds": 0,
        "several": "group", "on": ["changed"], "while_away": true,
    });
    let limits = json!({ "ignore_repeats_seconds": 3600 });
    let automation = limited(&bench, &receiver, trigger, limits).await;
    bench.until_ready(automation).await;
    write(&["a"], "1");
    receiver.wait_for(1).await;
    bench.until_all_ended(1).await;
    assert_eq!(left_out(&bench).await, 0);

    // What is found at the start is one group for certain.
    let away = || write(&["a", "b", "c"], "22");
    let bench = bench.restart_after(Clock::system(), away).await;
    let received = receiver.wait_for(2).await;
    let body: Value = serde_json::from_slice(&received[1].body).unwrap();
    assert_eq!(body["data"]["count"], 2);
    let rows = bench.until_all_ended(2).await;
    assert_eq!(rows[0].summary, "b and 1 more changed, 1 repeat left out");
    assert_eq!(left_out(&bench).await, 1);

    let away = || write(&["a", "b", "c"], "333");
    let bench = bench.restart_after(Clock::system(), away).await;
    let rows = bench.until_all_ended(3).await;
    skipped(&bench, rows[0].id).await;
    assert_eq!(left_out(&bench).await, 4, "a group of repeats alone");
}
