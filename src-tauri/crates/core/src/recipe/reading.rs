//! From the text of a file to a recipe, or to what is wrong with it and in which line.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{FORMAT, Recipe, answers::put_in, sends};
use crate::{
    automation::AutomationSettings, destination::DestinationSettings, id::DestinationId,
    json_place, problem::Problem,
};

/// Reads a recipe, and makes sure that settings come out of it whatever the answers are.
///
/// # Errors
/// That it is no recipe, is of a newer version, or where it is wrong.
pub fn read(text: &str) -> Result<Recipe, Vec<Problem>> {
    let refuse = |message: String| vec![Problem::new("", message)];
    let value = parse(text).map_err(refuse)?;
    check_format(&value).map_err(refuse)?;
    let recipe: Recipe = typed(&value, "", text).map_err(refuse)?;
    check_documents(&recipe, text).map_err(refuse)?;
    Ok(recipe)
}

fn parse(text: &str) -> Result<Value, String> {
    let text = text.trim_start_matches('\u{feff}');
    match serde_json::from_str(text) {
        Ok(value) => Ok(value),
        Err(_) if !text.trim_start().starts_with('{') || !text.contains("\"hookloom\"") => {
            Err(NO_RECIPE.to_owned())
        }
        Err(error) => {
            let what = error.to_string();
            let what = what.split(" at line ").next().unwrap_or_default();
            Err(format!("Line {}: this isn't JSON: {what}.", error.line()))
        }
    }
}

const NO_RECIPE: &str = "This file isn't a recipe.";

fn check_format(value: &Value) -> Result<(), String> {
    if value.get("hookloom").is_none() {
        return Err(NO_RECIPE.to_owned());
    }
    match value.get("format").and_then(Value::as_u64) {
        Some(format) if format > u64::from(FORMAT) => Err(format!(
            "Made by a newer version (format {format}). Update the app."
        )),
        _ => Ok(()),
    }
}

/// Every destination and automation must be what it should be, with what stands in for answers.
fn check_documents(recipe: &Recipe, text: &str) -> Result<(), String> {
    let stand_ins: BTreeMap<_, _> = recipe
        .questions
        .iter()
        .map(|question| (question.id.clone(), question.stand_in()))
        .chain([("time_zone".to_owned(), "UTC".into())])
        .collect();
    let filled = |settings: &Map<String, Value>| put_in(settings, &stand_ins);
    for (index, destination) in recipe.destinations.iter().enumerate() {
        let at = format!("destinations[{index}]");
        typed::<DestinationSettings>(&filled(destination).into(), &at, text)?;
    }
    for (index, automation) in recipe.automations.iter().enumerate() {
        let at = format!("automations[{index}]");
        let mut settings = filled(automation);
        for send in sends(&mut settings) {
            if send.contains_key("destination") {
                let any = DestinationId::new(Uuid::nil()).to_string();
                send.insert("destination".to_owned(), any.into());
            }
        }
        typed::<AutomationSettings>(&settings.into(), &at, text)?;
    }
    Ok(())
}

/// A value as what it should be; `at` is where it stands in the text.
fn typed<T: DeserializeOwned>(value: &Value, at: &str, text: &str) -> Result<T, String> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        let inside = path.trim_matches('.');
        let path = match (at, inside) {
            ("", inside) => inside.to_owned(),
            (at, "") => at.to_owned(),
            (at, inside) => format!("{at}.{inside}"),
        };
        let (line, _) = json_place::position(text, &path);
        format!("Line {line}: {}", sentence(&error.into_inner().to_string()))
    })
}

/// What the reader of JSON says, in the words of a person.
fn sentence(message: &str) -> String {
    let name = |rest: &str| rest.split('`').next().unwrap_or_default().to_owned();
    if let Some(rest) = message.strip_prefix("missing field `") {
        return format!("‘{}’ is missing.", name(rest));
    }
    if let Some(rest) = message.strip_prefix("unknown field `") {
        return format!("‘{}’ isn't known.", name(rest));
    }
    if let Some(rest) = message.strip_prefix("unknown variant `") {
        let (_, known) = message.split_once("expected ").unwrap_or_default();
        let known = format!(" {known}").replace(" `", " ‘").replace('`', "’");
        return format!("‘{}’ isn't known here; expected{known}.", name(rest));
    }
    format!("{message}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        read(text).unwrap_err()[0].to_string()
    }

    #[test]
    fn what_is_something_else_is_no_recipe() {
        for text in [
            "",
            "hello",
            "[1]",
            "{}",
            "{\"name\": \"A\"}",
            "{\"broken\": ",
        ] {
            assert_eq!(refusal(text), "This file isn't a recipe.", "{text}");
        }
    }

    #[test]
    fn a_newer_format_asks_for_an_update_even_if_nothing_else_is_understood() {
        assert_eq!(
            refusal(r#"{"hookloom": "bundle", "format": 3, "woven": []}"#),
            "Made by a newer version (format 3). Update the app."
        );
    }

    #[test]
    fn what_is_missing_is_named_with_its_line() {
        let text = r#"{
  "hookloom": "recipe", "format": 1, "name": "R",
  "automations": [
    { "name": "A", "trigger": { "type": "manual" }, "sends": [] },
    { "name": "B", "sends": [] }
  ]
}"#;
        assert_eq!(refusal(text), "Line 5: ‘trigger’ is missing.");
    }

    #[test]
    fn what_is_not_known_is_named_with_its_line() {
        let text =
            "{\"hookloom\": \"recipe\", \"format\": 1, \"name\": \"R\",\n\"automation\": []}";
        assert_eq!(refusal(text), "Line 2: ‘automation’ isn't known.");
        let text = "{\"hookloom\": \"recipe\", \"format\": 1, \"name\": \"R\", \"automations\": [\n\n{\"name\": \"A\", \"trigger\": {\"type\": \"moon\"}, \"sends\": []}]}";
        let refusal = refusal(text);
        assert!(
            refusal.starts_with("Line 3: ‘moon’ isn't known here; expected one of ‘file’"),
            "{refusal}"
        );
    }

    #[test]
    fn broken_json_of_a_recipe_is_told_with_its_line() {
        let text = "{\n\"hookloom\": \"recipe\",\n\"format\": 1,,\n}";
        assert!(
            refusal(text).starts_with("Line 3: this isn't JSON: "),
            "{}",
            refusal(text)
        );
    }

    #[test]
    fn a_mark_of_the_byte_order_does_not_hurt() {
        let text = "\u{feff}{\"hookloom\": \"backup\", \"format\": 1, \"name\": \"All\"}";
        assert_eq!(read(text).unwrap().automations.len(), 0);
    }
}
