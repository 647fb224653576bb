//! What a worker hands over.

use std::sync::Arc;

use hookloom_core::file::{
    Classified, ContentKind, FileChange, FileTrigger, Several, SnapshotUpdate,
};
use hookloom_core::id::AutomationId;

/// Changes to tell of, and the rows of the stored snapshot that go with them. All of it must be
/// stored in one transaction: then a crash neither loses nor repeats a change.
#[derive(Clone, Debug, PartialEq)]
pub struct FileBatch {
    /// The automation that watches.
    pub automation: AutomationId,
    /// The settings by which the changes were noticed.
    pub settings: Arc<FileTrigger>,
    /// The changes of the kinds it asked for, at most 500; often none.
    pub changes: Vec<FileChange>,
    /// The rows to write or remove.
    pub snapshot: Vec<SnapshotUpdate>,
}

const CHANGES_AT_ONCE: usize = 500;
const ROWS_AT_ONCE: usize = 2_000;
/// How many bytes of content are in memory for one batch.
const CONTENT_AT_ONCE: u64 = 4 * 1024 * 1024;

/// The batches of these classified changes.
pub(super) fn batches(
    automation: AutomationId,
    settings: &FileTrigger,
    classified: &Classified,
) -> Vec<FileBatch> {
    let shared = Arc::new(settings.clone());
    let batch = |changes, snapshot| FileBatch {
        automation,
        settings: Arc::clone(&shared),
        changes,
        snapshot,
    };
    let told = at_once(&classified.changes, settings).map(|changes| {
        let asked_for = changes
            .iter()
            .filter(|change| settings.on.contains(&change.kind));
        let rows = changes.iter().flat_map(FileChange::updates);
        batch(asked_for.cloned().collect(), rows.collect())
    });
    let silent = classified.refreshed.chunks(ROWS_AT_ONCE);
    let silent = silent.map(|rows| batch(Vec::new(), rows.to_vec()));
    told.chain(silent).collect()
}

/// The changes in parts of which each can be in memory with its files' content. A group shares a
/// limit of its own, so it is parted by number alone.
pub(crate) fn at_once<'a>(
    changes: &'a [FileChange],
    settings: &FileTrigger,
) -> impl Iterator<Item = &'a [FileChange]> + use<'a> {
    let parted = settings.content != ContentKind::None && settings.several == Several::Each;
    let most = parted.then(|| settings.most_content());
    let mut left = changes;
    std::iter::from_fn(move || {
        let mut room = CONTENT_AT_ONCE;
        let fits = left.iter().take(CHANGES_AT_ONCE).take_while(|change| {
            let size = most.map_or(0, |most| change.stat.size.min(most));
            let fits = size <= room;
            room = room.saturating_sub(size);
            fits
        });
        let (part, rest) = left.split_at(fits.count());
        left = rest;
        (!part.is_empty()).then_some(part)
    })
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

    #[test]
    fn what_brings_much_content_along_goes_in_smaller_batches() {
        let mut classified = classified(FileEventKind::Added, 10, 0);
        for change in &mut classified.changes {
            change.stat.size = 10_000_000;
        }
        let settings = FileTrigger {
            content: ContentKind::Text,
            content_kb: 1024,
            ..FileTrigger::default()
        };
        let sizes = |settings: &FileTrigger| {
            let parts = at_once(&classified.changes, settings);
            parts.map(<[_]>::len).collect::<Vec<_>>()
        };
        assert_eq!(sizes(&settings), [4, 4, 2]);
        let group = FileTrigger {
            several: Several::Group,
            ..settings
        };
        assert_eq!(sizes(&group), [10]);
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
