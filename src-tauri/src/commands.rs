//! What the pages can ask of the window: `call` hands a command to the runner, `changes` takes
//! the channel on which everything comes that was not asked for, `close` closes the window.

use std::sync::Arc;

use hookloom_api::client::CallError;
use hookloom_api::error::ErrorCode;
use hookloom_api::{ApiError, Command};
use serde::Serialize;
use serde_json::Value;
use tauri::ipc::Channel;
use tauri::{State, WebviewWindow};

use crate::line::Line;
use crate::news::News;
use crate::runner::How;

/// Why a call brought no answer.
#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Refusal {
    /// The runner, or this window, refused the command.
    Refused(ApiError),
    /// No runner heard the command, or none answered it.
    Unreachable {
        /// Always `unreachable`, which is none of an [`ApiError`]'s codes.
        code: &'static str,
        /// What happened and what to do.
        message: &'static str,
    },
}

/// Has the runner carry a command out, and gives its answer.
#[tauri::command]
pub async fn call(command: Value, line: State<'_, Arc<Line>>) -> Result<Value, Refusal> {
    let command = understood(command).map_err(Refusal::Refused)?;
    let client = line.client().await.ok_or(unreachable(
        "Nothing was done, because Hookloom's runner is not there.",
    ))?;
    client.forward(command).await.map_err(|error| match error {
        CallError::Refused(error) => Refusal::Refused(error),
        CallError::Gone => {
            unreachable("The runner went away before it answered. Look whether it was done.")
        }
    })
}

/// From now on sends everything to this channel, beginning with how the connection stands. Where
/// there is no connection, tries anew to start or reach a runner; `how` says how one is started.
#[tauri::command]
pub fn changes(channel: Channel<News>, how: How, line: State<'_, Arc<Line>>) {
    line.start_next(how);
    line.tell_to(Box::new(move |news| {
        // A page that is being reloaded brings a new channel in a moment.
        let _ = channel.send(news);
    }));
}

/// Closes the window for good, after its page has decided what becomes of the runner.
#[tauri::command]
pub fn close(window: WebviewWindow) -> Result<(), Refusal> {
    window.destroy().map_err(|error| {
        let message = format!("The window can't be closed: {error}.");
        Refusal::Refused(ApiError::new(ErrorCode::Failed, message))
    })
}

fn unreachable(message: &'static str) -> Refusal {
    Refusal::Unreachable {
        code: "unreachable",
        message,
    }
}

fn understood(command: Value) -> Result<Command, ApiError> {
    let refuse = |message| Err(ApiError::new(ErrorCode::Invalid, message));
    match serde_json::from_value(command) {
        Ok(Command::Hello(_) | Command::Subscribe(_)) => {
            refuse("The window itself greets the runner and subscribes.".to_owned())
        }
        Ok(command) => Ok(command),
        Err(error) => refuse(format!("This is no command: {error}.")),
    }
}

#[cfg(test)]
mod tests {
    use hookloom_api::error::ErrorCode;
    use serde_json::json;

    use super::{understood, unreachable};

    #[test]
    fn a_command_is_passed_on() {
        assert!(understood(json!({ "type": "status" })).is_ok());
    }

    #[test]
    fn anything_else_is_refused() {
        let others = [json!(null), json!({ "type": "format_disk" }), json!({})];
        for other in others {
            assert_eq!(understood(other).unwrap_err().code, ErrorCode::Invalid);
        }
    }

    #[test]
    fn a_page_can_tell_that_no_runner_heard_it() {
        let told = json!(unreachable("Words."));
        assert_eq!(told, json!({ "code": "unreachable", "message": "Words." }));
    }

    #[test]
    fn a_page_can_not_subscribe_past_the_window() {
        assert!(understood(json!({ "type": "subscribe" })).is_err());
    }
}
