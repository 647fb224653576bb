//! Destinations: made, edited, paused, deleted.

use std::{collections::HashMap, sync::Arc};

use hookloom_core::{
    destination::{Destination, DestinationPause, DestinationSettings, KnownSecrets, PauseReason},
    health::Probe,
    id::DestinationId,
    problem::Problems,
    view::DestinationRow,
};
use uuid::Uuid;

use super::{
    Engine,
    destination_secrets::{GivenSecrets, know},
    tallies::Days,
};
use crate::{
    catalog::Catalog,
    change::EngineChange,
    delivery::OWN_HOOKS,
    error::EngineError,
    secrets::Secrets,
    store::{DestinationCounts, Hold},
};

impl Engine {
    /// All destinations, by name.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn list_destinations(&self) -> Result<Vec<DestinationRow>, EngineError> {
        let counts = self.store.destination_counts(self.a_day_ago()).await?;
        let days = self.days().await?;
        let catalog = self.catalog.get();
        let destinations = catalog.destinations.values();
        let mut rows: Vec<_> = destinations
            .map(|destination| self.row(destination, &catalog, &counts, &days))
            .collect();
        rows.sort_by_cached_key(|row| row.destination.settings.name.to_lowercase());
        Ok(rows)
    }

    /// One destination.
    ///
    /// # Errors
    /// When there is none of that id, or the database can't be read.
    pub async fn get_destination(&self, id: DestinationId) -> Result<DestinationRow, EngineError> {
        let destination = self.destination(id)?;
        let counts = self.store.destination_counts(self.a_day_ago()).await?;
        let days = self.days().await?;
        Ok(self.row(&destination, &self.catalog.get(), &counts, &days))
    }

    /// Makes a destination. With signing on it needs a secret.
    ///
    /// # Errors
    /// When its settings are wrong, or nothing could be written.
    pub async fn add_destination(
        &self,
        settings: DestinationSettings,
        secrets: impl Into<GivenSecrets<'_>>,
    ) -> Result<DestinationRow, EngineError> {
        let _one_at_a_time = self.editing.lock().await;
        let given = secrets.into();
        let secrets = self.check_destination(None, &settings, &given).await?;
        let now = self.clock.now();
        let id = DestinationId::new(Uuid::now_v7());
        let destination = Destination {
            id,
            settings,
            paused: None,
            resumed_at: None,
            secret_hint: None,
            secrets: KnownSecrets::default(),
            built_in: false,
            created_at: now,
            updated_at: now,
        };
        self.keep_destination(destination, secrets).await
    }

    /// Replaces a destination's settings, and those of its secrets that are given. Of the Test
    /// inbox only the signing can be changed.
    ///
    /// # Errors
    /// When there is none of that id, its settings are wrong, or nothing could be written.
    pub async fn edit_destination(
        &self,
        id: DestinationId,
        settings: DestinationSettings,
        secrets: impl Into<GivenSecrets<'_>>,
    ) -> Result<DestinationRow, EngineError> {
        let _one_at_a_time = self.editing.lock().await;
        let present = self.destination(id)?;
        if present.built_in {
            only_signing(&present.settings, &settings)?;
        }
        let given = secrets.into();
        let secrets = self
            .check_destination(Some(&present), &settings, &given)
            .await?;
        // It may have been paused meanwhile, or let go.
        let _steady = self.holds.as_they_are().await;
        let edited = Destination {
            settings,
            updated_at: self.clock.now(),
            ..self.destination(id)?
        };
        self.keep_destination(edited, secrets).await
    }

    /// Tries an unhealthy destination at once, by the oldest delivery that is held for it.
    ///
    /// # Errors
    /// When there is none of that id, it is not unhealthy, nothing is held, or nothing could be
    /// written.
    pub async fn probe_destination(
        &self,
        id: DestinationId,
    ) -> Result<DestinationRow, EngineError> {
        let _one_at_a_time = self.editing.lock().await;
        let name = self.destination(id)?.settings.name;
        let refuse = |message: String| Err(EngineError::Refused(message));
        if self.store.first_held(id).await?.is_none() {
            return refuse(format!(
                "Nothing is held for ‘{name}’, so there is nothing to try it with. Send a test, or \
                 resume it."
            ));
        }
        let changing = self.holds.change().await;
        let present = self.destination(id)?;
        let now = self.clock.now();
        let probed = present.paused.clone().and_then(|paused| {
            let probe = Some(Probe {
                next: now,
                ..paused.probe?
            });
            Some(DestinationPause { probe, ..paused })
        });
        if probed.is_none() {
            return refuse(format!("‘{name}’ is not paused for being unhealthy."));
        }
        self.put_destination(Destination {
            paused: probed,
            ..present
        })
        .await?;
        drop(changing);
        self.bell.ring();
        self.told_destination(id).await
    }

    /// Holds what goes to a destination.
    ///
    /// # Errors
    /// When there is none of that id, or nothing could be written.
    pub async fn pause_destination(
        &self,
        id: DestinationId,
    ) -> Result<DestinationRow, EngineError> {
        let _one_at_a_time = self.editing.lock().await;
        let present = self.destination(id)?;
        if present.paused.is_none() {
            let since = self.clock.now();
            let paused = Some(DestinationPause::by(PauseReason::ByHand, since));
            let _changing = self.holds.change().await;
            self.put_destination(Destination { paused, ..present })
                .await?;
            self.store.hold(Hold::Destination(id), since).await?;
            self.bell.ring_afresh();
        }
        self.told_destination(id).await
    }

    /// Sends what was held for a destination, in the order in which it was due, and goes on.
    ///
    /// # Errors
    /// When there is none of that id, or nothing could be written.
    pub async fn resume_destination(
        &self,
        id: DestinationId,
    ) -> Result<DestinationRow, EngineError> {
        let _one_at_a_time = self.editing.lock().await;
        let present = self.destination(id)?;
        if present.paused.is_some() {
            let pause = self.holds.change().await;
            self.put_destination(Destination {
                paused: None,
                resumed_at: Some(self.clock.now()),
                ..present
            })
            .await?;
            self.store
                .release(Hold::Destination(id), pause.is_some())
                .await?;
            self.bell.ring_afresh();
        }
        self.told_destination(id).await
    }

    pub(super) fn destination(&self, id: DestinationId) -> Result<Destination, EngineError> {
        let catalog = self.catalog.get();
        let found = catalog
            .destinations
            .get(&id)
            .map(|found| Destination::clone(found));
        found.ok_or_else(|| EngineError::no_destination(id))
    }

    pub(super) fn own_destination(&self, id: DestinationId) -> Result<Destination, EngineError> {
        let destination = self.destination(id)?;
        if destination.built_in {
            let name = destination.settings.name;
            let message = format!("‘{name}’ is part of the app and can't be changed or deleted.");
            return Err(EngineError::Refused(message));
        }
        Ok(destination)
    }

    /// Checks settings and secrets together and gives the secrets that the destination then has.
    async fn check_destination(
        &self,
        present: Option<&Destination>,
        settings: &DestinationSettings,
        given: &GivenSecrets<'_>,
    ) -> Result<Secrets, EngineError> {
        let mut problems = Problems::default();
        settings.check(&mut problems);
        let catalog = self.catalog.get();
        let same_name = catalog.destinations.values().any(|other| {
            Some(other.id) != present.map(|present| present.id)
                && other.settings.name.eq_ignore_ascii_case(&settings.name)
        });
        if same_name {
            problems.add(
                "name",
                format!("You already have one called ‘{}’.", settings.name),
            );
        }
        let calls_own = self
            .listening
            .place()
            .borrow()
            .is_called_by(&settings.address);
        problems.expect(settings.own_hooks || !calls_own, "address", OWN_HOOKS);
        let kept = match present {
            Some(present) => self.secrets.get(present.id.into()).await?,
            None => Arc::default(),
        };
        let before = present.map(|present| &present.settings);
        let secrets = given.check(&kept, before, settings, &mut problems);
        problems.into_result().map_err(EngineError::Invalid)?;
        Ok(secrets)
    }

    /// The secrets go first: a destination without its secrets could send nothing, while secrets
    /// without their destination are only left over.
    pub(super) async fn keep_destination(
        &self,
        mut destination: Destination,
        secrets: Secrets,
    ) -> Result<DestinationRow, EngineError> {
        let id = destination.id;
        know(&mut destination, &secrets);
        if *self.secrets.get(id.into()).await? != secrets {
            self.secrets.put(id.into(), secrets).await?;
        }
        self.put_destination(destination).await?;
        self.told_destination(id).await
    }

    async fn put_destination(&self, destination: Destination) -> Result<(), EngineError> {
        self.store.put_destination(destination.clone()).await?;
        self.catalog.put_destination(destination);
        Ok(())
    }

    pub(super) async fn told_destination(
        &self,
        id: DestinationId,
    ) -> Result<DestinationRow, EngineError> {
        self.changes.tell(EngineChange::Destination(id));
        self.changes.tell(EngineChange::Status);
        self.get_destination(id).await
    }

    fn row(
        &self,
        destination: &Destination,
        catalog: &Catalog,
        counts: &HashMap<DestinationId, DestinationCounts>,
        days: &Days,
    ) -> DestinationRow {
        let (days, typical_ms) = days.of(destination.id);
        let counts = counts.get(&destination.id).copied().unwrap_or_default();
        DestinationRow {
            destination: destination.clone(),
            used_by: catalog
                .users_of(destination.id)
                .iter()
                .map(|user| user.id)
                .collect(),
            waiting: counts.waiting,
            offline: self.outage.to(destination.id),
            sent_24h: counts.sent,
            failed_24h: counts.failed,
            days,
            typical_ms,
        }
    }
}

fn only_signing(
    present: &DestinationSettings,
    wanted: &DestinationSettings,
) -> Result<(), EngineError> {
    let signing = wanted.signing.clone();
    let allowed = DestinationSettings {
        signing,
        ..present.clone()
    };
    if *wanted == allowed {
        return Ok(());
    }
    let name = &present.name;
    let message = format!("‘{name}’ is part of the app: only its signing can be changed.");
    Err(EngineError::Refused(message))
}
