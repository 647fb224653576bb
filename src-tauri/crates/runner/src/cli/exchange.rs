//! `hookloom export` and `hookloom import`: automations to and from a file.

use std::{fs, io, path::PathBuf};

use clap::Args;
use hookloom_api::command::{ExportAutomations, ImportRecipe, PreviewImport, SaveExport};
use hookloom_api::core::{
    recipe::{Answers, ExportPurpose, ItemState},
    view::{ImportItem, ImportPreview},
};

use super::{
    Failure, Session, find, plain,
    recipes::{AnswerArguments, done, question, sentences},
    table::table,
};

/// Which automations go where.
#[derive(Args)]
pub struct Export {
    /// Names or ids of automations; none means all, with all destinations
    automations: Vec<String>,
    /// Write it for others: addresses and folders become questions
    #[arg(long)]
    share: bool,
    /// The file to write; without it the text is printed
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
}

impl Export {
    pub async fn run(self, Session { client, output }: &Session) -> Result<(), Failure> {
        let mut automations = Vec::new();
        for wanted in &self.automations {
            automations.push(find::automation(client, wanted).await?.automation.id);
        }
        let purpose = match self.share {
            true => ExportPurpose::Sharing,
            false => ExportPurpose::Backup,
        };
        let Some(file) = self.file else {
            let exported = client.call(ExportAutomations {
                automations,
                purpose,
            });
            return output.text(&exported.await?.text);
        };
        let path = std::path::absolute(&file)?.display().to_string();
        let saved = client.call(SaveExport {
            automations,
            purpose,
            path: path.clone(),
        });
        output.show(&saved.await?, |_| format!("Saved in {path}.\n"))
    }
}

/// What is imported, and how.
#[derive(Args)]
pub struct Import {
    /// A file with a recipe or a backup, or - for standard input
    file: PathBuf,
    /// Only show what it would do
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    answers: AnswerArguments,
    /// Leave out the automation of this name
    #[arg(long, value_name = "NAME")]
    leave_out: Vec<String>,
    /// Switch on what was on when a backup was made
    #[arg(long)]
    keep_switches: bool,
}

impl Import {
    pub async fn run(self, Session { client, output }: &Session) -> Result<(), Failure> {
        let text = read(&self.file)?;
        let look = |answers| PreviewImport {
            text: text.clone(),
            answers,
        };
        let unanswered = client.call(look(Answers::new())).await?;
        let answers = self.answers.read(client, &unanswered.questions).await?;
        if self.dry_run {
            return output.show(&client.call(look(answers)).await?, describe);
        }
        let preview = client.call(look(answers.clone())).await?;
        if !preview.problems.is_empty() {
            return Err(sentences(&preview.problems));
        }
        let imported = client.call(ImportRecipe {
            text,
            answers,
            leave_out: self.leave_out,
            keep_switches: self.keep_switches,
        });
        output.show(&imported.await?, |imported| {
            let missing = preview.missing.iter().map(|one| format!("  {one}\n"));
            done("Imported", imported) + &missing.collect::<String>()
        })
    }
}

fn read(file: &PathBuf) -> Result<String, Failure> {
    let text = match file.as_os_str() == "-" {
        true => io::read_to_string(io::stdin()),
        false => fs::read_to_string(file),
    };
    text.map_err(|error| {
        Failure::Invalid(vec![format!("{} can't be read: {error}.", file.display())])
    })
}

fn describe(preview: &ImportPreview) -> String {
    let row = |item: &ImportItem| {
        let state = match item.state {
            ItemState::New => "new",
            ItemState::Changed => "changed",
            ItemState::Same => "same",
        };
        [
            state.to_owned(),
            item.name.clone(),
            item.detail.clone(),
            item.sends_to.join(", "),
        ]
    };
    let mut text = format!("{}\n", plain::line(&preview.name));
    text += &table(
        ["STATE", "NAME", "WHAT", "SENDS TO"],
        preview.items.iter().map(row),
    );
    if !preview.hosts.is_empty() {
        text += &format!("It would contact {}.\n", preview.hosts.join(", "));
    }
    text += &preview.questions.iter().map(question).collect::<String>();
    for line in &preview.missing {
        text += &format!("{line}\n");
    }
    for problem in &preview.problems {
        text += &format!("{problem}\n");
    }
    text + "Nothing was written.\n"
}
