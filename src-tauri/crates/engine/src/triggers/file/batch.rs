//! What a worker hands over.

use hookloom_core::file::{Classified, FileChange, FileTrigger, SnapshotUpdate};
use hookloom_core::id::AutomationId;

/// Changes to tell of, and the rows of the stored snapshot that go with them. All of it must be
/// stored in one transaction: then a crash neither loses nor repeats a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileBatch {
    /// The automation that watches.
    pub automation: AutomationId,
    /// Its folder, as the person wrote it: what `FileChange::draft` asks for.
    pub folder: String,
    /// The changes of the kinds it asked for, at most 500; often none.
    pub changes: Vec<FileChange>,
    /// The rows to write or remove.
    pub snapshot: Vec<SnapshotUpdate>,
}

const CHANGES_AT_ONCE: usize = 500;
const ROWS_AT_ONCE: usize = 2_000;

/// The batches of these classified changes.
pub(super) fn batches(
    automation: AutomationId,
    settings: &FileTrigger,
    classified: &Classified,
) -> Vec<FileBatch> {
    let told = classified.changes.chunks(CHANGES_AT_ONCE).map(|changes| {
        let asked_for = changes
            .iter()
            .filter(|change| settings.on.contains(&change.kind));
        FileBatch {
            automation,
            folder: settings.folder.clone(),
            changes: asked_for.cloned().collect(),
            snapshot: changes.iter().flat_map(FileChange::updates).collect(),
        }
    });
    let silent = classified
        .refreshed
        .chunks(ROWS_AT_ONCE)
        .map(|rows| FileBatch {
            automation,
            folder: settings.folder.clone(),
            changes: Vec::new(),
            snapshot: rows.to_vec(),
        });
    told.chain(silent).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use hookloom_core::file::{FileEventKind, FileStat, RelativePath};

    use super::*;

    const STAT: FileStat = FileStat {
        size: 1,
        modified_ns: 1,
        inode: None,
        born_ns: None,
    };

    fn change(kind: FileEventKind, index: usize) -> FileChange {
        FileChange {
            kind,
            path: RelativePath::from(index.to_string().as_str()),
            from: None,
            stat: STAT,
        }
    }

    fn classified(kind: FileEventKind, changes: usize, rows: usize) -> Classified {
        let row = |index: usize| SnapshotUpdate::Delete(index.to_string().as_str().into());
        Classified {
            changes: (0..changes).map(|index| change(kind, index)).collect(),
            refreshed: (0..rows).map(row).collect(),
        }
    }

    fn of(classified: &Classified) -> Vec<FileBatch> {
        let id = AutomationId::new(uuid::Uuid::nil());
        let on = BTreeSet::from([FileEventKind::Added]);
        let settings = FileTrigger {
            on,
            ..FileTrigger::default()
        };
        batches(id, &settings, classified)
    }

    #[test]
    fn many_changes_go_in_several_batches_each_with_its_rows() {
        let batches = of(&classified(FileEventKind::Added, 1_100, 2_001));
        let sizes = batches
            .iter()
            .map(|batch| (batch.changes.len(), batch.snapshot.len()));
        assert_eq!(
            sizes.collect::<Vec<_>>(),
            [(500, 500), (500, 500), (100, 100), (0, 2_000), (0, 1)]
        );
    }

    #[test]
    fn what_nobody_asked_for_only_moves_the_snapshot_on() {
        let batches = of(&classified(FileEventKind::Deleted, 1, 0));
        assert_eq!(batches[0].changes, []);
        assert_eq!(batches[0].snapshot, [SnapshotUpdate::Delete("0".into())]);
    }
}
