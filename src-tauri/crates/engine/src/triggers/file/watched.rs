//! One automation's file trigger: what it knows, and what one round of work does.

mod hearing;
mod looking;

use std::time::Instant;

use hookloom_core::file::{
    Classified, FileTrigger, RelativePath, Several, Snapshot, SnapshotUpdate,
};
use hookloom_core::id::AutomationId;

use super::batch::{FileBatch, batches};
use super::folders::Folders;
use super::opening::{Means, missing, unmounted};
use super::options::FileOptions;
use super::past::{Difference, Past};
use super::queue::Waiting;
use super::settle::{Gather, Settle};
use super::status::FileStatus;

/// One automation's file trigger. It works in rounds: each takes in what the system told, looks at
/// the paths that have come to rest, and gives back what there is to hand over.
#[derive(Debug)]
pub(super) struct Watched {
    automation: AutomationId,
    settings: FileTrigger,
    means: Means,
    snapshot: Snapshot,
    past: Past,
    settle: Settle,
    /// The folders while they are in sight, else the status that says why they are not.
    sight: Result<Box<Folders>, FileStatus>,
    next_check: Instant,
    next_poll: Instant,
}

impl Watched {
    /// Nothing is looked at before the first round.
    pub fn new(
        automation: AutomationId,
        settings: FileTrigger,
        snapshot: Snapshot,
        means: Means,
        now: Instant,
    ) -> Self {
        Self {
            automation,
            settle: settle(&settings, &means.options),
            settings,
            means,
            snapshot,
            past: Past::Stored,
            sight: Err(FileStatus::Starting),
            next_check: now,
            next_poll: now,
        }
    }

    /// Begins anew with other settings. What differs because of them is not reported, and what was
    /// known of another folder is forgotten.
    pub fn change(&mut self, settings: FileTrigger, now: Instant) {
        self.settle = settle(&settings, &self.means.options);
        if settings.folder != self.settings.folder {
            self.snapshot = Snapshot::default();
        }
        self.settings = settings;
        self.past = Past::OtherSettings;
        self.sight = Err(FileStatus::Starting);
        self.next_check = now;
    }

    /// How it is.
    pub fn status(&self) -> FileStatus {
        let folders = match &self.sight {
            Ok(folders) => folders,
            Err(status) => return status.clone(),
        };
        let files = self.snapshot.len();
        match folders.polled().why(self.means.options.poll) {
            Some(why) => FileStatus::Polling { files, why },
            None => FileStatus::Watching {
                files,
                folders: folders.watched(),
            },
        }
    }

    /// When the next round is due, even if the system tells nothing.
    pub fn next_round(&self) -> Instant {
        let poll = self.polls().then_some(self.next_poll);
        let due = [poll, self.settle.next_due()].into_iter().flatten();
        due.fold(self.next_check, Instant::min)
    }

    /// Notes that a batch was handed over: from now on this is known.
    pub fn handed_over(&mut self, batch: &FileBatch) {
        for update in &batch.snapshot {
            self.snapshot.apply(update);
        }
    }

    /// One round. The batches must be handed over, in order, before the next one.
    pub fn round(&mut self, told: Waiting, now: Instant) -> Vec<FileBatch> {
        let classified = match self.sight {
            Ok(_) => self.watch(told, now),
            Err(_) if now >= self.next_check => Classified {
                refreshed: self.open(now),
                ..Classified::default()
            },
            Err(_) => return Vec::new(),
        };
        batches(self.automation, &self.settings, &classified)
    }

    fn watch(&mut self, told: Waiting, now: Instant) -> Classified {
        if told.missed {
            self.compare(&RelativePath::root(), now);
        }
        for note in told.notes {
            self.hear(note);
        }
        if now >= self.next_check {
            self.check(now);
        }
        if now >= self.next_poll {
            self.poll(now);
        }
        self.look_at_due(now)
    }

    /// Begins to watch the folder. Gives back the rows that bring the snapshot up to date where a
    /// difference is not to be told.
    fn open(&mut self, now: Instant) -> Vec<SnapshotUpdate> {
        self.next_check = now + self.means.options.missing;
        let (folders, found) = match self.means.open(&self.settings) {
            Ok(opened) => opened,
            Err(status) => {
                self.sight = Err(status);
                return Vec::new();
            }
        };
        let (root, mount) = (folders.root().stat(), folders.mount_point().to_owned());
        let while_away = self.settings.while_away;
        let difference = self
            .past
            .difference(&self.snapshot, while_away, &root, &mount);
        if difference == Difference::Unmounted {
            self.sight = Err(unmounted(&self.settings.folder));
            return Vec::new();
        }
        self.past = Past::Seen(mount);
        self.sight = Ok(Box::new(folders));
        self.next_check = now + self.means.options.check;
        self.next_poll = now + self.means.options.poll;
        if difference == Difference::Nothing {
            return found.refresh(&self.snapshot, root);
        }
        self.wait_for(&found, &RelativePath::root());
        vec![SnapshotUpdate::Put(RelativePath::root(), root)]
    }

    /// Looks whether the folder is still there, on the same disk.
    fn check(&mut self, now: Instant) {
        self.next_check = now + self.means.options.check;
        if self
            .sight
            .as_ref()
            .is_ok_and(|folders| !folders.are_there())
        {
            self.lose(now);
        }
    }

    /// The folder is gone. What was known of it stays known, to be compared when it is back.
    fn lose(&mut self, now: Instant) {
        let gone = std::io::ErrorKind::NotFound.into();
        self.sight = Err(missing(&self.settings.folder, &gone));
        self.settle.clear();
        self.next_check = now;
    }

    fn polls(&self) -> bool {
        let folders = self.sight.as_ref();
        folders.is_ok_and(|folders| !folders.polled().is_empty())
    }

    /// Looks at the folders of which the system can't tell.
    fn poll(&mut self, now: Instant) {
        self.next_poll = now + self.means.options.poll;
        let Ok(folders) = &self.sight else { return };
        let starts: Vec<RelativePath> = folders.polled().starts().cloned().collect();
        for start in starts {
            self.compare(&start, now);
        }
    }
}

fn settle(settings: &FileTrigger, options: &FileOptions) -> Settle {
    let gather = (settings.several == Several::Group).then_some(Gather {
        gap: options.gather,
        longest: options.gather_longest,
    });
    Settle::new(settings.settle(), options.quiet).gathering(gather)
}
