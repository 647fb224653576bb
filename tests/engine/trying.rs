//! Settings that are tried before they are saved: seen, sent for once, run over what was recorded.

use std::process::Command;

use hookloom_core::{
    automation::AutomationSettings,
    delivery::StateName,
    destination::DestinationSettings,
    id::{AutomationId, DestinationId},
    signing::{Received as Signed, verify},
    view::{BackTest, Preview, SampleSource},
};
use hookloom_engine::{EngineError, clock::Clock};
use serde_json::{Map, Value, json};
use standardwebhooks::Webhook;

use crate::{
    bench::{Bench, SECRET, statuses},
    receiver::{Receiver, Reply},
};

fn by_hand(destination: DestinationId, send: Value, condition: Value) -> AutomationSettings {
    let mut first = json!({ "destination": destination });
    let more = send.as_object().unwrap().clone();
    first.as_object_mut().unwrap().extend(more);
    let settings = json!({
        "name": "Tried",
        "trigger": { "type": "manual" },
        "condition": condition,
        "sends": [first],
    });
    serde_json::from_value(settings).unwrap()
}

fn larger_than(size: u32) -> Value {
    json!({ "type": "expression", "expression": format!("manual.size > {size}") })
}

fn own_json(template: &str) -> Value {
    json!({ "body": { "type": "json", "template": template } })
}

fn data(size: u32) -> Map<String, Value> {
    json!({ "size": size }).as_object().unwrap().clone()
}

fn edited(size: u32) -> SampleSource {
    let kind = hookloom_core::event::EventKind::ManualRun;
    let data = data(size);
    SampleSource::Edited { kind, data }
}

async fn previewed(
    bench: &Bench,
    id: Option<AutomationId>,
    settings: AutomationSettings,
    source: SampleSource,
) -> Preview {
    let previewed = bench.engine.preview_automation(id, settings, 0, source);
    previewed.await.unwrap()
}

#[tokio::test]
async fn a_preview_is_what_is_sent_then() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let destination = bench.destination(&receiver.url("/hook")).await;
    let template = "{\"size\": {{ manual.size }}, \"by\": \"{{ automation.name }}\"}";
    let settings = by_hand(destination, own_json(template), Value::Null);
    let preview = previewed(&bench, None, settings.clone(), edited(12)).await;
    let shown = preview.request.unwrap();
    assert_eq!(preview.problems, []);
    assert_eq!(receiver.received().len(), 0, "a preview sends nothing");

    let added = bench.engine.add_automation(settings).await.unwrap();
    let id = added.automation.id;
    bench
        .engine
        .run_automation(id, Some(data(12)))
        .await
        .unwrap();
    let received = receiver.wait_for(1).await.remove(0);
    assert_eq!(
        Some(String::from_utf8(received.body.clone()).unwrap()),
        shown.body
    );
    assert_eq!(shown.url, receiver.url(&received.target));
    for (name, value) in &shown.headers {
        let sent = received.header(name);
        match name.as_str() {
            "webhook-signature" => assert_eq!(value, "v1,••••••••••••••••"),
            "webhook-id" | "webhook-timestamp" => assert!(sent.is_some(), "{name}"),
            _ => assert_eq!(sent, Some(value.as_str()), "{name}"),
        }
    }
}

#[tokio::test]
async fn a_preview_is_of_the_last_real_event_and_says_what_the_condition_thinks_of_it() {
    let bench = Bench::start().await;
    let destination = bench.destination("https://shop.example").await;
    let settings = by_hand(
        destination,
        json!({ "retry": { "type": "never" } }),
        Value::Null,
    );
    let added = bench.engine.add_automation(settings.clone()).await.unwrap();
    let id = added.automation.id;
    bench
        .engine
        .run_automation(id, Some(data(12)))
        .await
        .unwrap();
    let trigger = &settings.trigger;
    let choices = bench.engine.list_samples(Some(id), trigger).await.unwrap();
    let [choice] = &choices[..] else {
        panic!("{choices:?}")
    };
    let source = SampleSource::Recorded {
        automation: choice.automation,
        event: choice.event,
    };
    let sample = bench
        .engine
        .read_sample(Some(id), trigger.clone(), source.clone())
        .await
        .unwrap();
    let size = sample
        .fields
        .iter()
        .find(|field| field.path == "manual.size");
    assert_eq!(size.unwrap().value.as_deref(), Some("12"));

    let stricter = by_hand(destination, json!({}), larger_than(1000));
    let preview = previewed(&bench, Some(id), stricter, source).await;
    let verdict = preview.verdict.unwrap();
    assert!(!verdict.passed);
    assert!(
        preview.request.is_some(),
        "the request is shown all the same"
    );
}

