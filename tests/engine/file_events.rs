//! What a file trigger tells: alone or in groups, with content, of what was there before.
#![cfg(unix)]

use std::fs;

use hookloom_core::{
    id::AutomationId,
    view::{DeliveryRow, FolderLook},
};
use serde_json::{Value, json};

use crate::{
    bench::Bench,
    files::harness::run,
    receiver::{Received, Receiver},
};

/// An engine, a receiver, and a folder that an automation watches as `more` says.
struct Scene {
    bench: Bench,
    receiver: Receiver,
    folder: tempfile::TempDir,
    automation: AutomationId,
}

impl Scene {
    /// Runs `script` in the folder before anything watches it.
    async fn after(script: &str, more: Value, send: Value) -> Self {
        let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
        let folder = tempfile::tempdir().unwrap();
        run(folder.path(), script);
        let mut trigger = json!({ "type": "file", "folder": folder.path(), "settle_seconds": 0 });
        let own = more.as_object().unwrap().clone();
        trigger.as_object_mut().unwrap().extend(own);
        let destination = bench.destination(&receiver.url("/hook")).await;
        let automation = bench.automation(trigger, destination, send).await;
        bench.until_ready(automation).await;
        Self {
            bench,
            receiver,
            folder,
            automation,
        }
    }

    fn sh(&self, script: &str) {
        run(self.folder.path(), script);
    }
}

fn body(request: &Received) -> Value {
    serde_json::from_slice(&request.body).unwrap()
}

fn summaries(rows: &[DeliveryRow]) -> Vec<&str> {
    let mut all: Vec<_> = rows.iter().map(|row| row.summary.as_str()).collect();
    all.sort_unstable();
    all
}

#[tokio::test]
async fn a_group_of_files_is_one_webhook_with_all_of_them() {
    let send = json!({ "body": {
        "type": "json",
        "template": "{\"first\": {{ file.name }}, \"all\": [{% for one in files %}{{ one.relative }}{% if not loop.last %}, {% endif %}{% endfor %}]}",
    } });
    let group = json!({ "several": "group", "on": ["added", "deleted"] });
    let scene = Scene::after("echo 0 > old", group, send).await;
    scene.sh("mkdir x; for file in a b x/c; do echo 1 > $file; done; rm old");
    let received = scene.receiver.wait_for(2).await;
    let rows = scene.bench.until_all_ended(2).await;
    assert_eq!(summaries(&rows), ["a and 2 more added", "old deleted"]);
    let added = received.iter().map(body).find(|body| body["first"] == "a");
    assert_eq!(added.unwrap()["all"], json!(["a", "b", "x/c"]));
}

#[tokio::test]
async fn content_goes_along_unless_the_file_is_too_large_or_no_text() {
    let with = json!({ "content": "text", "content_kb": 1 });
    let scene = Scene::after("", with, json!({})).await;
    scene.sh("printf 'hello' > small; truncate -s 10G large; printf '\\377' > odd");
    let received = scene.receiver.wait_for(3).await;
    let data = |name: &str| {
        let mut bodies = received.iter().map(body);
        let found = bodies.find(|body| body["data"]["name"] == name).unwrap();
        found["data"].clone()
    };
    let small = data("small");
    assert_eq!(
        (&small["content"], &small["content_note"]),
        (&json!("hello"), &Value::Null)
    );
    let large = data("large");
    assert_eq!(large["content"], Value::Null);
    assert_eq!(large["size"], 10_u64 * 1024 * 1024 * 1024);
    assert_eq!(
        large["content_note"],
        "This file is larger than 1 KB, only its details were sent."
    );
    let odd = data("odd");
    assert_eq!(
        odd["content_note"],
        "This file isn't text (UTF-8), only its details were sent."
    );
}

