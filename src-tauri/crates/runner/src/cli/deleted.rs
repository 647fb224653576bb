//! `hookloom deleted …`

use clap::Subcommand;
use hookloom_api::{
    command::{ListDeleted, RestoreAutomation, RestoreDestination},
    core::{
        id::{AutomationId, DestinationId},
        view::RecentlyDeleted,
    },
};

use super::{Failure, Session, find, plain, table::table};

#[derive(Subcommand)]
pub enum Command {
    /// List what was deleted in the last 30 days
    List,
    /// Bring a deleted automation or destination back
    Restore {
        /// Its id, or its name
        name: String,
    },
}

/// Something deleted, by what a person calls it.
struct Found {
    name: String,
    id: Id,
}

enum Id {
    Automation(AutomationId),
    Destination(DestinationId),
}

impl Command {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        let deleted = session.client.call(ListDeleted {}).await?;
        match self {
            Self::List => session.output.show(&deleted, list),
            Self::Restore { name } => restore(session, deleted, &name).await,
        }
    }
}

async fn restore(session: &Session, deleted: RecentlyDeleted, wanted: &str) -> Result<(), Failure> {
    let Session { client, output } = session;
    let found = found(deleted, wanted).ok_or_else(|| {
        Failure::NotFound(format!(
            "‘{wanted}’ is not among what was deleted. ‘hookloom deleted list’ shows what is."
        ))
    })?;
    match found.id {
        Id::Automation(id) => {
            let row = client.call(RestoreAutomation { id }).await?;
            output.show(&row, |row| {
                let settings = &row.automation.settings;
                let off = if settings.enabled { "" } else { " It is off." };
                format!("Restored ‘{}’ ({id}).{off}\n", plain::line(&settings.name))
            })
        }
        Id::Destination(id) => {
            let row = client.call(RestoreDestination { id }).await?;
            output.show(&row, |row| {
                let name = plain::line(&row.destination.settings.name);
                format!("Restored ‘{name}’ ({id}).\n")
            })
        }
    }
}

fn found(deleted: RecentlyDeleted, wanted: &str) -> Option<Found> {
    let automations = deleted.automations.into_iter().map(|one| Found {
        name: one.settings.name,
        id: Id::Automation(one.id),
    });
    let destinations = deleted.destinations.into_iter().map(|one| Found {
        name: one.settings.name,
        id: Id::Destination(one.id),
    });
    let mut all: Vec<_> = automations.chain(destinations).collect();
    let by_id = all.iter().position(|found| found.id.text() == wanted);
    match by_id {
        Some(index) => Some(all.swap_remove(index)),
        None => find::by_name(all, wanted, |found| &found.name),
    }
}

impl Id {
    fn text(&self) -> String {
        match self {
            Self::Automation(id) => id.to_string(),
            Self::Destination(id) => id.to_string(),
        }
    }
}

fn list(deleted: &RecentlyDeleted) -> String {
    let automations = deleted.automations.iter().map(|one| {
        [
            one.settings.name.clone(),
            "automation".to_owned(),
            plain::time(one.deleted_at),
            plain::time(one.kept_until),
            one.id.to_string(),
        ]
    });
    let destinations = deleted.destinations.iter().map(|one| {
        [
            one.settings.name.clone(),
            "destination".to_owned(),
            plain::time(one.deleted_at),
            plain::time(one.kept_until),
            one.id.to_string(),
        ]
    });
    let rows: Vec<_> = automations.chain(destinations).collect();
    if rows.is_empty() {
        return "Nothing was deleted in the last 30 days.\n".to_owned();
    }
    table(["NAME", "WHAT", "DELETED", "KEPT UNTIL", "ID"], rows)
}
