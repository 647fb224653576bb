//! Data that wants to be more than data: whatever it says, a request is one request, and goes where
//! a person said.

use hookloom_core::{
    delivery::{DeliveryState, FailReason},
    id::AutomationId,
    view::DeliveryDetail,
};
use serde_json::{Map, Value, json};

use crate::{
    bench::Bench,
    receiver::{Received, Receiver},
};

/// What would end a line, a value, a path, a host or a template where it is taken for more than text.
const HOSTILE: [&str; 27] = [
    "\r\nX-Evil: 1",
    "\n\nGET /evil HTTP/1.1\r\n\r\n",
    "\r",
    "\n",
    "\0",
    "\u{7f}",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "\u{202e}fdp.exe",
    "é\u{301}😀",
    "%0d%0aX-Evil:%201",
    "%2e%2e%2f",
    "../../",
    "//evil.example/",
    "@evil.example/",
    ":9@evil.example",
    "\\\\evil.example\\",
    "?evil=1&",
    "#evil",
    "\"}, \"evil\": {\"a\": \"",
    "'; DROP TABLE deliveries; --",
    "{{ 7*7 }}{% raw %}",
    "${secret.token} $(id) `id`",
    "webhook-signature: v1,AAAA",
    " \t ",
    "chunked\r\ntransfer-encoding: chunked",
];

/// Alone, before, behind and within other text, twice, and many times over.
fn corpus() -> Vec<String> {
    let shapes: [fn(&str) -> String; 8] = [
        |text| text.to_owned(),
        |text| format!("a{text}"),
        |text| format!("{text}b"),
        |text| format!("a{text}b"),
        |text| text.repeat(2),
        |text| format!("a{text}b{text}c"),
        |text| text.repeat(40),
        |text| format!("/{text}"),
    ];
    let shaped = |text: &&str| shapes.map(|shape| shape(text));
    HOSTILE.iter().flat_map(shaped).collect()
}

/// What comes of an event with that text: a request, or nothing sent and the reason in sight.
async fn sent(
    bench: &Bench,
    receiver: &Receiver,
    automation: AutomationId,
    text: &str,
) -> Option<Received> {
    let before = receiver.received().len();
    let data = json!({ "text": text });
    let data: Map<String, Value> = data.as_object().unwrap().clone();
    let ran = bench.engine.run_automation(automation, Some(data)).await;
    let delivery = ran.unwrap().deliveries[0];
    let ended = |detail: &DeliveryDetail| detail.row.state.is_final();
    let detail = bench.until_it(delivery, ended).await;
    let received = receiver.received();
    match detail.row.state {
        DeliveryState::Succeeded { .. } => {
            assert_eq!(received.len(), before + 1, "{text:?}");
            let request = received.last().unwrap().clone();
            assert_eq!(request.anomalies, [""; 0], "{text:?}");
            assert_eq!(request.header("x-evil"), None, "{text:?}");
            let host = receiver.address.to_string();
            assert_eq!(request.header("host"), Some(host.as_str()), "{text:?}");
            Some(request)
        }
        DeliveryState::Failed {
            reason: FailReason::Template { .. },
            ..
        } => {
            assert_eq!(received.len(), before, "{text:?}");
            None
        }
        other => panic!("{text:?}: {other:?}"),
    }
}

/// A receiver, and an automation that puts the text into that part of its request.
async fn start(send: Value) -> (Bench, Receiver, AutomationId) {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let automation = bench.by_hand(&receiver.url("/hook"), send).await;
    (bench, receiver, automation)
}

#[tokio::test]
async fn no_text_adds_a_header_or_ends_one() {
    let header = json!({ "name": "X-Text", "value": "{{ manual.text }}" });
    let (bench, receiver, automation) = start(json!({ "headers": [header] })).await;
    let mut refused = 0;
    for text in corpus() {
        let breaks = |c: char| c.is_control() && c != '\t';
        match sent(&bench, &receiver, automation, &text).await {
            Some(request) => {
                assert!(!text.contains(breaks), "{text:?}");
                let value = request.header("x-text").unwrap();
                assert_eq!(value, text.trim_matches([' ', '\t']), "{text:?}");
            }
            None => refused += 1,
        }
    }
    assert!(refused > 0, "what would break a header is refused");
}

#[tokio::test]
async fn no_text_leads_a_request_elsewhere() {
    let send = json!({ "path": "/in/{{ manual.text }}?text={{ manual.text }}" });
    let (bench, receiver, automation) = start(send).await;
    for text in corpus() {
        if let Some(request) = sent(&bench, &receiver, automation, &text).await {
            let (path, query) = request.target.split_once('?').unwrap();
            let step = path.strip_prefix("/hook/in/").unwrap();
            assert!(!step.contains('/'), "{text:?} became {path}");
            let pairs: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).collect();
            assert_eq!(pairs.len(), 1, "{text:?} became {query}");
            assert_eq!(pairs[0].1, text, "{query}");
        }
    }
}

#[tokio::test]
async fn no_text_is_more_than_a_text_in_a_body() {
    let template = "{ \"bare\": {{ manual.text }}, \"quoted\": \"<{{ manual.text }}>\" }";
    let send = json!({ "body": { "type": "json", "template": template } });
    let (bench, receiver, automation) = start(send).await;
    for text in corpus() {
        let request = sent(&bench, &receiver, automation, &text).await.unwrap();
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        let expected = json!({ "bare": text, "quoted": format!("<{text}>") });
        assert_eq!(body, expected);
    }
}
