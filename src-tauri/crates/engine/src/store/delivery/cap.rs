//! At most so many wait for a destination.

use std::collections::HashMap;

use hookloom_core::{
    delivery::{Delivery, DeliveryState, SkipReason, StateName},
    id::{DeliveryId, DestinationId},
    limits::WhenFull,
    moment::Moment,
};
use rusqlite::{Connection, params};

use super::{
    super::{
        column::{Stored, Word},
        tally,
        transaction::Transaction,
    },
    settle::put_standing,
    state::Standing,
};

/// How many may wait for a destination, and what is under way to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cap {
    /// Which destination.
    pub destination: DestinationId,
    /// So many.
    pub waiting: u32,
    /// What gives way.
    pub when_full: WhenFull,
    /// What does not wait any more, though it is not finished.
    pub under_way: Vec<DeliveryId>,
}

/// The caps while events are accepted: each destination is counted once, however many deliveries
/// come for it.
pub(in super::super) struct Caps<'a> {
    caps: &'a [Cap],
    waiting: HashMap<DestinationId, u32>,
    /// What gave way.
    pub made_room: Vec<DeliveryId>,
}

impl<'a> Caps<'a> {
    pub fn new(caps: &'a [Cap]) -> Self {
        Self {
            caps,
            waiting: HashMap::new(),
            made_room: Vec::new(),
        }
    }

    /// Why a delivery that is about to be added can't wait, if it can't. Where an older one is to
    /// give way, it is skipped here.
    pub fn refuse(
        &mut self,
        transaction: &Transaction<'_>,
        delivery: &Delivery,
    ) -> rusqlite::Result<Option<SkipReason>> {
        let destination = delivery.destination;
        let cap = self.caps.iter().find(|cap| cap.destination == destination);
        let Some(cap) = cap.filter(|_| !delivery.state.is_final()) else {
            return Ok(None);
        };
        let waiting = match self.waiting.get(&destination) {
            Some(waiting) => *waiting,
            None => count(transaction, cap)?,
        };
        if waiting < cap.waiting {
            self.waiting.insert(destination, waiting + 1);
            return Ok(None);
        }
        self.waiting.insert(destination, waiting);
        let oldest = match cap.when_full {
            WhenFull::SkipNew => None,
            WhenFull::SkipOldest => oldest(transaction, cap)?,
        };
        let Some(oldest) = oldest else {
            return Ok(Some(SkipReason::no_room(cap.waiting)));
        };
        make_room(transaction, cap, oldest, delivery.created_at)?;
        self.made_room.push(oldest);
        Ok(None)
    }
}

fn make_room(
    transaction: &Transaction<'_>,
    cap: &Cap,
    oldest: DeliveryId,
    at: Moment,
) -> rusqlite::Result<()> {
    let reason = SkipReason::made_room(cap.waiting);
    let skipped = DeliveryState::Skipped { at, reason };
    tally::add_left_out(transaction, oldest, &skipped)?;
    put_standing(transaction, oldest, &Standing::new(skipped))
}

pub(in super::super) const COUNT_WAITING: &str = "
    SELECT count(*) FROM (
        SELECT 1 FROM deliveries INDEXED BY deliveries_due
        WHERE destination = ?1 AND due_at IS NOT NULL LIMIT ?2)";

pub(in super::super) const OLDEST: &str = "
    SELECT id FROM deliveries INDEXED BY deliveries_due
    WHERE destination = ?1 AND state = ?2 AND behind = ?3 AND due_at IS NOT NULL
        AND attempts = 0 AND resent = 0 AND test = 0
    ORDER BY due_at, id";

/// How many wait, up to the cap.
fn count(connection: &Connection, cap: &Cap) -> rusqlite::Result<u32> {
    let under_way = u32::try_from(cap.under_way.len()).unwrap_or(u32::MAX);
    let most = cap.waiting.saturating_add(under_way);
    let unfinished: u32 = connection
        .prepare_cached(COUNT_WAITING)?
        .query_row(params![Stored(cap.destination), most], |row| row.get(0))?;
    if unfinished < cap.waiting {
        return Ok(unfinished);
    }
    let sql = "SELECT 1 FROM deliveries WHERE id = ?1 AND due_at IS NOT NULL";
    let mut still = connection.prepare_cached(sql)?;
    let mut waiting = unfinished;
    for id in &cap.under_way {
        waiting -= u32::from(still.exists([Stored(*id)])?);
    }
    Ok(waiting)
}

/// The oldest that was never tried. Ids sort by time.
fn oldest(connection: &Connection, cap: &Cap) -> rusqlite::Result<Option<DeliveryId>> {
    let mut statement = connection.prepare_cached(OLDEST)?;
    let mut oldest: Option<DeliveryId> = None;
    for state in [StateName::Pending, StateName::Held] {
        for behind in [false, true] {
            let values = params![Stored(cap.destination), Word(state), behind];
            let ids = statement.query_map(values, |row| row.get::<_, Stored<DeliveryId>>(0))?;
            for id in ids {
                let Stored(id) = id?;
                if !cap.under_way.contains(&id) {
                    oldest = Some(oldest.map_or(id, |oldest| oldest.min(id)));
                    break;
                }
            }
        }
    }
    Ok(oldest)
}
