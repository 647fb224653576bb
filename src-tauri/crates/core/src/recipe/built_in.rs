//! The recipes that come with the app.

use super::Recipe;

/// A recipe that comes with the app.
#[derive(Clone, Debug)]
pub struct BuiltIn {
    /// Names it, such as `new-pdf`.
    pub id: &'static str,
    /// The recipe.
    pub recipe: Recipe,
}

macro_rules! texts {
    ($($id:literal,)*) => {
        &[$(($id, include_str!(concat!("built_in/", $id, ".json"))),)*]
    };
}

/// In the order in which they are shown.
const TEXTS: &[(&str, &str)] = texts![
    "new-pdf",
    "folder-to-chat",
    "order-to-fulfilment",
    "form-to-crm",
    "file-to-phone",
    "folder-to-api",
    "article-to-social",
    "daily-heartbeat",
    "code-push",
    "backup-finished",
    "log-grew",
    "screenshot-saved",
    "download-finished",
    "monday-report",
    "remind-team",
    "one-button",
];

/// All recipes that come with the app, in the order in which they are shown.
pub fn built_in() -> Vec<BuiltIn> {
    let read = |(id, text): &(&'static str, &str)| {
        let recipe = serde_json::from_str(text).ok()?;
        Some(BuiltIn { id, recipe })
    };
    TEXTS.iter().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::{
        id::DestinationId,
        problem::Problems,
        recipe::{Answers, QuestionKind, RecipeKind, Surroundings, read},
    };

    #[test]
    fn every_recipe_is_one_and_has_a_name_of_its_own() {
        let names: BTreeSet<_> = TEXTS
            .iter()
            .map(|(id, text)| {
                let recipe = read(text).unwrap_or_else(|problems| panic!("{id}: {problems:?}"));
                assert_eq!(recipe.hookloom, RecipeKind::Recipe);
                assert!(recipe.sentence.ends_with('.'), "{id}");
                recipe.name
            })
            .collect();
        assert_eq!(names.len(), TEXTS.len());
        assert_eq!(built_in().len(), TEXTS.len());
        assert!(TEXTS.len() >= 12);
    }

    #[test]
    fn no_recipe_asks_too_much_or_for_nothing() {
        for BuiltIn { id, recipe } in built_in() {
            let asked = recipe.questions.len();
            assert!((2..=4).contains(&asked), "{id} asks {asked} questions");
            let text = serde_json::to_string(&recipe).unwrap();
            for question in &recipe.questions {
                assert!(text.contains(&format!("{{?{}}}", question.id)), "{id}");
                let answer = question.suggestion.as_ref().unwrap_or(&question.example);
                question
                    .take(answer)
                    .unwrap_or_else(|why| panic!("{id}: {why}"));
            }
        }
    }

    #[test]
    fn no_recipe_guesses_an_address() {
        for BuiltIn { id, recipe } in built_in() {
            let mut addresses = recipe.questions.iter();
            let asks = addresses.any(|question| {
                question.kind == QuestionKind::Address && question.suggestion.is_none()
            });
            assert!(asks, "{id}");
        }
    }

    #[test]
    fn with_answers_every_recipe_can_be_saved() {
        let around = Surroundings {
            home: Some("/home/ada".to_owned()),
            time_zone: "Europe/Stockholm".to_owned(),
        };
        for BuiltIn { id, recipe } in built_in() {
            let answer = |question: &crate::recipe::Question| {
                let answer = question.suggestion.as_ref().unwrap_or(&question.example);
                (question.id.clone(), answer.clone())
            };
            let answers: Answers = recipe.questions.iter().map(answer).collect();
            let filled = recipe.fill(&answers, &around).unwrap();
            assert_eq!(filled.problems, [], "{id}");
            let some = DestinationId::new(uuid::Uuid::from_u128(3));
            let names = filled
                .destinations
                .iter()
                .map(|one| (one.name.clone(), some));
            let known: BTreeMap<_, _> = names.collect();
            let mut problems = Problems::default();
            for destination in &filled.destinations {
                destination.check(&mut problems);
            }
            for index in 0..filled.automations() {
                let settings = filled.automation(index, &known).unwrap();
                settings.check(&mut problems);
            }
            assert_eq!(problems.into_vec(), [], "{id}");
        }
    }
}
