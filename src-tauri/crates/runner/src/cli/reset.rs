//! `hookloom reset`: everything is deleted.

use std::{
    io::{self, BufRead, IsTerminal, Write},
    time::{Duration, Instant},
};

use hookloom_api::{
    Client,
    command::{Reset, Subscribe},
    data_folder::DataFolder,
};
use serde_json::json;
use tokio::time::sleep;

use super::{Failure, Session};

/// What has to be typed.
const WORD: &str = "RESET";
/// How long the new runner may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// The rest between two looks for it.
const REST: Duration = Duration::from_millis(50);

const QUESTION: &str = "\
This deletes all automations, destinations and their secrets, the log, the Test inbox, saved filters,
settings and daily backups. What waits is never sent, what is under way is cut off. It can't be undone.
What you saved elsewhere, such as exports, and watched folders with their files stay.
";

#[derive(clap::Args)]
pub struct Arguments {
    /// Do it without asking for the word
    #[arg(long)]
    yes: bool,
}

impl Arguments {
    pub async fn run(self, session: &Session, folder: &DataFolder) -> Result<(), Failure> {
        let Session { client, output } = session;
        if !self.yes {
            ask()?;
        }
        let mut changes = client.subscribe(Subscribe { window: false }).await?;
        client.call(Reset {}).await?;
        while changes.recv().await.is_some() {}
        until_it_answers(folder).await?;
        output.show(&json!({ "reset": true }), |_| {
            "Everything is reset. Hookloom begins as new.\n".to_owned()
        })
    }
}

/// The word has to be typed by a person, or come from a script on purpose.
fn ask() -> Result<(), Failure> {
    let (stdin, mut stderr) = (io::stdin(), io::stderr());
    // Whoever can't see the question can't answer it, and then nothing is deleted.
    let _ = write!(stderr, "{QUESTION}");
    if stdin.is_terminal() {
        let _ = write!(stderr, "Type {WORD} to go on: ");
    }
    let _ = stderr.flush();
    let mut typed = String::new();
    let read = stdin.lock().read_line(&mut typed);
    match read.is_ok() && typed.trim() == WORD {
        true => Ok(()),
        false => Err(Failure::Invalid(vec![format!(
            "{WORD} was not typed, so nothing was deleted. Add --yes to do it without asking."
        )])),
    }
}

async fn until_it_answers(folder: &DataFolder) -> Result<(), Failure> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match Client::connect(folder).await {
            Ok(_) => return Ok(()),
            Err(error) if Instant::now() > deadline => return Err(error.into()),
            Err(_) => sleep(REST).await,
        }
    }
}
