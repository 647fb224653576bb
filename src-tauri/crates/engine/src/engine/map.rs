//! The map: what goes where, and where boxes were put.

use std::collections::{BTreeSet, HashMap};

use hookloom_core::{
    id::{AutomationId, DestinationId},
    overview::Way,
    undo::{UndoStep, arranged_map},
    view::{Map, MapPlace, MapRoute},
};
use serde_json::json;

use super::Engine;
use crate::{change::EngineChange, error::EngineError};

/// The setting that remembers moved boxes.
const PLACES: &str = "map_places";

/// The most boxes that can be remembered; more would be no map.
const MOST_PLACES: usize = 5_000;

impl Engine {
    /// What the map shows beside automations and destinations.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn get_map(&self) -> Result<Map, EngineError> {
        let ways = self.ways().await?;
        let routes = self.routes().into_iter().map(|(automation, destination)| {
            let way = ways.get(&(automation, destination));
            let way = way.copied().unwrap_or_default();
            let paused = self.destination_is_paused(destination);
            MapRoute {
                automation,
                destination,
                health: Way { paused, ..way }.health(),
                sent: way.sent,
                failed: way.failed,
                retrying: way.retrying,
                held: way.held,
            }
        });
        Ok(Map {
            routes: routes.collect(),
            places: self.places().await?,
        })
    }

    /// Remembers where boxes were put, in place of all that was remembered before. It can be undone.
    ///
    /// # Errors
    /// When there are too many, or nothing could be written.
    pub async fn arrange_map(&self, places: Vec<MapPlace>) -> Result<Vec<MapPlace>, EngineError> {
        if places.len() > MOST_PLACES {
            let message = format!("At most {MOST_PLACES} boxes can be remembered.");
            return Err(EngineError::Refused(message));
        }
        let before = self.places().await?;
        if before != places {
            self.put_places(&places).await?;
            let back = vec![UndoStep::ArrangeMap { places: before }];
            let entry = self.undo_entry(arranged_map(&places), back);
            self.store.keep_undo(entry).await?;
            self.changes.tell(EngineChange::Undo);
        }
        Ok(places)
    }

    pub(super) async fn put_places(&self, places: &[MapPlace]) -> Result<(), EngineError> {
        self.store.put_setting(PLACES, json!(places)).await?;
        Ok(())
    }

    async fn places(&self) -> Result<Vec<MapPlace>, EngineError> {
        let places = self.store.setting(PLACES).await?;
        Ok(places
            .and_then(|places| serde_json::from_value(places).ok())
            .unwrap_or_default())
    }

    /// From each automation to each of its destinations, once.
    fn routes(&self) -> BTreeSet<(AutomationId, DestinationId)> {
        let catalog = self.catalog.get();
        let automations = catalog.automations.values();
        automations
            .flat_map(|automation| {
                let sends = automation.settings.sends.iter();
                sends.map(|send| (automation.id, send.destination))
            })
            .collect()
    }

    async fn ways(&self) -> Result<HashMap<(AutomationId, DestinationId), Way>, EngineError> {
        let mut ways: HashMap<_, Way> = HashMap::new();
        let since = self.a_day_ago();
        for (route, tallied) in self.store.tallies_by_way(since).await? {
            ways.insert(
                route,
                Way {
                    sent: tallied.counts.sent,
                    failed: tallied.counts.failed,
                    failed_tries: tallied.counts.failed_tries,
                    last_failed: tallied.last_failed > tallied.last_sent,
                    ..Way::default()
                },
            );
        }
        for retrying in self.store.retrying().await? {
            ways.entry(retrying.way).or_default().retrying = retrying.deliveries;
        }
        for (route, held) in self.store.held_by_way().await? {
            ways.entry(route).or_default().held = held;
        }
        self.mark_failing(&mut ways).await?;
        Ok(ways)
    }

    /// Tallies are rough: within their last minutes the log says what came last.
    async fn mark_failing(
        &self,
        ways: &mut HashMap<(AutomationId, DestinationId), Way>,
    ) -> Result<(), EngineError> {
        let failing = self.store.failing(self.a_day_ago()).await?;
        let failing: BTreeSet<_> = failing.iter().map(|one| one.destination).collect();
        for ((_, destination), way) in ways {
            way.last_failed |= way.failed > 0 && failing.contains(destination);
        }
        Ok(())
    }
}
