//! `hookloom destinations …`

use std::path::PathBuf;

use clap::Subcommand;
use hookloom_api::{
    command::{
        AddDestination, DeleteDestination, EditDestination, ListDestinations, PauseDestination,
        ResumeDestination,
    },
    core::{
        destination::{DestinationSettings, PauseReason},
        view::DestinationRow,
    },
    secret_text::SecretText,
};
use serde::Serialize;

use super::{
    Failure, Session,
    document::Document,
    example, find, plain,
    secret::{self, SecretSource},
    table::{pairs, table},
    words,
};

#[derive(Subcommand)]
pub enum Command {
    /// List all destinations
    List,
    /// Show one destination
    Show {
        /// Its name or id
        destination: String,
    },
    /// Make a destination from JSON
    #[command(after_help = example::DESTINATION)]
    Add {
        /// A file with the settings, or - for standard input
        file: PathBuf,
        #[command(flatten)]
        secret: SecretSource,
    },
    /// Replace a destination's settings by JSON, as under "settings" in what `show --json` prints
    #[command(after_help = example::DESTINATION)]
    Edit {
        /// Its name or id
        destination: String,
        /// A file with the settings, or - for standard input
        file: PathBuf,
        #[command(flatten)]
        secret: SecretSource,
        /// Make a new signing secret, and print it once
        #[arg(long, conflicts_with_all = ["secret_file", "secret_stdin"])]
        new_secret: bool,
    },
    /// Hold what goes to a destination
    Pause {
        /// Its name or id
        destination: String,
    },
    /// Send what was held for a destination, and go on
    Resume {
        /// Its name or id
        destination: String,
    },
    /// Delete a destination that no automation uses; ‘hookloom undo’ brings it back
    Delete {
        /// Its name or id
        destination: String,
    },
}

impl Command {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        let Session { client, output } = session;
        match self {
            Self::List => output.show(&client.call(ListDestinations {}).await?, |rows| list(rows)),
            Self::Show { destination } => {
                output.show(&find::destination(client, &destination).await?, describe)
            }
            Self::Add { file, secret } => add(session, &file, &secret).await,
            Self::Edit {
                destination,
                file,
                secret,
                new_secret,
            } => edit(session, &destination, &file, &secret, new_secret).await,
            Self::Pause { destination } => {
                let id = find::destination(client, &destination)
                    .await?
                    .destination
                    .id;
                let row = client.call(PauseDestination { id }).await?;
                output.show(&row, |row| done("Paused", row))
            }
            Self::Resume { destination } => {
                let id = find::destination(client, &destination)
                    .await?
                    .destination
                    .id;
                let row = client.call(ResumeDestination { id }).await?;
                output.show(&row, |row| done("Resumed", row))
            }
            Self::Delete { destination } => {
                let row = find::destination(client, &destination).await?;
                let id = row.destination.id;
                client.call(DeleteDestination { id }).await?;
                output.show(&row, |row| done("Deleted", row))
            }
        }
    }
}

async fn add(session: &Session, file: &PathBuf, source: &SecretSource) -> Result<(), Failure> {
    let document = Document::read(file)?;
    let settings: DestinationSettings = document.settings()?;
    let given = source.read()?;
    let made = match &given {
        None => secret::generate(&settings.signing)?,
        Some(_) => None,
    };
    let secret = given.or_else(|| made.clone());
    let added = session
        .client
        .call(AddDestination { settings, secret })
        .await;
    let row = added.map_err(|error| document.refused(error))?;
    Saved::new(row, made).show(session, "Added")
}

async fn edit(
    session: &Session,
    wanted: &str,
    file: &PathBuf,
    source: &SecretSource,
    new_secret: bool,
) -> Result<(), Failure> {
    let id = find::destination(&session.client, wanted)
        .await?
        .destination
        .id;
    let document = Document::read(file)?;
    let settings: DestinationSettings = document.settings()?;
    let made = match new_secret {
        true => secret::generate(&settings.signing)?,
        false => None,
    };
    let secret = source.read()?.or_else(|| made.clone());
    let command = EditDestination {
        id,
        settings,
        secret,
    };
    let edited = session.client.call(command).await;
    let row = edited.map_err(|error| document.refused(error))?;
    Saved::new(row, made).show(session, "Saved")
}

/// A destination that was saved, with the secret that was made for it: printed this once.
#[derive(Serialize)]
struct Saved {
    #[serde(flatten)]
    row: DestinationRow,
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
}

impl Saved {
    fn new(row: DestinationRow, made: Option<SecretText>) -> Self {
        let secret = made.map(|secret| secret.reveal().to_owned());
        Self { row, secret }
    }

    fn show(&self, session: &Session, what: &str) -> Result<(), Failure> {
        session.output.show(self, |saved| {
            let secret = saved.secret.as_ref().map_or_else(String::new, |secret| {
                format!("Its signing secret, which is not shown again:\n{secret}\n")
            });
            done(what, &saved.row) + &secret
        })
    }
}

fn list(rows: &[DestinationRow]) -> String {
    let row = |row: &DestinationRow| {
        let settings = &row.destination.settings;
        [
            settings.name.clone(),
            settings.address.clone(),
            state(row),
            row.waiting.to_string(),
            row.sent_24h.to_string(),
            row.failed_24h.to_string(),
            row.destination.id.to_string(),
        ]
    };
    let heads = [
        "NAME",
        "ADDRESS",
        "STATE",
        "WAITING",
        "SENT 24 H",
        "FAILED 24 H",
        "ID",
    ];
    table(heads, rows.iter().map(row))
}

fn describe(row: &DestinationRow) -> String {
    let destination = &row.destination;
    pairs([
        ("Name", destination.settings.name.clone()),
        ("Id", destination.id.to_string()),
        ("Address", destination.settings.address.clone()),
        ("State", state(row)),
        (
            "Signing secret",
            destination.secret_hint.clone().unwrap_or("none".to_owned()),
        ),
        (
            "Used by",
            words::count(row.used_by.len(), "automation", "automations"),
        ),
        ("Waiting", row.waiting.to_string()),
        ("Sent in 24 h", row.sent_24h.to_string()),
        ("Failed in 24 h", row.failed_24h.to_string()),
        ("Changed", plain::time(destination.updated_at)),
        (
            "Settings",
            serde_json::to_string(&destination.settings).unwrap_or_default(),
        ),
    ])
}

fn state(row: &DestinationRow) -> String {
    match &row.destination.paused {
        None => "ready".to_owned(),
        Some(pause) => {
            let why = match pause.why {
                PauseReason::ByHand => "paused",
                PauseReason::Gone => "paused: it answered 410,",
            };
            format!("{why} since {}", plain::time(pause.since))
        }
    }
}

fn done(what: &str, row: &DestinationRow) -> String {
    let name = plain::line(&row.destination.settings.name);
    format!("{what} ‘{name}’ ({}).\n", row.destination.id)
}
