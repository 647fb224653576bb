//! Copies of the database, made while it is in use and looked through before they count.

use std::{
    fs, io,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use hookloom_core::{moment::Moment, view::Backup};
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use rusqlite::{
    Connection, OpenFlags,
    backup::{Backup as Copying, StepResult},
};

use super::{
    Store, connection,
    error::StoreError,
    migration::{APPLICATION_ID, STEPS},
};

/// The folder of the backups, in the data folder.
pub(super) const FOLDER: &str = "backups";
/// How many are kept.
const KEPT: usize = 7;
/// How many pages are copied without a rest.
const PAGES: std::ffi::c_int = 1000;
/// The rest between them, in which others use the disk.
const REST: Duration = Duration::from_millis(2);
/// How a backup's name tells when it was made.
const NAME: &str = "hookloom-%Y-%m-%dT%H-%M-%SZ.db";

impl Store {
    /// Copies the database as it is at this moment, looks through the copy, and deletes the oldest
    /// copies above seven.
    ///
    /// # Errors
    /// When it can't be copied, or the copy is not sound, which means that the database is not.
    pub async fn back_up(&self, now: Moment) -> Result<Backup, StoreError> {
        let path = self.path().to_owned();
        let copied = tokio::task::spawn_blocking(move || back_up(&path, now)).await;
        copied.map_err(|error| StoreError::Refused(error.to_string()))?
    }

    /// The backups, newest first.
    pub fn backups(&self) -> Vec<Backup> {
        self.path().parent().map(list).unwrap_or_default()
    }
}

/// The backups of a data folder, newest first.
pub(super) fn list(data_folder: &Path) -> Vec<Backup> {
    let files = fs::read_dir(data_folder.join(FOLDER)).into_iter().flatten();
    let mut backups: Vec<Backup> = files
        .filter_map(|file| {
            let file = file.ok()?;
            let at = made_at(file.file_name().to_str()?)?;
            Some(Backup {
                at,
                bytes: file.metadata().ok()?.len(),
                path: file.path().display().to_string(),
            })
        })
        .collect();
    backups.sort_by_key(|backup| std::cmp::Reverse(backup.at));
    backups
}

fn made_at(name: &str) -> Option<Moment> {
    let at = DateTime::strptime(NAME, name).ok()?;
    let at = at.to_zoned(TimeZone::UTC).ok()?;
    Some(Moment::from(at.timestamp()))
}

fn back_up(path: &Path, now: Moment) -> Result<Backup, StoreError> {
    let data_folder = path.parent().unwrap_or(Path::new("."));
    let folder = data_folder.join(FOLDER);
    make_folder(&folder).map_err(|error| failed(&folder, &error))?;
    let name = Timestamp::from(now).strftime(NAME).to_string();
    let copy = folder.join(name);
    let unfinished = folder.join("unfinished");
    let done = copy_to(path, &unfinished)
        .and_then(|()| check(&unfinished))
        .and_then(|()| fs::rename(&unfinished, &copy).map_err(|error| failed(&copy, &error)));
    if let Err(error) = done {
        // What is not whole is no backup, and only takes room.
        let _ = fs::remove_file(&unfinished);
        return Err(error);
    }
    for old in list(data_folder).into_iter().skip(KEPT) {
        fs::remove_file(&old.path).map_err(|error| failed(Path::new(&old.path), &error))?;
    }
    let bytes = fs::metadata(&copy).map_or(0, |file| file.len());
    let path = copy.display().to_string();
    Ok(Backup {
        at: now,
        bytes,
        path,
    })
}

/// All pages are of one moment: the reading transaction keeps what is written meanwhile out.
fn copy_to(path: &Path, to: &Path) -> Result<(), StoreError> {
    private_file(to).map_err(|error| failed(to, &error))?;
    let source = connection::for_reading(path, connection::PATIENCE)
        .map_err(|error| StoreError::Io(error.to_string()))?;
    let moment = source.unchecked_transaction()?;
    source.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    let mut target = Connection::open(to)?;
    let copying = Copying::new(&source, &mut target)?;
    while copying.step(PAGES)? != StepResult::Done {
        thread::sleep(REST);
    }
    drop(copying);
    moment.finish()?;
    // Without a log beside it, a backup is one file.
    target.pragma_update(None, "journal_mode", "DELETE")?;
    target.close().map_err(|(_, error)| error)?;
    Ok(())
}

/// Refuses a file that is no whole database of ours.
pub(super) fn check(path: &Path) -> Result<(), StoreError> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let number = |pragma| connection.pragma_query_value(None, pragma, |row| row.get(0));
    let (application, version): (i32, u32) = (number("application_id")?, {
        connection.pragma_query_value(None, "user_version", |row| row.get(0))?
    });
    if application != APPLICATION_ID || version > STEPS.newest() {
        let words = format!("{} is no database of this Hookloom", path.display());
        return Err(StoreError::Refused(words));
    }
    match super::health::quick_check(&connection)? {
        None => Ok(()),
        Some(fault) => Err(StoreError::Io(format!("the copy is damaged: {fault}"))),
    }
}

fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(path)
}

/// An empty file that only its owner can read.
fn private_file(path: &Path) -> io::Result<()> {
    let _ = fs::remove_file(path);
    let mut options = fs::OpenOptions::new();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

fn failed(path: &Path, error: &io::Error) -> StoreError {
    if error.kind() == io::ErrorKind::StorageFull {
        return StoreError::DiskFull;
    }
    StoreError::Io(format!("{}: {error}", path.display()))
}

/// Where the newest sound backup of a data folder lies.
pub(super) fn newest_sound(data_folder: &Path) -> Option<(PathBuf, Moment)> {
    let backups = list(data_folder).into_iter();
    let mut paths = backups.map(|backup| (PathBuf::from(backup.path), backup.at));
    paths.find(|(path, _)| match check(path) {
        Ok(()) => true,
        Err(error) => {
            tracing::error!(path = %path.display(), %error, "a backup can't be used");
            false
        }
    })
}
