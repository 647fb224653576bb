//! All automations and destinations, in memory: few, and needed for every event.

use std::{collections::BTreeMap, sync::Arc};

use hookloom_core::{
    automation::Automation,
    destination::Destination,
    id::{AutomationId, DestinationId},
    target::Target,
};
use tokio::sync::watch;

/// One state of all automations and destinations.
#[derive(Clone, Default)]
pub struct Catalog {
    /// The automations.
    pub automations: BTreeMap<AutomationId, Arc<Automation>>,
    /// The destinations.
    pub destinations: BTreeMap<DestinationId, Arc<Target>>,
}

impl Catalog {
    /// The automations that send to a destination.
    pub fn users_of(&self, destination: DestinationId) -> Vec<&Automation> {
        let sends_there = |automation: &&Automation| {
            automation
                .settings
                .sends
                .iter()
                .any(|send| send.destination == destination)
        };
        self.automations
            .values()
            .map(Arc::as_ref)
            .filter(sends_there)
            .collect()
    }
}

/// The present catalog. It is replaced after the store has kept a change, never before.
#[derive(Clone)]
pub struct Present(watch::Sender<Arc<Catalog>>);

impl Present {
    /// Starts with what the store holds.
    pub fn new(automations: Vec<Automation>, destinations: Vec<Destination>) -> Self {
        let catalog = Catalog {
            automations: automations
                .into_iter()
                .map(|a| (a.id, Arc::new(a)))
                .collect(),
            destinations: destinations
                .into_iter()
                .map(|d| (d.id, Arc::new(d.into())))
                .collect(),
        };
        Self(watch::Sender::new(Arc::new(catalog)))
    }

    /// The catalog as it is now.
    pub fn get(&self) -> Arc<Catalog> {
        self.0.borrow().clone()
    }

    /// Every later catalog.
    pub fn follow(&self) -> watch::Receiver<Arc<Catalog>> {
        self.0.subscribe()
    }

    /// Adds or replaces an automation.
    pub fn put_automation(&self, automation: Automation) {
        self.change(|catalog| {
            catalog
                .automations
                .insert(automation.id, Arc::new(automation))
        });
    }

    /// Leaves an automation out.
    pub fn remove_automation(&self, id: AutomationId) {
        self.change(|catalog| catalog.automations.remove(&id));
    }

    /// Adds or replaces a destination.
    pub fn put_destination(&self, destination: Destination) {
        self.change(|catalog| {
            catalog
                .destinations
                .insert(destination.id, Arc::new(destination.into()))
        });
    }

    /// Leaves a destination out.
    pub fn remove_destination(&self, id: DestinationId) {
        self.change(|catalog| catalog.destinations.remove(&id));
    }

    fn change<T>(&self, edit: impl FnOnce(&mut Catalog) -> T) {
        self.0.send_modify(|catalog| {
            edit(Arc::make_mut(catalog));
        });
    }
}
