//! Hookloom itself, as the runner has it, without its local API.

use std::{net::SocketAddr, path::Path, sync::Arc};

use hookloom_core::{
    automation::AutomationSettings,
    destination::DestinationSettings,
    view::{InboundStatus, TriggerStatus},
};
use hookloom_engine::{
    Care, Engine, EngineOptions, Port, clock::Clock, delivery::sender::network::SystemNetwork,
    secrets::Preference,
};
use serde_json::{Value, json};

use crate::load::Target;

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYqrTwjU";

/// Starts an engine on a folder.
pub async fn start(folder: &Path) -> Arc<Engine> {
    start_at(folder, Clock::system()).await
}

/// The same, with a clock of its own.
pub async fn start_at(folder: &Path, clock: Clock) -> Arc<Engine> {
    let options = EngineOptions {
        network: Arc::new(SystemNetwork),
        care: Care::default(),
        data_folder: folder.join("data"),
        // Where the real runner looks, which some measurements start on the same folder.
        config_folder: folder.join("hookloom"),
        port: Port::Exactly(0),
        secrets: Preference::File,
        clock,
    };
    Engine::start(options).await.unwrap()
}

/// Makes an inbound hook that sends to an address, and tells where it is called.
pub async fn hook(engine: &Engine, to: &str) -> Target {
    let destination = json!({ "name": to, "address": to, "parallel": 32 });
    let destination: DestinationSettings = serde_json::from_value(destination).unwrap();
    let destination = engine
        .add_destination(destination, Some(SECRET))
        .await
        .unwrap();
    let automation = hook_settings(&destination.destination.id.to_string());
    let automation: AutomationSettings = serde_json::from_value(automation).unwrap();
    let row = engine.add_automation(automation).await.unwrap();
    assert!(
        matches!(row.trigger, TriggerStatus::Ready { .. }),
        "{row:?}"
    );
    Target {
        address: listening(engine).await,
        path: "/in/bench".to_owned(),
    }
}

/// The settings of a hook that sends to a destination.
pub fn hook_settings(destination: &str) -> Value {
    json!({
        "name": "Bench",
        "trigger": { "type": "inbound", "name": "bench" },
        "sends": [{ "destination": destination }],
    })
}

pub async fn listening(engine: &Engine) -> SocketAddr {
    let status = engine.status().await.unwrap();
    let InboundStatus::Listening { address, .. } = status.inbound else {
        panic!("{status:?}")
    };
    address_of(&address)
}

/// The address and port of `http://127.0.0.1:8787/in/`.
pub fn address_of(url: &str) -> SocketAddr {
    let rest = url.strip_prefix("http://").unwrap();
    rest.split('/').next().unwrap().parse().unwrap()
}
