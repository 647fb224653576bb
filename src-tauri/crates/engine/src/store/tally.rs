//! The table of tallies: what was sent and what failed, slot by slot. It is written together with
//! what it counts and lives longer than the log.

use std::collections::HashMap;

use hookloom_core::{
    delivery::{Delivery, DeliveryState},
    id::{AutomationId, DeliveryId, DestinationId},
    moment::Moment,
    tally::{Counted, Counts, SLOTS_PER_HALF_HOUR, Slot, Took, counted},
};
use rusqlite::{Connection, Row, params};

use super::{Store, column::Stored, delivery::Way, error::StoreError, transaction::Transaction};

/// What one slot, or half hour, counted of what took so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timed {
    /// The first slot.
    pub slot: Slot,
    /// The rounded time, where there is one.
    pub took: Option<Took>,
    /// How many.
    pub counts: Counts,
}

/// What was counted on one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tallied {
    /// How much in all.
    pub counts: Counts,
    /// When something was last sent.
    pub last_sent: Option<Slot>,
    /// When something was last given up.
    pub last_failed: Option<Slot>,
}

/// What each destination's tallies say.
pub type ByDestination = HashMap<DestinationId, Vec<Timed>>;

/// What stands for no time.
const UNTIMED: i64 = -1;

impl Store {
    /// What was counted since that moment in all, in stretches of so many slots.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn tallies(&self, since: Moment, slots: i64) -> Result<Vec<Timed>, StoreError> {
        let first = Slot::of(since);
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(OF_ALL)?;
            let rows = statement.query_map(params![first.0, slots], |row| timed(row, 0))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// What was counted of each automation since that moment, hour by hour.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn tallies_by_automation(
        &self,
        since: Moment,
    ) -> Result<HashMap<AutomationId, Vec<(Slot, Counts)>>, StoreError> {
        let first = Slot::of(since);
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(BY_AUTOMATION)?;
            let hour = |row: &Row<'_>| {
                let id: AutomationId = row.get::<_, Stored<_>>(0)?.0;
                Ok((id, (Slot(row.get(1)?), counts(row, 2)?)))
            };
            let rows = statement.query_map(params![first.0, 2 * SLOTS_PER_HALF_HOUR], hour)?;
            Ok(grouped(rows)?)
        })
        .await
    }

    /// What was counted of each destination since that moment, half hour by half hour.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn tallies_by_destination(&self, since: Moment) -> Result<ByDestination, StoreError> {
        let first = Slot::of(since);
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(BY_DESTINATION)?;
            let timed = |row: &Row<'_>| {
                let id: DestinationId = row.get::<_, Stored<_>>(0)?.0;
                Ok((id, timed(row, 1)?))
            };
            let rows = statement.query_map(params![first.0, SLOTS_PER_HALF_HOUR], timed)?;
            Ok(grouped(rows)?)
        })
        .await
    }

    /// What was counted since that moment on each way.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn tallies_by_way(&self, since: Moment) -> Result<HashMap<Way, Tallied>, StoreError> {
        let first = Slot::of(since);
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(BY_WAY)?;
            let tallied = |row: &Row<'_>| {
                let way = (row.get::<_, Stored<_>>(0)?.0, row.get::<_, Stored<_>>(1)?.0);
                let slot =
                    |index| Ok::<_, rusqlite::Error>(row.get::<_, Option<_>>(index)?.map(Slot));
                let tallied = Tallied {
                    counts: counts(row, 2)?,
                    last_sent: slot(6)?,
                    last_failed: slot(7)?,
                };
                Ok((way, tallied))
            };
            let rows = statement.query_map([first.0], tallied)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// Since when nothing but failed attempts was counted of a destination, looking back as far as
    /// `from`, to the five minutes of a slot or the half hour of an older one; nothing if there were
    /// none since the last that was sent.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn failing_since(
        &self,
        destination: DestinationId,
        from: Moment,
    ) -> Result<Option<Moment>, StoreError> {
        let first = Slot::of(from).0 + 1;
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(FAILING_SINCE)?;
            let values = params![Stored(destination), first];
            let slot: Option<i64> = statement.query_row(values, |row| row.get(0))?;
            Ok(slot.map(|slot| Slot(slot).start()))
        })
        .await
    }

    /// How many were sent from one moment to another, to the five minutes; nothing if that lies
    /// before everything that was counted.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn sent_between(&self, from: Moment, to: Moment) -> Result<Option<u64>, StoreError> {
        let range = (Slot::of(from).0, Slot::of(to).0);
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(SENT_BETWEEN)?;
            let sent = statement.query_row(range, |row| {
                let known: bool = row.get(1)?;
                Ok(known.then_some(row.get::<_, Stored<_>>(0)?.0))
            });
            Ok(sent?)
        })
        .await
    }

    /// Merges the slots before `fine` into half hours, as far back as `from`, and forgets what is
    /// older than `oldest`: no chart reaches there. Gives how many rows that took away.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn merge_tallies(
        &self,
        from: Moment,
        fine: Moment,
        oldest: Moment,
    ) -> Result<usize, StoreError> {
        let fine = Slot::of(fine).half_hour();
        let (from, oldest) = (Slot::of(from), Slot::of(oldest));
        self.write(move |connection| {
            let range = params![from.0, fine.0, SLOTS_PER_HALF_HOUR];
            let merged = connection.prepare_cached(MERGE)?.execute(range)?;
            let fine_ones = connection.prepare_cached(FORGET_FINE)?.execute(range)?;
            let old = "DELETE FROM tallies WHERE slot < ?1";
            let old_ones = connection.prepare_cached(old)?.execute([oldest.0])?;
            Ok((fine_ones + old_ones).saturating_sub(merged))
        })
        .await
    }
}

