//! File triggers with the programs that people really use.
#![cfg(unix)]

mod automations;
mod folders;
pub mod harness;
#[cfg(target_os = "linux")]
mod large_tree;
mod programs;
mod storms;
