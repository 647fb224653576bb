//! What happened to a file, and how it is told.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use ts_rs::TS;

use super::{FileStat, RelativePath, SnapshotUpdate};
use crate::{event::EventKind, moment::Moment};

/// The kinds of things that happen to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileEventKind {
    /// It is new, or was moved in from elsewhere.
    Added,
    /// Its content was written, or it was replaced by another file.
    Changed,
    /// It has another name or lies in another folder, below the watched one before and after.
    Renamed,
    /// It is gone, or was moved elsewhere.
    Deleted,
}

/// Something that happened to one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// What happened.
    pub kind: FileEventKind,
    /// Where the file is now; where it was, if it was deleted.
    pub path: RelativePath,
    /// Where it was before it was renamed.
    pub from: Option<RelativePath>,
    /// The file as it is now; as it was last seen, if it was deleted.
    pub stat: FileStat,
}

impl From<FileEventKind> for EventKind {
    fn from(kind: FileEventKind) -> Self {
        match kind {
            FileEventKind::Added => Self::FileAdded,
            FileEventKind::Changed => Self::FileChanged,
            FileEventKind::Renamed => Self::FileRenamed,
            FileEventKind::Deleted => Self::FileDeleted,
        }
    }
}

impl FileChange {
    /// What the stored snapshot must take over together with this change.
    pub fn updates(&self) -> impl Iterator<Item = SnapshotUpdate> + use<> {
        let here = match self.kind {
            FileEventKind::Deleted => SnapshotUpdate::Delete(self.path.clone()),
            _ => SnapshotUpdate::Put(self.path.clone(), self.stat),
        };
        let gone = self.from.clone().map(SnapshotUpdate::Delete);
        gone.into_iter().chain([here])
    }

    /// One line for people: "invoice-42.pdf added". A name's line breaks and other controls are escaped.
    pub fn summary(&self) -> String {
        let name = printable(&self.path.name_text());
        match (self.kind, &self.from) {
            (FileEventKind::Added, _) => format!("{name} added"),
            (FileEventKind::Changed, _) => format!("{name} changed"),
            (FileEventKind::Deleted, _) => format!("{name} deleted"),
            (FileEventKind::Renamed, None) => format!("{name} renamed"),
            (FileEventKind::Renamed, Some(from)) if from.name() == self.path.name() => {
                let folder = self.path.parent().unwrap_or_else(RelativePath::root);
                match folder.is_root() {
                    true => format!("{name} moved to the top folder"),
                    false => format!("{name} moved to {}", printable(&folder.to_text())),
                }
            }
            (FileEventKind::Renamed, Some(from)) => {
                format!("{} renamed to {name}", printable(&from.name_text()))
            }
        }
    }

    /// The event's data, which templates find as `file.name` and so on. `folder` is the watched
    /// folder as the person wrote it.
    ///
    /// A path that is not text stands there as text with `�` for what can't be shown, and beside it
    /// `path_bytes_base64` has its exact bytes.
    pub fn data(&self, folder: &str) -> Map<String, Value> {
        let name = self.path.name_text();
        let (stem, extension) = split_extension(&name);
        let parent = self.path.parent().unwrap_or_else(RelativePath::root);
        let modified = Moment::from_unix_millis(self.stat.modified_ns.div_euclid(1_000_000));
        let mut file = Map::new();
        file.insert("name".to_owned(), json!(name));
        insert_path(&mut file, "path", folder, &self.path);
        file.insert("folder".to_owned(), json!(absolute_text(folder, &parent)));
        file.insert("relative".to_owned(), json!(self.path.to_text()));
        file.insert("extension".to_owned(), json!(extension));
        file.insert("stem".to_owned(), json!(stem));
        file.insert("size".to_owned(), json!(self.stat.size));
        file.insert("modified".to_owned(), json!(modified));
        if let Some(from) = &self.from {
            insert_path(&mut file, "from", folder, from);
        }
        file
    }
}

impl RelativePath {
    fn name_text(&self) -> String {
        String::from_utf8_lossy(self.name()).into_owned()
    }
}

fn insert_path(file: &mut Map<String, Value>, key: &str, folder: &str, path: &RelativePath) {
    file.insert(key.to_owned(), json!(absolute_text(folder, path)));
    if std::str::from_utf8(path.as_bytes()).is_err() {
        let bytes = STANDARD.encode(absolute(folder, path));
        file.insert(format!("{key}_bytes_base64"), json!(bytes));
    }
}

fn absolute_text(folder: &str, path: &RelativePath) -> String {
    String::from_utf8_lossy(&absolute(folder, path)).into_owned()
}

