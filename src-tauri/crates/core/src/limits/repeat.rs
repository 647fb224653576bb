//! Whether the same happens to the same file again.

use serde_json::{Map, Value, json};

use crate::{
    event::{EventDraft, EventKind},
    file::group_in_words,
};

/// What becomes of an event of files when those of which something was sent a moment ago are left
/// out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Repeated {
    /// All of it is a repeat: so many files.
    Wholly(usize),
    /// It stays.
    Not {
        /// The files that it is about: each is told apart by its text.
        marks: Vec<String>,
        /// So many others were taken out of its group.
        left_out: usize,
    },
}

/// Leaves out of an event what is a repeat. A file that is written again repeats its being added or
/// changed; that it is renamed or deleted repeats neither. A group loses the files that are repeats,
/// and says so; if all are, it stays as it is.
pub fn without_repeats(draft: &mut EventDraft, is_repeat: impl Fn(&str) -> bool) -> Repeated {
    let class = match draft.kind {
        EventKind::FileAdded | EventKind::FileChanged => "written",
        EventKind::FileRenamed => "renamed",
        EventKind::FileDeleted => "deleted",
        _ => return not(Vec::new()),
    };
    let Some(Value::Array(files)) = draft.data.get_mut("files") else {
        return match mark(class, &draft.data) {
            Some(mark) if is_repeat(&mark) => Repeated::Wholly(1),
            mark => not(mark.into_iter().collect()),
        };
    };
    let mark_of = |file: &Value| mark(class, file.as_object()?);
    let fresh = |file: &Value| mark_of(file).is_none_or(|mark| !is_repeat(&mark));
    let before = files.len();
    if !files.iter().any(fresh) {
        return Repeated::Wholly(before);
    }
    files.retain(fresh);
    let (count, left_out) = (files.len(), before - files.len());
    let marks = files.iter().filter_map(mark_of).collect();
    if left_out > 0 {
        draft.summary = lessened(draft.kind, files, left_out);
        draft.data.insert("count".to_owned(), json!(count));
    }
    Repeated::Not { marks, left_out }
}

fn not(marks: Vec<String>) -> Repeated {
    let left_out = 0;
    Repeated::Not { marks, left_out }
}

/// "d and 1 more added, 2 repeats left out"
fn lessened(kind: EventKind, files: &[Value], left_out: usize) -> String {
    let repeats = if left_out == 1 { "repeat" } else { "repeats" };
    let rest = group_in_words(kind, files);
    format!("{rest}, {left_out} {repeats} left out")
}

/// A path that is no text is told apart by its bytes.
fn mark(class: &str, file: &Map<String, Value>) -> Option<String> {
    let path = file.get("path_bytes_base64").or_else(|| file.get("path"))?;
    Some(format!("{class} {}", path.as_str()?))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{id::AutomationId, moment::Moment};

    fn draft(kind: EventKind, data: Value) -> EventDraft {
        EventDraft {
            automation: AutomationId::new(Uuid::nil()),
            kind,
            at: Moment::from_unix_seconds(0),
            summary: "as it was".to_owned(),
            data: data.as_object().cloned().unwrap_or_default(),
            raw: None,
        }
    }

    fn without(draft: &mut EventDraft, known: &[&str]) -> Repeated {
        without_repeats(draft, |mark| known.contains(&mark))
    }

    fn about(mark: &str) -> Repeated {
        not(vec![mark.to_owned()])
    }

    #[test]
    fn a_file_that_is_written_again_is_a_repeat_but_its_end_is_none() {
        let file = |kind| draft(kind, json!({ "path": "/in/a" }));
        let known = ["written /in/a"];
        for kind in [EventKind::FileAdded, EventKind::FileChanged] {
            assert_eq!(without(&mut file(kind), &known), Repeated::Wholly(1));
        }
        let deleted = without(&mut file(EventKind::FileDeleted), &known);
        assert_eq!(deleted, about("deleted /in/a"));
        let other = without(&mut file(EventKind::FileAdded), &["written /in/b"]);
        assert_eq!(other, about("written /in/a"));
    }

    #[test]
    fn names_that_are_no_text_are_told_apart() {
        let data = json!({ "path": "/in/�", "path_bytes_base64": "L2luL/8=" });
        let mut file = draft(EventKind::FileAdded, data);
        let known = ["written /in/�"];
        assert_ne!(without(&mut file, &known), Repeated::Wholly(1));
    }

    #[test]
    fn a_group_loses_its_repeats_and_says_how_many() {
        let file = |name: &str| json!({ "name": name, "path": format!("/{name}") });
        let all = ["a", "b", "c"].map(file);
        let group = || draft(EventKind::FileAdded, json!({ "count": 3, "files": all }));
        for (known, left, summary) in [
            (
                &["written /a"][..],
                &all[1..],
                "b and 1 more added, 1 repeat left out",
            ),
            (
                &["written /a", "written /c"][..],
                &all[1..2],
                "b added, 2 repeats left out",
            ),
            (&[][..], &all[..], "as it was"),
        ] {
            let mut lessened = group();
            let Repeated::Not { marks, left_out } = without(&mut lessened, known) else {
                panic!("{known:?} are not all");
            };
            assert_eq!((marks.len(), left_out), (left.len(), 3 - left.len()));
            let data = json!({ "count": left.len(), "files": left });
            assert_eq!(Value::Object(lessened.data), data);
            assert_eq!(lessened.summary, summary);
        }
        let mut repeated = group();
        let known = ["written /a", "written /b", "written /c"];
        assert_eq!(without(&mut repeated, &known), Repeated::Wholly(3));
        assert_eq!(repeated, group());
    }

    #[test]
    fn what_is_no_file_is_never_a_repeat() {
        let mut call = draft(EventKind::InboundReceived, json!({ "path": "/in/orders" }));
        assert_eq!(without_repeats(&mut call, |_| true), not(Vec::new()));
    }
}
