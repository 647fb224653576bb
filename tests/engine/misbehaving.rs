//! Receivers that misbehave, all at once: each is survived and told in plain words, and none delays
//! another destination.

use std::{
    future::Future,
    sync::Arc,
    time::{Duration, Instant, SystemTime},
};

use hookloom_core::{
    attempt::{Answer, Fault, Outcome},
    delivery::{DeliveryState, StateName},
    id::{AutomationId, DeliveryId},
    moment::Moment,
    view::DeliveryDetail,
};
use rcgen::{CertificateParams, KeyPair, date_time_ymd};
use rustls::pki_types::PrivateKeyDer;
use serde_json::{Value, json};
use tokio::{
    io::AsyncWriteExt,
    net::{TcpListener, TcpStream},
    sync::watch,
};

use crate::{
    bench::Bench,
    raw::{self, endless, gzip_bomb},
    receiver::{Receiver, Reply},
};

const OK: &str = "HTTP/1.1 200 OK\r\n";
/// How many deliveries each of them gets.
const EACH: usize = 3;
/// How many events a third destination gets meanwhile.
const MEANWHILE: usize = 40;

/// The address of a server that behaves as told.
async fn server<F>(behave: impl Fn(TcpStream) -> F + Send + Sync + 'static) -> String
where
    F: Future<Output = std::io::Result<()>> + Send + 'static,
{
    format!("http://{}/hook", raw::server(behave).await)
}

/// A server that answers so and keeps the connection open.
async fn answering(answer: &'static str) -> String {
    server(move |stream| raw::always(stream, answer)).await
}

/// A TLS server with a certificate that nobody vouches for.
async fn tls(certificate: CertificateParams) -> String {
    let key = KeyPair::generate().unwrap();
    let certificate = certificate.self_signed(&key).unwrap();
    let config = rustls::ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::Pkcs8(key.serialize_der().into()),
        )
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let _ = acceptor.accept(stream).await;
        }
    });
    format!("https://localhost:{port}/hook")
}

