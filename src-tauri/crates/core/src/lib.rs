//! Hookloom's nouns and the decisions about them.
//!
//! This crate is pure: it reads no clock, draws no chance and does no input or output.
//! Time and chance are parameters, so every decision can be tested with a table.

pub mod moment;
pub mod problem;
