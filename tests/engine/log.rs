//! The log: found by words, done with many at once, written out, credentials masked.

use std::{collections::BTreeMap, time::Duration};

use hookloom_core::{
    attempt::{Outcome, Why},
    delivery::StateName,
    id::{AutomationId, DeliveryId},
    view::{Chosen, DeliveryAct, DeliveryFilter, ExportFormat, PageStart},
};
use hookloom_engine::EngineError;
use serde_json::{Map, Value, json};

use crate::{
    bench::{Bench, SECRET},
    receiver::{PATIENCE, Receiver, Reply},
};

fn hourly() -> Value {
    json!({ "retry": { "type": "own", "delays_seconds": [3600] } })
}

fn once() -> Value {
    json!({ "retry": { "type": "never" } })
}

fn searching(words: &str) -> DeliveryFilter {
    DeliveryFilter {
        search: words.to_owned(),
        ..DeliveryFilter::default()
    }
}

fn failed() -> DeliveryFilter {
    DeliveryFilter {
        states: vec![StateName::Failed],
        ..DeliveryFilter::default()
    }
}

fn all(filter: DeliveryFilter) -> Chosen {
    Chosen::All { filter }
}

impl Bench {
    async fn found(&self, words: &str) -> Vec<DeliveryId> {
        let page = self
            .engine
            .list_deliveries(searching(words), PageStart::default(), 100);
        let rows = page.await.unwrap().rows.into_iter();
        rows.map(|row| row.id).collect()
    }

    /// Waits until the search finds exactly these.
    async fn until_found(&self, words: &str, ids: &[DeliveryId]) {
        let waited = tokio::time::timeout(PATIENCE, async {
            while self.found(words).await != ids {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        });
        waited
            .await
            .unwrap_or_else(|_| panic!("{words} never finds {ids:?}"));
    }

    async fn run_with(&self, automation: AutomationId, data: Value) -> DeliveryId {
        let data: Map<String, Value> = data.as_object().unwrap().clone();
        let run = self.engine.run_automation(automation, Some(data));
        run.await.unwrap().deliveries[0]
    }
}

#[tokio::test]
async fn what_was_sent_and_answered_is_found_a_moment_later_and_after_a_restart() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| Reply::with(503, "", "warehouse is being counted"));
    let automation = bench.by_hand(&receiver.url("/hook"), once()).await;
    let parcel = bench
        .run_with(automation, json!({ "item": "Blue-Parcel_77" }))
        .await;
    let letter = bench
        .run_with(automation, json!({ "item": "letter" }))
        .await;
    bench.until(letter, StateName::Failed).await;
    bench.until(parcel, StateName::Failed).await;
    bench.until_found("blue parcel", &[parcel]).await;
    bench
        .until_found("warehouse counted", &[letter, parcel])
        .await;
    let bench = bench.restart().await;
    bench.until_found("parcel_77", &[parcel]).await;
    let third = bench
        .run_with(automation, json!({ "item": "postcard" }))
        .await;
    bench.until_found("postcard", &[third]).await;
}

#[tokio::test]
async fn many_failed_ones_are_counted_and_sent_again() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| Reply::Status(500));
    let automation = bench.by_hand(&receiver.url("/hook"), once()).await;
    for _ in 0..12 {
        bench.run(automation).await;
    }
    bench.until_all_ended(12).await;
    receiver.answer(|_| Reply::Status(200));
    let fine = bench.run(automation).await;
    bench.until(fine, StateName::Succeeded).await;

    let (engine, again) = (&bench.engine, DeliveryAct::SendAgain);
    let count = engine.count_deliveries(all(failed()), Some(again)).await;
    assert_eq!(count.unwrap().count, 12);
    let stop = Some(DeliveryAct::Stop);
    let count = engine.count_deliveries(all(failed()), stop).await.unwrap();
    assert_eq!(count.count, 0);
    let result = engine
        .act_on_deliveries(all(failed()), again)
        .await
        .unwrap();
    assert_eq!((result.done, result.left), (12, 0));
    let rows = bench.until_all_ended(13).await;
    let sent = rows
        .iter()
        .filter(|row| row.state.name() == StateName::Succeeded);
    assert_eq!(sent.count(), 13);
    assert_eq!(rows.iter().filter(|row| row.resent).count(), 12);
}

