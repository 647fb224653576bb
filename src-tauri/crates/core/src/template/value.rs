//! The values that a template computes, as JSON and as text.

use std::borrow::Cow;

use minijinja::value::ValueKind;
use minijinja::{Error, ErrorKind, Value};
use serde_json::{Map, Number, Value as Json};

/// How deeply lists and objects may be nested: what JSON readers commonly accept.
const MAX_DEPTH: usize = 100;

/// Converts a value that is to be placed.
pub(crate) fn to_json(value: &Value) -> Result<Json, Error> {
    convert(value, 0)
}

/// The text that a person expects for a value: nothing for `null`, no quotes around text.
pub(crate) fn text_of(value: &Json) -> Cow<'_, str> {
    match value {
        Json::Null => Cow::Borrowed(""),
        Json::String(text) => Cow::Borrowed(text),
        other => Cow::Owned(other.to_string()),
    }
}

fn convert(value: &Value, depth: usize) -> Result<Json, Error> {
    if depth > MAX_DEPTH {
        return Err(refusal("It nests lists or objects too deeply."));
    }
    match value.kind() {
        ValueKind::Undefined => Err(Error::from(ErrorKind::UndefinedError)),
        ValueKind::None => Ok(Json::Null),
        ValueKind::Bool => Ok(Json::Bool(value.is_true())),
        ValueKind::Number => number(value).map(Json::Number),
        ValueKind::String => Ok(Json::String(value.as_str().unwrap_or_default().to_owned())),
        ValueKind::Seq | ValueKind::Iterable => list(value, depth),
        ValueKind::Map => object(value, depth),
        ValueKind::Invalid => match value.try_iter() {
            Err(error) => Err(error),
            Ok(_) => Err(refusal("It can't be computed.")),
        },
        _ => Err(refusal(
            "Functions and raw bytes can't be placed in a text.",
        )),
    }
}

fn number(value: &Value) -> Result<Number, Error> {
    let whole = i64::try_from(value.clone()).map(Number::from);
    let whole = whole.or_else(|_| u64::try_from(value.clone()).map(Number::from));
    match whole {
        Ok(whole) if value.is_integer() => Ok(whole),
        _ => f64::try_from(value.clone())
            .ok()
            .and_then(Number::from_f64)
            .ok_or_else(|| refusal(format!("The number {value} can't be written."))),
    }
}

fn list(value: &Value, depth: usize) -> Result<Json, Error> {
    let items = value.try_iter()?.checked();
    let items = items.map(|item| convert(&item?, depth + 1));
    items.collect::<Result<_, _>>().map(Json::Array)
}

fn object(value: &Value, depth: usize) -> Result<Json, Error> {
    let mut object = Map::new();
    for key in value.try_iter()?.checked() {
        let key = key?;
        let name = convert(&key, MAX_DEPTH)?;
        object.insert(
            text_of(&name).into_owned(),
            convert(&value.get_item(&key)?, depth + 1)?,
        );
    }
    Ok(Json::Object(object))
}

/// An error in our own words; the engine shows it as it is.
pub(super) fn refusal(message: impl Into<Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::InvalidOperation, message)
}
