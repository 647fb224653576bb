//! Why the engine did not do what it was asked.

use hookloom_core::problem::Problem;
use thiserror::Error;

use crate::{secrets::SecretError, store::StoreError};

/// Why a command was not carried out. Nothing was changed.
#[derive(Debug, Error)]
pub enum EngineError {
    /// Settings are wrong.
    #[error("{}", sentences(.0))]
    Invalid(Vec<Problem>),
    /// What an id names is not there.
    #[error("{0}")]
    NotFound(String),
    /// It can't be done in the present state.
    #[error("{0}")]
    Refused(String),
    /// The database could not be read or written.
    #[error("the database: {0}")]
    Store(#[from] StoreError),
    /// A secret could not be read or kept.
    #[error("the secret store: {0}")]
    Secret(#[from] SecretError),
}

fn sentences(problems: &[Problem]) -> String {
    problems
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

impl EngineError {
    pub(crate) fn no_automation(id: impl std::fmt::Display) -> Self {
        Self::NotFound(format!(
            "There is no automation {id}. It may have been deleted."
        ))
    }

    pub(crate) fn no_destination(id: impl std::fmt::Display) -> Self {
        Self::NotFound(format!(
            "There is no destination {id}. It may have been deleted."
        ))
    }

    pub(crate) fn no_event(id: impl std::fmt::Display) -> Self {
        Self::NotFound(format!(
            "There is no event {id} any more. Choose another one."
        ))
    }

    pub(crate) fn no_delivery(id: impl std::fmt::Display) -> Self {
        Self::NotFound(format!("There is no delivery {id} in the log."))
    }
}
