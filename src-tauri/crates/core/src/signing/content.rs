//! What a signature of one's own covers: the body, or a template of id, timestamp and body.

use std::str::FromStr;

use thiserror::Error;

/// What is signed, in its parts: `{{ timestamp }}.{{ body }}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Id,
    Timestamp,
    Body,
}

/// Why a text is no template of what is signed.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ContentError {
    /// A placeholder that means nothing.
    #[error(
        "‘{{{{ {0} }}}}’ isn't known here: use {{{{ id }}}}, {{{{ timestamp }}}} and {{{{ body }}}}."
    )]
    Unknown(String),
    /// A placeholder that does not end.
    #[error("A {{{{ has no }}}} that ends it.")]
    Open,
    /// The body is not signed, so anyone could change it.
    #[error("Put {{{{ body }}}} into it: what isn't signed, anyone could change.")]
    NoBody,
}

impl FromStr for Content {
    type Err = ContentError;

    fn from_str(text: &str) -> Result<Self, ContentError> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            let (name, after) = after.split_once("}}").ok_or(ContentError::Open)?;
            if !before.is_empty() {
                parts.push(Part::Text(before.to_owned()));
            }
            parts.push(match name.trim() {
                "id" => Part::Id,
                "timestamp" => Part::Timestamp,
                "body" => Part::Body,
                other => return Err(ContentError::Unknown(other.to_owned())),
            });
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        let signs_body = parts.contains(&Part::Body);
        signs_body
            .then_some(Self(parts))
            .ok_or(ContentError::NoBody)
    }
}

impl Content {
    /// The pieces of what is signed, in order.
    pub fn pieces<'a>(
        &'a self,
        id: &'a str,
        timestamp: &'a str,
        body: &'a [u8],
    ) -> impl Iterator<Item = &'a [u8]> {
        self.0.iter().map(move |part| match part {
            Part::Text(text) => text.as_bytes(),
            Part::Id => id.as_bytes(),
            Part::Timestamp => timestamp.as_bytes(),
            Part::Body => body,
        })
    }

    /// What is signed before and behind the body, if the body stands there once.
    pub(super) fn around_body(&self, id: &str, timestamp: &str) -> Option<(Vec<u8>, Vec<u8>)> {
        let at = self.0.iter().position(|part| *part == Part::Body)?;
        let signed = |parts: &[Part]| {
            let parts = Self(parts.to_vec());
            parts
                .pieces(id, timestamp, b"")
                .collect::<Vec<_>>()
                .concat()
        };
        let behind = &self.0[at + 1..];
        let once = !behind.contains(&Part::Body);
        once.then(|| (signed(&self.0[..at]), signed(behind)))
    }

    pub(super) fn has_id(&self) -> bool {
        self.0.contains(&Part::Id)
    }

    pub(super) fn has_timestamp(&self) -> bool {
        self.0.contains(&Part::Timestamp)
    }
}
