//! Hookloom's nouns and the decisions about them.
//!
//! This crate is pure: it reads no clock, draws no chance and does no input or output.
//! Time and chance are parameters, so every decision can be tested with a table.

pub mod address;
pub mod attempt;
pub mod authentication;
pub mod automation;
pub mod backtest;
pub mod clock_jump;
pub mod cloud_event;
pub mod condition;
pub mod curl;
pub mod delivery;
pub mod destination;
pub mod diagnostics;
pub mod event;
pub mod export;
pub mod fields;
pub mod file;
pub mod header;
pub mod hops;
pub mod id;
pub mod inbound;
pub mod inbox;
pub mod json_place;
pub mod limits;
pub mod masking;
pub mod method;
pub mod moment;
pub mod name;
pub mod notification;
pub mod overview;
pub mod planning;
pub mod preview;
pub mod problem;
pub mod recipe;
pub mod redirect;
pub mod request;
pub mod retry;
pub mod rotation;
pub mod sample;
pub mod schedule;
pub mod search;
pub mod secret;
pub mod secret_place;
pub mod send;
pub mod sentence;
pub mod settings;
pub mod signing;
pub mod statuses;
pub mod tally;
pub mod template;
pub mod transport;
pub mod trigger;
pub mod undo;
pub mod view;
