//! The recipes that come with the app, and using one.

use hookloom_core::{
    problem::Problem,
    recipe::{Answers, BuiltIn, Recipe, built_in},
    view::{Imported, RecipeRow},
};

use super::{
    Engine,
    imports::{Naming, Plan, Switches, place_of},
};
use crate::{error::EngineError, home::surroundings, triggers::file::folder_problem};

impl Engine {
    /// The recipes that come with the app, in the order in which they are shown.
    pub fn list_recipes(&self) -> Vec<RecipeRow> {
        built_in().into_iter().map(row).collect()
    }

    /// Makes the automations of a recipe, and the destinations that they need.
    ///
    /// # Errors
    /// When there is no such recipe, an answer is missing or wrong, or nothing could be written.
    pub async fn use_recipe(
        &self,
        id: &str,
        answers: &Answers,
        enabled: bool,
    ) -> Result<Imported, EngineError> {
        let found = built_in().into_iter().find(|recipe| recipe.id == id);
        let Some(BuiltIn { recipe, .. }) = found else {
            let message = format!("There is no recipe ‘{id}’.");
            return Err(EngineError::NotFound(message));
        };
        let _one_at_a_time = self.editing.lock().await;
        let plan = self.plan(&recipe, answers, Naming::Anew, &[])?;
        plan.refuse_problems()?;
        refuse_folders(&recipe, &plan).await?;
        let switches = match enabled {
            true => Switches::On,
            false => Switches::Off,
        };
        self.carry_out(plan, switches).await
    }
}

/// A recipe is used to have something that works, so its folders must be there.
async fn refuse_folders(recipe: &Recipe, plan: &Plan) -> Result<(), EngineError> {
    let mut problems: Vec<Problem> = Vec::new();
    for (planned, folder) in plan.folders() {
        let found = tokio::task::spawn_blocking(move || folder_problem(&folder)).await;
        let Ok(Some(message)) = found else { continue };
        let field = place_of(recipe, planned.at, "trigger.folder");
        if !problems.iter().any(|known| known.field == field) {
            problems.push(Problem::new(field, message));
        }
    }
    match problems.is_empty() {
        true => Ok(()),
        false => Err(EngineError::Invalid(problems)),
    }
}

fn row(BuiltIn { id, recipe }: BuiltIn) -> RecipeRow {
    let filled = recipe.fill(&Answers::new(), &surroundings());
    let mut triggers = filled.map(|filled| filled.triggers()).unwrap_or_default();
    triggers.sort();
    triggers.dedup();
    RecipeRow {
        id: id.to_owned(),
        name: recipe.name,
        sentence: recipe.sentence,
        triggers,
        questions: recipe.questions,
    }
}
