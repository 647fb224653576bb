//! The engine with real files, real sockets, a real database and a real clock.
#![allow(clippy::unwrap_used)]

mod bench;
mod caller;
mod callers;
mod clock;
mod delivery;
mod destination_limits;
mod file_events;
mod file_loop;
mod files;
mod first_run;
mod inbound;
mod inbound_loop;
mod inbox;
mod injection;
mod limits;
mod log;
mod memory;
mod misbehaving;
mod offline;
mod on_the_wire;
mod order;
mod overview;
mod own_hooks;
mod raw;
mod receiver;
mod recipes;
mod redaction;
mod retries;
mod schedules;
mod secrets;
mod sender;
mod trying;
mod undo;
mod unhealthy;
mod uploads;
