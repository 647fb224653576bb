//! The runner's side of the local API.

use std::{future::Future, io, sync::Arc, time::Duration};

use hookloom_core::view::Welcome;
use interprocess::local_socket::tokio::{Listener, Stream, prelude::*};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, ReadHalf, WriteHalf},
    sync::{broadcast, mpsc},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    change::Change,
    command::{Call, Command, Hello},
    error::{ApiError, ErrorCode},
    wire::{LONGEST_LINE, PROTOCOL, Request, Response},
};

/// How long a client may take to read what is still due to it when the runner ends.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// How many answers and changes may wait for a client that reads slowly.
const OUTBOX: usize = 256;

/// What carries the commands out.
pub trait Service: Send + Sync + 'static {
    /// Carries one command out. `hello` and `subscribe` never come here.
    fn handle(&self, command: Command) -> impl Future<Output = Result<Value, ApiError>> + Send;

    /// The changes from now on, for a window or for another client. As long as the receiver
    /// lives, the client is there.
    fn changes(&self, window: bool) -> broadcast::Receiver<Change>;
}

/// Pairs a command with what it gives, so that a service cannot answer with another type.
///
/// # Errors
/// The refusal in `reply`, or [`ErrorCode::Failed`] when the reply is not JSON.
pub fn answer<C: Call>(_command: &C, reply: Result<C::Reply, ApiError>) -> Result<Value, ApiError> {
    serde_json::to_value(reply?).map_err(|error| {
        ApiError::new(
            ErrorCode::Failed,
            format!("The answer is not JSON: {error}."),
        )
    })
}

/// Serves clients until `stop`; then lets no more in, and sends the answers that are under way.
pub async fn serve<S: Service>(listener: Listener, service: Arc<S>, stop: CancellationToken) {
    let clients = TaskTracker::new();
    loop {
        let accepted = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok(stream) => {
                clients.spawn(serve_client(stream, Arc::clone(&service), stop.clone()));
            }
            // Out of file descriptors, most likely: a moment later there may be one again.
            Err(error) => {
                tracing::warn!(%error, "a client could not be accepted");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
    drop(listener);
    clients.close();
    clients.wait().await;
}

async fn serve_client<S: Service>(stream: Stream, service: Arc<S>, stop: CancellationToken) {
    let (reader, writer) = tokio::io::split(stream);
    let (outbox, lines) = mpsc::channel(OUTBOX);
    let client = Client {
        service,
        outbox,
        stop: stop.clone(),
    };
    let talk = async { tokio::try_join!(client.read(reader), write(writer, lines)) };
    tokio::select! {
        ended = talk => if let Err(error) = ended {
            tracing::debug!(%error, "a client went away");
        },
        () = too_late(stop) => tracing::debug!("a client did not read what was due to it"),
    }
}

async fn too_late(stop: CancellationToken) {
    stop.cancelled().await;
    tokio::time::sleep(LAST_WORDS).await;
}

async fn write(
    mut writer: WriteHalf<Stream>,
    mut lines: mpsc::Receiver<Response>,
) -> io::Result<()> {
    while let Some(line) = lines.recv().await {
        let mut text = to_line(&line)?;
        // What waits already goes out with the same call.
        while let Ok(more) = lines.try_recv() {
            text.extend(to_line(&more)?);
        }
        writer.write_all(&text).await?;
    }
    Ok(())
}

fn to_line(document: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(document)?;
    line.push(b'\n');
    Ok(line)
}

struct Client<S> {
    service: Arc<S>,
    outbox: mpsc::Sender<Response>,
    stop: CancellationToken,
}

impl<S: Service> Client<S> {
    /// Reads commands until the client leaves; dropping `self` then ends the writing side.
    async fn read(self, reader: ReadHalf<Stream>) -> io::Result<()> {
        let mut reader = BufReader::new(reader);
        let tasks = TaskTracker::new();
        let gone = CancellationToken::new();
        // However this ends, the client's subscription must end too: it counts as a client.
        let leaving = gone.clone().drop_guard();
        let mut greeted = false;
        loop {
            let line = tokio::select! {
                () = self.stop.cancelled() => break,
                line = next_line(&mut reader) => line?,
            };
            let Some(line) = line else { break };
            match parse(&line) {
                Err((id, error)) => self.reply(id, Err(error)).await,
                Ok(Request {
                    id,
                    command: Command::Hello(hello),
                }) => {
                    let welcome = greet(&hello);
                    greeted = welcome.is_ok();
                    self.reply(id, welcome).await;
                }
                Ok(Request { id, .. }) if !greeted => self.reply(id, Err(not_greeted())).await,
                Ok(Request {
                    id,
                    command: Command::Subscribe(subscribe),
                }) => {
                    let changes = self.service.changes(subscribe.window);
                    self.reply(id, answer(&subscribe, Ok(()))).await;
                    tasks.spawn(forward(changes, self.outbox.clone(), gone.clone()));
                }
                Ok(Request { id, command }) => {
                    let (service, outbox) = (Arc::clone(&self.service), self.outbox.clone());
                    tasks.spawn(async move {
                        let result = service.handle(command).await;
                        // A client that left before its answer is no fault.
                        let _ = outbox.send(response(id, result)).await;
                    });
                }
            }
        }
        drop(leaving);
        drop(self);
        tasks.close();
        tasks.wait().await;
        Ok(())
    }

    async fn reply(&self, id: u64, result: Result<Value, ApiError>) {
        let _ = self.outbox.send(response(id, result)).await;
    }
}

async fn next_line(reader: &mut BufReader<ReadHalf<Stream>>) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    let limit = LONGEST_LINE as u64 + 1;
    let read = reader.take(limit).read_until(b'\n', &mut line).await?;
    if line.len() > LONGEST_LINE {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "a line is too long",
        ));
    }
    Ok((read > 0).then_some(line))
}

