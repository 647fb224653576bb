//! From a real file to a delivered webhook.

use std::{collections::BTreeSet, fs};

use serde_json::{Value, json};

use crate::{bench::Bench, receiver::Receiver};

fn watching(folder: &std::path::Path) -> Value {
    json!({ "type": "file", "folder": folder, "settle_seconds": 0, "on": ["added", "changed"] })
}

fn told(request: &crate::receiver::Received) -> (String, String) {
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    (text(&body["type"]), text(&body["data"]["relative"]))
}

#[tokio::test]
async fn files_become_webhooks_once_each_also_over_a_restart() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("was-there.txt"), "1").unwrap();
    let destination = bench.destination(&receiver.url("/hook")).await;
    let automation = bench
        .automation(watching(folder.path()), destination, json!({}))
        .await;
    bench.until_ready(automation).await;

    fs::write(folder.path().join("one.txt"), "1").unwrap();
    receiver.wait_for(1).await;
    let bench = bench.restart().await;
    bench.until_ready(automation).await;
    fs::write(folder.path().join("was-there.txt"), "22").unwrap();
    fs::create_dir_all(folder.path().join("a/b")).unwrap();
    fs::write(folder.path().join("a/b/two.txt"), "1").unwrap();
    let received = receiver.wait_for(3).await;

    let told: BTreeSet<_> = received.iter().map(told).collect();
    let expected = [
        ("file.added", "a/b/two.txt"),
        ("file.added", "one.txt"),
        ("file.changed", "was-there.txt"),
    ];
    let expected: BTreeSet<_> = expected
        .into_iter()
        .map(|(kind, path)| (kind.to_owned(), path.to_owned()))
        .collect();
    assert_eq!(told, expected);
    assert_eq!(bench.deliveries().await.len(), 3);
}

#[tokio::test]
async fn a_folder_that_is_missing_is_refused_before_anything_is_written() {
    let bench = Bench::start().await;
    let destination = bench.destination("http://127.0.0.1:9/").await;
    let settings = json!({
        "name": "Nowhere",
        "trigger": { "type": "file", "folder": "/no/such/folder" },
        "sends": [{ "destination": destination }],
    });
    let settings = serde_json::from_value(settings).unwrap();
    let refused = bench
        .engine
        .add_automation(settings)
        .await
        .unwrap_err()
        .to_string();
    assert!(refused.contains("trigger.folder"), "{refused}");
    assert!(refused.contains("/no/such/folder"), "{refused}");
    assert_eq!(bench.engine.list_automations().await.unwrap(), []);
}
