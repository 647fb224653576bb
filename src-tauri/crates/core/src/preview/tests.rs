use serde_json::{Value, json};
use uuid::Uuid;

use super::*;
use crate::{
    automation::AutomationSettings,
    destination::{DestinationSettings, KnownSecrets},
    event::EventKind,
    id::{AutomationId, DestinationId, EventId},
};

fn now() -> Moment {
    Moment::from_unix_seconds(1_800_000_000)
}

fn destination(settings: Value) -> Destination {
    let settings: DestinationSettings = serde_json::from_value(settings).unwrap();
    Destination {
        id: DestinationId::new(Uuid::from_u128(1)),
        settings,
        paused: None,
        resumed_at: None,
        secret_hint: None,
        secrets: KnownSecrets::default(),
        built_in: false,
        created_at: now(),
        updated_at: now(),
    }
}

fn shop(address: &str) -> Destination {
    destination(json!({ "name": "Shop", "address": address }))
}

fn automation(settings: Value) -> Automation {
    let mut whole = json!({
        "name": "Invoices",
        "trigger": { "type": "file", "folder": "/home/karin/Invoices" },
        "sends": [{ "destination": DestinationId::new(Uuid::from_u128(1)) }],
    });
    let fields = settings.as_object().unwrap().clone();
    whole.as_object_mut().unwrap().extend(fields);
    let settings: AutomationSettings = serde_json::from_value(whole).unwrap();
    Automation {
        id: AutomationId::new(Uuid::from_u128(2)),
        settings,
        secret_hint: None,
        created_at: now(),
        updated_at: now(),
    }
}

fn event() -> Event {
    let data = json!({ "name": "a.pdf", "size": 12 });
    Event {
        id: EventId::new(Uuid::from_u128(3)),
        automation: AutomationId::new(Uuid::from_u128(2)),
        kind: EventKind::FileAdded,
        at: now(),
        summary: "a.pdf added".to_owned(),
        data: data.as_object().unwrap().clone(),
    }
}

fn previewed(settings: Value, destination: &Destination) -> Preview {
    let target = Target::from(destination.clone());
    let automation = automation(settings);
    let mut problems = Problems::default();
    automation.settings.check(&mut problems);
    let subject = Subject {
        event: &event(),
        automation: &automation,
        send: 0,
        destination: &|_| Some(&target),
        delivery: DeliveryId::new(Uuid::from_u128(4)),
        now: now(),
        agent: "Hookloom/1.0",
        hooks: "http://127.0.0.1:8787/in/",
    };
    preview(&subject, problems.into_vec())
}

fn condition(value: Value) -> Value {
    json!({ "condition": { "type": "rows", "rows": [
        { "field": "file.size", "is": "greater_than", "value": value }
    ] } })
}

fn with_body(template: &str) -> Value {
    json!({ "sends": [{
        "destination": DestinationId::new(Uuid::from_u128(1)),
        "body": { "type": "json", "template": template },
    }] })
}

#[test]
fn the_condition_says_what_it_decides_and_why() {
    let shop = shop("https://shop.example");
    let verdict = previewed(condition(json!(1000)), &shop).verdict.unwrap();
    assert!(!verdict.passed);
    assert_eq!(verdict.why, "size is 12, not more than 1000");
    assert!(
        previewed(condition(json!(10)), &shop)
            .verdict
            .unwrap()
            .passed
    );
    assert_eq!(previewed(json!({}), &shop).verdict, None);
}

#[test]
fn a_condition_that_is_wrong_decides_nothing() {
    let preview = previewed(condition(json!("many")), &shop("https://shop.example"));
    assert_eq!(preview.verdict, None);
    assert_eq!(preview.problems[0].message, "Enter a number.");
}

#[test]
fn a_request_is_shown_as_it_goes_out_with_its_signature_masked() {
    let preview = previewed(json!({}), &shop("https://shop.example/hooks"));
    let request = preview.request.unwrap();
    assert_eq!(request.url, "https://shop.example/hooks");
    assert_eq!(
        request.headers,
        [
            ("content-type", "application/json"),
            ("user-agent", "Hookloom/1.0"),
            ("webhook-id", "dlv_00000000000000000000000000000004"),
            ("webhook-timestamp", "1800000000"),
            ("webhook-signature", "v1,••••••••••••••••"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
    assert_eq!(preview.problems, []);
    let tries = &preview.tries[0];
    assert_eq!(tries.len(), 7);
    assert_eq!(tries[0].since(now()).as_secs(), 5);
    assert_eq!(tries[1].since(now()).as_secs(), 305);
}

#[test]
fn what_opens_doors_is_never_shown() {
    let shop = destination(json!({
        "name": "Shop",
        "address": "https://shop.example",
        "headers": [{ "name": "Authorization", "value": "Bearer very-secret" }],
    }));
    let preview = previewed(json!({}), &shop);
    assert!(!format!("{preview:?}").contains("very-secret"));
}

#[test]
fn a_template_that_can_not_be_filled_in_is_a_problem_with_its_place() {
    let shop = shop("https://shop.example");
    let preview = previewed(with_body("{\n  \"a\": {{ file.nmae }}\n}"), &shop);
    assert_eq!(preview.request, None);
    let [problem] = &preview.problems[..] else {
        panic!("{:?}", preview.problems)
    };
    assert_eq!(problem.field, "sends[0].body.template");
    assert_eq!(
        problem.message,
        "‘file.nmae’ isn't known. Did you mean file.name?"
    );
    assert_eq!(
        problem.place.map(|place| (place.line, place.column)),
        Some((2, 11))
    );
}

#[test]
fn one_fault_is_said_once() {
    let preview = previewed(with_body("{ \"a\": 1"), &shop("https://shop.example"));
    assert_eq!(preview.problems.len(), 1, "{:?}", preview.problems);
}

#[test]
fn an_address_that_others_can_read_or_that_calls_back_is_warned_of() {
    let hook = json!({ "trigger": { "type": "inbound", "name": "orders" } });
    let cases = [
        (json!({}), "https://shop.example", ""),
        (json!({}), "http://shop.example", "Not encrypted"),
        (json!({}), "http://127.0.0.1:8787/in/orders", ""),
        (
            hook.clone(),
            "http://127.0.0.1:8787/in/orders",
            "would loop",
        ),
        (
            hook.clone(),
            "http://localhost:8787/in/orders?x=1",
            "would loop",
        ),
        (hook.clone(), "http://localhost:8787/in/others", ""),
        (hook, "http://localhost:9999/in/orders", ""),
    ];
    for (settings, address, words) in cases {
        let warnings = previewed(settings, &shop(address)).warnings;
        match words {
            "" => assert_eq!(warnings, [], "{address}"),
            words => assert!(
                warnings[0].message.contains(words),
                "{address}: {warnings:?}"
            ),
        }
    }
}
