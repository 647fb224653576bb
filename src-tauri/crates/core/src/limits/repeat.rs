//! Whether the same happens to the same file again.

use serde_json::{Map, Value, json};

use crate::event::EventKind;

/// What becomes of an event of files when those of which something was sent a moment ago are left
/// out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Repeated {
    /// All of it is a repeat.
    Wholly,
    /// It stays, about these files: each is told apart by its text.
    Not(Vec<String>),
}

/// Leaves out of an event's data what is a repeat. A file that is written again repeats its being
/// added or changed; that it is renamed or deleted repeats neither. A group loses the files that
/// are repeats; if all are, it stays as it is.
pub fn without_repeats(
    kind: EventKind,
    data: &mut Map<String, Value>,
    is_repeat: impl Fn(&str) -> bool,
) -> Repeated {
    let class = match kind {
        EventKind::FileAdded | EventKind::FileChanged => "written",
        EventKind::FileRenamed => "renamed",
        EventKind::FileDeleted => "deleted",
        _ => return Repeated::Not(Vec::new()),
    };
    let Some(Value::Array(files)) = data.get_mut("files") else {
        let mark = mark(class, data);
        return match mark {
            Some(mark) if is_repeat(&mark) => Repeated::Wholly,
            mark => Repeated::Not(mark.into_iter().collect()),
        };
    };
    let mark_of = |file: &Value| mark(class, file.as_object()?);
    let fresh = |file: &Value| mark_of(file).is_none_or(|mark| !is_repeat(&mark));
    if !files.iter().any(fresh) {
        return Repeated::Wholly;
    }
    files.retain(fresh);
    let marks = files.iter().filter_map(mark_of).collect();
    let count = files.len();
    data.insert("count".to_owned(), json!(count));
    Repeated::Not(marks)
}

/// A path that is no text is told apart by its bytes.
fn mark(class: &str, file: &Map<String, Value>) -> Option<String> {
    let path = file.get("path_bytes_base64").or_else(|| file.get("path"))?;
    Some(format!("{class} {}", path.as_str()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    fn without(kind: EventKind, data: &mut Map<String, Value>, known: &[&str]) -> Repeated {
        without_repeats(kind, data, |mark| known.contains(&mark))
    }

    #[test]
    fn a_file_that_is_written_again_is_a_repeat_but_its_end_is_none() {
        let mut file = object(json!({ "path": "/in/a" }));
        let known = ["written /in/a"];
        for kind in [EventKind::FileAdded, EventKind::FileChanged] {
            assert_eq!(without(kind, &mut file, &known), Repeated::Wholly);
        }
        let deleted = without(EventKind::FileDeleted, &mut file, &known);
        assert_eq!(deleted, Repeated::Not(vec!["deleted /in/a".to_owned()]));
        let other = without(EventKind::FileAdded, &mut file, &["written /in/b"]);
        assert_eq!(other, Repeated::Not(vec!["written /in/a".to_owned()]));
    }

    #[test]
    fn names_that_are_no_text_are_told_apart() {
        let mut file = object(json!({ "path": "/in/�", "path_bytes_base64": "L2luL/8=" }));
        let known = ["written /in/�"];
        assert_ne!(
            without(EventKind::FileAdded, &mut file, &known),
            Repeated::Wholly
        );
    }

    #[test]
    fn a_group_loses_its_repeats() {
        let group = json!({ "count": 2, "files": [{ "path": "/a" }, { "path": "/b" }] });
        let mut data = object(group.clone());
        let left = without(EventKind::FileAdded, &mut data, &["written /a"]);
        assert_eq!(left, Repeated::Not(vec!["written /b".to_owned()]));
        assert_eq!(
            Value::Object(data),
            json!({ "count": 1, "files": [{ "path": "/b" }] })
        );
        let mut data = object(group.clone());
        let all = ["written /a", "written /b"];
        assert_eq!(
            without(EventKind::FileAdded, &mut data, &all),
            Repeated::Wholly
        );
        assert_eq!(Value::Object(data), group);
    }

    #[test]
    fn what_is_no_file_is_never_a_repeat() {
        let mut data = object(json!({ "path": "/in/orders" }));
        let kind = EventKind::InboundReceived;
        assert_eq!(
            without_repeats(kind, &mut data, |_| true),
            Repeated::Not(Vec::new())
        );
    }
}
