//! How the write-ahead log reaches its file: each commit in one piece.
//!
//! SQLite writes a commit page by page, each behind a head of its own: fifty system calls for a usual
//! one. What is in the log before the sync that ends a commit nobody looks at but who wrote it, so it
//! is gathered here and written before that sync, or before anything else that asks for it. A kill in
//! between leaves less behind of what was never promised. Everything but the log is left to SQLite's
//! own layer (`sqlite.org/vfs.html`).
#![allow(unsafe_code)]

use std::{
    ffi::{CStr, c_char, c_int, c_void},
    mem::size_of,
    ptr, slice,
    sync::OnceLock,
};

use rusqlite::ffi::{
    self, SQLITE_IOCAP_POWERSAFE_OVERWRITE, SQLITE_OK, SQLITE_OPEN_WAL, sqlite3_file,
    sqlite3_io_methods, sqlite3_vfs,
};

/// The name of the layer that gathers.
const NAME: &CStr = c"hookloom";
/// How much is gathered before it is written, in bytes.
const MOST: usize = 1024 * 1024;
/// How much is written at a time, in bytes: SQLite's own layer takes less than 128 KiB.
const PIECE: usize = 124 * 1024;

type Open = unsafe extern "C" fn(
    *mut sqlite3_vfs,
    *const c_char,
    *mut sqlite3_file,
    c_int,
    *mut c_int,
) -> c_int;

/// How SQLite's own layer opens a file.
static OPEN: OnceLock<Open> = OnceLock::new();

/// A log that is open. Behind it in memory is the file of SQLite's own layer.
#[repr(C)]
struct Log {
    /// What SQLite knows of it.
    file: sqlite3_file,
    /// What is not written yet.
    gathered: Vec<u8>,
    /// Where that belongs.
    at: i64,
    /// How much may be gathered, in bytes.
    most: usize,
}

impl Log {
    /// Whether what belongs there follows on what was gathered.
    fn continues_at(&self, at: i64) -> bool {
        i64::try_from(self.gathered.len()).is_ok_and(|length| self.at + length == at)
    }

    /// Keeps what follows. True while there is room for more.
    fn gather(&mut self, bytes: &[u8], at: i64) -> bool {
        if self.gathered.is_empty() {
            self.at = at;
        }
        self.gathered.extend_from_slice(bytes);
        self.gathered.len() < self.most
    }
}

/// The layer to open a database with; nothing where SQLite has none of its own.
pub(super) fn layer() -> Option<&'static CStr> {
    static LAYER: OnceLock<Option<&'static CStr>> = OnceLock::new();
    *LAYER.get_or_init(register)
}

/// It differs from SQLite's own in how a file is opened, and in nothing else.
fn register() -> Option<&'static CStr> {
    // SAFETY: SQLite's own layer is never taken away, and a copy of it does what it does: its
    // functions find all that they need in it.
    let own = unsafe { ffi::sqlite3_vfs_find(ptr::null()).as_ref() }?;
    OPEN.set(own.xOpen?).ok()?;
    let log = c_int::try_from(size_of::<Log>()).ok()?;
    let layer = Box::leak(Box::new(sqlite3_vfs {
        szOsFile: own.szOsFile + log,
        pNext: ptr::null_mut(),
        zName: NAME.as_ptr(),
        xOpen: Some(open),
        ..*own
    }));
    // SAFETY: it lives as long as the process.
    let registered = unsafe { ffi::sqlite3_vfs_register(layer, 0) };
    (registered == SQLITE_OK).then_some(NAME)
}

unsafe extern "C" fn open(
    layer: *mut sqlite3_vfs,
    name: *const c_char,
    file: *mut sqlite3_file,
    flags: c_int,
    opened: *mut c_int,
) -> c_int {
    let Some(open) = OPEN.get() else {
        return ffi::SQLITE_CANTOPEN;
    };
    // SAFETY: SQLite gives room for as much as `szOsFile` says: for the log and for its own file.
    unsafe {
        if flags & SQLITE_OPEN_WAL == 0 {
            return open(layer, name, file, flags, opened);
        }
        (*file).pMethods = ptr::null();
        let own = own(file);
        let result = open(layer, name, own, flags, opened);
        if result == SQLITE_OK {
            let file_of_log = sqlite3_file { pMethods: &METHODS };
            ptr::write(
                file.cast(),
                Log {
                    file: file_of_log,
                    gathered: Vec::new(),
                    at: 0,
                    most: most(own),
                },
            );
        }
        result
    }
}

/// Where a sync in the middle of a commit has to reach the end of a sector, SQLite writes on behind it:
/// there everything is written at once.
///
/// # Safety
/// `own` is an open file of SQLite's own layer.
unsafe fn most(own: *mut sqlite3_file) -> usize {
    // SAFETY: as above.
    let has = unsafe {
        (*(*own).pMethods)
            .xDeviceCharacteristics
            .map_or(0, |has| has(own))
    };
    match has & SQLITE_IOCAP_POWERSAFE_OVERWRITE {
        0 => 0,
        _ => MOST,
    }
}

