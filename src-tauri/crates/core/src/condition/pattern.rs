//! Patterns: regular expressions that a person writes, bounded in size.

use regex::{Regex, RegexBuilder};

/// The most bytes of a pattern.
const MAX_BYTES: usize = 1000;
/// The most bytes of memory that a pattern may take.
const MAX_MEMORY: usize = 1024 * 1024;

/// Reads a pattern; the error names it and says what is wrong.
pub(super) fn parse(pattern: &str) -> Result<Regex, String> {
    if pattern.len() > MAX_BYTES {
        return Err(format!(
            "This pattern has {} bytes; at most {MAX_BYTES} are possible.",
            pattern.len()
        ));
    }
    RegexBuilder::new(pattern)
        .size_limit(MAX_MEMORY)
        .dfa_size_limit(MAX_MEMORY)
        .build()
        .map_err(|error| format!("‘{pattern}’ isn't a valid pattern: {}.", words(&error)))
}

fn words(error: &regex::Error) -> String {
    let text = error.to_string();
    let reason = text.rsplit("error: ").next().unwrap_or_default().trim();
    match reason {
        _ if matches!(error, regex::Error::CompiledTooBig(_)) => "it takes too much memory",
        "unclosed group" => ") is missing",
        "unopened group" => "( is missing",
        "unclosed character class" => "] is missing",
        "unclosed counted repetition" => "} is missing",
        "repetition operator missing expression" => "nothing stands before *, +, ? or {",
        "incomplete escape sequence, reached end of pattern prematurely" => {
            "nothing stands after \\"
        }
        other => other,
    }
    .to_owned()
}
