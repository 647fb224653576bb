//! `hookloom`: the background runner, its tray and the command line.

mod autostart;
mod cli;
mod demo;
mod notifications;
mod process;
mod tray;
mod window;

use std::process::ExitCode;

use clap::Parser;

/// An event and its delivery ask for memory a few hundred times: with the allocator of glibc that took
/// a sixth of their processor time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match cli::run(cli::Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
