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

fn main() -> ExitCode {
    match cli::run(cli::Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
