//! The engine with real files, real sockets, a real database and a real clock.
#![allow(clippy::unwrap_used)]

mod bench;
mod delivery;
mod file_loop;
mod files;
mod inbound_loop;
mod receiver;
mod schedules;
mod sender;
