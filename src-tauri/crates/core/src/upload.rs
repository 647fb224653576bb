//! Content that is read from files at the moment of sending: one file alone, or parts of a form.
//!
//! Which file it is, is decided by the event and by nothing else. A template never chooses one: it
//! is filled in from data that others write, and could then have any file of this computer sent.

use std::borrow::Cow;

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::{
    automation::Automation,
    event::{Event, EventKind},
    file::RelativePath,
    id::EventId,
    moment::Moment,
    trigger::Trigger,
};

/// What a request carries that is read from disk.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Upload {
    /// The bytes of a file and nothing else.
    File {
        /// The file.
        file: SentFile,
    },
    /// Parts as `multipart/form-data` has them (RFC 7578).
    Multipart {
        /// The line between the parts. It is drawn after the files were seen, so none has it.
        boundary: String,
        /// The parts, in the order in which they are sent.
        parts: Vec<UploadPart>,
    },
}

/// A part of a form.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum UploadPart {
    /// A text.
    Field {
        /// The field's name.
        name: String,
        /// Its value.
        value: String,
    },
    /// A file.
    File {
        /// The field's name.
        name: String,
        /// Its media type.
        content_type: String,
        /// The file.
        file: SentFile,
    },
}

/// A file as it was when its event came. Another one in its place is never sent.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub struct SentFile {
    /// The watched folder.
    pub folder: String,
    /// Where the file lies below it; what is no text is shown as `�`.
    pub path: String,
    /// The exact bytes of such a path.
    #[serde(default)]
    pub path_bytes_base64: Option<String>,
    /// How many bytes it had.
    pub size: u64,
    /// When it was last written.
    pub modified: Moment,
}

