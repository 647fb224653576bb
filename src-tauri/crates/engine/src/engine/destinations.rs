//! Destinations: made, edited, paused, deleted.

use std::collections::HashMap;

use hookloom_core::{
    destination::{Destination, DestinationPause, DestinationSettings, PauseReason},
    id::DestinationId,
    problem::Problems,
    secret::{Secret, SecretForm},
    view::DestinationRow,
};
use uuid::Uuid;

use super::{Engine, tallies::Days};
use crate::{
    catalog::Catalog,
    change::EngineChange,
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
            .map(|destination| row(destination, &catalog, &counts, &days))
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
        Ok(row(&destination, &self.catalog.get(), &counts, &days))
    }

    /// Makes a destination. With signing on it needs a secret.
    ///
    /// # Errors
    /// When its settings are wrong, or nothing could be written.
    pub async fn add_destination(
        &self,
        settings: DestinationSettings,
        secret: Option<&str>,
    ) -> Result<DestinationRow, EngineError> {
        let _one_at_a_time = self.editing.lock().await;
        let secret = self.check_destination(None, &settings, secret).await?;
        let now = self.clock.now();
        let id = DestinationId::new(Uuid::now_v7());
        let destination = Destination {
            id,
            settings,
            paused: None,
            secret_hint: None,
            built_in: false,
            created_at: now,
            updated_at: now,
        };
        self.keep_destination(destination, secret).await
    }

    /// Replaces a destination's settings, and its secret if there is a new one.
    ///
    /// # Errors
    /// When there is none of that id, it is built in, its settings are wrong, or nothing could be
    /// written.
    pub async fn edit_destination(
        &self,
        id: DestinationId,
        settings: DestinationSettings,
        secret: Option<&str>,
    ) -> Result<DestinationRow, EngineError> {
        let _one_at_a_time = self.editing.lock().await;
        let present = self.own_destination(id)?;
        let secret = self
            .check_destination(Some(&present), &settings, secret)
            .await?;
        let updated_at = self.clock.now();
        self.keep_destination(
            Destination {
                settings,
                updated_at,
                ..present
            },
            secret,
        )
        .await
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
            let paused = Some(DestinationPause {
                since,
                why: PauseReason::ByHand,
            });
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

    /// Checks settings and secret together and gives the secret back as what it is.
    async fn check_destination(
        &self,
        present: Option<&Destination>,
        settings: &DestinationSettings,
        secret: Option<&str>,
    ) -> Result<Option<Secret>, EngineError> {
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
        if let (Some(form), None) = (settings.signing.secret_form(), secret)
            && let Some(missing) = self.missing_secret(present, form).await?
        {
            problems.add("secret", missing);
        }
        let secret = secret.and_then(|text| problems.take("secret", settings.signing.secret(text)));
        problems.into_result().map_err(EngineError::Invalid)?;
        Ok(secret)
    }

    /// What is missing to sign with secrets of that form, if anything is.
    async fn missing_secret(
        &self,
        present: Option<&Destination>,
        form: SecretForm,
    ) -> Result<Option<&'static str>, EngineError> {
        let Some(present) = present else {
            return Ok(Some("Add a secret to sign."));
        };
        let kept = self.secrets.get(present.id.into()).await?;
        Ok(match kept.signing.first() {
            None => Some("Add a secret to sign."),
            Some(secret) if secret.form() != form => {
                Some("This way of signing needs another kind of secret. Generate or paste one.")
            }
            Some(_) => None,
        })
    }

    /// The secret goes first: a destination without its secret could send nothing, while a secret
    /// without its destination is only left over.
    async fn keep_destination(
        &self,
        mut destination: Destination,
        secret: Option<Secret>,
    ) -> Result<DestinationRow, EngineError> {
        let id = destination.id;
        if let Some(secret) = secret {
            destination.secret_hint = Some(secret.hint());
            let secrets = Secrets::of_signing(vec![secret]);
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
}

fn row(
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
        sent_24h: counts.sent,
        failed_24h: counts.failed,
        days,
        typical_ms,
    }
}
