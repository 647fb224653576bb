//! Files that automations send, from the folder to the receiver.
#![cfg(unix)]

use std::{fs, time::Duration};

use hookloom_core::{
    automation::AutomationSettings,
    delivery::{DeliveryState, FailReason, StateName},
};
use serde_json::json;

use crate::{
    bench::Bench,
    receiver::{PATIENCE, Receiver, Reply},
};

#[tokio::test]
async fn a_new_file_is_sent_with_its_kind_and_is_what_the_log_tells() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let folder = tempfile::tempdir().unwrap();
    let destination = bench.destination(&receiver.url("/hook")).await;
    let trigger = json!({ "type": "file", "folder": folder.path(), "settle_seconds": 0 });
    let send = json!({ "method": "PUT", "body": { "type": "file" } });
    let automation = bench.automation(trigger, destination, send).await;
    bench.until_ready(automation).await;
    fs::write(folder.path().join("a.pdf"), b"%PDF \xff\x00").unwrap();
    let received = receiver.wait_for(1).await.remove(0);
    assert_eq!(received.body, b"%PDF \xff\x00");
    assert_eq!(received.header("content-type"), Some("application/pdf"));
    assert_eq!(received.method, "PUT");
    let row = bench.until_all_ended(1).await.remove(0);
    let detail = bench.engine.get_delivery(row.id).await.unwrap();
    let upload = detail.request.unwrap().upload.unwrap();
    assert_eq!((upload.files()[0].name(), upload.length()), ("a.pdf", 7));
}

#[tokio::test]
async fn a_file_that_changed_while_its_delivery_was_held_is_never_sent() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let folder = tempfile::tempdir().unwrap();
    let destination = bench.destination(&receiver.url("/hook")).await;
    let trigger = json!({ "type": "file", "folder": folder.path(), "settle_seconds": 0 });
    let send = json!({ "body": { "type": "multipart", "parts": [
        { "type": "field", "name": "name", "value": "{{ file.name }}" },
        { "type": "file", "name": "file" },
    ] } });
    let automation = bench.automation(trigger, destination, send).await;
    bench.until_ready(automation).await;
    bench.engine.pause_destination(destination).await.unwrap();
    fs::write(folder.path().join("a"), "one").unwrap();
    let row = tokio::time::timeout(PATIENCE, async {
        loop {
            if let Some(row) = bench.deliveries().await.into_iter().next() {
                return row;
            }
            tokio::task::yield_now().await;
        }
    });
    let row = row.await.expect("it is noticed");
    fs::write(folder.path().join("a"), "one and more").unwrap();
    bench.engine.resume_destination(destination).await.unwrap();
    let detail = bench.until(row.id, StateName::Failed).await;
    let DeliveryState::Failed {
        reason: FailReason::File { message },
        ..
    } = &detail.row.state
    else {
        panic!("{:?}", detail.row.state)
    };
    assert!(message.contains("was changed after the event"), "{message}");
    assert_eq!(receiver.received().len(), 0);
    assert_eq!(detail.attempts.len(), 1, "it is not tried again");
}

/// Waits until so many deliveries are in that state.
async fn until_so_many(bench: &Bench, count: usize, state: StateName) {
    let mut changes = bench.engine.changes();
    let waited = tokio::time::timeout(PATIENCE, async {
        loop {
            let rows = bench.deliveries().await;
            let there = rows.iter().filter(|row| row.state.name() == state);
            if there.count() >= count {
                return;
            }
            let _ = tokio::time::timeout(Duration::from_millis(200), changes.recv()).await;
        }
    });
    let waited = waited.await;
    waited.unwrap_or_else(|_| panic!("{count} should be {state:?}"));
}

/// What goes on after a pause begins with one request. Files that are gone send none, so they say
/// nothing about how many the destination can take.
#[tokio::test]
async fn files_that_are_missing_widen_no_way_that_opens_gently() {
    let (bench, receiver) = (
        Bench::start().await,
        Receiver::answering(|_| Reply::Nothing).await,
    );
    let folder = tempfile::tempdir().unwrap();
    let destination = bench.destination(&receiver.url("/hook")).await;
    let trigger = json!({ "type": "file", "folder": folder.path(), "settle_seconds": 0 });
    let send = json!({ "body": { "type": "file" }, "timeout_seconds": 120 });
    let automation = bench.automation(trigger, destination, send).await;
    bench.until_ready(automation).await;
    bench.engine.pause(None).await.unwrap();
    for (index, name) in ["gone1", "gone2", "a", "b", "c"].into_iter().enumerate() {
        fs::write(folder.path().join(name), name).unwrap();
        until_so_many(&bench, index + 1, StateName::Held).await;
    }
    fs::remove_file(folder.path().join("gone1")).unwrap();
    fs::remove_file(folder.path().join("gone2")).unwrap();
    bench.engine.resume().await.unwrap();
    until_so_many(&bench, 2, StateName::Failed).await;
    assert_eq!(receiver.wait_for(1).await[0].body, b"a");

    let elsewhere = Receiver::ok().await;
    let marker = bench.by_hand(&elsewhere.url("/"), json!({})).await;
    bench
        .until(bench.run(marker).await, StateName::Succeeded)
        .await;
    assert_eq!(receiver.received().len(), 1, "the second has not set out");
}

#[tokio::test]
async fn what_is_too_large_fails_in_sight_and_nothing_is_read() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let folder = tempfile::tempdir().unwrap();
    let destination = bench.destination(&receiver.url("/hook")).await;
    let trigger = json!({ "type": "file", "folder": folder.path(), "settle_seconds": 0 });
    let send = json!({ "body": { "type": "file", "max_mb": 1 } });
    let automation = bench.automation(trigger, destination, send).await;
    bench.until_ready(automation).await;
    let file = fs::File::create(folder.path().join("sparse")).unwrap();
    file.set_len(10 * 1024 * 1024 * 1024).unwrap();
    drop(file);
    let row = bench.until_all_ended(1).await.remove(0);
    let detail = bench.engine.get_delivery(row.id).await.unwrap();
    assert!(
        detail.sentence.contains("at most 1 MB are sent"),
        "{}",
        detail.sentence
    );
    assert_eq!(receiver.received().len(), 0);
}

#[tokio::test]
async fn only_who_watches_a_folder_has_files_to_send() {
    let bench = Bench::start().await;
    let destination = bench.destination("http://127.0.0.1:9/").await;
    let settings = |trigger: serde_json::Value| -> AutomationSettings {
        let send = json!({ "destination": destination, "body": { "type": "file" } });
        let settings = json!({ "name": "A", "trigger": trigger, "sends": [send] });
        serde_json::from_value(settings).unwrap()
    };
    let folder = tempfile::tempdir().unwrap();
    for trigger in [
        json!({ "type": "manual" }),
        json!({ "type": "file", "folder": folder.path(), "several": "group" }),
        json!({ "type": "file", "folder": folder.path(), "on": ["added", "deleted"] }),
    ] {
        let refused = bench.engine.add_automation(settings(trigger)).await;
        let said = format!("{:?}", refused.unwrap_err());
        assert!(said.contains("sends[0].body"), "{said}");
    }
}
