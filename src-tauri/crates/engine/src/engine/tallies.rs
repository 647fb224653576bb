//! What was counted over time, for rows of lists; and keeping the counts small.

use std::{collections::HashMap, time::Duration};

use hookloom_core::{
    id::{AutomationId, DestinationId},
    moment::Moment,
    tally::{Counts, SLOTS_PER_HALF_HOUR, Slot, Times, days, stretches, summed},
    view::Tally,
};
use jiff::tz::TimeZone;

use super::Engine;
use crate::{
    error::EngineError,
    store::{ByDestination, StoreError},
};

/// How long slots of five minutes are kept before they are merged into half hours.
const FINE: Duration = Duration::from_secs(25 * 60 * 60);

/// How long anything is kept. Charts reach back 30 days.
const KEPT: Duration = Duration::from_secs(62 * 24 * 60 * 60);

/// How often slots are merged.
const MERGED_EVERY: Duration = Duration::from_secs(60 * 60);

/// How many days the health of a destination shows.
const DAYS: i64 = 7;

/// The last 24 hours of every automation.
pub(super) struct Hours {
    stretches: Vec<Moment>,
    counts: HashMap<AutomationId, Vec<(Slot, Counts)>>,
}

impl Hours {
    /// Those of one automation.
    pub(super) fn of(&mut self, id: AutomationId) -> Vec<Tally> {
        summed(&self.stretches, self.counts.remove(&id).unwrap_or_default())
    }
}

/// The last days of every destination.
pub(super) struct Days {
    stretches: Vec<Moment>,
    tallies: ByDestination,
}

impl Days {
    /// Those of one destination, and the time that is typical of them in milliseconds.
    pub(super) fn of(&self, id: DestinationId) -> (Vec<Tally>, Option<u64>) {
        let tallies = self.tallies.get(&id).map(Vec::as_slice).unwrap_or_default();
        let mut times = Times::default();
        for timed in tallies {
            if let Some(took) = timed.took {
                times.add(took, timed.counts.sent);
            }
        }
        let counts = tallies.iter().map(|timed| (timed.slot, timed.counts));
        (summed(&self.stretches, counts), times.typical())
    }
}

impl Engine {
    /// The last 24 hours of every automation.
    pub(super) async fn hours(&self) -> Result<Hours, EngineError> {
        let stretches = stretches(self.clock.now(), 2 * SLOTS_PER_HALF_HOUR, 24);
        let counts = self.store.tallies_by_automation(stretches[0]).await?;
        Ok(Hours { stretches, counts })
    }

    /// The last days of every destination.
    pub(super) async fn days(&self) -> Result<Days, EngineError> {
        let now = self.clock.now();
        let stretches = days(now, &TimeZone::system(), DAYS);
        let first = stretches.first().copied().unwrap_or(now);
        let tallies = self.store.tallies_by_destination(first).await?;
        Ok(Days { stretches, tallies })
    }

    /// Merges what is old; ends with the engine.
    pub(super) async fn keep_tallies_small(&self) {
        let mut from = Moment::from_unix_millis(0);
        let mut next = self.clock.now();
        loop {
            let now = self.clock.now();
            if now >= next {
                match self.merge_tallies(from, now).await {
                    Ok(merged) => from = merged,
                    Err(error) => tracing::warn!(%error, "old counts could not be merged"),
                }
                next = now.plus(MERGED_EVERY);
            }
            self.clock.sleep_towards(Some(next)).await;
        }
    }

    /// Gives the moment from which on the next merge has to look.
    async fn merge_tallies(&self, from: Moment, now: Moment) -> Result<Moment, StoreError> {
        let fine = now.minus(FINE);
        let gone = self
            .store
            .merge_tallies(from, fine, now.minus(KEPT))
            .await?;
        if gone > 0 {
            tracing::debug!(gone, "old counts were merged");
        }
        Ok(fine.minus(MERGED_EVERY))
    }
}
