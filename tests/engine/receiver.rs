//! A destination for tests: a real server on a free port of 127.0.0.1 that keeps what it got, byte
//! by byte, and notes whatever is odd about it.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
};

/// How long a test waits for what must come. Only a failing test waits that long.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A request as it stood on the wire.
#[derive(Clone, Debug, Default)]
pub struct Received {
    /// Which connection it came over, counted from 0.
    pub connection: usize,
    pub method: String,
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// What a strict reader would not have taken.
    pub anomalies: Vec<String>,
}

impl Received {
    /// The only header of that name.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut all = self
            .headers
            .iter()
            .filter(|(key, _)| key.eq_ignore_ascii_case(name));
        let value = all.next().map(|(_, value)| value.as_str());
        assert!(all.next().is_none(), "more than one {name} in {self:?}");
        value
    }

    /// The headers as the `http` crate has them.
    pub fn header_map(&self) -> http::HeaderMap {
        let pairs = self.headers.iter();
        pairs
            .map(|(name, value)| {
                (
                    name.parse::<http::HeaderName>().unwrap(),
                    value.parse().unwrap(),
                )
            })
            .collect()
    }
}

/// What a receiver does with a request.
#[derive(Clone, Debug)]
pub enum Reply {
    /// Answers with that status and no body, and keeps the connection open.
    Status(u16),
    /// Writes these bytes and keeps the connection open.
    Bytes(Vec<u8>),
    /// Writes these bytes and closes the connection.
    Last(Vec<u8>),
    /// Never answers.
    Nothing,
    /// Answers 200 once it is told to, so that a test need not guess how long something takes.
    OnceTold(watch::Receiver<bool>),
}

impl Reply {
    /// An answer with headers and a body; each header ends with `\r\n`.
    pub fn with(status: u16, headers: &str, body: &str) -> Self {
        let length = body.len();
        Self::Bytes(
            format!("HTTP/1.1 {status} Test\r\ncontent-length: {length}\r\n{headers}\r\n{body}")
                .into(),
        )
    }
}

type Answering = dyn Fn(&Received) -> Reply + Send + Sync;

/// A running receiver. It stops when it is dropped.
pub struct Receiver {
    pub address: SocketAddr,
    log: watch::Receiver<Vec<Received>>,
    answering: Arc<Mutex<Arc<Answering>>>,
    server: JoinHandle<()>,
}

impl Receiver {
    /// Starts one that answers each request as told.
    pub async fn answering(reply: impl Fn(&Received) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, log) = watch::channel(Vec::new());
        let answering = Arc::new(Mutex::new(Arc::new(reply) as Arc<Answering>));
        let server = tokio::spawn(serve(listener, Arc::new(sender), answering.clone()));
        Self {
            address,
            log,
            answering,
            server,
        }
    }

    /// Starts one that answers 200 to everything.
    pub async fn ok() -> Self {
        Self::answering(|_| Reply::Status(200)).await
    }

    /// From now on it answers so.
    pub fn answer(&self, reply: impl Fn(&Received) -> Reply + Send + Sync + 'static) {
        *self.answering.lock().unwrap() = Arc::new(reply);
    }

    /// The address of a path that begins with `/`.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Everything that came so far.
    pub fn received(&self) -> Vec<Received> {
        self.log.borrow().clone()
    }

    /// Waits until so many requests have come.
    pub async fn wait_for(&self, count: usize) -> Vec<Received> {
        let mut log = self.log.clone();
        let waiting = log.wait_for(|log| log.len() >= count);
        match tokio::time::timeout(PATIENCE, waiting).await {
            Ok(log) => log.unwrap().clone(),
            Err(_) => panic!(
                "{count} requests were expected, only {:?} came",
                self.received()
            ),
        }
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.server.abort();
    }
}

type Log = Arc<watch::Sender<Vec<Received>>>;

