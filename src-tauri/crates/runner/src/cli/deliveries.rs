//! `hookloom deliveries …`

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use hookloom_api::{
    Client,
    command::{
        ActOnDeliveries, CancelDelivery, CountDeliveries, DeleteSavedFilter, DeliveryCurl,
        ExportDeliveries, GetDelivery, ListDeliveries, ListSavedFilters, ResendDelivery,
        RetryDelivery, SaveDeliveries, SaveFilter, SendAnew,
    },
    core::{
        attempt::{Attempt, Why},
        id::DeliveryId,
        moment::Moment,
        request::Request,
        upload::{SentFile, Upload, UploadPart},
        view::{
            ActResult, Chosen, DeliveryAct, DeliveryCount, DeliveryDetail, DeliveryPage,
            DeliveryRow, ExportFormat, SavedFilter,
        },
    },
};

use super::{
    Failure, Session,
    narrow::Narrow,
    plain,
    table::{pairs, table},
    words,
};

/// More than this are not sent again by mistake.
const MANY: u64 = 50;

#[derive(Subcommand)]
pub enum Command {
    /// List deliveries, newest first
    List {
        #[command(flatten)]
        narrow: Narrow,
        /// How many at the most
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=500))]
        limit: u32,
        /// Go on after this delivery
        #[arg(long, value_name = "DELIVERY")]
        after: Option<String>,
    },
    /// Show one delivery with its request and attempts
    Show {
        /// Its id
        delivery: String,
    },
    /// Send finished deliveries again: same content, same id
    Resend {
        #[command(flatten)]
        which: Which,
        /// Make new deliveries of the same events, with the settings of today
        #[arg(long)]
        anew: bool,
    },
    /// Try deliveries now that wait for their next retry
    Retry {
        #[command(flatten)]
        which: Which,
    },
    /// Stop trying
    Cancel {
        #[command(flatten)]
        which: Which,
    },
    /// Print a delivery as a curl command, with its secret as $WEBHOOK_SECRET
    Curl {
        /// Its id
        delivery: String,
    },
    /// Write deliveries out, with credentials masked
    Export {
        #[command(flatten)]
        narrow: Narrow,
        /// How
        #[arg(long, value_enum, default_value_t = Format::Jsonl)]
        format: Format,
        /// Into this file instead of to standard output; it is replaced if it is there
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// List the saved filters
    Filters,
    /// Keep a filter under a name, for the window too
    SaveFilter {
        /// Its name
        name: String,
        #[command(flatten)]
        narrow: Narrow,
    },
    /// Forget a saved filter
    ForgetFilter {
        /// Its name
        name: String,
    },
}

/// One delivery, or all that a filter lets through.
#[derive(Args)]
pub struct Which {
    /// Its id; without one, all deliveries that the filter lets through
    delivery: Option<String>,
    #[command(flatten)]
    narrow: Narrow,
    /// Only count
    #[arg(long)]
    dry_run: bool,
    /// Do it also with more than 50
    #[arg(long)]
    yes: bool,
}

/// How an export is written.
#[derive(Clone, Copy, ValueEnum)]
pub enum Format {
    /// One JSON document on each line
    Jsonl,
    /// A table for a spreadsheet
    Csv,
}

impl From<Format> for ExportFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Jsonl => Self::JsonLines,
            Format::Csv => Self::Csv,
        }
    }
}

impl Command {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        let Session { client, output } = session;
        match self {
            Self::List {
                narrow,
                limit,
                after,
            } => {
                let page = ListDeliveries {
                    filter: narrow.filter(client).await?,
                    after: after.as_deref().map(id).transpose()?,
                    before: None,
                    skip: 0,
                    limit,
                };
                output.show(&client.call(page).await?, list)
            }
            Self::Show { delivery } => {
                let id = id(&delivery)?;
                output.show(&client.call(GetDelivery { id }).await?, describe)
            }
            Self::Resend { which, anew: false } => which.act(DeliveryAct::SendAgain, session).await,
            Self::Resend { which, anew: true } => which.act(DeliveryAct::SendAnew, session).await,
            Self::Retry { which } => which.act(DeliveryAct::RetryNow, session).await,
            Self::Cancel { which } => which.act(DeliveryAct::Stop, session).await,
            Self::Curl { delivery } => {
                let id = id(&delivery)?;
                let script = client.call(DeliveryCurl { id }).await?;
                output.show(&script, |script| plain::lines(script))
            }
            Self::Export {
                narrow,
                format,
                out,
            } => export(narrow, format, out, session).await,
            Self::Filters => {
                output.show(&client.call(ListSavedFilters {}).await?, |it| filters(it))
            }
            Self::SaveFilter { name, narrow } => {
                let filter = narrow.filter(client).await?;
                output.show(&client.call(SaveFilter { name, filter }).await?, |it| {
                    filters(it)
                })
            }
            Self::ForgetFilter { name } => output
                .show(&client.call(DeleteSavedFilter { name }).await?, |it| {
                    filters(it)
                }),
        }
    }
}

