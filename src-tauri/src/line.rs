//! The line to the runner: made, kept, and made again when it breaks.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use hookloom_api::changes::Changes;
use hookloom_api::client::ConnectError;
use hookloom_api::command::Subscribe;
use hookloom_api::data_folder::DataFolder;
use hookloom_api::{Change, Client};
use tokio::sync::{Notify, watch};
use tokio::time::{sleep, timeout};

use crate::news::{Connection, News, gather};
use crate::runner::{How, Runner};

/// How long changes are gathered before the pages hear of them: at most ten messages a second.
const GATHERING: Duration = Duration::from_millis(100);

/// How long a call waits for a connection that is coming up.
const PATIENCE: Duration = Duration::from_secs(10);

/// The longest wait between two tries to connect.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// Whoever closes twice within this time means it.
const INSISTING: Duration = Duration::from_secs(3);

type Page = Box<dyn Fn(News) + Send>;

/// The line to the runner, shared by the task that keeps it and the commands that use it.
pub struct Line {
    state: watch::Sender<State>,
    page: Mutex<Option<Page>>,
    /// Somebody wants a runner to be there, so one is started if there is none.
    wanted: AtomicBool,
    /// How the next runner is started.
    how: Mutex<How>,
    hurry: Notify,
    /// When the page was asked what to do about closing.
    asked_to_close: Mutex<Option<Instant>>,
}

/// How a connection ended.
#[derive(PartialEq, Eq)]
enum End {
    /// The runner said that it would end.
    InOrder,
    /// It went away without a word.
    Crash,
}

#[derive(Clone)]
struct State {
    connection: Connection,
    client: Option<Client>,
}

impl Default for Line {
    /// A line that is not connected yet.
    fn default() -> Self {
        let state = State {
            connection: Connection::Connecting {},
            client: None,
        };
        Self {
            state: watch::Sender::new(state),
            page: Mutex::default(),
            wanted: AtomicBool::new(true),
            how: Mutex::default(),
            asked_to_close: Mutex::default(),
            hurry: Notify::new(),
        }
    }
}

impl Line {
    /// The connected client; waits a while when the connection is just coming up.
    pub async fn client(&self) -> Option<Client> {
        let mut state = self.state.subscribe();
        let settled = state.wait_for(|state| state.connection != Connection::Connecting {});
        timeout(PATIENCE, settled).await.ok()?.ok()?.client.clone()
    }

    /// From now on tells everything to this page, beginning with how the connection stands. A page
    /// that asks while there is no connection wants one, so a runner is started if none is there.
    pub fn tell_to(&self, page: Page) {
        self.state.send_if_modified(|state| {
            let asks = state.client.is_none();
            if asks {
                state.connection = state.connection.while_trying();
                self.wanted.store(true, Ordering::SeqCst);
                self.hurry.notify_one();
            }
            asks
        });
        let connection = self.state.borrow().connection.clone();
        page(News::Connection { connection });
        *lock(&self.page) = Some(page);
    }

    /// Starts the next runner that way.
    pub fn start_next(&self, how: How) {
        *lock(&self.how) = how;
    }

    /// Asks the page what is to become of the runner before the window is closed. Nothing is asked
    /// where there is no runner, and not twice within a few seconds: a page that hangs can't keep
    /// its window open.
    pub fn asks_before_closing(&self) -> bool {
        if self.state.borrow().client.is_none() || lock(&self.page).is_none() {
            return false;
        }
        let now = Instant::now();
        let before = lock(&self.asked_to_close).replace(now);
        if before.is_some_and(|before| now - before < INSISTING) {
            return false;
        }
        self.tell(News::Closing {});
        true
    }

    /// Has the page show a screen.
    pub fn show(&self, route: Option<String>) {
        let changes = vec![Change::ShowWindow { route }];
        self.tell(News::Changes { changes });
    }

    /// Connects, starting a runner if there is none, and stays connected for ever. A runner that
    /// crashed is started again; one that ended in order is only waited for, because somebody
    /// wanted it to end.
    pub async fn keep(&self, folder: &DataFolder, to_front: impl Fn()) {
        let mut runner = Runner::default();
        let mut tries = 0;
        loop {
            match Client::connect(folder).await {
                Ok(client) => {
                    let connected = Instant::now();
                    let end = self.use_until_it_ends(client, &to_front).await;
                    self.wanted.store(end == End::Crash, Ordering::SeqCst);
                    runner = Runner::default();
                    if connected.elapsed() > LONGEST_WAIT {
                        tries = 0;
                    }
                    self.set(Connection::Lost {}, None);
                }
                Err(error) => {
                    let none = matches!(error, ConnectError::NoRunner) && !runner.is_starting();
                    if none && self.wanted.swap(false, Ordering::SeqCst) {
                        let how = std::mem::take(&mut *lock(&self.how));
                        runner = Runner::start(folder, how);
                    }
                    let connection = match failure(error, &mut runner, folder) {
                        Some(failure) => failure,
                        None => self.state.borrow().connection.while_trying(),
                    };
                    self.set(connection, None);
                }
            }
            tokio::select! {
                () = sleep(wait_before(tries)) => {}
                () = self.hurry.notified() => {}
            }
            tries += 1;
        }
    }

    async fn use_until_it_ends(&self, client: Client, to_front: &impl Fn()) -> End {
        match client.subscribe(Subscribe { window: true }).await {
            Ok(changes) => {
                self.set(Connection::Connected {}, Some(client));
                self.pass_on(changes, to_front).await
            }
            Err(_) => End::Crash,
        }
    }

    /// Tells the page of changes until there will be no more.
    async fn pass_on(&self, mut changes: Changes, to_front: &impl Fn()) -> End {
        let mut end = End::Crash;
        while let Some(first) = changes.recv().await {
            let mut waiting = Vec::new();
            let mut next = Some(first);
            let enough = sleep(GATHERING);
            tokio::pin!(enough);
            while let Some(change) = next {
                match change {
                    Change::ShowWindow { .. } => to_front(),
                    Change::Ending {} => end = End::InOrder,
                    _ => {}
                }
                gather(&mut waiting, change);
                next = tokio::select! {
                    () = &mut enough => None,
                    change = changes.recv() => change,
                };
            }
            self.tell(News::Changes { changes: waiting });
        }
        end
    }

    fn set(&self, connection: Connection, client: Option<Client>) {
        let is_new = self.state.borrow().connection != connection;
        self.state.send_replace(State {
            connection: connection.clone(),
            client,
        });
        if is_new {
            self.tell(News::Connection { connection });
        }
    }

    fn tell(&self, news: News) {
        if let Some(page) = lock(&self.page).as_ref() {
            page(news);
        }
    }
}

/// What a failed try to connect means, unless a runner may still come up.
fn failure(error: ConnectError, runner: &mut Runner, folder: &DataFolder) -> Option<Connection> {
    let (message, details) = match error {
        ConnectError::Version(error) => {
            let message = error.message;
            return Some(Connection::Mismatch { message });
        }
        ConnectError::NoRunner => runner.failure()?,
        error => (
            "Hookloom's runner is there, but can't be reached.".into(),
            error.to_string(),
        ),
    };
    Some(Connection::Failed {
        message,
        details,
        folder: folder.path().display().to_string(),
    })
}

/// Doubles from 50 ms: a runner that was just started answers soon, one that is gone may stay so.
fn wait_before(tries: u32) -> Duration {
    let doubled = Duration::from_millis(50).saturating_mul(1 << tries.min(16));
    doubled.min(LONGEST_WAIT)
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
