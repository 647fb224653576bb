//! Where a request may go: the typed host, and never an address that is refused.

use std::{
    io,
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use futures::future::BoxFuture;
use hookloom_core::attempt::Fault;
use hookloom_engine::delivery::sender::{Sender, network::Network};

use super::{answer, not_sent, post, send};
use crate::receiver::{Receiver, Reply};

/// A network whose every lookup gives the next of these answers, the last one for ever.
struct Script {
    answers: Vec<Vec<IpAddr>>,
    lookups: AtomicUsize,
}

impl Script {
    fn new(answers: &[&[&str]]) -> Arc<Self> {
        let parse = |addresses: &&[&str]| addresses.iter().map(|ip| ip.parse().unwrap()).collect();
        Arc::new(Self {
            answers: answers.iter().map(parse).collect(),
            lookups: AtomicUsize::new(0),
        })
    }
}

impl Network for Script {
    fn addresses_of(&self, _: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        let turn = self.lookups.fetch_add(1, Ordering::SeqCst);
        let answer = self.answers[turn.min(self.answers.len() - 1)].clone();
        Box::pin(std::future::ready(Ok(answer)))
    }

    fn is_online(&self) -> bool {
        true
    }
}

#[tokio::test]
async fn addresses_in_figures_are_judged_in_every_spelling() {
    let sender = Sender::default();
    for host in [
        "169.254.169.254",
        "169.254.0.1",
        "2852039166",
        "0xa9fea9fe",
        "0xA9.0xFE.0xA9.0xFE",
        "0251.0376.0251.0376",
        "169.254.43518",
        "169.16689662",
        "169.254.169.254.",
        "１６９.254.169.254",
        "[fe80::1]",
        "[febf::1]",
        "[fd00:ec2::254]",
        "[::ffff:169.254.169.254]",
        "[::ffff:a9fe:a9fe]",
        "[::169.254.169.254]",
        "[64:ff9b::169.254.169.254]",
        "[2002:a9fe:a9fe::1]",
        "0.0.0.0",
        "[::]",
        "224.0.0.1",
        "255.255.255.255",
        "[ff02::1]",
    ] {
        let (fault, message) = not_sent(send(&sender, &post(format!("http://{host}:9/"))).await);
        assert_eq!(fault, Fault::Refused, "{host}: {message}");
    }
}

#[tokio::test]
async fn a_name_that_leads_to_a_refused_address_is_refused() {
    for ip in [
        "169.254.169.254",
        "fe80::1",
        "fd00:ec2::254",
        "::ffff:169.254.169.254",
    ] {
        let sender = Sender::over(Script::new(&[&[ip]]));
        let (fault, message) = not_sent(send(&sender, &post("http://innocent.example/")).await);
        assert_eq!(fault, Fault::Refused, "{ip}: {message}");
        assert!(!message.is_empty());
    }
}

#[tokio::test]
async fn of_several_addresses_only_the_allowed_ones_are_called() {
    let receiver = Receiver::ok().await;
    let sender = Sender::over(Script::new(&[&["169.254.169.254", "127.0.0.1"]]));
    let url = format!("http://mixed.example:{}/", receiver.address.port());
    assert_eq!(answer(send(&sender, &post(url)).await).status, 200);
}

#[tokio::test]
async fn a_name_whose_second_lookup_changes_is_judged_again() {
    let closing = |_: &_| {
        let head = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
        Reply::Last(head.into())
    };
    let receiver = Receiver::answering(closing).await;
    let network = Script::new(&[&["127.0.0.1"], &["169.254.169.254"]]);
    let sender = Sender::over(network.clone());
    let url = format!("http://rebinding.example:{}/", receiver.address.port());

    assert_eq!(answer(send(&sender, &post(&url)).await).status, 200);
    let lookups = network.lookups.load(Ordering::SeqCst);
    assert_eq!(
        lookups, 1,
        "the address that was judged is the one that is called"
    );

    let (fault, _) = not_sent(send(&sender, &post(&url)).await);
    assert_eq!(fault, Fault::Refused);
    assert_eq!(receiver.received().len(), 1);
}

#[tokio::test]
async fn a_name_without_an_address_is_not_found() {
    let sender = Sender::over(Script::new(&[&[]]));
    let (fault, _) = not_sent(send(&sender, &post("http://empty.example/")).await);
    assert_eq!(fault, Fault::Dns);
}

#[tokio::test]
async fn only_http_and_https_are_called() {
    for url in [
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:70/",
        "not an address",
    ] {
        let (fault, message) = not_sent(send(&Sender::default(), &post(url)).await);
        assert_eq!(fault, Fault::Refused, "{url}: {message}");
    }
}

#[tokio::test]
async fn no_header_value_can_add_a_line_of_its_own() {
    let receiver = Receiver::ok().await;
    let sender = Sender::default();
    let mut sent = 0;
    for value in hostile_values() {
        let mut request = post(receiver.url("/"));
        request.headers.push(("x-file".to_owned(), value.clone()));
        let breaks = value.chars().any(|c| c.is_ascii_control() && c != '\t');
        match send(&sender, &request).await.outcome {
            hookloom_core::attempt::Outcome::Answered(_) => {
                assert!(!breaks, "{value:?} was sent");
                sent += 1;
            }
            hookloom_core::attempt::Outcome::NotSent { fault, .. } => {
                assert_eq!(fault, Fault::Refused, "{value:?}");
            }
        }
    }
    let received = receiver.received();
    assert_eq!(received.len(), sent);
    assert!(sent > 20, "only {sent} were sent");
    for request in received {
        assert_eq!(request.anomalies, [""; 0]);
        assert_eq!(request.header("x-injected"), None);
    }
}

/// Over 200 values as a file's name or an inbound body could bring them.
fn hostile_values() -> Vec<String> {
    let breaks = [
        "\r\n", "\n", "\r", "\0", "\x0b", "\x1b[2J", "\x7f", "\u{85}", "\u{2028}", "\t",
    ];
    let rests = [
        "x-injected: 1",
        "host: evil.example",
        "content-length: 0",
        "transfer-encoding: chunked",
        "\r\nGET /injected HTTP/1.1",
        "webhook-id: dlv_other",
        "",
    ];
    let starts = ["", "a", "é", "name.pdf"];
    let mut values = Vec::new();
    for start in starts {
        for (broken, rest) in breaks
            .iter()
            .flat_map(|b| rests.iter().map(move |r| (b, r)))
        {
            values.push(format!("{start}{broken}{rest}"));
        }
    }
    values
}

#[tokio::test]
async fn what_belongs_to_the_attempt_cannot_be_replaced_by_a_header() {
    let receiver = Receiver::ok().await;
    let mut request = post(receiver.url("/"));
    for name in ["webhook-id", "Webhook-Timestamp", "WEBHOOK-SIGNATURE"] {
        request.headers.push((name.to_owned(), "forged".to_owned()));
    }
    send(&Sender::default(), &request).await;
    let received = &receiver.received()[0];
    assert_eq!(received.anomalies, [""; 0]);
    assert!(super::verifies(super::OLD, received));
}
