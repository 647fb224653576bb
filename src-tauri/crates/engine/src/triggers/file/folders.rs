//! The folders of one automation: which are watched, which must be polled.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hookloom_core::file::{Patterns, RelativePath};

use super::mounts::{Disk, Mounts};
use super::poll::{Polled, Unwatched};
use super::queue::Queue;
use super::root::Root;
use super::scan::Found;
use super::watcher::{Refusal, Watcher};

/// The watched folder and all below it that is not ignored. Each is registered by itself, so that
/// ignored ones cost nothing. Letting go of this ends all of it.
#[derive(Debug)]
pub(super) struct Folders {
    watcher: Arc<Watcher>,
    queue: Arc<Queue>,
    root: Root,
    extent: Extent,
    mounts: Mounts,
    watched: BTreeSet<RelativePath>,
    polled: Polled,
}

/// How far an automation sees.
#[derive(Clone, Debug)]
pub(super) struct Extent {
    /// Its patterns.
    pub patterns: Patterns,
    /// Whether it looks into subfolders.
    pub subfolders: bool,
    /// Whether it only looks from time to time.
    pub poll: bool,
    /// Folders it never looks into.
    pub own: Vec<PathBuf>,
}

impl Folders {
    /// Nothing is watched before the first walk.
    pub fn new(
        watcher: Arc<Watcher>,
        queue: Arc<Queue>,
        root: Root,
        extent: Extent,
        mounts: Mounts,
    ) -> Self {
        Self {
            watcher,
            queue,
            root,
            extent,
            mounts,
            watched: BTreeSet::new(),
            polled: Polled::default(),
        }
    }

    /// The watched folder itself.
    pub fn root(&self) -> &Root {
        &self.root
    }

    /// Whether a file at `path` concerns the automation.
    pub fn admit_file(&self, path: &RelativePath) -> bool {
        let near = self.extent.subfolders || path.parent().is_some_and(|folder| folder.is_root());
        near && self.extent.patterns.admit_file(path)
    }

    /// Where the disk with the watched folder is mounted.
    pub fn mount_point(&self) -> &Path {
        self.mounts.of(self.root.path()).0
    }

    /// Whether the watched folder is still there, and the same disk in its place.
    pub fn are_there(&self) -> bool {
        self.root.is_there() && Mounts::read().of(self.root.path()).0 == self.mount_point()
    }

    /// How many folders are watched.
    pub fn watched(&self) -> usize {
        self.watched.len()
    }

    /// Whether the folder is watched or polled.
    pub fn covers(&self, folder: &RelativePath) -> bool {
        self.watched.contains(folder) || self.polled.covers(folder)
    }

    /// Which folders must be polled.
    pub fn polled(&self) -> &Polled {
        &self.polled
    }

    /// Goes through `start` and all below it. Each folder is watched before it is listed, so that
    /// nothing falls between; those that are gone are let go.
    pub fn walk(&mut self, start: &RelativePath) -> Found {
        if start.is_root() {
            self.mounts = Mounts::read();
        }
        let mut found = Found::default();
        let mut ahead = vec![start.clone()];
        while let Some(folder) = ahead.pop() {
            if !self.enter(&folder, folder == *start) {
                continue;
            }
            let listed = found.list(&folder, &self.root.absolute(&folder), |path| {
                self.admit_file(path)
            });
            match listed {
                Ok(subfolders) => ahead.extend(subfolders),
                Err(error) => self.give_up(&folder, error, &mut found),
            }
            found.folders.insert(folder);
        }
        self.keep_only(start, &found.folders);
        found
    }

    /// Lets go of `folder` and all below it.
    pub fn leave(&mut self, folder: &RelativePath) {
        self.keep_only(folder, &BTreeSet::new());
    }

    /// Watches the folder, or notes that it must be polled; whether to look into it.
    fn enter(&mut self, folder: &RelativePath, is_start: bool) -> bool {
        let on_disk = self.root.absolute(folder);
        let mounted = match is_start {
            true => Some(self.mounts.of(&on_disk).1),
            false => self.mounts.at(&on_disk),
        };
        let unwatched = match mounted {
            Some(Disk::Pseudo) => return false,
            Some(Disk::Remote(kind)) => Some(Unwatched::Remote(kind.clone())),
            Some(Disk::Local) | None => self.extent.poll.then_some(Unwatched::Chosen),
        };
        if !self.admit_folder(folder, &on_disk) {
            return false;
        }
        let above = folder.parent();
        match unwatched {
            _ if above.is_some_and(|above| self.polled.covers(&above)) => true,
            Some(why) => {
                self.polled.insert(folder.clone(), why);
                true
            }
            None => self.watch(folder, &on_disk),
        }
    }

    fn watch(&mut self, folder: &RelativePath, on_disk: &Path) -> bool {
        match self.watcher.watch(on_disk, &self.queue) {
            Ok(()) => {
                self.polled.remove(folder);
                self.watched.insert(folder.clone());
                true
            }
            Err(Refusal::Gone) => false,
            Err(refusal) => {
                let why = Unwatched::Refused(refusal);
                self.polled.insert(folder.clone(), why);
                true
            }
        }
    }

    fn admit_folder(&self, folder: &RelativePath, on_disk: &Path) -> bool {
        let near = folder.is_root() || self.extent.subfolders;
        near && !self.extent.own.iter().any(|own| on_disk.starts_with(own))
            && (folder.is_root() || self.extent.patterns.admit_folder(folder))
    }

    /// A folder that can't be listed can't be polled either; one that is gone holds nothing.
    fn give_up(&mut self, folder: &RelativePath, error: std::io::Error, found: &mut Found) {
        self.polled.remove(folder);
        if error.kind() != std::io::ErrorKind::NotFound || folder.is_root() {
            found.unreadable.push((folder.clone(), error));
        }
    }

    /// Lets go of `start` and what lies below it, save for the folders in `kept`.
    fn keep_only(&mut self, start: &RelativePath, kept: &BTreeSet<RelativePath>) {
        let inside = |folder: &RelativePath| folder == start || folder.is_under(start);
        self.polled
            .retain(|folder| !inside(folder) || kept.contains(folder));
        // What begins alike stands together; what merely begins alike is sorted out by `inside`.
        let alike = self.watched.range(start..);
        let alike = alike.take_while(|folder| folder.as_bytes().starts_with(start.as_bytes()));
        let gone = alike.filter(|folder| inside(folder) && !kept.contains(*folder));
        for folder in gone.cloned().collect::<Vec<_>>() {
            self.watcher
                .unwatch(&self.root.absolute(&folder), &self.queue);
            self.watched.remove(&folder);
        }
    }
}

impl Drop for Folders {
    fn drop(&mut self) {
        self.leave(&RelativePath::root());
    }
}
