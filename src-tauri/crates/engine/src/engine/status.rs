//! How the engine is.

use hookloom_core::view::{InboundStatus, RunnerState, RunnerStatus};

use super::Engine;
use crate::{error::EngineError, holds::Pause, listening::Place, triggers::inbound::PREFIX};

impl Engine {
    /// How the engine is.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn status(&self) -> Result<RunnerStatus, EngineError> {
        let counts = self.store.counts(self.a_day_ago()).await?;
        let catalog = self.catalog.get();
        let on = catalog
            .automations
            .values()
            .filter(|automation| automation.settings.enabled);
        Ok(RunnerStatus {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            pid: std::process::id(),
            started_at: self.started_at,
            data_folder: self.data_folder.display().to_string(),
            state: match self.holds.as_they_are().await.pause() {
                Some(Pause {
                    until,
                    ignore_events,
                }) => RunnerState::Paused {
                    until,
                    ignore_events,
                },
                None => RunnerState::Running {},
            },
            offline: self.outage.of_everything(),
            automations: count(catalog.automations.len()),
            automations_on: count(on.count()),
            waiting: counts.waiting,
            held: counts.held,
            failed_24h: counts.failed,
            inbound: self.inbound_status(),
            secrets: self.secrets.kept(),
            notices: self.notices.all(),
        })
    }

    pub(super) fn inbound_status(&self) -> InboundStatus {
        if !self.chosen.get().incoming.enabled {
            return InboundStatus::Off {};
        }
        match &*self.triggers.place.borrow() {
            Place::At(address) => InboundStatus::Listening {
                address: format!("http://{address}{PREFIX}"),
                network: self.triggers.network(),
            },
            Place::Nowhere {
                message,
                port,
                free,
            } => InboundStatus::Unavailable {
                message: message.clone(),
                port: *port,
                free: *free,
            },
        }
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
