//! One thing the system told about one path.

use std::path::PathBuf;
use std::time::Instant;

use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind, RenameMode};
use notify::{Event, EventKind};

/// What the system told about a path, and when it did. It only says where to look and how long to
/// wait before that; what happened is decided from what is found there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    pub path: PathBuf,
    pub what: What,
    pub at: Instant,
}

/// What the system told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A folder was made here.
    FolderMade,
    /// A file was made here; its content is still to come.
    Made,
    /// Content is being written.
    Written,
    /// A writer has closed the file.
    Closed,
    /// A file or folder, complete, was renamed to here.
    Arrived,
    /// Nothing is here any more.
    Gone,
    /// Times, owner or permissions changed.
    Touched,
}

impl What {
    /// Reads an event of the system; nothing if it concerns nobody, such as that a file was opened.
    pub fn of(kind: &EventKind) -> Option<Self> {
        match kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => Some(Self::Closed),
            EventKind::Access(_) => None,
            EventKind::Create(CreateKind::Folder) => Some(Self::FolderMade),
            EventKind::Create(CreateKind::File) => Some(Self::Made),
            // Not known what it is: the look that follows tells a folder from a file.
            EventKind::Create(_) => Some(Self::Arrived),
            EventKind::Modify(ModifyKind::Name(RenameMode::From)) => Some(Self::Gone),
            // Said once more for both names, after each was told by itself.
            EventKind::Modify(ModifyKind::Name(RenameMode::Both)) => None,
            EventKind::Modify(ModifyKind::Name(_)) => Some(Self::Arrived),
            EventKind::Modify(ModifyKind::Metadata(_)) => Some(Self::Touched),
            EventKind::Modify(_) | EventKind::Any => Some(Self::Written),
            EventKind::Remove(_) => Some(Self::Gone),
            EventKind::Other => None,
        }
    }
}

/// The notes of an event of the system, told at `at`.
pub(super) fn notes(event: Event, at: Instant) -> impl Iterator<Item = Note> {
    let what = What::of(&event.kind);
    let paths = event.paths.into_iter();
    paths.filter_map(move |path| what.map(|what| Note { path, what, at }))
}

#[cfg(test)]
mod tests {
    use notify::event::{DataChange, MetadataKind, RemoveKind};

    use super::*;

    #[test]
    fn only_what_says_where_to_look_becomes_a_note() {
        for (kind, what) in [
            (EventKind::Access(AccessKind::Open(AccessMode::Any)), None),
            (EventKind::Access(AccessKind::Close(AccessMode::Read)), None),
            (
                EventKind::Access(AccessKind::Close(AccessMode::Write)),
                Some(What::Closed),
            ),
            (
                EventKind::Create(CreateKind::Folder),
                Some(What::FolderMade),
            ),
            (EventKind::Create(CreateKind::File), Some(What::Made)),
            (EventKind::Create(CreateKind::Any), Some(What::Arrived)),
            (
                EventKind::Modify(ModifyKind::Data(DataChange::Any)),
                Some(What::Written),
            ),
            (
                EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)),
                Some(What::Touched),
            ),
            (
                EventKind::Modify(ModifyKind::Name(RenameMode::From)),
                Some(What::Gone),
            ),
            (
                EventKind::Modify(ModifyKind::Name(RenameMode::To)),
                Some(What::Arrived),
            ),
            (EventKind::Modify(ModifyKind::Name(RenameMode::Both)), None),
            (
                EventKind::Modify(ModifyKind::Name(RenameMode::Any)),
                Some(What::Arrived),
            ),
            (EventKind::Remove(RemoveKind::Folder), Some(What::Gone)),
        ] {
            assert_eq!(What::of(&kind), what, "{kind:?}");
        }
    }
}