#[tokio::test]
async fn all_that_wait_are_tried_at_once_and_all_that_arrived_are_sent_anew() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| Reply::Status(503));
    let automation = bench.by_hand(&receiver.url("/hook"), hourly()).await;
    for _ in 0..5 {
        let delivery = bench.run(automation).await;
        bench
            .until_it(delivery, |detail| detail.attempts.len() == 1)
            .await;
    }
    receiver.answer(|_| Reply::Status(200));
    let in_state = |state| {
        all(DeliveryFilter {
            states: vec![state],
            ..DeliveryFilter::default()
        })
    };
    let (engine, now) = (&bench.engine, DeliveryAct::RetryNow);
    let waiting = in_state(StateName::Pending);
    let result = engine.act_on_deliveries(waiting, now).await.unwrap();
    assert_eq!((result.done, result.left), (5, 0));
    bench.until_all_ended(5).await;

    let sent = in_state(StateName::Succeeded);
    let result = engine.act_on_deliveries(sent, DeliveryAct::SendAnew).await;
    assert_eq!(result.unwrap().done, 5);
    let rows = bench.until_all_ended(10).await;
    let copies = rows.iter().filter(|row| row.copy_of.is_some()).count();
    assert_eq!(copies, 5, "what came into the log meanwhile was left alone");
    assert_eq!(receiver.received().len(), 15);
}

#[tokio::test]
async fn named_ones_that_can_not_be_stopped_are_left_as_they_are() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let automation = bench.by_hand(&receiver.url("/hook"), hourly()).await;
    let fine = bench.run(automation).await;
    bench.until(fine, StateName::Succeeded).await;
    receiver.answer(|_| Reply::Status(503));
    let waiting = bench.run(automation).await;
    bench
        .until_it(waiting, |detail| detail.attempts.len() == 1)
        .await;
    let chosen = Chosen::These {
        ids: vec![fine, waiting],
    };
    let (engine, stop) = (&bench.engine, DeliveryAct::Stop);
    let count = engine.count_deliveries(chosen.clone(), Some(stop)).await;
    assert_eq!(count.unwrap().count, 1);
    let result = engine.act_on_deliveries(chosen, stop).await.unwrap();
    assert_eq!((result.done, result.left), (1, 1));
    let stopped = bench.until(waiting, StateName::Cancelled).await;
    assert_eq!(stopped.attempts.len(), 1);
    engine.undo(None).await.unwrap();
    bench.until(waiting, StateName::Pending).await;
}

#[tokio::test]
async fn who_does_not_want_to_wait_retries_now() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| Reply::Status(503));
    let automation = bench.by_hand(&receiver.url("/hook"), hourly()).await;
    let delivery = bench.run(automation).await;
    bench
        .until_it(delivery, |detail| detail.attempts.len() == 1)
        .await;
    receiver.answer(|_| Reply::Status(200));
    bench.engine.retry_delivery(delivery).await.unwrap();
    let detail = bench.until(delivery, StateName::Succeeded).await;
    let reasons: Vec<Why> = detail.attempts.iter().map(|attempt| attempt.why).collect();
    assert_eq!(reasons, [Why::First, Why::RetriedByHand]);
    let refused = bench.engine.retry_delivery(delivery).await.unwrap_err();
    assert!(refused.to_string().contains("Send it again"), "{refused}");
}

