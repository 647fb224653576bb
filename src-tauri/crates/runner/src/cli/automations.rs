//! `hookloom automations …`

use std::path::PathBuf;

use clap::Subcommand;
use hookloom_api::{
    Client,
    command::{
        AddAutomation, CountExistingFiles, DeleteAutomation, EditAutomation, ListAutomations,
        RunAutomation, RunExistingFiles, SwitchAutomation,
    },
    core::{
        problem::Problem,
        view::{AutomationRow, ExistingFiles, RunResult},
    },
};
use serde_json::{Map, Value};

use super::{
    Failure, Session, automation_document,
    document::Document,
    draft, example, find, plain,
    secret::SecretSource,
    table::{pairs, table},
    words,
};

#[derive(Subcommand)]
pub enum Command {
    /// List all automations
    List,
    /// Show one automation
    Show {
        /// Its name or id
        automation: String,
    },
    /// Make an automation from JSON
    #[command(after_help = example::AUTOMATION)]
    Add {
        /// A file with the settings, or - for standard input
        file: PathBuf,
        #[command(flatten)]
        secret: SecretSource,
    },
    /// Replace an automation's settings by JSON, as under "settings" in what `show --json` prints
    #[command(after_help = example::AUTOMATION)]
    Edit {
        /// Its name or id
        automation: String,
        /// A file with the settings, or - for standard input
        file: PathBuf,
        #[command(flatten)]
        secret: SecretSource,
    },
    /// Turn an automation on
    Enable {
        /// Its name or id
        automation: String,
    },
    /// Turn an automation off
    Disable {
        /// Its name or id
        automation: String,
    },
    /// Run an automation now
    Run {
        /// Its name or id
        automation: String,
        /// A file with the event's data as a JSON object, or - for standard input
        #[arg(long, value_name = "FILE")]
        data: Option<PathBuf>,
    },
    /// Show what settings would send, without sending it
    Preview(draft::Trial),
    /// Really send what settings make of an event: once, marked as a test
    Test(draft::Trial),
    /// Show what settings would have sent of the last days' events; nothing is sent
    BackTest(draft::BackTestArguments),
    /// Run an automation once for every file that is already in its folder
    RunExisting {
        /// Its name or id
        automation: String,
        /// Only say how many files there are
        #[arg(long)]
        count: bool,
    },
    /// Delete an automation; its log stays, and ‘hookloom undo’ brings it back
    Delete {
        /// Its name or id
        automation: String,
    },
}

impl Command {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        let Session { client, output } = session;
        match self {
            Self::Preview(trial) => draft::preview(trial, session).await,
            Self::Test(trial) => draft::test(trial, session).await,
            Self::BackTest(arguments) => draft::back_test(arguments, session).await,
            Self::List => output.show(&client.call(ListAutomations {}).await?, |rows| list(rows)),
            Self::Show { automation } => {
                output.show(&find::automation(client, &automation).await?, describe)
            }
            Self::Add { file, secret } => {
                let (document, settings) = automation_document::read(client, &file).await?;
                let secret = secret.read()?;
                let added = client.call(AddAutomation { settings, secret }).await;
                output.show(&added.map_err(|error| document.refused(error))?, |row| {
                    done("Added", row)
                })
            }
            Self::Edit {
                automation,
                file,
                secret,
            } => {
                let id = find::automation(client, &automation).await?.automation.id;
                let (document, settings) = automation_document::read(client, &file).await?;
                let secret = secret.read()?;
                let command = EditAutomation {
                    id,
                    settings,
                    secret,
                };
                let edited = client.call(command).await;
                output.show(&edited.map_err(|error| document.refused(error))?, |row| {
                    done("Saved", row)
                })
            }
            Self::Enable { automation } => {
                let row = switch(client, &automation, true).await?;
                output.show(&row, |row| done("Turned on", row))
            }
            Self::Disable { automation } => {
                let row = switch(client, &automation, false).await?;
                output.show(&row, |row| done("Turned off", row))
            }
            Self::Run { automation, data } => {
                let data = data.map(|file| event_data(&file)).transpose()?;
                let id = find::automation(client, &automation).await?.automation.id;
                output.show(&client.call(RunAutomation { id, data }).await?, ran)
            }
            Self::RunExisting { automation, count } => {
                let id = find::automation(client, &automation).await?.automation.id;
                let found = match count {
                    true => client.call(CountExistingFiles { id }).await?,
                    false => client.call(RunExistingFiles { id }).await?,
                };
                output.show(&found, |found| existing(found, count))
            }
            Self::Delete { automation } => {
                let row = find::automation(client, &automation).await?;
                let id = row.automation.id;
                client.call(DeleteAutomation { id }).await?;
                output.show(&row, |row| done("Deleted", row))
            }
        }
    }
}

