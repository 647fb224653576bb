//! Automations written into a file: to share them, or to have everything again.

use std::path::Path;

use hookloom_core::{
    automation::Automation,
    destination::Destination,
    id::AutomationId,
    recipe::{ExportPurpose, share, used_by},
    view::Exported,
};

use super::Engine;
use crate::{
    error::EngineError,
    home::surroundings,
    saved_file::{self, Readers},
};

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
        let all = catalog.destinations.values().map(|one| one.destination());
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
        saved_file::save(Path::new(&path), &exported.text, Readers::Usual).await?;
        Ok(exported)
    }
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