pub(super) const OF_ALL: &str = "
    SELECT slot - (slot - ?1) % ?2 AS start, took, sum(sent), sum(failed), sum(failed_tries),
        sum(left_out)
    FROM tallies WHERE slot >= ?1 GROUP BY start, took";

pub(super) const BY_AUTOMATION: &str = "
    SELECT automation, slot - (slot - ?1) % ?2 AS start,
        sum(sent), sum(failed), sum(failed_tries), sum(left_out)
    FROM tallies WHERE slot >= ?1 GROUP BY automation, start";

pub(super) const BY_DESTINATION: &str = "
    SELECT destination, slot - (slot - ?1) % ?2 AS start, took,
        sum(sent), sum(failed), sum(failed_tries), sum(left_out)
    FROM tallies WHERE slot >= ?1 GROUP BY destination, start, took";

pub(super) const BY_WAY: &str = "
    SELECT automation, destination, sum(sent), sum(failed), sum(failed_tries), sum(left_out),
        max(CASE WHEN sent > 0 THEN slot END), max(CASE WHEN failed > 0 THEN slot END)
    FROM tallies WHERE slot >= ?1 GROUP BY automation, destination";

pub(super) const FAILING_SINCE: &str = "
    SELECT min(slot) FROM tallies
    WHERE destination = ?1 AND failed_tries > 0 AND slot >= ?2 AND slot > coalesce(
        (SELECT max(slot) FROM tallies WHERE destination = ?1 AND sent > 0 AND slot >= ?2), 0)";

/// The present slot counts as a whole: it is not over.
pub(super) const SENT_BETWEEN: &str = "
    SELECT coalesce(sum(sent), 0), EXISTS (SELECT 1 FROM tallies WHERE slot <= ?2)
    FROM tallies WHERE slot >= ?1 AND slot <= ?2";

const MERGE: &str = "
    INSERT INTO tallies
        (slot, automation, destination, took, sent, failed, failed_tries, left_out)
    SELECT slot - slot % ?3 AS start, automation, destination, took,
        sum(sent), sum(failed), sum(failed_tries), sum(left_out)
    FROM tallies WHERE slot >= ?1 AND slot < ?2 AND slot % ?3 <> 0
    GROUP BY start, automation, destination, took
    ON CONFLICT (slot, automation, destination, took) DO UPDATE SET
        sent = sent + excluded.sent, failed = failed + excluded.failed,
        failed_tries = failed_tries + excluded.failed_tries,
        left_out = left_out + excluded.left_out";

