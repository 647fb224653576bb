//! `hookloom destinations …`

mod shown;

use std::path::PathBuf;

use clap::Subcommand;
use hookloom_api::{
    command::{
        AddDestination, DeleteDestination, EditDestination, EndRotation, ForgetSecret,
        ListDestinations, PauseDestination, ProbeDestination, ResumeDestination, RotateSecret,
        TestAutomation,
    },
    core::{
        destination::DestinationSettings,
        view::{DestinationRow, SampleSource},
    },
    secret_text::SecretText,
};
use serde::Serialize;
use serde_json::json;

use super::{
    Failure, Session,
    document::Document,
    draft, example, find,
    secret::{self, NamedSecrets, SecretSource},
};
use shown::{describe, done, list};

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
        #[command(flatten)]
        named: NamedSecrets,
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
        #[command(flatten)]
        named: NamedSecrets,
    },
    /// Replace the signing secret without a gap: the old one is used for a while
    ///
    /// Without a secret given, one is made and printed once.
    Rotate {
        /// Its name or id
        destination: String,
        #[command(flatten)]
        secret: SecretSource,
        /// For how many hours the old secret is still used
        #[arg(long, default_value_t = 24, value_name = "HOURS")]
        keep: u32,
    },
    /// Forget the old signing secret before its time is over
    EndRotation {
        /// Its name or id
        destination: String,
    },
    /// Forget a secret that is placed by `{{ secret.name }}`
    ForgetSecret {
        /// Its name or id
        destination: String,
        /// The secret's name
        name: String,
    },
    /// Send a small signed event, marked as a test, and wait for the answer
    Test {
        /// Its name or id
        destination: String,
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
    /// Try a destination now that is paused because nothing but failures came
    TryNow {
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
            Self::Add {
                file,
                secret,
                named,
            } => add(session, &file, &secret, &named).await,
            Self::Edit {
                destination,
                file,
                secret,
                new_secret,
                named,
            } => {
                let secrets = (&secret, new_secret, &named);
                edit(session, &destination, &file, secrets).await
            }
            Self::Rotate {
                destination,
                secret,
                keep,
            } => rotate(session, &destination, &secret, keep).await,
            Self::EndRotation { destination } => {
                let id = find::destination(client, &destination)
                    .await?
                    .destination
                    .id;
                let row = client.call(EndRotation { id }).await?;
                output.show(&row, |row| done("Only the new secret is used at", row))
            }
            Self::ForgetSecret { destination, name } => {
                let id = find::destination(client, &destination)
                    .await?
                    .destination
                    .id;
                let row = client.call(ForgetSecret { id, name }).await?;
                output.show(&row, |row| done("Forgot a secret of", row))
            }
            Self::Test { destination } => test(session, &destination).await,
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
            Self::TryNow { destination } => {
                let id = find::destination(client, &destination)
                    .await?
                    .destination
                    .id;
                let row = client.call(ProbeDestination { id }).await?;
                output.show(&row, |row| done("Trying", row))
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

async fn add(
    session: &Session,
    file: &PathBuf,
    source: &SecretSource,
    named: &NamedSecrets,
) -> Result<(), Failure> {
    let document = Document::read(file)?;
    let settings: DestinationSettings = document.settings()?;
    let given = source.read()?;
    let made = match &given {
        None => secret::generate(&settings.signing)?,
        Some(_) => None,
    };
    let secret = given.or_else(|| made.clone());
    let command = AddDestination {
        settings,
        secret,
        secrets: named.read()?,
    };
    let added = session.client.call(command).await;
    let row = added.map_err(|error| document.refused(error))?;
    Saved::new(row, made).show(session, "Added")
}

async fn edit(
    session: &Session,
    wanted: &str,
    file: &PathBuf,
    (source, new_secret, named): (&SecretSource, bool, &NamedSecrets),
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
        secrets: named.read()?,
    };
    let edited = session.client.call(command).await;
    let row = edited.map_err(|error| document.refused(error))?;
    Saved::new(row, made).show(session, "Saved")
}

async fn rotate(
    session: &Session,
    wanted: &str,
    source: &SecretSource,
    hours: u32,
) -> Result<(), Failure> {
    let row = find::destination(&session.client, wanted).await?;
    let (id, signing) = (row.destination.id, &row.destination.settings.signing);
    let given = source.read()?;
    let made = match &given {
        None => secret::generate(signing)?,
        Some(_) => None,
    };
    let Some(secret) = given.or_else(|| made.clone()) else {
        let message = "It does not sign what it sends, so it has no secret to replace.";
        return Err(Failure::Failed(message.to_owned()));
    };
    let row = session
        .client
        .call(RotateSecret { id, secret, hours })
        .await?;
    Saved::new(row, made).show(session, "Replaced the secret of")
}

/// As an automation would that is run by hand and sends there alone.
async fn test(session: &Session, wanted: &str) -> Result<(), Failure> {
    let row = find::destination(&session.client, wanted).await?;
    let name = format!("Test of {}", row.destination.settings.name);
    let settings = json!({
        "name": name.chars().take(80).collect::<String>(),
        "trigger": { "type": "manual" },
        "sends": [{ "destination": row.destination.id }],
    });
    let settings = serde_json::from_value(settings)
        .map_err(|error| Failure::Failed(format!("The test can't be made: {error}.")))?;
    let command = TestAutomation {
        id: None,
        settings,
        send: 0,
        source: SampleSource::MadeUp {},
    };
    draft::send_test(command, session).await
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
