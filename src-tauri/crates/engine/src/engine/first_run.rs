//! The first run: an automation that shows in a minute how it all works, and its end.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use hookloom_core::{
    automation::AutomationSettings,
    problem::Problem,
    trigger::{Trigger, TriggerKind},
    view::{FirstRun, FirstRunMade, FirstTry, TriggerStatus},
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Engine, TEST_INBOX, imports::free_name};
use crate::{call, error::EngineError, home::surroundings};

/// The setting that remembers it.
const SETTING: &str = "first_run";
const NAME: &str = "My first automation";
const HOOK: &str = "first-hook";
const FOLDER: &str = "Webhook demo";
const CONTENT: &str = "Hello from Hookloom.\n";

/// What is remembered of it.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    seen: bool,
    made: Option<FirstRunMade>,
    /// The names of the sample files, which are deleted with the rest.
    files: Vec<String>,
}

impl Engine {
    /// How far a person is with the first run.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn first_run(&self) -> Result<FirstRun, EngineError> {
        let kept = self.kept_first_run().await?;
        let there = |made: &FirstRunMade| {
            let catalog = self.catalog.get();
            catalog.automations.contains_key(&made.automation)
        };
        Ok(FirstRun {
            seen: kept.seen,
            folder: usual_folder().display().to_string(),
            made: kept.made.filter(there),
        })
    }

    /// Makes the first automation and switches it on. What an earlier first run made goes away.
    ///
    /// # Errors
    /// When the folder can't be made, or nothing could be written.
    pub async fn begin_first_run(
        &self,
        trigger: TriggerKind,
        folder: Option<String>,
    ) -> Result<FirstRun, EngineError> {
        self.delete_first_run().await?;
        let folder = (trigger == TriggerKind::File).then(|| chosen_folder(folder.as_deref()));
        let folder_made = match &folder {
            Some(folder) => make_folder(folder.clone()).await?,
            None => false,
        };
        let settings = self.first_settings(trigger, folder.as_deref());
        let row = self.add_automation(settings).await?;
        let made = FirstRunMade {
            automation: row.automation.id,
            folder: folder.map(|folder| folder.display().to_string()),
            folder_made,
            at: self.clock.now(),
        };
        self.keep_first_run(Kept {
            seen: true,
            made: Some(made),
            files: Vec::new(),
        })
        .await?;
        self.first_run().await
    }

    /// Does what the first automation waits for: makes a file in its folder, calls its address, or
    /// runs it before its time.
    ///
    /// # Errors
    /// When there is no first automation, or it can't be done.
    pub async fn try_first_run(&self) -> Result<FirstTry, EngineError> {
        let mut kept = self.kept_first_run().await?;
        let Some(made) = self.first_run().await?.made else {
            return Err(EngineError::NotFound(
                "What the first run made was deleted. Begin anew.".to_owned(),
            ));
        };
        let row = self.get_automation(made.automation).await?;
        let at = self.clock.now();
        let file = match (&row.automation.settings.trigger, made.folder) {
            (Trigger::File(_), Some(folder)) => {
                let name = make_sample(PathBuf::from(folder)).await?;
                kept.files.push(name.clone());
                self.keep_first_run(kept).await?;
                Some(name)
            }
            (Trigger::Inbound(_), _) => {
                call_hook(row.trigger).await?;
                None
            }
            _ => {
                self.run_automation(made.automation, None).await?;
                None
            }
        };
        Ok(FirstTry { file, at })
    }

    /// Remembers that the first run need not be offered again.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn leave_first_run(&self) -> Result<FirstRun, EngineError> {
        let kept = self.kept_first_run().await?;
        self.keep_first_run(Kept { seen: true, ..kept }).await?;
        self.first_run().await
    }

    /// Deletes what the first run made: the automation, its sample files, and its folder if
    /// nothing else is in it. The log stays.
    ///
    /// # Errors
    /// When nothing could be written.
    pub async fn delete_first_run(&self) -> Result<FirstRun, EngineError> {
        let kept = self.kept_first_run().await?;
        if let Some(made) = self.first_run().await?.made {
            self.delete_automation(made.automation).await?;
        }
        if let Some(made) = kept.made {
            let files = kept.files;
            let swept = tokio::task::spawn_blocking(move || sweep(&made, &files)).await;
            if let Err(error) = swept {
                tracing::warn!(%error, "the sample files of the first run were not deleted");
            }
            self.keep_first_run(Kept {
                seen: true,
                ..Kept::default()
            })
            .await?;
        }
        self.first_run().await
    }

    fn first_settings(&self, trigger: TriggerKind, folder: Option<&Path>) -> AutomationSettings {
        let catalog = self.catalog.get();
        let automations = || catalog.automations.values();
        let name = free_name(NAME, |name| {
            automations().any(|one| one.settings.name.eq_ignore_ascii_case(name))
        });
        let hook = free_name(HOOK, |hook| {
            automations().any(|one| match &one.settings.trigger {
                Trigger::Inbound(inbound) => inbound.name == hook.replace(' ', "-"),
                _ => false,
            })
        });
        let trigger = match trigger {
            TriggerKind::File => json!({ "type": "file", "folder": folder }),
            TriggerKind::Schedule => json!({
                "type": "schedule",
                "schedule": { "type": "every", "n": 1, "unit": "minutes" },
                "time_zone": surroundings().time_zone,
            }),
            TriggerKind::Inbound => json!({ "type": "inbound", "name": hook.replace(' ', "-") }),
            TriggerKind::Manual => json!({ "type": "manual" }),
        };
        let send = json!({ "destination": TEST_INBOX });
        let settings = json!({ "name": name, "trigger": trigger, "sends": [send] });
        serde_json::from_value(settings).expect("these are settings, as the tests show")
    }

    async fn kept_first_run(&self) -> Result<Kept, EngineError> {
        let setting = self.store.setting(SETTING).await?;
        Ok(setting
            .and_then(|setting| serde_json::from_value(setting).ok())
            .unwrap_or_default())
    }

    async fn keep_first_run(&self, kept: Kept) -> Result<(), EngineError> {
        Ok(self.store.put_setting(SETTING, json!(kept)).await?)
    }
}

