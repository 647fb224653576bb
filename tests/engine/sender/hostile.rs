//! Answers that are meant to hurt: the time is bounded, the memory is bounded, and an entry for
//! the log comes of each.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use hookloom_core::attempt::{Fault, Outcome};
use hookloom_engine::delivery::sender::{Sender, Sent};
use tokio::{io::AsyncWriteExt, net::TcpStream};

use super::{answer, hurried, not_sent, post, send};
use crate::{
    memory::{alone, growth_during},
    raw::{endless, gzip_bomb, server},
    receiver::{Receiver, Reply},
};

const KIB: usize = 1024;
const HEAD: &str = "HTTP/1.1 200 OK\r\n";

/// Writes `head`, then a byte of `rest` every 50 ms.
async fn drip(mut stream: TcpStream, head: &str, rest: &str) -> std::io::Result<()> {
    stream.write_all(head.as_bytes()).await?;
    for byte in rest.bytes().cycle() {
        stream.write_all(&[byte]).await?;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

async fn from(address: SocketAddr) -> Sent {
    let began = Instant::now();
    let sent = send(&Sender::default(), &hurried(format!("http://{address}/"))).await;
    assert!(
        began.elapsed() < Duration::from_secs(3),
        "it took {:?}",
        began.elapsed()
    );
    sent
}

#[tokio::test]
async fn a_head_that_drips_is_cut_at_the_deadline() {
    let address = server(|stream| drip(stream, HEAD, "x-drip: drip\r\n")).await;
    assert_eq!(not_sent(from(address).await).0, Fault::Timeout);
}

#[tokio::test]
async fn a_success_whose_body_drips_is_a_success_with_a_cut_body() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n";
    let address = server(move |stream| drip(stream, head, "drip ")).await;
    let answer = answer(from(address).await);
    assert!(answer.status == 200 && answer.body_cut);
    assert!(answer.body.starts_with("drip drip"), "{}", answer.body);
}

#[tokio::test]
async fn a_success_whose_body_breaks_off_is_a_success_with_a_cut_body() {
    let bytes = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf";
    let receiver = Receiver::answering(|_| Reply::Last(bytes.into())).await;
    let answer = answer(send(&Sender::default(), &post(receiver.url("/"))).await);
    assert!(answer.status == 200 && answer.body_cut);
    assert_eq!(answer.body, "half");
}

#[tokio::test]
async fn of_a_long_body_the_first_64_kib_are_kept() {
    let body = format!("{}ü", "a".repeat(64 * KIB - 1));
    let reply = Reply::with(200, "", &body);
    let receiver = Receiver::answering(move |_| reply.clone()).await;
    let sender = Sender::default();
    for _ in 0..2 {
        let answer = answer(send(&sender, &post(receiver.url("/"))).await);
        assert!(answer.body_cut);
        assert_eq!(
            answer.body,
            "a".repeat(64 * KIB - 1),
            "no half character at the end"
        );
    }
    assert_eq!(
        receiver.received()[1].connection,
        0,
        "a moderate body keeps its connection"
    );
}

#[tokio::test]
async fn a_body_of_exactly_64_kib_is_whole() {
    let reply = Reply::with(200, "", &"a".repeat(64 * KIB));
    let receiver = Receiver::answering(move |_| reply.clone()).await;
    let answer = answer(send(&Sender::default(), &post(receiver.url("/"))).await);
    assert_eq!((answer.body.len(), answer.body_cut), (64 * KIB, false));
}

#[tokio::test]
async fn a_body_without_end_is_left_long_before_the_deadline() {
    for head in ["\r\n", "content-length: 104857600\r\n\r\n"] {
        let head = format!("{HEAD}{head}");
        let address =
            server(move |stream| endless(stream, head.clone(), vec![b'a'; 64 * KIB])).await;
        let sent = send(&Sender::default(), &post(format!("http://{address}/"))).await;
        assert!(sent.phases.total_ms < 9_000, "{:?}", sent.phases);
        let answer = answer(sent);
        assert!(answer.status == 200 && answer.body_cut);
        assert_eq!(answer.body.len(), 64 * KIB);
    }
}

#[tokio::test]
async fn a_compressed_body_stays_compressed() {
    let mut bytes =
        b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 6\r\n\r\n".to_vec();
    bytes.extend(b"\x1f\x8b\x08\0\0\0");
    let receiver = Receiver::answering(move |_| Reply::Bytes(bytes.clone())).await;
    let answer = answer(send(&Sender::default(), &post(receiver.url("/"))).await);
    assert_eq!(answer.header("content-encoding"), Some("gzip"));
    assert_eq!(answer.body, "\x1f\u{fffd}\x08\0\0\0");
}

#[tokio::test]
async fn a_flood_of_interim_answers_is_cut_at_the_deadline() {
    let interim = "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n".repeat(100);
    let address =
        server(move |stream| endless(stream, String::new(), interim.clone().into())).await;
    assert_eq!(not_sent(from(address).await).0, Fault::Timeout);
}

#[tokio::test]
async fn a_head_without_end_is_refused() {
    let long_header = format!("{HEAD}x-long: ");
    let many_headers = HEAD.to_owned();
    for (head, piece) in [
        (long_header, "a".repeat(KIB)),
        (many_headers, "x-many: a\r\n".to_owned()),
    ] {
        let address =
            server(move |stream| endless(stream, head.clone(), piece.clone().into())).await;
        let (fault, message) = not_sent(from(address).await);
        assert_eq!(fault, Fault::Protocol);
        assert_eq!(message, "The head of the answer is too large.");
    }
}

#[tokio::test]
async fn of_large_headers_only_what_fits_is_kept() {
    let large = format!("x-large: {}\r\nx-small: kept\r\n", "a".repeat(100 * KIB));
    let receiver = Receiver::answering(move |_| Reply::with(200, &large, "")).await;
    let answer = answer(send(&Sender::default(), &post(receiver.url("/"))).await);
    assert_eq!(answer.header("x-large"), None);
    assert_eq!(answer.header("x-small"), Some("kept"));
}

#[tokio::test]
async fn a_second_answer_to_one_request_is_never_taken_for_that_to_the_next() {
    let forged = "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nforged";
    let twice = format!("HTTP/1.1 500 Oops\r\ncontent-length: 4\r\n\r\ntrue{forged}");
    let receiver = Receiver::answering(move |_| Reply::Bytes(twice.clone().into())).await;
    let sender = Sender::default();
    for _ in 0..20 {
        if let Outcome::Answered(answer) = send(&sender, &post(receiver.url("/"))).await.outcome {
            assert_eq!((answer.status, answer.body.as_str()), (500, "true"));
        }
    }
    let honest = Receiver::ok().await;
    assert_eq!(
        answer(send(&sender, &post(honest.url("/"))).await).status,
        200
    );
}

#[tokio::test]
async fn after_whatever_a_destination_did_it_can_be_called_again() {
    let receiver = Receiver::ok().await;
    let sender = Sender::default();
    for bytes in [
        "",
        "\r\n\r\n",
        "HTTP/1.1 204 None\r\n\r\nunasked",
        "HTTP/1.1 101 Switch\r\n\r\n",
        "\0",
    ] {
        receiver.answer(move |_| Reply::Last(bytes.into()));
        send(&sender, &post(receiver.url("/"))).await;
        receiver.answer(|_| Reply::Status(200));
        assert_eq!(
            answer(send(&sender, &post(receiver.url("/"))).await).status,
            200,
            "{bytes:?}"
        );
    }
}

#[test]
fn twenty_hostile_answers_at_once_take_little_memory() {
    alone(
        "sender::hostile::twenty_hostile_answers_at_once_take_little_memory",
        measure_twenty,
    );
}

async fn measure_twenty() {
    let body = server(|stream| endless(stream, format!("{HEAD}\r\n"), vec![0; 256 * KIB])).await;
    let gzip = format!("{HEAD}content-encoding: gzip\r\n\r\n");
    let bomb = server(move |stream| endless(stream, gzip.clone(), gzip_bomb().repeat(20))).await;
    let header =
        server(|stream| endless(stream, format!("{HEAD}x-long: "), vec![b'a'; 64 * KIB])).await;
    let flood = b"HTTP/1.1 100 Continue\r\n\r\n".repeat(1000);
    let interim = server(move |stream| endless(stream, String::new(), flood.clone())).await;
    let sender = Sender::default();
    let sends = [body, bomb, header, interim]
        .repeat(5)
        .into_iter()
        .map(|address| {
            let request = hurried(format!("http://{address}/"));
            let sender = &sender;
            async move { send(sender, &request).await }
        });
    let (sent, grown) = growth_during(futures::future::join_all(sends)).await;
    assert_eq!(sent.len(), 20);
    assert!(grown < 50, "memory grew by {grown} MiB");
}
