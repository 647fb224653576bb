//! The other end: a bare hyper server that counts what arrives and when.

use std::{
    collections::HashSet,
    convert::Infallible,
    net::SocketAddr,
    sync::{Arc, Mutex, OnceLock},
    time::{Duration, Instant},
};

use bytes::Bytes;
use http_body_util::{BodyExt, Empty};
use hyper::{Request, Response, body::Incoming, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpListener, sync::watch};

/// Nanoseconds since this process first asked, on the clock that never jumps.
pub fn nanos() -> u64 {
    static START: OnceLock<Instant> = OnceLock::new();
    u64::try_from(START.get_or_init(Instant::now).elapsed().as_nanos()).unwrap()
}

/// The body of event number `number`, which says when it was sent.
pub fn event(number: usize) -> String {
    format!("{{\"number\":{number},\"sent\":{}}}", nanos())
}

/// A running receiver.
pub struct Receiver {
    pub address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
    different: watch::Receiver<usize>,
}

#[derive(Default)]
struct Seen {
    numbers: HashSet<u64>,
    delays: Vec<Duration>,
    requests: usize,
}

impl Receiver {
    /// Starts one that answers 204 to everything.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let (count, different) = watch::channel(0);
        tokio::spawn(serve(listener, Arc::clone(&seen), Arc::new(count)));
        Self {
            address,
            seen,
            different,
        }
    }

    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Waits until so many different events have arrived.
    pub async fn until(&self, events: usize) {
        let mut different = self.different.clone();
        let arrived = different.wait_for(|count| *count >= events);
        tokio::time::timeout(Duration::from_secs(300), arrived)
            .await
            .unwrap_or_else(|_| panic!("only {} of {events} arrived", *self.different.borrow()))
            .unwrap();
    }

    /// How long the events were on their way, sorted.
    pub fn delays(&self) -> Vec<Duration> {
        let mut delays = self.seen.lock().unwrap().delays.clone();
        delays.sort_unstable();
        delays
    }

    /// How long the events since the last asking were on their way.
    pub fn take_delays(&self) -> Vec<Duration> {
        std::mem::take(&mut self.seen.lock().unwrap().delays)
    }

    /// How many requests came in all, repeats too.
    pub fn requests(&self) -> usize {
        self.seen.lock().unwrap().requests
    }
}

/// 99 of 100 are faster, in milliseconds.
pub fn p99_ms(delays: &[Duration]) -> f64 {
    let mut delays = delays.to_vec();
    delays.sort_unstable();
    delays[delays.len() * 99 / 100].as_secs_f64() * 1000.0
}

async fn serve(listener: TcpListener, seen: Arc<Mutex<Seen>>, count: Arc<watch::Sender<usize>>) {
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let _ = stream.set_nodelay(true);
        let (seen, count) = (Arc::clone(&seen), Arc::clone(&count));
        let answer = service_fn(move |request: Request<Incoming>| {
            let (seen, count) = (Arc::clone(&seen), Arc::clone(&count));
            async move {
                let body = request
                    .into_body()
                    .collect()
                    .await
                    .map(|body| body.to_bytes());
                note(&body.unwrap_or_default(), &seen, &count);
                let answer = Response::builder().status(204).body(Empty::<Bytes>::new());
                Ok::<_, Infallible>(answer.unwrap())
            }
        });
        let connection = hyper::server::conn::http1::Builder::new();
        tokio::spawn(connection.serve_connection(TokioIo::new(stream), answer));
    }
}

fn note(body: &[u8], seen: &Mutex<Seen>, count: &watch::Sender<usize>) {
    let now = nanos();
    let mut seen = seen.lock().unwrap();
    seen.requests += 1;
    let (Some(number), Some(sent)) = (value(body, b"\"number\":"), value(body, b"\"sent\":"))
    else {
        return;
    };
    if seen.numbers.insert(number) {
        seen.delays
            .push(Duration::from_nanos(now.saturating_sub(sent)));
        count.send_replace(seen.numbers.len());
    }
}

/// The whole number behind a name, wherever in the body that stands.
fn value(body: &[u8], name: &[u8]) -> Option<u64> {
    let start = body.windows(name.len()).position(|window| window == name)? + name.len();
    let digits = body[start..]
        .iter()
        .take_while(|byte| byte.is_ascii_digit());
    Some(digits.fold(0, |value, digit| value * 10 + u64::from(digit - b'0')))
}
