//! The engine against the real thing: real sockets, files and clocks.
#![allow(clippy::unwrap_used)]

mod receiver;
mod sender;
