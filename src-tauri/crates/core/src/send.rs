//! One destination of an automation, with the request that it gets.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{header::HeaderField, id::DestinationId, method::Method, retry::Retry};

/// Where an automation sends to, what, and how stubbornly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Send {
    /// The destination; its address is the base of the request's.
    pub destination: DestinationId,
    /// The request's method.
    #[serde(default)]
    pub method: Method,
    /// Template of what is appended to the destination's address: a path, a query or both.
    /// It can never change scheme, host or port.
    #[serde(default)]
    pub path: String,
    /// Headers beside the destination's own; the values are templates.
    #[serde(default)]
    pub headers: Vec<HeaderField>,
    /// The request's content.
    #[serde(default)]
    pub body: Body,
    /// When to try again.
    #[serde(default)]
    pub retry: Retry,
    /// How long one attempt may take in all, in seconds (1 to 120).
    #[serde(default = "default_timeout")]
    pub timeout_seconds: u32,
}

fn default_timeout() -> u32 {
    15
}

/// The content of a request. All text in it is a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Body {
    /// `{"type", "timestamp", "data"}` as Standard Webhooks has it.
    Standard {},
    /// One's own JSON.
    Json {
        /// A template that gives JSON once it is filled in.
        template: String,
    },
    /// Fields as an HTML form sends them (`application/x-www-form-urlencoded`).
    Form {
        /// The fields in the order in which they are sent.
        fields: Vec<FormField>,
    },
    /// Plain text.
    Text {
        /// A template of the text.
        template: String,
    },
    /// No content at all.
    None {},
}

impl Default for Body {
    fn default() -> Self {
        Self::Standard {}
    }
}

/// One field of a form body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FormField {
    /// The field's name, sent as it is.
    pub name: String,
    /// A template of its value.
    pub value: String,
}
