//! What a recipe comes to on this computer, before anything is written.

mod shown;

use std::collections::{BTreeMap, BTreeSet};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hookloom_core::{
    automation::{Automation, AutomationSettings},
    destination::{Destination, DestinationSettings, KnownSecrets},
    id::{AutomationId, DestinationId},
    moment::Moment,
    problem::{Problem, Problems},
    recipe::{Answers, Filled, ItemPart, ItemState, Recipe, compare},
    secret::Secret,
    signing::Signing,
    trigger::Trigger,
};
use uuid::Uuid;

use super::super::Engine;
use crate::{catalog::Catalog, error::EngineError, home::surroundings};

/// How a recipe's things get their names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// Those of the recipe; what has the name already is changed.
    AsWritten,
    /// Those of the recipe, with a number behind one that is taken.
    Anew,
}

/// How automations arrive.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Switches {
    /// Switched on.
    On,
    /// Switched off.
    Off,
    /// As it stands in the file.
    AsWritten,
}

impl Switches {
    pub(super) fn set(self, settings: &mut AutomationSettings) {
        match self {
            Self::On => settings.enabled = true,
            Self::Off => settings.enabled = false,
            Self::AsWritten => {}
        }
    }
}

/// Something that is to be made or changed.
pub struct Planned<T> {
    /// Its place in the recipe.
    pub at: usize,
    pub thing: T,
    pub state: ItemState,
    pub parts: Vec<ItemPart>,
}

/// What a recipe comes to.
pub struct Plan {
    pub destinations: Vec<Planned<Destination>>,
    pub automations: Vec<Planned<Automation>>,
    pub problems: Vec<Problem>,
    /// Destinations that are there and were chosen instead of new ones.
    chosen: Vec<String>,
    /// Names of all destinations that could be meant.
    names: BTreeMap<DestinationId, String>,
}

impl Engine {
    /// What a recipe comes to with these answers.
    ///
    /// # Errors
    /// When the recipe gives no settings.
    pub(in super::super) fn plan(
        &self,
        recipe: &Recipe,
        answers: &Answers,
        naming: Naming,
        leave_out: &[String],
    ) -> Result<Plan, EngineError> {
        let filled = recipe
            .fill(answers, &surroundings())
            .map_err(EngineError::Invalid)?;
        let catalog = self.catalog.get();
        let mut planning = Planning {
            catalog: &catalog,
            naming,
            leave_out,
            now: self.clock.now(),
            known: by_name(&catalog),
            plan: Plan::of(&filled, &catalog),
        };
        planning.destinations(recipe, &filled);
        let left_out = planning.automations(recipe, &filled);
        let mut plan = planning.plan;
        plan.drop_unused(&left_out);
        for planned in &plan.automations {
            let mut problems = Problems::default();
            let id = planned.thing.id;
            self.check_names(Some(id), &planned.thing.settings, &mut problems);
            plan.problems.extend(placed(recipe, planned.at, problems));
        }
        Ok(plan)
    }
}

struct Planning<'a> {
    catalog: &'a Catalog,
    naming: Naming,
    /// The names of automations that are left out.
    leave_out: &'a [String],
    now: Moment,
    /// The destinations that a name of the recipe means.
    known: BTreeMap<String, DestinationId>,
    plan: Plan,
}

impl<'a> Planning<'a> {
    fn destinations(&mut self, recipe: &Recipe, filled: &Filled) {
        for (at, settings) in filled.destinations.iter().enumerate() {
            let mut settings = settings.clone();
            let written = settings.name.clone();
            let mut present = self.destination_of(&settings.name);
            let (mut state, mut parts) = compare(present.map(|one| &one.settings), &settings);
            if self.naming == Naming::Anew && state == ItemState::Changed {
                settings.name = self.free_destination_name(&settings.name);
                (present, state, parts) = (None, ItemState::New, Vec::new());
            }
            let mut problems = Problems::default();
            problems.within("destinations", |problems| {
                problems.within(&written, |problems| settings.check(problems));
            });
            // A wrong answer is told once, at its question.
            if self.plan.problems.is_empty() || recipe.questions.is_empty() {
                self.plan.problems.extend(problems.into_vec());
            }
            let thing = self.destination(present.cloned(), settings);
            self.known.insert(written, thing.id);
            self.plan
                .names
                .insert(thing.id, thing.settings.name.clone());
            self.plan.destinations.push(Planned {
                at,
                thing,
                state,
                parts,
            });
        }
    }

