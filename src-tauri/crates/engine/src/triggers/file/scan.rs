//! What a walk through a folder found.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, io};

use hookloom_core::file::{FileStat, RelativePath, Snapshot, SnapshotUpdate};

use super::look::{Look, look_of};
use super::root::name_bytes;

/// What a walk through a folder and all below it found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The folders it went through.
    pub folders: BTreeSet<RelativePath>,
    /// The files that concern the automation.
    pub files: BTreeMap<RelativePath, FileStat>,
    /// Folders of which it could not see everything; what they hold is not known.
    pub unreadable: Vec<(RelativePath, io::Error)>,
}

impl Found {
    /// The files that are new or have other content than the snapshot knows.
    pub fn unlike(&self, known: &Snapshot) -> Vec<(RelativePath, FileStat)> {
        let same = |path, stat: &FileStat| {
            known
                .get(path)
                .is_some_and(|known| known.same_content(stat))
        };
        let unlike = self.files.iter().filter(|(path, stat)| !same(path, stat));
        unlike.map(|(path, stat)| (path.clone(), *stat)).collect()
    }

    /// The files below `start` that the snapshot knows and that are no longer there.
    pub fn missing(&self, known: &Snapshot, start: &RelativePath) -> Vec<RelativePath> {
        let unseen = |path: &RelativePath| {
            let mut unreadable = self.unreadable.iter();
            unreadable.any(|(folder, _)| path.is_under(folder))
        };
        let known = known.under(start).map(|(path, _)| path);
        let missing = known.filter(|path| !self.files.contains_key(path) && !unseen(path));
        missing.cloned().collect()
    }

    /// What brings a snapshot of the folder, found as `root`, up to date.
    pub fn refresh(&self, known: &Snapshot, root: FileStat) -> Vec<SnapshotUpdate> {
        let top = RelativePath::root();
        let missing = self.missing(known, &top).into_iter();
        let other = self
            .files
            .iter()
            .filter(|(path, stat)| known.get(path) != Some(*stat));
        let other = other.map(|(path, stat)| SnapshotUpdate::Put(path.clone(), *stat));
        // Last: the snapshot is whole once its folder is in it.
        let whole = SnapshotUpdate::Put(top.clone(), root);
        missing
            .map(SnapshotUpdate::Delete)
            .chain(other)
            .chain([whole])
            .collect()
    }

    /// Why the walk could not even begin.
    pub fn unreadable_root(&self) -> Option<&io::Error> {
        let mut unreadable = self.unreadable.iter();
        let root = unreadable.find(|(folder, _)| folder.is_root());
        root.map(|(_, error)| error)
    }

    /// Lists one folder: keeps the files that `admit` lets pass and gives back its subfolders.
    pub fn list(
        &mut self,
        folder: &RelativePath,
        on_disk: &Path,
        admit: impl Fn(&RelativePath) -> bool,
    ) -> io::Result<Vec<RelativePath>> {
        let mut subfolders = Vec::new();
        for entry in fs::read_dir(on_disk)? {
            let entry = entry?;
            let path = folder.join(&name_bytes(&entry.file_name()));
            let kind = entry.file_type()?;
            if kind.is_dir() {
                subfolders.push(path);
            } else if kind.is_file() && admit(&path) {
                // Deleted since it was listed: then the system tells of that, or the next look does.
                let Ok(found) = entry.metadata() else {
                    continue;
                };
                if let Look::File(stat) = look_of(&found) {
                    self.files.insert(path, stat);
                }
            }
        }
        Ok(subfolders)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn stat(size: u64) -> FileStat {
        FileStat {
            size,
            modified_ns: 0,
            inode: None,
            born_ns: None,
        }
    }

    fn files(sizes: &[(&str, u64)]) -> Vec<(RelativePath, FileStat)> {
        let files = sizes
            .iter()
            .map(|(path, size)| ((*path).into(), stat(*size)));
        files.collect()
    }

    #[test]
    fn new_and_written_files_are_unlike_what_was_known() {
        let known = files(&[("same", 1), ("written", 1), ("gone", 1)])
            .into_iter()
            .collect();
        let found = Found {
            files: files(&[("same", 1), ("written", 2), ("new", 1)])
                .into_iter()
                .collect(),
            ..Found::default()
        };
        assert_eq!(found.unlike(&known), files(&[("new", 1), ("written", 2)]));
        assert_eq!(
            found.missing(&known, &RelativePath::root()),
            ["gone".into()]
        );
    }

    #[test]
    fn a_refresh_makes_the_snapshot_what_was_found_and_whole() {
        let mut known: Snapshot = files(&[("same", 1), ("written", 1), ("gone", 1)])
            .into_iter()
            .collect();
        let now = files(&[("same", 1), ("written", 2), ("new", 1)]);
        let found = Found {
            files: now.iter().cloned().collect(),
            ..Found::default()
        };
        let updates = found.refresh(&known, stat(0));
        assert_eq!(updates.len(), 4);
        updates.iter().for_each(|update| known.apply(update));
        let folder = [(RelativePath::root(), stat(0))];
        assert_eq!(known, now.into_iter().chain(folder).collect());
    }

    #[test]
    fn what_lies_in_a_folder_that_could_not_be_read_is_not_missing() {
        let known = files(&[("a/x", 1), ("b/x", 1)]).into_iter().collect();
        let found = Found {
            unreadable: vec![("a".into(), io::ErrorKind::PermissionDenied.into())],
            ..Found::default()
        };
        assert_eq!(found.missing(&known, &RelativePath::root()), ["b/x".into()]);
        assert_eq!(found.missing(&known, &"a".into()), []);
    }

    #[test]
    fn a_listing_tells_files_from_folders_and_leaves_out_the_rest() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("sub")).unwrap();
        fs::write(folder.path().join("file"), "four").unwrap();
        fs::write(folder.path().join("other"), "").unwrap();
        let mut found = Found::default();
        let subfolders = found
            .list(&"in".into(), folder.path(), |path| path.name() == b"file")
            .unwrap();
        assert_eq!(subfolders, ["in/sub".into()]);
        let sizes = found
            .files
            .iter()
            .map(|(path, stat)| (path.clone(), stat.size));
        assert_eq!(sizes.collect::<Vec<_>>(), [("in/file".into(), 4)]);
    }
}