fn absolute(folder: &str, path: &RelativePath) -> Vec<u8> {
    let separator = if cfg!(windows) { b'\\' } else { b'/' };
    let mut bytes = folder.as_bytes().to_vec();
    if path.is_root() {
        return bytes;
    }
    if bytes.last() != Some(&separator) {
        bytes.push(separator);
    }
    let parts = path.as_bytes().iter();
    bytes.extend(parts.map(|byte| if *byte == b'/' { separator } else { *byte }));
    bytes
}

/// `("archive.tar", "gz")`; a name that only begins with a dot has no extension.
fn split_extension(name: &str) -> (&str, &str) {
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem, extension),
        _ => (name, ""),
    }
}

pub(super) fn printable(text: &str) -> String {
    text.chars()
        .flat_map(|char| match char.is_control() {
            true => char.escape_default().collect::<Vec<_>>(),
            false => vec![char],
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAT: FileStat = FileStat {
        size: 12,
        modified_ns: 1_760_000_000_007_999_999,
        inode: Some(1),
        born_ns: None,
    };

    fn change(kind: FileEventKind, path: RelativePath, from: Option<&str>) -> FileChange {
        let from = from.map(RelativePath::from);
        FileChange {
            kind,
            path,
            from,
            stat: STAT,
        }
    }

    fn object(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn the_data_names_the_file_in_every_way_a_template_needs() {
        let added = change(FileEventKind::Added, "may/invoice.tar.gz".into(), None);
        assert_eq!(
            added.data("/home/ada/in"),
            object(json!({
                "name": "invoice.tar.gz",
                "path": "/home/ada/in/may/invoice.tar.gz",
                "folder": "/home/ada/in/may",
                "relative": "may/invoice.tar.gz",
                "extension": "gz",
                "stem": "invoice.tar",
                "size": 12,
                "modified": "2025-10-09T08:53:20.007Z",
            }))
        );
    }

    #[test]
    fn a_renamed_file_says_where_it_was() {
        let renamed = change(FileEventKind::Renamed, "b.txt".into(), Some("old/a.txt"));
        let data = renamed.data("/in/");
        assert_eq!(data["path"], "/in/b.txt");
        assert_eq!(data["folder"], "/in/");
        assert_eq!(data["from"], "/in/old/a.txt");
    }

    #[test]
    fn a_name_that_is_no_text_travels_unharmed_beside_readable_text() {
        let path = RelativePath::from_bytes(*b"\xff\xfe.txt");
        let data = change(FileEventKind::Added, path, None).data("/in");
        assert_eq!(data["path"], "/in/\u{fffd}\u{fffd}.txt");
        let bytes = data["path_bytes_base64"].as_str().unwrap_or_default();
        assert_eq!(STANDARD.decode(bytes), Ok(b"/in/\xff\xfe.txt".to_vec()));
    }

    #[test]
    fn a_hidden_name_has_no_extension() {
        assert_eq!(split_extension(".bashrc"), (".bashrc", ""));
        assert_eq!(split_extension("Makefile"), ("Makefile", ""));
        assert_eq!(split_extension("a."), ("a", ""));
    }

    #[test]
    fn the_summary_is_one_line() {
        for (change, line) in [
            (
                change(FileEventKind::Added, "x/a.txt".into(), None),
                "a.txt added",
            ),
            (
                change(FileEventKind::Changed, "a.txt".into(), None),
                "a.txt changed",
            ),
            (
                change(FileEventKind::Deleted, "a.txt".into(), None),
                "a.txt deleted",
            ),
            (
                change(FileEventKind::Renamed, "b.txt".into(), Some("a.txt")),
                "a.txt renamed to b.txt",
            ),
            (
                change(FileEventKind::Renamed, "x/a.txt".into(), Some("a.txt")),
                "a.txt moved to x",
            ),
            (
                change(FileEventKind::Renamed, "a.txt".into(), Some("x/a.txt")),
                "a.txt moved to the top folder",
            ),
            (
                change(FileEventKind::Added, "two\nlines\u{1b}".into(), None),
                "two\\nlines\\u{1b} added",
            ),
        ] {
            assert_eq!(change.summary(), line);
        }
    }

    #[test]
    fn a_rename_moves_the_row_of_the_snapshot() {
        let renamed = change(FileEventKind::Renamed, "b".into(), Some("a"));
        assert_eq!(
            renamed.updates().collect::<Vec<_>>(),
            [
                SnapshotUpdate::Delete("a".into()),
                SnapshotUpdate::Put("b".into(), STAT),
            ]
        );
    }
}
