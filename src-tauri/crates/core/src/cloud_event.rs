//! CloudEvents 1.0: what happened, in the words that event brokers share.
//!
//! After the specification (github.com/cloudevents/spec): the attributes by `cloudevents/spec.md`,
//! the structured mode by `cloudevents/formats/json-format.md`, and both modes over HTTP by
//! `cloudevents/bindings/http-protocol-binding.md`, section 3, as of version 1.0.2.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use ts_rs::TS;

use crate::{
    automation::Automation,
    event::{Event, EventKind},
};

/// The media type of the structured mode.
pub(crate) const STRUCTURED: &str = "application/cloudevents+json";
/// The media type of the data.
pub(crate) const DATA: &str = "application/json";

/// Where the attributes stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CloudEventMode {
    /// In the body, around the data.
    #[default]
    Structured,
    /// In `ce-` headers; the body is the data alone.
    Binary,
}

/// The attributes of an event, in the order in which they are written. Together with `source`, the
/// event's id is unique.
fn attributes(event: &Event, automation: &Automation) -> Vec<(&'static str, String)> {
    let mut attributes = vec![
        ("specversion", "1.0".to_owned()),
        ("id", event.id.to_string()),
        ("source", format!("/hookloom/automations/{}", automation.id)),
        ("type", event.kind.as_str().to_owned()),
        ("time", event.at.to_string()),
    ];
    let subject = subject(event, automation).filter(|subject| !subject.is_empty());
    attributes.extend(subject.map(|subject| ("subject", without_controls(&subject))));
    attributes
}

/// What it is about: the file's path, the hook's name, the name of the schedule's automation. A
/// group of files has none.
fn subject(event: &Event, automation: &Automation) -> Option<String> {
    let text = |name: &str| event.data.get(name)?.as_str().map(str::to_owned);
    match event.kind {
        EventKind::FileAdded
        | EventKind::FileChanged
        | EventKind::FileRenamed
        | EventKind::FileDeleted => text("path"),
        EventKind::InboundReceived => text("name"),
        EventKind::ScheduleDue => Some(automation.settings.name.clone()),
        EventKind::ManualRun => None,
    }
}

/// The body of the structured mode.
pub(crate) fn structured(event: &Event, automation: &Automation) -> String {
    let mut body: Map<String, Value> = attributes(event, automation)
        .into_iter()
        .map(|(name, value)| (name.to_owned(), Value::String(value)))
        .collect();
    body.insert("datacontenttype".to_owned(), json!(DATA));
    body.insert("data".to_owned(), Value::Object(event.data.clone()));
    Value::Object(body).to_string()
}

/// The headers of the binary mode; `content-type` stands for `datacontenttype`.
pub(crate) fn headers(event: &Event, automation: &Automation) -> Vec<(String, String)> {
    attributes(event, automation)
        .into_iter()
        .map(|(name, value)| (format!("ce-{name}"), encoded(&value)))
        .collect()
}

/// Attributes hold no control characters (`spec.md`, "Type System"), but names of files may.
fn without_controls(text: &str) -> String {
    text.chars()
        .flat_map(|char| match char.is_control() {
            true => char.escape_default().collect::<Vec<_>>(),
            false => vec![char],
        })
        .collect()
}

/// A value as a header carries it (HTTP binding, section 3.1.3.2): spaces, double quotes, percent
/// signs and all that is not printable ASCII are percent-encoded, and nothing else is.
fn encoded(value: &str) -> String {
    use std::fmt::Write;
    let plain = |byte: u8| (0x21..=0x7e).contains(&byte) && byte != b'"' && byte != b'%';
    let mut text = String::with_capacity(value.len());
    for byte in value.bytes() {
        if plain(byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use uuid::Uuid;

    use super::*;
    use crate::{
        id::{AutomationId, EventId},
        moment::Moment,
    };

    fn automation() -> Automation {
        let settings =
            json!({ "name": "Every morning", "trigger": { "type": "manual" }, "sends": [] });
        Automation {
            id: AutomationId::new(Uuid::from_u128(2)),
            settings: serde_json::from_value(settings).unwrap(),
            secret_hint: None,
            created_at: Moment::from_unix_seconds(0),
            updated_at: Moment::from_unix_seconds(0),
        }
    }

    fn event(kind: EventKind, data: Value) -> Event {
        Event {
            id: EventId::new(Uuid::from_u128(3)),
            automation: AutomationId::new(Uuid::from_u128(2)),
            kind,
            at: Moment::from_unix_seconds(1_800_000_000),
            summary: String::new(),
            data: data.as_object().unwrap().clone(),
        }
    }

    #[test]
    fn the_structured_mode_has_every_attribute_around_the_data() {
        let event = event(
            EventKind::FileAdded,
            json!({ "path": "/in/a b.pdf", "size": 7 }),
        );
        let body: Value = serde_json::from_str(&structured(&event, &automation())).unwrap();
        assert_eq!(
            body,
            json!({
                "specversion": "1.0",
                "id": "evt_00000000000000000000000000000003",
                "source": "/hookloom/automations/atm_00000000000000000000000000000002",
                "type": "file.added",
                "time": "2027-01-15T08:00:00.000Z",
                "subject": "/in/a b.pdf",
                "datacontenttype": "application/json",
                "data": { "path": "/in/a b.pdf", "size": 7 },
            })
        );
    }

    /// The example of the HTTP binding, section 3.1.3.2, and what else it names.
    #[test]
    fn header_values_are_percent_encoded_as_the_binding_says() {
        for (value, expected) in [
            ("Euro € 😀", "Euro%20%E2%82%AC%20%F0%9F%98%80"),
            ("100%", "100%25"),
            ("\"a\"/b?c=d&e,;", "%22a%22/b?c=d&e,;"),
            ("two\nlines", "two%0Alines"),
        ] {
            assert_eq!(encoded(value), expected);
        }
    }

    #[test]
    fn the_binary_mode_has_the_same_in_headers() {
        let event = event(EventKind::FileAdded, json!({ "path": "/in/ä.pdf" }));
        let headers = headers(&event, &automation());
        let names: Vec<_> = headers.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            [
                "ce-specversion",
                "ce-id",
                "ce-source",
                "ce-type",
                "ce-time",
                "ce-subject"
            ]
        );
        assert_eq!(headers[5].1, "/in/%C3%A4.pdf");
    }

    #[test]
    fn the_subject_names_what_it_is_about() {
        for (kind, data, subject) in [
            (
                EventKind::InboundReceived,
                json!({ "name": "orders" }),
                Some("orders"),
            ),
            (EventKind::ScheduleDue, json!({}), Some("Every morning")),
            (EventKind::ManualRun, json!({}), None),
            (
                EventKind::FileAdded,
                json!({ "files": [], "count": 0 }),
                None,
            ),
            (
                EventKind::FileAdded,
                json!({ "path": "/in/a\nb" }),
                Some("/in/a\\nb"),
            ),
        ] {
            let found = attributes(&event(kind, data), &automation());
            let found = found.into_iter().find(|(name, _)| *name == "subject");
            assert_eq!(
                found.map(|(_, value)| value).as_deref(),
                subject,
                "{kind:?}"
            );
        }
    }
}
