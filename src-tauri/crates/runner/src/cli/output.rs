//! Standard output: text for people, JSON for scripts.

use std::io::{self, Write};

use serde::Serialize;

use super::{Failure, plain};

/// Where a command prints what it gives.
#[derive(Clone, Copy)]
pub struct Output {
    json: bool,
}

impl Output {
    /// Prints JSON, or text.
    pub fn new(json: bool) -> Self {
        Self { json }
    }

    /// Prints a value: as JSON, or as the text made of it.
    ///
    /// # Errors
    /// When the output can't be written.
    pub fn show<T: Serialize>(
        self,
        value: &T,
        text: impl FnOnce(&T) -> String,
    ) -> Result<(), Failure> {
        if !self.json {
            return self.text(&text(value));
        }
        let json = serde_json::to_string_pretty(value).map_err(io::Error::from)?;
        self.text(&(plain::json(&json) + "\n"))
    }

    /// Prints one of many values on a line of its own.
    ///
    /// # Errors
    /// When the output can't be written.
    pub fn line<T: Serialize>(
        self,
        value: &T,
        text: impl FnOnce(&T) -> String,
    ) -> Result<(), Failure> {
        let line = if self.json {
            plain::json(&serde_json::to_string(value).map_err(io::Error::from)?)
        } else {
            text(value)
        };
        self.text(&(line + "\n"))
    }

    /// Prints a line for people, and nothing where JSON is wanted.
    ///
    /// # Errors
    /// When the output can't be written.
    pub fn note(self, line: &str) -> Result<(), Failure> {
        if self.json {
            return Ok(());
        }
        self.text(&format!("{line}\n"))
    }

    /// Prints text as it stands.
    ///
    /// # Errors
    /// When the output can't be written.
    pub fn text(self, text: &str) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        Ok(out.flush()?)
    }
}
