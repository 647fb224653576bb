//! Values inside JSON that is being written, and what is wrong with JSON in plain words.

use serde_json::Value as Json;
use serde_json::error::Category;

use super::char_start;
use super::value::text_of;

/// Where in JSON the writing has arrived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    /// Between values: what is placed becomes a value.
    #[default]
    Outside,
    /// Inside quotes: what is placed becomes escaped text.
    InText,
    /// Inside quotes, right after a backslash: nothing can be placed.
    AfterBackslash,
}

impl Place {
    /// Goes over a piece of the template itself.
    pub(super) fn advance(&mut self, literal: &str) {
        for byte in literal.bytes() {
            *self = match (*self, byte) {
                (Self::Outside, b'"') => Self::InText,
                (Self::InText, b'"') => Self::Outside,
                (Self::InText, b'\\') => Self::AfterBackslash,
                (Self::AfterBackslash, _) => Self::InText,
                (place, _) => place,
            };
        }
    }

    /// Writes a value at this place. It leaves the place as it was.
    pub(super) fn write(self, text: &mut String, value: &Json) -> Result<(), String> {
        match self {
            Self::Outside => text.push_str(&value.to_string()),
            Self::InText => {
                let quoted = Json::from(text_of(value)).to_string();
                text.push_str(&quoted[1..quoted.len() - 1]);
            }
            Self::AfterBackslash => {
                return Err(
                    "A value can't stand right after a backslash. Write \\\\ for a backslash."
                        .to_owned(),
                );
            }
        }
        Ok(())
    }
}

/// Whether `text` is one JSON document; otherwise where it goes wrong, and how.
pub(super) fn check(text: &str) -> Result<(), (usize, String)> {
    match serde_json::from_str::<Json>(text) {
        Ok(_) => Ok(()),
        Err(error) => {
            let offset = offset_of(text, error.line(), error.column());
            let line = text[..offset].matches('\n').count() + 1;
            let what = words(&error, &text[offset..]);
            Err((
                offset,
                format!("Not valid JSON once filled in: line {line}, {what}."),
            ))
        }
    }
}

/// serde_json counts the byte it stumbled over, a line break as the start of the next line.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let lines = text.split_inclusive('\n').take(line.saturating_sub(1));
    let line_start: usize = lines.map(str::len).sum();
    char_start(text, (line_start + column).saturating_sub(1))
}

fn words(error: &serde_json::Error, rest: &str) -> String {
    let detail = error.to_string();
    let detail = detail.split(" at line ").next().unwrap_or_default();
    let starts_value = rest.starts_with(|c: char| c.is_ascii_alphanumeric() || "\"[{-".contains(c));
    let known = match detail {
        "EOF while parsing an object" => "the end comes too early: } is missing",
        "EOF while parsing a list" => "the end comes too early: ] is missing",
        "EOF while parsing a string" => "the end comes too early: a closing quote is missing",
        _ if error.classify() == Category::Eof => "the end comes too early: a value is missing",
        "expected `,` or `}`" | "expected `,` or `]`" if starts_value => "a comma is missing",
        "expected `,` or `}`" => "a comma or } is missing",
        "expected `,` or `]`" => "a comma or ] is missing",
        "expected `:`" => "a colon is missing",
        "expected value" => "a value is missing or lacks its quotes",
        "key must be a string" => "a name in quotes is missing",
        "trailing comma" => "there is a comma too many",
        "trailing characters" => "there is text after the end",
        "invalid escape" => "a backslash stands before a character that needs none",
        "recursion limit exceeded" => "it is nested too deeply",
        _ if detail.starts_with("control character") => {
            "a line break or other control character stands inside quotes"
        }
        other => other,
    };
    known.to_owned()
}
