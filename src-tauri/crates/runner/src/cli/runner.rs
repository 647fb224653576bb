//! Commands about the runner itself.

use std::time::Duration;

use clap::Subcommand;
use hookloom_api::{
    Client,
    client::ConnectError,
    command::{Pause, Resume, ShowWindow, Shutdown, Status, Subscribe},
    core::{moment::Moment, view::RunnerStatus},
    data_folder::DataFolder,
};
use jiff::{SignedDuration, Timestamp};

use super::{Failure, Session, plain, table::pairs, words};
use crate::window;

#[derive(Subcommand)]
pub enum Command {
    /// Show how the runner is
    Status,
    /// Hold all sending; events are still recorded
    Pause {
        /// Resume by itself after this time, such as 15m or 2h
        #[arg(long = "for", value_name = "TIME", value_parser = duration)]
        time: Option<Duration>,
        /// Ignore events meanwhile, instead of recording them
        #[arg(long)]
        ignore_events: bool,
    },
    /// Send what was held, and go on
    Resume,
    /// End the runner in order; what waits continues at the next start
    Quit,
}

impl Command {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        let Session { client, output } = session;
        let status = match self {
            Self::Status => client.call(Status {}).await?,
            Self::Pause {
                time,
                ignore_events,
            } => {
                let now = Moment::from(Timestamp::now());
                let until = time.map(|time| now.plus(time));
                let pause = Pause {
                    until,
                    ignore_events,
                };
                client.call(pause).await?
            }
            Self::Resume => client.call(Resume {}).await?,
            Self::Quit => return quit(client).await,
        };
        output.show(&status, describe)
    }
}

/// Asks the runner to bring the window to the front. Where none runs, the window starts it.
///
/// # Errors
/// When the window can't be started.
pub async fn open(folder: &DataFolder) -> Result<(), Failure> {
    match Client::connect(folder).await {
        Ok(client) => Ok(client.call(ShowWindow { route: None }).await?),
        Err(ConnectError::NoRunner) => window::start(folder, None)
            .map(drop)
            .map_err(|error| Failure::Failed(error.to_string())),
        Err(error) => Err(error.into()),
    }
}

/// The runner closes its connections last, so the end of this one means that it is gone.
async fn quit(client: &Client) -> Result<(), Failure> {
    let mut changes = client.subscribe(Subscribe { window: false }).await?;
    client.call(Shutdown {}).await?;
    while changes.recv().await.is_some() {}
    Ok(())
}

fn duration(text: &str) -> Result<Duration, String> {
    let time = text.parse::<SignedDuration>().ok();
    time.and_then(|time| Duration::try_from(time).ok())
        .filter(|time| !time.is_zero())
        .ok_or_else(|| "write a time such as 15m, 90s or 1h30m".to_owned())
}

fn describe(status: &RunnerStatus) -> String {
    pairs([
        (
            "Hookloom",
            format!("{}, process {}", status.version, status.pid),
        ),
        ("State", words::runner_state(&status.state)),
        ("Running since", plain::time(status.started_at)),
        (
            "Automations",
            format!("{}, {} on", status.automations, status.automations_on),
        ),
        ("Waiting", waiting(status)),
        ("Held", status.held.to_string()),
        ("Failed in 24 h", status.failed_24h.to_string()),
        ("Inbound hooks", words::inbound(&status.inbound)),
        ("Secrets", words::secrets(&status.secrets)),
        ("Data folder", status.data_folder.clone()),
    ])
}

fn waiting(status: &RunnerStatus) -> String {
    match &status.offline {
        Some(offline) => {
            let since = plain::time(offline.since);
            format!("{}, offline since {since}: {}", status.waiting, offline.why)
        }
        None => status.waiting.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        assert_eq!(duration("15m"), Ok(Duration::from_secs(900)));
        assert_eq!(duration("1h30m"), Ok(Duration::from_secs(5400)));
    }

    #[test]
    fn what_is_no_time_is_refused_with_an_example() {
        for text in ["", "soon", "-5m", "0s", "15"] {
            assert!(
                duration(text).is_err_and(|why| why.contains("15m")),
                "{text}"
            );
        }
    }
}
