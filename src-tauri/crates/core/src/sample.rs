//! Made-up data for trying an automation before anything real has happened.

use serde_json::{Map, Value, json};

use crate::{
    automation::Automation,
    condition::{look_up, path_expression},
    event::{Event, EventKind},
    fields::fields_of,
    file::{ContentKind, FileEventKind, FileTrigger, Several},
    id::{AutomationId, EventId},
    moment::Moment,
    planning::context,
    template::{self, text_of},
    trigger::Trigger,
    view::SampleField,
};

/// How many letters of a value are shown.
const LONGEST_VALUE: usize = 120;

/// A made-up event of that trigger.
pub fn sample_event(
    trigger: &Trigger,
    automation: AutomationId,
    id: EventId,
    now: Moment,
) -> Event {
    let (kind, data) = (sample_kind(trigger), sample_data(trigger, now));
    Event {
        id,
        automation,
        kind,
        at: now,
        summary: summary(kind, &data),
        data,
    }
}

/// The first kind that events of that trigger have.
pub fn sample_kind(trigger: &Trigger) -> EventKind {
    match trigger {
        Trigger::File(file) => {
            let first = file.on.first().copied();
            first.unwrap_or(FileEventKind::Added).into()
        }
        Trigger::Schedule(_) => EventKind::ScheduleDue,
        Trigger::Inbound(_) => EventKind::InboundReceived,
        Trigger::Manual {} => EventKind::ManualRun,
    }
}

/// One line for lists about an event that did not happen.
pub fn summary(kind: EventKind, data: &Map<String, Value>) -> String {
    if let Some(files) = data.get("files").and_then(Value::as_array) {
        return format!("{} files at once", files.len());
    }
    let name = data.get("name").and_then(Value::as_str).unwrap_or("A file");
    match kind {
        EventKind::FileAdded => format!("{name} added"),
        EventKind::FileChanged => format!("{name} changed"),
        EventKind::FileRenamed => format!("{name} renamed"),
        EventKind::FileDeleted => format!("{name} deleted"),
        EventKind::ScheduleDue => "Schedule was due".to_owned(),
        EventKind::InboundReceived => "Call received".to_owned(),
        EventKind::ManualRun => "Run by hand".to_owned(),
    }
}

/// The fields that an event of that automation offers: first those it has, with their values, then
/// those that others of its kind may have.
pub fn sample_fields(event: &Event, automation: &Automation) -> Vec<SampleField> {
    let trigger = &automation.settings.trigger;
    let mut context = context(event, automation);
    if let Some(context) = context.as_object_mut() {
        context.remove("data");
    }
    let mut fields: Vec<SampleField> = [trigger.root(), "files", "event", "automation"]
        .into_iter()
        .filter(|root| context.get(*root).is_some())
        .flat_map(|root| template::paths_of(&json!({ root: context[root] })))
        .filter_map(|path| field(&context, path))
        .collect();
    for path in fields_of(trigger) {
        let known = path.starts_with("data.") || fields.iter().any(|field| field.path == path);
        if !known && let Some(written) = path_expression(&path) {
            let value = None;
            fields.push(SampleField {
                path,
                written,
                value,
            });
        }
    }
    fields
}

/// A path that names a single value of the event, or a list.
fn field(context: &Value, path: String) -> Option<SampleField> {
    let value = look_up(context, &path).filter(|value| !value.is_object())?;
    let text = text_of(value);
    let mut short: String = text.chars().take(LONGEST_VALUE).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    let written = path_expression(&path)?;
    let value = Some(short);
    Some(SampleField {
        path,
        written,
        value,
    })
}

/// Data as an event of that trigger would have it.
pub fn sample_data(trigger: &Trigger, now: Moment) -> Map<String, Value> {
    let data = match trigger {
        Trigger::File(file) => sample_files(file, now),
        Trigger::Schedule(schedule) => json!({
            "due_at": now,
            "time_zone": schedule.time_zone,
            "missed": false,
        }),
        Trigger::Inbound(inbound) => json!({
            "name": inbound.name,
            "method": inbound.methods.first(),
            "path": format!("/in/{}", inbound.name),
            "query": {},
            "headers": { "content-type": "application/json" },
            "body": { "example": true },
            "size": 16,
        }),
        Trigger::Manual {} => json!({}),
    };
    match data {
        Value::Object(data) => data,
        _ => Map::new(),
    }
}

fn sample_files(trigger: &FileTrigger, now: Moment) -> Value {
    match trigger.several {
        Several::Each => sample_file(trigger, "example.txt", now),
        Several::Group => json!({
            "count": 2,
            "files": [
                sample_file(trigger, "example.txt", now),
                sample_file(trigger, "example-2.txt", now),
            ],
        }),
    }
}

fn sample_file(trigger: &FileTrigger, name: &str, now: Moment) -> Value {
    let folder = trigger.folder.trim_end_matches('/');
    let mut file = json!({
        "name": name,
        "path": format!("{folder}/{name}"),
        "folder": folder,
        "relative": name,
        "extension": "txt",
        "stem": name.trim_end_matches(".txt"),
        "size": 1200,
        "modified": now,
    });
    let content = match trigger.content {
        ContentKind::None => return file,
        ContentKind::Text => "An example.",
        ContentKind::Base64 => "QW4gZXhhbXBsZS4=",
    };
    file["content"] = json!(content);
    file["content_note"] = Value::Null;
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(several: Several, content: ContentKind) -> Map<String, Value> {
        let trigger = FileTrigger {
            folder: "/in/".to_owned(),
            several,
            content,
            ..FileTrigger::default()
        };
        sample_data(&Trigger::File(trigger), Moment::from_unix_seconds(0))
    }

    #[test]
    fn the_sample_of_a_file_has_the_shape_of_a_real_one() {
        let alone = sample(Several::Each, ContentKind::None);
        assert_eq!(alone["path"], "/in/example.txt");
        assert!(!alone.contains_key("content"));
        let with = sample(Several::Each, ContentKind::Base64);
        assert_eq!(with["content"], "QW4gZXhhbXBsZS4=");
        let group = sample(Several::Group, ContentKind::Text);
        assert_eq!(group["count"], 2);
        assert_eq!(group["files"][1]["content"], "An example.");
    }
}
