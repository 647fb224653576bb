//! The fields an event offers to templates and conditions, known before any event has come.

use crate::trigger::Trigger;

/// What each kind of trigger offers under its own name; `.*` stands for everything below.
const FILE: &[&str] = &[
    "name",
    "path",
    "folder",
    "relative",
    "extension",
    "stem",
    "size",
    "modified",
    "from",
    "path_bytes_base64",
];
const SCHEDULE: &[&str] = &["due_at", "time_zone", "missed"];
const INBOUND: &[&str] = &[
    "name",
    "method",
    "path",
    "query.*",
    "headers.*",
    "body",
    "body.*",
    "body_base64",
    "size",
];
const MANUAL: &[&str] = &["*"];
const EVENT: &[&str] = &[
    "event.id",
    "event.type",
    "event.timestamp",
    "automation.name",
];

/// Every field that an event of that trigger may have, as a path such as `file.name`. A path that
/// ends in `.*` stands for all below it, because a caller decides what is there.
pub fn fields_of(trigger: &Trigger) -> Vec<String> {
    let own = match trigger {
        Trigger::File(_) => FILE,
        Trigger::Schedule(_) => SCHEDULE,
        Trigger::Inbound(_) => INBOUND,
        Trigger::Manual {} => MANUAL,
    };
    let under = |root: &str| {
        own.iter()
            .map(|field| format!("{root}.{field}"))
            .collect::<Vec<_>>()
    };
    let mut fields = under(trigger.root());
    fields.extend(under("data"));
    fields.extend(EVENT.iter().map(ToString::to_string));
    fields
}
