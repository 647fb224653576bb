//! `hookloom deliveries …`

mod shown;

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
        id::DeliveryId,
        view::{
            ActResult, Chosen, DeliveryAct, DeliveryCount, DeliveryRow, ExportFormat, SavedFilter,
        },
    },
};

use super::{Failure, Session, narrow::Narrow, plain, table::table, words};
use shown::list;
pub use shown::{describe, line, request};

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
