//! Gathers what somebody who helps needs to know: how the app is, what it was set to, and the end of
//! its log. Names, addresses and contents of what a person made are left out.

use std::{fs, path::Path};

use hookloom_api::core::{
    diagnostics,
    diagnostics::Diagnostics,
    settings::Settings,
    transport,
    trigger::Trigger,
    view::{Check, Checked, Checkup},
};
use hookloom_engine::{Engine, EngineError};
use serde_json::{Value, json};

/// How many lines of the log are in it.
const LINES: usize = 300;

/// Everything, as text.
///
/// # Errors
/// When the database can't be read.
pub async fn gather(engine: &Engine, data_folder: &Path) -> Result<Diagnostics, EngineError> {
    let automations = engine.list_automations().await?;
    let kinds: Vec<_> = automations
        .iter()
        .map(|row| {
            let settings = &row.automation.settings;
            json!({
                "id": row.automation.id,
                "on": settings.enabled,
                "trigger": kind(&settings.trigger),
                "sends": settings.sends.len(),
                "state": row.trigger,
            })
        })
        .collect();
    let destinations = engine.list_destinations().await?;
    let destinations: Vec<_> = destinations
        .iter()
        .map(|row| {
            json!({
                "id": row.destination.id,
                "paused": row.destination.paused,
                "waiting": row.waiting,
                "sent_24h": row.sent_24h,
                "failed_24h": row.failed_24h,
            })
        })
        .collect();
    let about = json!({
        "system": format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
        "status": engine.status().await?,
        "settings": without_addresses(&engine.settings()),
        "storage": engine.storage().await?,
        "checks": without_names(engine.check_up().await),
        "automations": kinds,
        "destinations": destinations,
    });
    let text = format!(
        "{about:#}\n\nThe end of the log:\n\n{}",
        end_of_log(data_folder)
    );
    let home = dirs::home_dir().map_or_else(String::new, |home| home.display().to_string());
    Ok(Diagnostics {
        text: diagnostics::masked(&text, &home),
    })
}

/// The settings, but for what they name: of a proxy only its kind, of certificates only how many.
fn without_addresses(settings: &Settings) -> Value {
    let trusted = transport::certificates(&settings.sending.trusted);
    let mut all = json!(settings);
    let kind = all["sending"]["proxy"]["type"].take();
    all["sending"]["proxy"] = json!({ "type": kind });
    all["sending"]["trusted"] = json!(trusted.unwrap_or_default().len());
    all
}

/// What was checked; of watched folders only how they are, because sentences name automations.
fn without_names(mut checkup: Checkup) -> Checkup {
    let bad_files = |check: &&mut Check| check.of == Checked::Files && check.advice.is_some();
    for check in checkup.checks.iter_mut().filter(bad_files) {
        "Some folders can't be watched; see the automations.".clone_into(&mut check.sentence);
    }
    checkup
}

fn kind(trigger: &Trigger) -> &'static str {
    match trigger {
        Trigger::File(_) => "file",
        Trigger::Schedule(_) => "schedule",
        Trigger::Inbound(_) => "inbound",
        Trigger::Manual {} => "manual",
    }
}

/// The last lines of the newest file.
fn end_of_log(data_folder: &Path) -> String {
    let files = fs::read_dir(data_folder.join("logs")).into_iter().flatten();
    let newest = files.flatten().map(|file| file.path()).max();
    let text = newest.and_then(|path| fs::read_to_string(path).ok());
    let text = text.unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(LINES)..].join("\n")
}
