//! Automations written into a file: to share them, or to have everything again.

use std::{fs, io::Write, path::Path};

use hookloom_core::{
    automation::Automation,
    destination::Destination,
    id::AutomationId,
    problem::Problem,
    recipe::{ExportPurpose, share, used_by},
    view::Exported,
};

use super::Engine;
use crate::{error::EngineError, home::surroundings};

impl Engine {
    /// These automations with the destinations that they send to, as the text of a recipe; all of
    /// both where none is named. No secret is in it.
    ///
    /// # Errors
    /// When there is no automation of one of these ids.
    pub fn export(
        &self,
        automations: &[AutomationId],
        purpose: ExportPurpose,
    ) -> Result<Exported, EngineError> {
        let catalog = self.catalog.get();
        let wanted: Vec<&Automation> = if automations.is_empty() {
            catalog.automations.values().map(AsRef::as_ref).collect()
        } else {
            let find = |id: &AutomationId| {
                let found = catalog.automations.get(id).map(AsRef::as_ref);
                found.ok_or_else(|| EngineError::no_automation(id))
            };
            automations.iter().map(find).collect::<Result<_, _>>()?
        };
        let used = used_by(&wanted);
        let everything = automations.is_empty();
        let all = catalog.destinations.values().map(AsRef::as_ref);
        let destinations: Vec<&Destination> = all
            .filter(|one| everything || used.contains(&one.id))
            .collect();
        let recipe = share(
            &wanted,
            &destinations,
            purpose,
            surroundings().home.as_deref(),
        );
        let text = serde_json::to_string_pretty(&recipe)
            .map_err(|error| EngineError::Refused(format!("This can't be written: {error}.")))?;
        Ok(Exported {
            file_name: file_name(&recipe.name, purpose),
            text: text + "\n",
            questions: recipe.questions,
        })
    }

    /// Writes an export into a file that a person chose.
    ///
    /// # Errors
    /// When there is no such automation, or the file can't be written.
    pub async fn save_export(
        &self,
        automations: &[AutomationId],
        purpose: ExportPurpose,
        path: String,
    ) -> Result<Exported, EngineError> {
        let exported = self.export(automations, purpose)?;
        let text = exported.text.clone();
        let written = tokio::task::spawn_blocking(move || {
            write(Path::new(&path), &text).map_err(|error| {
                let message = format!("‘{path}’ can't be written: {error}. Choose another place.");
                EngineError::Invalid(vec![Problem::new("path", message)])
            })
        });
        written
            .await
            .unwrap_or_else(|error| Err(EngineError::Refused(error.to_string())))?;
        Ok(exported)
    }
}

/// Whole or not at all: an older file of that name stays until the new one is there.
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let folder = path.parent().filter(|_| path.is_absolute());
    let (Some(folder), Some(name)) = (folder, path.file_name()) else {
        return Err(std::io::Error::other("it isn't the full path of a file"));
    };
    let beside = folder.join(format!(".{}.part", name.to_string_lossy()));
    let written = fs::File::create(&beside).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    let placed = written.and_then(|()| fs::rename(&beside, path));
    if placed.is_err() {
        // What is left over is no fault beside the one that is told.
        let _ = fs::remove_file(&beside);
    }
    placed
}

fn file_name(name: &str, purpose: ExportPurpose) -> String {
    if purpose == ExportPurpose::Backup {
        return "hookloom-backup.json".to_owned();
    }
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    match words.is_empty() {
        true => "recipe.json".to_owned(),
        false => format!("{}.hookloom.json", words.join("-")),
    }
}
