//! Everything that is kept, in one SQLite database.
//!
//! One thread writes and commits together whatever waits; a few connections only read. What a call
//! has written is on disk when it returns: write-ahead log, `synchronous=FULL`. Only this module
//! names `rusqlite`. Each table has a file with its rows and queries.

mod accept;
mod attempt;
mod automation;
mod backup;
mod column;
mod connection;
mod deleted;
mod delivery;
mod destination;
mod error;
mod event;
mod file_mark;
mod file_snapshot;
mod header;
mod health;
mod inbound_call;
mod inbox;
mod inspect;
mod log_file;
mod migration;
mod open;
mod place;
mod readers;
mod rescue;
mod retention;
mod schedule_state;
mod search;
mod setting;
mod size;
mod tally;
#[cfg(test)]
mod tests;
mod transaction;
mod undo;
mod waiting;
mod write_ahead_log;
mod writer;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use rusqlite::Connection;

pub use accept::{Accepted, Batch, Cursor, Test};
pub use deleted::Deleted;
pub use delivery::{
    Cap, Counts, DeliveryRecord, DestinationCounts, DueDelivery, Expired, Failing, Hold, Known,
    Retrying, SentSince, Stopped, Traffic, Way,
};
pub use error::{OpenError, StoreError};
pub use file_mark::FileMark;
pub use inbound_call::InboundCall;
pub use rescue::Rescued;
pub use retention::Finished;
pub use search::{Document, Reading};
pub use tally::{ByDestination, Tallied, Timed};

use open::Connections;
use readers::Readers;
use transaction::Transaction;
use writer::Writer;

/// The open database. Clones share it.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    writer: Writer,
    readers: Readers,
    path: PathBuf,
}

impl Store {
    /// Opens the database `hookloom.db` in `folder`, makes it if there is none, and brings an older
    /// one to the present schema, after a copy of it was made.
    ///
    /// # Errors
    /// When there is something else, or a database that this program may not write: newer, damaged,
    /// locked, on a disk that is read-only or that can't keep what it was given. Then it is left as
    /// it is, byte by byte.
    pub fn open(folder: &Path) -> Result<Self, OpenError> {
        let connections = open::open(folder, connection::PATIENCE, migration::STEPS)?;
        Self::start(connections).map_err(|error| OpenError::of_file(folder, &error))
    }

    fn start(connections: Connections) -> std::io::Result<Self> {
        let Connections {
            writer,
            readers,
            place,
        } = connections;
        let path = place.path().to_owned();
        Ok(Self(Arc::new(Inner {
            writer: Writer::start(writer, place)?,
            readers: Readers::new(readers),
            path,
        })))
    }

    /// Writes what still waits, then closes the file. Whatever a clone asks afterwards is refused.
    pub async fn close(self) {
        self.0.readers.close().await;
        self.0.writer.close().await;
    }

    /// Where the database lies.
    fn path(&self) -> &Path {
        &self.0.path
    }

    fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> impl Future<Output = Result<T, StoreError>> + Send {
        self.0.writer.aside(work)
    }

    fn write<T: Send + 'static>(
        &self,
        work: impl Fn(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> impl Future<Output = Result<T, StoreError>> + Send {
        self.0.writer.write(work)
    }

    fn write_patiently<T: Send + 'static>(
        &self,
        work: impl Fn(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> impl Future<Output = Result<T, StoreError>> + Send {
        self.0.writer.write_patiently(work)
    }

    async fn read<T: Send + 'static>(
        &self,
        query: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.0.readers.read(query).await
    }
}
