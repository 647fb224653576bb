//! What must hold of an event.
//!
//! A person puts rows together by pointing and clicking, or writes an expression. Rows compile to
//! expressions, so both mean the same: a field that is missing is empty and no error, text that
//! looks like a number compares as one with a number, and letter case counts.

pub(crate) mod comparisons;
mod expression;
mod pattern;
mod rewrite;
mod row;
mod verdict;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::problem::Problems;

pub use verdict::{ConditionError, Verdict};

pub(crate) use row::{look_up, path_expression};

/// What must hold of an event before it is sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// Rows that are put together by pointing and clicking.
    Rows(Rows),
    /// An expression that a person wrote.
    Expression {
        /// A minijinja expression, such as `file.size > 1000`.
        expression: String,
    },
}

/// Rows, all or any of which must hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Rows {
    /// All, or any.
    #[serde(default, rename = "match")]
    pub matching: Matching,
    /// The rows.
    pub rows: Vec<Row>,
    /// One nested group, which counts as one more row.
    #[serde(default)]
    pub group: Option<Group>,
}

/// A nested group of rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// All, or any.
    #[serde(default, rename = "match")]
    pub matching: Matching,
    /// The rows.
    pub rows: Vec<Row>,
}

/// How many of the rows must hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Matching {
    /// Each of them.
    #[default]
    All,
    /// At least one.
    Any,
}

/// One comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Dotted path into the event, such as `file.size`.
    pub field: String,
    /// The comparison.
    pub is: Operator,
    /// What it is compared with; a list for `is_one_of`, nothing for `is_empty`.
    #[serde(default)]
    #[ts(type = "string | number | boolean | null | Array<string | number>")]
    pub value: serde_json::Value,
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    /// Equal.
    Is,
    /// Not equal.
    IsNot,
    /// Contains the text.
    Contains,
    /// Does not contain the text.
    DoesNotContain,
    /// Begins with the text.
    StartsWith,
    /// Ends with the text.
    EndsWith,
    /// Has a part that matches the regular expression.
    Matches,
    /// Is a greater number.
    GreaterThan,
    /// Is a smaller number.
    LessThan,
    /// Is missing, null or an empty text.
    IsEmpty,
    /// Is there and not empty.
    IsNotEmpty,
    /// Is one of a list.
    IsOneOf,
}

/// The most rows in one group.
const MAX_ROWS: usize = 50;

impl Condition {
    /// Notes what is wrong; `known` are the paths that an event offers (see
    /// [`template::check`](crate::template::check)).
    pub fn check(&self, known: &[String], problems: &mut Problems) {
        match self {
            Self::Expression { expression } => {
                let checked = expression::check(expression, known);
                problems.take("expression", checked);
            }
            Self::Rows(Rows { rows, group, .. }) => {
                check_rows(rows, group.is_some(), known, problems);
                if let Some(group) = group {
                    problems.within("group", |problems| {
                        check_rows(&group.rows, false, known, problems);
                    });
                }
            }
        }
    }

    /// The condition as an expression that means the same.
    pub fn to_expression(&self) -> String {
        match self {
            Self::Expression { expression } => expression.clone(),
            Self::Rows(rows) => rows.to_expression(),
        }
    }

    /// Decides about the event with this data, and says why.
    ///
    /// # Errors
    /// The condition isn't valid, or does too much work.
    pub fn evaluate(&self, data: &serde_json::Value) -> Result<Verdict, ConditionError> {
        match self {
            Self::Expression { expression } => verdict::of_expression(expression, data),
            Self::Rows(rows) => verdict::of_rows(rows, data),
        }
    }
}

impl Rows {
    fn to_expression(&self) -> String {
        let rows = self.rows.iter().map(Row::to_expression);
        let group = self.group.as_ref().filter(|group| !group.rows.is_empty());
        let group = group.map(|group| format!("({})", group.to_expression()));
        self.matching.join(rows.chain(group).collect())
    }
}

impl Group {
    fn to_expression(&self) -> String {
        self.matching
            .join(self.rows.iter().map(Row::to_expression).collect())
    }
}

impl Matching {
    /// Nothing to compare means that everything passes.
    fn join(self, parts: Vec<String>) -> String {
        match (parts.is_empty(), self) {
            (true, _) => "true".to_owned(),
            (_, Self::All) => parts.join(" and "),
            (_, Self::Any) => parts.join(" or "),
        }
    }
}

fn check_rows(rows: &[Row], group: bool, known: &[String], problems: &mut Problems) {
    if rows.is_empty() && !group {
        problems.add("rows", "Add a row.");
    }
    if rows.len() > MAX_ROWS {
        let message = format!(
            "There are {} rows; at most {MAX_ROWS} are possible.",
            rows.len()
        );
        problems.add("rows", message);
    }
    problems.each("rows", rows, |row, problems| row.check(known, problems));
}

#[cfg(test)]
mod tests;
