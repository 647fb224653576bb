//! What a person doesn't want to be kept is not in the log once it got through.

use hookloom_core::{
    attempt::Outcome, delivery::StateName, id::DeliveryId, masking::MASK, settings::Settings,
};
use hookloom_engine::EngineError;
use serde_json::{Map, Value, json};

use crate::{
    bench::Bench,
    receiver::{Receiver, Reply},
};

const PRIVATE: &str = "ada@home.example";

impl Bench {
    async fn storing(&self, storage: Value) {
        let settings: Settings = serde_json::from_value(json!({ "storage": storage })).unwrap();
        let settings = Settings {
            incoming: self.engine.settings().incoming.clone(),
            ..settings
        };
        self.engine.set_settings(settings).await.unwrap();
    }

    async fn run_privately(&self, address: &str, retry: Value) -> DeliveryId {
        let automation = self.by_hand(address, json!({ "retry": retry })).await;
        let data = json!({ "email": PRIVATE, "body": PRIVATE, "total": 3 });
        let data: Map<String, Value> = data.as_object().unwrap().clone();
        let run = self.engine.run_automation(automation, Some(data)).await;
        run.unwrap().deliveries[0]
    }

    /// Everything that clients are shown of a delivery, as one text.
    async fn shown(&self, id: DeliveryId) -> String {
        let detail = self.engine.get_delivery(id).await.unwrap();
        serde_json::to_string(&detail).unwrap()
    }
}

fn refusal<Anything: std::fmt::Debug>(outcome: Result<Anything, EngineError>) -> String {
    match outcome.unwrap_err() {
        EngineError::Refused(message) => message,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn named_fields_reach_the_receiver_and_are_masked_once_they_did() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| {
        Reply::with(
            200,
            "X-Customer: Ada\r\n",
            r#"{"email":"ada@home.example","ok":1}"#,
        )
    });
    let storage = json!({ "redact": ["Email", "body", "x-customer"] });
    bench.storing(storage).await;
    let id = bench
        .run_privately(&receiver.url("/"), json!({ "type": "never" }))
        .await;
    let detail = bench.until(id, StateName::Succeeded).await;
    let received = receiver.wait_for(1).await;
    assert!(String::from_utf8_lossy(&received[0].body).contains(PRIVATE));

    let shown = bench.shown(id).await;
    assert!(!shown.contains(PRIVATE), "{shown}");
    assert_eq!(detail.event.data["email"], MASK);
    assert_eq!(detail.event.data["total"], 3, "the rest stays");
    assert!(detail.request.unwrap().body.unwrap().contains(MASK));
    let Outcome::Answered(answer) = &detail.attempts[0].outcome else {
        panic!("{:?}", detail.attempts);
    };
    assert_eq!(answer.header("x-customer"), Some(MASK));
    assert_eq!(answer.body, format!(r#"{{"email":"{MASK}","ok":1}}"#));
}

#[tokio::test]
async fn what_was_masked_is_never_sent_as_if_it_had_been_meant() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    bench.storing(json!({ "redact": ["email"] })).await;
    let id = bench
        .run_privately(&receiver.url("/"), json!({ "type": "never" }))
        .await;
    let automation = bench.until(id, StateName::Succeeded).await.row.automation;
    let engine = &bench.engine;
    assert!(refusal(engine.resend_delivery(id).await).contains("masked"));
    assert!(refusal(engine.send_anew(id).await).contains("masked"));
    assert!(refusal(engine.run_automation(automation, None).await).contains("masked"));
    assert_eq!(receiver.received().len(), 1);
}

#[tokio::test]
async fn without_contents_neither_request_nor_event_nor_answer_keeps_one() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| Reply::with(200, "", PRIVATE));
    bench.storing(json!({ "keep_bodies": false })).await;
    let id = bench
        .run_privately(&receiver.url("/"), json!({ "type": "never" }))
        .await;
    let detail = bench.until(id, StateName::Succeeded).await;
    assert_eq!(detail.request, None);
    assert_eq!(detail.event.data["body"], MASK);
    let Outcome::Answered(answer) = &detail.attempts[0].outcome else {
        panic!("{:?}", detail.attempts);
    };
    assert_eq!(
        (answer.status, answer.body.as_str(), answer.body_cut),
        (200, "", true)
    );
    assert!(refusal(bench.engine.resend_delivery(id).await).contains("not kept"));
}

#[tokio::test]
async fn what_failed_keeps_its_content_so_that_it_can_be_sent_again() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| Reply::Status(500));
    let storage = json!({ "keep_bodies": false, "redact": ["email"] });
    bench.storing(storage).await;
    let id = bench
        .run_privately(&receiver.url("/"), json!({ "type": "never" }))
        .await;
    bench.until(id, StateName::Failed).await;
    receiver.answer(|_| Reply::Status(200));
    bench.engine.resend_delivery(id).await.unwrap();
    bench.until(id, StateName::Succeeded).await;
    let received = receiver.wait_for(2).await;
    assert_eq!(received[0].body, received[1].body);
    assert!(!bench.shown(id).await.contains(PRIVATE));
}

#[tokio::test]
async fn of_what_is_not_sent_at_all_nothing_named_is_written() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    bench.storing(json!({ "redact": ["email"] })).await;
    let automation = bench.by_hand(&receiver.url("/"), json!({})).await;
    let mut settings = bench.engine.get_automation(automation).await.unwrap();
    settings.automation.settings.condition = serde_json::from_value(json!({
        "type": "rows", "match": "all",
        "rows": [{ "field": "manual.email", "is": "is", "value": "someone" }]
    }))
    .unwrap();
    let settings = settings.automation.settings;
    let edited = bench.engine.edit_automation(automation, settings);
    edited.await.unwrap();
    let Value::Object(data) = json!({ "email": PRIVATE, "total": 3 }) else {
        unreachable!()
    };
    let run = bench.engine.run_automation(automation, Some(data)).await;
    let id = run.unwrap().deliveries[0];
    bench.until(id, StateName::Skipped).await;
    let shown = bench.shown(id).await;
    assert!(!shown.contains(PRIVATE), "{shown}");
    assert!(shown.contains(MASK), "{shown}");
}
