//! What must hold of an event.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

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
    /// Matches the regular expression.
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
