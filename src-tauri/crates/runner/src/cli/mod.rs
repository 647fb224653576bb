//! The command line: what can be typed, and which part carries it out.

mod automation_document;
mod automations;
mod check;
mod deleted;
mod deliveries;
mod destinations;
mod diagnostics;
mod document;
mod draft;
mod example;
mod exchange;
mod failure;
mod find;
mod log;
mod narrow;
mod output;
mod overview;
pub mod plain;
mod recipes;
mod reset;
mod runner;
mod secret;
mod settings;
mod storage;
pub mod table;
mod undo;
pub mod words;

use std::{io, path::PathBuf};

use clap::{CommandFactory, Parser, Subcommand};
use clap_complete::Shell;
use hookloom_api::{Client, data_folder::DataFolder};

pub use failure::Failure;
pub use output::Output;

use crate::{demo, process};

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  it failed; the message says why
  2  the command line was not understood
  3  no runner is running, or none can: its database is damaged and has no backup
  4  what was named is not there
  5  the settings or the JSON are wrong; nothing was written";

/// Turns what happens on this computer into signed webhooks.
#[derive(Parser)]
#[command(name = "hookloom", version, after_help = EXIT_CODES, arg_required_else_help = true)]
pub struct Arguments {
    /// The folder with the database; `HOOKLOOM_DATA` says the same
    #[arg(long, global = true, value_name = "FOLDER")]
    data_folder: Option<PathBuf>,
    /// Print JSON instead of text, wherever something is listed or shown
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the background process, until it is asked to end
    Run(process::Options),
    /// Open the window, or bring it to the front
    Open,
    /// Show in ten seconds that everything works, without touching what is yours
    Demo,
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    #[command(flatten)]
    OfRunner(RunnerCommand),
}

/// What only a running runner can do.
#[derive(Subcommand)]
enum RunnerCommand {
    #[command(flatten)]
    Itself(runner::Command),
    /// List, make and change automations
    #[command(subcommand)]
    Automations(automations::Command),
    /// List, make and change destinations
    #[command(subcommand)]
    Destinations(destinations::Command),
    /// Look at deliveries, send them again, stop them
    #[command(subcommand)]
    Deliveries(deliveries::Command),
    /// List what was deleted in the last 30 days, and bring it back
    #[command(subcommand)]
    Deleted(deleted::Command),
    /// Take back what was done last, or list what can be taken back
    Undo(undo::Arguments),
    /// Show what was sent, what needs attention and what comes next
    Overview,
    /// Show what was sent and what failed over time
    Figures(overview::Figures),
    /// Look at the size of the log, clean it up, back it up
    #[command(subcommand)]
    Storage(storage::Command),
    /// Show and change the settings
    #[command(subcommand)]
    Settings(settings::Command),
    /// List the recipes that come with the app, and make automations from them
    #[command(subcommand)]
    Recipes(recipes::Command),
    /// Write automations into a file, without any secret
    Export(exchange::Export),
    /// Read automations from a file; they arrive off
    Import(exchange::Import),
    /// Look at everything that has to work; exit code 1 when something does not
    Check,
    /// Print what somebody who helps needs to know, without secrets
    Diagnostics,
    /// Delete everything and begin as new; asks for a word first
    Reset(reset::Arguments),
    /// Print one line for each delivery, and with --follow one for each change
    Log(log::Arguments),
}

/// A connection to the runner, and where to print what it gives.
struct Session {
    client: Client,
    output: Output,
}

/// Carries out what was typed.
///
/// # Errors
/// Whatever kept it from being done.
pub fn run(arguments: Arguments) -> Result<(), Failure> {
    let output = Output::new(arguments.json);
    match arguments.command {
        Command::Run(options) => {
            let folder = data_folder(arguments.data_folder)?;
            process::run(folder, options).map_err(Failure::of_start)
        }
        Command::Open => wait_for(runner::open(&data_folder(arguments.data_folder)?)),
        Command::Demo => wait_for(demo::run(output)),
        Command::Completions { shell } => completions(shell, output),
        Command::OfRunner(command) => {
            let folder = data_folder(arguments.data_folder)?;
            wait_for(async {
                let client = Client::connect(&folder).await?;
                command.run(&Session { client, output }, &folder).await
            })
        }
    }
}

impl RunnerCommand {
    async fn run(self, session: &Session, folder: &DataFolder) -> Result<(), Failure> {
        match self {
            Self::Itself(command) => command.run(session).await,
            Self::Automations(command) => command.run(session).await,
            Self::Destinations(command) => command.run(session).await,
            Self::Deliveries(command) => command.run(session).await,
            Self::Deleted(command) => command.run(session).await,
            Self::Undo(arguments) => undo::run(arguments, session).await,
            Self::Overview => overview::show(session).await,
            Self::Figures(arguments) => overview::figures(arguments, session).await,
            Self::Check => check::run(session).await,
            Self::Diagnostics => diagnostics::run(session).await,
            Self::Storage(command) => command.run(session).await,
            Self::Settings(command) => command.run(session).await,
            Self::Recipes(command) => command.run(session).await,
            Self::Export(arguments) => arguments.run(session).await,
            Self::Import(arguments) => arguments.run(session).await,
            Self::Reset(arguments) => arguments.run(session, folder).await,
            Self::Log(arguments) => log::run(arguments, session).await,
        }
    }
}

fn data_folder(named: Option<PathBuf>) -> Result<DataFolder, Failure> {
    let found = named.map_or_else(DataFolder::find, |path| Ok(DataFolder::at(path)));
    let found = found.map_err(|error| Failure::Failed(error.to_string()))?;
    std::path::absolute(found.path())
        .map(DataFolder::at)
        .map_err(|error| Failure::Failed(format!("The data folder has no name: {error}.")))
}

/// A client waits for one thing at a time, so one thread is enough.
fn wait_for(work: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::Failed(format!("The client can't start: {error}.")))?;
    runtime.block_on(work)
}

fn completions(shell: Shell, output: Output) -> Result<(), Failure> {
    let mut script = io::Cursor::new(Vec::new());
    clap_complete::generate(shell, &mut Arguments::command(), "hookloom", &mut script);
    output.text(&String::from_utf8_lossy(script.get_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_holds_together() {
        Arguments::command().debug_assert();
    }
}
