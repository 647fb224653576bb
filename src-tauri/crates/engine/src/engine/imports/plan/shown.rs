//! What a person is shown of a plan.

use std::collections::BTreeSet;

use hookloom_core::{
    address::Address,
    automation::Automation,
    destination::Destination,
    id::DestinationId,
    problem::Problems,
    recipe::ItemState,
    trigger::Trigger,
    view::{ImportItem, ItemKind},
};

use super::{Plan, Planned, needs_secret};
use crate::{engine::destination_secrets::GivenSecrets, secrets::Secrets};

impl Plan {
    /// What is in it, for a person to look at.
    pub fn items(&self) -> Vec<ImportItem> {
        let automations = self.automations.iter().map(|one| self.automation_item(one));
        let destinations = self.destinations.iter().map(destination_item);
        automations.chain(destinations).collect()
    }

    /// The hosts that would be contacted.
    pub fn hosts(&self) -> Vec<String> {
        let new = self
            .destinations
            .iter()
            .map(|one| &one.thing.settings.address);
        let hosts = new.chain(&self.chosen).filter_map(|address| {
            let address = Address::parse(address).ok()?;
            Some(address.host().to_owned())
        });
        hosts.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The destinations that sign with a secret that is not here.
    pub fn secrets_missing(&self) -> Vec<String> {
        let new = self
            .destinations
            .iter()
            .filter(|one| one.state == ItemState::New);
        let destinations = new.map(|one| &one.thing);
        let mut missing = Vec::new();
        for Destination { settings, .. } in destinations.clone().filter(|one| needs_secret(one)) {
            missing.push(format!(
                "‘{}’ signs with a secret, and secrets are never in a file. A fresh one is made here; give it to the receiver.",
                settings.name
            ));
        }
        for Destination { settings, .. } in destinations {
            let mut problems = Problems::default();
            GivenSecrets::default().check(&Secrets::default(), None, settings, &mut problems);
            let named = problems.into_vec().into_iter();
            let named = named.filter(|problem| problem.field != "secret");
            missing.extend(named.map(|problem| format!("{}: {}", settings.name, problem.message)));
        }
        missing
    }

    fn automation_item(&self, planned: &Planned<Automation>) -> ImportItem {
        let settings = &planned.thing.settings;
        let name = |id: &DestinationId| self.names.get(id).cloned();
        let sends = settings.sends.iter();
        ImportItem {
            what: ItemKind::Automation,
            name: settings.name.clone(),
            state: planned.state,
            parts: planned.parts.clone(),
            trigger: Some(settings.trigger.kind()),
            detail: match &settings.trigger {
                Trigger::File(file) => file.folder.clone(),
                Trigger::Schedule(schedule) => schedule.describe(),
                Trigger::Inbound(inbound) => format!("/in/{}", inbound.name),
                Trigger::Manual {} => String::new(),
            },
            sends_to: sends.filter_map(|send| name(&send.destination)).collect(),
        }
    }
}

fn destination_item(planned: &Planned<Destination>) -> ImportItem {
    let settings = &planned.thing.settings;
    ImportItem {
        what: ItemKind::Destination,
        name: settings.name.clone(),
        state: planned.state,
        parts: planned.parts.clone(),
        trigger: None,
        detail: settings.address.clone(),
        sends_to: Vec::new(),
    }
}
