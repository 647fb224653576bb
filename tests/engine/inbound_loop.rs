//! From a real call over HTTP to a signed webhook in the Test inbox.

use std::time::Duration;

use hookloom_core::{delivery::StateName, inbox::InboxAnswer, view::TriggerStatus};
use hookloom_engine::TEST_INBOX;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{bench::Bench, receiver::PATIENCE};

/// Posts a body and gives the answer's status.
async fn post(address: &str, body: &str) -> u16 {
    let url = url::Url::parse(address).unwrap();
    let host = format!("{}:{}", url.host_str().unwrap(), url.port().unwrap());
    let mut stream = TcpStream::connect(&host).await.unwrap();
    let head = format!(
        "POST {} HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n{body}",
        url.path(),
        body.len(),
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer.split(' ').nth(1).unwrap().parse().unwrap()
}

async fn address(bench: &Bench, automation: hookloom_core::id::AutomationId) -> String {
    let row = bench.engine.get_automation(automation).await.unwrap();
    let TriggerStatus::Ready {
        address: Some(address),
        ..
    } = row.trigger
    else {
        panic!("{row:?}")
    };
    address
}

#[tokio::test]
async fn a_call_becomes_a_webhook_whose_signature_the_test_inbox_confirms() {
    let bench = Bench::start().await;
    let trigger = json!({ "type": "inbound", "name": "orders" });
    let send =
        json!({ "body": { "type": "json", "template": "{\"total\": {{ inbound.body.total }}}" } });
    let automation = bench.automation(trigger, TEST_INBOX, send).await;
    let address = address(&bench, automation).await;
    assert_eq!(post(&address, r#"{"total": 249}"#).await, 202);
    let rows = bench.until_all_ended(1).await;
    assert_eq!(rows[0].state.name(), StateName::Succeeded);
    assert_eq!(rows[0].summary, "POST /in/orders received");
    let inbox = bench.engine.get_inbox().await.unwrap();
    assert_eq!(inbox.requests.len(), 1);
    assert!(inbox.requests[0].signature.is_valid());
    assert_eq!(inbox.requests[0].body, r#"{"total": 249}"#);
}

#[tokio::test]
async fn a_hook_that_is_switched_off_or_deleted_is_not_there() {
    let bench = Bench::start().await;
    let trigger = json!({ "type": "inbound", "name": "orders" });
    let automation = bench.automation(trigger, TEST_INBOX, json!({})).await;
    let address = address(&bench, automation).await;
    bench
        .engine
        .switch_automation(automation, false)
        .await
        .unwrap();
    assert_eq!(post(&address, "{}").await, 404);
    bench
        .engine
        .switch_automation(automation, true)
        .await
        .unwrap();
    assert_eq!(post(&address, "{}").await, 202);
    bench.engine.delete_automation(automation).await.unwrap();
    assert_eq!(post(&address, "{}").await, 404);
    bench.until_all_ended(1).await;
    assert_eq!(bench.deliveries().await.len(), 1);
}

#[tokio::test]
async fn the_test_inbox_answers_as_it_is_told() {
    let bench = Bench::start().await;
    bench.engine.answer_inbox(InboxAnswer::Error);
    let send = json!({ "retry": { "type": "own", "delays_seconds": [0] } });
    let automation = bench
        .automation(json!({ "type": "manual" }), TEST_INBOX, send)
        .await;
    let delivery = bench.run(automation).await;
    bench.until(delivery, StateName::Failed).await;
    bench.engine.answer_inbox(InboxAnswer::Ok);
    bench.engine.resend_delivery(delivery).await.unwrap();
    bench.until(delivery, StateName::Succeeded).await;
    let answers = || async {
        let inbox = bench.engine.get_inbox().await.unwrap();
        inbox
            .requests
            .iter()
            .map(|request| request.answered)
            .collect::<Vec<_>>()
    };
    let told = tokio::time::timeout(PATIENCE, async {
        loop {
            let answers = answers().await;
            if answers.len() == 3 {
                return answers;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    assert_eq!(
        told.await.unwrap(),
        [Some(200), Some(500), Some(500)],
        "newest first"
    );
    let body: Value =
        serde_json::from_str(&bench.engine.get_inbox().await.unwrap().requests[0].body).unwrap();
    assert_eq!(body["type"], "manual.run");
    bench.engine.clear_inbox().await.unwrap();
    assert_eq!(bench.engine.get_inbox().await.unwrap().requests, []);
}
