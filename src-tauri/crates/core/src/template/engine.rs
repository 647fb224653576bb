//! minijinja, set up so that untrusted templates and untrusted data are harmless.

use std::sync::OnceLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, OutputSpan, OutputSpanKind, State,
    UndefinedBehavior, Value,
};
use serde_json::Value as Json;

use super::fields::unknown_field;
use super::fill::{VALUE_END, VALUE_START};
use super::value::{refusal, to_json};
use super::{Kind, MAX_FILLED_BYTES, TOO_LONG, TemplateError, filters};
use crate::condition::comparisons;

/// Work that one rendering may do: instructions, and 64 bytes for each unit. It bounds memory to
/// 16 MB and time to some milliseconds.
const FUEL: u64 = 250_000;

/// The environment for texts: strict, and every placed value framed for [`super::fill`].
pub(crate) fn environment() -> &'static Environment<'static> {
    static ENVIRONMENT: OnceLock<Environment<'static>> = OnceLock::new();
    ENVIRONMENT.get_or_init(|| {
        let mut environment = bounded_environment();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_formatter(frame);
        environment
    })
}

/// What texts and conditions share: limits, syntax and filters.
pub(crate) fn bounded_environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_fuel(Some(FUEL));
    environment.set_recursion_limit(100);
    environment.set_debug(true);
    // A mode of our own, so that the engine tells captured text from data (see `frame`).
    environment.set_auto_escape_callback(|name| AutoEscape::Custom(name.to_owned().into()));
    let syntax = SyntaxConfig::builder().keep_trailing_newline(true).build();
    environment.set_syntax(syntax.expect("the default delimiters are valid"));
    for global in ["debug", "namespace"] {
        environment.remove_global(global);
    }
    for filter in ["safe", "escape", "e", "pprint"] {
        environment.remove_filter(filter);
    }
    filters::add_to(&mut environment);
    comparisons::add_to(&mut environment);
    environment
}

/// The name under which a template of this kind is compiled; filters read it as the escape mode.
pub(super) fn name_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Json => "json",
        Kind::Xml => "xml",
        Kind::Text => "text",
        Kind::Path => "path",
        Kind::HeaderValue => "header value",
    }
}

/// How many bytes of values one rendering has placed so far.
#[derive(Default)]
struct Placed(usize);

/// Writes a value as JSON between two marks that neither a template nor JSON can contain, so that
/// afterwards it is certain what was data and what was template.
fn frame(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    if value.is_safe() {
        return Err(refusal(
            "Text captured with {% set %} or {% filter %} can't be placed. Write it where it is needed, and put the filter on the value.",
        ));
    }
    let json = to_json(value)?;
    let placed = state.get_or_insert_extension(Placed::default());
    placed.0 += least_bytes(&json);
    // Not looked at only once all is written: by then it may be many times as much.
    if placed.0 > MAX_FILLED_BYTES {
        return Err(refusal(TOO_LONG));
    }
    write!(out, "{VALUE_START}{json}{VALUE_END}").map_err(Error::from)
}

/// How many bytes a value has at the least, whatever text it is placed in.
fn least_bytes(value: &Json) -> usize {
    match value {
        Json::String(text) => text.len(),
        Json::Array(items) => items.iter().map(least_bytes).sum(),
        Json::Object(fields) => fields.values().map(least_bytes).sum(),
        _ => 0,
    }
}

/// Turns the engine's error into words, with its place in the template.
pub(crate) fn explain(error: &Error, source: &str, known: &[String]) -> TemplateError {
    let range = error.range().unwrap_or(0..0);
    let here = source.get(range.clone()).unwrap_or_default();
    let detail = error.detail().unwrap_or_default();
    let message = match error.kind() {
        ErrorKind::UndefinedError => unknown_field(undefined_name(detail, here), known),
        ErrorKind::UnknownFilter => format!("There is no filter ‘{here}’."),
        ErrorKind::UnknownTest => format!("There is no test ‘{here}’."),
        ErrorKind::UnknownFunction => format!("There is no function ‘{}’.", before_call(here)),
        ErrorKind::UnknownMethod => {
            format!("{detail}. Use a filter instead: {{{{ value | upper }}}}.")
        }
        ErrorKind::OutOfFuel => {
            "This does too much work. Make its loops or texts smaller.".to_owned()
        }
        ErrorKind::SyntaxError => syntax_words(detail),
        ErrorKind::InvalidOperation if detail.ends_with('.') => detail.to_owned(),
        kind if detail.is_empty() => format!("This can't be filled in: {kind}."),
        _ => format!("This can't be filled in: {detail}."),
    };
    TemplateError::at(source, range.start, message)
}

/// Finds the byte of the template that wrote the byte `offset` of the output.
pub(super) fn source_offset(spans: &[OutputSpan], offset: usize) -> usize {
    let writer = spans
        .iter()
        .take_while(|span| span.output_range().start <= offset)
        .last();
    writer.map_or(0, |span| {
        let start = span.source_range().start;
        match span.kind() {
            OutputSpanKind::Expression => start,
            _ => start + (offset - span.output_range().start).min(span.source_range().len()),
        }
    })
}

/// The engine's "`file.nmae` is undefined" names the field; otherwise the place in the text does.
fn undefined_name<'a>(detail: &'a str, here: &'a str) -> &'a str {
    detail
        .strip_prefix('`')
        .and_then(|rest| rest.strip_suffix("` is undefined"))
        .unwrap_or(here)
}

fn before_call(here: &str) -> &str {
    here.split('(').next().unwrap_or(here)
}

fn syntax_words(detail: &str) -> String {
    if let Some(statement) = detail.strip_prefix("unknown statement ") {
        return format!("There is no tag ‘{{% {statement} %}}’.");
    }
    let expected = detail.strip_prefix("unexpected end of input, expected ");
    match expected {
        Some("end of variable block") => "‘{{’ is never closed. Add ‘}}’.".to_owned(),
        Some(expected) => format!("This ends too early: {expected} is missing."),
        None => format!("This can't be read: {detail}."),
    }
}
