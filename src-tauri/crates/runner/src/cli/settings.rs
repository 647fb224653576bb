//! `hookloom settings`: what a person chose for the app as a whole.

use std::path::PathBuf;

use clap::Subcommand;
use hookloom_api::{
    Client,
    command::{GetProxyPassword, GetSettings, MoveSecrets, SetProxyPassword, SetSettings},
    core::{problem::Problem, settings::Settings},
};
use serde_json::Value;

use super::{Failure, Session, secret};

#[derive(Subcommand)]
pub enum Command {
    /// Show all settings, or one of them
    Get {
        /// A setting such as incoming.port, or a group such as storage
        name: Option<String>,
    },
    /// Change a setting; it counts at once
    Set {
        /// A setting such as incoming.port
        name: String,
        /// Its value; text that isn't JSON is taken as it stands
        value: String,
    },
    /// Show the end of the password for the proxy of the setting sending.proxy, or change it
    ProxyPassword {
        /// Read a new password from this file
        #[arg(long, value_name = "FILE", conflicts_with_all = ["stdin", "forget"])]
        file: Option<PathBuf>,
        /// Read a new password from standard input
        #[arg(long, conflicts_with = "forget")]
        stdin: bool,
        /// Forget the password
        #[arg(long)]
        forget: bool,
    },
    /// Move the secrets from the encrypted file into the system's password store
    MoveSecrets,
}

impl Command {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        let Session { client, output } = session;
        match self {
            Self::Get { name } => {
                let all = read(client).await?;
                let shown = match &name {
                    Some(name) => found(&all, name)?.clone(),
                    None => all,
                };
                output.show(&shown, lines)
            }
            Self::Set { name, value } => {
                let mut all = read(client).await?;
                let place = all.pointer_mut(&pointer(&name));
                *place.ok_or_else(|| unknown(&name))? = parsed(value);
                let settings = with_path(all)?;
                let set = client.call(SetSettings { settings }).await?;
                output.show(found(&json(&set)?, &name)?, lines)
            }
            Self::ProxyPassword {
                file,
                stdin,
                forget,
            } => {
                let password = secret::read(file.as_deref(), stdin)?;
                let hint = match forget || password.is_some() {
                    true => client.call(SetProxyPassword { password }).await?,
                    false => client.call(GetProxyPassword {}).await?,
                };
                output.show(&hint, |hint| match hint {
                    Some(hint) => format!("The password for the proxy is {hint}.\n"),
                    None => "There is no password for the proxy.\n".to_owned(),
                })
            }
            Self::MoveSecrets => {
                let status = client.call(MoveSecrets {}).await?;
                let said = |_: &_| "The secrets are in the system's password store.\n".to_owned();
                output.show(&status.secrets, said)
            }
        }
    }
}

async fn read(client: &Client) -> Result<Value, Failure> {
    json(&client.call(GetSettings {}).await?)
}

fn json(settings: &Settings) -> Result<Value, Failure> {
    serde_json::to_value(settings).map_err(|error| Failure::Failed(error.to_string()))
}

fn with_path(all: Value) -> Result<Settings, Failure> {
    serde_path_to_error::deserialize(all).map_err(|error| {
        let problem = Problem::new(error.path().to_string(), format!("{}.", error.inner()));
        Failure::problems(vec![problem])
    })
}

fn found<'a>(all: &'a Value, name: &str) -> Result<&'a Value, Failure> {
    all.pointer(&pointer(name)).ok_or_else(|| unknown(name))
}

fn unknown(name: &str) -> Failure {
    Failure::NotFound(format!(
        "There is no setting ‘{name}’. ‘hookloom settings get’ lists them."
    ))
}

fn pointer(name: &str) -> String {
    format!("/{}", name.replace('.', "/"))
}

fn parsed(text: String) -> Value {
    serde_json::from_str(&text).unwrap_or(Value::String(text))
}

/// One line for each setting, by its whole name.
fn lines(value: &Value) -> String {
    let mut lines = String::new();
    add(&mut lines, "", value);
    lines
}

fn add(lines: &mut String, name: &str, value: &Value) {
    match value {
        Value::Object(members) => {
            for (key, inner) in members {
                let dot = if name.is_empty() { "" } else { "." };
                add(lines, &format!("{name}{dot}{key}"), inner);
            }
        }
        _ if name.is_empty() => lines.push_str(&format!("{value}\n")),
        _ => lines.push_str(&format!("{name} = {value}\n")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_setting_stands_on_a_line_of_its_own() {
        let all = json!({ "sending": { "parallel": 8 }, "storage": { "keep_mb": 500 } });
        assert_eq!(lines(&all), "sending.parallel = 8\nstorage.keep_mb = 500\n");
        assert_eq!(lines(&json!(8)), "8\n");
    }

    #[test]
    fn what_is_no_json_is_text() {
        assert_eq!(parsed("8788".into()), json!(8788));
        assert_eq!(parsed("true".into()), json!(true));
        assert_eq!(parsed("22:00".into()), json!("22:00"));
    }
}
