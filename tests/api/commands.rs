//! Commands and their replies.

use hookloom_api::{
    client::CallError,
    command::{ClearInbox, GetDelivery, Shutdown},
    error::ErrorCode,
};
use serde_json::json;

use crate::{Running, soon, wire::ByHand};

const DELIVERY: &str = "dlv_0193a5c2e41b7c3d8f20a1b2c3d4e5f6";

#[tokio::test]
async fn a_refusal_comes_with_its_code_and_words() {
    let running = Running::start();
    let id = DELIVERY.parse().unwrap();
    let refused = running
        .client()
        .await
        .call(GetDelivery { id })
        .await
        .unwrap_err();
    let CallError::Refused(refusal) = refused else {
        panic!("{refused}");
    };
    assert_eq!(refusal.code, ErrorCode::NotFound);
    assert_eq!(refusal.message, format!("There is no delivery {DELIVERY}."));
}

#[tokio::test]
async fn a_slow_command_keeps_no_other_back() {
    let running = Running::start();
    let client = running.client().await;
    let slow = tokio::spawn({
        let client = client.clone();
        async move { client.call(Shutdown {}).await }
    });
    for _ in 0..100 {
        soon(client.call(ClearInbox {})).await.unwrap();
    }
    assert!(!slow.is_finished());
    running.service.resumed.notify_one();
    soon(slow).await.unwrap().unwrap();
}

#[tokio::test]
async fn many_calls_at_once_each_get_their_own_answer() {
    let running = Running::start();
    let client = running.client().await;
    let ids: Vec<_> = (0..200u128).map(|n| format!("dlv_{n:032x}")).collect();
    let calls = ids.iter().map(|id| {
        let (client, id) = (client.clone(), id.parse().unwrap());
        tokio::spawn(async move { client.call(GetDelivery { id }).await })
    });
    let calls: Vec<_> = calls.collect();
    for (call, id) in calls.into_iter().zip(&ids) {
        let refused = soon(call).await.unwrap().unwrap_err().to_string();
        assert!(refused.contains(id), "{refused} instead of {id}");
    }
}

#[tokio::test]
async fn an_unknown_command_is_refused_with_the_known_ones() {
    let running = Running::start();
    let mut client = ByHand::greeted(&running).await;
    client
        .send(json!({"id": 2, "command": {"type": "fly"}}))
        .await;
    let reply = client.line().await.unwrap();
    assert_eq!(
        (&reply["id"], &reply["error"]["code"]),
        (&json!(2), &json!("invalid"))
    );
    let message = reply["error"]["message"].as_str().unwrap();
    assert!(message.contains("unknown variant `fly`"), "{message}");
    assert!(message.contains("`list_automations`"), "{message}");
}

#[tokio::test]
async fn an_unknown_field_is_refused_with_its_path() {
    let running = Running::start();
    let mut client = ByHand::greeted(&running).await;
    let send = json!({"destination": "dst_0193a5c2e41b7c3d8f20a1b2c3d4e5f6", "retri": 1});
    let settings = json!({"name": "A", "trigger": {"type": "manual"}, "sends": [send]});
    client
        .send(json!({"id": 3, "command": {"type": "add_automation", "settings": settings}}))
        .await;
    let reply = client.line().await.unwrap();
    let message = reply["error"]["message"].as_str().unwrap();
    assert!(
        message.contains("settings.sends[0].retri: unknown field"),
        "{message}"
    );
    assert!(message.contains("`retry`"), "{message}");
}

#[tokio::test]
async fn a_line_that_is_not_json_is_refused_and_the_connection_goes_on() {
    let running = Running::start();
    let mut client = ByHand::greeted(&running).await;
    client.write("{oops\n").await;
    let reply = client.line().await.unwrap();
    assert_eq!(reply["id"], 0);
    assert!(
        reply["error"]["message"]
            .as_str()
            .unwrap()
            .contains("not JSON")
    );
    client
        .send(json!({"id": 4, "command": {"type": "clear_inbox"}}))
        .await;
    assert_eq!(client.line().await.unwrap(), json!({"id": 4, "ok": null}));
}

#[tokio::test]
async fn a_line_without_end_is_cut_off() {
    let running = Running::start();
    let mut client = ByHand::greeted(&running).await;
    let endless = "x".repeat(hookloom_api::wire::LONGEST_LINE + 1);
    client.write(&endless).await;
    assert_eq!(client.line().await, None);
}
