//! Templates.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is wrong with a template, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TemplateError {
    /// Line in the template, from 1.
    pub line: u32,
    /// Column in the line, from 1.
    pub column: u32,
    /// What is wrong and what to do.
    pub message: String,
}