#[tokio::test]
async fn sent_anew_it_has_the_settings_of_today_and_knows_where_it_comes_from() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let automation = bench.by_hand(&receiver.url("/hook"), once()).await;
    let old = bench
        .run_with(automation, json!({ "item": "parcel" }))
        .await;
    bench.until(old, StateName::Succeeded).await;
    let row = bench.engine.get_automation(automation).await.unwrap();
    let mut settings = row.automation.settings;
    settings.sends[0].path = "/new".to_owned();
    bench
        .engine
        .edit_automation(automation, settings)
        .await
        .unwrap();
    let anew = bench.engine.send_anew(old).await.unwrap();
    assert_eq!(anew.copy_of, Some(old));
    bench.until(anew.id, StateName::Succeeded).await;
    let received = receiver.wait_for(2).await;
    assert!(
        received[1].target.ends_with("/hook/new"),
        "{}",
        received[1].target
    );
    assert_ne!(
        received[0].header("webhook-id"),
        received[1].header("webhook-id")
    );
    assert_eq!(received[0].body, received[1].body);

    bench.engine.delete_automation(automation).await.unwrap();
    let refused = bench.engine.send_anew(old).await.unwrap_err();
    assert!(matches!(refused, EngineError::Refused(_)), "{refused}");
}

#[tokio::test]
async fn an_attempt_tells_where_it_went_and_how_long_the_connection_took() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let automation = bench.by_hand(&receiver.url("/hook"), once()).await;
    let first = bench
        .until(bench.run(automation).await, StateName::Succeeded)
        .await;
    let attempt = &first.attempts[0];
    let remote = attempt.remote.as_deref().unwrap();
    assert!(receiver.url("").contains(remote), "{remote}");
    assert!(attempt.phases.connect_ms.is_some(), "{attempt:?}");
    let second = bench
        .until(bench.run(automation).await, StateName::Succeeded)
        .await;
    let attempt = &second.attempts[0];
    assert_eq!(attempt.phases.connect_ms, None, "the connection was open");
}

#[tokio::test]
async fn what_leaves_the_log_has_its_credentials_masked() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let address = receiver.url("/hook?token=s3cret-1&shop=north");
    let send = json!({
        "retry": { "type": "never" },
        "headers": [{ "name": "Authorization", "value": "Bearer s3cret-2" }],
    });
    let settings = json!({ "name": "Shop", "address": address });
    let settings = serde_json::from_value(settings).unwrap();
    let adding = bench.engine.add_destination(settings, Some(SECRET));
    let shop = adding.await.unwrap().destination.id;
    let by_hand = json!({ "type": "manual" });
    let automation = bench.automation(by_hand, shop, send).await;
    let delivery = bench.run(automation).await;
    let detail = bench.until(delivery, StateName::Succeeded).await;
    let received = receiver.wait_for(1).await;
    assert_eq!(received[0].header("authorization"), Some("Bearer s3cret-2"));
    assert!(
        received[0].target.contains("s3cret-1"),
        "{}",
        received[0].target
    );

    let chosen = || all(DeliveryFilter::default());
    let export = |format| bench.engine.export_deliveries(chosen(), format, None);
    let shown = serde_json::to_string(&detail).unwrap();
    let lines = export(ExportFormat::JsonLines).await.unwrap();
    let table = export(ExportFormat::Csv).await.unwrap();
    let curl = bench.engine.delivery_curl(delivery).await.unwrap();
    assert_eq!((lines.count, lines.next), (1, None));
    for text in [shown, lines.text, table.text.clone(), curl] {
        assert!(!text.contains("s3cret"), "{text}");
        assert!(text.contains("shop=north"), "{text}");
    }
    assert!(table.text.starts_with("id,time,state,"), "{}", table.text);

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deliveries.csv");
    let saving = bench
        .engine
        .save_deliveries(chosen(), ExportFormat::Csv, &path);
    assert_eq!(saving.await.unwrap().count, 1);
    assert_eq!(std::fs::read_to_string(path).unwrap(), table.text);
}