/// What must become of a delivery.
#[derive(Clone, Copy, Debug)]
enum Ends {
    /// It failed by this fault, and the log says these words.
    Fault(Fault, &'static str),
    /// It failed by this answer, and the log says these words.
    Status(u16, &'static str),
    /// It was delivered, and of the answer only a part is kept.
    Delivered,
    /// It waits at least so many seconds for its next try.
    Waits(u64),
    /// It waits for its next try until then.
    WaitsUntil(Moment),
}

impl Ends {
    fn check(self, name: &str, detail: &DeliveryDetail) {
        let (state, sentence) = (&detail.row.state, &detail.sentence);
        let outcome = detail.attempts.last().map(|attempt| &attempt.outcome);
        match (self, outcome) {
            (Self::Fault(fault, words), Some(Outcome::NotSent { fault: found, .. })) => {
                assert_eq!(*found, fault, "{name}: {sentence}");
                assert_eq!(state.name(), StateName::Failed, "{name}");
                assert!(sentence.contains(words), "{name}: {sentence}");
            }
            (Self::Status(status, words), Some(Outcome::Answered(answer))) => {
                assert_eq!(answer.status, status, "{name}");
                assert!(sentence.contains(words), "{name}: {sentence}");
            }
            (Self::Delivered, Some(Outcome::Answered(answer))) => {
                assert_eq!(state.name(), StateName::Succeeded, "{name}: {sentence}");
                // A byte that is no text stands there as one character.
                assert!(answer.body.chars().count() <= 64 * 1024, "{name}");
            }
            (Self::Waits(seconds), Some(Outcome::Answered(answer))) => {
                let wait = due(name, answer, state).since(detail.attempts[0].at);
                assert!(wait.as_secs() >= seconds, "{name} waits only {wait:?}");
            }
            (Self::WaitsUntil(at), Some(Outcome::Answered(answer))) => {
                let due = due(name, answer, state);
                assert!(due >= at, "{name} waits until {due:?}, not {at:?}");
            }
            (_, outcome) => panic!("{name}: {outcome:?}, {sentence}"),
        }
    }
}

/// When what was asked to wait is due.
fn due(name: &str, answer: &Answer, state: &DeliveryState) -> Moment {
    assert_eq!(answer.status, 429, "{name}");
    let DeliveryState::Pending { due_at } = state else {
        panic!("{name}: {state:?}")
    };
    *due_at
}

async fn all() -> Vec<(&'static str, String, Ends)> {
    let reset = server(|stream| async move {
        stream.set_zero_linger()?;
        drop(stream);
        Ok(())
    });
    let drips = server(|mut stream| async move {
        stream.write_all(OK.as_bytes()).await?;
        loop {
            stream.write_all(b"x-drip: drip\r\n").await?;
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    });
    let large = server(|stream| {
        let head = "HTTP/1.1 200 OK\r\ncontent-length: 104857600\r\n\r\n";
        endless(stream, head, vec![b'a'; 64 * 1024])
    });
    let bomb = server(|stream| {
        let head = "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n";
        endless(stream, head, gzip_bomb())
    });
    let flood = server(|stream| {
        let interim = b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n".repeat(100);
        endless(stream, "", interim)
    });
    let closes = server(|stream| {
        let kept = "HTTP/1.1 200 OK\r\nconnection: keep-alive\r\ncontent-length: 0\r\n\r\n";
        raw::once(stream, kept)
    });
    let localhost = || CertificateParams::new(["localhost".to_owned()]).unwrap();
    let mut expired = localhost();
    expired.not_before = date_time_ymd(2020, 1, 1);
    expired.not_after = date_time_ymd(2021, 1, 1);
    let later = SystemTime::now() + Duration::from_secs(600);
    let at = httpdate::fmt_http_date(later);
    let later = later.duration_since(SystemTime::UNIX_EPOCH).unwrap();
    let later = Moment::from_unix_seconds(i64::try_from(later.as_secs()).unwrap());
    let dated = format!("HTTP/1.1 429 Slow\r\nretry-after: {at}\r\ncontent-length: 0\r\n\r\n");
    use Ends::{Delivered, Fault as By, Status, Waits, WaitsUntil};
    let silent = server(|stream| async move {
        let _open = stream;
        std::future::pending().await
    });
    vec![
        ("resets", reset.await, By(Fault::Reset, "broke off")),
        (
            "never answers",
            silent.await,
            By(Fault::Timeout, "No answer within 2 s"),
        ),
        (
            "drips",
            drips.await,
            By(Fault::Timeout, "No answer within 2 s"),
        ),
        ("100 MB", large.await, Delivered),
        ("gzip bomb", bomb.await, Delivered),
        (
            "broken HTTP",
            answering("SSH-2.0-OpenSSH_9.2\r\n\r\n").await,
            By(Fault::Protocol, "isn't HTTP"),
        ),
        (
            "1xx flood",
            flood.await,
            By(Fault::Timeout, "No answer within 2 s"),
        ),
        ("closes keep-alive", closes.await, Delivered),
        (
            "redirect loop",
            answering("HTTP/1.1 302 Found\r\nlocation: /hook\r\ncontent-length: 0\r\n\r\n").await,
            Status(302, "another address"),
        ),
        (
            "self-signed",
            tls(localhost()).await,
            By(Fault::Tls, "isn't trusted"),
        ),
        (
            "expired",
            tls(expired).await,
            By(Fault::Tls, "isn't trusted"),
        ),
        (
            "429 in seconds",
            answering("HTTP/1.1 429 Slow\r\nretry-after: 600\r\ncontent-length: 0\r\n\r\n").await,
            Waits(600),
        ),
        (
            "429 by date",
            server(move |stream| raw::once(stream, dated.clone())).await,
            WaitsUntil(later),
        ),
        (
            "410",
            answering("HTTP/1.1 410 Gone\r\ncontent-length: 0\r\n\r\n").await,
            Status(410, "no longer wants"),
        ),
    ]
}

/// How long each event takes from here to the receiver, the slowest first.
async fn latencies(bench: &Bench, automation: AutomationId, receiver: &Receiver) -> Vec<Duration> {
    let before = receiver.received().len();
    let mut taken = Vec::new();
    for count in 1..=MEANWHILE {
        let began = Instant::now();
        bench.run(automation).await;
        receiver.wait_for(before + count).await;
        taken.push(began.elapsed());
    }
    taken.sort_unstable_by(|one, other| other.cmp(one));
    taken
}

/// How a delivery to one of them is sent: only what never comes to an end is cut off soon.
fn sending(ends: Ends) -> Value {
    let retry = match ends {
        Ends::Waits(_) | Ends::WaitsUntil(_) => json!({ "type": "own", "delays_seconds": [1] }),
        // On a busy computer the first handshakes may take longer than connecting may.
        Ends::Delivered | Ends::Fault(Fault::Tls, _) => {
            json!({ "type": "own", "delays_seconds": [0, 0, 0] })
        }
        _ => json!({ "type": "never" }),
    };
    let timeout = match ends {
        Ends::Fault(Fault::Timeout, _) => 2,
        _ => 60,
    };
    json!({ "timeout_seconds": timeout, "retry": retry })
}

/// Deliveries that are under way until they are told to end.
async fn blocked(bench: &Bench) -> (watch::Sender<bool>, Receiver, Vec<DeliveryId>) {
    let (end, ending) = watch::channel(false);
    let receiver = Receiver::answering(move |_| Reply::OnceTold(ending.clone())).await;
    let send = json!({ "timeout_seconds": 120, "retry": { "type": "own", "delays_seconds": [0] } });
    let automation = bench.by_hand(&receiver.url("/"), send).await;
    let mut blocked = Vec::new();
    for _ in 0..EACH {
        blocked.push(bench.run(automation).await);
    }
    receiver.wait_for(EACH).await;
    (end, receiver, blocked)
}

/// None may wait for any other. How long they take is printed; what is held is that all of them
/// arrive while others have been under way since before.
#[tokio::test(flavor = "multi_thread")]
async fn receivers_that_misbehave_are_survived_told_of_and_delay_no_other() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let good = bench.by_hand(&receiver.url("/hook"), json!({})).await;
    let alone = latencies(&bench, good, &receiver).await;

    let (end, _blocking, blocked) = blocked(&bench).await;
    let mut sent: Vec<(&str, Ends, DeliveryId)> = Vec::new();
    for (name, url, ends) in all().await {
        let automation = bench.by_hand(&url, sending(ends)).await;
        for _ in 0..EACH {
            sent.push((name, ends, bench.run(automation).await));
        }
    }
    let beside = latencies(&bench, good, &receiver).await;
    println!(
        "to a third destination: {:?} at the slowest alone, {:?} beside {} bad deliveries",
        alone[0],
        beside[0],
        sent.len()
    );
    for delivery in &blocked {
        let detail = bench.engine.get_delivery(*delivery).await.unwrap();
        assert_eq!(detail.attempts.len(), 0, "still under way");
    }
    end.send_replace(true);
    for delivery in blocked {
        bench.until(delivery, StateName::Succeeded).await;
    }
    for (name, ends, delivery) in sent {
        let settled = |detail: &DeliveryDetail| match (ends, &detail.row.state) {
            (Ends::Waits(_) | Ends::WaitsUntil(_), DeliveryState::Pending { .. }) => {
                !detail.attempts.is_empty()
            }
            // The others of a destination that answered 410 are held.
            (Ends::Status(410, _), DeliveryState::Held { .. }) => true,
            (_, state) => state.is_final(),
        };
        let detail = bench.until_it(delivery, settled).await;
        if !matches!(detail.row.state, DeliveryState::Held { .. }) {
            ends.check(name, &detail);
        }
    }
}
