//! What an event says about the call that made it.

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use hookloom_core::{
    event::{EventDraft, EventKind},
    header,
    id::AutomationId,
    inbound::InboundTrigger,
    moment::Moment,
};
use http::{HeaderMap, Request};
use serde_json::{Map, Value, json};

use super::PREFIX;

/// The event of a call to the hook of that name.
pub(super) fn draft(
    request: &Request<Bytes>,
    automation: AutomationId,
    hook: &InboundTrigger,
    at: Moment,
) -> EventDraft {
    let name = hook.name.as_str();
    let secret = hook.check.secret_header();
    let method = request.method().as_str();
    let query = request.uri().query().unwrap_or_default();
    let (body, body_base64) = body(request);
    let mut data = Map::with_capacity(8);
    let mut put = |field: &str, value: Value| data.insert(field.to_owned(), value);
    put("name", name.into());
    put("method", method.into());
    put("path", request.uri().path().into());
    let fields = url::form_urlencoded::parse(query.as_bytes());
    put("query", joined(fields));
    put("headers", headers(request.headers(), secret.as_deref()));
    put("body", body);
    put("body_base64", body_base64);
    put("size", request.body().len().into());
    EventDraft {
        automation,
        kind: EventKind::InboundReceived,
        at,
        summary: format!("{method} {PREFIX}{name} received"),
        data,
        raw: Some(request.body().to_vec()),
    }
}

/// The body as JSON or text, and in base64 if it is neither.
fn body(request: &Request<Bytes>) -> (Value, Value) {
    let bytes = request.body();
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let parsed = looks_like_json(request.headers(), text)
                .then(|| serde_json::from_str(text).ok())
                .flatten();
            (parsed.unwrap_or_else(|| json!(text)), Value::Null)
        }
        Err(_) => (Value::Null, STANDARD.encode(bytes).into()),
    }
}

/// Many callers send JSON without saying so; a bare number or word is then more likely text.
fn looks_like_json(headers: &HeaderMap, text: &str) -> bool {
    let said = headers.get(http::header::CONTENT_TYPE);
    let said = said.and_then(|said| said.to_str().ok()).unwrap_or_default();
    let kind = said
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    kind == "application/json"
        || kind.ends_with("+json")
        || text.trim_start().starts_with(['{', '['])
}

/// All headers; the value of the one that holds the hook's secret is masked like other credentials.
fn headers(headers: &HeaderMap, secret: Option<&str>) -> Value {
    let shown = headers.iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes());
        let shown = match secret == Some(name.as_str()) {
            true => header::shown("authorization", &value),
            false => header::shown(name.as_str(), &value),
        };
        (name.as_str(), shown)
    });
    joined(shown)
}

/// Names and values; the values of a name that comes more than once are joined by `, `.
fn joined<N: Into<String>, V: Into<String>>(pairs: impl Iterator<Item = (N, V)>) -> Value {
    let mut map = Map::with_capacity(pairs.size_hint().0);
    for (name, value) in pairs {
        let value = value.into();
        match map.entry(name.into()) {
            serde_json::map::Entry::Vacant(entry) => {
                entry.insert(value.into());
            }
            serde_json::map::Entry::Occupied(mut entry) => {
                let known = entry.get().as_str().unwrap_or_default();
                let both = format!("{known}, {value}");
                entry.insert(both.into());
            }
        }
    }
    map.into()
}

#[cfg(test)]
mod tests {
    use hookloom_core::{fields::fields_of, inbound::InboundCheck, trigger::Trigger};
    use uuid::Uuid;

    use super::*;

    fn orders() -> InboundTrigger {
        let mut orders: InboundTrigger =
            serde_json::from_value(json!({ "name": "orders" })).unwrap();
        orders.check = InboundCheck::SecretHeader {
            header: "X-Token".to_owned(),
        };
        orders
    }

    fn data_of(content_type: &str, body: &[u8]) -> Map<String, Value> {
        let request = Request::post("/in/orders?id=7&tag=a&tag=b%20c")
            .header("content-type", content_type)
            .header("X-Shop", "north")
            .header("x-shop", "south")
            .header("authorization", "Bearer s3cret")
            .header("x-token", "hidden")
            .body(Bytes::copy_from_slice(body))
            .unwrap();
        let draft = draft(
            &request,
            AutomationId::new(Uuid::nil()),
            &orders(),
            Moment::from_unix_seconds(0),
        );
        assert_eq!(draft.summary, "POST /in/orders received");
        assert_eq!(draft.raw.as_deref(), Some(body));
        draft.data
    }

    #[test]
    fn json_is_taken_apart() {
        let data = data_of(
            "application/json; charset=utf-8",
            br#"{"order": {"id": 42}}"#,
        );
        assert_eq!(data["body"]["order"]["id"], 42);
        assert_eq!(data["body_base64"], Value::Null);
        assert_eq!(data["size"], 21);
        assert_eq!(data_of("application/problem+json", b"7")["body"], 7);
        assert_eq!(data_of("", b" [1]")["body"], json!([1]));
    }

    #[test]
    fn what_is_no_json_is_text() {
        assert_eq!(data_of("application/json", b"{broken")["body"], "{broken");
        assert_eq!(data_of("text/plain", b"42")["body"], "42");
        assert_eq!(data_of("", b"")["body"], "");
    }

    #[test]
    fn json_that_is_nested_without_end_is_text() {
        let deep = "[".repeat(100_000);
        assert_eq!(
            data_of("application/json", deep.as_bytes())["body"],
            deep.as_str()
        );
        let closed = format!("{}{}", "[".repeat(1000), "]".repeat(1000));
        assert_eq!(
            data_of("application/json", closed.as_bytes())["body"],
            closed.as_str()
        );
    }

    #[test]
    fn what_is_no_text_is_base64() {
        let data = data_of("application/octet-stream", b"\xff\x00");
        assert_eq!(data["body"], Value::Null);
        assert_eq!(data["body_base64"], "/wA=");
    }

    #[test]
    fn query_and_headers_are_there_by_name_without_credentials() {
        let data = data_of("text/plain", b"");
        assert_eq!(data["query"], json!({"id": "7", "tag": "a, b c"}));
        assert_eq!(data["headers"]["x-shop"], "north, south");
        assert_eq!(data["headers"]["authorization"], "••••");
        assert_eq!(data["headers"]["x-token"], "••••");
        assert_eq!(data["path"], "/in/orders");
    }

    #[test]
    fn every_field_is_one_that_templates_are_told_of() {
        let told = fields_of(&Trigger::Inbound(orders()));
        for name in data_of("", b"").keys() {
            let field = format!("inbound.{name}");
            assert!(
                told.iter().any(|told| told.trim_end_matches(".*") == field),
                "{field}"
            );
        }
    }
}
