//! One transaction, with what is left to its end.

use std::{cell::RefCell, collections::BTreeSet, ops::Deref, ptr};

use hookloom_core::{
    id::{AutomationId, DestinationId},
    tally::Counted,
};
use rusqlite::{CachedStatement, Connection, Params};

use super::{automation, delivery::Way, destination, error::StoreError, tally::Sums};

/// The connection while a transaction is open. What many of those ask for who are committed together
/// is done at its end, once for all of them.
pub(super) struct Transaction<'c> {
    connection: &'c Connection,
    left: RefCell<Left>,
    /// Statements with their texts. There are few: to go through them costs less than to hash one.
    at_hand: RefCell<Vec<(&'static str, CachedStatement<'c>)>>,
}

/// What is left to the end.
#[derive(Default)]
struct Left {
    expected: BTreeSet<Expected>,
    sums: Sums,
}

/// Something without which nothing of it is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Expected {
    Automation(AutomationId),
    Destination(DestinationId),
}

impl<'c> Transaction<'c> {
    /// To be made when a transaction was begun.
    pub(super) fn of(connection: &'c Connection) -> Self {
        Self {
            connection,
            left: RefCell::default(),
            at_hand: RefCell::default(),
        }
    }

    /// Executes one of the few statements that nearly every job executes, and says how many rows it
    /// changed. It stays at hand until the transaction ends, so that it is not looked up by its text and
    /// put back for each of them.
    ///
    /// # Errors
    /// When nothing could be written.
    pub(super) fn put(&self, sql: &'static str, values: impl Params) -> rusqlite::Result<usize> {
        let mut at_hand = self.at_hand.borrow_mut();
        let found = at_hand.iter().position(|(known, _)| ptr::eq(*known, sql));
        let index = match found {
            Some(index) => index,
            None => {
                at_hand.push((sql, self.connection.prepare_cached(sql)?));
                at_hand.len() - 1
            }
        };
        at_hand[index].1.execute(values)
    }

    /// Refuses what needs that if it is not there. That is looked at once, and once more at the end:
    /// another who is committed together may delete it.
    ///
    /// # Errors
    /// [`StoreError::Unknown`], or when the database can't be read.
    pub(super) fn expect(&self, expected: Expected) -> Result<(), StoreError> {
        let is_new = self.left.borrow_mut().expected.insert(expected);
        match is_new {
            true => expected.check(self),
            false => Ok(()),
        }
    }

    /// Counts something that goes that way.
    pub(super) fn count(&self, way: Way, counted: &Counted) {
        self.left.borrow_mut().sums.add(way, counted);
    }

    /// Does what was left since the last time.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] if something that was expected is there no longer, or when nothing
    /// could be written.
    pub(super) fn finish(&self) -> Result<(), StoreError> {
        let Left { expected, sums } = self.left.take();
        expected
            .into_iter()
            .try_for_each(|expected| expected.check(self))?;
        Ok(sums.put(self)?)
    }

    /// What left something since the last time did not happen.
    pub(super) fn forget(&self) {
        self.left.take();
    }
}

impl Expected {
    fn check(self, connection: &Connection) -> Result<(), StoreError> {
        match self {
            Self::Automation(id) => automation::expect(connection, id),
            Self::Destination(id) => destination::expect(connection, id),
        }
    }
}

impl Deref for Transaction<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection
    }
}
