//! What pages, programs and broken clients may try: each is refused, and nothing becomes an event.

use std::time::Duration;

use hookloom_engine::listener::Limits;

use super::{Gate, Running, assert_bland};

/// Requests for which the right answer is that status. `@` stands for the listener's address.
const REFUSED: &[(u16, &str)] = &[
    // Another name for this computer: DNS rebinding.
    (
        421,
        "GET /in/orders HTTP/1.1\r\nhost: m4rk3r.example\r\n\r\n",
    ),
    (
        421,
        "POST /in/orders HTTP/1.1\r\nhost: m4rk3r.example:8787\r\ncontent-length: 0\r\n\r\n",
    ),
    (
        421,
        "POST /in/orders HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 0\r\n\r\n",
    ),
    (
        421,
        "POST /in/orders HTTP/1.1\r\nhost: 127.0.0.1:1\r\ncontent-length: 0\r\n\r\n",
    ),
    (
        421,
        "POST /in/orders HTTP/1.1\r\nhost: m4rk3r@@\r\ncontent-length: 0\r\n\r\n",
    ),
    (
        421,
        "POST /in/orders HTTP/1.1\r\nhost:\r\ncontent-length: 0\r\n\r\n",
    ),
    (421, "POST /in/orders HTTP/1.1\r\ncontent-length: 0\r\n\r\n"),
    (
        421,
        "POST /in/orders HTTP/1.1\r\nhost: @\r\nhost: @\r\ncontent-length: 0\r\n\r\n",
    ),
    (
        421,
        "POST /in/orders HTTP/1.1\r\nhost: @\r\nhost: m4rk3r\r\ncontent-length: 0\r\n\r\n",
    ),
    (421, "POST /in/orders HTTP/1.0\r\ncontent-length: 0\r\n\r\n"),
    (
        421,
        "POST /in/orders HTTP/1.0\r\nhost: m4rk3r\r\ncontent-length: 0\r\n\r\n",
    ),
    (
        421,
        "POST http://m4rk3r/in/orders HTTP/1.1\r\nhost: @\r\ncontent-length: 0\r\n\r\n",
    ),
    (
        421,
        "POST http://@/in/orders HTTP/1.1\r\nhost: m4rk3r\r\ncontent-length: 0\r\n\r\n",
    ),
    (421, "CONNECT m4rk3r:443 HTTP/1.1\r\nhost: @\r\n\r\n"),
    (421, "GET / HTTP/1.1\r\nhost: m4rk3r\r\n\r\n"),
    // A page of another origin, its preflight, its beacon, its socket.
    (
        403,
        "POST /in/orders HTTP/1.1\r\nhost: @\r\norigin: https://m4rk3r\r\ncontent-length: 0\r\n\r\n",
    ),
    (
        403,
        "POST /in/orders HTTP/1.1\r\nhost: @\r\norigin: null\r\ncontent-length: 0\r\n\r\n",
    ),
    (
        403,
        "POST /in/orders HTTP/1.1\r\nhost: @\r\norigin: http://localhost:1\r\ncontent-length: 0\r\n\r\n",
    ),
    (
        403,
        "POST /in/orders HTTP/1.1\r\nhost: @\r\norigin: http://@\r\norigin: http://m4rk3r\r\ncontent-length: 0\r\n\r\n",
    ),
    (
        403,
        "POST /in/orders HTTP/1.1\r\nhost: @\r\nsec-fetch-site: cross-site\r\ncontent-length: 0\r\n\r\n",
    ),
    (
        403,
        "POST /in/orders HTTP/1.1\r\nhost: @\r\nsec-fetch-site: same-site\r\ncontent-length: 0\r\n\r\n",
    ),
    (
        403,
        "OPTIONS /in/orders HTTP/1.1\r\nhost: @\r\norigin: https://m4rk3r\r\naccess-control-request-method: POST\r\naccess-control-request-private-network: true\r\n\r\n",
    ),
    (
        403,
        "GET /in/orders HTTP/1.1\r\nhost: @\r\norigin: https://m4rk3r\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\nsec-websocket-version: 13\r\n\r\n",
    ),
    (
        405,
        "GET /in/orders HTTP/1.1\r\nhost: @\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\nsec-websocket-version: 13\r\n\r\n",
    ),
    // Bodies.
    (
        413,
        "POST /in/orders HTTP/1.1\r\nhost: @\r\ncontent-length: 1048577\r\n\r\n",
    ),
    (
        413,
        "POST /in/orders HTTP/1.1\r\nhost: @\r\nexpect: 100-continue\r\ncontent-length: 1048577\r\n\r\n",
    ),
    (
        415,
        "POST /in/orders HTTP/1.1\r\nhost: @\r\ncontent-encoding: gzip\r\ncontent-length: 3\r\n\r\nabc",
    ),
    (
        415,
        "POST /in/orders HTTP/1.1\r\nhost: @\r\ncontent-encoding: br\r\ncontent-length: 3\r\n\r\nabc",
    ),
    // What can be read in two ways, or in none.
    (
        400,
        "POST /in/orders HTTP/1.1\r\nhost: @\r\nwebhook-id: a\r\nwebhook-id: b\r\ncontent-length: 0\r\n\r\n",
    ),
    (
        400,
        "POST /in/orders HTTP/1.1\r\nhost: @\r\nauthorization: a\r\nauthorization: b\r\ncontent-length: 0\r\n\r\n",
    ),
    (
        400,
        "POST /in/orders HTTP/1.1\r\nhost: @\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
    ),
    (
        400,
        "POST /in/orders HTTP/1.1\r\nhost: @\r\ncontent-length: +1\r\n\r\na",
    ),
    (
        400,
        "POST /in/orders HTTP/1.1\r\nhost: @\r\ncontent-length: 1, 2\r\n\r\nab",
    ),
    (
        400,
        "POST /in/orders HTTP/1.1\r\nhost: @\r\ncontent-length: -1\r\n\r\n",
    ),
    (
        400,
        "POST /in/orders HTTP/1.1\r\nhost: @\r\ntransfer-encoding: gzip\r\n\r\nm4rk3r",
    ),
    (
        400,
        "POST /in/orders HTTP/1.1\r\nhost: @\r\ntransfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    ),
    (
        400,
        "POST /in/orders HTTP/1.1\r\nhost: @\r\ntransfer-encoding: chunked\r\n\r\nm4rk3r\r\n",
    ),
    (
        400,
        "POST /in/orders HTTP/1.1\r\nhost: @\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
    ),
    (
        400,
        "POST /in/orders HTTP/1.1\r\nhost: @\r\ntransfer-encoding: chunked\r\n\r\n1\r\nabc\r\n",
    ),
    (
        400,
        "POST /in/orders HTTP/1.0\r\nhost: @\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    ),
    (
        400,
        "POST /in/orders HTTP/1.1\r\nhost : @\r\ncontent-length: 0\r\n\r\n",
    ),
    (
        400,
        "POST /in/orders HTTP/1.1\r\nhost: @\r\n folded: m4rk3r\r\n\r\n",
    ),
    (
        400,
        "POST /in/orders HTTP/1.1\r\nhost: @\r\nx: \0m4rk3r\r\n\r\n",
    ),
    (400, "POST /in/orders HTTP/1.1\r\nhost: @\r\nm4rk3r\r\n\r\n"),
    (400, "POST /in/orders HTTP/9.9\r\nhost: @\r\n\r\n"),
    (400, "POST  /in/orders HTTP/1.1\r\nhost: @\r\n\r\n"),
    (400, "POST /in/orders\r\n\r\n"),
    (400, "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\r\n\r\n"),
];

#[tokio::test]
async fn every_abuse_is_refused_blandly_and_becomes_no_event() {
    let running = Running::open().await;
    let mut wrong = Vec::new();
    for (status, request) in REFUSED {
        let request = request.replace('@', &running.address.to_string());
        let mut caller = running.caller().await;
        caller.write(&request).await;
        let answered = caller.answer().await;
        if answered.as_ref().map(|answered| answered.status) != Some(*status) {
            wrong.push((*status, request, answered.clone()));
        }
        if let Some(answered) = answered {
            assert_bland(&answered);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(running.gate.came.borrow().len(), 0);
    assert_eq!(
        running
            .caller()
            .await
            .exchange(running.post("{}"))
            .await
            .status,
        202
    );
}

#[tokio::test]
async fn a_request_hidden_behind_two_lengths_is_never_read() {
    let running = Running::open().await;
    let hidden = running.post("hidden");
    for headers in [
        "content-length: 5\r\ntransfer-encoding: chunked\r\n",
        "transfer-encoding: chunked\r\ncontent-length: 5\r\n",
        "transfer-encoding: chunked\r\n",
    ] {
        let head = running.head("POST /in/orders", headers);
        let mut caller = running.caller().await;
        let answered = caller.exchange(format!("{head}0\r\n\r\n{hidden}")).await;
        assert_eq!(answered.header("connection"), Some("close"));
        assert!(caller.is_closed().await, "a second answer came");
    }
    let came = running.gate.came.borrow().clone();
    assert!(
        came.iter().all(|draft| draft.raw.as_deref() == Some(b"")),
        "{came:?}"
    );
}

#[tokio::test]
async fn http_2_is_cut_without_a_word() {
    let running = Running::open().await;
    let mut caller = running.caller().await;
    caller.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await;
    assert!(caller.is_closed().await);
}

#[tokio::test]
async fn heads_that_are_too_large_are_refused() {
    let running = Running::open().await;
    let long = format!("x-long: {}\r\n", "a".repeat(33 * 1024));
    let many: String = (0..101)
        .map(|number| format!("x-{number}: m4rk3r\r\n"))
        .collect();
    for headers in [long, many] {
        let mut caller = running.caller().await;
        let answered = caller
            .exchange(running.head("POST /in/orders", &headers))
            .await;
        assert_eq!(answered.status, 431);
        assert_bland(&answered);
    }
    let almost: String = (0..90)
        .map(|number| format!("x-{number}: {}\r\n", "a".repeat(300)))
        .collect();
    let head = running.head("POST /in/orders", &format!("{almost}content-length: 0\r\n"));
    assert_eq!(running.caller().await.exchange(head).await.status, 202);
}

#[tokio::test]
async fn a_body_is_counted_when_its_length_is_not_announced() {
    let running = Running::open().await;
    let head = running.head("POST /in/orders", "transfer-encoding: chunked\r\n");
    let piece = format!("10000\r\n{}\r\n", "a".repeat(0x10000));
    let mut caller = running.caller().await;
    let answered = caller.exchange(format!("{head}{}", piece.repeat(17))).await;
    assert_eq!(answered.status, 413);
    let whole = format!("{head}{}0\r\n\r\n", piece.repeat(16));
    assert_eq!(running.caller().await.exchange(whole).await.status, 202);
}

#[tokio::test]
async fn the_answer_arrives_though_the_caller_is_still_sending() {
    let running = Running::open().await;
    for _ in 0..20 {
        let head = running.head("POST /in/orders", "content-length: 2000000\r\n");
        let mut caller = running.caller().await;
        let answered = caller
            .exchange(format!("{head}{}", "a".repeat(500_000)))
            .await;
        assert_eq!(answered.status, 413);
    }
}

fn hurried() -> Limits {
    Limits {
        head_time: Duration::from_millis(200),
        body_time: Duration::from_millis(200),
        ..Limits::default()
    }
}

#[tokio::test]
async fn a_head_that_drips_or_never_comes_is_cut() {
    let running = Running::with(hurried(), Gate::open()).await;
    for beginning in ["", "POST /in/ord", "POST /in/orders HTTP/1.1\r\nx: y\r\n"] {
        let mut caller = running.caller().await;
        caller.write(beginning).await;
        assert!(caller.is_closed().await, "{beginning:?} was answered");
    }
}

#[tokio::test]
async fn a_silent_connection_is_cut_after_its_answer() {
    let running = Running::with(hurried(), Gate::open()).await;
    let mut caller = running.caller().await;
    assert_eq!(caller.exchange(running.post("{}")).await.status, 202);
    assert!(caller.is_closed().await);
}

#[tokio::test]
async fn a_body_that_drips_is_cut_with_408() {
    let running = Running::with(hurried(), Gate::open()).await;
    for headers in ["content-length: 10\r\n", "transfer-encoding: chunked\r\n"] {
        let mut caller = running.caller().await;
        let head = running.head("POST /in/orders", headers);
        assert_eq!(caller.exchange(format!("{head}1\r\n")).await.status, 408);
        assert!(caller.is_closed().await);
    }
    assert_eq!(running.gate.came.borrow().len(), 0);
}

#[tokio::test]
async fn a_large_body_waits_for_its_turn_while_small_ones_pass() {
    let limits = Limits {
        large_bodies: 1,
        ..Limits::default()
    };
    let running = Running::with(limits, Gate::shut()).await;
    let large = running.post(&"a".repeat(100_000));
    let (mut first, mut second) = (running.caller().await, running.caller().await);
    first.write(&large).await;
    running.gate.wait_for_calls(1).await;
    second.write(&large).await;
    let mut small = running.caller().await;
    small.write(running.post("{}")).await;
    let came = running.gate.wait_for_calls(2).await;
    assert_eq!(came[1].data["size"], 2, "the small one overtook");
    running.gate.go_on.add_permits(3);
    for caller in [&mut first, &mut small, &mut second] {
        assert_eq!(caller.answer().await.unwrap().status, 202);
    }
}