#[tokio::test]
async fn a_filter_is_kept_under_its_name() {
    let bench = Bench::start().await;
    let engine = &bench.engine;
    engine.save_filter(" Failed ", failed()).await.unwrap();
    engine
        .save_filter("At night", searching("night"))
        .await
        .unwrap();
    engine.save_filter("failed", searching("x")).await.unwrap();
    assert!(engine.save_filter(" ", failed()).await.is_err());
    let bench = bench.restart().await;
    let filters = bench.engine.list_saved_filters().await.unwrap();
    let names: Vec<&str> = filters.iter().map(|saved| saved.name.as_str()).collect();
    assert_eq!(names, ["At night", "failed"]);
    assert_eq!(filters[1].filter.search, "x");
    let left = bench.engine.delete_saved_filter("FAILED").await.unwrap();
    assert_eq!(left.len(), 1);
    assert!(bench.engine.delete_saved_filter("FAILED").await.is_err());
}

#[tokio::test]
async fn a_destination_that_moved_says_where_to() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| Reply::with(308, "location: /v2/orders\r\n", ""));
    let send = json!({ "retry": { "type": "never" }, "path": "/orders" });
    let automation = bench.by_hand(&receiver.url("/v1"), send).await;
    let delivery = bench.run(automation).await;
    let detail = bench.until(delivery, StateName::Failed).await;
    assert_eq!(detail.moved_to, Some(receiver.url("/v2")));
}

fn hostile() -> BTreeMap<String, String> {
    let text = include_str!("../fixtures/hostile.json");
    serde_json::from_str(text).unwrap()
}

/// Runs a script with a `curl` that only prints what it is given, each argument between brackets.
fn shell(script: &str) -> String {
    let script = format!("curl() {{ printf '[%s]' \"$@\"; }}\n{script}");
    let output = std::process::Command::new("sh")
        .arg("-c")
        .arg(script)
        .output();
    let output = output.unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test]
async fn hostile_text_stays_text_in_the_log_in_a_table_and_in_a_shell() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let settings = json!({
        "name": "Shop",
        "address": receiver.url("/hook"),
        "signing": { "type": "none" },
    });
    let settings = serde_json::from_value(settings).unwrap();
    let shop = bench.engine.add_destination(settings, None).await.unwrap();
    let automation = bench
        .automation(json!({ "type": "manual" }), shop.destination.id, once())
        .await;
    let mut formula = None;
    for (name, text) in hostile() {
        let echoed = text.clone();
        receiver.answer(move |_| Reply::with(500, "x-odd: <b>red</b>\r\n", &echoed));
        let delivery = bench
            .run_with(automation, json!({ name.clone(): text }))
            .await;
        if name == "formula" {
            formula = Some(delivery);
        }
        let detail = bench.until(delivery, StateName::Failed).await;
        assert_eq!(detail.event.data[&name], text);
        let Outcome::Answered(answer) = &detail.attempts[0].outcome else {
            panic!("{name}: no answer");
        };
        assert_eq!(answer.body, text, "{name}");

        let one = || Chosen::These {
            ids: vec![delivery],
        };
        let table = bench
            .engine
            .export_deliveries(one(), ExportFormat::Csv, None);
        assert_eq!(table.await.unwrap().text.lines().count(), 2, "{name}");
        // A shell has no way to hold a zero byte.
        if !text.contains('\0') {
            let script = bench.engine.delivery_curl(delivery).await.unwrap();
            let body = detail.request.unwrap().body.unwrap();
            assert!(
                shell(&script).ends_with(&format!("[--data-raw][{body}]")),
                "{name}"
            );
        }
    }
    let last = bench.deliveries().await[0].id;
    let formula = formula.unwrap();
    bench
        .until_found("hyperlink evil.example", &[formula])
        .await;
    bench.until_found(&last.to_string(), &[last]).await;
}
