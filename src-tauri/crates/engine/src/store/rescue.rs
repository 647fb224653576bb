//! A database that can't be used any more: set aside, never overwritten, and the newest sound
//! backup put in its place.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use hookloom_core::moment::Moment;
use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags};

use super::{Store, backup, error::OpenError, open::FILE};

/// Lies beside a database that was found to be damaged while it was in use, and says why.
const MARK: &str = "hookloom.db.damaged";
/// What SQLite keeps beside a database.
const BESIDE: [&str; 3] = ["", "-wal", "-shm"];

/// What was done about a database that can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rescued {
    /// When the backup was made that is in its place now; nothing means that all is new.
    pub backup: Option<Moment>,
    /// How many newer deliveries are missing, where that can still be told.
    pub missing: Option<u32>,
    /// Where the old file lies now.
    pub kept_as: PathBuf,
}

impl Store {
    /// Opens the database of a folder. One that is damaged, or no database at all, is set aside for
    /// the newest sound backup; where there is none, for an empty one if `start_fresh`.
    ///
    /// # Errors
    /// When it can't be opened and may not or can't be replaced; then it is left as it is.
    pub fn open_or_rescue(
        folder: &Path,
        now: Moment,
        start_fresh: bool,
    ) -> Result<(Self, Option<Rescued>), OpenError> {
        let why = match marked(folder) {
            Some(why) => why,
            None => match Self::open(folder) {
                Ok(store) => return Ok((store, None)),
                Err(why) => why,
            },
        };
        if !why.is_damage() {
            return Err(why);
        }
        tracing::error!(%why, "the database can't be used");
        let backup = backup::newest_sound(folder);
        if backup.is_none() && !start_fresh {
            return Err(why);
        }
        let rescued = replace(folder, now, backup).map_err(|(path, error)| {
            tracing::error!(path = %path.display(), %error, "the database could not be replaced");
            OpenError::of_file(&path, &error)
        })?;
        Ok((Self::open(folder)?, Some(rescued)))
    }

    /// Has the next start put a backup in the place of this database.
    ///
    /// # Errors
    /// When that can't be written down.
    pub fn mark_as_damaged(&self, detail: &str) -> io::Result<()> {
        fs::write(self.path().with_file_name(MARK), detail)
    }
}

fn marked(folder: &Path) -> Option<OpenError> {
    let detail = fs::read_to_string(folder.join(MARK)).ok()?;
    let path = folder.join(FILE);
    Some(OpenError::Damaged { path, detail })
}

/// The backup is copied first, so that a disk that is full leaves everything as it is.
fn replace(
    folder: &Path,
    now: Moment,
    backup: Option<(PathBuf, Moment)>,
) -> Result<Rescued, (PathBuf, io::Error)> {
    let path = folder.join(FILE);
    let ready = folder.join("hookloom.restored");
    if let Some((backup, _)) = &backup {
        copy(backup, &ready).map_err(|error| (ready.clone(), error))?;
    }
    let kept_as = set_aside(&path, now).map_err(|error| (path.clone(), error))?;
    let missing = backup
        .as_ref()
        .and_then(|_| newer_deliveries(&kept_as, &ready));
    if backup.is_some() {
        fs::rename(&ready, &path).map_err(|error| (path.clone(), error))?;
    }
    let _ = fs::remove_file(folder.join(MARK));
    Ok(Rescued {
        backup: backup.map(|(_, at)| at),
        missing,
        kept_as,
    })
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to)?;
    fs::File::open(to)?.sync_all()
}

/// Moves the file and what belongs to it, to `hookloom.damaged-2026-11-26T14-30-05Z.db`.
fn set_aside(path: &Path, now: Moment) -> io::Result<PathBuf> {
    let now = Timestamp::from(now).strftime("%Y-%m-%dT%H-%M-%SZ");
    let aside = path.with_file_name(format!("hookloom.damaged-{now}.db"));
    if aside.exists() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    for end in BESIDE {
        match fs::rename(with(path, end), with(&aside, end)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(aside)
}

fn with(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// How many deliveries of the damaged file are newer than the backup, if that part of it can still
/// be read.
fn newer_deliveries(damaged: &Path, backup: &Path) -> Option<u32> {
    let newest = "SELECT max(id) FROM deliveries";
    let newest: Option<Vec<u8>> = read_only(backup)?
        .query_row(newest, [], |row| row.get(0))
        .ok()?;
    let newer = "SELECT count(*) FROM deliveries WHERE id > ?1";
    read_only(damaged)?
        .query_row(newer, [newest.unwrap_or_default()], |row| row.get(0))
        .ok()
}

/// The file as it lies there: not a byte of it is written, no log beside it is made.
fn read_only(path: &Path) -> Option<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let address = url::Url::from_file_path(path).ok()?;
    Connection::open_with_flags(format!("{address}?immutable=1"), flags).ok()
}
