//! The fields an event offers to templates and conditions, known before any event has come.

use crate::{
    file::{ContentKind, FileTrigger, Several},
    trigger::Trigger,
};

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
/// What a file also offers when its content goes along.
const CONTENT: &[&str] = &["content", "content_note"];
/// What the data of a group of files consists of.
const GROUP: &[&str] = &["count", "files.*"];
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
    let mut fields = match trigger {
        Trigger::File(file) => fields_of_files(file),
        Trigger::Schedule(_) => both("schedule", SCHEDULE),
        Trigger::Inbound(_) => both("inbound", INBOUND),
        Trigger::Manual {} => both("manual", MANUAL),
    };
    fields.extend(EVENT.iter().map(ToString::to_string));
    fields
}

/// A group offers its first file under the same name as a file that comes alone.
fn fields_of_files(trigger: &FileTrigger) -> Vec<String> {
    let mut own = FILE.to_vec();
    if trigger.content != ContentKind::None {
        own.extend(CONTENT);
    }
    let mut fields = under("file", &own);
    fields.push("files.*".to_owned());
    fields.extend(match trigger.several {
        Several::Each => under("data", &own),
        Several::Group => under("data", GROUP),
    });
    fields
}

/// Under the trigger's own name, and as `data`.
fn both(root: &str, own: &[&str]) -> Vec<String> {
    [under(root, own), under("data", own)].concat()
}

fn under(root: &str, own: &[&str]) -> Vec<String> {
    own.iter().map(|field| format!("{root}.{field}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offers(trigger: FileTrigger, field: &str) -> bool {
        fields_of(&Trigger::File(trigger))
            .iter()
            .any(|known| known == field)
    }

    #[test]
    fn content_is_offered_only_where_it_goes_along() {
        let with = FileTrigger {
            content: ContentKind::Text,
            ..FileTrigger::default()
        };
        assert!(offers(with.clone(), "file.content"));
        assert!(offers(with, "data.content_note"));
        assert!(!offers(FileTrigger::default(), "file.content"));
    }

    #[test]
    fn a_group_offers_its_files_and_the_first_of_them() {
        let group = FileTrigger {
            several: Several::Group,
            ..FileTrigger::default()
        };
        for field in ["file.name", "files.*", "data.count", "data.files.*"] {
            assert!(offers(group.clone(), field), "{field}");
        }
        assert!(!offers(group, "data.name"));
    }
}
