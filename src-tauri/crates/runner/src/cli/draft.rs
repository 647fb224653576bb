//! Settings that are tried: those of an automation, or others from a file.

use std::path::PathBuf;

use clap::Args;
use hookloom_api::{
    Client,
    changes::Changes,
    command::{
        BackTestAutomation, GetDelivery, ListSamples, PreviewAutomation, Subscribe, TestAutomation,
    },
    core::{
        automation::AutomationSettings,
        delivery::StateName,
        id::{AutomationId, DeliveryId},
        sample::sample_kind,
        trigger::Trigger,
        view::{BackTest, BackTestExample, BackTestPart, DeliveryDetail, Preview, SampleSource},
    },
};

use super::{
    Failure, Session, automation_document, automations::event_data, deliveries, find, plain, words,
};

/// Which settings.
#[derive(Args)]
pub struct Draft {
    /// The automation's name or id; left out for one that is not there yet
    #[arg(required_unless_present = "settings")]
    automation: Option<String>,
    /// A file with other settings to try, or - for standard input
    #[arg(long, value_name = "FILE")]
    settings: Option<PathBuf>,
}

/// Which of its destinations, and on which event.
#[derive(Args)]
pub struct Trial {
    #[command(flatten)]
    draft: Draft,
    /// Which of its sends, from 1
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    send: u32,
    /// A file with the event's data as a JSON object; otherwise the last real event, or a made-up one
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
}

/// How far back to look.
#[derive(Args)]
pub struct BackTestArguments {
    #[command(flatten)]
    draft: Draft,
    /// How many days to look back
    #[arg(long, default_value_t = 7)]
    days: u32,
}

type Settings = (Option<AutomationId>, AutomationSettings);

impl Draft {
    async fn read(&self, client: &Client) -> Result<Settings, Failure> {
        let row = match &self.automation {
            Some(wanted) => Some(find::automation(client, wanted).await?),
            None => None,
        };
        let id = row.as_ref().map(|row| row.automation.id);
        match (&self.settings, row) {
            (Some(file), _) => Ok((id, automation_document::read(client, file).await?.1)),
            (None, Some(row)) => Ok((id, row.automation.settings)),
            (None, None) => Err(Failure::Failed("Name an automation.".to_owned())),
        }
    }
}

impl Trial {
    async fn source(&self, client: &Client, draft: &Settings) -> Result<SampleSource, Failure> {
        let (id, trigger) = (draft.0, draft.1.trigger.clone());
        match &self.data {
            Some(file) => Ok(SampleSource::Edited {
                kind: sample_kind(&trigger),
                data: event_data(file)?,
            }),
            None => last(client, id, trigger).await,
        }
    }
}

/// The last real event, or a made-up one.
async fn last(
    client: &Client,
    id: Option<AutomationId>,
    trigger: Trigger,
) -> Result<SampleSource, Failure> {
    let choices = client.call(ListSamples { id, trigger }).await?;
    Ok(match choices.first() {
        Some(choice) => SampleSource::Recorded {
            automation: choice.automation,
            event: choice.event,
        },
        None => SampleSource::MadeUp {},
    })
}

/// Shows what would be sent.
pub async fn preview(trial: Trial, Session { client, output }: &Session) -> Result<(), Failure> {
    let draft = trial.draft.read(client).await?;
    let source = trial.source(client, &draft).await?;
    let (id, settings) = draft;
    let send = trial.send - 1;
    let previewed = client
        .call(PreviewAutomation {
            id,
            settings,
            send,
            source,
        })
        .await?;
    output.show(&previewed, told)
}

/// Sends a test of an automation and waits for what comes of it.
pub async fn test(trial: Trial, session: &Session) -> Result<(), Failure> {
    let draft = trial.draft.read(&session.client).await?;
    let source = trial.source(&session.client, &draft).await?;
    let (id, settings) = draft;
    let command = TestAutomation {
        id,
        settings,
        send: trial.send - 1,
        source,
    };
    send_test(command, session).await
}

/// Sends a test and waits for what comes of it.
pub async fn send_test(
    command: TestAutomation,
    Session { client, output }: &Session,
) -> Result<(), Failure> {
    // First subscribed, then sent: so its end is not missed.
    let mut changes = client.subscribe(Subscribe { window: false }).await?;
    let sent = client.call(command).await?;
    let detail = ended(client, sent.id, &mut changes).await?;
    output.show(&detail, deliveries::describe)?;
    match detail.row.state.name() {
        StateName::Succeeded => Ok(()),
        _ => Err(Failure::Failed(plain::line(&detail.sentence))),
    }
}

/// The delivery once it has come to its end.
async fn ended(
    client: &Client,
    id: DeliveryId,
    changes: &mut Changes,
) -> Result<DeliveryDetail, Failure> {
    loop {
        let detail = client.call(GetDelivery { id }).await?;
        if detail.row.state.is_final() {
            return Ok(detail);
        }
        if changes.recv().await.is_none() {
            return Err(Failure::NoRunner("The runner has ended.".to_owned()));
        }
    }
}

/// Shows what would have been sent.
pub async fn back_test(
    arguments: BackTestArguments,
    Session { client, output }: &Session,
) -> Result<(), Failure> {
    let (id, settings) = arguments.draft.read(client).await?;
    let days = arguments.days;
    let found = client
        .call(BackTestAutomation { id, settings, days })
        .await?;
    output.show(&found, compared)
}

fn told(preview: &Preview) -> String {
    let mut text = String::new();
    for problem in &preview.problems {
        text += &format!("{}\n", plain::line(&problem.to_string()));
    }
    for warning in &preview.warnings {
        text += &format!("Mind: {}\n", plain::line(&warning.message));
    }
    if let Some(verdict) = &preview.verdict {
        let what = if verdict.passed { "sent" } else { "skipped" };
        text += &format!("It would be {what}: {}.\n", plain::line(&verdict.why));
    }
    if let Some(request) = &preview.request {
        if !text.is_empty() {
            text.push('\n');
        }
        text += &deliveries::request(request);
    }
    text
}

fn compared(found: &BackTest) -> String {
    let mut text = format!(
        "{} since {}{}.\n{} as they were.\n",
        words::count(found.events as usize, "event", "events"),
        plain::time(found.since),
        if found.whole {
            ""
        } else {
            "; older ones were left out"
        },
        words::count(found.same as usize, "webhook", "webhooks"),
    );
    text += &part("would also be sent", &found.added);
    text += &part("would no longer be sent", &found.removed);
    text += &part("would have different content", &found.changed);
    text += &part("could not be sent", &found.broken);
    text
}

fn part(what: &str, part: &BackTestPart) -> String {
    let count = words::count(part.count as usize, "webhook", "webhooks");
    let examples = part.examples.iter().map(example);
    format!("{count} {what}.\n{}", examples.collect::<String>())
}

fn example(example: &BackTestExample) -> String {
    let why = example
        .why
        .as_ref()
        .map_or_else(String::new, |why| format!(": {why}"));
    let (at, summary) = (plain::time(example.at), &example.summary);
    let line = format!("{at}  {summary} → {}{why}", example.destination);
    format!("  {}\n", plain::line(&line))
}
