//! One row of a condition: a field, a comparison, a value.

use serde_json::Value as Json;

use super::{Operator, Row, pattern};
use crate::problem::Problems;
use crate::template::{is_known, text_of, unknown_field};

/// Words that the expression language keeps for itself.
const RESERVED: [&str; 12] = [
    "true", "false", "none", "True", "False", "None", "not", "and", "or", "in", "is", "if",
];

impl Row {
    /// Notes what is wrong with the row.
    pub(super) fn check(&self, known: &[String], problems: &mut Problems) {
        match path_expression(&self.field) {
            _ if self.field.is_empty() => problems.add("field", "Choose a field."),
            None => problems.add(
                "field",
                format!("‘{}’ isn't a field. Choose one.", self.field),
            ),
            Some(_) if !is_known(&self.field, known) => {
                problems.add("field", unknown_field(&self.field, known));
            }
            Some(_) => {}
        }
        if let Some(message) = self.problem_of_value() {
            problems.add("value", message);
        }
    }

    fn problem_of_value(&self) -> Option<String> {
        let simple = !self.value.is_array() && !self.value.is_object();
        match self.is {
            Operator::IsEmpty | Operator::IsNotEmpty => None,
            Operator::IsOneOf => match &self.value {
                Json::Array(items) if !items.is_empty() => None,
                _ => Some("Enter at least one value.".to_owned()),
            },
            _ if !simple => Some("Enter one value, not a list.".to_owned()),
            Operator::GreaterThan | Operator::LessThan => {
                let missing = number_in(&text_of(&self.value)).is_none();
                missing.then(|| "Enter a number.".to_owned())
            }
            Operator::Is | Operator::IsNot if !self.value.is_null() => None,
            _ if text_of(&self.value).is_empty() => Some("Enter a value.".to_owned()),
            Operator::Matches => pattern::parse(&text_of(&self.value)).err(),
            _ => None,
        }
    }

    /// The row as an expression. Whatever its value holds, it stays a literal.
    pub(super) fn to_expression(&self) -> String {
        let field = path_expression(&self.field).unwrap_or_else(|| "none".to_owned());
        let value = literal(&self.value);
        match self.is {
            Operator::Is => format!("{field} is same({value})"),
            Operator::IsNot => format!("{field} is not same({value})"),
            Operator::Contains => format!("{field} is containing({value})"),
            Operator::DoesNotContain => format!("{field} is not containing({value})"),
            Operator::StartsWith => format!("{field} is starting_with({value})"),
            Operator::EndsWith => format!("{field} is ending_with({value})"),
            Operator::Matches => format!("{field} is matching({value})"),
            Operator::GreaterThan => format!("{field} is above({value})"),
            Operator::LessThan => format!("{field} is below({value})"),
            Operator::IsEmpty => format!("{field} is empty"),
            Operator::IsNotEmpty => format!("{field} is not empty"),
            Operator::IsOneOf => format!("{field} is one_of({value})"),
        }
    }

    /// "size is 12, not more than 1000"
    pub(super) fn why(&self, data: &Json, passed: bool) -> String {
        let name = self.field.rsplit('.').next().unwrap_or_default();
        let value = look_up(data, &self.field).map_or_else(|| "empty".to_owned(), shown);
        let wanted = shown(&self.value);
        let relation = match (self.is, passed) {
            (Operator::Is, true) | (Operator::IsNot, false) => String::new(),
            (Operator::Is, false) | (Operator::IsNot, true) => format!(", not {wanted}"),
            (Operator::Contains, true) | (Operator::DoesNotContain, false) => {
                format!(", which contains {wanted}")
            }
            (Operator::Contains, false) | (Operator::DoesNotContain, true) => {
                format!(", which doesn't contain {wanted}")
            }
            (Operator::StartsWith, true) => format!(", which starts with {wanted}"),
            (Operator::StartsWith, false) => format!(", which doesn't start with {wanted}"),
            (Operator::EndsWith, true) => format!(", which ends with {wanted}"),
            (Operator::EndsWith, false) => format!(", which doesn't end with {wanted}"),
            (Operator::Matches, true) => format!(", which matches {wanted}"),
            (Operator::Matches, false) => format!(", which doesn't match {wanted}"),
            (Operator::GreaterThan, true) => format!(", more than {wanted}"),
            (Operator::GreaterThan, false) => format!(", not more than {wanted}"),
            (Operator::LessThan, true) => format!(", less than {wanted}"),
            (Operator::LessThan, false) => format!(", not less than {wanted}"),
            (Operator::IsEmpty, false) => ", not empty".to_owned(),
            (Operator::IsNotEmpty, true) => ", so not empty".to_owned(),
            (Operator::IsEmpty, true) | (Operator::IsNotEmpty, false) => String::new(),
            (Operator::IsOneOf, true) => format!(", one of {wanted}"),
            (Operator::IsOneOf, false) => format!(", none of {wanted}"),
        };
        format!("{name} is {value}{relation}")
    }
}

/// The number that a text is, if it is one.
pub(super) fn number_in(text: &str) -> Option<f64> {
    let number: f64 = text.trim().parse().ok()?;
    number.is_finite().then_some(number)
}

/// `headers.x-id` → `headers["x-id"]`; nothing for what can't be a field.
pub(crate) fn path_expression(field: &str) -> Option<String> {
    let mut parts = field.split('.');
    let first = parts.next().filter(|part| is_name(part))?;
    parts.try_fold(first.to_owned(), |path, part| match part {
        "" => None,
        _ if is_name(part) => Some(format!("{path}.{part}")),
        _ if part.bytes().all(|byte| byte.is_ascii_digit()) && part.len() < 10 => {
            Some(format!("{path}[{part}]"))
        }
        _ => Some(format!("{path}[{}]", Json::from(part))),
    })
}

fn is_name(part: &str) -> bool {
    let starts = part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    starts && part.chars().all(word) && !RESERVED.contains(&part)
}

/// JSON's escapes are all understood by the expression language.
fn literal(value: &Json) -> String {
    match value {
        Json::Null | Json::Object(_) => "\"\"".to_owned(),
        Json::Array(items) => {
            let items: Vec<_> = items.iter().map(literal).collect();
            format!("[{}]", items.join(", "))
        }
        other => other.to_string(),
    }
}

/// What lies at a dotted path.
pub(crate) fn look_up<'a>(data: &'a Json, field: &str) -> Option<&'a Json> {
    field.split('.').try_fold(data, |value, part| match value {
        Json::Array(items) => items.get(part.parse::<usize>().ok()?),
        _ => value.get(part),
    })
}

fn shown(value: &Json) -> String {
    const LONGEST: usize = 60;
    let text = match value {
        Json::Array(items) => return items.iter().map(shown).collect::<Vec<_>>().join(", "),
        other => text_of(other),
    };
    let mut short: String = text.chars().take(LONGEST).flat_map(visible).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    match value {
        _ if text.is_empty() => "empty".to_owned(),
        Json::String(text) if number_in(text).is_none() => format!("‘{short}’"),
        _ => short,
    }
}

/// Line breaks and other controls would tear the sentence apart.
fn visible(c: char) -> impl Iterator<Item = char> {
    let shown = if c.is_control() {
        c.escape_default().to_string()
    } else {
        c.to_string()
    };
    shown.chars().collect::<Vec<_>>().into_iter()
}
