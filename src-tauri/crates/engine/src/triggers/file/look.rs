//! One look at one path.

use std::fs::Metadata;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use hookloom_core::file::FileStat;

/// What is at a path. Symbolic links are not followed, and content is never read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// An ordinary file.
    File(FileStat),
    /// A folder.
    Folder(FileStat),
    /// Nothing, or something that is neither file nor folder: a link, pipe, socket or device.
    Nothing,
    /// It can't be told, such as when the folder around it may not be entered.
    Unknown,
}

/// Looks at `path`.
pub(super) fn look(path: &Path) -> Look {
    match path.symlink_metadata() {
        Ok(found) => look_of(&found),
        Err(error) => match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Look::Nothing,
            _ => Look::Unknown,
        },
    }
}

/// What these metadata tell.
pub(super) fn look_of(found: &Metadata) -> Look {
    if found.is_file() {
        Look::File(stat(found))
    } else if found.is_dir() {
        Look::Folder(stat(found))
    } else {
        Look::Nothing
    }
}

fn stat(found: &Metadata) -> FileStat {
    FileStat {
        size: found.len(),
        modified_ns: nanoseconds(found.modified()).unwrap_or_default(),
        inode: inode(found),
        born_ns: nanoseconds(found.created()),
    }
}

fn nanoseconds(time: io::Result<SystemTime>) -> Option<i64> {
    let time = time.ok()?;
    let nanoseconds = match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i128::try_from(after.as_nanos()).ok()?,
        Err(before) => -i128::try_from(before.duration().as_nanos()).ok()?,
    };
    i64::try_from(nanoseconds).ok()
}

#[cfg(unix)]
fn inode(found: &Metadata) -> Option<u64> {
    Some(std::os::unix::fs::MetadataExt::ino(found))
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::fs;

    use super::*;

    #[test]
    fn a_file_and_a_folder_are_told_apart_from_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a");
        fs::write(&file, "four").unwrap();
        let Look::File(stat) = look(&file) else {
            panic!("{:?}", look(&file))
        };
        assert_eq!(stat.size, 4);
        assert!(matches!(look(folder.path()), Look::Folder(_)));
        assert_eq!(look(&folder.path().join("b")), Look::Nothing);
        assert_eq!(look(&file.join("below")), Look::Nothing);
    }

    #[cfg(unix)]
    #[test]
    fn links_and_sockets_are_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(folder.path(), &link).unwrap();
        let socket = folder.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert_eq!(look(&link), Look::Nothing);
        assert_eq!(look(&socket), Look::Nothing);
    }

    #[test]
    fn a_time_before_1970_is_negative() {
        let before = UNIX_EPOCH - std::time::Duration::from_nanos(5);
        assert_eq!(nanoseconds(Ok(before)), Some(-5));
    }
}
