//! `hookloom recipes …`

use clap::{Args, Subcommand};
use hookloom_api::{
    Client,
    command::{ListRecipes, UseRecipe},
    core::{
        problem::Problem,
        recipe::{Answers, Question, QuestionKind},
        view::{Imported, RecipeRow},
    },
};

use super::{
    Failure, Session, find, plain,
    table::{pairs, table},
    words,
};

#[derive(Subcommand)]
pub enum Command {
    /// List the recipes that come with the app
    List,
    /// Show what a recipe asks
    Show {
        /// Its id, such as new-pdf
        recipe: String,
    },
    /// Make automations from a recipe
    Use {
        /// Its id, such as new-pdf
        recipe: String,
        #[command(flatten)]
        answers: AnswerArguments,
        /// Switch them on at once
        #[arg(long)]
        on: bool,
    },
}

/// Answers on the command line.
#[derive(Args)]
pub struct AnswerArguments {
    /// The answer to a question, as question=answer; where an address is asked, the name of a
    /// destination does as well. Questions without one get what the recipe suggests
    #[arg(long = "answer", value_name = "QUESTION=ANSWER")]
    answers: Vec<String>,
}

impl AnswerArguments {
    /// The answers by question, with destinations by their ids.
    ///
    /// # Errors
    /// When one is not written as it should be, or no question is called so.
    pub async fn read(&self, client: &Client, questions: &[Question]) -> Result<Answers, Failure> {
        let mut answers = Answers::new();
        for written in &self.answers {
            let Some((id, answer)) = written.split_once('=') else {
                return Err(Failure::Invalid(vec![format!(
                    "‘{written}’ isn't an answer. Write it as question=answer."
                )]));
            };
            let Some(question) = questions.iter().find(|question| question.id == id) else {
                return Err(Failure::Invalid(vec![unknown(id, questions)]));
            };
            answers.insert(id.to_owned(), meant(client, question, answer).await?);
        }
        Ok(answers)
    }
}

async fn meant(client: &Client, question: &Question, answer: &str) -> Result<String, Failure> {
    if question.kind != QuestionKind::Address || answer.contains("://") {
        return Ok(answer.to_owned());
    }
    let row = find::destination(client, answer).await?;
    Ok(row.destination.id.to_string())
}

fn unknown(id: &str, questions: &[Question]) -> String {
    let known: Vec<_> = questions
        .iter()
        .map(|one| format!("‘{}’", one.id))
        .collect();
    match known.is_empty() {
        true => format!("There is no question ‘{id}’; nothing is asked here."),
        false => format!("There is no question ‘{id}’. It asks {}.", known.join(", ")),
    }
}

impl Command {
    pub async fn run(self, Session { client, output }: &Session) -> Result<(), Failure> {
        match self {
            Self::List => output.show(&client.call(ListRecipes {}).await?, |rows| list(rows)),
            Self::Show { recipe } => output.show(&named(client, &recipe).await?, describe),
            Self::Use {
                recipe,
                answers,
                on,
            } => {
                let row = named(client, &recipe).await?;
                let answers = answers.read(client, &row.questions).await?;
                let made = client.call(UseRecipe {
                    id: row.id,
                    answers,
                    enabled: on,
                });
                output.show(&made.await?, |made| done("Made", made))
            }
        }
    }
}

async fn named(client: &Client, wanted: &str) -> Result<RecipeRow, Failure> {
    let rows = client.call(ListRecipes {}).await?;
    let found = rows
        .into_iter()
        .find(|row| row.id == wanted || row.name == wanted);
    found.ok_or_else(|| {
        Failure::NotFound(format!(
            "There is no recipe ‘{wanted}’. ‘hookloom recipes list’ shows what there is."
        ))
    })
}

fn list(rows: &[RecipeRow]) -> String {
    let row = |row: &RecipeRow| {
        let asked: Vec<_> = row.questions.iter().map(|one| one.id.as_str()).collect();
        [row.id.clone(), row.sentence.clone(), asked.join(", ")]
    };
    table(["ID", "WHAT IT DOES", "ASKS"], rows.iter().map(row))
}

fn describe(row: &RecipeRow) -> String {
    let asked = row.questions.iter().map(question).collect::<String>();
    pairs([
        ("Name", row.name.clone()),
        ("Id", row.id.clone()),
        ("What", row.sentence.clone()),
    ]) + &asked
}

/// One question as a line.
pub fn question(question: &Question) -> String {
    let suggestion = question.suggestion.as_ref();
    let suggested = suggestion.map_or_else(String::new, |text| format!(" (else {text})"));
    let label = plain::line(&question.label);
    format!("  --answer {}=…   {label}{suggested}\n", question.id)
}

/// What was made, or imported.
pub fn done(what: &str, made: &Imported) -> String {
    let count = words::count(made.automations.len(), "automation", "automations");
    let destinations = words::count(made.destinations.len(), "destination", "destinations");
    let ids = made.automations.iter().map(|id| format!("{id}\n"));
    format!("{what} {count} and {destinations}.\n") + &ids.collect::<String>()
}

/// What keeps something from being done, one sentence each.
pub fn sentences(problems: &[Problem]) -> Failure {
    Failure::Invalid(problems.iter().map(ToString::to_string).collect())
}
