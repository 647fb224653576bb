//! Why a command was not done, and the exit code that says so to scripts.

use std::{io, process::ExitCode};

use hookloom_api::{
    client::{CallError, ConnectError},
    core::problem::Problem,
    error::ErrorCode,
};

use hookloom_engine::StartError;

use super::plain;

/// Why a command was not done. `--help` lists the exit codes.
#[derive(Debug)]
pub enum Failure {
    /// It went wrong.
    Failed(String),
    /// No runner is running.
    NoRunner(String),
    /// What was named is not there.
    NotFound(String),
    /// Input is wrong: one line for each thing. Nothing was written.
    Invalid(Vec<String>),
    /// Nobody reads the output any more, as with `hookloom log | head`.
    OutputClosed,
}

impl Failure {
    /// Says on standard error what happened, and gives the exit code.
    pub fn report(self) -> ExitCode {
        let (code, lines) = match self {
            Self::OutputClosed => (0, Vec::new()),
            Self::Failed(message) => (1, vec![message]),
            Self::NoRunner(message) => (3, vec![message]),
            Self::NotFound(message) => (4, vec![message]),
            Self::Invalid(mut lines) => {
                lines.push("Nothing was written.".to_owned());
                (5, lines)
            }
        };
        for line in lines {
            eprintln!("{}", plain::line(&line));
        }
        ExitCode::from(code)
    }

    /// Why no runner could be started.
    pub fn of_start(error: anyhow::Error) -> Self {
        let message = format!("{error:#}");
        match error.downcast_ref::<StartError>() {
            Some(StartError::Database(why)) if why.is_damage() => Self::NoRunner(message),
            _ => Self::Failed(message),
        }
    }

    /// Settings with problems.
    pub fn problems(problems: Vec<Problem>) -> Self {
        Self::Invalid(problems.iter().map(ToString::to_string).collect())
    }
}

impl From<ConnectError> for Failure {
    fn from(error: ConnectError) -> Self {
        match error {
            ConnectError::NoRunner => Self::NoRunner(error.to_string()),
            _ => Self::Failed(error.to_string()),
        }
    }
}

impl From<CallError> for Failure {
    fn from(error: CallError) -> Self {
        let refusal = match error {
            CallError::Gone => return Self::Failed(error.to_string()),
            CallError::Refused(refusal) => refusal,
        };
        match refusal.code {
            ErrorCode::NotFound => Self::NotFound(refusal.message),
            ErrorCode::Invalid if refusal.problems.is_empty() => {
                Self::Invalid(vec![refusal.message])
            }
            ErrorCode::Invalid => Self::problems(refusal.problems),
            _ => Self::Failed(refusal.message),
        }
    }
}

/// Of writing the output; reading a file has words of its own.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::OutputClosed,
            _ => Self::Failed(format!("The output can't be written: {error}.")),
        }
    }
}