impl Which {
    async fn act(self, act: DeliveryAct, session: &Session) -> Result<(), Failure> {
        let Session { client, output } = session;
        let Some(delivery) = self.delivery else {
            return act_on_many(self.narrow, act, self.dry_run, self.yes, session).await;
        };
        let id = id(&delivery)?;
        if self.dry_run {
            let chosen = Chosen::These { ids: vec![id] };
            let act = Some(act);
            let count = client.call(CountDeliveries { chosen, act }).await?;
            return output.show(&count, counted);
        }
        let row = act_on_one(client, id, act).await?;
        output.show(&row, |row| line(row) + "\n")
    }
}

async fn act_on_one(
    client: &Client,
    id: DeliveryId,
    act: DeliveryAct,
) -> Result<DeliveryRow, Failure> {
    Ok(match act {
        DeliveryAct::SendAgain => client.call(ResendDelivery { id }).await?,
        DeliveryAct::SendAnew => client.call(SendAnew { id }).await?,
        DeliveryAct::RetryNow => client.call(RetryDelivery { id }).await?,
        DeliveryAct::Stop => client.call(CancelDelivery { id }).await?,
    })
}

async fn act_on_many(
    narrow: Narrow,
    act: DeliveryAct,
    dry_run: bool,
    yes: bool,
    Session { client, output }: &Session,
) -> Result<(), Failure> {
    if !narrow.is_anything() {
        let message = "Name a delivery, or say which ones: --state, --since, --search, …";
        return Err(Failure::Failed(message.to_owned()));
    }
    let chosen = Chosen::All {
        filter: narrow.filter(client).await?,
    };
    let counting = CountDeliveries {
        chosen: chosen.clone(),
        act: Some(act),
    };
    let count = client.call(counting).await?;
    if dry_run {
        return output.show(&count, counted);
    }
    if count.count > MANY && !yes {
        return Err(Failure::Failed(format!(
            "That is about {}. Add --yes to do it, or --dry-run to count only.",
            how_many(&count)
        )));
    }
    let result = client.call(ActOnDeliveries { chosen, act }).await?;
    output.show(&result, |ActResult { done, left }| match left {
        0 => format!("{}: done.\n", deliveries_of(*done)),
        _ => format!("{}: done. {left} could not be.\n", deliveries_of(*done)),
    })
}

fn counted(count: &DeliveryCount) -> String {
    format!("{}.\n", how_many(count))
}

fn how_many(count: &DeliveryCount) -> String {
    let deliveries = deliveries_of(count.count);
    match count.more {
        true => format!("more than {deliveries}"),
        false => deliveries,
    }
}

fn deliveries_of(count: u64) -> String {
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    words::count(count, "delivery", "deliveries")
}

async fn export(
    narrow: Narrow,
    format: Format,
    out: Option<PathBuf>,
    Session { client, output }: &Session,
) -> Result<(), Failure> {
    let chosen = Chosen::All {
        filter: narrow.filter(client).await?,
    };
    let format = format.into();
    if let Some(out) = out {
        let path = std::path::absolute(out)?;
        let saving = SaveDeliveries {
            chosen,
            format,
            path,
        };
        return output.show(&client.call(saving).await?, counted);
    }
    let mut after = None;
    loop {
        let piece = ExportDeliveries {
            chosen: chosen.clone(),
            format,
            after,
        };
        let part = client.call(piece).await?;
        output.text(&plain::export(&part.text))?;
        if part.next.is_none() {
            return Ok(());
        }
        after = part.next;
    }
}

fn filters(filters: &[SavedFilter]) -> String {
    if filters.is_empty() {
        return "No saved filters.\n".to_owned();
    }
    let row = |saved: &SavedFilter| {
        let states: Vec<&str> = saved
            .filter
            .states
            .iter()
            .map(|it| words::state(*it))
            .collect();
        [
            saved.name.clone(),
            states.join(", "),
            saved.filter.search.clone(),
        ]
    };
    table(["NAME", "STATES", "WORDS"], filters.iter().map(row))
}

fn id(text: &str) -> Result<DeliveryId, Failure> {
    text.parse()
        .map_err(|error| Failure::NotFound(format!("{error}.")))
}

