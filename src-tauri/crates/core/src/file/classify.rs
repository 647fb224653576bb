//! What the difference between two looks means.

use std::collections::BTreeMap;

use super::{FileChange, FileEventKind, FileStat, RelativePath, Snapshot, SnapshotUpdate};

/// What a second look found at each path it looked at: a file, or none.
pub type Observed = BTreeMap<RelativePath, Option<FileStat>>;

/// What happened between a snapshot and a second look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Classified {
    /// The changes, in order of their paths. Each path is added, changed or deleted at most once.
    pub changes: Vec<FileChange>,
    /// Rows of the snapshot to bring up to date although nothing happened that anyone would call a
    /// change, such as the new inode of a file whose content nobody wrote.
    pub refreshed: Vec<SnapshotUpdate>,
}

/// Compares `before` with a second look at some paths.
///
/// Only what is on disk counts, not in which way the system told of it:
/// - a path that had a file and has one is *changed* if its content was written or replaced. An atomic
///   save is that, however it is done, and a rename onto a known file too;
/// - a path that is new is *renamed* if its file was known under a path that has none now, else *added*.
///   A file that was renamed and written is both renamed and changed;
/// - a path whose file is gone and did not turn up elsewhere is *deleted*;
/// - a file that came and went between the looks was never there.
pub fn classify(before: &Snapshot, now: &Observed) -> Classified {
    let mut result = Classified::default();
    let mut gone = Gone::of(now, before);
    for (path, stat) in now {
        let Some(stat) = stat else { continue };
        match before.get(path) {
            Some(known) if !known.same_content(stat) => {
                result.note(FileEventKind::Changed, path, None, stat);
            }
            Some(known) if known != stat => {
                let update = SnapshotUpdate::Put(path.clone(), *stat);
                result.refreshed.push(update);
            }
            Some(_) => {}
            None => match gone.take(stat) {
                Some((from, known)) => result.renamed(from, path, &known, stat),
                None => result.note(FileEventKind::Added, path, None, stat),
            },
        }
    }
    for (path, known) in gone.0.into_values().flatten() {
        result.note(FileEventKind::Deleted, &path, None, &known);
    }
    result.changes.sort_by(|a, b| a.path.cmp(&b.path));
    result
}

/// The known files that a second look did not find again, by inode.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gone(BTreeMap<Option<u64>, Vec<(RelativePath, FileStat)>>);

impl Gone {
    /// The files that `before` knows and `now` found missing.
    pub fn of(now: &Observed, before: &Snapshot) -> Self {
        let mut gone = Self::default();
        let absent = now.iter().filter(|(_, stat)| stat.is_none());
        for (path, _) in absent {
            if let Some(known) = before.get(path) {
                let same_inode = gone.0.entry(known.inode).or_default();
                same_inode.push((path.clone(), *known));
            }
        }
        gone
    }

    /// Whether no file is gone.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes the file that is the one seen as `stat` under another name.
    pub fn take(&mut self, stat: &FileStat) -> Option<(RelativePath, FileStat)> {
        let same_inode = self.0.get_mut(&stat.inode)?;
        let found = same_inode
            .iter()
            .position(|(_, known)| known.same_file(stat))?;
        let taken = same_inode.remove(found);
        if same_inode.is_empty() {
            self.0.remove(&stat.inode);
        }
        Some(taken)
    }
}

impl Classified {
    fn renamed(
        &mut self,
        from: RelativePath,
        path: &RelativePath,
        known: &FileStat,
        stat: &FileStat,
    ) {
        self.note(FileEventKind::Renamed, path, Some(from), stat);
        if !known.same_content(stat) {
            self.note(FileEventKind::Changed, path, None, stat);
        }
    }

    fn note(
        &mut self,
        kind: FileEventKind,
        path: &RelativePath,
        from: Option<RelativePath>,
        stat: &FileStat,
    ) {
        self.changes.push(FileChange {
            kind,
            path: path.clone(),
            from,
            stat: *stat,
        });
    }
}

#[cfg(test)]
mod tests;
