//! What was known of the files of one automation at the last look.

use std::collections::BTreeMap;

use super::{FileStat, RelativePath};

/// What was known of each file that concerns an automation, by its path below the watched folder.
///
/// It also knows the watched folder itself, once the first look at it was finished: until then
/// "not in the snapshot" does not mean "new".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    folder: Option<FileStat>,
    files: BTreeMap<RelativePath, FileStat>,
}

/// One row of the stored snapshot to write or to remove.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SnapshotUpdate {
    /// This is known now. The root path stands for the watched folder.
    Put(RelativePath, FileStat),
    /// This is no longer known.
    Delete(RelativePath),
}

impl Snapshot {
    /// Whether the first look was finished, so that every file not in here is new.
    pub fn is_whole(&self) -> bool {
        self.folder.is_some()
    }

    /// The watched folder, as it was at the first look.
    pub fn folder(&self) -> Option<&FileStat> {
        self.folder.as_ref()
    }

    /// How many files are known.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether no file is known.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// What was known of this file.
    pub fn get(&self, path: &RelativePath) -> Option<&FileStat> {
        self.files.get(path)
    }

    /// All known files below `folder`, in order of their paths.
    pub fn under(
        &self,
        folder: &RelativePath,
    ) -> impl Iterator<Item = (&RelativePath, &FileStat)> + use<'_> {
        let from = match folder.is_root() {
            true => RelativePath::root(),
            false => RelativePath::from_bytes([folder.as_bytes(), b"/"].concat()),
        };
        let folder = folder.clone();
        self.files
            .range(from..)
            .take_while(move |(path, _)| path.is_under(&folder))
    }

    /// Writes or removes one row.
    pub fn apply(&mut self, update: &SnapshotUpdate) {
        match update {
            SnapshotUpdate::Put(path, stat) if path.is_root() => self.folder = Some(*stat),
            SnapshotUpdate::Delete(path) if path.is_root() => self.folder = None,
            SnapshotUpdate::Put(path, stat) => {
                self.files.insert(path.clone(), *stat);
            }
            SnapshotUpdate::Delete(path) => {
                self.files.remove(path);
            }
        }
    }
}

impl FromIterator<(RelativePath, FileStat)> for Snapshot {
    /// The snapshot of stored rows.
    fn from_iter<I: IntoIterator<Item = (RelativePath, FileStat)>>(rows: I) -> Self {
        let mut files: BTreeMap<_, _> = rows.into_iter().collect();
        Self {
            folder: files.remove(&RelativePath::root()),
            files,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stat(size: u64) -> FileStat {
        FileStat {
            size,
            modified_ns: 0,
            inode: None,
            born_ns: None,
        }
    }

    fn snapshot(paths: &[&str]) -> Snapshot {
        paths
            .iter()
            .map(|path| (RelativePath::from(*path), stat(1)))
            .collect()
    }

    fn under(snapshot: &Snapshot, folder: &str) -> Vec<String> {
        let found = snapshot.under(&folder.into());
        found.map(|(path, _)| path.to_string()).collect()
    }

    #[test]
    fn what_lies_below_a_folder_is_found_without_its_neighbours() {
        let snapshot = snapshot(&["a", "a-b/c", "a/x", "a/y/z", "a0", "b"]);
        assert_eq!(under(&snapshot, "a"), ["a/x", "a/y/z"]);
        assert_eq!(under(&snapshot, "a/y"), ["a/y/z"]);
        assert_eq!(under(&snapshot, "c"), [""; 0]);
        assert_eq!(under(&snapshot, "").len(), 6);
    }

    #[test]
    fn a_snapshot_is_whole_once_its_folder_is_known() {
        let mut known = snapshot(&["a"]);
        assert!(!known.is_whole());
        known.apply(&SnapshotUpdate::Put(RelativePath::root(), stat(0)));
        assert!(known.is_whole());
        assert_eq!(known.len(), 1);
        assert!(snapshot(&["", "a"]).is_whole());
    }

    #[test]
    fn rows_are_written_and_removed() {
        let mut known = snapshot(&["a"]);
        known.apply(&SnapshotUpdate::Put("b".into(), stat(2)));
        known.apply(&SnapshotUpdate::Delete("a".into()));
        assert_eq!(known.get(&"a".into()), None);
        assert_eq!(known.get(&"b".into()), Some(&stat(2)));
    }
}
