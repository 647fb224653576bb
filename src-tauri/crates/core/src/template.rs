//! Texts with places that are filled in from an event, such as `{{ file.name }}`.
//!
//! The language is minijinja's, made safe for data nobody can trust:
//!
//! * **Data never becomes syntax.** What is placed is written by the [`Kind`] of the text: in JSON
//!   a value placed bare becomes a JSON value and a value placed inside quotes becomes escaped text
//!   without further quotes; in XML it becomes text; in a path it is percent-encoded; in a header it
//!   has no line breaks.
//! * **Strict.** A field that isn't known is an error that says where, and what was probably meant.
//! * **Bounded.** Work, size and nesting have limits, and there is nothing to include or load.
//!
//! Beside minijinja's own filters there are `basename`, `ext`, `stem`, `filesize`, `date`,
//! `sha256`, `urlencode`, `b64` and `tojson`. Text can't be captured with `{% filter %}` or
//! `{% set x %}…{% endset %}` (`{% set x = … %}` is fine), because what a capture holds is no
//! longer plain data.

mod engine;
mod fields;
mod fill;
mod filters;
mod json;
mod shape;
mod tags;
mod value;
mod xml;

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use fields::paths_of;

pub(crate) use engine::{bounded_environment, explain};
pub(crate) use fields::{is_function, is_known, unknown_field};
pub(crate) use fill::push_encoded;
pub(crate) use tags::check_expression;
pub(crate) use value::{text_of, to_json};

use engine::environment;

/// The most bytes that a text may have once filled in.
pub const MAX_FILLED_BYTES: usize = 1024 * 1024;

const TOO_LONG: &str =
    "This is more than 1048576 bytes (1 MiB) once filled in, which is the most that can be sent.";

/// The most bytes that a template may have.
pub const MAX_TEMPLATE_BYTES: usize = 64 * 1024;

/// What a text is for, which decides how values are written into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// JSON: bare values become JSON values, values inside quotes become escaped text.
    Json,
    /// XML: values become text, between tags and inside the quotes of attributes.
    Xml,
    /// Plain text: values are written as they are.
    Text,
    /// Path and query of an address: each value is percent-encoded, `/` too.
    Path,
    /// One header's value: control characters are refused.
    HeaderValue,
}

/// Why a template can't be used or filled in, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub struct TemplateError {
    /// Line of the template, from 1.
    pub line: u32,
    /// Column in this line in characters, from 1.
    pub column: u32,
    /// What is wrong and what to do about it.
    pub message: String,
}

impl TemplateError {
    /// An error at the byte `offset` of `source`.
    pub(crate) fn at(source: &str, offset: usize, message: impl Into<String>) -> Self {
        let before = &source[..char_start(source, offset)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            line: count(before.matches('\n').count()),
            column: count(before[line_start..].chars().count()),
            message: message.into(),
        }
    }
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            line,
            column,
            message,
        } = self;
        write!(f, "{message} (line {line}, column {column})")
    }
}

impl std::error::Error for TemplateError {}

/// Checks a template on save: its syntax, its filters and the fields it names.
///
/// `known` are the paths that an event offers, such as `file.name`; one that ends in `.*` stands
/// for everything below it, because its shape isn't known beforehand.
///
/// # Errors
/// The first thing that is wrong, with its place.
pub fn check(kind: Kind, source: &str, known: &[String]) -> Result<(), TemplateError> {
    tags::check(source)?;
    let environment = environment();
    let template = environment
        .template_from_named_str(engine::name_of(kind), source)
        .map_err(|error| explain(&error, source, known))?;
    tags::check_names(source)?;
    tags::check_secrets(source)?;
    let used = template.undeclared_variables(true);
    match fields::first_unknown(source, &used, known) {
        Some((offset, path)) => Err(TemplateError::at(
            source,
            offset,
            unknown_field(&path, known),
        )),
        None if matches!(kind, Kind::Json | Kind::Xml) => shape::check(kind, source),
        None => Ok(()),
    }
}

/// Fills a template in from `data`.
///
/// # Errors
/// The template is wrong, names a field that `data` lacks, does too much work, becomes longer than
/// [`MAX_FILLED_BYTES`], or what it becomes isn't valid for its kind.
pub fn render(kind: Kind, source: &str, data: &serde_json::Value) -> Result<String, TemplateError> {
    tags::check(source)?;
    if is_plain(source) {
        return fill::fill(kind, source)
            .map_err(|refusal| TemplateError::at(source, refusal.offset, refusal.message));
    }
    let environment = environment();
    let refused = |error| explain(&error, source, &paths_of(data));
    let template = environment
        .template_from_named_str(engine::name_of(kind), source)
        .map_err(refused)?;
    let framed = template
        .render(minijinja::value::Serde(data))
        .map_err(refused)?;
    fill::fill(kind, &framed).map_err(|refusal| {
        let spans = template.render_with_spans(minijinja::value::Serde(data));
        let offset = spans.map_or(0, |(_, spans)| {
            engine::source_offset(&spans, refusal.offset)
        });
        TemplateError::at(source, offset, refusal.message)
    })
}

/// Whether a template has no tags, and so needs no data.
pub(crate) fn is_plain(source: &str) -> bool {
    let after = |(at, _): (usize, &str)| source.as_bytes().get(at + 1);
    let mut braces = source.match_indices('{').map(after);
    !braces.any(|after| matches!(after, Some(b'{' | b'%' | b'#')))
}

/// The start of the character that holds the byte `offset`.
fn char_start(text: &str, offset: usize) -> usize {
    let mut offsets = (0..=offset.min(text.len())).rev();
    offsets
        .find(|offset| text.is_char_boundary(*offset))
        .unwrap_or(0)
}

fn count(before: usize) -> u32 {
    u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1)
}

#[cfg(test)]
mod tests;
