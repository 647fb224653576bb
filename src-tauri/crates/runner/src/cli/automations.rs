//! `hookloom automations …`

use std::path::PathBuf;

use clap::Subcommand;
use hookloom_api::{
    Client,
    command::{
        AddAutomation, DeleteAutomation, EditAutomation, ListAutomations, ListDestinations,
        RunAutomation, SwitchAutomation,
    },
    core::{
        automation::AutomationSettings,
        id::DestinationId,
        problem::Problem,
        view::{AutomationRow, RunResult},
    },
};
use serde_json::{Map, Value};

use super::{
    Failure, Session,
    document::Document,
    find::{self, by_name},
    plain,
    table::{pairs, table},
    words,
};

const EXAMPLE: &str = r#"An example with every field; those from "enabled" on may be left out, except "trigger" and "sends":

{
  "name": "New invoices",
  "enabled": true,
  "trigger": {
    "type": "file",
    "folder": "~/Invoices",
    "subfolders": true,
    "only": ["*.pdf"],
    "ignore": ["*.part"],
    "on": ["added", "changed"],
    "settle_seconds": 2
  },
  "condition": {
    "type": "rows",
    "match": "all",
    "rows": [{ "field": "file.size", "is": "greater_than", "value": 1000 }]
  },
  "sends": [
    {
      "destination": "Test inbox",
      "method": "POST",
      "path": "/invoices",
      "headers": [{ "name": "X-File", "value": "{{ file.name }}" }],
      "body": { "type": "json", "template": "{\"file\": {{ file.name }}}" },
      "retry": { "type": "own", "delays_seconds": [5, 60, 600] },
      "timeout_seconds": 15
    }
  ]
}

Other triggers:
  { "type": "schedule", "schedule": { "type": "cron", "expression": "0 7 * * MON-FRI" }, "time_zone": "Europe/Stockholm" }
  { "type": "schedule", "schedule": { "type": "every", "n": 5, "unit": "minutes" }, "time_zone": "UTC" }
  { "type": "inbound", "name": "orders", "methods": ["POST"] }
  { "type": "manual" }
Other conditions:  { "type": "expression", "expression": "file.size > 1000" }
Other bodies:      { "type": "standard" }  { "type": "text", "template": "…" }  { "type": "none" }
Other retries:     { "type": "patient" }  { "type": "quick" }  { "type": "never" }

"destination" takes an id or a name."#;

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
    #[command(after_help = EXAMPLE)]
    Add {
        /// A file with the settings, or - for standard input
        file: PathBuf,
    },
    /// Replace an automation's settings by JSON, as under "settings" in what `show --json` prints
    Edit {
        /// Its name or id
        automation: String,
        /// A file with the settings, or - for standard input
        file: PathBuf,
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
    /// Delete an automation; its log stays
    Delete {
        /// Its name or id
        automation: String,
    },
}

