//! The engine: triggers, store and delivery. Everything with a clock, a disk or a network is here.

pub mod call;
pub mod catalog;
pub mod change;
mod cleaner;
pub mod clock;
pub mod delivery;
mod engine;
pub mod error;
mod holds;
mod home;
pub mod inbox;
mod indexer;
pub mod intake;
pub mod listener;
mod listening;
mod notices;
mod paces;
mod regular_file;
mod repeats;
mod reserve;
pub mod reset;
mod room;
pub mod saved_file;
pub mod secrets;
pub mod settings;
pub mod store;
mod supervise;
pub mod triggers;

pub use engine::{Care, Engine, EngineOptions, GivenSecrets, Port, StartError, TEST_INBOX};
pub use error::EngineError;