async fn serve(listener: TcpListener, log: Log, answering: Arc<Mutex<Arc<Answering>>>) {
    let mut connections = tokio::task::JoinSet::new();
    for number in 0.. {
        let (stream, _) = listener.accept().await.unwrap();
        connections.spawn(converse(stream, number, log.clone(), answering.clone()));
    }
}

async fn converse(
    mut stream: TcpStream,
    connection: usize,
    log: Log,
    answering: Arc<Mutex<Arc<Answering>>>,
) {
    let mut unread = Vec::new();
    while let Some(mut request) = read_request(&mut stream, &mut unread).await {
        request.connection = connection;
        let answering = answering.lock().unwrap().clone();
        let reply = answering(&request);
        log.send_modify(|log| log.push(request));
        let (bytes, go_on) = match reply {
            Reply::Status(status) => (head(status), true),
            Reply::OnceTold(mut told) => {
                // Whoever could tell it is gone at the end of the test.
                let _ = told.wait_for(|told| *told).await;
                (head(200), true)
            }
            Reply::Bytes(bytes) => (bytes, true),
            Reply::Last(bytes) => (bytes, false),
            Reply::Nothing => std::future::pending().await,
        };
        if stream.write_all(&bytes).await.is_err() || !go_on {
            return;
        }
    }
}

fn head(status: u16) -> Vec<u8> {
    format!("HTTP/1.1 {status} Test\r\ncontent-length: 0\r\n\r\n").into_bytes()
}

/// Reads one request, or nothing when the connection ends.
async fn read_request(stream: &mut TcpStream, unread: &mut Vec<u8>) -> Option<Received> {
    let end = loop {
        if let Some(at) = unread.windows(4).position(|four| four == b"\r\n\r\n") {
            break at;
        }
        read_more(stream, unread).await?;
    };
    let head: Vec<u8> = unread.drain(..end + 4).collect();
    let mut request = parse_head(&head[..end]);
    let length = request
        .header("content-length")
        .map_or(0, |length| length.parse().unwrap());
    while unread.len() < length {
        read_more(stream, unread).await?;
    }
    request.body = unread.drain(..length).collect();
    Some(request)
}

async fn read_more(stream: &mut TcpStream, unread: &mut Vec<u8>) -> Option<()> {
    match stream.read_buf(unread).await {
        Ok(0) | Err(_) => None,
        Ok(_) => Some(()),
    }
}

fn parse_head(head: &[u8]) -> Received {
    let mut request = Received::default();
    let text = String::from_utf8_lossy(head);
    let mut lines = text.split("\r\n");
    let mut words = lines.next().unwrap().split(' ');
    request.method = words.next().unwrap_or_default().to_owned();
    request.target = words.next().unwrap_or_default().to_owned();
    if words.next() != Some("HTTP/1.1") || words.next().is_some() {
        request
            .anomalies
            .push("the first line isn't in order".to_owned());
    }
    for line in lines {
        match line.split_once(": ") {
            Some((name, value)) => request.headers.push((name.to_owned(), value.to_owned())),
            None => request.anomalies.push(format!("no header: {line:?}")),
        }
    }
    request.anomalies.extend(oddities(&request, &text));
    request
}

/// What an injected line, or two readings of one request, would look like.
fn oddities(request: &Received, head: &str) -> Vec<String> {
    let mut odd = Vec::new();
    let controls = |text: &str| text.chars().any(|c| c.is_ascii_control() && c != '\t');
    if head.split("\r\n").any(controls) {
        odd.push(format!("control characters in {head:?}"));
    }
    for name in [
        "host",
        "content-length",
        "webhook-id",
        "webhook-signature",
        "user-agent",
    ] {
        let all = request
            .headers
            .iter()
            .filter(|(key, _)| key.eq_ignore_ascii_case(name));
        if all.count() > 1 {
            odd.push(format!("more than one {name}"));
        }
    }
    if request
        .headers
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("transfer-encoding"))
    {
        odd.push("a transfer-encoding".to_owned());
    }
    odd
}
