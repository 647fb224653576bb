//! An automation as a person writes it down: destinations by name, `~` for their home.

use std::path::PathBuf;

use hookloom_api::{
    Client,
    command::ListDestinations,
    core::{automation::AutomationSettings, id::DestinationId, problem::Problem},
};
use serde_json::Value;

use super::{Failure, document::Document, find::by_name};

/// Reads settings, with names of destinations and `~` put into what the runner knows.
///
/// # Errors
/// When the document can't be read or understood.
pub async fn read(
    client: &Client,
    file: &PathBuf,
) -> Result<(Document, AutomationSettings), Failure> {
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

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
