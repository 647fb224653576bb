//! A watched folder, programs that work in it, and what the trigger says about them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use hookloom_core::file::{
    FileChange, FileEventKind, FileTrigger, RelativePath, Snapshot, SnapshotUpdate,
};
use hookloom_core::id::AutomationId;
use hookloom_engine::triggers::file::{
    FileBatch, FileOptions, FileStatus, FileTriggers, FileWatch,
};
use tempfile::TempDir;
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Long enough for the slowest machine; only a failing test waits for it.
const DEADLINE: Duration = Duration::from_secs(60);

/// A folder with one automation that watches it for everything, and with room beside it.
pub struct Watched {
    pub triggers: FileTriggers,
    pub settings: FileTrigger,
    batches: mpsc::Receiver<FileBatch>,
    /// What a database would have stored.
    stored: Snapshot,
    sentinels: usize,
    space: TempDir,
}

/// The automation of the tests that need only one.
pub const AUTOMATION: AutomationId = AutomationId::new(Uuid::from_u128(1));

impl Watched {
    /// Runs `script` in a new folder and then watches it; nothing is told of what it made.
    pub async fn after(script: &str) -> Self {
        Self::with(script, FileOptions::default(), |_| {}).await
    }

    /// The same with other options and settings.
    pub async fn with(
        script: &str,
        options: FileOptions,
        change: impl FnOnce(&mut FileTrigger),
    ) -> Self {
        let mut watched = Self::not_yet(options, change);
        run(&watched.folder(), script);
        watched.watch().await;
        watched
    }

    /// The folder is there and empty, but not yet watched.
    pub fn not_yet(options: FileOptions, change: impl FnOnce(&mut FileTrigger)) -> Self {
        let space = TempDir::new().unwrap();
        let folder = space.path().join("in");
        fs::create_dir(&folder).unwrap();
        fs::create_dir(space.path().join("beside")).unwrap();
        let mut settings = everything(&folder);
        change(&mut settings);
        let (sink, batches) = mpsc::channel(16);
        Self {
            triggers: FileTriggers::start(sink, options, CancellationToken::new()),
            settings,
            batches,
            stored: Snapshot::default(),
            sentinels: 0,
            space,
        }
    }

    /// Begins to watch, with what is stored, and waits until the folder is in sight.
    pub async fn watch(&mut self) {
        let stored = BTreeMap::from([(AUTOMATION, self.stored.clone())]);
        self.triggers.set_watches(vec![self.wanted()], stored);
        self.comes_in_sight().await;
    }

    /// Goes on with other settings and waits until the folder is in sight again.
    pub async fn watch_again(&mut self) {
        self.triggers
            .set_watches(vec![self.wanted()], BTreeMap::new());
        self.comes_in_sight().await;
    }

    /// Whenever the folder comes in sight, the row of the folder itself is written.
    async fn comes_in_sight(&mut self) {
        loop {
            let batch = self.take().await;
            assert_eq!(batch.changes, []);
            let is_folder = |update: &SnapshotUpdate| matches!(update, SnapshotUpdate::Put(path, _) if path.is_root());
            if batch.snapshot.iter().any(is_folder) {
                break;
            }
        }
        self.becomes("in sight", is_in_sight).await;
    }

    /// Ends all triggers, as if Hookloom were closed, and begins with none; what is stored stays.
    pub fn restart(&mut self, options: FileOptions) {
        let (sink, batches) = mpsc::channel(16);
        self.triggers = FileTriggers::start(sink, options, CancellationToken::new());
        self.batches = batches;
    }

    /// As the database does when the settings name another folder.
    pub fn forget_everything(&mut self) {
        self.stored = Snapshot::default();
    }

    /// As if Hookloom had been killed in the middle of the first look.
    pub fn forget_that_the_first_look_was_finished(&mut self) {
        self.stored
            .apply(&SnapshotUpdate::Delete(RelativePath::root()));
    }

    pub fn wanted(&self) -> FileWatch {
        FileWatch {
            automation: AUTOMATION,
            settings: self.settings.clone(),
        }
    }

    pub fn folder(&self) -> PathBuf {
        PathBuf::from(&self.settings.folder)
    }

