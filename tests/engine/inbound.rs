//! Inbound hooks over real sockets: what becomes an event, and what the caller hears.

mod abuse;
mod crowd;

use std::{
    net::{SocketAddr, UdpSocket},
    sync::{Arc, Mutex},
};

use futures::future::BoxFuture;
use hookloom_core::{
    event::{EventDraft, EventKind},
    id::AutomationId,
    inbound::{Callers, InboundCheck, InboundReply, InboundTrigger},
    method::Method,
    secret::Secret,
};
use hookloom_engine::{
    clock::Clock,
    listener::{BindError, Limits, Listener, Site},
    store::InboundCall,
    triggers::inbound::{Accept, Inbound, Keys, NotAccepted},
};
use tokio::{
    net::TcpStream,
    sync::{Semaphore, watch},
    task::JoinHandle,
    time::timeout,
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{
    caller::{Answered, Caller},
    receiver::PATIENCE,
};

/// Takes events in as it is told: at once, or when it is let go on.
pub struct Gate {
    pub came: watch::Sender<Vec<EventDraft>>,
    pub done: watch::Sender<usize>,
    pub go_on: Semaphore,
    pub result: Mutex<Result<(), NotAccepted>>,
    /// False for a gate that keeps nothing of what came.
    keeps: bool,
}

impl Gate {
    fn open() -> Arc<Self> {
        let gate = Self::shut();
        gate.go_on.add_permits(100_000);
        gate
    }

    fn forgetful() -> Arc<Self> {
        let go_on = Semaphore::new(100_000);
        Arc::new(Self {
            go_on,
            keeps: false,
            ..Self::new()
        })
    }

    fn shut() -> Arc<Self> {
        Arc::new(Self::new())
    }

    fn new() -> Self {
        Self {
            came: watch::Sender::default(),
            done: watch::Sender::default(),
            go_on: Semaphore::new(0),
            result: Mutex::new(Ok(())),
            keeps: true,
        }
    }

    async fn wait_for_calls(&self, count: usize) -> Vec<EventDraft> {
        let mut came = self.came.subscribe();
        let waiting = came.wait_for(|came| came.len() >= count);
        timeout(PATIENCE, waiting).await.unwrap().unwrap().clone()
    }

    async fn wait_until_done(&self, count: usize) {
        let mut done = self.done.subscribe();
        timeout(PATIENCE, done.wait_for(|done| *done >= count))
            .await
            .unwrap()
            .unwrap();
    }
}

/// What the listener holds: the gate itself lives on in the test.
struct Through(Arc<Gate>);

impl Accept for Through {
    fn accept(
        self: Arc<Self>,
        draft: EventDraft,
        _: Option<InboundCall>,
    ) -> BoxFuture<'static, Result<(), NotAccepted>> {
        let gate = Arc::clone(&self.0);
        Box::pin(async move {
            if gate.keeps {
                gate.came.send_modify(|came| came.push(draft));
            }
            gate.go_on.acquire().await.unwrap().forget();
            gate.done.send_modify(|done| *done += 1);
            gate.result.lock().unwrap().clone()
        })
    }
}

/// Nobody has a secret.
struct NoKeys;

impl Keys for NoKeys {
    fn of(&self, _: AutomationId) -> BoxFuture<'_, Result<Vec<Secret>, String>> {
        Box::pin(async { Ok(Vec::new()) })
    }
}

/// A listener with one hook, `orders`. It stops when it is dropped.
pub struct Running {
    pub address: SocketAddr,
    pub gate: Arc<Gate>,
    pub inbound: Arc<Inbound>,
    pub stop: CancellationToken,
    serving: JoinHandle<()>,
}

impl Running {
    pub async fn with(limits: Limits, gate: Arc<Gate>) -> Self {
        let through = Arc::new(Through(Arc::clone(&gate)));
        let inbound = Inbound::new(through, Arc::new(NoKeys), Clock::system());
        let inbound = Arc::new(inbound);
        inbound.set_hooks([(AutomationId::new(Uuid::nil()), orders())]);
        let listener = Listener::bind(0, limits).await.unwrap();
        let (address, stop) = (listener.address(), CancellationToken::new());
        let (site, stopping) = (
            Arc::new(Site::default().with(inbound.clone())),
            stop.clone(),
        );
        let serving = tokio::spawn(async move { listener.serve(site, stopping).await });
        Self {
            address,
            gate,
            inbound,
            stop,
            serving,
        }
    }

    pub async fn open() -> Self {
        Self::with(Limits::default(), Gate::open()).await
    }

    pub async fn caller(&self) -> Caller {
        Caller::to(self.address).await
    }

