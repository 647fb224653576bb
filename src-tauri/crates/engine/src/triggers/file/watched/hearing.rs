//! Taking in what the system told: where to look, and when.

use std::time::{Duration, Instant, SystemTime};

use hookloom_core::file::{FileStat, RelativePath};

use super::super::look::{Look, look};
use super::super::note::{Note, What};
use super::super::scan::Found;
use super::Watched;

impl Watched {
    /// Takes in what the system told of one path.
    pub(super) fn hear(&mut self, note: Note) {
        let Ok(folders) = &self.sight else { return };
        let Some(path) = folders.root().relative(&note.path) else {
            return;
        };
        if path.is_root() {
            self.next_check = note.at;
            return;
        }
        match note.what {
            What::FolderMade | What::Arrived if is_folder(&note) => {
                return self.compare(&path, note.at);
            }
            What::Gone => self.leave(&path, note.at),
            _ => {}
        }
        let folders = self.sight.as_ref();
        if folders.is_ok_and(|folders| folders.admit_file(&path)) {
            self.settle.note(path, note.what, note.at);
        }
    }

    /// The path is gone; if it was a folder, all that lay in it is gone too.
    fn leave(&mut self, path: &RelativePath, at: Instant) {
        if let Ok(folders) = &mut self.sight {
            folders.leave(path);
        }
        for (file, _) in self.snapshot.under(path) {
            self.settle.note(file.clone(), What::Gone, at);
        }
    }

    /// Walks through `start`, watches what is new in it, and lets what differs from the snapshot wait.
    pub(super) fn compare(&mut self, start: &RelativePath, now: Instant) {
        let Ok(folders) = &mut self.sight else { return };
        let found = folders.walk(start);
        match found.unreadable_root() {
            Some(_) => self.lose(now),
            None => self.wait_for(&found, start),
        }
    }

    /// Lets what differs from the snapshot wait, beginning now: a renamed file that was found under
    /// its new name must not be due before its old name, of which the system told earlier.
    pub(super) fn wait_for(&mut self, found: &Found, start: &RelativePath) {
        let now = Instant::now();
        for (path, stat) in found.unlike(&self.snapshot) {
            self.settle.found(path, stat, age(&stat), now);
        }
        for path in found.missing(&self.snapshot, start) {
            self.settle.missed(path, now);
        }
    }
}

fn is_folder(note: &Note) -> bool {
    matches!(look(&note.path), Look::Folder(_))
}

/// How long ago the file was last written; nothing if that is still to come.
fn age(stat: &FileStat) -> Duration {
    let written = u64::try_from(stat.modified_ns).unwrap_or_default();
    SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH + Duration::from_nanos(written))
        .unwrap_or_default()
}
