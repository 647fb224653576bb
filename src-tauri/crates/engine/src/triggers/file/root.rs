//! The watched folder: from paths on disk to paths below it, and back.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use hookloom_core::file::{FileStat, RelativePath};

use super::look::{Look, look};
use crate::regular_file;

/// The folder an automation watches, as it lies on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Root {
    /// Its real path: links on the way to it are followed, once.
    path: PathBuf,
    /// What it was when it was found.
    stat: FileStat,
}

/// What is wrong with a folder that is to be watched, in words for the person who chose it;
/// nothing if it can be watched.
pub fn folder_problem(folder: &str) -> Option<String> {
    Root::find(folder)
        .and_then(|root| std::fs::read_dir(root.path))
        .err()
        .map(|error| problem(folder, &error))
}

/// The words for why `folder` can't be read.
pub(super) fn problem(folder: &str, error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => {
            format!("This folder doesn't exist: {folder}. Create it or choose another.")
        }
        ErrorKind::NotADirectory => {
            format!("This is not a folder: {folder}. Choose the folder around it.")
        }
        ErrorKind::PermissionDenied => "You don't have permission to read this folder.".to_owned(),
        _ => format!("This folder can't be read: {folder} ({error})."),
    }
}

impl Root {
    /// Finds the folder that a person wrote as `folder`.
    pub fn find(folder: &str) -> io::Result<Self> {
        let path = Path::new(folder).canonicalize()?;
        match look(&path) {
            Look::Folder(stat) => Ok(Self { path, stat }),
            _ => Err(ErrorKind::NotADirectory.into()),
        }
    }

    /// Its real path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it was when it was found.
    pub fn stat(&self) -> FileStat {
        self.stat
    }

    /// Whether it is still there, and not another one in its place.
    pub fn is_there(&self) -> bool {
        let identity = |stat: &FileStat| (stat.inode, stat.born_ns);
        matches!(look(&self.path), Look::Folder(stat) if identity(&stat) == identity(&self.stat))
    }

    /// Where `path` lies on disk.
    pub fn absolute(&self, path: &RelativePath) -> PathBuf {
        match path.is_root() {
            true => self.path.clone(),
            false => self.path.join(regular_file::system_path(path)),
        }
    }

    /// Where a path on disk lies in here; nothing if it lies elsewhere.
    pub fn relative(&self, path: &Path) -> Option<RelativePath> {
        let below = path.strip_prefix(&self.path).ok()?;
        Some(platform::relative(below))
    }
}

/// The name of an entry of a folder.
pub(super) fn name_bytes(name: &std::ffi::OsStr) -> Vec<u8> {
    platform::relative(Path::new(name)).as_bytes().to_vec()
}

#[cfg(unix)]
mod platform {
    use super::{Path, RelativePath};
    use std::os::unix::ffi::OsStrExt;

    pub fn relative(below: &Path) -> RelativePath {
        RelativePath::from_bytes(below.as_os_str().as_bytes())
    }
}

/// Names here are text, save for lone surrogates, which are shown as `�`.
#[cfg(not(unix))]
mod platform {
    use super::{Path, RelativePath};

    pub fn relative(below: &Path) -> RelativePath {
        let parts = below.iter().map(|part| part.to_string_lossy());
        RelativePath::from(parts.collect::<Vec<_>>().join("/").as_str())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::fs;

    use super::*;

    #[test]
    fn a_folder_that_can_be_watched_has_no_problem() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(folder_problem(folder.path().to_str().unwrap()), None);
    }

    #[test]
    fn what_is_wrong_with_a_folder_is_said_with_the_mend() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("gone").to_str().unwrap().to_owned();
        assert_eq!(
            folder_problem(&missing).unwrap(),
            format!("This folder doesn't exist: {missing}. Create it or choose another.")
        );
        let file = folder.path().join("file").to_str().unwrap().to_owned();
        fs::write(&file, "").unwrap();
        assert_eq!(
            folder_problem(&file).unwrap(),
            format!("This is not a folder: {file}. Choose the folder around it.")
        );
        let denied = problem("/root", &ErrorKind::PermissionDenied.into());
        assert_eq!(denied, "You don't have permission to read this folder.");
    }

    #[test]
    fn paths_go_down_and_come_back() {
        let folder = tempfile::tempdir().unwrap();
        let root = Root::find(folder.path().to_str().unwrap()).unwrap();
        let path = RelativePath::from("a/b");
        assert_eq!(root.relative(&root.absolute(&path)), Some(path));
        let itself = root.relative(root.path());
        assert_eq!(itself, Some(RelativePath::root()));
        assert_eq!(root.absolute(&RelativePath::root()), root.path());
        assert_eq!(root.relative(Path::new("/elsewhere")), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_the_folder_is_followed_once() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        fs::create_dir(&real).unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        let root = Root::find(link.to_str().unwrap()).unwrap();
        assert_eq!(root.path(), real.canonicalize().unwrap());
    }

    #[test]
    fn another_folder_in_its_place_is_not_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let (here, aside) = (folder.path().join("here"), folder.path().join("aside"));
        fs::create_dir(&here).unwrap();
        let root = Root::find(here.to_str().unwrap()).unwrap();
        assert!(root.is_there());
        fs::rename(&here, &aside).unwrap();
        assert!(!root.is_there());
        fs::create_dir(&here).unwrap();
        assert!(!root.is_there());
    }
}
