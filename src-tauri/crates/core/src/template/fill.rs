//! Writes placed values into a text, the way its kind asks for.
//!
//! The engine hands over the text with each value as JSON between two marks. Because it is known
//! exactly which bytes are data, a value can be written for the place where it stands, whatever
//! branches and loops led there.

use serde_json::Value as Json;

use super::value::text_of;
use super::{Kind, MAX_FILLED_BYTES, TOO_LONG, json, xml};

/// Stands before a value. JSON never contains it raw, and templates may not contain it.
pub(super) const VALUE_START: char = '\u{2}';
/// Stands after a value.
pub(super) const VALUE_END: char = '\u{3}';

/// Why a text can't be filled in.
pub(super) struct Refusal {
    /// Byte of the framed text.
    pub offset: usize,
    /// What is wrong and what to do about it.
    pub message: String,
}

/// Fills `framed`, whose values stand between the two marks.
pub(super) fn fill(kind: Kind, framed: &str) -> Result<String, Refusal> {
    let mut filling = Filling::new(kind, framed.len());
    let mut offset = 0;
    while let Some(found) = framed[offset..].find(VALUE_START) {
        filling.literal(&framed[offset..offset + found], offset)?;
        offset += found + VALUE_START.len_utf8();
        let end = framed[offset..]
            .find(VALUE_END)
            .map_or(framed.len(), |length| offset + length);
        filling.value(&framed[offset..end], offset)?;
        offset = (end + VALUE_END.len_utf8()).min(framed.len());
    }
    filling.literal(&framed[offset..], offset)?;
    filling.finish()
}

struct Filling {
    kind: Kind,
    text: String,
    /// For each piece, where it begins in `text` and in the framed text.
    pieces: Vec<(usize, usize)>,
    in_json: json::Place,
    in_xml: xml::Place,
}

impl Filling {
    fn new(kind: Kind, capacity: usize) -> Self {
        Self {
            kind,
            text: String::with_capacity(capacity),
            pieces: Vec::new(),
            in_json: json::Place::default(),
            in_xml: xml::Place::default(),
        }
    }

    fn literal(&mut self, literal: &str, offset: usize) -> Result<(), Refusal> {
        self.pieces.push((self.text.len(), offset));
        match self.kind {
            Kind::HeaderValue => push_header(&mut self.text, literal)
                .map_err(|message| Refusal { offset, message })?,
            _ => self.text.push_str(literal),
        }
        match self.kind {
            Kind::Json => self.in_json.advance(literal),
            Kind::Xml => self.in_xml.advance(literal),
            _ => {}
        }
        self.check_length()
    }

    fn value(&mut self, framed: &str, offset: usize) -> Result<(), Refusal> {
        let refused = |message| Refusal { offset, message };
        let value: Json =
            serde_json::from_str(framed).map_err(|error| refused(error.to_string()))?;
        self.pieces.push((self.text.len(), offset));
        match self.kind {
            Kind::Text => self.text.push_str(&text_of(&value)),
            Kind::Path => push_encoded(&mut self.text, &text_of(&value)),
            Kind::HeaderValue => push_header(&mut self.text, &text_of(&value)).map_err(refused)?,
            Kind::Json => {
                let place = self.in_json;
                place.write(&mut self.text, &value).map_err(refused)?;
            }
            Kind::Xml => {
                let place = self.in_xml;
                place.write(&mut self.text, &value).map_err(refused)?;
            }
        }
        self.check_length()
    }

    /// Stops at the piece with which the text becomes too long: what would follow may be many
    /// times as much.
    fn check_length(&self) -> Result<(), Refusal> {
        if self.text.len() <= MAX_FILLED_BYTES {
            return Ok(());
        }
        Err(Refusal {
            offset: self.framed_offset(MAX_FILLED_BYTES),
            message: TOO_LONG.to_owned(),
        })
    }

    fn finish(self) -> Result<String, Refusal> {
        let checked = match self.kind {
            Kind::Json => json::check(&self.text),
            Kind::Xml => xml::check(&self.text),
            _ => Ok(()),
        };
        match checked {
            Ok(()) => Ok(self.text),
            Err((offset, message)) => Err(Refusal {
                offset: self.framed_offset(offset),
                message,
            }),
        }
    }

    fn framed_offset(&self, offset: usize) -> usize {
        let piece = self.pieces.partition_point(|(start, _)| *start <= offset);
        match piece.checked_sub(1).map(|index| self.pieces[index]) {
            Some((start, framed)) => framed + (offset - start),
            None => 0,
        }
    }
}

/// Percent-encodes all but the unreserved characters of RFC 3986.
pub(crate) fn push_encoded(text: &mut String, value: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push('%');
            text.push(char::from(HEX[usize::from(byte >> 4)]));
            text.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

fn push_header(text: &mut String, value: &str) -> Result<(), String> {
    if value.chars().any(char::is_control) {
        return Err(format!(
            "{value:?} has a line break or another control character, which a header can't carry. Use the filter urlencode or b64."
        ));
    }
    text.push_str(value);
    Ok(())
}
