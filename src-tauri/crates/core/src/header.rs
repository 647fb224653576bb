//! Headers of a request, and what may stand in them.

use http::HeaderName;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    masking::{self, MASK},
    problem::Problems,
};

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
    "x-csrf-token",
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

/// Whether the value of a header of that name opens doors: it is left out of what is shared.
pub fn opens_doors(name: &str) -> bool {
    let telling = ["token", "secret", "password", "api-key", "apikey"];
    is_one_of(name, CREDENTIALS) || telling.iter().any(|word| has(name, word))
}

/// A header's value as the log may show it: a credential is masked, also one in an address.
pub fn shown(name: &str, value: &str) -> String {
    if is_credential(name) {
        MASK.to_owned()
    } else if is_one_of(name, &["location", "referer"]) {
        masking::address(value)
    } else {
        value.to_owned()
    }
}

/// Whether what stands in such a header opens doors.
pub fn is_credential(name: &str) -> bool {
    is_one_of(name, CREDENTIALS) || has(name, "signature")
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|one| one.eq_ignore_ascii_case(name))
}

fn has(name: &str, word: &str) -> bool {
    let mut parts = name.as_bytes().windows(word.len());
    parts.any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
}

/// A signature with its form but without its figures: `v1,••••••••••••••••`.
pub fn masked_signature(value: &str) -> String {
    const DOTS: &str = "••••••••••••••••";
    let figure = |c: char| c.is_ascii_alphanumeric() || "+/_-".contains(c);
    let mut masked = String::new();
    let mut rest = value;
    while let Some(start) = rest.find(figure) {
        let end = rest[start..]
            .find(|c| !figure(c))
            .map_or(rest.len(), |length| start + length);
        masked += &rest[..start];
        masked += if end - start > DOTS.chars().count() {
            DOTS
        } else {
            &rest[start..end]
        };
        let padding = rest[end..].find(|c| c != '=').unwrap_or(rest.len() - end);
        let hidden = end - start > DOTS.chars().count();
        rest = &rest[if hidden { end + padding } else { end }..];
    }
    masked + rest
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
        assert_eq!(
            shown("Location", "https://a.example/?token=1"),
            "https://a.example/?token=••••"
        );
    }

    #[test]
    fn a_masked_signature_keeps_its_form() {
        for (value, masked) in [
            (
                "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
                "v1,••••••••••••••••",
            ),
            (
                "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4= v1,Lc5oZfzN95Z9UVu1EsfQmfVNQhnk=",
                "v1,•••••••••••••••• v1,••••••••••••••••",
            ),
            (
                "sha256=0123456789abcdef0123456789abcdef",
                "sha256=••••••••••••••••",
            ),
            (
                "t=1492774577,v1=0123456789abcdef0123",
                "t=1492774577,v1=••••••••••••••••",
            ),
            ("", ""),
        ] {
            assert_eq!(masked_signature(value), masked);
        }
    }
}
