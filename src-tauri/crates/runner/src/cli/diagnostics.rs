//! `hookloom diagnostics`: what somebody who helps needs to know.

use hookloom_api::command::GetDiagnostics;

use super::{Failure, Session};

/// Prints it, or all of it as JSON.
pub async fn run(session: &Session) -> Result<(), Failure> {
    let diagnostics = session.client.call(GetDiagnostics {}).await?;
    session
        .output
        .show(&diagnostics, |it| format!("{}\n", it.text))
}
