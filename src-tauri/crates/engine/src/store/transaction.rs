//! One transaction, with what is added up in it.

use std::{cell::RefCell, ops::Deref};

use hookloom_core::tally::Counted;
use rusqlite::Connection;

use super::{delivery::Way, tally::Sums};

/// The connection while a transaction is open. What is counted meanwhile is written at its end, once
/// for all that is committed together.
pub(super) struct Transaction<'c> {
    connection: &'c Connection,
    sums: RefCell<Sums>,
}

impl<'c> Transaction<'c> {
    /// To be made when a transaction was begun.
    pub(super) fn of(connection: &'c Connection) -> Self {
        Self {
            connection,
            sums: RefCell::default(),
        }
    }

    /// Counts something that goes that way.
    pub(super) fn count(&self, way: Way, counted: &Counted) {
        self.sums.borrow_mut().add(way, counted);
    }

    /// Writes what was counted since the last time.
    pub(super) fn put_counts(&self) -> rusqlite::Result<()> {
        self.sums.take().put(self)
    }

    /// What was counted since the last time did not happen.
    pub(super) fn forget_counts(&self) {
        self.sums.take();
    }
}

impl Deref for Transaction<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection
    }
}
