//! A look at a folder that nobody watches: for the form, and for the files that are already there.

use std::collections::BTreeSet;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use hookloom_core::file::{
    FileChange, FileEventKind, FileTrigger, PatternError, Patterns, RelativePath,
};
use hookloom_core::view::{FolderLook, WatchShortage};

use super::look::{Look, look_of};
use super::mounts::{Disk, Mounts};
use super::opening::refusal;
use super::options::FileOptions;
use super::root::{Root, name_bytes, problem};

/// How long a look for the form may take.
const LONGEST: Duration = Duration::from_millis(1_500);
/// How many files and folders it looks at.
const MOST: usize = 500_000;
/// How many names it gives.
const NAMES: usize = 3;

/// A look that ends soon after this is dropped.
#[derive(Debug, Default)]
pub struct Glance {
    over: Arc<AtomicBool>,
}

impl Glance {
    /// What the look asks whether it should go on.
    pub fn over(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.over)
    }
}

impl Drop for Glance {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
    }
}

/// Looks at the folder of settings that need not be saved. It blocks, for a bounded time.
///
/// # Errors
/// A pattern that can't be used.
pub fn glance(
    settings: &FileTrigger,
    options: &FileOptions,
    over: &AtomicBool,
) -> Result<FolderLook, PatternError> {
    let deadline = Instant::now() + LONGEST;
    let mut left = MOST;
    let mut more = false;
    let mut go_on = || {
        left = left.saturating_sub(1);
        let on = left > 0 && Instant::now() < deadline && !over.load(Ordering::Relaxed);
        more |= !on;
        on
    };
    let (mut files, mut names) = (0, BTreeSet::new());
    let seen = walk(settings, options, &mut go_on, |path, _| {
        files += 1;
        names.insert(path.clone());
        if names.len() > NAMES {
            names.pop_last();
        }
    })?;
    let Walked { folders, note } = match seen {
        Ok(walked) => walked,
        Err(look) => return Ok(look),
    };
    let allowed = u64::try_from(options.watches).unwrap_or(u64::MAX);
    let short = !settings.poll && folders > allowed;
    Ok(FolderLook::Seen {
        files,
        names: names.iter().map(ToString::to_string).collect(),
        more,
        shortage: short.then_some(WatchShortage {
            needed: folders,
            allowed,
        }),
        note,
    })
}

/// The files that are in the folder now, as if each had just been added, in order of their paths.
/// It blocks for as long as it takes.
///
/// # Errors
/// Why the folder can't be looked at, in words.
pub fn existing(
    settings: &FileTrigger,
    options: &FileOptions,
    over: &AtomicBool,
) -> Result<Vec<FileChange>, String> {
    let mut found = Vec::new();
    let mut go_on = || !over.load(Ordering::Relaxed);
    let seen = walk(settings, options, &mut go_on, |path, entry| {
        let looked = entry.metadata().map(|found| look_of(&found));
        if let Ok(Look::File(stat)) = looked {
            found.push(FileChange {
                kind: FileEventKind::Added,
                path: path.clone(),
                from: None,
                stat,
            });
        }
    });
    match seen.map_err(|error| error.to_string())? {
        Ok(_) => {
            found.sort_by(|a, b| a.path.cmp(&b.path));
            Ok(found)
        }
        Err(FolderLook::Missing { message } | FolderLook::Unusable { message }) => Err(message),
        Err(FolderLook::Seen { .. }) => Ok(found),
    }
}

/// What a walk went through.
struct Walked {
    folders: u64,
    note: Option<String>,
}

/// Goes through the folder and those below it as a watch would, for as long as `go_on` says so.
fn walk(
    settings: &FileTrigger,
    options: &FileOptions,
    go_on: &mut impl FnMut() -> bool,
    mut each: impl FnMut(&RelativePath, &DirEntry),
) -> Result<Result<Walked, FolderLook>, PatternError> {
    let patterns = settings.patterns()?;
    let mounts = Mounts::read();
    let root = match root(settings, options, &mounts) {
        Ok(root) => root,
        Err(look) => return Ok(Err(look)),
    };
    let mut walked = Walked {
        folders: 0,
        note: note(root.path(), &mounts),
    };
    let mut ahead = vec![RelativePath::root()];
    while let Some(folder) = ahead.pop() {
        let on_disk = root.absolute(&folder);
        if !folder.is_root() && !may_enter(&folder, &on_disk, &patterns, options, &mounts) {
            continue;
        }
        let listed = match fs::read_dir(&on_disk) {
            Ok(listed) => listed,
            Err(error) if folder.is_root() => return Ok(Err(unusable(&settings.folder, &error))),
            Err(_) => continue,
        };
        walked.folders += 1;
        for entry in listed.flatten() {
            if !go_on() {
                return Ok(Ok(walked));
            }
            let path = folder.join(&name_bytes(&entry.file_name()));
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && settings.subfolders => ahead.push(path),
                Ok(kind) if kind.is_file() && patterns.admit_file(&path) => each(&path, &entry),
                _ => {}
            }
        }
    }
    Ok(Ok(walked))
}

