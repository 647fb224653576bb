//! One automation's file trigger: what it knows, and what one round of work does.

use std::collections::HashMap;
use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime};

use hookloom_core::file::{Classified, Gone, Observed, classify};
use hookloom_core::file::{FileStat, FileTrigger, RelativePath, Snapshot, SnapshotUpdate};
use hookloom_core::id::AutomationId;

use super::batch::{FileBatch, batches};
use super::folders::Folders;
use super::look::{Look, look};
use super::note::{Note, What};
use super::opening::{Means, missing, unmounted};
use super::queue::Waiting;
use super::scan::Found;
use super::settle::{Settle, Wait};
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
    sight: Sight,
    /// Where the disk with the folder was mounted when it was last seen.
    disk: Option<PathBuf>,
    next_check: Instant,
    next_poll: Instant,
}

/// Whether the folder is in sight.
#[derive(Debug)]
enum Sight {
    Open(Box<Folders>),
    /// The status says why not.
    Closed(FileStatus),
}

/// Where the snapshot comes from: it decides what a difference means that is found on opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Past {
    /// It was stored when Hookloom last ran.
    Stored,
    /// It was made with other settings, so that a difference means nothing.
    OtherSettings,
    /// It was kept by this worker: a difference has happened meanwhile.
    Seen,
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
            settle: Settle::new(settings.settle(), means.options.quiet),
            settings,
            means,
            snapshot,
            past: Past::Stored,
            sight: Sight::Closed(FileStatus::Starting),
            disk: None,
            next_check: now,
            next_poll: now,
        }
    }

    /// Begins anew with other settings. What differs because of them is not reported, and what was
    /// known of another folder is forgotten.
    pub fn change(&mut self, settings: FileTrigger, now: Instant) {
        self.settle = Settle::new(settings.settle(), self.means.options.quiet);
        if settings.folder != self.settings.folder {
            self.snapshot = Snapshot::default();
        }
        self.settings = settings;
        self.past = Past::OtherSettings;
        self.sight = Sight::Closed(FileStatus::Starting);
        self.disk = None;
        self.next_check = now;
    }

    /// How it is.
    pub fn status(&self) -> FileStatus {
        let folders = match &self.sight {
            Sight::Open(folders) => folders,
            Sight::Closed(status) => return status.clone(),
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
        let due = [poll, self.settle.next_due()];
        due.into_iter()
            .flatten()
            .fold(self.next_check, Instant::min)
    }

    /// Notes that a batch was handed over: from now on this is known.
    pub fn handed_over(&mut self, batch: &FileBatch) {
        for update in &batch.snapshot {
            self.snapshot.apply(update);
        }
    }

    /// One round. The batches must be handed over, in order, before the next one.
    pub fn round(&mut self, told: Waiting, now: Instant) -> Vec<FileBatch> {
        let rows = match self.sight {
            Sight::Closed(_) if now < self.next_check => Vec::new(),
            Sight::Closed(_) => self.open(now),
            Sight::Open(_) => return self.watch(told, now),
        };
        let refreshed = Classified {
            refreshed: rows,
            ..Classified::default()
        };
        batches(self.automation, &self.settings, &refreshed)
    }

    fn watch(&mut self, told: Waiting, now: Instant) -> Vec<FileBatch> {
        if told.missed {
            self.settle.clear();
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
        let classified = self.look_at_due(now);
        batches(self.automation, &self.settings, &classified)
    }

    /// Begins to watch the folder. Gives back the rows that bring the snapshot up to date where a
    /// difference is not to be reported.
    fn open(&mut self, now: Instant) -> Vec<SnapshotUpdate> {
        self.next_check = now + self.means.options.missing;
        let (folders, found) = match self.means.open(&self.settings) {
            Ok(opened) => opened,
            Err(status) => {
                self.sight = Sight::Closed(status);
                return Vec::new();
            }
        };
        let disk = folders.mount_point().to_owned();
        if self.is_unmounted(&disk) {
            self.sight = Sight::Closed(unmounted(&self.settings.folder));
            return Vec::new();
        }
        let root = folders.root().stat();
        let told = self.tells(&disk, &root);
        self.disk = Some(disk);
        self.past = Past::Seen;
        self.sight = Sight::Open(Box::new(folders));
        self.next_check = now + self.means.options.check;
        self.next_poll = now + self.means.options.poll;
        if told {
            self.wait_for(&found, &RelativePath::root());
            return vec![SnapshotUpdate::Put(RelativePath::root(), root)];
        }
        found.refresh(&self.snapshot, root)
    }

    /// Whether a difference between the snapshot and what is there now is to be reported.
    fn tells(&self, disk: &PathBuf, root: &FileStat) -> bool {
        let known = self.snapshot.folder();
        match self.past {
            _ if known.is_none() => false,
            Past::Stored => {
                self.settings.while_away && known.is_some_and(|known| known.inode == root.inode)
            }
            Past::OtherSettings => false,
            // Another disk was put in its place: its files are not news.
            Past::Seen => self.disk.as_ref() == Some(disk),
        }
    }

    /// Whether only the empty place is left at which the disk was mounted.
    fn is_unmounted(&self, disk: &PathBuf) -> bool {
        let before = self.disk.as_ref();
        before.is_some_and(|before| before != disk && before.starts_with(disk))
    }

    /// Takes in what the system told of one path.
    fn hear(&mut self, note: Note) {
        let Sight::Open(folders) = &self.sight else {
            return;
        };
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
        if self.concerns(&path) {
            self.settle.note(path, note.what, note.at);
        }
    }

    fn concerns(&self, path: &RelativePath) -> bool {
        matches!(&self.sight, Sight::Open(folders) if folders.admit_file(path))
    }

    fn polls(&self) -> bool {
        matches!(&self.sight, Sight::Open(folders) if !folders.polled().is_empty())
    }

    fn covers(&self, folder: &RelativePath) -> bool {
        matches!(&self.sight, Sight::Open(folders) if folders.covers(folder))
    }

    /// The path is gone; if it was a folder, all that lay in it is gone too.
    fn leave(&mut self, path: &RelativePath, at: Instant) {
        if let Sight::Open(folders) = &mut self.sight {
            folders.leave(path);
        }
        for (file, _) in self.snapshot.under(path) {
            self.settle.note(file.clone(), What::Gone, at);
        }
    }

    /// Walks through `start`, watches what is new in it, and lets what differs from the snapshot wait.
    fn compare(&mut self, start: &RelativePath, at: Instant) {
        let Sight::Open(folders) = &mut self.sight else {
            return;
        };
        let found = folders.walk(start);
        match found.unreadable_root() {
            Some(_) => self.lose(at),
            None => self.wait_for(&found, start),
        }
    }

    /// A renamed file found here was told to be gone from elsewhere before it was found, so that it
    /// must not be due before that is.
    fn wait_for(&mut self, found: &Found, start: &RelativePath) {
        let at = Instant::now();
        for (path, stat) in found.unlike(&self.snapshot) {
            self.settle.found(path, stat, age(&stat), at);
        }
        for path in found.missing(&self.snapshot, start) {
            self.settle.missed(path, at);
        }
    }

    /// Looks whether the folder is still there, on the same disk.
    fn check(&mut self, now: Instant) {
        self.next_check = now + self.means.options.check;
        if let Sight::Open(folders) = &mut self.sight
            && !folders.are_there()
        {
            self.lose(now);
        }
    }

    /// The folder is gone. What was known of it stays known, to be compared when it is back.
    fn lose(&mut self, now: Instant) {
        let gone = std::io::ErrorKind::NotFound.into();
        self.sight = Sight::Closed(missing(&self.settings.folder, &gone));
        self.settle.clear();
        self.next_check = now;
    }

    /// Looks at the folders of which the system can't tell.
    fn poll(&mut self, now: Instant) {
        self.next_poll = now + self.means.options.poll;
        let Sight::Open(folders) = &self.sight else {
            return;
        };
        let starts: Vec<RelativePath> = folders.polled().starts().cloned().collect();
        for start in starts {
            self.compare(&start, now);
        }
    }

    /// Looks at the paths that have come to rest, and says what happened to them.
    fn look_at_due(&mut self, now: Instant) -> Classified {
        let due = self.settle.take_due(now);
        if due.is_empty() {
            return Classified::default();
        }
        let mut observed = Observed::new();
        for (path, wait) in due {
            self.observe(path, &wait, now, &mut observed);
        }
        // Asked afterwards: what was not seen because the folder around it went is not deleted.
        self.check(now);
        if matches!(self.sight, Sight::Closed(_)) {
            return Classified::default();
        }
        self.look_for_old_names(&mut observed);
        self.hold_back_renamed(&mut observed, now);
        classify(&self.snapshot, &observed)
    }

    fn observe(&mut self, path: RelativePath, wait: &Wait, now: Instant, observed: &mut Observed) {
        match self.look(&path) {
            Look::File(stat) if self.settle.moves_on(&path, wait, &stat, now) => {}
            Look::File(stat) => {
                observed.insert(path, Some(stat));
            }
            Look::Nothing => {
                observed.insert(path, None);
            }
            Look::Folder(_) => {
                if !self.covers(&path) {
                    self.compare(&path, now);
                }
                observed.insert(path, None);
            }
            Look::Unknown => {}
        }
    }

    /// A new file may be a known one under another name, which is gone and waits to be told of; where
    /// the system doesn't tell, nobody may even have missed it.
    fn look_for_old_names(&mut self, observed: &mut Observed) {
        let new = observed
            .iter()
            .filter(|(path, _)| self.snapshot.get(path).is_none());
        let new = new.filter_map(|(_, stat)| Some((stat.as_ref()?.inode, (*stat)?)));
        let new: HashMap<_, FileStat> = new.collect();
        let same_file = |path: &RelativePath| {
            let known = self.snapshot.get(path)?;
            let new = new.get(&known.inode)?;
            (new.same_file(known) && self.look(path) == Look::Nothing).then(|| path.clone())
        };
        let old: Vec<RelativePath> = match self.polls() && !new.is_empty() {
            true => self
                .snapshot
                .under(&RelativePath::root())
                .filter_map(|(path, _)| same_file(path))
                .collect(),
            false => self.settle.waiting().filter_map(same_file).collect(),
        };
        for path in old {
            self.settle.take(&path);
            observed.insert(path, None);
        }
    }

    /// A known file that is gone may wait under a new name, still being written there: then it is
    /// told of together with that.
    fn hold_back_renamed(&mut self, observed: &mut Observed, now: Instant) {
        let mut gone = Gone::of(observed, &self.snapshot);
        let new = self
            .settle
            .waiting()
            .filter(|path| self.snapshot.get(path).is_none());
        for new in new.cloned().collect::<Vec<_>>() {
            if gone.is_empty() {
                return;
            }
            if let Look::File(stat) = self.look(&new)
                && let Some((path, _)) = gone.take(&stat)
            {
                observed.remove(&path);
                self.settle.wait_for(path, new, now);
            }
        }
    }

    fn look(&self, path: &RelativePath) -> Look {
        match &self.sight {
            Sight::Open(folders) => look(&folders.root().absolute(path)),
            Sight::Closed(_) => Look::Unknown,
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
