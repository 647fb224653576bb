//! Recipes: automations with their destinations, on their way from one person or computer to
//! another, as one JSON document.
//!
//! A built-in recipe, a shared automation and a backup are the same kind of document. What only
//! the one who uses it can know stands in it as `{?question}` and is asked for. Secrets are never
//! in it, and the home folder is written `~`.

mod answers;
mod built_in;
mod comparing;
mod question;
mod reading;
mod sharing;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub use answers::{Answers, Filled, Surroundings};
pub use built_in::{BuiltIn, built_in};
pub use comparing::{ItemPart, ItemState, compare};
pub use question::{Question, QuestionKind};
pub use reading::read;
pub use sharing::{ExportPurpose, share, used_by};

/// The newest format that is understood; it is also the one that is written.
pub const FORMAT: u32 = 1;

/// Automations with the destinations that they send to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// Marks the document as one of ours, and says what it was made for.
    pub hookloom: RecipeKind,
    /// The version of this structure.
    pub format: u32,
    /// What a person calls it.
    pub name: String,
    /// What it does, in one sentence.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sentence: String,
    /// What has to be asked before it can be used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// Settings of destinations. A `{?question}` may stand in any text.
    #[serde(default)]
    pub destinations: Vec<Map<String, Value>>,
    /// Settings of automations, with destinations by name. A `{?question}` may stand in any text.
    #[serde(default)]
    pub automations: Vec<Map<String, Value>>,
}

/// What a recipe was made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum RecipeKind {
    /// For others to use.
    Recipe,
    /// To have everything again, as it was.
    Backup,
}

/// The text of a field of settings, if it is one.
fn text<'a>(settings: &'a Map<String, Value>, field: &str) -> Option<&'a str> {
    settings.get(field).and_then(Value::as_str)
}

/// The sends of an automation's settings.
fn sends(automation: &mut Map<String, Value>) -> impl Iterator<Item = &mut Map<String, Value>> {
    let sends = automation.get_mut("sends").and_then(Value::as_array_mut);
    sends.into_iter().flatten().filter_map(Value::as_object_mut)
}
