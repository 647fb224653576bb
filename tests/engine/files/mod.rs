//! File triggers with the programs that people really use.
#![cfg(unix)]

mod automations;
mod folders;
pub mod harness;
mod programs;
mod storms;
