//! What the engine's changes lead to: lines for clients, faces for the tray.

use std::{
    sync::{Arc, mpsc},
    time::Duration,
};

use hookloom_api::{
    Change,
    core::view::{DeliveryFilter, PageStart},
};
use hookloom_engine::{EngineError, change::EngineChange};
use jiff::tz::TimeZone;
use tokio::{
    sync::broadcast::{self, error::RecvError},
    time::Instant,
};
use tokio_util::sync::CancellationToken;

use super::service::{Outlets, Runner};
use crate::tray::{Face, Looks};

/// Changes come in bursts, and nobody reads a tray that fast.
const REST: Duration = Duration::from_secs(1);

/// How many of the newest deliveries the tray shows.
const RECENT: u32 = 5;

/// Hands changes on to clients until the engine is gone.
pub async fn clients(mut changes: broadcast::Receiver<EngineChange>, outlets: Outlets) {
    loop {
        match changes.recv().await {
            Ok(change) => {
                if let Some(change) = in_words_of_the_api(change) {
                    outlets.tell(&change);
                }
            }
            Err(RecvError::Lagged(_)) => outlets.tell(&Change::Missed {}),
            Err(RecvError::Closed) => return,
        }
    }
}

/// Nothing, when the client hears of it in other words.
fn in_words_of_the_api(change: EngineChange) -> Option<Change> {
    Some(match change {
        EngineChange::Ended(..) | EngineChange::TurnedAway(_) | EngineChange::Recovered(_) => {
            return None;
        }
        EngineChange::Automation(id) => Change::Automation { id },
        EngineChange::Destination(id) => Change::Destination { id },
        EngineChange::Delivery(id) => Change::Delivery { id },
        EngineChange::Undo => Change::Undo {},
        EngineChange::Inbox => Change::Inbox {},
        EngineChange::Settings => Change::Settings {},
        EngineChange::Storage => Change::Storage {},
        EngineChange::Status => Change::Status {},
    })
}

/// Sends the tray a face whenever it is another one, until `stop` or until nobody takes it.
pub async fn tray(runner: Arc<Runner>, faces: mpsc::Sender<Face>, stop: CancellationToken) {
    let zone = TimeZone::system();
    let mut changes = runner.engine().changes();
    let mut shown = None;
    loop {
        let next_look = Instant::now() + REST;
        // What came until now is seen by looking.
        changes = changes.resubscribe();
        match face(&runner, &zone).await {
            Ok(face) => {
                if shown.as_ref() != Some(&face) && faces.send(face.clone()).is_err() {
                    return;
                }
                shown = Some(face);
            }
            Err(error) => tracing::warn!(%error, "the tray may not be up to date"),
        }
        let change = async {
            tokio::select! {
                () = changed(&mut changes) => {}
                () = runner.wishes_changed() => {}
            }
            tokio::time::sleep_until(next_look).await;
        };
        if stop.run_until_cancelled(change).await.is_none() {
            return;
        }
    }
}

async fn face(runner: &Runner, zone: &TimeZone) -> Result<Face, EngineError> {
    let engine = runner.engine();
    let newest = engine.list_deliveries(DeliveryFilter::default(), PageStart::default(), RECENT);
    let looks = Looks {
        status: &engine.status().await?,
        automations: &engine.list_automations().await?,
        recent: &newest.await?.rows,
        ignore_events: runner.ignores_events(),
        twelve_hours: engine.settings().general.twelve_hours,
    };
    Ok(Face::of(&looks, zone))
}

/// Waits for any change: a delivery that fails counts for the tray, too.
async fn changed(changes: &mut broadcast::Receiver<EngineChange>) {
    if let Err(RecvError::Closed) = changes.recv().await {
        // The engine is gone, and with it everything to show: `stop` comes next.
        std::future::pending().await
    }
}
