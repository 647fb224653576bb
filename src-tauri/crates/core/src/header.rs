//! Headers of a request, and what may stand in them.

use http::HeaderName;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::problem::Problems;

/// The most headers that a person may add to a request.
const MOST: usize = 50;
/// The longest value, in bytes.
const LONGEST_VALUE: usize = 4096;

/// Headers that the connection or the signature needs and that are set by the app.
const RESERVED: &[&str] = &[
    "connection",
    "content-length",
    "expect",
    "hookloom-hops",
    "host",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];
/// Headers whose values open doors.
const CREDENTIALS: &[&str] = &[
    "authorization",
    "cookie",
    "proxy-authorization",
    "set-cookie",
    "x-api-key",
    "x-auth-token",
];
/// Begins every header that the signature consists of.
const WEBHOOK: &str = "webhook-";

/// One header of a request. In a send the value is a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HeaderField {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// Notes what is wrong with a list of headers, under `headers`.
pub fn check(headers: &[HeaderField], problems: &mut Problems) {
    if headers.len() > MOST {
        problems.add(
            "headers",
            format!("Use at most {MOST} headers; there are {}.", headers.len()),
        );
    }
    problems.each("headers", headers, |header, problems| {
        if let Err(message) = check_name(&header.name) {
            problems.add("name", message);
        }
        if let Err(message) = check_value(&header.value) {
            problems.add("value", message);
        }
    });
}

/// Checks a header's name.
///
/// # Errors
/// What is wrong, in words.
pub fn check_name(name: &str) -> Result<(), String> {
    let lower = name.to_ascii_lowercase();
    if name.is_empty() {
        return Err("Give this header a name.".to_owned());
    }
    if name.contains(char::is_whitespace) {
        return Err("Header names can't contain spaces.".to_owned());
    }
    if RESERVED.contains(&lower.as_str()) || lower.starts_with(WEBHOOK) {
        return Err(format!("{name} is set for you."));
    }
    if HeaderName::from_bytes(name.as_bytes()).is_err() {
        return Err(format!(
            "‘{name}’ isn't a header name: use letters, numbers and dashes."
        ));
    }
    Ok(())
}

/// Checks a header's value as it is sent, or the template of one.
///
/// # Errors
/// What is wrong, in words.
pub fn check_value(value: &str) -> Result<(), String> {
    if value.len() > LONGEST_VALUE {
        return Err(format!(
            "Use at most {LONGEST_VALUE} bytes; this value has {}.",
            value.len()
        ));
    }
    if value.chars().any(|c| c.is_control() && c != '\t') {
        return Err(
            "Header values can't contain line breaks or other control characters.".to_owned(),
        );
    }
    Ok(())
}

/// A header's value as the log may show it: a credential is masked.
pub fn shown(name: &str, value: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let masked = CREDENTIALS.contains(&lower.as_str()) || lower.contains("signature");
    if masked {
        "••••".to_owned()
    } else {
        value.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_would_break_the_request_is_refused() {
        for (name, word) in [
            ("", "Give this header a name"),
            ("X Order", "spaces"),
            ("X-Order\r\nHost: evil.example", "spaces"),
            ("Content-Length", "set for you"),
            ("HOST", "set for you"),
            ("Webhook-Id", "set for you"),
            ("X:Order", "isn't a header name"),
        ] {
            let message = check_name(name).unwrap_err();
            assert!(message.contains(word), "{name}: {message}");
        }
        assert_eq!(check_name("X-Order"), Ok(()));
    }

    #[test]
    fn a_value_that_would_add_a_header_is_refused() {
        for value in ["a\r\nb: c", "a\nb", "a\rb", "a\0b", "a\u{7f}b", "a\u{85}b"] {
            assert!(check_value(value).is_err(), "{value:?}");
        }
        assert!(check_value(&"a".repeat(LONGEST_VALUE + 1)).is_err());
        assert_eq!(check_value("plain, with ünicode"), Ok(()));
    }

    #[test]
    fn credentials_are_masked_in_any_letter_case() {
        assert_eq!(shown("Set-Cookie", "session=1"), "••••");
        assert_eq!(shown("X-Hub-Signature-256", "sha256=…"), "••••");
        assert_eq!(shown("content-type", "text/plain"), "text/plain");
    }
}
