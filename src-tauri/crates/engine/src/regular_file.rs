//! Opens ordinary files below a folder and nothing else: no links, no pipes, no devices. Somebody who
//! may write in the folder must not make the app read what only its user may.

use std::{
    fs::{File, Metadata, OpenOptions},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use hookloom_core::file::RelativePath;

/// Opens the file at `path` below `folder`, without following a link behind the folder.
///
/// # Errors
/// When it can't be read, lies elsewhere, or is no ordinary file.
pub(crate) fn open_below(folder: &Path, path: &RelativePath) -> io::Result<(File, Metadata)> {
    let whole = folder.canonicalize()?.join(system_path(path));
    let file = open(&whole)?;
    let opened = file.metadata()?;
    // A link in between would lead elsewhere, and what lies at the path now must be what is open.
    let straight = whole.canonicalize()? == whole && is_same(&opened, &whole.symlink_metadata()?);
    match straight && opened.is_file() {
        true => Ok((file, opened)),
        false => Err(ErrorKind::NotFound.into()),
    }
}

/// A path as the system takes it. Where names are text, what is none is shown as `�`.
pub(crate) fn system_path(path: &RelativePath) -> PathBuf {
    platform::path(path)
}

/// Opens a file without following a link at its end, and without waiting for the other end of a
/// pipe.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    platform::open(path)
}

/// Whether that is what a link at the end of a path causes.
pub(crate) fn is_link(error: &io::Error) -> bool {
    platform::is_link(error)
}

fn is_same(opened: &Metadata, found: &Metadata) -> bool {
    platform::identity(opened) == platform::identity(found)
}

/// Reads up to a buffer's length at `offset`, wherever others read in the same file.
pub(crate) fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    platform::read_at(file, buffer, offset)
}

#[cfg(unix)]
mod platform {
    use super::{File, Metadata, OpenOptions, Path, PathBuf, RelativePath, io};
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt};

    pub fn path(path: &RelativePath) -> PathBuf {
        OsStr::from_bytes(path.as_bytes()).into()
    }

    pub fn open(path: &Path) -> io::Result<File> {
        OpenOptions::new()
            .read(true)
            .custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK)
            .open(path)
    }

    pub fn is_link(error: &io::Error) -> bool {
        error.raw_os_error() == Some(libc::ELOOP)
    }

    pub fn identity(metadata: &Metadata) -> (u64, u64) {
        (metadata.dev(), metadata.ino())
    }

    pub fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        file.read_at(buffer, offset)
    }
}

#[cfg(windows)]
mod platform {
    use super::{File, Metadata, OpenOptions, Path, PathBuf, RelativePath, io};
    use std::os::windows::fs::{FileExt, MetadataExt, OpenOptionsExt};

    pub fn path(path: &RelativePath) -> PathBuf {
        path.to_text().split('/').collect()
    }

    const FILE_FLAG_OPEN_REPARSE_POINT: u32 = 0x0020_0000;

    /// Opens a link itself rather than what it points to.
    pub fn open(path: &Path) -> io::Result<File> {
        OpenOptions::new()
            .read(true)
            .custom_flags(FILE_FLAG_OPEN_REPARSE_POINT)
            .open(path)
    }

    pub fn is_link(_: &io::Error) -> bool {
        false
    }

    pub fn identity(metadata: &Metadata) -> (u64, u64) {
        (metadata.creation_time(), metadata.last_write_time())
    }

    pub fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        file.seek_read(buffer, offset)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::{fs, io::Read};

    use super::*;

    #[test]
    fn a_file_below_the_folder_is_opened() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("x")).unwrap();
        fs::write(folder.path().join("x/a"), "hello").unwrap();
        let (mut file, found) = open_below(folder.path(), &"x/a".into()).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        assert_eq!((text.as_str(), found.len()), ("hello", 5));
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_followed_neither_at_the_end_nor_on_the_way() {
        use std::os::unix::fs::symlink;
        let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(elsewhere.path().join("secret"), "s3cret").unwrap();
        symlink(elsewhere.path(), folder.path().join("way")).unwrap();
        symlink(elsewhere.path().join("secret"), folder.path().join("end")).unwrap();
        fs::create_dir(folder.path().join("folder")).unwrap();
        for path in ["way/secret", "end", "folder", "missing"] {
            assert!(open_below(folder.path(), &path.into()).is_err(), "{path}");
        }
    }
}
