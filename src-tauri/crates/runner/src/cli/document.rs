//! JSON that a person wrote, and errors that say where in it they are.

use std::{fs, io, path::PathBuf};

use hookloom_api::{
    client::CallError,
    core::{json_place, problem::Problem},
    error::{ApiError, ErrorCode},
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Failure;

/// A JSON document from a file or standard input.
#[derive(Debug)]
pub struct Document {
    source: String,
    text: String,
    /// What the text says; names and `~` in it may have been replaced since.
    pub value: Value,
}

impl Document {
    /// Reads a file, or with `-` standard input.
    ///
    /// # Errors
    /// When it can't be read, or is not JSON.
    pub fn read(path: &PathBuf) -> Result<Self, Failure> {
        let is_input = path.as_os_str() == "-";
        let text = if is_input {
            io::read_to_string(io::stdin())
        } else {
            fs::read_to_string(path)
        };
        let source = if is_input {
            "standard input".to_owned()
        } else {
            path.display().to_string()
        };
        match text {
            Ok(text) => Self::parse(source, text),
            Err(error) => Err(Failure::Invalid(vec![format!(
                "{source} can't be read: {error}."
            )])),
        }
    }

    fn parse(source: String, text: String) -> Result<Self, Failure> {
        match serde_json::from_str(&text) {
            Ok(value) => Ok(Self {
                source,
                text,
                value,
            }),
            Err(error) => {
                let (line, column) = (error.line(), error.column());
                let what = error.to_string();
                let what = what.split(" at line ").next().unwrap_or_default();
                Err(Failure::Invalid(vec![format!(
                    "{source}:{line}:{column}: This isn't JSON: {what}."
                )]))
            }
        }
    }

    /// The document as settings.
    ///
    /// # Errors
    /// When a field is unknown, missing or of the wrong type.
    pub fn settings<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        serde_path_to_error::deserialize(&self.value).map_err(|error| {
            let path = error.path().to_string();
            let message = error.into_inner().to_string();
            let path = whole_path(&self.value, path.trim_matches('.'), &message);
            self.problems(vec![Problem::new(path, message + ".")])
        })
    }

    /// What is wrong with the document, each with its place.
    pub fn problems(&self, problems: Vec<Problem>) -> Failure {
        let place = |problem: &Problem| {
            let (line, column) = json_place::position(&self.text, &problem.field);
            format!("{}:{line}:{column}: {problem}", self.source)
        };
        Failure::Invalid(problems.iter().map(place).collect())
    }

    /// The runner's refusal of these settings. A secret is no part of the document.
    pub fn refused(&self, error: CallError) -> Failure {
        match error {
            CallError::Refused(ApiError {
                code: ErrorCode::Invalid,
                problems,
                ..
            }) if problems.iter().any(|problem| problem.field != "secret") => {
                self.problems(problems)
            }
            other => other.into(),
        }
    }
}

/// serde knows no path inside of a variant that is chosen by its `type`; an unknown field can be
/// searched for.
fn whole_path(document: &Value, path: &str, message: &str) -> String {
    let key = message
        .strip_prefix("unknown field `")
        .and_then(|rest| rest.split('`').next());
    let pointer = format!("/{}", path.replace(['.', '['], "/").replace(']', ""));
    let around = if path.is_empty() {
        Some(document)
    } else {
        document.pointer(&pointer)
    };
    let inside = key.and_then(|key| path_of_key(around?, key));
    match inside {
        Some(inside) if path.is_empty() => inside.trim_start_matches('.').to_owned(),
        Some(inside) => format!("{path}{inside}"),
        None => path.to_owned(),
    }
}

/// The path of the first member of that name, with what joins it to the path before.
fn path_of_key(value: &Value, key: &str) -> Option<String> {
    match value {
        Value::Object(members) if members.contains_key(key) => Some(format!(".{key}")),
        Value::Object(members) => members
            .iter()
            .find_map(|(name, inner)| Some(format!(".{name}{}", path_of_key(inner, key)?))),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .find_map(|(index, inner)| Some(format!("[{index}]{}", path_of_key(inner, key)?))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use hookloom_api::core::automation::AutomationSettings;

    use super::*;

    fn refusal(text: &str) -> String {
        let document = Document::parse("a.json".to_owned(), text.to_owned());
        match document.and_then(|document| document.settings::<AutomationSettings>()) {
            Err(Failure::Invalid(lines)) => lines.join("\n"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_not_json_is_refused_with_its_place() {
        let refusal = refusal("{\n  \"name\": \"A\",\n}");
        assert_eq!(refusal, "a.json:3:1: This isn't JSON: trailing comma.");
    }

    #[test]
    fn an_unknown_field_is_named_with_the_known_ones() {
        let refusal = refusal("{\"name\": \"A\",\n \"trigerr\": {}}");
        assert!(
            refusal.starts_with("a.json:2:13: trigerr: unknown field"),
            "{refusal}"
        );
        assert!(refusal.contains("`trigger`"), "{refusal}");
    }

    #[test]
    fn an_unknown_field_inside_a_trigger_has_its_whole_path() {
        let refusal = refusal(
            "{\"name\": \"A\", \"sends\": [], \"trigger\": {\"type\": \"schedule\", \"time_zone\": \"UTC\",\n\
             \"schedule\": {\"type\": \"daily\", \"att\": \"07:00\"}}}",
        );
        assert!(
            refusal.starts_with("a.json:2:38: trigger.schedule.att: unknown field `att`"),
            "{refusal}"
        );
    }

    #[test]
    fn an_unknown_field_of_a_send_has_its_index() {
        let refusal = refusal(
            "{\"name\": \"A\", \"trigger\": {\"type\": \"manual\"}, \"sends\": [\n{\"retri\": 1}]}",
        );
        assert!(
            refusal.starts_with("a.json:2:11: sends[0].retri:"),
            "{refusal}"
        );
    }

    #[test]
    fn a_missing_field_is_named_where_it_should_be() {
        let refusal = refusal("\n{\"name\": \"A\", \"sends\": []}");
        assert_eq!(refusal, "a.json:2:1: missing field `trigger`.");
    }
}
