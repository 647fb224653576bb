//! The engine: triggers, store and delivery. Everything with a clock, a disk or a network is here.

pub mod catalog;
pub mod change;
pub mod clock;
pub mod delivery;
mod engine;
pub mod error;
mod holds;
pub mod inbox;
pub mod intake;
pub mod listener;
mod paces;
mod repeats;
pub mod secrets;
pub mod store;
mod supervise;
pub mod triggers;

pub use engine::{Engine, EngineOptions, GivenSecrets, Port, StartError, TEST_INBOX};
pub use error::EngineError;