/// Reads a request; what can't be read is refused under its number, where it has one.
fn parse(line: &[u8]) -> Result<Request, (u64, ApiError)> {
    let refuse = |id, message| (id, ApiError::new(ErrorCode::Invalid, message));
    let document: Value = serde_json::from_slice(line)
        .map_err(|error| refuse(0, format!("The request is not JSON: {error}.")))?;
    let id = document.get("id").and_then(Value::as_u64).unwrap_or(0);
    Request::deserialize(document)
        .map_err(|error| refuse(id, format!("The request can't be read: {error}.")))
}

fn greet(hello: &Hello) -> Result<Value, ApiError> {
    if hello.protocol == PROTOCOL {
        let welcome = Welcome {
            protocol: PROTOCOL,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            pid: std::process::id(),
        };
        return answer(hello, Ok(welcome));
    }
    Err(ApiError::new(
        ErrorCode::Version,
        mismatch(hello.protocol, PROTOCOL),
    ))
}

/// Which side to update, when the two speak different versions.
pub(crate) fn mismatch(client: u32, runner: u32) -> String {
    let older = if client < runner {
        "window or command line"
    } else {
        "background runner"
    };
    format!(
        "The {older} is of an older version: the client speaks protocol {client}, the runner {runner}. \
         Quit Hookloom from its tray or with ‘hookloom quit’, update it, and start it again."
    )
}

fn not_greeted() -> ApiError {
    ApiError::new(
        ErrorCode::Version,
        "The first command of a connection is ‘hello’ with the protocol's version.",
    )
}

fn response(id: u64, result: Result<Value, ApiError>) -> Response {
    match result {
        Ok(ok) => Response::Ok { id, ok },
        Err(error) => Response::Error { id, error },
    }
}

async fn forward(
    mut changes: broadcast::Receiver<Change>,
    outbox: mpsc::Sender<Response>,
    gone: CancellationToken,
) {
    loop {
        let change = tokio::select! {
            // What has been told already still goes out: the last of it says that the end is near.
            biased;
            change = changes.recv() => change,
            () = gone.cancelled() => return,
        };
        let change = match change {
            Ok(change) => change,
            Err(broadcast::error::RecvError::Lagged(_)) => Change::Missed {},
            Err(broadcast::error::RecvError::Closed) => return,
        };
        if outbox.send(Response::Change { change }).await.is_err() {
            return;
        }
    }
}