/// A piece of the content, in the order in which it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// These bytes.
    Text(Cow<'a, str>),
    /// The bytes of this file.
    File(&'a SentFile),
}

impl SentFile {
    /// The file's name.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// Its whole path, to be shown.
    pub fn shown(&self) -> String {
        format!("{}/{}", self.folder.trim_end_matches('/'), self.path)
    }

    /// Where it lies below the watched folder.
    pub fn relative(&self) -> RelativePath {
        let bytes = self.path_bytes_base64.as_deref();
        match bytes.and_then(|bytes| STANDARD.decode(bytes).ok()) {
            Some(bytes) => RelativePath::from_bytes(bytes),
            None => self.path.as_str().into(),
        }
    }

    /// The file that an event tells of in `data`, if it lies in `folder`.
    fn of(data: &Map<String, Value>, folder: &str) -> Result<Self, String> {
        let text = |name: &str| data.get(name).and_then(Value::as_str);
        let missing = || "The event doesn't tell of a file that could be sent.".to_owned();
        let path = text("path").ok_or_else(missing)?;
        let bytes = text("path_bytes_base64").and_then(|bytes| STANDARD.decode(bytes).ok());
        let whole = bytes.clone().unwrap_or_else(|| path.as_bytes().to_vec());
        let below = below(folder, &whole).ok_or_else(|| {
            format!("{path} isn't in the folder that this automation watches, so it isn't sent.")
        })?;
        let modified = text("modified").and_then(|at| at.parse().ok());
        Ok(Self {
            folder: folder.to_owned(),
            path: String::from_utf8_lossy(&below).into_owned(),
            path_bytes_base64: bytes.map(|_| STANDARD.encode(&below)),
            size: data
                .get("size")
                .and_then(Value::as_u64)
                .ok_or_else(missing)?,
            modified: modified.ok_or_else(missing)?,
        })
    }
}

/// What of a path lies below a folder, with `/` between its parts. Nothing for a path elsewhere, or
/// one that leads out again.
fn below(folder: &str, path: &[u8]) -> Option<Vec<u8>> {
    let separators: &[u8] = if cfg!(windows) { b"/\\" } else { b"/" };
    let is_separator = |byte: &u8| separators.contains(byte);
    let folder = folder.as_bytes();
    let folder = match folder.last().is_some_and(is_separator) {
        true => &folder[..folder.len() - 1],
        false => folder,
    };
    let rest = path.strip_prefix(folder)?;
    let (first, rest) = rest.split_first()?;
    let parts: Vec<&[u8]> = rest.split(is_separator).collect();
    let stays = |part: &&[u8]| !matches!(*part, b"" | b"." | b"..");
    let inside = is_separator(first) && parts.iter().all(stays);
    inside.then(|| parts.join(b"/".as_slice()))
}

/// The files of an event, which may be one or a group.
///
/// # Errors
/// Why there is none to be sent, in words.
pub fn files_of(event: &Event, automation: &Automation) -> Result<Vec<SentFile>, String> {
    let Trigger::File(trigger) = &automation.settings.trigger else {
        return Err("Only an automation that watches a folder has files to send.".to_owned());
    };
    if event.kind == EventKind::FileDeleted {
        return Err("The file was deleted, so there is nothing to send.".to_owned());
    }
    let one = [Value::Object(event.data.clone())];
    let files = match event.data.get("files") {
        Some(Value::Array(files)) => files.as_slice(),
        _ => &one,
    };
    files
        .iter()
        .map(|file| match file {
            Value::Object(data) => SentFile::of(data, &trigger.folder),
            _ => Err("The event doesn't tell of a file that could be sent.".to_owned()),
        })
        .collect()
}

/// Refuses files that are larger than what an automation sends.
///
/// # Errors
/// What is too large, in words.
pub fn check_size(files: &[SentFile], most_mb: u32) -> Result<(), String> {
    let size: u64 = files.iter().map(|file| file.size).sum();
    if size <= u64::from(most_mb) * 1_000_000 {
        return Ok(());
    }
    let what = match files {
        [file] => format!("{} has", file.name()),
        _ => format!("The {} files have", files.len()),
    };
    let mb = size.div_ceil(1_000_000);
    Err(format!(
        "{what} {mb} MB; at most {most_mb} MB are sent. Raise the limit under Body, or send only \
         the details."
    ))
}

/// The line between the parts of a form about that event. Its id was drawn after the files were
/// seen: none can have it.
pub fn boundary(event: EventId) -> String {
    format!("hookloom-{}", event.uuid().simple())
}

impl Upload {
    /// The files, in the order in which they are sent.
    pub fn files(&self) -> Vec<&SentFile> {
        let pieces = self.pieces().into_iter();
        pieces
            .filter_map(|piece| match piece {
                Piece::File(file) => Some(file),
                Piece::Text(_) => None,
            })
            .collect()
    }

    /// How many bytes the content has.
    pub fn length(&self) -> u64 {
        let length = |piece: &Piece<'_>| match piece {
            Piece::Text(text) => text.len() as u64,
            Piece::File(file) => file.size,
        };
        self.pieces().iter().map(length).sum()
    }

    /// The content, piece by piece.
    pub fn pieces(&self) -> Vec<Piece<'_>> {
        let (boundary, parts) = match self {
            Self::File { file } => return vec![Piece::File(file)],
            Self::Multipart { boundary, parts } => (boundary, parts),
        };
        let mut pieces = Vec::new();
        for part in parts {
            let head = format!("--{boundary}\r\n{}\r\n\r\n", part.head());
            pieces.push(Piece::Text(head.into()));
            pieces.push(match part {
                UploadPart::Field { value, .. } => Piece::Text(value.into()),
                UploadPart::File { file, .. } => Piece::File(file),
            });
            pieces.push(Piece::Text("\r\n".into()));
        }
        pieces.push(Piece::Text(format!("--{boundary}--\r\n").into()));
        pieces
    }

    /// The same with every text of a field replaced, by its name and what it was.
    ///
    /// # Errors
    /// The first that `replace` has.
    pub fn with_fields<E>(
        &self,
        replace: impl Fn(&str, &str) -> Result<String, E>,
    ) -> Result<Self, E> {
        let (boundary, parts) = match self {
            Self::File { .. } => return Ok(self.clone()),
            Self::Multipart { boundary, parts } => (boundary.clone(), parts),
        };
        let parts = parts.iter().map(|part| match part {
            UploadPart::Field { name, value } => Ok(UploadPart::Field {
                name: name.clone(),
                value: replace(name, value)?,
            }),
            file @ UploadPart::File { .. } => Ok(file.clone()),
        });
        let parts = parts.collect::<Result<_, E>>()?;
        Ok(Self::Multipart { boundary, parts })
    }

    /// The texts of the fields.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        let parts = match self {
            Self::File { .. } => [].as_slice(),
            Self::Multipart { parts, .. } => parts,
        };
        parts.iter().filter_map(|part| match part {
            UploadPart::Field { value, .. } => Some(value.as_str()),
            UploadPart::File { .. } => None,
        })
    }
}

impl UploadPart {
    fn head(&self) -> String {
        match self {
            Self::Field { name, .. } => {
                format!("Content-Disposition: form-data; name=\"{}\"", quoted(name))
            }
            Self::File {
                name,
                content_type,
                file,
            } => format!(
                "Content-Disposition: form-data; name=\"{}\"; filename=\"{}\"\r\nContent-Type: \
                 {content_type}",
                quoted(name),
                quoted(file.name())
            ),
        }
    }
}

/// A name as browsers write it into a part's head, where it can't end the line or the quotes.
fn quoted(name: &str) -> String {
    let name = name.replace('"', "%22");
    name.replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests;
