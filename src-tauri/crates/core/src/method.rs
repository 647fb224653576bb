//! HTTP methods that can be sent and accepted.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The longest name of a method of one's own, in bytes.
const LONGEST: usize = 40;

/// An HTTP method. In JSON it is its name; a name that nobody knows is a method of one's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(from = "String", into = "String")]
#[ts(type = "string")]
pub enum Method {
    /// Reads; some services take their calls this way.
    Get,
    /// The usual method of a webhook.
    #[default]
    Post,
    /// Replaces.
    Put,
    /// Changes a part.
    Patch,
    /// Removes.
    Delete,
    /// Like GET, answered without content.
    Head,
    /// Asks what is possible.
    Options,
    /// What else a service listens to, such as `PURGE`.
    Own(String),
}

impl Method {
    /// The methods that have a name here.
    pub const USUAL: [Self; 7] = [
        Self::Get,
        Self::Post,
        Self::Put,
        Self::Patch,
        Self::Delete,
        Self::Head,
        Self::Options,
    ];

    /// The method as it stands on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
            Self::Own(name) => name,
        }
    }

    /// Checks a method that a person wrote: a token of RFC 9110 (section 5.6.2), and none that asks
    /// for something other than an answer.
    ///
    /// # Errors
    /// What is wrong, in words.
    pub fn check(&self) -> Result<(), String> {
        let Self::Own(name) = self else {
            return Ok(());
        };
        let capitals = name.to_ascii_uppercase();
        if name.is_empty() {
            return Err("Choose a method, usually POST.".to_owned());
        }
        if ["CONNECT", "TRACE"].contains(&capitals.as_str()) {
            let why = match capitals.as_str() {
                "CONNECT" => "it asks a proxy for a tunnel",
                _ => "it asks for the request itself back, with its secrets",
            };
            return Err(format!(
                "{capitals} can't be sent: {why}. Choose another method."
            ));
        }
        if Self::USUAL.iter().any(|usual| usual.as_str() == capitals) {
            return Err(format!(
                "Methods are written in capitals: {capitals}; ‘{name}’ would be another one."
            ));
        }
        if name.len() > LONGEST || !name.bytes().all(is_token) {
            return Err(format!(
                "‘{name}’ isn't a method: use at most {LONGEST} letters, digits and dashes, as in \
                 PURGE."
            ));
        }
        Ok(())
    }
}

impl From<String> for Method {
    fn from(name: String) -> Self {
        let usual = Self::USUAL.into_iter().find(|usual| usual.as_str() == name);
        usual.unwrap_or(Self::Own(name))
    }
}

impl From<Method> for String {
    fn from(method: Method) -> Self {
        match method {
            Method::Own(name) => name,
            usual => usual.as_str().to_owned(),
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_method_is_its_name_in_json_as_it_always_was() {
        for method in Method::USUAL {
            let json = serde_json::to_string(&method).unwrap();
            assert_eq!(json, format!("\"{method}\""));
            assert_eq!(serde_json::from_str::<Method>(&json).unwrap(), method);
        }
        let own: Method = serde_json::from_str("\"PURGE\"").unwrap();
        assert_eq!(own, Method::Own("PURGE".to_owned()));
        assert_eq!(serde_json::to_string(&own).unwrap(), "\"PURGE\"");
    }

    #[test]
    fn tokens_are_methods_and_what_would_do_harm_is_not() {
        for name in ["GET", "OPTIONS", "PURGE", "M-SEARCH", "query", "X!#$%"] {
            assert_eq!(Method::from(name.to_owned()).check(), Ok(()), "{name}");
        }
        for (name, word) in [
            ("", "Choose a method"),
            ("CONNECT", "tunnel"),
            ("connect", "tunnel"),
            ("TRACE", "the request itself"),
            ("post", "in capitals: POST"),
            ("MY METHOD", "isn't a method"),
            ("PÜRGE", "isn't a method"),
            ("A\r\nB", "isn't a method"),
            ("A/B", "isn't a method"),
        ] {
            let refusal = Method::from(name.to_owned()).check().unwrap_err();
            assert!(refusal.contains(word), "{name}: {refusal}");
        }
        assert!(Method::from("X".repeat(41)).check().is_err());
    }
}