#[tokio::test]
async fn a_test_is_really_sent_once_marked_and_signed() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| Reply::with(503, "", "no"));
    let destination = bench.destination(&receiver.url("/hook")).await;
    let settings = by_hand(destination, json!({}), larger_than(1000));
    let row = bench
        .engine
        .test_automation(None, settings, 0, edited(12))
        .await
        .unwrap();
    assert!(row.test);
    let detail = bench.until(row.id, StateName::Failed).await;
    assert_eq!(statuses(&detail), [Some(503)]);
    let received = receiver.wait_for(1).await;
    assert_eq!(received[0].header("webhook-test"), Some("true"));
    Webhook::new(SECRET)
        .unwrap()
        .verify(&received[0].body, &received[0].header_map())
        .expect("the official verifier agrees");
    assert_eq!(bench.engine.status().await.unwrap().failed_24h, 0);
    assert_eq!(bench.engine.list_automations().await.unwrap(), []);
    assert_eq!(
        bench.deliveries().await[0].automation_name,
        "Unsaved automation"
    );
}

#[tokio::test]
async fn a_destination_is_not_paused_because_of_a_test() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| Reply::Status(410));
    let destination = bench.destination(&receiver.url("/hook")).await;
    let settings = by_hand(destination, json!({}), Value::Null);
    let row = bench
        .engine
        .test_automation(None, settings, 0, SampleSource::MadeUp {})
        .await
        .unwrap();
    bench.until(row.id, StateName::Failed).await;
    let row = bench.engine.get_destination(destination).await.unwrap();
    assert_eq!(row.destination.paused, None);
    assert_eq!(row.failed_24h, 0);
}

#[tokio::test]
async fn a_test_is_no_event_that_happened() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let destination = bench.destination(&receiver.url("/hook")).await;
    let settings = by_hand(destination, json!({}), Value::Null);
    let added = bench.engine.add_automation(settings.clone()).await.unwrap();
    let id = added.automation.id;
    let row = bench
        .engine
        .test_automation(Some(id), settings.clone(), 0, edited(12))
        .await
        .unwrap();
    bench.until(row.id, StateName::Succeeded).await;
    let choices = bench.engine.list_samples(Some(id), &settings.trigger).await;
    assert_eq!(choices.unwrap(), []);
    assert_eq!(bench.engine.get_automation(id).await.unwrap().last, None);
    let run = bench.run(id).await;
    let detail = bench.until(run, StateName::Succeeded).await;
    assert_eq!(
        detail.event.data.get("size"),
        None,
        "Run now uses made-up data"
    );
}

#[tokio::test]
async fn what_can_not_be_sent_is_refused_with_its_place() {
    let bench = Bench::start().await;
    let destination = bench.destination("https://shop.example").await;
    let broken = by_hand(destination, own_json("{\n  \"a\": 1"), Value::Null);
    let refused = |settings| bench.engine.test_automation(None, settings, 0, edited(1));
    let Err(EngineError::Invalid(problems)) = refused(broken.clone()).await else {
        panic!("it was sent")
    };
    assert_eq!(problems[0].field, "sends[0].body.template");
    assert_eq!(problems[0].place.unwrap().line, 2);
    let Err(EngineError::Invalid(problems)) = bench.engine.add_automation(broken).await else {
        panic!("it was saved")
    };
    assert!(problems[0].message.contains("} is missing"), "{problems:?}");

    bench.engine.pause_destination(destination).await.unwrap();
    let settings = by_hand(destination, json!({}), Value::Null);
    let refusal = refused(settings).await.unwrap_err().to_string();
    assert!(refusal.contains("is paused. Resume it"), "{refusal}");
}

#[tokio::test]
async fn an_empty_folder_is_one_problem() {
    let bench = Bench::start().await;
    let destination = bench.destination("https://shop.example").await;
    let mut settings = by_hand(destination, json!({}), Value::Null);
    settings.trigger = serde_json::from_value(json!({ "type": "file", "folder": "" })).unwrap();
    let problems = bench.engine.check_automation(None, &settings).await;
    let fields: Vec<_> = problems.iter().map(|problem| &*problem.field).collect();
    assert_eq!(fields, ["trigger.folder"]);
}

async fn compared(bench: &Bench, id: AutomationId, settings: AutomationSettings) -> BackTest {
    let compared = bench.engine.back_test(Some(id), settings, 7);
    compared.await.unwrap()
}

