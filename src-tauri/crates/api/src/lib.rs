//! The contract between the runner and its clients (the window, the command line).
//!
//! One JSON document per line over a local socket: a client sends a [`Request`](wire::Request)
//! with a [`Command`] in it and gets a [`Response`](wire::Response) with the same number. After
//! `subscribe` the runner also sends [`Change`]s, unasked. The TypeScript types of the window are
//! generated from these types.

pub mod change;
pub mod changes;
pub mod client;
pub mod command;
pub mod data_folder;
pub mod endpoint;
pub mod error;
pub mod secret_text;
pub mod server;
pub mod typescript;
pub mod wire;

pub use hookloom_core as core;

pub use change::Change;
pub use client::Client;
pub use command::{Call, Command};
pub use error::ApiError;
