//! The house rules that no compiler checks: which part may name which.
//! `src-tauri/ARCHITECTURE.md` gives the reasons.
//!
//! Sources are read as text and manifests as lines, so the test needs nothing built and runs in
//! the quick loop. Every rule carries a line that breaks it, and must be seen to fail on it.

#![allow(clippy::unwrap_used)]

mod arrows;
mod files;
mod manifests;
mod paths;
mod window;

use std::fmt;

/// One place where a rule is broken.
#[derive(Debug, PartialEq, Eq)]
pub struct Breach {
    /// The rule, in words.
    pub rule: &'static str,
    /// File and line, from the workspace's root.
    pub place: String,
    /// What stands there.
    pub found: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, place, found } = self;
        write!(out, "{place}: `{found}` ({rule})")
    }
}

/// Fails with every breach, one on a line.
pub fn assert_none(breaches: &[Breach]) {
    let lines: Vec<String> = breaches.iter().map(Breach::to_string).collect();
    assert!(lines.is_empty(), "\n{}\n", lines.join("\n"));
}
