//! Made-up data for trying an automation before anything real has happened.

use serde_json::{Map, Value, json};

use crate::{moment::Moment, trigger::Trigger};

/// Data as an event of that trigger would have it.
pub fn sample_data(trigger: &Trigger, now: Moment) -> Map<String, Value> {
    let data = match trigger {
        Trigger::File(file) => {
            let folder = file.folder.trim_end_matches('/');
            json!({
                "name": "example.txt",
                "path": format!("{folder}/example.txt"),
                "folder": folder,
                "relative": "example.txt",
                "extension": "txt",
                "stem": "example",
                "size": 1200,
                "modified": now,
            })
        }
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
