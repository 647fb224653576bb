//! A file's content, as far as it goes along with the event.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use ts_rs::TS;

/// Whether a file's content goes along, and how it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ContentKind {
    /// Only the file's details are told.
    #[default]
    None,
    /// As text, if it is text (UTF-8).
    Text,
    /// In base64, whatever it is.
    Base64,
}

/// What became of reading a file's content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// The content, as text or in base64.
    Read(String),
    /// Only the file's details go along.
    LeftOut(LeftOut),
}

/// Why a file's content does not go along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// It is larger than this many KB.
    TooLarge(u32),
    /// It would have made the event of a group larger than this many KB.
    GroupFull(u32),
    /// It is not text.
    NotText,
    /// Somebody wrote or replaced it in the meantime; that is told by itself.
    Changed,
    /// It is not there any more.
    Gone,
    /// The system did not let it be read, in its words.
    Unreadable(String),
}

impl ContentKind {
    /// The bytes of a file as they go along.
    pub fn of(self, bytes: Vec<u8>) -> Content {
        match self {
            Self::Base64 => Content::Read(STANDARD.encode(bytes)),
            Self::None | Self::Text => match String::from_utf8(bytes) {
                Ok(text) => Content::Read(text),
                Err(_) => Content::LeftOut(LeftOut::NotText),
            },
        }
    }
}

impl Content {
    /// Adds what there is to a file's data: the content, or a sentence that says why it is missing.
    pub(super) fn add_to(&self, file: &mut Map<String, Value>) {
        let (content, note) = match self {
            Self::Read(content) => (json!(content), Value::Null),
            Self::LeftOut(why) => (Value::Null, json!(why.to_string())),
        };
        file.insert("content".to_owned(), content);
        file.insert("content_note".to_owned(), note);
    }
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = match self {
            Self::TooLarge(kb) => format!("This file is larger than {kb} KB"),
            Self::GroupFull(kb) => format!("The files of this group are larger than {kb} KB"),
            Self::NotText => "This file isn't text (UTF-8)".to_owned(),
            Self::Changed => "This file was changed while it was read".to_owned(),
            Self::Gone => "This file is not there any more".to_owned(),
            Self::Unreadable(error) => format!("This file can't be read ({error})"),
        };
        write!(f, "{why}, only its details were sent.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_goes_along_as_it_is_and_what_is_none_only_in_base64() {
        let read = |text: &str| Content::Read(text.to_owned());
        assert_eq!(ContentKind::Text.of("Grüße".into()), read("Grüße"));
        let odd = b"\xff\xfe".to_vec();
        let left_out = Content::LeftOut(LeftOut::NotText);
        assert_eq!(ContentKind::Text.of(odd.clone()), left_out);
        assert_eq!(ContentKind::Base64.of(odd), read("//4="));
    }

    #[test]
    fn a_file_without_its_content_says_why() {
        let mut file = Map::new();
        Content::LeftOut(LeftOut::TooLarge(256)).add_to(&mut file);
        assert_eq!(file["content"], Value::Null);
        assert_eq!(
            file["content_note"],
            "This file is larger than 256 KB, only its details were sent."
        );
    }
}
