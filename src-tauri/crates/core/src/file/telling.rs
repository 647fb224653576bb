//! From changes of files to events: one for each, or one for a group.

use serde_json::{Map, Value, json};

use super::change::printable;
use super::{Content, FileChange, FileEventKind, Several};
use crate::{
    event::{EventDraft, EventKind},
    id::AutomationId,
    moment::Moment,
};

/// How much content the files of one group may bring along, in bytes.
pub const GROUP_CONTENT: u64 = 1024 * 1024;

/// A change, with what became of reading the file if its content is to go along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What happened.
    pub change: FileChange,
    /// The file's content.
    pub content: Option<Content>,
}

/// The events of these changes, noticed at `at` for `automation`, which watches `folder`. A group
/// has one event for each kind of change.
pub fn drafts(
    told: &[Told],
    automation: AutomationId,
    at: Moment,
    folder: &str,
    several: Several,
) -> Vec<EventDraft> {
    let draft = |kind: FileEventKind, summary, data| EventDraft {
        automation,
        kind: kind.into(),
        at,
        summary,
        data,
        raw: None,
    };
    match several {
        Several::Each => told
            .iter()
            .map(|one| draft(one.change.kind, one.change.summary(), one.data(folder)))
            .collect(),
        Several::Group => kinds(told)
            .into_iter()
            .map(|kind| {
                let group: Vec<&Told> = told.iter().filter(|one| one.change.kind == kind).collect();
                draft(kind, summary(&group), data(&group, folder))
            })
            .collect(),
    }
}

impl Told {
    fn data(&self, folder: &str) -> Map<String, Value> {
        let mut file = self.change.data(folder);
        if let Some(content) = &self.content {
            content.add_to(&mut file);
        }
        file
    }
}

/// The kinds of change, in the order in which they come first.
fn kinds(told: &[Told]) -> Vec<FileEventKind> {
    let mut kinds = Vec::new();
    for one in told {
        if !kinds.contains(&one.change.kind) {
            kinds.push(one.change.kind);
        }
    }
    kinds
}

/// "invoice-42.pdf and 3 more added"
fn summary(group: &[&Told]) -> String {
    let Some(first) = group.first() else {
        return String::new();
    };
    if group.len() == 1 {
        return first.change.summary();
    }
    let name = String::from_utf8_lossy(first.change.path.name());
    in_words(&name, group.len(), first.change.kind.into())
}

/// What happened to a group of files, given as an event's data have them: "invoice-42.pdf and 3 more
/// added".
pub fn group_in_words(kind: EventKind, files: &[Value]) -> String {
    let name = files.first().and_then(|file| file.get("name")?.as_str());
    in_words(name.unwrap_or_default(), files.len(), kind)
}

fn in_words(name: &str, files: usize, kind: EventKind) -> String {
    let what = match kind {
        EventKind::FileAdded => "added",
        EventKind::FileRenamed => "renamed",
        EventKind::FileDeleted => "deleted",
        _ => "changed",
    };
    match (printable(name), files) {
        (name, 0 | 1) => format!("{name} {what}"),
        (name, files) => format!("{name} and {} more {what}", files - 1),
    }
}

fn data(group: &[&Told], folder: &str) -> Map<String, Value> {
    let files: Vec<Value> = group
        .iter()
        .map(|one| Value::Object(one.data(folder)))
        .collect();
    let mut data = Map::new();
    data.insert("count".to_owned(), json!(files.len()));
    data.insert("files".to_owned(), Value::Array(files));
    data
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::file::{FileStat, LeftOut};

    fn told(kind: FileEventKind, path: &str, content: Option<Content>) -> Told {
        let stat = FileStat {
            size: 3,
            modified_ns: 0,
            inode: None,
            born_ns: None,
        };
        let change = FileChange {
            kind,
            path: path.into(),
            from: None,
            stat,
        };
        Told { change, content }
    }

    fn drafts_of(told: &[Told], several: Several) -> Vec<EventDraft> {
        let id = AutomationId::new(Uuid::nil());
        drafts(told, id, Moment::from_unix_seconds(0), "/in", several)
    }

    #[test]
    fn each_file_is_an_event_of_its_own_with_its_content() {
        let two = [
            told(
                FileEventKind::Added,
                "a",
                Some(Content::Read("abc".to_owned())),
            ),
            told(
                FileEventKind::Deleted,
                "b",
                Some(Content::LeftOut(LeftOut::Gone)),
            ),
        ];
        let drafts = drafts_of(&two, Several::Each);
        assert_eq!(drafts[0].summary, "a added");
        assert_eq!(drafts[0].data["content"], "abc");
        assert_eq!(drafts[1].kind, EventKind::FileDeleted);
        assert_eq!(drafts[1].data["content"], Value::Null);
    }

    #[test]
    fn a_group_is_one_event_for_each_kind_with_all_its_files() {
        let four = [
            told(FileEventKind::Added, "a", None),
            told(FileEventKind::Changed, "b", None),
            told(FileEventKind::Added, "c", None),
            told(FileEventKind::Added, "d", None),
        ];
        let drafts = drafts_of(&four, Several::Group);
        assert_eq!(drafts.len(), 2);
        assert_eq!(drafts[0].summary, "a and 2 more added");
        assert_eq!(drafts[0].data["count"], 3);
        assert_eq!(drafts[0].data["files"][2]["path"], "/in/d");
        assert_eq!(drafts[1].summary, "b changed");
        assert_eq!(drafts[1].data["files"][0]["name"], "b");
    }

    #[test]
    fn details_alone_say_nothing_of_content() {
        let one = [told(FileEventKind::Added, "a", None)];
        let data = &drafts_of(&one, Several::Each)[0].data;
        assert!(!data.contains_key("content") && !data.contains_key("content_note"));
    }
}
