//! The way back from an import: what was new goes, what was replaced comes back.

use hookloom_core::{
    automation::Automation,
    destination::Destination,
    id::{AutomationId, DestinationId},
    recipe::ItemState,
    undo::UndoStep,
};

use super::{super::Engine, Plan};
use crate::{error::EngineError, secrets::Secrets};

impl Engine {
    /// The steps that take an import back.
    pub(super) fn way_back(&self, plan: &Plan) -> Vec<UndoStep> {
        let catalog = self.catalog.get();
        let (new_automations, old_automations) = parted(&plan.automations, |planned| {
            let present = catalog.automations.get(&planned.id)?;
            Some(Automation::clone(present))
        });
        let (new_destinations, old_destinations) = parted(&plan.destinations, |planned| {
            let present = catalog.destinations.get(&planned.id)?;
            Some(Destination::clone(present))
        });
        vec![
            UndoStep::PutBack {
                automations: old_automations,
                destinations: old_destinations,
            },
            UndoStep::TakeOut {
                automations: new_automations.iter().map(|one| one.id).collect(),
                destinations: new_destinations.iter().map(|one| one.id).collect(),
            },
        ]
    }

    /// Deletes what was new, as far as it is there and nothing else has come to need it.
    pub(in super::super) async fn take_out(
        &self,
        mut automations: Vec<AutomationId>,
        destinations: Vec<DestinationId>,
    ) -> Result<(), EngineError> {
        let catalog = self.catalog.get();
        automations.retain(|id| catalog.automations.contains_key(id));
        self.delete_automations(automations).await?;
        for id in destinations {
            match self.delete_destination(id).await {
                Ok(()) | Err(EngineError::NotFound(_) | EngineError::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Puts back what was replaced, as it was.
    pub(in super::super) async fn put_back(
        &self,
        automations: Vec<Automation>,
        destinations: Vec<Destination>,
    ) -> Result<(), EngineError> {
        let _one_at_a_time = self.editing.lock().await;
        let updated_at = self.clock.now();
        for destination in destinations {
            let secrets = Secrets::clone(&*self.secrets.get(destination.id.into()).await?);
            self.keep_destination(destination, secrets).await?;
        }
        for automation in automations {
            self.keep_automation(Automation {
                updated_at,
                ..automation
            })
            .await?;
        }
        Ok(())
    }
}

/// What is new, and what there was in the place of what is changed.
fn parted<T: Clone>(
    planned: &[super::plan::Planned<T>],
    present: impl Fn(&T) -> Option<T>,
) -> (Vec<T>, Vec<T>) {
    let (mut new, mut old) = (Vec::new(), Vec::new());
    for one in planned {
        match one.state {
            ItemState::New => new.push(one.thing.clone()),
            ItemState::Changed => old.extend(present(&one.thing)),
            ItemState::Same => {}
        }
    }
    (new, old)
}
