//! The comparisons of conditions, as tests of the expression language: `file.size is above(1000)`.
//!
//! They take whatever an event holds: what is missing is empty, and numbers may come as text.

use std::borrow::Cow;

use minijinja::value::ValueKind;
use minijinja::{Environment, Error, ErrorKind, Value};

use super::pattern;
use crate::template::{text_of, to_json};

/// Adds the comparisons to the language.
pub(crate) fn add_to(environment: &mut Environment<'static>) {
    environment.add_test("same", same);
    environment.add_test("containing", containing);
    environment.add_test("starting_with", |value: &Value, part: &Value| {
        Ok::<_, Error>(text(value)?.starts_with(&*text(part)?))
    });
    environment.add_test("ending_with", |value: &Value, part: &Value| {
        Ok::<_, Error>(text(value)?.ends_with(&*text(part)?))
    });
    environment.add_test("matching", matching);
    environment.add_test("above", |value: &Value, limit: &Value| {
        compare(value, limit, |value, limit| value > limit)
    });
    environment.add_test("below", |value: &Value, limit: &Value| {
        compare(value, limit, |value, limit| value < limit)
    });
    environment.add_test("empty", empty);
    environment.add_test("one_of", one_of);
}

/// Equal as text; as numbers if at least one is a number and both can be read as one.
fn same(value: &Value, other: &Value) -> Result<bool, Error> {
    if (value.is_number() || other.is_number())
        && let (Some(value), Some(other)) = (number(value)?, number(other)?)
    {
        return Ok(value == other);
    }
    Ok(text(value)? == text(other)?)
}

/// A text has that part, or a list has that item.
fn containing(value: &Value, part: &Value) -> Result<bool, Error> {
    match value.kind() {
        ValueKind::Seq => one_of(part, value),
        _ => Ok(text(value)?.contains(&*text(part)?)),
    }
}

fn matching(value: &Value, wanted: &Value) -> Result<bool, Error> {
    let wanted = text(wanted)?;
    let pattern = pattern::parse(&wanted)
        .map_err(|message| Error::new(ErrorKind::InvalidOperation, message))?;
    Ok(pattern.is_match(&text(value)?))
}

fn compare(value: &Value, limit: &Value, holds: impl Fn(f64, f64) -> bool) -> Result<bool, Error> {
    let (value, limit) = (number(value)?, number(limit)?);
    Ok(value
        .zip(limit)
        .is_some_and(|(value, limit)| holds(value, limit)))
}

fn empty(value: &Value) -> Result<bool, Error> {
    match value.kind() {
        ValueKind::Seq | ValueKind::Map => Ok(value.len() == Some(0)),
        _ => Ok(text(value)?.is_empty()),
    }
}

fn one_of(value: &Value, list: &Value) -> Result<bool, Error> {
    if list.kind() != ValueKind::Seq {
        return same(value, list);
    }
    for item in list.try_iter()?.checked() {
        if same(value, &item?)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn number(value: &Value) -> Result<Option<f64>, Error> {
    Ok(super::row::number_in(&text(value)?))
}

fn text(value: &Value) -> Result<Cow<'_, str>, Error> {
    match value.as_str() {
        Some(text) => Ok(Cow::Borrowed(text)),
        None if value.is_undefined() => Ok(Cow::Borrowed("")),
        None => Ok(Cow::Owned(text_of(&to_json(value)?).into_owned())),
    }
}