async fn switch(client: &Client, wanted: &str, enabled: bool) -> Result<AutomationRow, Failure> {
    let id = find::automation(client, wanted).await?.automation.id;
    Ok(client.call(SwitchAutomation { id, enabled }).await?)
}

/// The data of an event from a file.
pub fn event_data(file: &PathBuf) -> Result<Map<String, Value>, Failure> {
    let document = Document::read(file)?;
    match document.value {
        Value::Object(data) => Ok(data),
        _ => Err(document.problems(vec![Problem::new(
            "",
            "An event's data is a JSON object, such as {\"file\": {\"name\": \"a.txt\"}}.",
        )])),
    }
}

fn list(rows: &[AutomationRow]) -> String {
    if rows.is_empty() {
        return "There are no automations yet. ‘hookloom automations add --help’ shows how to make one.\n".to_owned();
    }
    let row = |row: &AutomationRow| {
        let settings = &row.automation.settings;
        let last = row.last.as_ref();
        [
            settings.name.clone(),
            words::trigger(&settings.trigger),
            words::trigger_status(&row.trigger),
            last.map_or_else(String::new, |last| {
                format!("{} {}", words::state(last.state), plain::time(last.at))
            }),
            row.automation.id.to_string(),
        ]
    };
    table(
        ["NAME", "WHEN", "TRIGGER", "LAST", "ID"],
        rows.iter().map(row),
    )
}

fn describe(row: &AutomationRow) -> String {
    let settings = &row.automation.settings;
    let last = row.last.as_ref();
    pairs([
        ("Name", settings.name.clone()),
        ("Id", row.automation.id.to_string()),
        ("When", words::trigger(&settings.trigger)),
        (
            "Callers' secret",
            row.automation
                .secret_hint
                .clone()
                .unwrap_or("none".to_owned()),
        ),
        ("Trigger", words::trigger_status(&row.trigger)),
        (
            "Last",
            last.map_or_else(
                || "nothing yet".to_owned(),
                |last| format!("{} {}", words::state(last.state), plain::time(last.at)),
            ),
        ),
        ("Changed", plain::time(row.automation.updated_at)),
        (
            "Settings",
            serde_json::to_string(settings).unwrap_or_default(),
        ),
    ])
}

fn done(what: &str, row: &AutomationRow) -> String {
    let name = plain::line(&row.automation.settings.name);
    format!("{what} ‘{name}’ ({}).\n", row.automation.id)
}

fn existing(found: &ExistingFiles, counted: bool) -> String {
    let files = usize::try_from(found.files).unwrap_or(usize::MAX);
    let files = words::count(files, "file", "files");
    match counted {
        true => format!("{files} would be run for.\n"),
        false => format!("Ran it for {files}.\n"),
    }
}

fn ran(result: &RunResult) -> String {
    let deliveries = result.deliveries.iter().map(|id| format!("{id}\n"));
    let count = words::count(result.deliveries.len(), "delivery", "deliveries");
    format!("Ran it: {count}.\n") + &deliveries.collect::<String>()
}
