//! Skipping what is of no use any more.

use hookloom_core::{
    delivery::{DeliveryState, SkipReason},
    id::DeliveryId,
    moment::Moment,
};
use rusqlite::{Connection, Row, params};

use super::{
    super::{Store, column::Stored, error::StoreError, tally, transaction::Transaction},
    settle::put_standing,
    state::Standing,
};

/// How many are skipped in one transaction.
const AT_ONCE: usize = 500;

/// What was skipped because it was of no use any more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expired {
    /// Which deliveries.
    pub ids: Vec<DeliveryId>,
    /// When the next one of those that wait is of no use any more; at once, if there were too many
    /// for one transaction.
    pub next: Option<Moment>,
}

impl Store {
    /// Skips what is pending or held and of no use any more at `now`, except what is under way.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn expire(
        &self,
        now: Moment,
        under_way: Vec<DeliveryId>,
    ) -> Result<Expired, StoreError> {
        self.write(move |transaction| Ok(expire(transaction, now, &under_way)?))
            .await
    }
}

pub(in super::super) const USELESS: &str = "
    SELECT id, created_at, useless_at FROM deliveries INDEXED BY deliveries_useless
    WHERE useless_at <= ?1 AND due_at IS NOT NULL ORDER BY useless_at LIMIT ?2";

pub(in super::super) const NEXT_USELESS: &str = "
    SELECT useless_at FROM deliveries INDEXED BY deliveries_useless
    WHERE useless_at > ?1 AND due_at IS NOT NULL ORDER BY useless_at LIMIT 1";

type Useless = (DeliveryId, Moment, Moment);

fn expire(
    transaction: &Transaction<'_>,
    now: Moment,
    under_way: &[DeliveryId],
) -> rusqlite::Result<Expired> {
    let useless: Vec<Useless> = {
        let mut statement = transaction.prepare_cached(USELESS)?;
        let most = AT_ONCE + under_way.len();
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let found = statement.query_map(params![Stored(now), most], useless)?;
        found.collect::<Result<_, _>>()?
    };
    let mut ids = Vec::new();
    for (id, created_at, useless_at) in useless {
        if ids.len() == AT_ONCE || under_way.contains(&id) {
            continue;
        }
        let reason = SkipReason::expired(useless_at.since(created_at));
        let skipped = DeliveryState::Skipped { at: now, reason };
        tally::add_left_out(transaction, id, &skipped)?;
        put_standing(transaction, id, &Standing::new(skipped))?;
        ids.push(id);
    }
    let next = match ids.len() {
        AT_ONCE => Some(now),
        _ => next(transaction, now)?,
    };
    Ok(Expired { ids, next })
}

fn useless(row: &Row<'_>) -> rusqlite::Result<Useless> {
    Ok((
        row.get::<_, Stored<_>>(0)?.0,
        row.get::<_, Stored<_>>(1)?.0,
        row.get::<_, Stored<_>>(2)?.0,
    ))
}

fn next(connection: &Connection, now: Moment) -> rusqlite::Result<Option<Moment>> {
    let mut statement = connection.prepare_cached(NEXT_USELESS)?;
    let mut found = statement.query_map([Stored(now)], |row| row.get::<_, Stored<_>>(0))?;
    Ok(found.next().transpose()?.map(|next| next.0))
}
