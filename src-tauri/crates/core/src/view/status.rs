//! How the runner is.

use super::Notice;
use crate::moment::Moment;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The runner's answer to `hello`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Welcome {
    /// The runner's version of the contract.
    pub protocol: u32,
    /// The runner's own version.
    pub version: String,
    /// The runner's process id.
    pub pid: u32,
}

/// How the runner is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RunnerStatus {
    /// Its version.
    pub version: String,
    /// Its process id.
    pub pid: u32,
    /// When it started.
    pub started_at: Moment,
    /// Where its database lies.
    pub data_folder: String,
    /// Sending, or paused.
    pub state: RunnerState,
    /// Set while this computer is offline and deliveries wait for that to end.
    pub offline: Option<Offline>,
    /// How many automations there are.
    pub automations: u32,
    /// How many of them are on.
    pub automations_on: u32,
    /// How many deliveries are due or wait for their next try.
    #[ts(type = "number")]
    pub waiting: u64,
    /// How many deliveries are held.
    #[ts(type = "number")]
    pub held: u64,
    /// How many deliveries were given up in the last 24 hours.
    #[ts(type = "number")]
    pub failed_24h: u64,
    /// Where inbound hooks are called.
    pub inbound: InboundStatus,
    /// Where secrets are kept.
    pub secrets: SecretsKept,
    /// What the app has to say about itself.
    pub notices: Vec<Notice>,
}

/// Since when and why nothing gets out of this computer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Offline {
    /// Since when.
    pub since: Moment,
    /// What stands in the way, in one sentence.
    pub why: String,
}

/// Sending, or paused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum RunnerState {
    /// Deliveries are sent when they are due.
    Running {},
    /// Deliveries are held.
    Paused {
        /// When it resumes by itself.
        until: Option<Moment>,
        /// Whether events are ignored meanwhile, instead of being recorded.
        #[serde(default)]
        ignore_events: bool,
    },
}

/// Where inbound hooks are called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum InboundStatus {
    /// At this address, such as `http://127.0.0.1:8787/in/`.
    Listening {
        /// The address that hook names are appended to.
        address: String,
        /// The same for other computers, while a hook lets them call.
        network: Option<String>,
    },
    /// Nowhere, because a person switched incoming calls off.
    Off {},
    /// Nowhere, because the port is not to be had.
    Unavailable {
        /// Why, and what to do.
        message: String,
        /// The port that was wanted.
        port: u16,
        /// The next port that is free.
        free: Option<u16>,
    },
}

/// Where secrets are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum SecretsKept {
    /// In the system's key store.
    KeyStore {},
    /// In an encrypted file, because the system has no key store that works.
    EncryptedFile {
        /// The file.
        path: String,
        /// What was wrong with the key store, in words.
        why: String,
    },
}
