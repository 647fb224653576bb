//! Recipes from elsewhere: what one would do is shown first, then it is done as a whole.

mod plan;
mod taking_back;

use hookloom_core::{
    problem::Problem,
    recipe::{Answers, ItemState, RecipeKind, read},
    undo,
    view::{ImportPreview, Imported},
};

use super::Engine;
use crate::{
    change::EngineChange, error::EngineError, secrets::Secrets, triggers::file::folder_problem,
};

pub(super) use plan::{Naming, Plan, Switches, free_name, place_of};

impl Engine {
    /// What importing this text would do. Nothing is written.
    ///
    /// # Errors
    /// When the text is no recipe.
    pub async fn preview_import(
        &self,
        text: &str,
        answers: &Answers,
    ) -> Result<ImportPreview, EngineError> {
        let recipe = read(text).map_err(EngineError::Invalid)?;
        let plan = self.plan(&recipe, answers, Naming::AsWritten, &[])?;
        let mut missing = plan.secrets_missing();
        for (planned, folder) in plan.folders() {
            let found = tokio::task::spawn_blocking(move || folder_problem(&folder)).await;
            if let Ok(Some(message)) = found {
                missing.push(format!("{}: {message}", planned.thing.settings.name));
            }
        }
        Ok(ImportPreview {
            kind: recipe.hookloom,
            name: recipe.name,
            sentence: recipe.sentence,
            questions: recipe.questions,
            items: plan.items(),
            hosts: plan.hosts(),
            missing,
            problems: plan.problems,
        })
    }

    /// Imports the text: what is new is made, what differs is replaced, what is the same stays.
    /// Automations arrive off, unless those of a backup are to be as they were.
    ///
    /// # Errors
    /// When the text is no recipe, an answer is missing, or nothing could be written.
    pub async fn import_recipe(
        &self,
        text: &str,
        answers: &Answers,
        leave_out: &[String],
        keep_switches: bool,
    ) -> Result<Imported, EngineError> {
        let recipe = read(text).map_err(EngineError::Invalid)?;
        let _one_at_a_time = self.editing.lock().await;
        let plan = self.plan(&recipe, answers, Naming::AsWritten, leave_out)?;
        plan.refuse_problems()?;
        if plan.is_empty() {
            return Err(EngineError::Invalid(vec![Problem::new(
                "leave_out",
                "There is nothing in it that isn't here already.",
            )]));
        }
        let switches = match keep_switches && recipe.hookloom == RecipeKind::Backup {
            true => Switches::AsWritten,
            false => Switches::Off,
        };
        let (names, back) = (plan.written_names(), self.way_back(&plan));
        let imported = self.carry_out(plan, switches).await?;
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        let done = undo::imported(&names, switches == Switches::Off);
        self.store.keep_undo(self.undo_entry(done, back)).await?;
        self.changes.tell(EngineChange::Undo);
        Ok(imported)
    }

    /// Writes what a plan says. Destinations come first, so that no automation sends to nowhere.
    pub(super) async fn carry_out(
        &self,
        plan: Plan,
        switches: Switches,
    ) -> Result<Imported, EngineError> {
        let mut imported = Imported::default();
        for planned in plan.destinations {
            if planned.state != ItemState::Same {
                let id = planned.thing.id;
                let mut secrets = Secrets::clone(&*self.secrets.get(id.into()).await?);
                if let Some(fresh) = plan::fresh_secret(&planned.thing)? {
                    secrets.signing = vec![fresh];
                }
                imported.destinations.push(id);
                self.keep_destination(planned.thing, secrets).await?;
            }
        }
        for planned in plan.automations {
            if planned.state != ItemState::Same {
                let mut automation = planned.thing;
                switches.set(&mut automation.settings);
                imported.automations.push(automation.id);
                self.keep_automation(automation).await?;
            }
        }
        Ok(imported)
    }
}
