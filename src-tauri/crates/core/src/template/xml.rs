//! Values inside XML that is being written.

use serde_json::Value as Json;

use super::value::text_of;

pub(super) use well_formed::check;

mod well_formed;

/// Where in XML the writing has arrived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    /// Between tags: what is placed becomes text.
    #[default]
    Text,
    /// Right after a `<`, with what was read of it so far.
    Opening(usize),
    /// In a tag, outside of quotes: nothing can be placed.
    Tag,
    /// In an attribute, until this quote.
    Attribute(u8),
    /// In a part whose end is this, of which so many bytes were read: nothing can be placed.
    Until(&'static str, usize),
}

/// What follows a `<` where no tag begins, and how it ends.
const APART: [(&str, &str); 4] = [
    ("!--", "-->"),
    ("![CDATA[", "]]>"),
    ("!DOCTYPE", ">"),
    ("?", "?>"),
];

impl Place {
    /// Goes over a piece of the template itself.
    pub(super) fn advance(&mut self, literal: &str) {
        let bytes = literal.as_bytes();
        for at in 0..bytes.len() {
            *self = self.after(bytes, at);
        }
    }

    fn after(self, bytes: &[u8], at: usize) -> Self {
        let byte = bytes[at];
        match self {
            Self::Text if byte == b'<' => Self::Opening(0),
            Self::Text => Self::Text,
            Self::Opening(read) => Self::opened(read, &bytes[..=at]),
            Self::Tag => match byte {
                b'>' => Self::Text,
                b'"' | b'\'' => Self::Attribute(byte),
                _ => Self::Tag,
            },
            Self::Attribute(quote) if byte == quote => Self::Tag,
            Self::Attribute(quote) => Self::Attribute(quote),
            Self::Until(end, read) => {
                let read = followed(end.as_bytes(), read, byte);
                match read == end.len() {
                    true => Self::Text,
                    false => Self::Until(end, read),
                }
            }
        }
    }

    /// After one more byte behind a `<`. A part begins only within one piece of the template, since
    /// a value can't stand in between.
    fn opened(read: usize, so_far: &[u8]) -> Self {
        let read = read + 1;
        let behind = &so_far[so_far.len().saturating_sub(read)..];
        let mut apart = APART.iter();
        if let Some((_, end)) = apart.find(|(begin, _)| begin.as_bytes() == behind) {
            return Self::Until(end, 0);
        }
        if APART
            .iter()
            .any(|(begin, _)| begin.as_bytes().starts_with(behind))
        {
            return Self::Opening(read);
        }
        match so_far.last() {
            Some(b'>') => Self::Text,
            _ => Self::Tag,
        }
    }

    /// Writes a value at this place. It leaves the place as it was.
    pub(super) fn write(self, text: &mut String, value: &Json) -> Result<(), String> {
        match self {
            Self::Text | Self::Attribute(_) => push_escaped(text, &text_of(value)),
            Self::Opening(_) | Self::Tag => Err(
                "A value can't be a part of a tag. Put it between tags or inside the quotes of an \
                 attribute."
                    .to_owned(),
            ),
            Self::Until(..) => Err(
                "A value can't stand in a comment, in CDATA or in an instruction, where it could \
                 end it. Put it between tags."
                    .to_owned(),
            ),
        }
    }
}

/// How much of `end` was read, after one more byte.
fn followed(end: &[u8], read: usize, byte: u8) -> usize {
    let mut seen = end[..read].to_vec();
    seen.push(byte);
    let longest = (0..=seen.len().min(end.len())).rev();
    longest
        .into_iter()
        .find(|length| seen.ends_with(&end[..*length]))
        .unwrap_or_default()
}

/// Writes text so that a reader finds it as it was, between tags and in attributes. Line breaks and
/// tabs are written by their numbers, since a reader would make spaces of them in an attribute.
fn push_escaped(text: &mut String, value: &str) -> Result<(), String> {
    for char in value.chars() {
        match char {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\'' => text.push_str("&#39;"),
            '\n' => text.push_str("&#10;"),
            '\r' => text.push_str("&#13;"),
            '\t' => text.push_str("&#9;"),
            char if !is_char(char) => {
                return Err(format!(
                    "{value:?} has a control character, which XML can't carry. Use the filter \
                     urlencode or b64."
                ));
            }
            char => text.push(char),
        }
    }
    Ok(())
}

/// Whether XML 1.0 (section 2.2) allows a character at all.
fn is_char(char: char) -> bool {
    match char {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        char => char >= ' ',
    }
}