#[tokio::test]
async fn a_back_test_tells_how_other_settings_would_have_differed_and_sends_nothing() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let destination = bench.destination(&receiver.url("/hook")).await;
    let present = by_hand(destination, json!({}), larger_than(10));
    let added = bench.engine.add_automation(present.clone()).await.unwrap();
    let id = added.automation.id;
    for size in [5, 20, 2000] {
        let run = bench.engine.run_automation(id, Some(data(size)));
        run.await.unwrap();
    }
    receiver.wait_for(2).await;
    let rows = bench.until_all_ended(3).await;
    // What a person sent anew is no second webhook of the event.
    let sent = rows.iter().find(|row| row.last_status.is_some()).unwrap();
    bench.engine.send_anew(sent.id).await.unwrap();
    bench.until_all_ended(4).await;

    let same = compared(&bench, id, present).await;
    assert_eq!((same.events, same.same, same.whole), (3, 2, true));
    assert_eq!((same.added.count, same.removed.count), (0, 0));

    let stricter = compared(
        &bench,
        id,
        by_hand(destination, json!({}), larger_than(100)),
    )
    .await;
    assert_eq!((stricter.same, stricter.removed.count), (1, 1));
    let example = &stricter.removed.examples[0];
    assert!(example.before.is_some() && example.after.is_none());
    assert!(example.why.as_ref().unwrap().contains("100"), "{example:?}");

    let looser = compared(&bench, id, by_hand(destination, json!({}), Value::Null)).await;
    assert_eq!((looser.same, looser.added.count), (2, 1));
    assert!(looser.added.examples[0].after.is_some());

    let other = own_json("{\"size\": {{ manual.size }}}");
    let other = compared(&bench, id, by_hand(destination, other, larger_than(10))).await;
    assert_eq!((other.same, other.changed.count), (0, 2));
    let example = &other.changed.examples[0];
    assert_ne!(
        example.before.as_ref().unwrap().body,
        example.after.as_ref().unwrap().body
    );

    let broken = own_json("{\"name\": {{ manual.name }}}");
    let broken = compared(&bench, id, by_hand(destination, broken, larger_than(10))).await;
    assert_eq!(broken.broken.count, 2);
    assert_eq!(receiver.received().len(), 3, "nothing more was sent");
}

/// Where a shell has what the command needs.
fn has_programs() -> bool {
    ["curl", "openssl"]
        .iter()
        .all(|program| Command::new(program).arg("--version").output().is_ok())
}

#[tokio::test]
async fn the_command_for_a_shell_sends_the_same_with_a_signature_that_is_valid() {
    if !has_programs() {
        eprintln!("curl or openssl is missing here, so the command is not run");
        return;
    }
    let bench = Bench::start().await;
    let own = json!({
        "type": "header", "header": "X-Mine", "prefix": "$a`b=", "encoding": "base64",
        "content": "100%\\ it's {{ id }}:{{ timestamp }}.{{ body }}",
    });
    let kinds = ["standard_webhooks", "github", "stripe", "slack", "shopify"];
    let kinds = kinds
        .map(|kind| json!({ "type": kind }))
        .into_iter()
        .chain([own]);
    for (number, signing) in kinds.enumerate() {
        let receiver = Receiver::ok().await;
        let settings = json!({
            "name": number.to_string(), "address": receiver.url("/hook"), "signing": signing,
        });
        let settings: DestinationSettings = serde_json::from_value(settings).unwrap();
        let signing = settings.signing.clone();
        let added = bench.engine.add_destination(settings, Some(SECRET)).await;
        let destination = added.unwrap().destination.id;
        let template = "{\"text\": \"it's $HOME `id` \\\\ \\\"quoted\\\"\\n{{ manual.size }}\"}";
        let settings = by_hand(destination, own_json(template), Value::Null);
        let preview = previewed(&bench, None, settings, edited(12)).await;
        let (script, body) = (preview.curl.unwrap(), preview.request.unwrap().body);
        let running = tokio::task::spawn_blocking(move || {
            let mut shell = Command::new("sh");
            shell.args(["-c", &script]).env("WEBHOOK_SECRET", SECRET);
            shell.output().unwrap()
        });
        let received = receiver.wait_for(1).await.remove(0);
        assert!(running.await.unwrap().status.success());
        assert_eq!(
            Some(String::from_utf8(received.body.clone()).unwrap()),
            body
        );
        let checked = verify(
            &signing,
            Signed {
                headers: &received.headers,
                body: &received.body,
                keys: &[signing.secret(SECRET).unwrap()],
                now: Clock::system().now().unix_seconds(),
                tolerance: 300,
            },
        );
        assert_eq!(checked, Ok(()), "{signing:?}");
    }
}
