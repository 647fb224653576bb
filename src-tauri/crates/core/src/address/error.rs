//! What can be wrong with an address, in words.

use super::{MAX_BYTES, Refusal};

/// The most characters of a wrong value that a message repeats.
const MAX_SHOWN: usize = 120;

/// Why an address can't be used, and the mend.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It starts with neither `https://` nor `http://`.
    #[error("Enter a full address starting with https:// or http://. You wrote ‘{0}’.")]
    NotFull(String),
    /// Nothing stands between `://` and the path.
    #[error("‘{0}’ has no host. Write the address out, such as https://example.com/hooks.")]
    NoHost(String),
    /// The host is none that can exist.
    #[error("‘{0}’ has a host that isn't valid. Check the part after the two slashes.")]
    Host(String),
    /// The port is no number, zero or too large.
    #[error("The port in ‘{0}’ isn't valid. It must be 1 to 65535.")]
    Port(String),
    /// Scheme, user name, host or port hold braces.
    #[error(
        "The host can't be a template: ‘{0}’. Type the host out; templates can fill in the path."
    )]
    HostIsTemplate(String),
    /// The path or query holds braces: a template or a placeholder, never filled in here.
    #[error(
        "A destination's address isn't filled in: ‘{0}’. Move the template to the path of the send."
    )]
    PathIsTemplate(String),
    /// A user name or password; not repeated here.
    #[error(
        "An address can't hold a user name or password. Leave out what stands before the @; \
         a header can carry it."
    )]
    Credentials,
    /// A `#` and what follows, which is never sent.
    #[error("What follows # is never sent. Leave it out of ‘{0}’, or write # as %23.")]
    Fragment(String),
    /// A character that parsers read differently or drop.
    #[error("An address can't contain {0}. Leave it out, or write it as {1}.")]
    Unwanted(&'static str, String),
    /// What is appended starts with neither `/` nor `?`.
    #[error("A path starts with / and a query with ?. You wrote ‘{0}’.")]
    NotAPath(String),
    /// A step `.` or `..` in what is appended.
    #[error("‘{0}’ can't be a step of a path: ‘{1}’ would lead elsewhere. Leave it out.")]
    Dots(String, String),
    /// More bytes than [`MAX_BYTES`].
    #[error("An address has at most {MAX_BYTES} bytes; this one has {0}. Shorten it.")]
    TooLong(usize),
    /// It names a place to which nothing is ever sent.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl AddressError {
    pub(super) fn not_full(typed: &str) -> Self {
        Self::NotFull(shown(typed))
    }

    pub(super) fn no_host(typed: &str) -> Self {
        Self::NoHost(shown(typed))
    }

    pub(super) fn port(typed: &str) -> Self {
        Self::Port(shown(typed))
    }

    pub(super) fn host_is_template(head: &str) -> Self {
        Self::HostIsTemplate(shown(head))
    }

    pub(super) fn path_is_template(typed: &str) -> Self {
        Self::PathIsTemplate(shown(typed))
    }

    pub(super) fn fragment(typed: &str) -> Self {
        Self::Fragment(shown(typed))
    }

    pub(super) fn not_a_path(rendered: &str) -> Self {
        Self::NotAPath(shown(rendered))
    }

    pub(super) fn dots(step: &str, rendered: &str) -> Self {
        Self::Dots(step.to_owned(), shown(rendered))
    }

    pub(super) fn unwanted(character: char) -> Self {
        let name = match character {
            '\\' => "a backslash",
            '\r' | '\n' => "a line break",
            '\t' => "a tab",
            c if c.is_whitespace() => "a space",
            _ => "a control character",
        };
        let mut bytes = [0; 4];
        let bytes = character.encode_utf8(&mut bytes).bytes();
        Self::Unwanted(name, bytes.map(|byte| format!("%{byte:02X}")).collect())
    }

    /// The words for what the URL parser refused.
    pub(super) fn unreadable(error: url::ParseError, typed: &str) -> Self {
        match error {
            url::ParseError::EmptyHost => Self::no_host(typed),
            url::ParseError::InvalidPort => Self::port(typed),
            _ => Self::Host(shown(typed)),
        }
    }
}

/// The start of a value, on one line.
fn shown(value: &str) -> String {
    let mut start: String = value.chars().take(MAX_SHOWN).collect();
    if start.len() < value.len() {
        start.push('…');
    }
    start.replace(char::is_control, "�")
}
