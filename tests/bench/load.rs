//! Callers: connections that stay open and post one event after the other.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::Duration,
};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{Request, client::conn::http1::SendRequest};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, task::JoinSet, time};

use crate::receiver::event;

/// Where events are posted.
#[derive(Clone)]
pub struct Target {
    pub address: SocketAddr,
    pub path: String,
}

/// Posts `events` events over so many connections, as fast as they are answered.
pub async fn flood(target: &Target, connections: usize, events: usize) {
    flood_from(target, 0, connections, events).await;
}

/// The same; the first has the number `first`.
pub async fn flood_from(target: &Target, first: usize, connections: usize, events: usize) {
    let next = Arc::new(AtomicUsize::new(first));
    let mut callers = JoinSet::new();
    for _ in 0..connections {
        let (target, next) = (target.clone(), Arc::clone(&next));
        callers.spawn(async move {
            let mut caller = Caller::connect(target).await;
            loop {
                let number = next.fetch_add(1, Relaxed);
                if number >= first + events {
                    return;
                }
                caller.post(number).await;
            }
        });
    }
    callers.join_all().await;
}

/// Posts `events` events over one connection, one each `pause`.
pub async fn drip(target: &Target, events: usize, pause: Duration) {
    drip_from(target, 0, events, pause).await;
}

/// The same; the first has the number `first`.
pub async fn drip_from(target: &Target, first: usize, events: usize, pause: Duration) {
    let mut caller = Caller::connect(target.clone()).await;
    let mut ticks = time::interval(pause);
    for number in first..first + events {
        ticks.tick().await;
        caller.post(number).await;
    }
}

struct Caller {
    target: Target,
    connection: SendRequest<Full<Bytes>>,
}

impl Caller {
    async fn connect(target: Target) -> Self {
        let stream = TcpStream::connect(target.address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let (connection, driver) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
            .await
            .unwrap();
        tokio::spawn(driver);
        Self { target, connection }
    }

    /// Posts until it is accepted: who answers 503 wants it once more.
    async fn post(&mut self, number: usize) {
        loop {
            self.connection.ready().await.unwrap();
            let request = Request::post(&self.target.path)
                .header("host", self.target.address.to_string())
                .header("content-type", "application/json")
                .body(Full::from(event(number)))
                .unwrap();
            let answer = self.connection.send_request(request).await.unwrap();
            let status = answer.status();
            answer.into_body().collect().await.unwrap();
            match status.as_u16() {
                200..300 => return,
                503 => time::sleep(Duration::from_millis(1)).await,
                other => panic!("answered {other}"),
            }
        }
    }
}