    /// Gives the destinations that only left-out automations may send to.
    fn automations(&mut self, recipe: &Recipe, filled: &Filled) -> BTreeSet<DestinationId> {
        let mut left_out = BTreeSet::new();
        for at in 0..filled.automations() {
            let mut settings = match filled.automation(at, &self.known) {
                Ok(settings) => settings,
                Err(problems) => {
                    self.plan.problems.extend(problems);
                    continue;
                }
            };
            if self.leave_out.contains(&settings.name) {
                left_out.extend(settings.sends.iter().map(|send| send.destination));
                continue;
            }
            if self.naming == Naming::Anew {
                settings.name = self.free_automation_name(&settings.name);
            }
            let present = self.automation_of(&settings.name);
            let (state, parts) = compare(present.map(|one| &one.settings), &settings);
            let mut problems = Problems::default();
            settings.check(&mut problems);
            self.plan.problems.extend(placed(recipe, at, problems));
            let thing = self.automation(present.cloned(), settings);
            self.plan.automations.push(Planned {
                at,
                thing,
                state,
                parts,
            });
        }
        left_out
    }

    fn destination_of(&self, name: &str) -> Option<&'a Destination> {
        let mut all = self.catalog.destinations.values();
        let found = all.find(|one| one.settings.name.eq_ignore_ascii_case(name))?;
        Some(found.destination())
    }

    fn automation_of(&self, name: &str) -> Option<&'a Automation> {
        let mut all = self.catalog.automations.values().map(AsRef::as_ref);
        all.find(|one| one.settings.name.eq_ignore_ascii_case(name))
    }

    fn free_destination_name(&self, name: &str) -> String {
        let planned = |wanted: &str| {
            let mut all = self.plan.destinations.iter();
            all.any(|one| one.thing.settings.name.eq_ignore_ascii_case(wanted))
        };
        free_name(name, |wanted| {
            self.destination_of(wanted).is_some() || planned(wanted)
        })
    }

    fn free_automation_name(&self, name: &str) -> String {
        let planned = |wanted: &str| {
            let mut all = self.plan.automations.iter();
            all.any(|one| one.thing.settings.name.eq_ignore_ascii_case(wanted))
        };
        free_name(name, |wanted| {
            self.automation_of(wanted).is_some() || planned(wanted)
        })
    }

    fn destination(
        &self,
        present: Option<Destination>,
        settings: DestinationSettings,
    ) -> Destination {
        let updated_at = self.now;
        match present {
            Some(present) => Destination {
                settings,
                updated_at,
                ..present
            },
            None => Destination {
                id: DestinationId::new(Uuid::now_v7()),
                settings,
                paused: None,
                resumed_at: None,
                secret_hint: None,
                secrets: KnownSecrets::default(),
                built_in: false,
                created_at: updated_at,
                updated_at,
            },
        }
    }

    fn automation(&self, present: Option<Automation>, settings: AutomationSettings) -> Automation {
        let updated_at = self.now;
        match present {
            Some(present) => Automation {
                settings,
                updated_at,
                ..present
            },
            None => Automation {
                id: AutomationId::new(Uuid::now_v7()),
                settings,
                secret_hint: None,
                created_at: updated_at,
                updated_at,
            },
        }
    }
}

