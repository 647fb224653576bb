//! What a client hears when a command was not carried out.

use hookloom_core::problem::Problem;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;

/// A refusal, in words for a person; the code is there for what a client acts on.
#[derive(Clone, Debug, Error, PartialEq, Eq, Serialize, Deserialize, TS)]
#[error("{message}")]
pub struct ApiError {
    /// What a client may act on.
    pub code: ErrorCode,
    /// What happened and what to do.
    pub message: String,
    /// With [`ErrorCode::Invalid`]: each setting that is wrong.
    #[serde(default)]
    pub problems: Vec<Problem>,
}

/// The kinds of refusal that clients treat differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// Settings are wrong; `problems` says which, so a form can show them at their fields.
    Invalid,
    /// What the id names is not there (any more), so a client lets go of it.
    NotFound,
    /// It can't be done in the present state; asking again later may help.
    Refused,
    /// Client and runner speak different versions; one of them must be updated.
    Version,
    /// The runner itself failed; nothing was changed.
    Failed,
}

impl ApiError {
    /// A refusal with words alone.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            problems: Vec::new(),
        }
    }

    /// Settings with problems.
    pub fn invalid(problems: Vec<Problem>) -> Self {
        let message = match problems.as_slice() {
            [one] => one.to_string(),
            many => format!("{} settings need to be put right.", many.len()),
        };
        Self {
            code: ErrorCode::Invalid,
            message,
            problems,
        }
    }

    /// Something that is not there.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::NotFound, message)
    }
}
