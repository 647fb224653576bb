//! How far the log has been read for the search.

use hookloom_core::{
    delivery::StateName,
    id::{DeliveryId, DestinationId},
    moment::Moment,
    view::DeliveryFilter,
};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::{
    Store,
    column::{Json, Stored, Word},
    delivery::{Direction, Scope, counted, walked},
    error::StoreError,
};

/// Under which name it is kept among the settings.
const SETTING: &str = "search";
/// Counting what is left stops here.
const COUNTED: u64 = 1_000_000;

/// How far the reading has come. It goes from the newest delivery to older ones; what happens
/// meanwhile is read as it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Everything that happened until then has been read, apart from what is still to come below.
    pub up_to: Option<Moment>,
    /// Older ones than this are still to be read; nothing when none are.
    pub older_than: Option<DeliveryId>,
    /// But none before this one.
    pub down_to: DeliveryId,
}

impl Reading {
    /// Nothing has been read.
    pub fn from_the_start() -> Self {
        Self {
            up_to: None,
            older_than: Some(DeliveryId::new(Uuid::max())),
            down_to: DeliveryId::new(Uuid::nil()),
        }
    }

    /// Begins once more at the newest, down to what was made at that moment: something in between
    /// was not told.
    pub fn again_since(&mut self, moment: Moment) {
        let since = DeliveryId::first_at(moment);
        self.down_to = match self.older_than {
            Some(_) => self.down_to.min(since),
            None => since,
        };
        self.older_than = Some(DeliveryId::new(Uuid::max()));
    }
}

impl Store {
    /// How far the reading has come.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn reading(&self) -> Result<Reading, StoreError> {
        let kept = self.setting(SETTING).await?;
        let kept = kept.and_then(|kept| serde_json::from_value(kept).ok());
        Ok(kept.unwrap_or_else(Reading::from_the_start))
    }

    /// The next deliveries to read, newest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn to_read(
        &self,
        reading: Reading,
        limit: u32,
    ) -> Result<Vec<DeliveryId>, StoreError> {
        self.read(move |connection| match scope(reading) {
            Some(scope) => Ok(walked(connection, &scope, Direction::Down, limit, 0)?),
            None => Ok(Vec::new()),
        })
        .await
    }

    /// How many are still to be read.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn left_to_read(&self, reading: Reading) -> Result<u64, StoreError> {
        self.read(move |connection| match scope(reading) {
            Some(scope) => Ok(counted(connection, &scope, COUNTED)?.count),
            None => Ok(0),
        })
        .await
    }

    /// Deliveries that were made before that moment and came to an end or were tried since.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn moved_since(&self, moment: Moment) -> Result<Vec<DeliveryId>, StoreError> {
        self.read(move |connection| Ok(moved_since(connection, moment)?))
            .await
    }
}

/// Keeps how far the reading has come.
pub(super) fn put(connection: &Connection, reading: &Reading) -> Result<(), StoreError> {
    let sql = "INSERT OR REPLACE INTO settings (key, value) VALUES (?1, ?2)";
    connection
        .prepare_cached(sql)?
        .execute(params![SETTING, Json(reading)])?;
    Ok(())
}

fn scope(reading: Reading) -> Option<Scope> {
    let mut scope = Scope::of(&DeliveryFilter::default(), Moment::from_unix_millis(0));
    scope.high = reading.older_than?;
    scope.low = reading.down_to;
    Some(scope)
}

fn moved_since(connection: &Connection, moment: Moment) -> rusqlite::Result<Vec<DeliveryId>> {
    let mut destinations = connection.prepare_cached("SELECT id FROM destinations")?;
    let destinations = destinations.query_map([], |row| row.get::<_, Stored<_>>(0))?;
    let destinations: Vec<DestinationId> = destinations
        .map(|id| id.map(|id| id.0))
        .collect::<Result<_, _>>()?;
    let before = DeliveryId::first_at(moment);
    let mut moved = Vec::new();
    for destination in destinations {
        for state in StateName::ALL {
            let sql = "SELECT id FROM deliveries INDEXED BY deliveries_by_moment
                WHERE destination = ?1 AND state = ?2 AND state_at >= ?3 AND id < ?4";
            let mut statement = connection.prepare_cached(sql)?;
            let values = params![
                Stored(destination),
                Word(state),
                Stored(moment),
                Stored(before)
            ];
            let ids = statement.query_map(values, |row| row.get::<_, Stored<_>>(0))?;
            for id in ids {
                moved.push(id?.0);
            }
        }
    }
    let mut waiting = connection.prepare_cached(WAITING)?;
    let ids = waiting.query_map([Stored(before)], |row| row.get::<_, Stored<_>>(0))?;
    for id in ids {
        moved.push(id?.0);
    }
    Ok(moved)
}

const WAITING: &str = "
    SELECT id FROM deliveries INDEXED BY deliveries_retrying
    WHERE destination IN (SELECT id FROM destinations) AND state = 'pending' AND attempts > 0
        AND id < ?1";
