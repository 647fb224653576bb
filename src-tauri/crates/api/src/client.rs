//! A client's side of the local API.

use std::{
    collections::HashMap,
    io,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use hookloom_core::view::Welcome;
use interprocess::local_socket::tokio::Stream;
use serde::de::DeserializeOwned;
use serde_json::Value;
use thiserror::Error;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, ReadHalf, WriteHalf},
    sync::{mpsc, oneshot},
};
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::{
    changes::{self, Changes, Outlet},
    command::{Call, Command, Hello, Subscribe},
    data_folder::DataFolder,
    endpoint::Endpoint,
    error::{ApiError, ErrorCode},
    wire::{PROTOCOL, Request, Response},
};

/// No connection to a runner.
#[derive(Debug, Error)]
pub enum ConnectError {
    /// No runner runs on that data folder.
    #[error("Hookloom's runner is not running. Start it with ‘hookloom run’, or open the app.")]
    NoRunner,
    /// It speaks another version.
    #[error("{0}")]
    Version(ApiError),
    /// The socket is there, but not to be used.
    #[error("the runner can't be reached: {0}")]
    Io(#[from] io::Error),
    /// It broke the connection off at once.
    #[error("the runner broke the connection off")]
    Gone,
}

/// A command brought no reply.
#[derive(Debug, Error)]
pub enum CallError {
    /// The runner refused it.
    #[error("{0}")]
    Refused(ApiError),
    /// The connection ended; whether the command was carried out is not known.
    #[error("the connection to the runner ended")]
    Gone,
}

type Waiting = oneshot::Sender<Result<Value, ApiError>>;

/// A connection to the runner. Clones share it; it ends with the last of them.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
    outbox: mpsc::Sender<Vec<u8>>,
    welcome: Arc<Welcome>,
    /// Ends the reading side, which otherwise would keep the socket open.
    _open: Arc<DropGuard>,
}

#[derive(Default)]
struct Shared {
    last_id: AtomicU64,
    /// Nothing once the connection has ended.
    waiting: Mutex<Option<HashMap<u64, Waiting>>>,
    changes: Mutex<Option<Outlet>>,
}

impl Client {
    /// Connects to the runner of that data folder and greets it.
    ///
    /// # Errors
    /// When no runner is there, or it speaks another version.
    pub async fn connect(folder: &DataFolder) -> Result<Self, ConnectError> {
        let stream = Endpoint::of(folder).connect().await.map_err(no_runner)?;
        let (reader, writer) = tokio::io::split(stream);
        let (outbox, lines) = mpsc::channel(64);
        let shared = Arc::new(Shared::default());
        *lock(&shared.waiting) = Some(HashMap::new());
        let closing = CancellationToken::new();
        let open = Arc::new(closing.clone().drop_guard());
        tokio::spawn({
            let shared = Arc::clone(&shared);
            async move { closing.run_until_cancelled(read(reader, shared)).await }
        });
        tokio::spawn(write(writer, lines));

        let reply = request(&shared, &outbox, Hello { protocol: PROTOCOL }.into()).await;
        let welcome = match reply.and_then(decode) {
            Ok(welcome) => Arc::new(welcome),
            Err(CallError::Refused(error)) => return Err(ConnectError::Version(error)),
            Err(CallError::Gone) => return Err(ConnectError::Gone),
        };
        Ok(Self {
            shared,
            outbox,
            welcome,
            _open: open,
        })
    }

    /// What the runner said of itself when it was greeted.
    pub fn welcome(&self) -> &Welcome {
        &self.welcome
    }

    /// Has a command carried out.
    ///
    /// # Errors
    /// The runner's refusal, or the end of the connection.
    pub async fn call<C: Call>(&self, command: C) -> Result<C::Reply, CallError> {
        decode(self.forward(command.into()).await?)
    }

    /// Has a command carried out whose type is not known here, such as the web UI's.
    ///
    /// # Errors
    /// The runner's refusal, or the end of the connection.
    pub async fn forward(&self, command: Command) -> Result<Value, CallError> {
        request(&self.shared, &self.outbox, command).await
    }

    /// The changes from now on.
    ///
    /// # Errors
    /// The end of the connection.
    pub async fn subscribe(&self, subscribe: Subscribe) -> Result<Changes, CallError> {
        let (outlet, changes) = changes::channel();
        *lock(&self.shared.changes) = Some(outlet);
        self.call(subscribe).await?;
        Ok(changes)
    }
}

fn no_runner(error: io::Error) -> ConnectError {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused => ConnectError::NoRunner,
        _ => ConnectError::Io(error),
    }
}

fn decode<T: DeserializeOwned>(reply: Value) -> Result<T, CallError> {
    serde_json::from_value(reply).map_err(|error| {
        let message = format!("The runner's answer can't be read: {error}. Update Hookloom.");
        CallError::Refused(ApiError::new(ErrorCode::Version, message))
    })
}

async fn request(
    shared: &Shared,
    outbox: &mpsc::Sender<Vec<u8>>,
    command: Command,
) -> Result<Value, CallError> {
    let id = shared.last_id.fetch_add(1, Ordering::Relaxed) + 1;
    let (sender, reply) = oneshot::channel();
    lock(&shared.waiting)
        .as_mut()
        .ok_or(CallError::Gone)?
        .insert(id, sender);
    let mut line = serde_json::to_vec(&Request { id, command }).map_err(|_| CallError::Gone)?;
    line.push(b'\n');
    outbox.send(line).await.map_err(|_| CallError::Gone)?;
    reply
        .await
        .map_err(|_| CallError::Gone)?
        .map_err(CallError::Refused)
}

async fn write(mut writer: WriteHalf<Stream>, mut lines: mpsc::Receiver<Vec<u8>>) {
    while let Some(line) = lines.recv().await {
        if writer.write_all(&line).await.is_err() {
            return;
        }
    }
}

async fn read(reader: ReadHalf<Stream>, shared: Arc<Shared>) {
    let mut lines = BufReader::new(reader).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        match serde_json::from_str(&line) {
            Ok(Response::Ok { id, ok }) => settle(&shared, id, Ok(ok)),
            Ok(Response::Error { id, error }) => settle(&shared, id, Err(error)),
            Ok(Response::Change { change }) => {
                if let Some(outlet) = lock(&shared.changes).as_ref() {
                    outlet.put(change);
                }
            }
            // A newer runner may tell of changes that this client does not know.
            Err(error) => tracing::debug!(%error, "a line of the runner can't be read"),
        }
    }
    *lock(&shared.waiting) = None;
    *lock(&shared.changes) = None;
}

fn settle(shared: &Shared, id: u64, result: Result<Value, ApiError>) {
    let waiting = lock(&shared.waiting)
        .as_mut()
        .and_then(|waiting| waiting.remove(&id));
    if let Some(waiting) = waiting {
        let _ = waiting.send(result);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
