//! A signature in a header of one's own.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    ID_HEADER, Message, TIMESTAMP_HEADER,
    code::{self, Encoding},
    content::Content,
    verify::{Received, VerifyError, verdict},
};
use crate::{header, problem::Problems, secret::Secret};

/// HMAC-SHA256 in a header whose name and form a person chose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OwnHeader {
    /// The header's name.
    pub header: String,
    /// Stands before the code, such as `sha256=`.
    #[serde(default)]
    pub prefix: String,
    /// How the code is written.
    #[serde(default)]
    pub encoding: Encoding,
    /// What is signed: a template of `{{ id }}`, `{{ timestamp }}` and `{{ body }}`. Id and
    /// timestamp are sent as `webhook-id` and `webhook-timestamp`.
    #[serde(default = "body_alone")]
    pub content: String,
}

fn body_alone() -> String {
    "{{ body }}".to_owned()
}

impl OwnHeader {
    /// Whether the signature covers the id, so that nobody else can give it another.
    pub(crate) fn signs_id(&self) -> bool {
        let content = self.content.parse::<Content>();
        content.is_ok_and(|content| content.has_id())
    }

    /// Whether the signature covers the time.
    pub(crate) fn signs_timestamp(&self) -> bool {
        let content = self.content.parse::<Content>();
        content.is_ok_and(|content| content.has_timestamp())
    }

    pub(super) fn check(&self, problems: &mut Problems) {
        if let Err(message) = header::check_name(&self.header) {
            problems.add("header", message);
        }
        if let Err(message) = header::check_value(&self.prefix) {
            problems.add("prefix", message);
        }
        problems.take("content", self.content.parse::<Content>());
    }

    /// Signs a body that stands in the template more than once. Settings were checked when they were
    /// saved; what is no template by now signs nothing.
    pub(super) fn sign(&self, key: &Secret, message: Message<'_>) -> Vec<(String, String)> {
        let Ok(content) = self.content.parse::<Content>() else {
            return Vec::new();
        };
        let timestamp = message.timestamp.to_string();
        let mac = code::mac(key, content.pieces(message.id, &timestamp, message.body));
        let value = format!("{}{}", self.prefix, code::written(mac, self.encoding));
        vec![(self.header.to_ascii_lowercase(), value)]
    }

    pub(super) fn verify(&self, received: Received<'_>) -> Result<(), VerifyError> {
        let malformed = || VerifyError::MalformedHeader(self.header.to_ascii_lowercase());
        let value = received.only(&self.header.to_ascii_lowercase())?;
        let content: Content = self.content.parse().map_err(|_| malformed())?;
        let sent = value.strip_prefix(self.prefix.as_str());
        let sent = sent.and_then(|sent| code::read(sent, self.encoding));
        let sent = [sent.ok_or_else(malformed)?];
        let id = match content.has_id() {
            true => received.only(ID_HEADER)?,
            false => "",
        };
        let timestamp = match content.has_timestamp() {
            true => received.only(TIMESTAMP_HEADER)?,
            false => "",
        };
        if content.has_timestamp() {
            received.check_age(TIMESTAMP_HEADER, timestamp)?;
        }
        let mac = |key: &Secret| code::mac(key, content.pieces(id, timestamp, received.body));
        verdict(code::belongs(&sent, received.keys, mac))
    }
}