const FORGET_FINE: &str = "DELETE FROM tallies WHERE slot >= ?1 AND slot < ?2 AND slot % ?3 <> 0";

fn counts(row: &Row<'_>, first: usize) -> rusqlite::Result<Counts> {
    Ok(Counts {
        sent: row.get::<_, Stored<_>>(first)?.0,
        failed: row.get::<_, Stored<_>>(first + 1)?.0,
        failed_tries: row.get::<_, Stored<_>>(first + 2)?.0,
        left_out: row.get::<_, Stored<_>>(first + 3)?.0,
    })
}

fn timed(row: &Row<'_>, first: usize) -> rusqlite::Result<Timed> {
    let took: i64 = row.get(first + 1)?;
    Ok(Timed {
        slot: Slot(row.get(first)?),
        took: u64::try_from(took).ok().map(Took),
        counts: counts(row, first + 2)?,
    })
}

fn grouped<K: Eq + std::hash::Hash, V>(
    rows: impl Iterator<Item = rusqlite::Result<(K, V)>>,
) -> rusqlite::Result<HashMap<K, Vec<V>>> {
    let mut groups: HashMap<K, Vec<V>> = HashMap::new();
    for row in rows {
        let (key, value) = row?;
        groups.entry(key).or_default().push(value);
    }
    Ok(groups)
}

/// What was counted and is not written yet.
#[derive(Default)]
pub(super) struct Sums(HashMap<Key, Counts>);

/// What tells one row of the table from another: slot, way and rounded time.
type Key = (Slot, Way, Option<Took>);

impl Sums {
    pub(super) fn add(&mut self, way: Way, counted: &Counted) {
        let Counted { slot, took, counts } = counted;
        *self.0.entry((*slot, way, *took)).or_default() += *counts;
    }

    /// Adds them to what the table has.
    pub(super) fn put(self, connection: &Connection) -> rusqlite::Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        let mut statement = connection.prepare_cached(ADD)?;
        for ((slot, (automation, destination), took), counts) in self.0 {
            statement.execute(params![
                slot.0,
                Stored(automation),
                Stored(destination),
                took.map_or(UNTIMED, |took| took.0.cast_signed()),
                Stored(counts.sent),
                Stored(counts.failed),
                Stored(counts.failed_tries),
                Stored(counts.left_out),
            ])?;
        }
        Ok(())
    }
}

const ADD: &str = "
    INSERT INTO tallies
        (slot, automation, destination, took, sent, failed, failed_tries, left_out)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
    ON CONFLICT (slot, automation, destination, took) DO UPDATE SET
        sent = sent + excluded.sent, failed = failed + excluded.failed,
        failed_tries = failed_tries + excluded.failed_tries,
        left_out = left_out + excluded.left_out";

/// Counts a delivery that was given up or left out before the first attempt, and no other.
pub(super) fn add_new(transaction: &Transaction<'_>, delivery: &Delivery) {
    let way = (delivery.automation, delivery.destination);
    match counted(None, &delivery.state, None, None) {
        Some(counted) if !delivery.test => transaction.count(way, &counted),
        _ => {}
    }
}

/// Counts a delivery that waited and is left out now.
pub(super) fn add_left_out(
    transaction: &Transaction<'_>,
    id: DeliveryId,
    skipped: &DeliveryState,
) -> rusqlite::Result<()> {
    let Some(counted) = counted(None, skipped, None, None) else {
        return Ok(());
    };
    let sql = "SELECT automation, destination FROM deliveries WHERE id = ?1";
    let way = transaction
        .prepare_cached(sql)?
        .query_row([Stored(id)], |row| {
            Ok((row.get::<_, Stored<_>>(0)?.0, row.get::<_, Stored<_>>(1)?.0))
        })?;
    transaction.count(way, &counted);
    Ok(())
}