fn list(page: &DeliveryPage) -> String {
    if page.rows.is_empty() {
        return "No deliveries.\n".to_owned();
    }
    let rest = page.total.saturating_sub(page.rows.len() as u64);
    let more = match page.rows.last() {
        Some(last) if page.more => {
            format!("more than {}; go on with --after {}\n", page.total, last.id)
        }
        Some(last) if rest > 0 => {
            format!("{} in all; go on with --after {}\n", page.total, last.id)
        }
        _ => String::new(),
    };
    deliveries(&page.rows) + &more
}

/// Deliveries as a table.
pub fn deliveries(rows: &[DeliveryRow]) -> String {
    let row = |row: &DeliveryRow| {
        [
            plain::time(row.created_at),
            words::state(row.state.name()).to_owned(),
            row.automation_name.clone(),
            row.summary.clone(),
            row.destination_name.clone(),
            row.attempts.to_string(),
            row.last_status
                .map_or_else(String::new, |code| code.to_string()),
            row.took_ms
                .map_or_else(String::new, |ms| format!("{ms} ms")),
            row.id.to_string(),
        ]
    };
    let heads = [
        "TIME",
        "STATE",
        "AUTOMATION",
        "WHAT HAPPENED",
        "DESTINATION",
        "TRIES",
        "CODE",
        "TOOK",
        "ID",
    ];
    table(heads, rows.iter().map(row))
}

/// A delivery as one line, without the line's end.
pub fn line(row: &DeliveryRow) -> String {
    let code = row
        .last_status
        .map_or_else(String::new, |code| format!(", {code}"));
    let tries = words::count(row.attempts as usize, "try", "tries");
    let text = format!(
        "{}  {:<9}  {} → {}: {} ({tries}{code})",
        row.id,
        words::state(row.state.name()),
        row.automation_name,
        row.destination_name,
        row.summary,
    );
    plain::line(&text)
}

/// A delivery with all that is known of it.
pub fn describe(detail: &DeliveryDetail) -> String {
    let row = &detail.row;
    let head = pairs([
        ("Delivery", row.id.to_string()),
        ("State", words::state_and_time(&row.state)),
        ("What happened", row.summary.clone()),
        (
            "Event",
            format!("{} {}", detail.event.kind.as_str(), detail.event.id),
        ),
        ("Automation", row.automation_name.clone()),
        ("Destination", row.destination_name.clone()),
        ("Accepted", plain::time(row.created_at)),
        ("Next tries", tries(&detail.tries)),
    ]);
    let request = detail.request.as_ref().map_or_else(String::new, request);
    let attempts = attempts(&detail.attempts, detail.attempts_allowed);
    format!(
        "{}\n\n{head}\n{request}{attempts}",
        plain::line(&detail.sentence)
    )
}

/// When it is tried, if every attempt fails.
fn tries(tries: &[Moment]) -> String {
    let told: Vec<String> = tries.iter().map(|at| plain::time(*at)).collect();
    match told.is_empty() {
        true => "none".to_owned(),
        false => told.join(", "),
    }
}

/// A request as it goes over the wire.
pub fn request(request: &Request) -> String {
    let mut text = format!("{} {}\n", request.method, plain::line(&request.url));
    for (name, value) in &request.headers {
        text += &plain::line(&format!("{name}: {value}"));
        text += "\n";
    }
    if let Some(body) = &request.body {
        text += &format!("\n{}\n", plain::lines(body));
    }
    if let Some(upload) = &request.upload {
        text += &format!("\n{}", content(upload));
    }
    text + "\n"
}

/// Content that is read from disk, as lines to be looked at.
fn content(upload: &Upload) -> String {
    let told = |file: &SentFile| format!("{} ({} bytes)", file.shown(), file.size);
    let lines: Vec<String> = match upload {
        Upload::File { file } => vec![told(file)],
        Upload::Multipart { parts, .. } => parts
            .iter()
            .map(|part| match part {
                UploadPart::Field { name, value } => format!("{name}: {value}"),
                UploadPart::File { name, file, .. } => format!("{name}: {}", told(file)),
            })
            .collect(),
    };
    lines.iter().map(|line| plain::line(line) + "\n").collect()
}

fn attempts(attempts: &[Attempt], allowed: u32) -> String {
    let row = |attempt: &Attempt| {
        [
            format!("{} of {allowed}", attempt.number),
            plain::time(attempt.at),
            why(attempt.why).to_owned(),
            format!("{} ms", attempt.phases.total_ms),
            attempt.remote.clone().unwrap_or_default(),
            words::outcome(&attempt.outcome),
        ]
    };
    table(
        ["ATTEMPT", "TIME", "WHY", "TOOK", "REACHED", "ANSWER"],
        attempts.iter().map(row),
    )
}

fn why(why: Why) -> &'static str {
    match why {
        Why::First => "first",
        Why::Retry => "retry",
        Why::RetriedByHand => "retried by hand",
        Why::SentAgain => "sent again",
        Why::Probe => "probe",
    }
}
