//! The first bytes of a database file, as <https://sqlite.org/fileformat.html> lays them out.

use std::{
    fs::OpenOptions,
    io::{ErrorKind, Read},
    path::Path,
};

use super::error::OpenError;

/// What every SQLite database begins with.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// How long the header is.
const LENGTH: usize = 100;

/// The header of a database file, and how long the file is.
pub(super) struct Header {
    bytes: [u8; LENGTH],
    file_length: u64,
}

impl Header {
    /// Reads the header; nothing when there is no file, or an empty one.
    ///
    /// # Errors
    /// When there is something else, or no right to write it.
    pub fn read(path: &Path) -> Result<Option<Self>, OpenError> {
        let refused = |error: std::io::Error| OpenError::of_file(path, &error);
        let mut file = match OpenOptions::new().read(true).write(true).open(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            file => file.map_err(refused)?,
        };
        let file_length = file.metadata().map_err(refused)?.len();
        let mut bytes = [0; LENGTH];
        match file.read_exact(&mut bytes) {
            Err(_) if file_length == 0 => return Ok(None),
            Err(error) if error.kind() != ErrorKind::UnexpectedEof => return Err(refused(error)),
            _ => {}
        }
        match bytes.starts_with(MAGIC) {
            true => Ok(Some(Self { bytes, file_length })),
            false => Err(OpenError::NotADatabase {
                path: path.to_owned(),
            }),
        }
    }

    /// Whether the file ends before its last page. That is in order only while a log holds the rest.
    pub fn is_cut(&self) -> bool {
        self.file_length < self.page_size() * u64::from(self.number(28))
    }

    fn page_size(&self) -> u64 {
        match u16::from_be_bytes([self.bytes[16], self.bytes[17]]) {
            1 => 65_536,
            size => u64::from(size),
        }
    }

    fn number(&self, at: usize) -> u32 {
        let [a, b, c, d] = [0, 1, 2, 3].map(|byte| self.bytes[at + byte]);
        u32::from_be_bytes([a, b, c, d])
    }
}
