//! `hookloom demo`: the main job, once through, on real input and without a display.
//!
//! It runs an engine of its own in a temporary folder, so it neither needs nor touches a runner.

mod automations;
mod proof;

use std::{fs, path::Path, sync::Arc, time::Duration};

use hookloom_api::core::view::TriggerStatus;
use hookloom_engine::{
    Care, Engine, EngineError, EngineOptions, Port, call, change::EngineChange, clock::Clock,
    delivery::sender::network::SystemNetwork, secrets::Preference,
};
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::Instant,
};

use crate::cli::{Failure, Output};
use automations::Automations;
use proof::Proof;

/// How long all of it may take.
const DEADLINE: Duration = Duration::from_secs(10);

/// Goes through the main job, and says at each step what happens.
///
/// # Errors
/// When anything is missing at the end.
pub async fn run(output: Output) -> Result<(), Failure> {
    let folder = tempfile::tempdir().map_err(failed("No temporary folder can be made"))?;
    let engine = start(folder.path()).await?;
    let told = tell(&engine, folder.path(), output).await;
    engine.stop().await;
    told
}

async fn start(folder: &Path) -> Result<Arc<Engine>, Failure> {
    let options = EngineOptions {
        data_folder: folder.join("data"),
        config_folder: folder.join("config"),
        network: Arc::new(SystemNetwork),
        care: Care::default(),
        port: Port::Exactly(0),
        secrets: Preference::File,
        clock: Clock::system(),
    };
    let made = [
        &options.data_folder,
        &options.config_folder,
        &folder.join("in"),
    ]
    .into_iter()
    .try_for_each(fs::create_dir);
    made.map_err(failed("The demo's folders can't be made"))?;
    Engine::start(options)
        .await
        .map_err(failed("The engine can't start"))
}

async fn tell(engine: &Engine, folder: &Path, output: Output) -> Result<(), Failure> {
    let deadline = Instant::now() + DEADLINE;
    let mut changes = engine.changes();
    let place = folder.display();
    output.note(&format!(
        "Everything happens in {place}, which is deleted at the end.\n"
    ))?;

    let watched = folder.join("in");
    let automations = Automations::make(engine, &watched).await?;
    output.note(&format!(
        "Watching {}, counting seconds, listening for calls.",
        watched.display()
    ))?;
    let hook = ready(engine, &automations, &mut changes, deadline).await?;

    let file = watched.join("hello.txt");
    fs::write(&file, "Hello, Hookloom!\n").map_err(failed("The file can't be written"))?;
    output.note(&format!("Wrote {}.", file.display()))?;

    let status = call::post(&hook, r#"{"order": 42}"#).await;
    let status = status.map_err(failed("The inbound hook can't be called"))?;
    output.note(&format!("Called {hook}, which answered {status}.\n"))?;

    let mut proof = Proof::default();
    while !proof.is_whole() {
        for line in proof.gather(engine, &automations).await? {
            output.note(&line)?;
        }
        if !proof.is_whole() && !changed(&mut changes, deadline).await {
            break;
        }
    }
    output.note("")?;
    output.show(&proof, Proof::table)?;
    proof.verdict()
}

/// Waits until files are watched and calls are heard, and gives the address to call.
async fn ready(
    engine: &Engine,
    automations: &Automations,
    changes: &mut Receiver<EngineChange>,
    deadline: Instant,
) -> Result<String, Failure> {
    loop {
        let files = engine.get_automation(automations.file).await?.trigger;
        let calls = engine.get_automation(automations.inbound).await?.trigger;
        match (files, calls) {
            (
                TriggerStatus::Ready { .. },
                TriggerStatus::Ready {
                    address: Some(address),
                    ..
                },
            ) => return Ok(address),
            (TriggerStatus::Broken { message }, _) | (_, TriggerStatus::Broken { message }) => {
                return Err(Failure::Failed(message));
            }
            _ if changed(changes, deadline).await => {}
            _ => {
                return Err(Failure::Failed(
                    "The triggers did not get ready in time.".to_owned(),
                ));
            }
        }
    }
}

/// Waits for a change; false when it is too late for one.
async fn changed(changes: &mut Receiver<EngineChange>, deadline: Instant) -> bool {
    let change = tokio::time::timeout_at(deadline, changes.recv()).await;
    !matches!(change, Err(_) | Ok(Err(RecvError::Closed)))
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Self {
        Self::Failed(error.to_string())
    }
}

fn failed<E: std::fmt::Display>(what: &'static str) -> impl Fn(E) -> Failure {
    move |error| Failure::Failed(format!("{what}: {error}."))
}