    /// A path in the watched folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    /// A path beside the watched folder.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.space.path().join("beside").join(name)
    }

    /// Runs a shell script in the watched folder. It must succeed.
    pub fn sh(&self, script: &str) {
        run(&self.folder(), script);
    }

    /// Runs a script and gives back what the trigger says of it.
    pub async fn events_of(&mut self, script: &str) -> Vec<String> {
        self.sh(script);
        self.events().await
    }

    /// What the trigger says of everything done so far, in order: `+a` added, `~a` changed,
    /// `a>b` renamed, `-a` deleted.
    pub async fn events(&mut self) -> Vec<String> {
        let events = self.events_so_far().await;
        self.the_stored_snapshot_is_what_is_on_disk();
        events
    }

    /// The same while some file is still being written, so that it is rightly not yet known.
    ///
    /// That this is all is proved by files of our own. When one is told to be there, all before it
    /// was noticed; when it is told to be gone, all that was noticed has come to rest. The next one
    /// must come with nothing before it.
    pub async fn events_so_far(&mut self) -> Vec<String> {
        self.sentinels += 1;
        // The name puts it last among what is told at the same time.
        let name = format!("~sentinel-{}", self.sentinels);
        let sentinel = self.folder().join(&name);
        fs::write(&sentinel, "!").unwrap();
        let mut events = self.events_until(&format!("+{name}")).await;
        fs::remove_file(&sentinel).unwrap();
        events.extend(self.events_until(&format!("-{name}")).await);
        fs::write(&sentinel, "!").unwrap();
        let later = self.events_until(&format!("+{name}")).await;
        assert_eq!(later, [""; 0], "came late, after {events:?}");
        events.sort();
        events
    }

    async fn events_until(&mut self, last: &str) -> Vec<String> {
        let mut events = Vec::new();
        while events.last().is_none_or(|event| event != last) {
            events.extend(self.batch().await.iter().map(line));
        }
        events.pop();
        events
    }

    /// The changes of the next batch.
    pub async fn batch(&mut self) -> Vec<FileChange> {
        self.take().await.changes
    }

    /// Takes the next batch as the engine does: its rows and its changes together.
    pub async fn take(&mut self) -> FileBatch {
        let batch = timeout(DEADLINE, self.batches.recv()).await;
        let batch = batch
            .unwrap_or_else(|_| panic!("nothing came: {:?}", self.triggers.statuses().borrow()));
        let batch = batch.expect("the trigger ended");
        assert!(batch.changes.len() <= 500, "{}", batch.changes.len());
        if batch.automation == AUTOMATION {
            assert_eq!(batch.settings.folder, self.settings.folder);
            batch
                .snapshot
                .iter()
                .for_each(|update| self.stored.apply(update));
        }
        batch
    }

    /// Takes batches, none of which may tell of a change, until the status is as asked for.
    pub async fn becomes(&mut self, what: &str, is: impl Fn(&FileStatus) -> bool) -> FileStatus {
        self.becomes_for(AUTOMATION, what, is).await
    }

    /// The same for any automation.
    pub async fn becomes_for(
        &mut self,
        automation: AutomationId,
        what: &str,
        is: impl Fn(&FileStatus) -> bool,
    ) -> FileStatus {
        let mut statuses = self.triggers.statuses();
        let found = timeout(DEADLINE, async {
            loop {
                let status = statuses.borrow_and_update().get(&automation).cloned();
                if let Some(status) = status.filter(&is) {
                    return status;
                }
                tokio::select! {
                    changed = statuses.changed() => changed.unwrap(),
                    changes = self.batch() => assert_eq!(changes, [], "not {what} yet"),
                }
            }
        });
        found
            .await
            .unwrap_or_else(|_| panic!("never {what}: {:?}", self.triggers.statuses().borrow()))
    }

    /// Takes batches until so many changes were told.
    pub async fn told(&mut self, changes: usize) -> Vec<String> {
        let mut told = Vec::new();
        while told.len() < changes {
            told.extend(self.batch().await.iter().map(line));
        }
        told
    }

    fn the_stored_snapshot_is_what_is_on_disk(&self) {
        assert!(self.stored.is_whole());
        let stored = self.stored.under(&RelativePath::root());
        let stored: BTreeMap<PathBuf, u64> = stored
            .map(|(path, stat)| (path_on_disk(&self.folder(), path), stat.size))
            .collect();
        let patterns = self.settings.patterns().unwrap();
        let on_disk = files_below(&self.folder()).into_iter().filter(|(path, _)| {
            let relative = path.strip_prefix(self.folder()).unwrap();
            let is_deep = relative.components().count() > 1;
            let relative = RelativePath::from_bytes(relative.as_os_str().as_encoded_bytes());
            patterns.admit_file(&relative) && (self.settings.subfolders || !is_deep)
        });
        assert_eq!(stored, on_disk.collect());
    }
}

/// Whether the folder is in sight.
pub fn is_in_sight(status: &FileStatus) -> bool {
    matches!(
        status,
        FileStatus::Watching { .. } | FileStatus::Polling { .. }
    )
}

/// Settings that ask for everything and wait only for a short while.
pub fn everything(folder: &Path) -> FileTrigger {
    FileTrigger {
        folder: folder.to_str().unwrap().to_owned(),
        on: BTreeSet::from([
            FileEventKind::Added,
            FileEventKind::Changed,
            FileEventKind::Renamed,
            FileEventKind::Deleted,
        ]),
        settle_seconds: 0.5,
        ..FileTrigger::default()
    }
}

/// Runs a shell script in `folder`. It must succeed.
pub fn run(folder: &Path, script: &str) {
    let output = Command::new("sh")
        .args(["-ec", script])
        .current_dir(folder)
        .env("HOME", folder.parent().unwrap())
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{script}: {stderr}");
}

/// Whether a program is installed.
pub fn has(program: &str) -> bool {
    let found = Command::new("sh")
        .args(["-c", &format!("command -v {program}")])
        .output();
    found.is_ok_and(|found| found.status.success())
}

/// One change as a short line.
pub fn line(change: &FileChange) -> String {
    let path = &change.path;
    match (change.kind, &change.from) {
        (FileEventKind::Added, None) => format!("+{path}"),
        (FileEventKind::Changed, None) => format!("~{path}"),
        (FileEventKind::Deleted, None) => format!("-{path}"),
        (FileEventKind::Renamed, Some(from)) => format!("{from}>{path}"),
        odd => panic!("{odd:?}"),
    }
}

fn files_below(folder: &Path) -> BTreeMap<PathBuf, u64> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            files.extend(files_below(&entry.path()));
        } else if kind.is_file() {
            files.insert(entry.path(), entry.metadata().unwrap().len());
        }
    }
    files
}

fn path_on_disk(folder: &Path, path: &RelativePath) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    folder.join(std::ffi::OsStr::from_bytes(path.as_bytes()))
}
