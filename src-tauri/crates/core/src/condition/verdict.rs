//! What a condition decided about an event, and why.

use minijinja::value::{Serde, Value};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use ts_rs::TS;

use super::{Matching, Row, Rows, expression};

/// A decision with its reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub struct Verdict {
    /// Whether the event is sent.
    pub passed: bool,
    /// In words: "size is 12, not more than 1000".
    pub why: String,
}

/// A condition that can't decide, with the reason in words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ConditionError {
    /// What is wrong and what to do about it.
    pub message: String,
}

pub(super) fn of_expression(expression: &str, data: &Json) -> Result<Verdict, ConditionError> {
    let passed = holds(expression, &Value::from(Serde(data)))?;
    let why = format!("‘{}’ is {passed}", expression.trim());
    Ok(Verdict { passed, why })
}

pub(super) fn of_rows(rows: &Rows, data: &Json) -> Result<Verdict, ConditionError> {
    let context = Value::from(Serde(data));
    let mut verdicts = of_each(&rows.rows, data, &context)?;
    if let Some(group) = rows.group.as_ref().filter(|group| !group.rows.is_empty()) {
        let inner = of_each(&group.rows, data, &context)?;
        verdicts.push(group.matching.decide(inner));
    }
    Ok(rows.matching.decide(verdicts))
}

impl Matching {
    /// All: the first that fails decides. Any: the first that passes does.
    fn decide(self, verdicts: Vec<Verdict>) -> Verdict {
        let decisive = self == Self::Any;
        let why = |verdicts: &[Verdict]| {
            let reasons: Vec<_> = verdicts
                .iter()
                .map(|verdict| verdict.why.as_str())
                .collect();
            reasons.join("; ")
        };
        match verdicts.iter().find(|verdict| verdict.passed == decisive) {
            _ if verdicts.is_empty() => Verdict {
                passed: true,
                why: "there is nothing to compare".to_owned(),
            },
            Some(verdict) => verdict.clone(),
            None => Verdict {
                passed: !decisive,
                why: why(&verdicts),
            },
        }
    }
}

fn of_each(rows: &[Row], data: &Json, context: &Value) -> Result<Vec<Verdict>, ConditionError> {
    let verdict = |row: &Row| {
        let passed = holds(&row.to_expression(), context)?;
        let why = row.why(data, passed);
        Ok(Verdict { passed, why })
    };
    rows.iter().map(verdict).collect()
}

fn holds(expression: &str, context: &Value) -> Result<bool, ConditionError> {
    expression::evaluate(expression, context).map_err(|error| ConditionError {
        message: error.message,
    })
}
