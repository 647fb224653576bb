//! The engine: triggers, store and delivery. Everything with a clock, a disk or a network is here.

pub mod delivery;
pub mod secrets;
pub mod store;
