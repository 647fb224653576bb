use serde_json::{Value, json};
use uuid::Uuid;

use super::*;
use crate::{
    id::{AutomationId, EventId},
    method::Method,
    moment::Moment,
    retry::Retry,
    statuses::{Statuses, Successes},
};

fn now() -> Moment {
    Moment::from_unix_seconds(1_800_000_000)
}

fn shop(number: u128) -> DestinationId {
    DestinationId::new(Uuid::from_u128(number))
}

fn request(body: &str) -> Request {
    Request {
        method: Method::Post,
        url: "https://shop.example".to_owned(),
        headers: Vec::new(),
        body: Some(body.to_owned()),
        upload: None,
        gzip: false,
        timeout_seconds: 15,
    }
}

fn sends(destination: u128, body: &str) -> Planned {
    Planned {
        destination: shop(destination),
        state: DeliveryState::Pending { due_at: now() },
        request: Some(request(body)),
        retry: Retry::default(),
        retry_on: Statuses::default(),
        success_on: Successes::default(),
        order_key: None,
        useless_at: None,
    }
}

fn skips(destination: u128) -> Planned {
    let why = "size is 12".to_owned();
    Planned {
        state: DeliveryState::Skipped {
            at: now(),
            reason: crate::delivery::SkipReason::Condition { why },
        },
        request: None,
        ..sends(destination, "")
    }
}

fn past(destination: u128, body: &str) -> Past {
    Past {
        delivery: DeliveryId::new(Uuid::from_u128(destination)),
        destination: shop(destination),
        request: request(body).fingerprint(),
    }
}

fn words(planned: Option<Vec<Planned>>, past: &[Past]) -> Vec<String> {
    let found = differences(planned, past).into_iter();
    found
        .map(|(_, difference)| match difference {
            Difference::Same => "same".to_owned(),
            Difference::Changed { .. } => "changed".to_owned(),
            Difference::Added { .. } => "added".to_owned(),
            Difference::Removed { why, .. } => format!("removed: {why}"),
            Difference::Broken { why } => format!("broken: {why}"),
        })
        .collect()
}

#[test]
fn what_would_be_sent_is_compared_destination_by_destination() {
    assert_eq!(words(Some(vec![sends(1, "a")]), &[past(1, "a")]), ["same"]);
    assert_eq!(
        words(Some(vec![sends(1, "b")]), &[past(1, "a")]),
        ["changed"]
    );
    assert_eq!(words(Some(vec![sends(1, "a")]), &[]), ["added"]);
    assert_eq!(
        words(Some(vec![sends(2, "a")]), &[past(1, "a")]),
        ["added", "removed: it is no longer sent to this destination"]
    );
}

#[test]
fn what_the_condition_keeps_back_is_only_missed_when_it_was_sent() {
    assert_eq!(
        words(Some(vec![skips(1)]), &[past(1, "a")]),
        ["removed: size is 12"]
    );
    assert_eq!(words(Some(vec![skips(1)]), &[]), [""; 0]);
}

#[test]
fn two_sends_to_one_destination_are_compared_in_their_order() {
    let planned = vec![sends(1, "a"), sends(1, "b")];
    assert_eq!(
        words(Some(planned), &[past(1, "a"), past(1, "b")]),
        ["same", "same"]
    );
}

#[test]
fn an_event_that_is_no_longer_noticed_takes_all_of_its_webhooks_with_it() {
    assert_eq!(
        words(None, &[past(1, "a")]),
        ["removed: the trigger no longer notices it"]
    );
}

fn event(kind: EventKind, data: Value) -> Event {
    Event {
        id: EventId::new(Uuid::from_u128(3)),
        automation: AutomationId::new(Uuid::from_u128(2)),
        kind,
        at: now(),
        summary: String::new(),
        data: data.as_object().unwrap().clone(),
    }
}

#[test]
fn a_file_trigger_notices_by_its_own_rules() {
    let trigger = |settings: Value| {
        let mut whole = json!({ "type": "file", "folder": "/in", "only": ["*.pdf"] });
        let fields = settings.as_object().unwrap().clone();
        whole.as_object_mut().unwrap().extend(fields);
        serde_json::from_value::<Trigger>(whole).unwrap()
    };
    let added = |path: &str| event(EventKind::FileAdded, json!({ "path": path }));
    let plain = trigger(json!({}));
    assert!(notices(&plain, &added("/in/a.pdf")));
    assert!(notices(&plain, &added("/in/deep/a.pdf")));
    assert!(!notices(&plain, &added("/in/a.txt")));
    assert!(!notices(&plain, &added("/inn/a.pdf")));
    assert!(!notices(&plain, &added("/other/a.pdf")));
    let flat = trigger(json!({ "subfolders": false }));
    assert!(!notices(&flat, &added("/in/deep/a.pdf")));
    let deleted = trigger(json!({ "on": ["deleted"] }));
    assert!(!notices(&deleted, &added("/in/a.pdf")));
}

#[test]
fn a_hook_notices_calls_of_its_own_name_and_methods() {
    let hook: Trigger =
        serde_json::from_value(json!({ "type": "inbound", "name": "orders" })).unwrap();
    let call = |name: &str, method: &str| {
        let data = json!({ "name": name, "method": method });
        event(EventKind::InboundReceived, data)
    };
    assert!(notices(&hook, &call("orders", "POST")));
    assert!(!notices(&hook, &call("orders", "GET")));
    assert!(!notices(&hook, &call("others", "POST")));
}

#[test]
fn one_change_of_a_file_counts_once_however_many_noticed_it() {
    let data = json!({ "path": "/in/a", "size": 1, "modified": "2026-11-23T13:28:01.000Z" });
    let one = event(EventKind::FileAdded, data.clone());
    let other_kind = event(EventKind::FileChanged, data);
    let run = event(EventKind::ManualRun, json!({}));
    let events = vec![one.clone(), one.clone(), other_kind, run.clone(), run];
    assert_eq!(once_each(events).len(), 4);
}
