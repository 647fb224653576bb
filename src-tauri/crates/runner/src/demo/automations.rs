//! The demo's automations: one of each kind that notices something by itself.

use std::path::Path;

use hookloom_api::core::{automation::AutomationSettings, id::AutomationId};
use hookloom_engine::{Engine, TEST_INBOX};
use serde_json::{Value, json};

use crate::cli::Failure;

/// The demo's automations.
pub struct Automations {
    /// Watches a folder.
    pub file: AutomationId,
    /// Runs every second.
    pub schedule: AutomationId,
    /// Answers at an address.
    pub inbound: AutomationId,
}

impl Automations {
    /// Makes them, all sending to the Test inbox.
    ///
    /// # Errors
    /// When the engine refuses one.
    pub async fn make(engine: &Engine, watched: &Path) -> Result<Self, Failure> {
        let file = json!({"type": "file", "folder": watched, "settle_seconds": 0.2});
        let every = json!({"type": "every", "n": 1, "unit": "seconds"});
        let schedule = json!({"type": "schedule", "schedule": every, "time_zone": "UTC"});
        let inbound = json!({"type": "inbound", "name": "demo"});
        Ok(Self {
            file: add(engine, "A file appears", file).await?,
            schedule: add(engine, "A second passes", schedule).await?,
            inbound: add(engine, "A program calls", inbound).await?,
        })
    }
}

async fn add(engine: &Engine, name: &str, trigger: Value) -> Result<AutomationId, Failure> {
    let settings = json!({
        "name": name,
        "trigger": trigger,
        "sends": [{"destination": TEST_INBOX, "retry": {"type": "never"}}],
    });
    let settings: AutomationSettings = serde_json::from_value(settings)
        .map_err(|error| Failure::Failed(format!("The demo's settings are wrong: {error}.")))?;
    Ok(engine.add_automation(settings).await?.automation.id)
}
