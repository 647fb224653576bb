//! The real `hookloom`, each test in private folders of its own.

#![allow(clippy::unwrap_used)]

mod check;
mod crash;
mod deliveries;
mod demo;
mod destinations;
mod help;
#[cfg(unix)]
mod hostile_client;
mod http;
#[cfg(target_os = "linux")]
mod key_store;
#[cfg(target_os = "linux")]
mod large_file;
mod lifecycle;
mod log;
mod newer_database;
mod no_runner;
#[cfg(target_os = "linux")]
mod notifications;
#[cfg(target_os = "linux")]
mod on_disk;
mod one_runner;
#[cfg(target_os = "linux")]
mod overflow;
mod overview;
mod recipes;
mod reset;
mod sandbox;
#[cfg(unix)]
mod saving;
mod settings;
#[cfg(target_os = "linux")]
mod tray;
#[cfg(target_os = "linux")]
mod trouble;
mod trying;
mod undo;
#[cfg(unix)]
mod window;
mod wrong_input;
