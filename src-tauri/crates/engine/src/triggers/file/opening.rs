//! Beginning to watch a folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use hookloom_core::file::{FileTrigger, RelativePath};

use super::folders::{Extent, Folders};
use super::mounts::{Disk, Mounts};
use super::options::FileOptions;
use super::queue::Queue;
use super::root::{Root, problem};
use super::scan::Found;
use super::status::FileStatus;
use super::watcher::Watcher;

/// What is needed to watch any folder.
#[derive(Clone, Debug)]
pub(super) struct Means {
    pub watcher: Arc<Watcher>,
    pub queue: Arc<Queue>,
    pub options: Arc<FileOptions>,
}

impl Means {
    /// Finds the folder, watches it and all below it, and lists what is there.
    ///
    /// # Errors
    /// The status that says why the folder can't be watched.
    pub fn open(&self, settings: &FileTrigger) -> Result<(Folders, Found), FileStatus> {
        let folder = &settings.folder;
        let root = Root::find(folder).map_err(|error| missing(folder, &error))?;
        let mounts = Mounts::read();
        self.refuse(root.path(), &mounts)?;
        let patterns = settings.patterns().map_err(|error| FileStatus::Failed {
            message: error.to_string(),
        })?;
        let extent = Extent {
            patterns,
            subfolders: settings.subfolders,
            poll: settings.poll,
            own: self.options.own.clone(),
        };
        let (watcher, queue) = (Arc::clone(&self.watcher), Arc::clone(&self.queue));
        let mut folders = Folders::new(watcher, queue, root, extent, mounts);
        let found = folders.walk(&RelativePath::root());
        match found.unreadable_root() {
            Some(error) => Err(missing(folder, error)),
            None => Ok((folders, found)),
        }
    }

    fn refuse(&self, folder: &Path, mounts: &Mounts) -> Result<(), FileStatus> {
        match refusal(folder, mounts, &self.options.own) {
            Some(message) => Err(FileStatus::Failed { message }),
            None => Ok(()),
        }
    }
}

/// Why a folder is never watched, in words.
pub(super) fn refusal(folder: &Path, mounts: &Mounts, own: &[PathBuf]) -> Option<String> {
    let shown = folder.display();
    if *mounts.of(folder).1 == Disk::Pseudo {
        let message = format!("{shown} holds no ordinary files. Choose another folder.");
        return Some(message);
    }
    own.iter()
        .any(|own| folder.starts_with(own))
        .then(|| format!("{shown} holds Hookloom's own files. Choose another folder."))
}

/// The status of a folder that is not there or can't be read.
pub(super) fn missing(folder: &str, error: &std::io::Error) -> FileStatus {
    FileStatus::FolderMissing {
        message: problem(folder, error),
    }
}

/// The status of a folder whose disk was taken out and left an empty place.
pub(super) fn unmounted(folder: &str) -> FileStatus {
    FileStatus::FolderMissing {
        message: format!(
            "The disk with this folder is not connected: {folder}. Connect it or choose another folder."
        ),
    }
}
