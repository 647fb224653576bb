//! A look at the app's own health.

use std::fs;

use hookloom_core::view::{CheckState, Checked, Checkup};
use serde_json::json;

use crate::{bench::Bench, receiver::Receiver};

fn state(checkup: &Checkup, of: Checked) -> (CheckState, String) {
    let check = checkup.checks.iter().find(|check| check.of == of).unwrap();
    (check.state, check.sentence.clone())
}

#[tokio::test]
async fn a_runner_that_is_well_says_so_of_everything() {
    let bench = Bench::start().await;
    let checkup = bench.engine.check_up().await;
    for of in [
        Checked::Database,
        Checked::Secrets,
        Checked::Incoming,
        Checked::Files,
        Checked::Backup,
        Checked::Clock,
    ] {
        let (found, sentence) = state(&checkup, of);
        assert_eq!(found, CheckState::Good, "{of:?}: {sentence}");
    }
    assert_ne!(state(&checkup, Checked::Disk).0, CheckState::Bad);
    let left = fs::read_dir(bench.folder().join("data")).unwrap();
    let left = left.filter(|file| {
        let name = file.as_ref().unwrap().file_name();
        name.to_string_lossy().starts_with("check-")
    });
    assert_eq!(left.count(), 0, "what was tried leaves nothing behind");
}

#[tokio::test]
async fn a_folder_that_is_gone_is_said_with_its_automation() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let folder = tempfile::tempdir().unwrap();
    let trigger = json!({ "type": "file", "folder": folder.path() });
    let destination = bench.destination(&receiver.url("/")).await;
    let automation = bench.automation(trigger, destination, json!({})).await;
    bench.until_ready(automation).await;
    let (found, sentence) = state(&bench.engine.check_up().await, Checked::Files);
    assert_eq!(found, CheckState::Good, "{sentence}");
    assert!(sentence.contains("1 folder is watched"), "{sentence}");
    drop(folder);
    let deadline = std::time::Instant::now() + crate::receiver::PATIENCE;
    loop {
        let (found, sentence) = state(&bench.engine.check_up().await, Checked::Files);
        if found == CheckState::Bad {
            let row = bench.engine.get_automation(automation).await.unwrap();
            let name = row.automation.settings.name;
            assert!(sentence.contains(&name), "{sentence}");
            return;
        }
        assert!(std::time::Instant::now() < deadline, "{sentence}");
    }
}

#[tokio::test]
async fn secrets_that_can_not_be_read_are_found() {
    let bench = Bench::start().await;
    bench.destination("http://127.0.0.1:9/").await;
    fs::remove_file(bench.folder().join("config/secrets.key")).unwrap();
    let (found, sentence) = state(&bench.engine.check_up().await, Checked::Secrets);
    assert_eq!(found, CheckState::Bad, "{sentence}");
}