/// The file of SQLite's own layer.
///
/// # Safety
/// `file` was opened by [`open`] as a log, or is being opened.
unsafe fn own(file: *mut sqlite3_file) -> *mut sqlite3_file {
    // SAFETY: there is room for it behind the log.
    unsafe { file.cast::<Log>().add(1).cast() }
}

static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    // Locks and shared memory belong to the database's own file.
    iVersion: 1,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_lock),
    xFileControl: Some(control),
    xSectorSize: Some(sector),
    xDeviceCharacteristics: Some(characteristics),
    xShmMap: None,
    xShmLock: None,
    xShmBarrier: None,
    xShmUnmap: None,
    xFetch: None,
    xUnfetch: None,
};

/// Calls a function of SQLite's own layer, after what was gathered is written.
macro_rules! pass_on {
    ($file:ident, $function:ident $(, $value:expr)*) => {{
        // SAFETY: SQLite calls this with a log that `open` opened, from one thread at a time.
        unsafe {
            match flushed($file) {
                SQLITE_OK => {}
                failed => return failed,
            }
            let own = own($file);
            match (*(*own).pMethods).$function {
                Some(function) => function(own $(, $value)*),
                None => ffi::SQLITE_NOTFOUND,
            }
        }
    }};
}

unsafe extern "C" fn read(
    file: *mut sqlite3_file,
    to: *mut c_void,
    bytes: c_int,
    at: i64,
) -> c_int {
    pass_on!(file, xRead, to, bytes, at)
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, size: i64) -> c_int {
    pass_on!(file, xTruncate, size)
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, flags: c_int) -> c_int {
    pass_on!(file, xSync, flags)
}

unsafe extern "C" fn size(file: *mut sqlite3_file, size: *mut i64) -> c_int {
    pass_on!(file, xFileSize, size)
}

unsafe extern "C" fn lock(file: *mut sqlite3_file, how: c_int) -> c_int {
    pass_on!(file, xLock, how)
}

unsafe extern "C" fn unlock(file: *mut sqlite3_file, how: c_int) -> c_int {
    pass_on!(file, xUnlock, how)
}

unsafe extern "C" fn check_lock(file: *mut sqlite3_file, locked: *mut c_int) -> c_int {
    pass_on!(file, xCheckReservedLock, locked)
}

unsafe extern "C" fn control(file: *mut sqlite3_file, what: c_int, value: *mut c_void) -> c_int {
    pass_on!(file, xFileControl, what, value)
}

unsafe extern "C" fn sector(file: *mut sqlite3_file) -> c_int {
    pass_on!(file, xSectorSize)
}

unsafe extern "C" fn characteristics(file: *mut sqlite3_file) -> c_int {
    pass_on!(file, xDeviceCharacteristics)
}

/// Gathers what follows on what was gathered before.
unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    from: *const c_void,
    bytes: c_int,
    at: i64,
) -> c_int {
    let Ok(length) = usize::try_from(bytes) else {
        return ffi::SQLITE_IOERR_WRITE;
    };
    // SAFETY: `open` made this log, and SQLite gives that many bytes to be read.
    unsafe {
        let bytes = slice::from_raw_parts(from.cast::<u8>(), length);
        if !(*file.cast::<Log>()).continues_at(at) {
            match flushed(file) {
                SQLITE_OK => {}
                failed => return failed,
            }
        }
        match (*file.cast::<Log>()).gather(bytes, at) {
            true => SQLITE_OK,
            false => flushed(file),
        }
    }
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    // SAFETY: `open` made this log, and SQLite never comes back to one that it closed.
    unsafe {
        let flushed = flushed(file);
        let own = own(file);
        let closed = match (*(*own).pMethods).xClose {
            Some(close) => close(own),
            None => SQLITE_OK,
        };
        ptr::drop_in_place(file.cast::<Log>());
        if flushed == SQLITE_OK {
            closed
        } else {
            flushed
        }
    }
}

/// Writes what was gathered. What can't be written is forgotten: SQLite hears of it, and undoes the
/// commit.
///
/// # Safety
/// `file` was opened by [`open`] as a log.
unsafe fn flushed(file: *mut sqlite3_file) -> c_int {
    // SAFETY: as above; what was gathered stays where it is while it is written.
    unsafe {
        let log = &mut *file.cast::<Log>();
        if log.gathered.is_empty() {
            return SQLITE_OK;
        }
        let (own, mut at, mut written) = (own(file), log.at, SQLITE_OK);
        let Some(write) = (*(*own).pMethods).xWrite else {
            return ffi::SQLITE_IOERR_WRITE;
        };
        for piece in log.gathered.chunks(PIECE) {
            // A piece is far shorter than the largest number.
            let length = piece.len() as c_int;
            written = write(own, piece.as_ptr().cast(), length, at);
            if written != SQLITE_OK {
                break;
            }
            at += i64::from(length);
        }
        log.gathered.clear();
        written
    }
}
