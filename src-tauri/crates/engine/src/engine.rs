//! Wires the engine's parts, supervises them and stops them in order.

mod attention;
mod automations;
mod backtest;
mod bulk;
mod checkup;
mod deleted;
mod deliveries;
mod destination_secrets;
mod destinations;
mod export;
mod exports;
mod first_run;
mod folders;
mod hooks;
mod housekeeping;
mod imports;
mod inbox;
mod map;
mod overview;
mod pause;
mod preview;
mod proxy_password;
mod recipes;
mod reset;
mod safe_start;
mod samples;
mod saved_filters;
mod secrets_place;
mod settings;
mod start;
mod status;
mod storage;
mod switch;
mod tallies;
mod test_inbox;
mod undo;
mod workers;

use std::{path::PathBuf, sync::Arc, time::Duration};

use hookloom_core::moment::Moment;
use tokio::sync::{Mutex, broadcast};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

pub use destination_secrets::GivenSecrets;
pub use start::{Care, EngineOptions, Port, StartError};
pub use test_inbox::TEST_INBOX;

use crate::{
    catalog::Present,
    change::{Changes, EngineChange},
    cleaner::Cleaner,
    clock::Clock,
    delivery::{Bell, Outage, sender::network::Network},
    holds::Holds,
    inbox::TestInbox,
    indexer::Unread,
    intake::Intake,
    listening::Listening,
    notices::Notices,
    room::Room,
    secrets::SecretStore,
    settings::Chosen,
    store::Store,
    triggers::{Triggers, inbound::Inbound},
};

/// How long requests that are under way may take when the engine stops. What is not done by then
/// is cut off and sent again at the next start.
const LAST_REQUESTS: Duration = Duration::from_secs(3);
/// How long it may take to write down which were cut off.
const LAST_NOTES: Duration = Duration::from_secs(1);

/// The running engine. Its methods are the commands of the local API.
pub struct Engine {
    store: Store,
    catalog: Present,
    holds: Arc<Holds>,
    intake: Intake,
    secrets: Arc<SecretStore>,
    inbox: Arc<TestInbox>,
    hooks: Arc<Inbound>,
    listening: Listening,
    chosen: Chosen,
    notices: Notices,
    room: Room,
    cleaner: Cleaner,
    /// Why the last backup could not be made.
    backup_problem: std::sync::Mutex<Option<String>>,
    triggers: Triggers,
    bell: Bell,
    outage: Outage,
    network: Arc<dyn Network>,
    clock: Clock,
    changes: Changes,
    unread: Unread,
    data_folder: PathBuf,
    started_at: Moment,
    /// Edits of automations and destinations come one after the other: each is checked against
    /// what the one before it left.
    editing: Mutex<()>,
    /// One thing is taken back at a time, so that nothing is taken back twice.
    undoing: Mutex<()>,
    /// The automations that run for the files that are there already.
    existing: folders::Existing,
    noticing: Stage,
    sending: Stage,
    /// Cuts off the requests that are still under way at the end.
    cut_off: CancellationToken,
}

/// Workers that stop together.
#[derive(Default)]
pub(crate) struct Stage {
    pub(crate) workers: TaskTracker,
    pub(crate) stop: CancellationToken,
}

impl Stage {
    async fn end(&self) {
        self.stop.cancel();
        self.workers.close();
        self.workers.wait().await;
    }
}

impl Engine {
    /// The changes from now on.
    pub fn changes(&self) -> broadcast::Receiver<EngineChange> {
        self.changes.listen()
    }

    /// Stops in order: first nothing new is noticed, then requests under way come to their end or
    /// are cut off and noted as such, then the database is closed. Takes a few seconds at the most.
    pub async fn stop(self: Arc<Self>) {
        self.noticing.end().await;
        let ended = tokio::time::timeout(LAST_REQUESTS, self.sending.end()).await;
        if ended.is_err() {
            tracing::info!("requests under way are cut off; they are sent again at the next start");
            self.cut_off.cancel();
            let noted = tokio::time::timeout(LAST_NOTES, self.sending.workers.wait()).await;
            if noted.is_err() {
                tracing::warn!("not all that was cut off could be noted");
            }
        }
        self.store.clone().close().await;
    }

    fn a_day_ago(&self) -> Moment {
        self.clock.now().minus(Duration::from_secs(24 * 60 * 60))
    }
}
