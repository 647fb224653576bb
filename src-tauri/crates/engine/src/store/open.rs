//! Opening the database of a data folder: look first, write only when all is in order.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::Connection;

use super::{
    Store, backup, connection,
    error::OpenError,
    inspect::{Found, inspect},
    migration::{self, Steps},
    place::Place,
};

/// The database's name in the data folder.
pub(super) const FILE: &str = "hookloom.db";

impl Store {
    /// Whether there is a database in a data folder.
    pub(crate) fn is_there(data_folder: &Path) -> bool {
        data_folder.join(FILE).exists()
    }

    /// Whether a name in the data folder is one of the store's: the database with what lies beside it,
    /// what was set aside, copies of older versions, backups.
    pub(crate) fn owns(name: &str) -> bool {
        name == backup::FOLDER || name.starts_with("hookloom.") || name.starts_with("hookloom-v")
    }
}

/// How many connections read.
const READERS: usize = 3;

/// The connections of an open database.
pub(super) struct Connections {
    pub writer: Connection,
    pub readers: Vec<Connection>,
    pub place: Place,
}

/// Opens or makes the database of a folder, at the end of `steps`.
pub(super) fn open(
    folder: &Path,
    patience: Duration,
    steps: Steps,
) -> Result<Connections, OpenError> {
    create_folder(folder).map_err(|error| OpenError::of_file(folder, &error))?;
    let path = folder.join(FILE);
    let found = inspect(&path, patience, steps)?;
    match found {
        Found::Nothing => create_private(&path)?,
        Found::Version(version) if version < steps.newest() => back_up(&path, version)?,
        Found::Version(_) => {}
    }
    let writer = connection::for_writing(&path, patience)?;
    migration::migrate(&writer, steps)
        .map_err(|error| not_migrated(&path, found, steps, &error))?;
    connection::verify(&writer, &path)?;
    let readers = (0..READERS).map(|_| reader(&path, patience));
    let readers = readers.collect::<Result<_, _>>()?;
    let place = Place::of(&path).map_err(|error| OpenError::of_file(&path, &error))?;
    Ok(Connections {
        writer,
        readers,
        place,
    })
}

/// What the file or its lock says is said as ever; only a step that fails is news.
fn not_migrated(path: &Path, found: Found, steps: Steps, error: &rusqlite::Error) -> OpenError {
    match (OpenError::of_sqlite(path, error), found) {
        (OpenError::Io { path, detail }, Found::Version(from)) => OpenError::NotMigrated {
            path,
            from,
            to: steps.newest(),
            detail,
        },
        (refused, _) => refused,
    }
}

fn reader(path: &Path, patience: Duration) -> Result<Connection, OpenError> {
    let reader = connection::for_reading(path, patience)?;
    connection::verify(&reader, path)?;
    Ok(reader)
}

/// A folder that is made here belongs to its user alone; one that is there is left as it is.
fn create_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

/// Makes the empty file, so that SQLite gives its log the same rights.
fn create_private(path: &Path) -> Result<(), OpenError> {
    let mut options = fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let created = options.open(path);
    created
        .map(drop)
        .map_err(|error| OpenError::of_file(path, &error))
}

/// Nobody watches the copying.
const NO_PROGRESS: Option<fn(rusqlite::backup::Progress)> = None;

/// Copies the database before its schema changes, to `hookloom-v1.db` for version 1.
fn back_up(path: &Path, version: u32) -> Result<(), OpenError> {
    let refused = |error: rusqlite::Error| OpenError::of_sqlite(path, &error);
    let copy: PathBuf = path.with_file_name(format!("hookloom-v{version}.db"));
    let unfinished = copy.with_extension("part");
    remove(&unfinished).map_err(|error| OpenError::of_file(&unfinished, &error))?;
    create_private(&unfinished)?;
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let source = Connection::open_with_flags(path, flags).map_err(refused)?;
    source
        .backup(rusqlite::MAIN_DB, &unfinished, NO_PROGRESS)
        .map_err(refused)?;
    fs::rename(&unfinished, &copy).map_err(|error| OpenError::of_file(&copy, &error))
}

/// What a killed copy left behind.
fn remove(unfinished: &Path) -> std::io::Result<()> {
    match fs::remove_file(unfinished) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
