//! The local API between a real client and a real server, over a socket in a temporary folder.

#![allow(clippy::unwrap_used)]

mod changes;
mod commands;
mod greeting;
mod wire;

use std::{sync::Arc, time::Duration};

use hookloom_api::{
    ApiError, Change, Client, Command,
    data_folder::DataFolder,
    endpoint::Endpoint,
    error::ErrorCode,
    server::{self, Service, answer},
};
use serde_json::Value;
use tempfile::TempDir;
use tokio::{
    sync::{Notify, broadcast},
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;

/// Longer than anything here should take, also on a busy machine.
const DEADLINE: Duration = Duration::from_secs(20);

/// A service that knows a few commands.
struct Sample {
    changes: broadcast::Sender<Change>,
    windows: broadcast::Sender<Change>,
    /// `shutdown` has come in.
    arrived: Notify,
    /// Lets `shutdown` answer.
    resumed: Notify,
}

impl Service for Sample {
    async fn handle(&self, command: Command) -> Result<Value, ApiError> {
        match command {
            Command::ClearInbox(clear) => answer(&clear, Ok(())),
            Command::Shutdown(shutdown) => {
                self.arrived.notify_one();
                self.resumed.notified().await;
                answer(&shutdown, Ok(()))
            }
            Command::GetDelivery(get) => {
                let message = format!("There is no delivery {}.", get.id);
                answer(&get, Err(ApiError::not_found(message)))
            }
            _ => Err(ApiError::new(ErrorCode::Refused, "Not in this sample.")),
        }
    }

    fn changes(&self, window: bool) -> broadcast::Receiver<Change> {
        if window {
            self.windows.subscribe()
        } else {
            self.changes.subscribe()
        }
    }
}

/// A server in a folder of its own.
struct Running {
    folder: DataFolder,
    service: Arc<Sample>,
    stop: CancellationToken,
    served: JoinHandle<()>,
    _temp: TempDir,
}

impl Running {
    fn start() -> Self {
        let temp = tempfile::tempdir().unwrap();
        let folder = DataFolder::at(temp.path());
        let service = Arc::new(Sample {
            changes: broadcast::channel(16).0,
            windows: broadcast::channel(16).0,
            arrived: Notify::new(),
            resumed: Notify::new(),
        });
        let stop = CancellationToken::new();
        let listener = Endpoint::of(&folder).listen().unwrap();
        let served = tokio::spawn(server::serve(listener, Arc::clone(&service), stop.clone()));
        Self {
            folder,
            service,
            stop,
            served,
            _temp: temp,
        }
    }

    async fn client(&self) -> Client {
        Client::connect(&self.folder).await.unwrap()
    }
}

/// Waits, but not for ever.
async fn soon<T>(work: impl Future<Output = T>) -> T {
    tokio::time::timeout(DEADLINE, work)
        .await
        .expect("this should have come long ago")
}