impl Command {
    pub async fn run(self, Session { client, output }: &Session) -> Result<(), Failure> {
        match self {
            Self::List => output.show(&client.call(ListAutomations {}).await?, |rows| list(rows)),
            Self::Show { automation } => {
                output.show(&find::automation(client, &automation).await?, describe)
            }
            Self::Add { file } => {
                let (document, settings) = read(client, &file).await?;
                let added = client.call(AddAutomation { settings }).await;
                output.show(&added.map_err(|error| document.refused(error))?, |row| {
                    done("Added", row)
                })
            }
            Self::Edit { automation, file } => {
                let id = find::automation(client, &automation).await?.automation.id;
                let (document, settings) = read(client, &file).await?;
                let edited = client.call(EditAutomation { id, settings }).await;
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
            Self::Delete { automation } => {
                let row = find::automation(client, &automation).await?;
                let id = row.automation.id;
                client.call(DeleteAutomation { id }).await?;
                output.show(&row, |row| done("Deleted", row))
            }
        }
    }
}

/// Reads settings, with names of destinations and `~` put into what the runner knows.
async fn read(client: &Client, file: &PathBuf) -> Result<(Document, AutomationSettings), Failure> {
    let mut document = Document::read(file)?;
    name_destinations(client, &mut document).await?;
    expand_home(&mut document.value);
    let settings = document.settings()?;
    Ok((document, settings))
}

async fn name_destinations(client: &Client, document: &mut Document) -> Result<(), Failure> {
    let all = client.call(ListDestinations {}).await?;
    let known: Vec<(String, DestinationId)> = all
        .into_iter()
        .map(|row| (row.destination.settings.name, row.destination.id))
        .collect();
    let mut problems = Vec::new();
    let sends = document
        .value
        .get_mut("sends")
        .and_then(Value::as_array_mut);
    for (index, send) in sends.into_iter().flatten().enumerate() {
        let Some(Value::String(wanted)) = send.get_mut("destination") else {
            continue;
        };
        if wanted.parse::<DestinationId>().is_ok() {
            continue;
        }
        match by_name(known.clone(), wanted, |(name, _)| name) {
            Some((_, id)) => *wanted = id.to_string(),
            None => problems.push(Problem::new(
                format!("sends[{index}].destination"),
                format!(
                    "There is no destination ‘{wanted}’. There is {}.",
                    names(&known)
                ),
            )),
        }
    }
    if problems.is_empty() {
        return Ok(());
    }
    Err(document.problems(problems))
}

fn names(known: &[(String, DestinationId)]) -> String {
    let names: Vec<String> = known.iter().map(|(name, _)| format!("‘{name}’")).collect();
    names.join(", ")
}

/// `~` is the home of the person who types, which the runner can't know.
fn expand_home(settings: &mut Value) {
    let folder = settings.pointer_mut("/trigger/folder");
    let (Some(Value::String(folder)), Some(home)) = (folder, std::env::home_dir()) else {
        return;
    };
    if folder == "~" {
        *folder = home.display().to_string();
    } else if let Some(below) = folder.strip_prefix("~/") {
        *folder = home.join(below).display().to_string();
    }
}

async fn switch(client: &Client, wanted: &str, enabled: bool) -> Result<AutomationRow, Failure> {
    let id = find::automation(client, wanted).await?.automation.id;
    Ok(client.call(SwitchAutomation { id, enabled }).await?)
}

fn event_data(file: &PathBuf) -> Result<Map<String, Value>, Failure> {
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

fn ran(result: &RunResult) -> String {
    let deliveries = result.deliveries.iter().map(|id| format!("{id}\n"));
    let count = words::count(result.deliveries.len(), "delivery", "deliveries");
    format!("Ran it: {count}.\n") + &deliveries.collect::<String>()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use hookloom_api::core::trigger::Trigger;
    use serde_json::json;

    use super::*;

    #[test]
    fn the_example_of_the_help_is_right() {
        let json = &EXAMPLE[EXAMPLE.find('{').unwrap()..EXAMPLE.find("Other triggers").unwrap()];
        let json = json.replace("Test inbox", "dst_0193a5c2e41b7c3d8f20a1b2c3d4e5f6");
        let settings: AutomationSettings = serde_json::from_str(&json).unwrap();
        let printed = serde_json::to_value(&settings).unwrap();
        assert_eq!(printed["trigger"]["only"], json!(["*.pdf"]));
    }

    #[test]
    fn the_other_triggers_of_the_help_are_right() {
        let (_, others) = EXAMPLE.split_once("Other triggers:\n").unwrap();
        let (others, _) = others.split_once("Other conditions").unwrap();
        for line in others.lines() {
            serde_json::from_str::<Trigger>(line.trim())
                .unwrap_or_else(|error| panic!("{line}: {error}"));
        }
    }

    #[test]
    fn home_is_put_in_only_where_it_stands_alone() {
        let home = std::env::home_dir().unwrap();
        for (typed, meant) in [
            ("~/in", home.join("in").display().to_string()),
            ("~", home.display().to_string()),
            ("/a/~/b", "/a/~/b".to_owned()),
            ("~other/b", "~other/b".to_owned()),
        ] {
            let mut settings = json!({"trigger": {"type": "file", "folder": typed}});
            expand_home(&mut settings);
            assert_eq!(settings["trigger"]["folder"], meant);
        }
    }
}
