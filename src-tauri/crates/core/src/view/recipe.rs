//! Recipes as the gallery, the import and the first run show them.

use crate::{
    id::{AutomationId, DestinationId},
    moment::Moment,
    problem::Problem,
    recipe::{ItemPart, ItemState, Question, RecipeKind},
    trigger::TriggerKind,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A recipe that comes with the app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecipeRow {
    /// Names it, such as `new-pdf`.
    pub id: String,
    /// What a person calls it.
    pub name: String,
    /// What it does, in one sentence.
    pub sentence: String,
    /// What starts its automations, each kind once.
    pub triggers: Vec<TriggerKind>,
    /// What it asks.
    pub questions: Vec<Question>,
}

/// Automations written into a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Exported {
    /// A name for the file.
    pub file_name: String,
    /// What stands in it.
    pub text: String,
    /// What it asks whoever uses it.
    pub questions: Vec<Question>,
}

/// What an import would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportPreview {
    /// What the file was made for.
    pub kind: RecipeKind,
    /// What a person calls it.
    pub name: String,
    /// What it does, in one sentence; may be empty.
    pub sentence: String,
    /// What it asks.
    pub questions: Vec<Question>,
    /// What is in it.
    pub items: Vec<ImportItem>,
    /// The hosts that it would contact.
    pub hosts: Vec<String>,
    /// What has to be seen to afterwards, in sentences.
    pub missing: Vec<String>,
    /// What keeps it from being imported; answers as `answers.id`.
    pub problems: Vec<Problem>,
}

/// One thing in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportItem {
    /// Automation or destination.
    pub what: ItemKind,
    /// Its name.
    pub name: String,
    /// How it stands to what is there under that name.
    pub state: ItemState,
    /// In what it differs from that.
    pub parts: Vec<ItemPart>,
    /// What starts it, if it is an automation.
    pub trigger: Option<TriggerKind>,
    /// What sets it apart, in a few words: its folder, its rhythm, its address.
    pub detail: String,
    /// The destinations that it sends to, by name.
    pub sends_to: Vec<String>,
}

/// What can be in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// An automation.
    Automation,
    /// A destination.
    Destination,
}

/// What an import or a recipe made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Imported {
    /// The automations that were made or changed.
    pub automations: Vec<AutomationId>,
    /// The destinations that were made or changed.
    pub destinations: Vec<DestinationId>,
}

/// How far a person is with the first run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FirstRun {
    /// Whether it was done or skipped, so that it need not be offered again.
    pub seen: bool,
    /// The folder that it suggests.
    pub folder: String,
    /// What it made, as long as that is there.
    pub made: Option<FirstRunMade>,
}

/// What the first run made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FirstRunMade {
    /// The automation.
    pub automation: AutomationId,
    /// The folder that it watches, if it watches one.
    pub folder: Option<String>,
    /// Whether the folder was made for it.
    pub folder_made: bool,
    /// When.
    pub at: Moment,
}

/// Something that was done so that the first automation has something to notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FirstTry {
    /// The file that was made, if one was.
    pub file: Option<String>,
    /// When.
    pub at: Moment,
}