async fn call_hook(trigger: TriggerStatus) -> Result<(), EngineError> {
    let address = match trigger {
        TriggerStatus::Ready { address, .. } => address,
        _ => None,
    };
    let Some(address) = address else {
        let message = "Nothing listens at its address. Look whether the automation is on.";
        return Err(EngineError::Refused(message.to_owned()));
    };
    let body = json!({ "message": "Hello from Hookloom." }).to_string();
    match call::post(&address, &body).await {
        Ok(200..300) => Ok(()),
        Ok(status) => Err(EngineError::Refused(format!(
            "{address} answered {status}. Look whether the automation is on."
        ))),
        Err(error) => Err(EngineError::Refused(format!(
            "{address} can't be called: {error}."
        ))),
    }
}

fn usual_folder() -> PathBuf {
    let home = surroundings().home.unwrap_or_else(|| "/".to_owned());
    Path::new(&home).join(FOLDER)
}

/// What a person typed; `~` is their home.
fn chosen_folder(typed: Option<&str>) -> PathBuf {
    let Some(typed) = typed.map(str::trim).filter(|typed| !typed.is_empty()) else {
        return usual_folder();
    };
    match (typed.strip_prefix("~/"), surroundings().home) {
        (Some(below), Some(home)) => Path::new(&home).join(below),
        _ => PathBuf::from(typed),
    }
}

/// Makes the folder unless it is there; tells whether it was made.
async fn make_folder(folder: PathBuf) -> Result<bool, EngineError> {
    let made = tokio::task::spawn_blocking(move || {
        if !folder.is_absolute() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        match folder.is_dir() {
            true => Ok(false),
            false => fs::create_dir_all(&folder).map(|()| true),
        }
    });
    let made = made
        .await
        .unwrap_or_else(|error| Err(io::Error::other(error)));
    made.map_err(|_| {
        let message = "I couldn't create that folder. Choose another.";
        EngineError::Invalid(vec![Problem::new("folder", message)])
    })
}

/// Makes a file of a name that is free.
async fn make_sample(folder: PathBuf) -> Result<String, EngineError> {
    let made = tokio::task::spawn_blocking(move || {
        let name = free_name("hello", |name| folder.join(file_of(name)).exists());
        let name = file_of(&name);
        let mut file = fs::File::create_new(folder.join(&name))?;
        io::Write::write_all(&mut file, CONTENT.as_bytes())?;
        Ok(name)
    });
    let made = made
        .await
        .unwrap_or_else(|error| Err(io::Error::other(error)));
    made.map_err(|error: io::Error| {
        EngineError::Refused(format!(
            "The sample file can't be made: {error}. Put any file into the folder yourself."
        ))
    })
}

fn file_of(name: &str) -> String {
    format!("{}.txt", name.replace(' ', "-"))
}

/// Deletes the sample files, and the folder if it was made for them and is empty now.
fn sweep(made: &FirstRunMade, files: &[String]) {
    let Some(folder) = &made.folder else { return };
    let folder = Path::new(folder);
    for file in files {
        // A person may have deleted or moved it already.
        let _ = fs::remove_file(folder.join(file));
    }
    if made.folder_made {
        // Refused by the system when there is anything left in it, as it should be.
        let _ = fs::remove_dir(folder);
    }
}
