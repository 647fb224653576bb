//! The first run: from nothing to a signed webhook in the Test inbox, and back to nothing.

use std::fs;

use hookloom_core::{delivery::StateName, trigger::TriggerKind, view::FirstRun};
use hookloom_engine::{EngineError, TEST_INBOX};

use crate::bench::Bench;

async fn begin(bench: &Bench, trigger: TriggerKind, folder: Option<String>) -> FirstRun {
    bench.engine.begin_first_run(trigger, folder).await.unwrap()
}

#[tokio::test]
async fn a_sample_file_becomes_a_signed_webhook_in_the_test_inbox() {
    let (bench, home) = (Bench::start().await, tempfile::tempdir().unwrap());
    assert!(!bench.engine.first_run().await.unwrap().seen);
    let folder = home.path().join("Webhook demo");
    let made = begin(
        &bench,
        TriggerKind::File,
        Some(folder.display().to_string()),
    )
    .await;
    let made = made.made.unwrap();
    assert!(made.folder_made && folder.is_dir());
    bench.until_ready(made.automation).await;
    let tried = bench.engine.try_first_run().await.unwrap();
    assert_eq!(tried.file.as_deref(), Some("hello.txt"));
    let rows = bench.until_all_ended(1).await;
    assert_eq!(rows[0].state.name(), StateName::Succeeded);
    assert_eq!(rows[0].destination, TEST_INBOX);
    let inbox = bench.engine.get_inbox().await.unwrap();
    let signature = serde_json::to_value(&inbox.requests[0].signature).unwrap();
    assert_eq!(signature["type"], "valid");
    let again = bench.engine.try_first_run().await.unwrap();
    assert_eq!(again.file.as_deref(), Some("hello-2.txt"));
    bench.until_all_ended(2).await;
}

#[tokio::test]
async fn a_call_and_a_press_work_as_well() {
    let bench = Bench::start().await;
    for (trigger, kind) in [
        (TriggerKind::Inbound, "inbound.received"),
        (TriggerKind::Schedule, "manual.run"),
    ] {
        let made = begin(&bench, trigger, None).await.made.unwrap();
        bench.until_ready(made.automation).await;
        bench.engine.try_first_run().await.unwrap();
        let row = loop {
            let rows = bench.until_all_ended(1).await;
            if rows[0].automation == made.automation {
                break rows[0].clone();
            }
        };
        assert_eq!(serde_json::to_value(row.kind).unwrap(), kind);
        assert_eq!(row.state.name(), StateName::Succeeded);
    }
    assert_eq!(bench.engine.list_automations().await.unwrap().len(), 1);
}

#[tokio::test]
async fn deleting_takes_away_what_was_made_and_nothing_else() {
    let (bench, home) = (Bench::start().await, tempfile::tempdir().unwrap());
    let folder = home.path().join("Webhook demo");
    let chosen = Some(folder.display().to_string());
    begin(&bench, TriggerKind::File, chosen.clone()).await;
    bench.engine.try_first_run().await.unwrap();
    bench.engine.delete_first_run().await.unwrap();
    assert!(!folder.exists());
    assert_eq!(bench.engine.list_automations().await.unwrap(), []);
    begin(&bench, TriggerKind::File, chosen).await;
    bench.engine.try_first_run().await.unwrap();
    fs::write(folder.join("mine.txt"), "mine").unwrap();
    let after = bench.engine.delete_first_run().await.unwrap();
    assert_eq!(after.made, None);
    assert!(after.seen);
    let left: Vec<_> = fs::read_dir(&folder).unwrap().flatten().collect();
    assert_eq!(left.len(), 1, "what the person put there stays");
    assert_eq!(left[0].file_name(), "mine.txt");
}

#[tokio::test]
async fn a_folder_that_was_there_is_not_deleted() {
    let (bench, home) = (Bench::start().await, tempfile::tempdir().unwrap());
    let made = begin(
        &bench,
        TriggerKind::File,
        Some(home.path().display().to_string()),
    )
    .await;
    assert!(!made.made.unwrap().folder_made);
    bench.engine.delete_first_run().await.unwrap();
    assert!(home.path().is_dir());
}

#[tokio::test]
async fn a_folder_that_can_not_be_made_asks_for_another() {
    let bench = Bench::start().await;
    for folder in ["/proc/no/such", "relative"] {
        let begun = bench
            .engine
            .begin_first_run(TriggerKind::File, Some(folder.to_owned()))
            .await;
        let Err(EngineError::Invalid(problems)) = begun else {
            panic!("{begun:?}");
        };
        assert_eq!(problems[0].field, "folder");
        assert_eq!(
            problems[0].message,
            "I couldn't create that folder. Choose another."
        );
    }
    assert_eq!(bench.engine.list_automations().await.unwrap(), []);
}

#[tokio::test]
async fn a_skipped_first_run_is_not_offered_again() {
    let bench = Bench::start().await;
    bench.engine.leave_first_run().await.unwrap();
    let bench = bench.restart().await;
    assert!(bench.engine.first_run().await.unwrap().seen);
    let tried = bench.engine.try_first_run().await.unwrap_err();
    assert!(matches!(tried, EngineError::NotFound(_)), "{tried}");
}
