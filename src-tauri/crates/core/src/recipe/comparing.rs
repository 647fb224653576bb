//! What a recipe would change.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

/// How something in a recipe stands to what is there under the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ItemState {
    /// There is nothing of that name.
    New,
    /// It differs from what is there, which would be replaced.
    Changed,
    /// It is there already.
    Same,
}

/// A part in which two automations or destinations of one name differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ItemPart {
    /// What starts it.
    When,
    /// Its condition.
    OnlyIf,
    /// Where it sends, and what.
    Send,
    /// The destination's address.
    Address,
    /// How the destination is signed for.
    Signing,
    /// Anything else.
    Other,
}

/// How wanted settings stand to the present ones. The switch does not count: what is imported
/// arrives off in any case.
pub fn compare<T: Serialize>(present: Option<&T>, wanted: &T) -> (ItemState, Vec<ItemPart>) {
    let Some(present) = present else {
        return (ItemState::New, Vec::new());
    };
    let (present, wanted) = (fields(present), fields(wanted));
    let names = present.keys().chain(wanted.keys());
    let differs = |name: &&String| present.get(*name) != wanted.get(*name);
    let mut parts: Vec<_> = names
        .filter(|name| !matches!(name.as_str(), "enabled" | "name"))
        .filter(differs)
        .map(|name| part(name))
        .collect();
    parts.sort();
    parts.dedup();
    match parts.is_empty() {
        true => (ItemState::Same, parts),
        false => (ItemState::Changed, parts),
    }
}

fn fields<T: Serialize>(settings: &T) -> serde_json::Map<String, Value> {
    match serde_json::to_value(settings) {
        Ok(Value::Object(fields)) => fields,
        _ => serde_json::Map::new(),
    }
}

fn part(field: &str) -> ItemPart {
    match field {
        "trigger" => ItemPart::When,
        "condition" => ItemPart::OnlyIf,
        "sends" => ItemPart::Send,
        "address" => ItemPart::Address,
        "signing" => ItemPart::Signing,
        _ => ItemPart::Other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_not_there_is_new() {
        assert_eq!(compare(None, &json!({})), (ItemState::New, vec![]));
    }

    #[test]
    fn switch_and_letters_of_the_name_make_no_difference() {
        let (here, there) = (
            json!({ "name": "a", "enabled": true, "trigger": 1 }),
            json!({ "name": "A", "enabled": false, "trigger": 1 }),
        );
        assert_eq!(compare(Some(&here), &there), (ItemState::Same, vec![]));
    }

    #[test]
    fn the_parts_that_differ_are_named_once_each() {
        let (here, there) = (
            json!({ "trigger": 1, "condition": 1, "sends": 1, "a": 1, "b": 1 }),
            json!({ "trigger": 2, "condition": 1, "sends": 2, "a": 2, "c": 1 }),
        );
        let (state, parts) = compare(Some(&here), &there);
        assert_eq!(state, ItemState::Changed);
        assert_eq!(parts, [ItemPart::When, ItemPart::Send, ItemPart::Other]);
    }
}
