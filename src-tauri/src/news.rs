//! What the window tells its pages unasked.

use hookloom_api::Change;
use serde::Serialize;

/// One message to the pages. `ui/src/host` mirrors these types.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum News {
    /// How the connection to the runner stands now.
    Connection {
        /// The state.
        connection: Connection,
    },
    /// What changed in the runner, each change once.
    Changes {
        /// The changes, oldest first.
        changes: Vec<Change>,
    },
    /// A person wants to close the window: the page decides what becomes of the runner, and then
    /// closes it.
    Closing {},
}

/// How the connection to the runner stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Connection {
    /// A runner has been started or is being looked for.
    Connecting {},
    /// Commands get through.
    Connected {},
    /// The runner was there and went away; it is being looked for.
    Lost {},
    /// Window and runner speak different versions of the contract.
    Mismatch {
        /// Which side to update.
        message: String,
    },
    /// No runner could be started or reached.
    Failed {
        /// What happened and what to do.
        message: String,
        /// What the system or the runner itself said, for whoever has to find out why.
        details: String,
        /// The data folder.
        folder: String,
    },
}

impl Connection {
    /// How it stands while one more try is made.
    pub fn while_trying(&self) -> Self {
        match self {
            Self::Connected {} | Self::Lost {} => Self::Lost {},
            _ => Self::Connecting {},
        }
    }
}

/// Adds a change to those that wait, unless the same one waits already: a page reads again what
/// changed, and needs to do that once.
pub fn gather(waiting: &mut Vec<Change>, change: Change) {
    if !waiting.contains(&change) {
        waiting.push(change);
    }
}

#[cfg(test)]
mod tests {
    use hookloom_api::Change;
    use serde_json::json;

    use super::{Connection, News, gather};

    #[test]
    fn the_same_change_is_told_once() {
        let mut waiting = Vec::new();
        for change in [Change::Inbox {}, Change::Status {}, Change::Inbox {}] {
            gather(&mut waiting, change);
        }
        assert_eq!(waiting, [Change::Inbox {}, Change::Status {}]);
    }

    #[test]
    fn what_was_there_once_is_lost_and_not_just_starting() {
        let lost = Connection::Lost {};
        assert_eq!(Connection::Connected {}.while_trying(), lost);
        assert_eq!(lost.while_trying(), lost);
        let mismatch = Connection::Mismatch {
            message: "Words.".into(),
        };
        assert_eq!(mismatch.while_trying(), Connection::Connecting {});
    }

    #[test]
    fn news_look_as_the_pages_expect_them() {
        let connection = Connection::Lost {};
        assert_eq!(
            json!(News::Connection { connection }),
            json!({ "type": "connection", "connection": { "state": "lost" } })
        );
        let changes = vec![Change::Inbox {}];
        assert_eq!(
            json!(News::Changes { changes }),
            json!({ "type": "changes", "changes": [{ "type": "inbox" }] })
        );
        assert_eq!(json!(News::Closing {}), json!({ "type": "closing" }));
    }
}