#[tokio::test]
async fn existing_files_are_counted_first_and_then_told_of_once_each() {
    let only = json!({ "only": ["*.pdf"] });
    let script =
        "mkdir x; for n in 1 2 3; do echo $n > $n.pdf; done; echo 4 > x/4.pdf; echo 5 > 5.txt";
    let scene = Scene::after(script, only, json!({})).await;
    let engine = &scene.bench.engine;
    let counted = engine.count_existing_files(scene.automation).await.unwrap();
    assert_eq!(counted.files, 4);
    assert_eq!(
        scene.bench.deliveries().await,
        [],
        "counting tells of nothing"
    );
    let ran = engine.run_existing_files(scene.automation).await.unwrap();
    assert_eq!(ran.files, 4);
    let rows = scene.bench.until_all_ended(4).await;
    assert_eq!(
        summaries(&rows),
        ["1.pdf added", "2.pdf added", "3.pdf added", "4.pdf added"]
    );
    assert_eq!(scene.receiver.received().len(), 4);
}

#[tokio::test]
async fn an_automation_without_a_folder_has_no_existing_files() {
    let bench = Bench::start().await;
    let automation = bench.by_hand("http://127.0.0.1:9/", json!({})).await;
    let refused = bench.engine.run_existing_files(automation).await;
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("watches a folder"), "{refused}");
}

#[tokio::test]
async fn a_folder_is_looked_at_before_anything_is_saved_and_made_when_it_is_missing() {
    let bench = Bench::start().await;
    let space = tempfile::tempdir().unwrap();
    let folder = space.path().join("a/b");
    let settings = json!({ "folder": folder, "only": ["*.pdf"] });
    let look = || async {
        let trigger = serde_json::from_value(settings.clone()).unwrap();
        bench.engine.look_at_folder(trigger).await.unwrap()
    };
    assert!(matches!(look().await, FolderLook::Missing { .. }));
    let path = folder.display().to_string();
    bench.engine.create_folder(path).await.unwrap();
    run(&folder, "echo 1 > a.pdf; echo 2 > b.txt");
    let FolderLook::Seen { files, names, .. } = look().await else {
        panic!()
    };
    assert_eq!((files, names), (1, vec!["a.pdf".to_owned()]));
    let refused = bench.engine.create_folder("a/b".to_owned()).await;
    assert!(refused.unwrap_err().to_string().contains("full path"));
}

#[tokio::test]
async fn what_a_pattern_lacks_is_said_with_its_place() {
    let bench = Bench::start().await;
    let trigger = json!({ "folder": "/tmp", "only": ["*", "[abc"] });
    let trigger = serde_json::from_value(trigger).unwrap();
    let refused = bench.engine.look_at_folder(trigger).await.unwrap_err();
    assert_eq!(
        refused.to_string(),
        "only[1]: ‘[abc’ isn't a valid pattern: ] is missing."
    );
}

/// The data folder is written to all the time; what happens there must never become an event.
#[tokio::test]
async fn the_apps_own_data_folder_never_triggers_even_behind_a_link() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let around = bench.folder().canonicalize().unwrap();
    let linked = tempfile::tempdir().unwrap();
    let link = linked.path().join("link");
    std::os::unix::fs::symlink(&around, &link).unwrap();
    let destination = bench.destination(&receiver.url("/hook")).await;
    let on = json!(["added", "changed", "renamed", "deleted"]);
    let trigger = json!({ "type": "file", "folder": link, "settle_seconds": 0, "on": on });
    let automation = bench.automation(trigger, destination, json!({})).await;
    bench.until_ready(automation).await;
    for name in ["one", "two"] {
        fs::write(around.join(name), "1").unwrap();
    }
    receiver.wait_for(2).await;
    let rows = bench.until_all_ended(2).await;
    assert_eq!(summaries(&rows), ["one added", "two added"]);

    let inside = json!({ "folder": around.join("data") });
    let inside = serde_json::from_value(inside).unwrap();
    let look = bench.engine.look_at_folder(inside).await.unwrap();
    assert!(matches!(look, FolderLook::Unusable { .. }), "{look:?}");
}
