//! `hookloom deliveries …`

use clap::{Subcommand, ValueEnum};
use hookloom_api::{
    Client,
    command::{CancelDelivery, GetDelivery, ListDeliveries, ResendDelivery},
    core::{
        attempt::Attempt,
        delivery::StateName,
        id::DeliveryId,
        request::Request,
        view::{DeliveryDetail, DeliveryFilter, DeliveryPage, DeliveryRow},
    },
};

use super::{
    Failure, Session, find, plain,
    table::{pairs, table},
    words,
};

#[derive(Subcommand)]
pub enum Command {
    /// List deliveries, newest first
    List {
        /// Only these states
        #[arg(long, value_delimiter = ',', value_name = "STATES")]
        state: Vec<State>,
        /// Only of this automation, by name or id
        #[arg(long)]
        automation: Option<String>,
        /// Only to this destination, by name or id
        #[arg(long)]
        destination: Option<String>,
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
    /// Send a finished delivery again: same content, same id
    Resend {
        /// Its id
        delivery: String,
    },
    /// Stop trying
    Cancel {
        /// Its id
        delivery: String,
    },
}

/// The states as the window calls them.
#[derive(Clone, Copy, ValueEnum)]
pub enum State {
    #[value(alias = "pending")]
    Waiting,
    Held,
    #[value(alias = "succeeded")]
    Sent,
    Failed,
    Skipped,
    Cancelled,
}

impl From<State> for StateName {
    fn from(state: State) -> Self {
        match state {
            State::Waiting => Self::Pending,
            State::Held => Self::Held,
            State::Sent => Self::Succeeded,
            State::Failed => Self::Failed,
            State::Skipped => Self::Skipped,
            State::Cancelled => Self::Cancelled,
        }
    }
}

impl Command {
    pub async fn run(self, Session { client, output }: &Session) -> Result<(), Failure> {
        match self {
            Self::List {
                state,
                automation,
                destination,
                limit,
                after,
            } => {
                let filter = filter(client, state, automation, destination).await?;
                let page = ListDeliveries {
                    filter,
                    after: after.as_deref().map(id).transpose()?,
                    limit,
                };
                output.show(&client.call(page).await?, list)
            }
            Self::Show { delivery } => {
                let id = id(&delivery)?;
                output.show(&client.call(GetDelivery { id }).await?, describe)
            }
            Self::Resend { delivery } => {
                let id = id(&delivery)?;
                output.show(&client.call(ResendDelivery { id }).await?, |row| {
                    line(row) + "\n"
                })
            }
            Self::Cancel { delivery } => {
                let id = id(&delivery)?;
                output.show(&client.call(CancelDelivery { id }).await?, |row| {
                    line(row) + "\n"
                })
            }
        }
    }
}

async fn filter(
    client: &Client,
    states: Vec<State>,
    automation: Option<String>,
    destination: Option<String>,
) -> Result<DeliveryFilter, Failure> {
    let mut filter = DeliveryFilter {
        states: states.into_iter().map(StateName::from).collect(),
        ..DeliveryFilter::default()
    };
    // What was deleted is still in the log, so an id need not be of something that is there.
    if let Some(wanted) = automation {
        filter.automation = Some(match wanted.parse() {
            Ok(id) => id,
            Err(_) => find::automation(client, &wanted).await?.automation.id,
        });
    }
    if let Some(wanted) = destination {
        filter.destination = Some(match wanted.parse() {
            Ok(id) => id,
            Err(_) => find::destination(client, &wanted).await?.destination.id,
        });
    }
    Ok(filter)
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
    ]);
    let request = detail.request.as_ref().map_or_else(String::new, request);
    let attempts = attempts(&detail.attempts, detail.attempts_allowed);
    format!(
        "{}\n\n{head}\n{request}{attempts}",
        plain::line(&detail.sentence)
    )
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
    text + "\n"
}

fn attempts(attempts: &[Attempt], allowed: u32) -> String {
    let row = |attempt: &Attempt| {
        [
            format!("{} of {allowed}", attempt.number),
            plain::time(attempt.at),
            format!("{} ms", attempt.phases.total_ms),
            words::outcome(&attempt.outcome),
        ]
    };
    table(
        ["ATTEMPT", "TIME", "TOOK", "ANSWER"],
        attempts.iter().map(row),
    )
}
