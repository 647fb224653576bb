//! Changes, and how connections end.

use hookloom_api::{
    Change,
    client::CallError,
    command::{ClearInbox, Shutdown, Subscribe},
};
use serde_json::json;

use crate::{Running, soon, wire::ByHand};

const CLIENT: Subscribe = Subscribe { window: false };
const WINDOW: Subscribe = Subscribe { window: true };

#[tokio::test]
async fn a_subscriber_hears_changes_in_their_order() {
    let running = Running::start();
    let client = running.client().await;
    let mut changes = client.subscribe(CLIENT).await.unwrap();
    running.service.changes.send(Change::Inbox {}).unwrap();
    running.service.changes.send(Change::Status {}).unwrap();
    assert_eq!(soon(changes.recv()).await, Some(Change::Inbox {}));
    assert_eq!(soon(changes.recv()).await, Some(Change::Status {}));
}

#[tokio::test]
async fn whoever_did_not_subscribe_hears_nothing() {
    let running = Running::start();
    let mut client = ByHand::greeted(&running).await;
    let _ = running.service.changes.send(Change::Inbox {});
    client
        .send(json!({"id": 2, "command": {"type": "clear_inbox"}}))
        .await;
    assert_eq!(client.line().await.unwrap(), json!({"id": 2, "ok": null}));
}

#[tokio::test]
async fn a_window_counts_as_one_until_its_connection_ends() {
    let running = Running::start();
    let windows = &running.service.windows;
    let client = running.client().await;
    let _changes = client.subscribe(WINDOW).await.unwrap();
    assert_eq!(windows.receiver_count(), 1);
    drop(client);
    soon(async {
        while windows.receiver_count() > 0 {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_client_that_does_not_read_is_told_that_it_missed_something() {
    let running = Running::start();
    let mut client = ByHand::greeted(&running).await;
    client
        .send(json!({"id": 2, "command": {"type": "subscribe"}}))
        .await;
    assert_eq!(client.line().await.unwrap()["id"], 2);
    // More than all buffers on the way hold.
    for _ in 0..50_000 {
        running.service.changes.send(Change::Status {}).unwrap();
        tokio::task::yield_now().await;
    }
    let missed = json!({"change": {"type": "missed"}});
    while client.line().await.unwrap() != missed {}
}

#[tokio::test]
async fn whoever_takes_no_changes_hears_of_it_even_if_no_more_come() {
    let running = Running::start();
    let client = running.client().await;
    let mut changes = client.subscribe(CLIENT).await.unwrap();
    for _ in 0..5_000 {
        running.service.changes.send(Change::Status {}).unwrap();
        // Once the answer is here, so is the change that was sent before.
        client.call(ClearInbox {}).await.unwrap();
    }
    let heard = soon(async {
        let mut heard = 1;
        while changes.recv().await != Some(Change::Missed {}) {
            heard += 1;
        }
        heard
    })
    .await;
    assert!(heard < 5_000, "nothing was missed");
}

#[tokio::test]
async fn the_end_of_the_runner_ends_calls_and_changes() {
    let running = Running::start();
    let client = running.client().await;
    let mut changes = client.subscribe(CLIENT).await.unwrap();
    running.stop.cancel();
    soon(running.served).await.unwrap();
    assert_eq!(soon(changes.recv()).await, None);
    let refused = soon(client.call(ClearInbox {})).await.unwrap_err();
    assert!(matches!(refused, CallError::Gone), "{refused}");
}

#[tokio::test]
async fn an_answer_that_is_under_way_when_the_runner_ends_still_arrives() {
    let running = Running::start();
    let client = running.client().await;
    let last = tokio::spawn(async move { client.call(Shutdown {}).await });
    soon(running.service.arrived.notified()).await;
    running.stop.cancel();
    running.service.resumed.notify_one();
    soon(last).await.unwrap().unwrap();
    soon(running.served).await.unwrap();
}

#[tokio::test]
async fn a_client_that_stands_still_does_not_keep_the_runner_from_ending() {
    let running = Running::start();
    let mut client = ByHand::greeted(&running).await;
    client
        .send(json!({"id": 2, "command": {"type": "subscribe"}}))
        .await;
    assert_eq!(client.line().await.unwrap()["id"], 2);
    for _ in 0..50_000 {
        running.service.changes.send(Change::Status {}).unwrap();
        tokio::task::yield_now().await;
    }
    running.stop.cancel();
    soon(running.served).await.unwrap();
}
