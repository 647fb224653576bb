//! File triggers with the programs that people really use.

mod automations;
mod folders;
mod harness;
mod programs;
mod storms;