fn root(
    settings: &FileTrigger,
    options: &FileOptions,
    mounts: &Mounts,
) -> Result<Root, FolderLook> {
    let root = Root::find(&settings.folder).map_err(|error| unusable(&settings.folder, &error))?;
    match refusal(root.path(), mounts, &options.own) {
        Some(message) => Err(FolderLook::Unusable { message }),
        None => Ok(root),
    }
}

fn may_enter(
    folder: &RelativePath,
    on_disk: &Path,
    patterns: &Patterns,
    options: &FileOptions,
    mounts: &Mounts,
) -> bool {
    let is_own = |own: &PathBuf| on_disk.starts_with(own);
    patterns.admit_folder(folder)
        && mounts.at(on_disk) != Some(&Disk::Pseudo)
        && !options.own.iter().any(is_own)
}

fn note(folder: &Path, mounts: &Mounts) -> Option<String> {
    match mounts.of(folder).1 {
        Disk::Remote(kind) => Some(format!(
            "This folder lies on a network drive ({kind}), which doesn't tell of changes. It will \
             be checked every 30 s."
        )),
        Disk::Local | Disk::Pseudo => None,
    }
}

fn unusable(folder: &str, error: &io::Error) -> FolderLook {
    let message = problem(folder, error);
    match error.kind() {
        io::ErrorKind::NotFound => FolderLook::Missing { message },
        _ => FolderLook::Unusable { message },
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn settings(folder: &Path) -> FileTrigger {
        FileTrigger {
            folder: folder.to_str().unwrap().to_owned(),
            ..FileTrigger::default()
        }
    }

    fn look(settings: &FileTrigger, options: &FileOptions) -> FolderLook {
        glance(settings, options, &AtomicBool::new(false)).unwrap()
    }

    /// Five files, three of them PDFs, one of these in a folder and one in a hidden one.
    fn sample() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for path in ["a.pdf", "b.txt", "x/c.pdf", ".git/d.pdf", "x/y/e.txt"] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "1").unwrap();
        }
        folder
    }

    #[test]
    fn a_look_counts_and_names_what_matches() {
        let folder = sample();
        let pdf = FileTrigger {
            only: vec!["*.pdf".to_owned()],
            ..settings(folder.path())
        };
        let seen = |files, names: &[&str]| FolderLook::Seen {
            files,
            names: names.iter().map(ToString::to_string).collect(),
            more: false,
            shortage: None,
            note: None,
        };
        let options = FileOptions::default();
        assert_eq!(look(&pdf, &options), seen(2, &["a.pdf", "x/c.pdf"]));
        let flat = FileTrigger {
            subfolders: false,
            ..pdf
        };
        assert_eq!(look(&flat, &options), seen(1, &["a.pdf"]));
        let found = existing(&settings(folder.path()), &options, &AtomicBool::new(false)).unwrap();
        let paths = found.iter().map(|change| change.path.to_string());
        assert_eq!(
            paths.collect::<Vec<_>>(),
            ["a.pdf", "b.txt", "x/c.pdf", "x/y/e.txt"]
        );
    }

    #[test]
    fn more_folders_than_the_system_watches_are_a_shortage_unless_they_are_polled() {
        let folder = sample();
        let options = FileOptions {
            watches: 2,
            ..FileOptions::default()
        };
        let FolderLook::Seen { shortage, .. } = look(&settings(folder.path()), &options) else {
            panic!()
        };
        let (needed, allowed) = (3, 2);
        assert_eq!(shortage, Some(WatchShortage { needed, allowed }));
        let polled = FileTrigger {
            poll: true,
            ..settings(folder.path())
        };
        let FolderLook::Seen { shortage, .. } = look(&polled, &options) else {
            panic!()
        };
        assert_eq!(shortage, None);
    }

    #[test]
    fn a_look_that_nobody_waits_for_ends() {
        let folder = sample();
        let over = Glance::default().over();
        let seen = glance(&settings(folder.path()), &FileOptions::default(), &over).unwrap();
        assert!(matches!(
            seen,
            FolderLook::Seen {
                files: 0,
                more: true,
                ..
            }
        ));
    }

    #[test]
    fn what_cannot_be_watched_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let options = FileOptions {
            own: vec![folder.path().canonicalize().unwrap()],
            ..FileOptions::default()
        };
        let own = look(&settings(folder.path()), &options);
        assert!(matches!(&own, FolderLook::Unusable { message } if message.contains("own files")));
        let gone = look(&settings(&folder.path().join("gone")), &options);
        assert!(matches!(gone, FolderLook::Missing { .. }));
    }
}
