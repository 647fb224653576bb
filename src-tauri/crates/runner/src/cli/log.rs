//! `hookloom log`: deliveries as they move on.

use std::collections::BTreeMap;

use clap::Args;
use hookloom_api::{
    Change, Client,
    changes::Changes,
    client::CallError,
    command::{GetDelivery, ListDeliveries, Subscribe},
    core::{delivery::DeliveryState, id::DeliveryId, view::DeliveryFilter, view::DeliveryRow},
    error::ErrorCode,
};

use super::{Failure, Session, deliveries, output::Output, plain};

/// How many deliveries are remembered, so that none is printed twice in the same state.
const REMEMBERED: usize = 10_000;

#[derive(Args)]
pub struct Arguments {
    /// Go on, with one line for each change of a delivery, until the runner ends
    #[arg(long, short)]
    follow: bool,
    /// How many past deliveries to begin with
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(0..=500))]
    last: u32,
}

/// Prints past deliveries, oldest first, and follows what comes.
pub async fn run(arguments: Arguments, session: &Session) -> Result<(), Failure> {
    let client = &session.client;
    // First subscribed, then read: so nothing falls between the two.
    let changes = client.subscribe(Subscribe { window: false }).await?;
    let mut log = Log {
        output: session.output,
        printed: BTreeMap::new(),
    };
    if arguments.last > 0 {
        log.print_newest(client, arguments.last).await?;
    }
    if !arguments.follow {
        return Ok(());
    }
    log.follow(client, changes).await?;
    Err(Failure::NoRunner("The runner has ended.".to_owned()))
}

struct Log {
    output: Output,
    printed: BTreeMap<DeliveryId, (DeliveryState, u32)>,
}

impl Log {
    async fn follow(&mut self, client: &Client, mut changes: Changes) -> Result<(), Failure> {
        while let Some(change) = changes.recv().await {
            match change {
                Change::Delivery { id } => match client.call(GetDelivery { id }).await {
                    Ok(detail) => self.print(&detail.row)?,
                    // Cleaned away since, or the runner is ending: the loop sees that by itself.
                    Err(CallError::Gone) => {}
                    Err(CallError::Refused(refusal)) if refusal.code == ErrorCode::NotFound => {}
                    Err(error) => return Err(error.into()),
                },
                Change::Missed {} => self.print_newest(client, 500).await?,
                _ => {}
            }
        }
        Ok(())
    }

    async fn print_newest(&mut self, client: &Client, limit: u32) -> Result<(), Failure> {
        let newest = ListDeliveries {
            filter: DeliveryFilter::default(),
            after: None,
            before: None,
            skip: 0,
            limit,
        };
        let page = client.call(newest).await?;
        page.rows.iter().rev().try_for_each(|row| self.print(row))
    }

    fn print(&mut self, row: &DeliveryRow) -> Result<(), Failure> {
        let now = (row.state.clone(), row.attempts);
        if self.printed.get(&row.id) == Some(&now) {
            return Ok(());
        }
        self.printed.insert(row.id, now);
        if self.printed.len() > REMEMBERED {
            // Ids sort by time, so this is the oldest.
            self.printed.pop_first();
        }
        self.output.line(row, |row| {
            format!("{}  {}", plain::time(row.created_at), deliveries::line(row))
        })
    }
}
