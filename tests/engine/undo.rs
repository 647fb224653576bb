//! What was done is taken back: at once, after a restart, and not after it was forgotten.

use std::time::Duration;

use hookloom_core::{delivery::StateName, id::AutomationId, undo::KEPT};
use hookloom_engine::{EngineError, clock::Clock};
use serde_json::json;
use standardwebhooks::Webhook;

use crate::{
    bench::{Bench, SECRET},
    receiver::{PATIENCE, Receiver},
};

async fn is_on(bench: &Bench, id: AutomationId) -> bool {
    let row = bench.engine.get_automation(id).await.unwrap();
    row.automation.settings.enabled
}

async fn done(bench: &Bench) -> Vec<String> {
    let rows = bench.engine.list_undo().await.unwrap();
    rows.into_iter().map(|row| row.done).collect()
}

#[tokio::test]
async fn a_deletion_is_undone_after_a_restart_and_what_waited_is_sent() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let automation = bench.by_hand(&receiver.url("/hook"), json!({})).await;
    bench.engine.pause(None).await.unwrap();
    let delivery = bench.run(automation).await;
    let destination = bench.until(delivery, StateName::Held).await.row.destination;
    bench.engine.delete_automation(automation).await.unwrap();
    bench.engine.delete_destination(destination).await.unwrap();
    bench.until(delivery, StateName::Cancelled).await;

    let bench = bench.restart().await;
    let undone = bench.engine.undo(None).await.unwrap();
    assert!(undone.done.contains("/hook” was deleted."), "{undone:?}");
    let undone = bench.engine.undo(None).await.unwrap();
    assert_eq!(undone.done, "“Automation 0” was deleted.");
    assert!(is_on(&bench, automation).await);
    bench.until(delivery, StateName::Held).await;
    bench.engine.resume().await.unwrap();
    bench.until(delivery, StateName::Succeeded).await;
    let received = receiver.wait_for(1).await;
    let webhook = Webhook::new(SECRET).unwrap();
    webhook
        .verify(&received[0].body, &received[0].header_map())
        .expect("the destination has its secret back");
}

#[tokio::test]
async fn several_deleted_at_once_come_back_at_once() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let first = bench.by_hand(&receiver.url("/a"), json!({})).await;
    let second = bench.by_hand(&receiver.url("/b"), json!({})).await;
    bench
        .engine
        .delete_automations(vec![first, second])
        .await
        .unwrap();
    assert_eq!(
        bench.engine.list_deleted().await.unwrap().automations.len(),
        2
    );
    assert_eq!(done(&bench).await, ["2 automations were deleted."]);
    bench.engine.undo(None).await.unwrap();
    assert_eq!(bench.engine.list_automations().await.unwrap().len(), 2);
}

#[tokio::test]
async fn switching_off_is_undone_and_what_was_off_before_stays_off() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let mut ids = Vec::new();
    for path in ["/a", "/b", "/c"] {
        ids.push(bench.by_hand(&receiver.url(path), json!({})).await);
    }
    bench.engine.switch_automation(ids[0], false).await.unwrap();
    let switched = bench
        .engine
        .switch_automations(ids.clone(), false)
        .await
        .unwrap();
    assert_eq!((switched.rows.len(), switched.refused.len()), (3, 0));
    let last = bench.engine.list_undo().await.unwrap().remove(0);
    assert_eq!(last.done, "2 automations were switched off.");
    bench.engine.undo(Some(last.id)).await.unwrap();
    assert_eq!(
        [
            is_on(&bench, ids[0]).await,
            is_on(&bench, ids[1]).await,
            is_on(&bench, ids[2]).await
        ],
        [false, true, true]
    );
    let again = bench.engine.undo(Some(last.id)).await.unwrap_err();
    assert!(matches!(again, EngineError::Refused(_)), "{again}");
}

#[tokio::test]
async fn turning_several_on_says_which_can_not_work() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let good = bench.by_hand(&receiver.url("/a"), json!({})).await;
    let folder = tempfile::tempdir().unwrap();
    let destination = bench.destination(&receiver.url("/b")).await;
    let trigger = json!({ "type": "file", "folder": folder.path() });
    let bad = bench.automation(trigger, destination, json!({})).await;
    bench
        .engine
        .switch_automations(vec![good, bad], false)
        .await
        .unwrap();
    drop(folder);
    let switched = bench
        .engine
        .switch_automations(vec![good, bad], true)
        .await
        .unwrap();
    assert_eq!(switched.rows.len(), 1);
    assert_eq!((switched.refused.len(), switched.refused[0].id), (1, bad));
    assert_ne!(switched.refused[0].message, "");
    assert!(is_on(&bench, good).await && !is_on(&bench, bad).await);
}

#[tokio::test]
async fn a_restored_automation_brings_its_destination_and_gets_a_free_name() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let automation = bench.by_hand(&receiver.url("/hook"), json!({})).await;
    let row = bench.engine.get_automation(automation).await.unwrap();
    let destination = row.automation.settings.sends[0].destination;
    bench.engine.delete_automation(automation).await.unwrap();
    bench.engine.delete_destination(destination).await.unwrap();
    let twin = bench.by_hand(&receiver.url("/other"), json!({})).await;
    let twin = bench.engine.get_automation(twin).await.unwrap();
    assert_eq!(twin.automation.settings.name, "Automation 0");

    let restored = bench.engine.restore_automation(automation).await.unwrap();
    assert_eq!(restored.automation.settings.name, "Automation 0 (2)");
    assert!(restored.automation.settings.enabled);
    let delivery = bench.run(automation).await;
    bench.until(delivery, StateName::Succeeded).await;
    assert_eq!(
        bench.engine.list_deleted().await.unwrap(),
        Default::default()
    );
}

#[tokio::test]
async fn what_can_not_work_any_more_comes_back_switched_off() {
    let bench = Bench::start().await;
    let destination = bench.destination("http://127.0.0.1:9/").await;
    let hook = json!({ "type": "inbound", "name": "orders" });
    let first = bench.automation(hook.clone(), destination, json!({})).await;
    bench.engine.delete_automation(first).await.unwrap();
    bench.automation(hook, destination, json!({})).await;
    bench.engine.undo(None).await.unwrap();
    assert!(
        !is_on(&bench, first).await,
        "its hook belongs to another by now"
    );
}

#[tokio::test]
async fn after_thirty_days_what_was_deleted_is_forgotten_with_its_secret() {
    let bench = Bench::start().await;
    let destination = bench.destination("http://127.0.0.1:9/").await;
    bench.engine.delete_destination(destination).await.unwrap();
    assert_eq!(bench.secrets(destination).await, 1);
    let later = Clock::system().now().plus(KEPT + Duration::from_secs(1));
    let bench = bench.restart_with(Clock::starting_at(later)).await;
    let forgotten = tokio::time::timeout(PATIENCE, async {
        while bench.engine.list_deleted().await.unwrap() != Default::default() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    forgotten
        .await
        .expect("it is forgotten soon after the start");
    assert_eq!(bench.secrets(destination).await, 0);
    let restored = bench
        .engine
        .restore_destination(destination)
        .await
        .unwrap_err();
    assert!(matches!(restored, EngineError::NotFound(_)), "{restored}");
    let undone = bench.engine.undo(None).await.unwrap_err();
    assert!(matches!(undone, EngineError::NotFound(_)), "{undone}");
}
