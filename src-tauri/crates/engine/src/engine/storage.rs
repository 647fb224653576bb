//! The log: how large it is, kept within its limits, and backed up.

use std::time::Duration;

use hookloom_core::{
    id::AutomationId,
    moment::Moment,
    view::{Cleaned, Notice, Storage},
};

use super::Engine;
use crate::{change::EngineChange, cleaner::Limit, error::EngineError, store::StoreError};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const MB: u64 = 1024 * 1024;
/// How long after a change of the settings nothing is removed by them: it may be taken back.
const TO_THINK_OVER: Duration = Duration::from_secs(10 * 60);
/// Up to how many bytes the database was looked through before it was opened.
const LOOKED_THROUGH: u64 = 32 * MB;

/// The name under which the store remembers what was removed last.
const LAST_CLEANING: &str = "last_cleaning";

/// When what is due.
struct Duties {
    check: Option<Moment>,
    clean: Moment,
    back_up: Moment,
}

impl Engine {
    /// How large the database is, and what can be given back.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn storage(&self) -> Result<Storage, EngineError> {
        let (deliveries, oldest) = self.store.log_length().await?;
        let too_old = self.days_ago(self.chosen.get().storage.keep_days);
        let last_cleaning = self.store.setting(LAST_CLEANING).await?;
        Ok(Storage {
            bytes: self.store.bytes_on_disk(),
            deliveries,
            oldest,
            too_old: self.store.count_finished_before(too_old).await?,
            cleaning: self.cleaner.cleaning(),
            last_cleaning: last_cleaning.and_then(|last| serde_json::from_value(last).ok()),
            backups: self.store.backups(),
            backup_problem: self.backup_problem(),
        })
    }

    /// How many finished deliveries are older than so many days; 0 means all of them.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn count_old(&self, days: u32) -> Result<u64, EngineError> {
        Ok(self
            .store
            .count_finished_before(self.days_ago(days))
            .await?)
    }

    /// Begins to remove finished deliveries that are older than so many days.
    ///
    /// # Errors
    /// When some are being removed already.
    pub fn clean_up(&self, days: u32) -> Result<(), EngineError> {
        if self.cleaner.cleaning().is_some() {
            let words = "Old deliveries are being removed already.".to_owned();
            return Err(EngineError::Refused(words));
        }
        self.cleaner.wish(self.days_ago(days));
        Ok(())
    }

    /// Makes a backup now.
    ///
    /// # Errors
    /// When it can't be made.
    pub async fn back_up(&self) -> Result<(), EngineError> {
        self.try_to_back_up().await?;
        Ok(())
    }

    /// Keeps the log within its limits, and copies of it; ends with the engine.
    pub(super) async fn keep_log(&self) {
        let mut settings = self.chosen.follow();
        let mut duties = self.first_duties();
        loop {
            let next = [duties.check, Some(duties.clean), Some(duties.back_up)];
            tokio::select! {
                () = self.clock.sleep_towards(next.into_iter().flatten().min()) => {}
                () = self.cleaner.wished() => {}
                changed = settings.changed() => match changed {
                    Ok(()) => duties.clean = duties.clean.max(self.clock.now().plus(TO_THINK_OVER)),
                    Err(_) => return,
                },
            }
            self.fulfil(&mut duties).await;
        }
    }

    /// None of them at once: a start is to be quick.
    fn first_duties(&self) -> Duties {
        let now = self.clock.now();
        let large = self.store.bytes_on_disk() > LOOKED_THROUGH;
        let last_backup = self.store.backups().first().map(|backup| backup.at);
        Duties {
            check: large.then(|| now.plus(MINUTE)),
            clean: now.plus(2 * MINUTE),
            back_up: last_backup
                .map_or(now, |last| last.plus(DAY))
                .max(now.plus(5 * MINUTE)),
        }
    }

    async fn fulfil(&self, duties: &mut Duties) {
        if let Some(before) = self.cleaner.take_wish() {
            let bytes = None;
            self.clean(&[Limit { before, bytes }]).await;
        }
        let now = self.clock.now();
        if duties.check.is_some_and(|due| due <= now) {
            duties.check = None;
            self.look_through().await;
        }
        if duties.clean <= now {
            duties.clean = now.plus(HOUR);
            self.keep_within_limits(now).await;
        }
        if duties.back_up <= now {
            let done = self.try_to_back_up().await;
            duties.back_up = now.plus(if done.is_ok() { DAY } else { HOUR });
        }
    }

    async fn keep_within_limits(&self, now: Moment) {
        let settings = self.chosen.get();
        let by_age = Limit {
            before: self.days_ago(settings.storage.keep_days),
            bytes: None,
        };
        let by_size = Limit {
            before: now,
            bytes: Some(u64::from(settings.storage.keep_mb) * MB),
        };
        self.clean(&[by_age, by_size]).await;
    }

    /// On a full disk: removes the oldest tenth, but nothing of the last day.
    pub(super) async fn shorten_log(&self) {
        let Ok(used) = self.store.bytes_used().await else {
            return;
        };
        let now = self.clock.now();
        let tenth_less = Limit {
            before: now.minus(DAY),
            bytes: Some(used / 10 * 9),
        };
        let deliveries = self
            .clean(&[tenth_less])
            .await
            .map_or(0, |done| done.deliveries);
        if deliveries > 0 {
            let notice = Notice::LogShortened {
                at: now,
                deliveries,
            };
            self.notices.post(notice).await;
        }
    }

    async fn clean(&self, limits: &[Limit]) -> Option<Cleaned> {
        let cleaned = self.clean_and_tell(limits).await;
        self.cleaner.done();
        cleaned
    }

    async fn clean_and_tell(&self, limits: &[Limit]) -> Option<Cleaned> {
        let automations: Vec<AutomationId> =
            self.catalog.get().automations.keys().copied().collect();
        let done = self
            .cleaner
            .clean(limits, &automations, self.clock.now())
            .await;
        match done {
            Ok(cleaned) if cleaned.deliveries == 0 => Some(cleaned),
            Ok(cleaned) => {
                let mb = cleaned.bytes / MB;
                tracing::info!(
                    deliveries = cleaned.deliveries,
                    bytes = cleaned.bytes,
                    "{} deliveries removed, {mb} MB given back",
                    cleaned.deliveries
                );
                let kept = serde_json::json!(cleaned);
                if let Err(error) = self.store.put_setting(LAST_CLEANING, kept).await {
                    tracing::warn!(%error, "what was removed is not remembered");
                }
                self.changes.tell(EngineChange::Storage);
                self.changes.tell(EngineChange::Status);
                Some(cleaned)
            }
            Err(error) => {
                self.room.failed(&error).await;
                tracing::error!(%error, "old deliveries could not be removed; trying again later");
                None
            }
        }
    }

    async fn try_to_back_up(&self) -> Result<(), StoreError> {
        let done = self.store.back_up(self.clock.now()).await;
        let problem = done.as_ref().err().map(ToString::to_string);
        match &done {
            Ok(backup) => tracing::info!(path = backup.path, bytes = backup.bytes, "backed up"),
            Err(error) => {
                tracing::error!(%error, "no backup could be made");
                self.look_through().await;
            }
        }
        self.set_backup_problem(problem);
        self.changes.tell(EngineChange::Storage);
        done.map(drop)
    }

    /// Looks whether the database is whole. One that is not is replaced at the next start.
    async fn look_through(&self) {
        let detail = match self.store.quick_check().await {
            Ok(None) => return,
            Ok(Some(detail)) => detail,
            Err(error) => error.to_string(),
        };
        if let Err(error) = self.store.mark_as_damaged(&detail) {
            tracing::error!(%error, "the next start will not know that the database is damaged");
        }
        let at = self.clock.now();
        self.notices.post(Notice::Damaged { at, detail }).await;
    }

    fn days_ago(&self, days: u32) -> Moment {
        self.clock.now().minus(DAY * days)
    }

    pub(super) fn backup_problem(&self) -> Option<String> {
        self.backup_problem
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone()
    }

    fn set_backup_problem(&self, problem: Option<String>) {
        *self
            .backup_problem
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = problem;
    }
}
