//! `hookloom storage`: how large the log is, and what is done about it.

use clap::Subcommand;
use hookloom_api::{
    Change, Client,
    command::{CleanUp, CountOld, GetStorage, MakeBackup, Subscribe},
    core::view::Storage,
};

use super::{Failure, Session, plain, table::pairs, words};

#[derive(Subcommand)]
pub enum Command {
    /// Show how large the log is
    Show,
    /// Remove finished deliveries; what waits to be sent stays
    CleanUp {
        /// Only what is older than so many days; 0 means all
        #[arg(long, value_name = "DAYS")]
        older_than: u32,
        /// Only say how many that would be
        #[arg(long)]
        count: bool,
    },
    /// Make a backup now
    BackUp,
}

impl Command {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        let Session { client, output } = session;
        let storage = match self {
            Self::Show => client.call(GetStorage {}).await?,
            Self::BackUp => client.call(MakeBackup {}).await?,
            Self::CleanUp {
                older_than: older_than_days,
                count: true,
            } => {
                let old = client.call(CountOld { older_than_days }).await?;
                return output.show(&old, |old| format!("{}\n", old.count));
            }
            Self::CleanUp {
                older_than: older_than_days,
                count: false,
            } => clean_up(client, older_than_days).await?,
        };
        output.show(&storage, describe)
    }
}

/// Waits until all of it is removed.
async fn clean_up(client: &Client, older_than_days: u32) -> Result<Storage, Failure> {
    let mut changes = client.subscribe(Subscribe { window: false }).await?;
    let mut storage = client.call(CleanUp { older_than_days }).await?;
    while storage.cleaning.is_some() {
        match changes.recv().await {
            None => return Err(Failure::NoRunner("The runner has ended.".to_owned())),
            Some(Change::Storage {} | Change::Missed {}) => {
                storage = client.call(GetStorage {}).await?;
            }
            Some(_) => {}
        }
    }
    Ok(storage)
}

fn describe(storage: &Storage) -> String {
    let last = storage.last_cleaning.map_or_else(
        || "nothing yet".to_owned(),
        |last| {
            format!(
                "{} deliveries, {} given back, {}",
                last.deliveries,
                words::bytes(last.bytes),
                plain::time(last.at)
            )
        },
    );
    let backups = storage.backups.first().map_or_else(
        || "none yet".to_owned(),
        |newest| {
            let all = storage.backups.len();
            format!("{all}, the newest {}", plain::time(newest.at))
        },
    );
    let oldest = storage.oldest.map_or_else(|| "–".to_owned(), plain::time);
    pairs([
        ("Size", words::bytes(storage.bytes)),
        ("Deliveries", storage.deliveries.to_string()),
        ("Oldest", oldest),
        ("Too old", storage.too_old.to_string()),
        ("Removed last", last),
        ("Backups", backups),
        (
            "Last backup failed",
            storage
                .backup_problem
                .clone()
                .unwrap_or_else(|| "no".to_owned()),
        ),
    ])
}
