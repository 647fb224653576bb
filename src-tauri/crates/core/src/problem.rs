//! What is wrong with settings a person gave, said so that they can mend it.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::template::TemplateError;

/// One thing that is wrong: where it stands, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub struct Problem {
    /// Dotted path of the setting, such as `sends[0].path`; empty for the whole document.
    pub field: String,
    /// What happened with which value, and the mend: "Minute must be 0 to 59; you wrote 61."
    pub message: String,
    /// Where in the setting's text, if it has more than one place to look at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub place: Option<Place>,
}

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The line, from 1.
    pub line: u32,
    /// The column in this line in characters, from 1.
    pub column: u32,
}

impl Problem {
    /// A problem of the setting at `field`.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            message: message.into(),
            place: None,
        }
    }

    /// A problem of the template at `field`, with its place in it.
    pub fn of_template(field: impl Into<String>, error: TemplateError) -> Self {
        let (line, column) = (error.line, error.column);
        Self {
            place: Some(Place { line, column }),
            ..Self::new(field, error.message)
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.field.is_empty() {
            write!(f, "{}: ", self.field)?;
        }
        f.write_str(&self.message)?;
        match self.place {
            Some(Place { line, column }) => write!(f, " (line {line}, column {column})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Problem {}

/// Collects all problems of a document, so that a person sees them at once.
///
/// ```
/// use hookloom_core::problem::Problems;
///
/// let mut problems = Problems::default();
/// problems.add("name", "Give this automation a name.");
/// problems.within("sends[0]", |send| send.add("path", "A path starts with /."));
///
/// let found = problems.into_result().unwrap_err();
/// assert_eq!(found[1].field, "sends[0].path");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    prefix: String,
    found: Vec<Problem>,
}

impl Problems {
    /// Notes a problem of `field`, which lies below the current prefix; empty means the prefix itself.
    pub fn add(&mut self, field: &str, message: impl Into<String>) {
        let field = join(&self.prefix, field);
        self.found.push(Problem::new(field, message));
    }

    /// Notes the problem unless `holds`; reads like the rule itself.
    pub fn expect(&mut self, holds: bool, field: &str, message: impl Into<String>) {
        if !holds {
            self.add(field, message);
        }
    }

    /// Notes the refusal of `checked`, or hands its value on.
    pub fn take<T, E: fmt::Display>(&mut self, field: &str, checked: Result<T, E>) -> Option<T> {
        checked
            .map_err(|refusal| self.add(field, refusal.to_string()))
            .ok()
    }

    /// Notes the refusal of the template at `field`, with its place in it.
    pub fn take_template(&mut self, field: &str, checked: Result<(), TemplateError>) {
        if let Err(error) = checked {
            let field = join(&self.prefix, field);
            self.found.push(Problem::of_template(field, error));
        }
    }

    /// Lets `check` name its fields relative to `prefix`.
    pub fn within<T>(&mut self, prefix: &str, check: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.prefix.len();
        self.prefix = join(&self.prefix, prefix);
        let result = check(self);
        self.prefix.truncate(outer);
        result
    }

    /// Checks each item of a list under `list[0]`, `list[1]`, ….
    pub fn each<T>(&mut self, list: &str, items: &[T], mut check: impl FnMut(&T, &mut Self)) {
        for (index, item) in items.iter().enumerate() {
            self.within(&format!("{list}[{index}]"), |problems| {
                check(item, problems)
            });
        }
    }

    /// Whether something was found at exactly this field, which lies below the current prefix.
    pub fn has(&self, field: &str) -> bool {
        let field = join(&self.prefix, field);
        self.found.iter().any(|problem| problem.field == field)
    }

    /// Whether nothing was found so far.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// All problems, in the order in which they were found.
    pub fn into_vec(self) -> Vec<Problem> {
        self.found
    }

    /// `Ok` if nothing was found.
    pub fn into_result(self) -> Result<(), Vec<Problem>> {
        if self.found.is_empty() {
            Ok(())
        } else {
            Err(self.found)
        }
    }
}

fn join(prefix: &str, field: &str) -> String {
    match (prefix.is_empty(), field.is_empty()) {
        (true, _) => field.to_owned(),
        (_, true) => prefix.to_owned(),
        _ if field.starts_with('[') => format!("{prefix}{field}"),
        _ => format!("{prefix}.{field}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(problems: Problems) -> Vec<String> {
        problems.into_vec().into_iter().map(|p| p.field).collect()
    }

    #[test]
    fn a_field_is_named_by_its_whole_path() {
        let mut problems = Problems::default();
        problems.within("sends", |sends| {
            sends.within("[1]", |send| {
                send.add("headers[0].name", "…");
                send.add("", "…");
            });
        });
        problems.add("name", "…");
        assert_eq!(
            fields(problems),
            ["sends[1].headers[0].name", "sends[1]", "name"]
        );
    }

    #[test]
    fn each_item_of_a_list_has_its_index() {
        let mut problems = Problems::default();
        problems.each("ports", &[1, 70_000, 2, 80_000], |port, at| {
            at.expect(*port < 65_536, "", format!("{port} is no port."));
        });
        assert_eq!(fields(problems), ["ports[1]", "ports[3]"]);
    }

    #[test]
    fn a_refusal_is_kept_and_a_value_handed_on() {
        let mut problems = Problems::default();
        assert_eq!(problems.take("a", "7".parse::<u8>()), Some(7));
        assert_eq!(problems.take("b", "700".parse::<u8>()), None);
        assert_eq!(fields(problems), ["b"]);
    }

    #[test]
    fn nothing_found_is_fine() {
        assert!(Problems::default().is_empty());
        assert_eq!(Problems::default().into_result(), Ok(()));
    }

    #[test]
    fn a_problem_of_the_whole_document_has_no_field_in_front() {
        assert_eq!(
            Problem::new("", "This file isn't a recipe.").to_string(),
            "This file isn't a recipe."
        );
        assert_eq!(Problem::new("a.b", "No.").to_string(), "a.b: No.");
    }
}
