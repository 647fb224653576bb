//! Everything at a glance.

use std::time::Duration;

use hookloom_core::{
    moment::Moment,
    overview::{away_since, by_urgency, in_order},
    tally::{Times, days_ago, series},
    view::{Away, Coming, Overview, RunnerState, RunnerStatus, Series, Span},
};
use jiff::tz::TimeZone;
use serde_json::json;

use super::Engine;
use crate::{error::EngineError, store::StoreError};

/// The setting that remembers when the window was last used.
const SEEN: &str = "seen";

const WEEK: Duration = Duration::from_secs(7 * 24 * 60 * 60);

impl Engine {
    /// How everything is.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn overview(&self) -> Result<Overview, EngineError> {
        let now = self.clock.now();
        let status = self.status().await?;
        let times = self.times(now).await?;
        let attention = self.attention(&status, now).await?;
        Ok(Overview {
            used: self.store.was_used().await?,
            sent_today: self.sent_today(now, 0).await?.unwrap_or(0),
            sent_week_ago: self.sent_today(now.minus(WEEK), 7).await?,
            waiting: status.waiting,
            next_try: self.store.next_due_after(now).await?,
            held: status.held,
            failed_24h: status.failed_24h,
            failed_to: self.outcomes_since(self.a_day_ago()).await?.failed_to,
            typical_ms: times.typical(),
            nearly_all_ms: times.nearly_all(),
            attention: by_urgency(attention),
            coming: in_order(self.coming(&status).await?),
        })
    }

    /// What happened over time.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn series(&self, span: Span) -> Result<Series, EngineError> {
        let stretches = span.stretches(self.clock.now(), &TimeZone::system());
        let since = stretches[0];
        let tallies = self.store.tallies(since, span.slots()).await?;
        let counts = tallies.iter().map(|one| (one.slot, one.took, one.counts));
        Ok(series(span, &stretches, counts))
    }

    /// What happened since the window was last used, if that is a while ago. From now on it counts
    /// as used.
    ///
    /// # Errors
    /// When the database can't be read or written.
    pub async fn catch_up(&self) -> Result<Option<Away>, EngineError> {
        let now = self.clock.now();
        let seen = self.store.setting(SEEN).await?;
        let seen = seen.and_then(|seen| serde_json::from_value(seen).ok());
        self.store.put_setting(SEEN, json!(now)).await?;
        let Some(since) = away_since(seen, now) else {
            return Ok(None);
        };
        let away = self.outcomes_since(since).await?;
        Ok(Some(away).filter(|away| away.sent + away.failed > 0))
    }

    /// What came to an end since that moment.
    async fn outcomes_since(&self, since: Moment) -> Result<Away, StoreError> {
        let counts = self.store.destination_counts(since).await?;
        let mut failed: Vec<_> = counts
            .iter()
            .filter(|(_, counts)| counts.failed > 0)
            .map(|(id, counts)| (counts.failed, self.destination_name(*id)))
            .collect();
        failed.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        Ok(Away {
            since,
            sent: counts.values().map(|counts| counts.sent).sum(),
            failed: counts.values().map(|counts| counts.failed).sum(),
            failed_to: failed.into_iter().map(|(_, name)| name).collect(),
        })
    }

    /// How many were sent on the day that ended with `until`; nothing if it lies before everything
    /// that is known.
    async fn sent_today(&self, until: Moment, days: i64) -> Result<Option<u64>, StoreError> {
        let today = days_ago(self.clock.now(), &TimeZone::system(), days);
        self.store.sent_between(today.unwrap_or(until), until).await
    }

    /// How long the deliveries of the last 24 hours took.
    async fn times(&self, now: Moment) -> Result<Times, StoreError> {
        let span = Span::Day;
        let since = span.stretches(now, &TimeZone::UTC)[0];
        let mut times = Times::default();
        for timed in self.store.tallies(since, span.slots()).await? {
            if let Some(took) = timed.took {
                times.add(took, timed.counts.sent);
            }
        }
        Ok(times)
    }

    async fn coming(&self, status: &RunnerStatus) -> Result<Vec<Coming>, StoreError> {
        let mut coming = self.coming_runs();
        if let RunnerState::Paused {
            until: Some(at), ..
        } = status.state
        {
            coming.push(Coming::Resume { at });
        }
        coming.extend(self.coming_retries().await?);
        Ok(coming)
    }
}
