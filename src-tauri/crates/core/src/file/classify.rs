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
    let mut gone = gone(before, now);
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
            None => match take_same_file(&mut gone, stat) {
                Some((from, known)) => result.renamed(from, path, &known, stat),
                None => result.note(FileEventKind::Added, path, None, stat),
            },
        }
    }
    for (path, known) in gone.into_values().flatten() {
        result.note(FileEventKind::Deleted, &path, None, &known);
    }
    result.changes.sort_by(|a, b| a.path.cmp(&b.path));
    result
}

/// Known files that are no longer there, by inode.
type Gone = BTreeMap<Option<u64>, Vec<(RelativePath, FileStat)>>;

fn gone(before: &Snapshot, now: &Observed) -> Gone {
    let mut gone = Gone::new();
    let absent = now.iter().filter(|(_, stat)| stat.is_none());
    for (path, _) in absent {
        if let Some(known) = before.get(path) {
            let same_inode = gone.entry(known.inode).or_default();
            same_inode.push((path.clone(), *known));
        }
    }
    gone
}

fn take_same_file(gone: &mut Gone, stat: &FileStat) -> Option<(RelativePath, FileStat)> {
    let candidates = gone.get_mut(&stat.inode)?;
    let found = candidates
        .iter()
        .position(|(_, known)| known.same_file(stat))?;
    Some(candidates.remove(found))
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
