//! Reading the content of files that goes along with their events.

use std::fs::{File, Metadata};
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use hookloom_core::file::{
    Content, ContentKind, FileChange, FileEventKind, FileStat, FileTrigger, GROUP_CONTENT, LeftOut,
    Several, Told,
};

use super::look::{Look, look_of};
use super::root::Root;
use crate::regular_file;

/// The changes, each with what became of reading the file if `settings` ask for that. It may block.
///
/// Only the very file that was seen is read, as it was when it came to rest: links are not
/// followed, and another file in its place or later writing leaves the content out.
pub fn tell(changes: &[FileChange], settings: &FileTrigger) -> Vec<Told> {
    let told = |change: &FileChange, content| Told {
        change: change.clone(),
        content,
    };
    if settings.content == ContentKind::None {
        return changes.iter().map(|change| told(change, None)).collect();
    }
    let root = Root::find(&settings.folder);
    let mut room = match settings.several {
        Several::Each => u64::MAX,
        Several::Group => GROUP_CONTENT,
    };
    changes
        .iter()
        .map(|change| {
            let content = match &root {
                Ok(root) => content(root, change, settings, &mut room),
                Err(error) => Content::LeftOut(why(error)),
            };
            told(change, Some(content))
        })
        .collect()
}

/// The content of the changed file; what is read makes the `room` for the others smaller.
fn content(root: &Root, change: &FileChange, settings: &FileTrigger, room: &mut u64) -> Content {
    let size = change.stat.size;
    if change.kind == FileEventKind::Deleted {
        return Content::LeftOut(LeftOut::Gone);
    }
    if size > settings.most_content() {
        return Content::LeftOut(LeftOut::TooLarge(settings.content_kb));
    }
    if size > *room {
        let kb = u32::try_from(GROUP_CONTENT / 1024).unwrap_or(u32::MAX);
        return Content::LeftOut(LeftOut::GroupFull(kb));
    }
    match read(&root.absolute(&change.path), &change.stat) {
        Ok(bytes) => {
            *room -= size;
            settings.content.of(bytes)
        }
        Err(why) => Content::LeftOut(why),
    }
}

/// Reads the file that was seen as `seen`, and nothing else.
fn read(path: &Path, seen: &FileStat) -> Result<Vec<u8>, LeftOut> {
    let mut file = regular_file::open(path).map_err(|error| why(&error))?;
    let expect_as_seen = |file: &File| {
        let metadata = file.metadata().map_err(|error| why(&error))?;
        match is_as_seen(&metadata, seen) {
            true => Ok(()),
            false => Err(LeftOut::Changed),
        }
    };
    expect_as_seen(&file)?;
    let mut bytes = Vec::with_capacity(usize::try_from(seen.size).unwrap_or_default());
    let mut bounded = (&mut file).take(seen.size);
    bounded
        .read_to_end(&mut bytes)
        .map_err(|error| why(&error))?;
    expect_as_seen(&file)?;
    Ok(bytes)
}

fn is_as_seen(metadata: &Metadata, seen: &FileStat) -> bool {
    match look_of(metadata) {
        Look::File(stat) => stat.inode == seen.inode && stat.same_content(seen),
        _ => false,
    }
}

fn why(error: &io::Error) -> LeftOut {
    match error.kind() {
        ErrorKind::NotFound => LeftOut::Gone,
        ErrorKind::PermissionDenied => {
            LeftOut::Unreadable("you don't have permission to read it".to_owned())
        }
        _ if regular_file::is_link(error) => LeftOut::Changed,
        _ => LeftOut::Unreadable(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::fs;

    use super::super::look::look;
    use super::*;

    /// A change of a file in the folder, as a look would have it.
    fn change(folder: &Path, name: &str) -> FileChange {
        let Look::File(stat) = look(&folder.join(name)) else {
            panic!("{name} is no file")
        };
        FileChange {
            kind: FileEventKind::Added,
            path: name.into(),
            from: None,
            stat,
        }
    }

    fn settings(folder: &Path, content: ContentKind) -> FileTrigger {
        FileTrigger {
            folder: folder.to_str().unwrap().to_owned(),
            content,
            content_kb: 1,
            ..FileTrigger::default()
        }
    }

    fn left_out(why: LeftOut) -> Option<Content> {
        Some(Content::LeftOut(why))
    }

    #[test]
    fn a_file_is_read_as_it_was_seen() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a"), "hello").unwrap();
        let seen = [change(folder.path(), "a")];
        let told = tell(&seen, &settings(folder.path(), ContentKind::Text));
        assert_eq!(told[0].content, Some(Content::Read("hello".to_owned())));
        let told = tell(&seen, &settings(folder.path(), ContentKind::None));
        assert_eq!(told[0].content, None);
    }

    #[test]
    fn what_is_too_large_or_gone_or_written_again_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["large", "gone", "written", "replaced"] {
            fs::write(folder.path().join(name), "1").unwrap();
        }
        fs::write(folder.path().join("large"), "x".repeat(1025)).unwrap();
        let seen = ["large", "gone", "written", "replaced"].map(|name| change(folder.path(), name));
        fs::remove_file(folder.path().join("gone")).unwrap();
        fs::write(folder.path().join("written"), "12").unwrap();
        fs::write(folder.path().join("new"), "2").unwrap();
        fs::rename(folder.path().join("new"), folder.path().join("replaced")).unwrap();
        let told = tell(&seen, &settings(folder.path(), ContentKind::Text));
        let contents: Vec<_> = told.into_iter().map(|told| told.content).collect();
        assert_eq!(
            contents,
            [
                left_out(LeftOut::TooLarge(1)),
                left_out(LeftOut::Gone),
                left_out(LeftOut::Changed),
                left_out(LeftOut::Changed),
            ]
        );
    }

    /// Somebody who may write in the folder must not make the app read what only its user may.
    #[cfg(unix)]
    #[test]
    fn a_link_or_a_pipe_in_the_place_of_a_file_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (file, secret) = (folder.path().join("a"), folder.path().join("secret"));
        fs::write(&file, "1").unwrap();
        fs::write(&secret, "2").unwrap();
        let seen = [change(folder.path(), "a")];
        fs::remove_file(&file).unwrap();
        std::os::unix::fs::symlink(&secret, &file).unwrap();
        let told = tell(&seen, &settings(folder.path(), ContentKind::Text));
        assert_eq!(told[0].content, left_out(LeftOut::Changed));
        fs::remove_file(&file).unwrap();
        let made = std::process::Command::new("mkfifo").arg(&file).status();
        assert!(made.unwrap().success());
        let told = tell(&seen, &settings(folder.path(), ContentKind::Text));
        assert_eq!(told[0].content, left_out(LeftOut::Changed));
    }

    #[test]
    fn a_group_brings_along_a_megabyte_at_the_most() {
        let folder = tempfile::tempdir().unwrap();
        let names = ["a", "b", "c"];
        for name in names {
            fs::write(folder.path().join(name), "x".repeat(500 * 1024)).unwrap();
        }
        let seen = names.map(|name| change(folder.path(), name));
        let group = FileTrigger {
            several: Several::Group,
            content_kb: 1024,
            ..settings(folder.path(), ContentKind::Text)
        };
        let told = tell(&seen, &group);
        assert!(matches!(told[1].content, Some(Content::Read(_))));
        assert_eq!(told[2].content, left_out(LeftOut::GroupFull(1024)));
    }
}
