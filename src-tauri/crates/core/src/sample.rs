//! Made-up data for trying an automation before anything real has happened.

use serde_json::{Map, Value, json};

use crate::{
    file::{ContentKind, FileTrigger, Several},
    moment::Moment,
    trigger::Trigger,
};

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
