//! The lines that go over the socket.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{change::Change, command::Command, error::ApiError};

/// The version of this contract. Raised whenever an older side would misunderstand a newer one.
pub const PROTOCOL: u32 = 1;

/// The longest line either side accepts, in bytes: a delivery with its largest body and all its
/// attempts fits well.
pub const LONGEST_LINE: usize = 16 * 1024 * 1024;

/// A line from a client.
#[derive(Debug, Serialize, Deserialize)]
pub struct Request {
    /// Comes back with the answer.
    pub id: u64,
    /// What to do.
    pub command: Command,
}

/// A line from the runner.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Response {
    /// The command was carried out.
    Ok {
        /// The request's number.
        id: u64,
        /// What it gave.
        ok: Value,
    },
    /// The command was refused.
    Error {
        /// The request's number.
        id: u64,
        /// Why.
        error: ApiError,
    },
    /// Something changed.
    Change {
        /// What.
        change: Change,
    },
}