    /// A request line and headers, with the `Host` that belongs there.
    pub fn head(&self, line: &str, headers: &str) -> String {
        format!("{line} HTTP/1.1\r\nhost: {}\r\n{headers}\r\n", self.address)
    }

    pub fn post(&self, body: &str) -> String {
        let headers = format!("content-length: {}\r\n", body.len());
        format!("{}{body}", self.head("POST /in/orders", &headers))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

fn orders() -> InboundTrigger {
    InboundTrigger {
        name: "orders".to_owned(),
        methods: vec![Method::Post, Method::Put],
        reply: InboundReply::default(),
        callers: Callers::default(),
        check: InboundCheck::default(),
    }
}

#[tokio::test]
async fn a_caller_is_answered_only_when_the_event_is_accepted() {
    let running = Running::with(Limits::default(), Gate::shut()).await;
    let mut caller = running.caller().await;
    caller.write(running.post("{}")).await;
    running.gate.wait_for_calls(1).await;
    assert!(caller.is_silent());
    running.gate.go_on.add_permits(1);
    assert_eq!(caller.answer().await.unwrap().status, 202);
}

#[tokio::test]
async fn a_fault_of_ours_asks_the_caller_to_try_again() {
    let running = Running::with(Limits::default(), Gate::shut()).await;
    // Whoever waits for a permit that never comes panics.
    running.gate.go_on.close();
    let mut caller = running.caller().await;
    let answered = caller.exchange(running.post("{}")).await;
    assert_eq!(answered.status, 503);
    assert!(answered.header("retry-after").is_some());
}

#[tokio::test]
async fn a_call_becomes_an_event_with_its_raw_bytes() {
    let running = Running::open().await;
    let body = "{\"id\":  42}";
    let headers = format!("content-length: {}\r\nX-Shop: north\r\n", body.len());
    let head = running.head("PUT /in/orders?from=shop", &headers);
    running
        .caller()
        .await
        .exchange(format!("{head}{body}"))
        .await;
    let came = running.gate.wait_for_calls(1).await;
    let draft = &came[0];
    assert_eq!(draft.kind, EventKind::InboundReceived);
    assert_eq!(draft.automation, AutomationId::new(Uuid::nil()));
    assert_eq!(draft.summary, "PUT /in/orders received");
    assert_eq!(draft.raw.as_deref(), Some(body.as_bytes()));
    assert_eq!(draft.data["body"]["id"], 42);
    assert_eq!(draft.data["query"]["from"], "shop");
    assert_eq!(draft.data["headers"]["x-shop"], "north");
}

#[tokio::test]
async fn a_body_of_unannounced_length_is_taken_too() {
    let running = Running::open().await;
    let head = running.head("POST /in/orders", "transfer-encoding: chunked\r\n");
    let request = format!("{head}4\r\n[1,2\r\n2\r\n,3\r\n1\r\n]\r\n0\r\n\r\n");
    assert_eq!(running.caller().await.exchange(request).await.status, 202);
    let came = running.gate.wait_for_calls(1).await;
    assert_eq!(came[0].raw.as_deref(), Some(&b"[1,2,3]"[..]));
}

#[tokio::test]
async fn the_answer_is_the_one_that_was_chosen() {
    let running = Running::open().await;
    let reply = InboundReply {
        status: 201,
        body: "Grüße".to_owned(),
    };
    let hook = InboundTrigger { reply, ..orders() };
    running
        .inbound
        .set_hooks([(AutomationId::new(Uuid::nil()), hook)]);
    let answered = running.caller().await.exchange(running.post("")).await;
    assert_eq!((answered.status, answered.body.as_str()), (201, "Grüße"));
    assert_eq!(
        answered.header("content-type"),
        Some("text/plain; charset=utf-8")
    );
}

#[tokio::test]
async fn one_connection_serves_many_calls() {
    let running = Running::open().await;
    let mut caller = running.caller().await;
    for _ in 0..3 {
        assert_eq!(caller.exchange(running.post("{}")).await.status, 202);
    }
}

#[tokio::test]
async fn what_is_not_there_or_switched_off_is_the_same_404() {
    let running = Running::open().await;
    let mut answers = Vec::new();
    for path in [
        "/",
        "/in",
        "/in/",
        "/in/other",
        "/in/orders/",
        "/in/Orders",
        "/in/or%64ers",
        "/in/../in/orders",
        "/favicon.ico",
    ] {
        let request = running.head(&format!("POST {path}"), "content-length: 0\r\n");
        answers.push(running.caller().await.exchange(request).await);
    }
    running.inbound.set_hooks([]);
    answers.push(running.caller().await.exchange(running.post("")).await);
    for answer in &mut answers {
        answer.headers.retain(|(name, _)| name != "date");
        assert_eq!((answer.status, answer.body.as_str()), (404, ""));
    }
    assert!(
        answers.windows(2).all(|two| two[0] == two[1]),
        "{answers:?}"
    );
    assert_eq!(running.gate.came.borrow().len(), 0);
}

#[tokio::test]
async fn another_method_is_told_which_ones_are_accepted() {
    let running = Running::open().await;
    for method in ["GET", "DELETE", "OPTIONS", "TRACE", "BREW"] {
        let request = running.head(&format!("{method} /in/orders"), "");
        let answered = running.caller().await.exchange(request).await;
        assert_eq!(
            (answered.status, answered.header("allow")),
            (405, Some("POST, PUT")),
            "{method}"
        );
    }
    assert_eq!(running.gate.came.borrow().len(), 0);
}

#[tokio::test]
async fn what_cannot_be_stored_is_never_acknowledged() {
    let running = Running::open().await;
    let full = NotAccepted::Unavailable("the disk is full".to_owned());
    for (result, status, retry_after) in [(full, 503, Some("5")), (NotAccepted::Gone, 404, None)] {
        *running.gate.result.lock().unwrap() = Err(result);
        let answered = running.caller().await.exchange(running.post("{}")).await;
        assert_eq!(
            (answered.status, answered.header("retry-after")),
            (status, retry_after)
        );
        assert_eq!(answered.body, "");
    }
}

#[tokio::test]
async fn a_caller_that_hangs_up_does_not_stop_its_event() {
    let running = Running::with(Limits::default(), Gate::shut()).await;
    let mut caller = running.caller().await;
    caller.write(running.post("{}")).await;
    running.gate.wait_for_calls(1).await;
    drop(caller);
    running.gate.go_on.add_permits(1);
    running.gate.wait_until_done(1).await;
}

#[tokio::test]
async fn stopping_answers_the_calls_under_way_and_closes_the_rest() {
    let mut running = Running::with(Limits::default(), Gate::shut()).await;
    let (mut busy, mut idle) = (running.caller().await, running.caller().await);
    busy.write(running.post("{}")).await;
    running.gate.wait_for_calls(1).await;
    running.stop.cancel();
    assert!(idle.is_closed().await);
    running.gate.go_on.add_permits(1);
    assert_eq!(busy.answer().await.unwrap().status, 202);
    timeout(PATIENCE, &mut running.serving)
        .await
        .unwrap()
        .unwrap();
}

#[tokio::test]
async fn only_this_computer_reaches_the_listener_and_only_by_127_0_0_1() {
    let running = Running::open().await;
    let port = running.address.port();
    assert!(running.address.ip().is_loopback());
    let mut others = vec![format!("127.0.0.2:{port}"), format!("[::1]:{port}")];
    others.extend(
        outward_addresses()
            .into_iter()
            .map(|ip| SocketAddr::new(ip, port).to_string()),
    );
    for other in others {
        assert!(TcpStream::connect(&other).await.is_err(), "{other} answers");
    }
}

/// The addresses by which others could reach this computer.
fn outward_addresses() -> Vec<std::net::IpAddr> {
    let towards = |from: &str, to: &str| {
        let socket = UdpSocket::bind(from).ok()?;
        socket.connect(to).ok()?;
        Some(socket.local_addr().ok()?.ip())
    };
    let ways = [("0.0.0.0:0", "192.0.2.1:9"), ("[::]:0", "[2001:db8::1]:9")];
    ways.into_iter()
        .filter_map(|(from, to)| towards(from, to))
        .collect()
}

#[tokio::test]
async fn a_taken_port_is_named_with_the_next_free_one() {
    let running = Running::open().await;
    let taken = running.address.port();
    let error = Listener::bind(taken, Limits::default())
        .await
        .err()
        .unwrap();
    let message = error.to_string();
    let BindError::Taken {
        port,
        free: Some(free),
    } = error
    else {
        panic!("{message}")
    };
    assert_eq!(port, taken);
    assert!(message.starts_with(&format!("Port {taken} is used by another program.")));
    assert!(message.contains(&format!("Port {free} is free.")));
    Listener::bind(free, Limits::default()).await.unwrap();
}

fn assert_bland(answered: &Answered) {
    assert_eq!(answered.body, "");
    let shown = format!("{answered:?}").to_lowercase();
    for told in ["hookloom", "hyper", "server", "access-control", "m4rk3r"] {
        assert!(!shown.contains(told), "{told} in {answered:?}");
    }
}
