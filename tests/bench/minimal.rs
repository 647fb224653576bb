//! The yardstick: the least that gives the same guarantees. A call is answered when its row is on
//! disk, then it is signed and sent, then what became of it is written. There is nothing else.

use std::{convert::Infallible, net::SocketAddr, path::Path, thread};

use base64::{Engine, prelude::BASE64_STANDARD};
use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use http_body_util::{BodyExt, Empty, Full};
use hyper::{Request, Response, body::Incoming, service::service_fn};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::{TokioExecutor, TokioIo},
};
use rusqlite::{Connection, params};
use sha2::Sha256;
use tokio::{
    net::TcpListener,
    sync::{mpsc, oneshot},
};

/// How many requests may be under way at once, as many as Hookloom has.
const PARALLEL: usize = 32;

enum Write {
    Event {
        body: Bytes,
        stored: oneshot::Sender<i64>,
    },
    Attempt {
        event: i64,
        status: u16,
        done: oneshot::Sender<()>,
    },
}

/// Starts it; it runs as long as the process.
pub async fn start(folder: &Path, to: String) -> SocketAddr {
    let connection = open(folder);
    let (writes, waiting) = mpsc::channel(1024);
    thread::spawn(move || write(connection, waiting));
    let (queue, due) = async_queue();
    for _ in 0..PARALLEL {
        tokio::spawn(send(due.clone(), to.clone(), writes.clone()));
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(serve(listener, writes, queue));
    address
}

type Due = std::sync::Arc<tokio::sync::Mutex<mpsc::UnboundedReceiver<(i64, Bytes)>>>;

fn async_queue() -> (mpsc::UnboundedSender<(i64, Bytes)>, Due) {
    let (queue, due) = mpsc::unbounded_channel();
    (queue, std::sync::Arc::new(tokio::sync::Mutex::new(due)))
}

fn open(folder: &Path) -> Connection {
    let connection = Connection::open(folder.join("minimal.db")).unwrap();
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
             CREATE TABLE events (id INTEGER PRIMARY KEY, body BLOB NOT NULL, state TEXT NOT NULL);
             CREATE TABLE attempts (event INTEGER NOT NULL, status INTEGER NOT NULL);",
        )
        .unwrap();
    connection
}

/// Commits whatever waits together, then tells everyone.
fn write(connection: Connection, mut waiting: mpsc::Receiver<Write>) {
    let mut batch = Vec::new();
    while waiting.blocking_recv_many(&mut batch, 1024) > 0 {
        connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        let ids: Vec<i64> = batch.iter().map(|job| run(&connection, job)).collect();
        connection.execute_batch("COMMIT").unwrap();
        for (job, id) in batch.drain(..).zip(ids) {
            match job {
                Write::Event { stored, .. } => drop(stored.send(id)),
                Write::Attempt { done, .. } => drop(done.send(())),
            }
        }
    }
}

fn run(connection: &Connection, job: &Write) -> i64 {
    let prepared = |sql| connection.prepare_cached(sql).unwrap();
    match job {
        Write::Event { body, .. } => {
            prepared("INSERT INTO events (body, state) VALUES (?1, 'pending')")
                .insert([&body[..]])
                .unwrap()
        }
        Write::Attempt { event, status, .. } => {
            prepared("INSERT INTO attempts VALUES (?1, ?2)")
                .execute(params![event, status])
                .unwrap();
            prepared("UPDATE events SET state = 'sent' WHERE id = ?1")
                .execute([event])
                .unwrap();
            *event
        }
    }
}

async fn serve(
    listener: TcpListener,
    writes: mpsc::Sender<Write>,
    queue: mpsc::UnboundedSender<(i64, Bytes)>,
) {
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let _ = stream.set_nodelay(true);
        let (writes, queue) = (writes.clone(), queue.clone());
        let answer = service_fn(move |request| accept(request, writes.clone(), queue.clone()));
        let connection = hyper::server::conn::http1::Builder::new();
        tokio::spawn(connection.serve_connection(TokioIo::new(stream), answer));
    }
}

async fn accept(
    request: Request<Incoming>,
    writes: mpsc::Sender<Write>,
    queue: mpsc::UnboundedSender<(i64, Bytes)>,
) -> Result<Response<Empty<Bytes>>, Infallible> {
    let body = request.into_body().collect().await.unwrap().to_bytes();
    let (stored, id) = oneshot::channel();
    let job = Write::Event {
        body: body.clone(),
        stored,
    };
    writes.send(job).await.unwrap();
    queue.send((id.await.unwrap(), body)).unwrap();
    Ok(Response::builder().status(202).body(Empty::new()).unwrap())
}

async fn send(due: Due, to: String, writes: mpsc::Sender<Write>) {
    let mut connector = HttpConnector::new();
    connector.set_nodelay(true);
    let client: Client<_, Full<Bytes>> = Client::builder(TokioExecutor::new()).build(connector);
    loop {
        let next = due.lock().await.recv().await;
        let Some((event, body)) = next else { return };
        let answer = client.request(signed(&to, event, body)).await.unwrap();
        let status = answer.status().as_u16();
        answer.into_body().collect().await.unwrap();
        let (done, written) = oneshot::channel();
        writes
            .send(Write::Attempt {
                event,
                status,
                done,
            })
            .await
            .unwrap();
        written.await.unwrap();
    }
}

/// Signed as Standard Webhooks wants it.
fn signed(to: &str, event: i64, body: Bytes) -> Request<Full<Bytes>> {
    let now = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs();
    let mut mac = Hmac::<Sha256>::new_from_slice(b"a secret of thirty-two bytes....").unwrap();
    mac.update(format!("{event}.{now}.").as_bytes());
    mac.update(&body);
    let signature = BASE64_STANDARD.encode(mac.finalize().into_bytes());
    Request::post(to)
        .header("content-type", "application/json")
        .header("webhook-id", event)
        .header("webhook-timestamp", now)
        .header("webhook-signature", format!("v1,{signature}"))
        .body(Full::from(body))
        .unwrap()
}
