//! Filters that a webhook needs beside minijinja's own.

use std::borrow::Cow;

use base64::Engine as _;
use jiff::Timestamp;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;
use minijinja::value::StringInput;
use minijinja::{AutoEscape, Environment, Error, State, Value};
use sha2::{Digest, Sha256};

use super::fill::push_encoded;
use super::value::{refusal, text_of, to_json};

pub(super) fn add_to(environment: &mut Environment<'static>) {
    environment.add_filter("basename", basename);
    environment.add_filter("ext", ext);
    environment.add_filter("stem", stem);
    environment.add_filter("filesize", filesize);
    environment.add_filter("date", date);
    environment.add_filter("sha256", sha256);
    environment.add_filter("urlencode", urlencode);
    environment.add_filter("b64", b64);
    environment.add_filter("tojson", tojson);
}

/// `/home/ada/a.tar.gz` → `a.tar.gz`
fn basename(state: &State, value: &Value) -> Result<String, Error> {
    Ok(last_part(&text(state, value)?).to_owned())
}

/// `/home/ada/a.tar.gz` → `gz`; nothing for `.bashrc` and `README`
fn ext(state: &State, value: &Value) -> Result<String, Error> {
    Ok(split_name(last_part(&text(state, value)?)).1.to_owned())
}

/// `/home/ada/a.tar.gz` → `a.tar`
fn stem(state: &State, value: &Value) -> Result<String, Error> {
    Ok(split_name(last_part(&text(state, value)?)).0.to_owned())
}

/// `1536` → `1.5 KB`, in steps of 1,000
fn filesize(state: &State, value: &Value) -> Result<String, Error> {
    let text = text(state, value)?;
    let bytes: f64 = text
        .parse()
        .ok()
        .filter(|bytes: &f64| bytes.is_finite() && *bytes >= 0.0)
        .ok_or_else(|| {
            refusal(format!(
                "‘{text}’ isn't a size. filesize needs a number of bytes."
            ))
        })?;
    let mut size = bytes;
    let mut unit = "bytes";
    for larger in ["KB", "MB", "GB", "TB", "PB"] {
        // 999.95 would be shown as 1000.0 of the smaller unit.
        if size < if unit == "bytes" { 1000.0 } else { 999.95 } {
            break;
        }
        size /= 1000.0;
        unit = larger;
    }
    match unit {
        "bytes" if size == 1.0 => Ok("1 byte".to_owned()),
        "bytes" => Ok(format!("{size:.0} bytes")),
        _ => Ok(format!("{size:.1} {unit}")),
    }
}

/// A moment as text: `{{ event.time | date("%d %B %Y", "Europe/Berlin") }}`
///
/// The moment is RFC 3339 text, or seconds or milliseconds since 1970. Without a time zone it is UTC.
fn date(
    state: &State,
    value: &Value,
    format: Option<&str>,
    time_zone: Option<&str>,
) -> Result<String, Error> {
    let moment = moment(&text(state, value)?)?;
    let time_zone = match time_zone {
        None => TimeZone::UTC,
        Some(name) => TimeZone::get(name).map_err(|_| {
            refusal(format!(
                "‘{name}’ isn't a time zone. Write it like Europe/Berlin."
            ))
        })?,
    };
    let format = format.unwrap_or("%Y-%m-%d %H:%M:%S");
    strtime::format(format, &moment.to_zoned(time_zone)).map_err(|_| {
        refusal(format!(
            "‘{format}’ isn't a date format. Write it like %Y-%m-%d %H:%M."
        ))
    })
}

/// The SHA-256 of the text in hexadecimal
fn sha256(state: &State, value: &Value) -> Result<String, Error> {
    let digest = Sha256::digest(text(state, value)?.as_bytes());
    Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Percent-encodes all but letters, digits and `-._~`
fn urlencode(state: &State, value: &Value) -> Result<String, Error> {
    let mut encoded = String::new();
    push_encoded(&mut encoded, &text(state, value)?);
    Ok(encoded)
}

/// The text in base64
fn b64(state: &State, value: &Value) -> Result<String, Error> {
    Ok(base64::engine::general_purpose::STANDARD.encode(text(state, value)?.as_bytes()))
}

/// The value as JSON text. In a JSON template values become JSON anyway, so there it changes nothing.
fn tojson(state: &State, value: &Value) -> Result<Value, Error> {
    text(state, value)?;
    match state.auto_escape() {
        AutoEscape::Custom(kind) if kind == "json" => Ok(value.clone()),
        _ => Ok(Value::from(to_json(value)?.to_string())),
    }
}

/// The text of a plain value; captured text and unknown fields are refused.
fn text<'a>(state: &State, value: &'a Value) -> Result<Cow<'a, str>, Error> {
    if value.is_undefined() {
        StringInput::new(state, value)?;
    }
    if value.is_safe() {
        return Err(refusal(
            "A filter can't change text captured with {% set %} or {% filter %}. Put it on the value.",
        ));
    }
    match value.as_str() {
        Some(text) => Ok(Cow::Borrowed(text)),
        None => Ok(Cow::Owned(text_of(&to_json(value)?).into_owned())),
    }
}

fn moment(text: &str) -> Result<Timestamp, Error> {
    // Seconds reach 100 billion in the year 5138, milliseconds did in 1973.
    let number = text.parse::<i64>().map(|number| match number.abs() {
        0..100_000_000_000 => Timestamp::from_second(number),
        _ => Timestamp::from_millisecond(number),
    });
    let moment = number.unwrap_or_else(|_| text.parse());
    moment.map_err(|_| {
        refusal(format!(
            "‘{text}’ isn't a date. date needs one like 2026-03-28T01:30:00Z."
        ))
    })
}

fn last_part(path: &str) -> &str {
    let bytes = path.as_bytes();
    let windows =
        path.starts_with(r"\\") || (bytes.get(1) == Some(&b':') && bytes.get(2) == Some(&b'\\'));
    let separator = |c| c == '/' || (windows && c == '\\');
    let trimmed = path.trim_end_matches(separator);
    trimmed.rsplit(separator).next().unwrap_or_default()
}

fn split_name(name: &str) -> (&str, &str) {
    match name.rsplit_once('.') {
        Some((stem, ext)) if !stem.is_empty() => (stem, ext),
        _ => (name, ""),
    }
}