impl Plan {
    fn of(filled: &Filled, catalog: &Catalog) -> Self {
        let all = catalog.destinations.values();
        let names: BTreeMap<_, _> = all.map(|one| (one.id, one.settings.name.clone())).collect();
        let mut problems = filled.problems.clone();
        for (name, id) in &filled.chosen {
            if !names.contains_key(id) {
                let message = format!("The destination chosen for ‘{name}’ was deleted.");
                problems.push(Problem::new("answers", message));
            }
        }
        let chosen = filled
            .chosen
            .values()
            .filter_map(|id| catalog.destinations.get(id));
        Self {
            destinations: Vec::new(),
            automations: Vec::new(),
            problems,
            chosen: chosen.map(|one| one.settings.address.clone()).collect(),
            names,
        }
    }

    /// Refuses what can't be done.
    pub fn refuse_problems(&self) -> Result<(), EngineError> {
        match self.problems.is_empty() {
            true => Ok(()),
            false => Err(EngineError::Invalid(self.problems.clone())),
        }
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        let same = |state: ItemState| state == ItemState::Same;
        self.automations.iter().all(|one| same(one.state))
            && self.destinations.iter().all(|one| same(one.state))
    }

    /// Takes out destinations that nobody needs any more.
    fn drop_unused(&mut self, left_out: &BTreeSet<DestinationId>) {
        let sends = self
            .automations
            .iter()
            .flat_map(|one| &one.thing.settings.sends);
        let used: BTreeSet<_> = sends.map(|send| send.destination).collect();
        self.destinations
            .retain(|one| used.contains(&one.thing.id) || !left_out.contains(&one.thing.id));
    }

    /// The names of the automations that would be written.
    pub fn written_names(&self) -> Vec<String> {
        let automations = self.automations.iter();
        let written = automations.filter(|one| one.state != ItemState::Same);
        written.map(|one| one.thing.settings.name.clone()).collect()
    }

    /// The automations that watch a folder, with that folder.
    pub fn folders(&self) -> Vec<(&Planned<Automation>, String)> {
        let mut folders = Vec::new();
        for planned in &self.automations {
            if let Trigger::File(file) = &planned.thing.settings.trigger {
                folders.push((planned, file.folder.clone()));
            }
        }
        folders
    }
}

/// Where in the recipe, or in its questions, a problem of an automation is put right.
pub(in super::super) fn place_of(recipe: &Recipe, automation: usize, field: &str) -> String {
    let written = recipe.automations.get(automation);
    match written.and_then(|written| Recipe::asked_at(written, field)) {
        Some(question) => format!("answers.{question}"),
        None => format!("automations[{automation}].{field}"),
    }
}

/// A fresh secret for a destination that needs one.
pub(super) fn fresh_secret(destination: &Destination) -> Result<Option<Secret>, EngineError> {
    if !needs_secret(destination) {
        return Ok(None);
    }
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)
        .map_err(|error| EngineError::Refused(format!("No secret can be made: {error}.")))?;
    // Each way of signing takes the form that it knows; a private key begins otherwise.
    let shared = Secret::from_random(&bytes).reveal().to_owned();
    let private = format!("whsk_{}", STANDARD.encode(bytes));
    let signing = &destination.settings.signing;
    Ok([shared, private]
        .iter()
        .find_map(|text| signing.secret(text).ok()))
}

fn needs_secret(destination: &Destination) -> bool {
    destination.secret_hint.is_none() && destination.settings.signing != Signing::None {}
}

fn placed(recipe: &Recipe, automation: usize, problems: Problems) -> Vec<Problem> {
    let found = problems.into_vec().into_iter();
    let place = |problem: Problem| {
        let field = place_of(recipe, automation, &problem.field);
        Problem::new(field, problem.message)
    };
    found.map(place).collect()
}

fn by_name(catalog: &Catalog) -> BTreeMap<String, DestinationId> {
    let all = catalog.destinations.values();
    all.map(|one| (one.settings.name.clone(), one.id)).collect()
}

/// The name, with the first number behind it that makes it free.
pub(in super::super) fn free_name(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|number| format!("{name} {number}"));
    let mut all = std::iter::once(name.to_owned()).chain(numbered);
    all.find(|name| !taken(name)).unwrap_or_default()
}
