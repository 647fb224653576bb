//! An engine on a folder of its own, and words for what tests ask of it.

use std::{path::Path, sync::Arc, time::Duration};

use hookloom_core::{
    attempt::Outcome,
    automation::AutomationSettings,
    delivery::StateName,
    destination::DestinationSettings,
    id::{AutomationId, DeliveryId, DestinationId},
    notification::Subject,
    view::{DeliveryDetail, DeliveryFilter, DeliveryRow, PageStart, TriggerStatus},
};
use hookloom_engine::{
    Care, Engine, EngineOptions, Port,
    change::EngineChange,
    clock::Clock,
    delivery::sender::network::{Network, SystemNetwork},
    secrets::{Preference, SecretStore},
};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::broadcast::Receiver as Changes;

use crate::receiver::PATIENCE;

/// The secret of every destination in these tests.
pub const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqrTwjU";

/// An engine and the folder it lives in.
pub struct Bench {
    pub engine: Arc<Engine>,
    folder: TempDir,
}

impl Bench {
    pub async fn start() -> Self {
        Self::start_at(Clock::system()).await
    }

    /// The same with another clock.
    pub async fn start_at(clock: Clock) -> Self {
        Self::start_in_network(clock, Arc::new(SystemNetwork)).await
    }

    /// The same in a network of the test's own.
    pub async fn start_in_network(clock: Clock, network: Arc<dyn Network>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let engine = start_in(&folder, clock, network).await;
        Self { engine, folder }
    }

    /// Stops the engine in order and starts another on the same folder.
    pub async fn restart(self) -> Self {
        self.restart_with(Clock::system()).await
    }

    /// The same with another clock.
    pub async fn restart_with(self, clock: Clock) -> Self {
        self.restart_after(clock, || {}).await
    }

    /// The same; meanwhile something happens that the engine can't see.
    pub async fn restart_after(self, clock: Clock, meanwhile: impl FnOnce()) -> Self {
        self.engine.stop().await;
        meanwhile();
        let engine = start_in(&self.folder, clock, Arc::new(SystemNetwork)).await;
        Self { engine, ..self }
    }

    /// The secrets that are kept for a destination, read past the engine.
    pub async fn secrets(&self, destination: DestinationId) -> usize {
        let (data, config) = (
            self.folder.path().join("data"),
            self.folder.path().join("config"),
        );
        let store = SecretStore::open(&data, &config, Preference::File).await;
        let kept = store.get(destination.into()).await.unwrap();
        kept.signing.len() + kept.named.len()
    }

    /// The folder around its data.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub async fn destination(&self, address: &str) -> DestinationId {
        let settings = json!({ "name": address, "address": address });
        let settings: DestinationSettings = serde_json::from_value(settings).unwrap();
        self.engine
            .add_destination(settings, Some(SECRET))
            .await
            .unwrap()
            .destination
            .id
    }

    /// An automation of that trigger; `send` says what is special about its one send.
    pub async fn automation(
        &self,
        trigger: Value,
        destination: DestinationId,
        send: Value,
    ) -> AutomationId {
        let mut first = json!({ "destination": destination });
        first
            .as_object_mut()
            .unwrap()
            .extend(send.as_object().unwrap().clone());
        let name = format!(
            "Automation {}",
            self.engine.list_automations().await.unwrap().len()
        );
        let settings = json!({ "name": name, "trigger": trigger, "sends": [first] });
        let settings: AutomationSettings = serde_json::from_value(settings).unwrap();
        self.engine
            .add_automation(settings)
            .await
            .unwrap()
            .automation
            .id
    }

    /// An automation that is run by hand.
    pub async fn by_hand(&self, address: &str, send: Value) -> AutomationId {
        let destination = self.destination(address).await;
        self.automation(json!({ "type": "manual" }), destination, send)
            .await
    }

    /// Runs an automation and gives its one delivery.
    pub async fn run(&self, automation: AutomationId) -> DeliveryId {
        self.engine
            .run_automation(automation, None)
            .await
            .unwrap()
            .deliveries[0]
    }

    /// Waits until the delivery is in that state, and gives all that is known of it.
    pub async fn until(&self, delivery: DeliveryId, state: StateName) -> DeliveryDetail {
        self.until_it(delivery, |detail| detail.row.state.name() == state)
            .await
    }

    /// Waits until something holds of the delivery.
    pub async fn until_it(
        &self,
        delivery: DeliveryId,
        holds: impl Fn(&DeliveryDetail) -> bool,
    ) -> DeliveryDetail {
        let mut changes = self.engine.changes();
        let mut last = None;
        let waited = tokio::time::timeout(PATIENCE, async {
            loop {
                let detail = self.engine.get_delivery(delivery).await.unwrap();
                if holds(&detail) {
                    return detail;
                }
                last = Some(detail.row);
                // What changes without being told, such as the passing of time, is seen as well.
                let _ = tokio::time::timeout(Duration::from_millis(200), changes.recv()).await;
            }
        });
        waited
            .await
            .unwrap_or_else(|_| panic!("never came about: {last:?}"))
    }

    /// Waits until the automation's trigger notices what it should.
    pub async fn until_ready(&self, automation: AutomationId) {
        let mut changes = self.engine.changes();
        let waited = tokio::time::timeout(PATIENCE, async {
            loop {
                let row = self.engine.get_automation(automation).await.unwrap();
                if matches!(row.trigger, TriggerStatus::Ready { .. }) {
                    return;
                }
                let _ = tokio::time::timeout(Duration::from_millis(200), changes.recv()).await;
            }
        });
        waited.await.expect("the trigger gets ready");
    }

    pub async fn deliveries(&self) -> Vec<DeliveryRow> {
        let filter = DeliveryFilter::default();
        self.engine
            .list_deliveries(filter, PageStart::default(), 500)
            .await
            .unwrap()
            .rows
    }

    /// Waits until there are at least so many deliveries and all of them came to an end.
    pub async fn until_all_ended(&self, count: usize) -> Vec<DeliveryRow> {
        let mut changes = self.engine.changes();
        tokio::time::timeout(PATIENCE, async {
            loop {
                let rows = self.deliveries().await;
                if rows.len() >= count && rows.iter().all(|row| row.state.is_final()) {
                    return rows;
                }
                let _ = tokio::time::timeout(Duration::from_millis(200), changes.recv()).await;
            }
        })
        .await
        .expect("the deliveries come to an end")
    }
}

/// The statuses of the attempts, oldest first; nothing for those that were not answered.
pub fn statuses(detail: &DeliveryDetail) -> Vec<Option<u16>> {
    let outcomes = detail.attempts.iter().map(|attempt| &attempt.outcome);
    outcomes
        .map(|outcome| match outcome {
            Outcome::Answered(answer) => Some(answer.status),
            Outcome::NotSent { .. } => None,
        })
        .collect()
}

/// The next end of a delivery that is told, and what there is to tell of it.
pub async fn next_end(changes: &mut Changes<EngineChange>) -> (DeliveryId, Subject) {
    let waited = tokio::time::timeout(PATIENCE, async {
        loop {
            if let EngineChange::Ended(delivery, subject) = changes.recv().await.unwrap() {
                return (delivery, subject);
            }
        }
    });
    waited.await.expect("an end is told")
}

async fn start_in(folder: &TempDir, clock: Clock, network: Arc<dyn Network>) -> Arc<Engine> {
    let options = EngineOptions {
        data_folder: folder.path().join("data"),
        config_folder: folder.path().join("config"),
        port: Port::Exactly(0),
        secrets: Preference::File,
        clock,
        network,
        care: Care::default(),
    };
    Engine::start(options).await.unwrap()
}
