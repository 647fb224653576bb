use uuid::Uuid;

use super::*;
use crate::{
    automation::AutomationSettings,
    destination::{DestinationSettings, KnownSecrets, NamedSecret},
    event::EventKind,
    header::HeaderField,
    id::{AutomationId, EventId},
    problem::Problems,
    secret::Secret,
};

fn now() -> Moment {
    Moment::from_unix_seconds(1_800_000_000)
}

fn destination(address: &str) -> Destination {
    let settings: DestinationSettings =
        serde_json::from_value(json!({ "name": "Shop", "address": address })).unwrap();
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

/// An automation that watches a folder and sends as `send` says.
fn automation(condition: Value, send: Value) -> Automation {
    let mut first = json!({ "destination": DestinationId::new(Uuid::from_u128(1)) });
    first
        .as_object_mut()
        .unwrap()
        .extend(send.as_object().unwrap().clone());
    let settings: AutomationSettings = serde_json::from_value(json!({
        "name": "Invoices",
        "trigger": { "type": "file", "folder": "/home/karin/Invoices" },
        "condition": condition,
        "sends": [first],
    }))
    .unwrap();
    let id = AutomationId::new(Uuid::from_u128(2));
    Automation {
        id,
        settings,
        secret_hint: None,
        created_at: now(),
        updated_at: now(),
    }
}

fn event(name: &str) -> Event {
    let data = json!({ "name": name, "size": 12, "extension": "pdf" });
    Event {
        id: EventId::new(Uuid::from_u128(3)),
        automation: AutomationId::new(Uuid::from_u128(2)),
        kind: EventKind::FileAdded,
        at: now(),
        summary: format!("{name} added"),
        data: data.as_object().unwrap().clone(),
    }
}

fn planned(automation: &Automation, event: &Event, held: Option<HoldReason>) -> Planned {
    let destination = Target::from(destination("https://shop.example/hooks"));
    let mut planned = plan(event, automation, now(), |_| Some((&destination, held)));
    assert_eq!(planned.len(), 1);
    planned.remove(0)
}

fn request(send: Value, name: &str) -> Request {
    planned(&automation(Value::Null, send), &event(name), None)
        .request
        .unwrap()
}

#[test]
fn an_event_becomes_a_standard_webhook_that_is_due_at_once() {
    let planned = planned(&automation(Value::Null, json!({})), &event("a.pdf"), None);
    assert_eq!(planned.state, DeliveryState::Pending { due_at: now() });
    let request = planned.request.unwrap();
    assert_eq!(request.url, "https://shop.example/hooks");
    assert_eq!(
        request.headers,
        [("content-type".to_owned(), "application/json".to_owned())]
    );
    let body: Value = serde_json::from_str(&request.body.unwrap()).unwrap();
    assert_eq!(body["type"], "file.added");
    assert_eq!(body["timestamp"], "2027-01-15T08:00:00.000Z");
    assert_eq!(body["data"]["name"], "a.pdf");
}

#[test]
fn a_condition_that_does_not_hold_skips_and_says_why() {
    let big = json!({ "type": "rows", "rows": [{ "field": "file.size", "is": "greater_than", "value": 1000 }] });
    let planned = planned(&automation(big, json!({})), &event("a.pdf"), None);
    let DeliveryState::Skipped {
        reason: SkipReason::Condition { why },
        ..
    } = planned.state
    else {
        panic!("{:?}", planned.state)
    };
    assert!(why.contains("12") && why.contains("1000"), "{why}");
    assert_eq!(planned.request, None);
}

#[test]
fn a_condition_that_cannot_be_decided_fails_in_sight() {
    let wrong = json!({ "type": "expression", "expression": "file.name | abs > 1" });
    let planned = planned(&automation(wrong, json!({})), &event("a.pdf"), None);
    assert!(
        matches!(
            planned.state,
            DeliveryState::Failed {
                reason: FailReason::Condition { .. },
                ..
            }
        ),
        "{:?}",
        planned.state
    );
}

#[test]
fn a_template_that_cannot_be_filled_in_fails_and_names_its_place() {
    let send = json!({ "body": { "type": "text", "template": "New:\n{{ file.nmae }}" } });
    let planned = planned(&automation(Value::Null, send), &event("a.pdf"), None);
    let DeliveryState::Failed {
        reason: FailReason::Template { field, error },
        ..
    } = planned.state
    else {
        panic!("{:?}", planned.state)
    };
    assert_eq!((field.as_str(), error.line), ("body.template", 2));
}

#[test]
fn what_is_paused_is_held_from_the_start_with_its_request() {
    let held = Some(HoldReason::DestinationPaused);
    let planned = planned(&automation(Value::Null, json!({})), &event("a.pdf"), held);
    let expected = DeliveryState::Held {
        since: now(),
        why: HoldReason::DestinationPaused,
    };
    assert_eq!(planned.state, expected);
    assert!(planned.request.is_some());
}

#[test]
fn no_file_name_can_choose_where_a_request_goes() {
    for name in [
        "@evil.example/",
        "/../..",
        "?x=1",
        "#f",
        "\r\nHost: evil.example",
        "//evil.example",
    ] {
        let request = request(json!({ "path": "/{{ file.name }}" }), name);
        let url = url::Url::parse(&request.url).unwrap();
        assert_eq!(url.host_str(), Some("shop.example"), "{name:?}");
        assert_eq!(
            (url.query(), url.fragment(), url.username()),
            (None, None, ""),
            "{name:?}"
        );
        assert!(url.path().starts_with("/hooks/"), "{name:?}: {url}");
    }
}

#[test]
fn no_file_name_can_add_a_header() {
    let send = json!({ "headers": [{ "name": "X-File", "value": "{{ file.name }}" }] });
    let planned = planned(
        &automation(Value::Null, send),
        &event("a\r\nX-Evil: 1"),
        None,
    );
    let DeliveryState::Failed {
        reason: FailReason::Template { field, .. },
        ..
    } = planned.state
    else {
        panic!("{:?}", planned.state)
    };
    assert_eq!(field, "headers[0].value");
}

#[test]
fn a_header_of_the_send_replaces_the_same_of_the_app() {
    let send =
        json!({ "headers": [{ "name": "Content-Type", "value": "application/vnd.api+json" }] });
    let headers = request(send, "a.pdf").headers;
    assert_eq!(
        headers,
        [(
            "content-type".to_owned(),
            "application/vnd.api+json".to_owned()
        )]
    );
}

#[test]
fn json_stays_json_whatever_the_file_is_called() {
    let send = json!({ "body": { "type": "json", "template": r#"{"text": "New: {{ file.name }}", "size": {{ file.size }}}"# } });
    let name = "a\"b\\c\nd.pdf";
    let body: Value = serde_json::from_str(&request(send, name).body.unwrap()).unwrap();
    assert_eq!(body, json!({ "text": format!("New: {name}"), "size": 12 }));
}

#[test]
fn a_form_is_encoded_as_browsers_do() {
    let send = json!({ "body": { "type": "form", "fields": [{ "name": "file", "value": "{{ file.name }}" }] } });
    assert_eq!(
        request(send, "a b&c.pdf").body.as_deref(),
        Some("file=a+b%26c.pdf")
    );
}

#[test]
fn a_destination_that_is_gone_gets_nothing() {
    let automation = automation(Value::Null, json!({}));
    assert_eq!(plan(&event("a.pdf"), &automation, now(), |_| None), []);
}

#[test]
fn settings_with_many_faults_name_each_field() {
    let mut automation = automation(
        json!({ "type": "rows", "rows": [{ "field": "", "is": "is", "value": "x" }] }),
        json!({
            "path": "{{ file.nmae }}",
            "headers": [{ "name": "Host", "value": "x" }],
            "body": { "type": "json", "template": "{{ oops" },
            "timeout_seconds": 0,
        }),
    );
    automation.settings.name = " ".to_owned();
    let mut problems = Problems::default();
    automation.settings.check(&mut problems);
    let found: Vec<_> = problems
        .into_vec()
        .into_iter()
        .map(|problem| problem.field)
        .collect();
    for field in [
        "name",
        "condition.rows[0].field",
        "sends[0].path",
        "sends[0].headers[0].name",
        "sends[0].body.template",
        "sends[0].timeout_seconds",
    ] {
        assert!(
            found.iter().any(|found| found == field),
            "{field} is missing in {found:?}"
        );
    }
}

#[test]
fn a_secret_is_a_mark_until_it_is_sent() {
    let mut destination = destination("https://shop.example/hooks");
    destination.settings.headers = vec![HeaderField {
        name: "X-Key".to_owned(),
        value: "Key {{ secret.token }}".to_owned(),
    }];
    destination.secrets.named = vec![NamedSecret {
        name: "token".to_owned(),
        hint: "••••".to_owned(),
    }];
    let send = json!({
        "path": "/{{ secret.token }}",
        "body": { "type": "json", "template": "{\"token\": {{ secret.token }}}" },
    });
    let automation = automation(Value::Null, send);
    let destination = Target::from(destination);
    let mut planned = plan(&event("a.pdf"), &automation, now(), |_| {
        Some((&destination, None))
    });
    let request = planned.remove(0).request.unwrap();
    let shown = secret_place::shown(event("a.pdf").id, &request);
    assert_eq!(shown.url, "https://shop.example/hooks/{{ secret.token }}");
    assert_eq!(shown.headers[1].1, "Key {{ secret.token }}");
    assert_eq!(shown.body.unwrap(), "{\"token\": \"{{ secret.token }}\"}");
    let secrets = [("token".to_owned(), Secret::of_others("a\"b").unwrap())].into();
    let sent = secret_place::filled(event("a.pdf").id, &request, &secrets).unwrap();
    assert_eq!(sent.body.unwrap(), "{\"token\": \"a\\\"b\"}");
}

#[test]
fn a_secret_that_the_destination_lacks_fails_in_sight() {
    let send = json!({ "path": "/{{ secret.token }}" });
    let planned = planned(&automation(Value::Null, send), &event("a.pdf"), None);
    let DeliveryState::Failed {
        reason: FailReason::Template { field, error },
        ..
    } = planned.state
    else {
        panic!("{:?}", planned.state)
    };
    assert_eq!(field, "path");
    assert!(
        error
            .message
            .contains("has no secret called for by ‘secret"),
        "{error}"
    );
}

#[test]
fn a_secret_can_only_be_placed_as_it_is() {
    for template in [
        "{{ secret.token | b64 }}",
        "{% if secret.token %}a{% endif %}",
        "{{ secret }}",
        "{{ file.name ~ secret.token }}",
    ] {
        let send = json!({ "body": { "type": "text", "template": template } });
        let mut problems = Problems::default();
        automation(Value::Null, send).settings.check(&mut problems);
        let found = problems.into_vec();
        assert!(
            found
                .iter()
                .any(|p| p.message.contains("can only be placed as it is")),
            "{template}: {found:?}"
        );
    }
    let send = json!({ "path": "/{{ secret.token }}" });
    let mut problems = Problems::default();
    automation(Value::Null, send).settings.check(&mut problems);
    assert_eq!(problems.into_vec(), []);
}

#[test]
fn a_cloud_event_is_one_body_or_headers_around_the_data() {
    let structured = request(json!({ "body": { "type": "cloud_events" } }), "a.pdf");
    assert_eq!(structured.headers[0].1, "application/cloudevents+json");
    let body: Value = serde_json::from_str(&structured.body.unwrap()).unwrap();
    assert_eq!(body["specversion"], "1.0");
    assert_eq!(body["data"]["name"], "a.pdf");

    let binary = json!({ "body": { "type": "cloud_events", "mode": "binary" } });
    let binary = request(binary, "a.pdf");
    let header = |name: &str| {
        let mut headers = binary.headers.iter();
        headers
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    };
    assert_eq!(header("content-type"), Some("application/json"));
    assert_eq!(header("ce-type"), Some("file.added"));
    assert_eq!(
        header("ce-datacontenttype"),
        None,
        "content-type stands for it"
    );
    let data: Value = serde_json::from_str(binary.body.as_deref().unwrap()).unwrap();
    assert_eq!(data["name"], "a.pdf");
}

#[test]
fn xml_stays_xml_whatever_a_file_is_called() {
    let send = json!({ "body": {
        "type": "xml", "template": "<file name=\"{{ file.name }}\">{{ file.size }}</file>",
    } });
    let request = request(send, "a\" b=\"<&>");
    assert_eq!(request.headers[0].1, "application/xml");
    assert_eq!(
        request.body.as_deref(),
        Some("<file name=\"a&quot; b=&quot;&lt;&amp;&gt;\">12</file>")
    );
}
