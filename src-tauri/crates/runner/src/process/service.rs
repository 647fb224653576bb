//! The commands of the local API, each handed to what carries it out.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use hookloom_api::{
    ApiError, Change, Command,
    core::moment::Moment,
    data_folder::DataFolder,
    error::ErrorCode,
    server::{Service, answer},
};
use hookloom_engine::{
    Engine,
    saved_file::{self, Readers},
};
use jiff::Timestamp;
use serde_json::Value;
use tokio::sync::{broadcast, watch};
use tokio_util::sync::CancellationToken;

use super::{
    commands::{carry_out, refusal},
    diagnostics,
};
use crate::{tray::Wish, window};

/// How many changes are kept for a client that is slow.
const KEPT: usize = 1024;

/// The runner as its clients and its tray know it.
pub struct Runner {
    engine: Arc<Engine>,
    folder: DataFolder,
    outlets: Outlets,
    stop: CancellationToken,
    /// Whether the next pause from the tray ignores events.
    ignore_events: watch::Sender<bool>,
    /// Whether the process begins again when it has ended.
    starts_anew: AtomicBool,
}

/// Where clients hear changes. Windows have one of their own, whose listeners say whether there
/// is a window to be brought to the front.
#[derive(Clone)]
pub struct Outlets {
    clients: broadcast::Sender<Change>,
    windows: broadcast::Sender<Change>,
}

impl Outlets {
    /// Tells every client.
    pub fn tell(&self, change: &Change) {
        // That nobody listens is no fault.
        let _ = self.clients.send(change.clone());
        let _ = self.windows.send(change.clone());
    }
}

impl Runner {
    /// A runner that ends when `stop` is cancelled.
    pub fn new(engine: Arc<Engine>, folder: DataFolder, stop: CancellationToken) -> Self {
        let outlets = Outlets {
            clients: broadcast::channel(KEPT).0,
            windows: broadcast::channel(KEPT).0,
        };
        Self {
            engine,
            folder,
            outlets,
            stop,
            ignore_events: watch::Sender::new(false),
            starts_anew: AtomicBool::new(false),
        }
    }

    /// Whether the process is to begin again when it has ended.
    pub fn starts_anew(&self) -> bool {
        self.starts_anew.load(Ordering::SeqCst)
    }

    /// What does the work.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Where clients hear changes.
    pub fn outlets(&self) -> Outlets {
        self.outlets.clone()
    }

    /// Where the data lies.
    pub fn folder(&self) -> &DataFolder {
        &self.folder
    }

    /// Whether the next pause from the tray ignores events.
    pub fn ignores_events(&self) -> bool {
        *self.ignore_events.borrow()
    }

    /// Completes when that changes.
    pub async fn wishes_changed(&self) {
        // The sender is ours, so it does not end before this does.
        let _ = self.ignore_events.subscribe().changed().await;
    }

    /// Shows a screen of the window.
    pub fn show(&self, route: String) {
        if let Err(error) = self.show_window(Some(route)) {
            tracing::warn!(%error, "the window can't be shown");
        }
    }

    /// Does what a person asked for by the tray.
    pub async fn fulfil(&self, wish: Wish) {
        let done = match wish {
            Wish::Open => self.show_window(None),
            Wish::Settings => self.show_window(Some("#/settings".to_owned())),
            Wish::Failed => self.show_window(Some("#/activity?state=failed".to_owned())),
            Wish::Delivery(id) => self.show_window(Some(format!("#/activity/{id}"))),
            Wish::Run(id) => {
                let run = self.engine.run_automation(id, None).await;
                run.map(drop).map_err(refusal)
            }
            Wish::IgnoreEvents => {
                self.ignore_events.send_modify(|ignore| *ignore = !*ignore);
                Ok(())
            }
            Wish::Quit => {
                self.stop.cancel();
                Ok(())
            }
            Wish::Resume => self.engine.resume().await.map(drop).map_err(refusal),
            Wish::Pause(time) => {
                let now = Moment::from(Timestamp::now());
                let until = time.map(|time| now.plus(time));
                let paused = if self.ignores_events() {
                    self.engine.pause_and_ignore_events(until).await
                } else {
                    self.engine.pause(until).await
                };
                paused.map(drop).map_err(refusal)
            }
        };
        if let Err(error) = done {
            tracing::warn!(%error, ?wish, "what the tray asked for was not done");
        }
    }

    fn show_window(&self, route: Option<String>) -> Result<(), ApiError> {
        let show = Change::ShowWindow {
            route: route.clone(),
        };
        if self.outlets.windows.send(show).is_ok() {
            return Ok(());
        }
        let mut window = window::start(&self.folder, route.as_deref())
            .map_err(|error| ApiError::new(ErrorCode::Failed, error.to_string()))?;
        // Whoever starts a process has to take note of its end.
        std::thread::spawn(move || match window.wait() {
            Ok(status) if status.success() => {}
            ended => tracing::warn!(?ended, "the window ended"),
        });
        Ok(())
    }

    async fn save_diagnostics(&self, path: &Path) -> Result<(), ApiError> {
        let gathered = diagnostics::gather(&self.engine, self.folder.path()).await;
        let text = gathered.map_err(refusal)?.text;
        let saved = saved_file::save(path, &text, Readers::Usual).await;
        saved.map_err(refusal)
    }
}

impl Service for Runner {
    fn changes(&self, window: bool) -> broadcast::Receiver<Change> {
        if window {
            self.outlets.windows.subscribe()
        } else {
            self.outlets.clients.subscribe()
        }
    }

    async fn handle(&self, command: Command) -> Result<Value, ApiError> {
        if self.stop.is_cancelled() {
            return Err(ApiError::new(ErrorCode::Refused, "The runner is ending."));
        }
        match command {
            Command::Shutdown(shutdown) => {
                self.stop.cancel();
                answer(&shutdown, Ok(()))
            }
            Command::Reset(reset) => {
                let begun = self.engine.begin_reset().await.map_err(refusal);
                if begun.is_ok() {
                    self.starts_anew.store(true, Ordering::SeqCst);
                    self.stop.cancel();
                }
                answer(&reset, begun)
            }
            Command::GetDiagnostics(get) => {
                let gathered = diagnostics::gather(&self.engine, self.folder.path()).await;
                answer(&get, gathered.map_err(refusal))
            }
            Command::SaveDiagnostics(save) => {
                let saved = self.save_diagnostics(Path::new(&save.path)).await;
                answer(&save, saved)
            }
            Command::ShowWindow(show) => answer(&show, self.show_window(show.route.clone())),
            other => carry_out(&self.engine, other).await,
        }
    }
}
