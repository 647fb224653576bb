//! The connections that only read.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;
use tokio::sync::Semaphore;

use super::error::StoreError;

/// A few connections, each used by one reader at a time on a blocking thread.
pub(super) struct Readers {
    all: u32,
    permits: Arc<Semaphore>,
    idle: Arc<Idle>,
}

impl Readers {
    pub(super) fn new(connections: Vec<Connection>) -> Self {
        let permits = Arc::new(Semaphore::new(connections.len()));
        let all = u32::try_from(connections.len()).unwrap_or(u32::MAX);
        Self {
            all,
            permits,
            idle: Arc::new(Idle(Mutex::new(connections))),
        }
    }

    /// Reads one state of the database, in which no later write is seen.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        query: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let permit = Arc::clone(&self.permits).acquire_owned().await;
        let permit = permit.map_err(|_| StoreError::Closed)?;
        let idle = Arc::clone(&self.idle);
        let reading = tokio::task::spawn_blocking(move || {
            let result = idle.lend(query);
            drop(permit);
            result
        });
        reading
            .await
            .map_err(|error| StoreError::Refused(error.to_string()))?
    }

    /// Waits for whoever reads, then closes the connections.
    pub(super) async fn close(&self) {
        let everyone = self.permits.acquire_many(self.all).await;
        self.permits.close();
        drop(everyone);
        self.idle.lock().clear();
    }
}

/// The connections that nobody uses at the moment: at least as many as there are permits.
struct Idle(Mutex<Vec<Connection>>);

impl Idle {
    fn lock(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lend<T>(
        &self,
        query: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let connection = self.lock().pop().ok_or(StoreError::Closed)?;
        let lent = Lent {
            connection: Some(connection),
            idle: self,
        };
        let connection = lent.connection.as_ref().ok_or(StoreError::Closed)?;
        let _reading = Reading::begin(connection)?;
        query(connection)
    }
}

/// One state of the database, until this is dropped. The statements are prepared once.
struct Reading<'a>(&'a Connection);

impl<'a> Reading<'a> {
    fn begin(connection: &'a Connection) -> Result<Self, StoreError> {
        connection.prepare_cached("BEGIN")?.execute([])?;
        Ok(Self(connection))
    }
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        let ended = self.0.prepare_cached("ROLLBACK");
        if let Err(error) = ended.and_then(|mut end| end.execute([])) {
            tracing::error!(%error, "a connection that reads could not let go of what it read");
        }
    }
}

/// Gives the connection back even when a query panics.
struct Lent<'a> {
    connection: Option<Connection>,
    idle: &'a Idle,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        self.idle.lock().extend(self.connection.take());
    }
}
