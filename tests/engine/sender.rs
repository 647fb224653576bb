//! What goes over the wire, and what an ordinary answer becomes.

mod access;
mod faults;
mod hostile;
mod targets;
pub mod transport;
mod uploads;

use std::time::{Duration, SystemTime};

use hookloom_core::{
    attempt::{Answer, Fault, Outcome},
    id::DeliveryId,
    method::Method,
    moment::Moment,
    request::Request,
    secret::Secret,
    signing::Signing,
};
use hookloom_engine::delivery::sender::{Sender, Sent, way::Way};

use crate::receiver::{Receiver, Reply};

const OLD: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const NEW: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

fn delivery() -> DeliveryId {
    DeliveryId::new(uuid::Uuid::now_v7())
}

fn now() -> Moment {
    let since_1970 = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap();
    Moment::from_unix_millis(since_1970.as_millis().try_into().unwrap())
}

fn post(url: impl Into<String>) -> Request {
    Request {
        method: Method::Post,
        url: url.into(),
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: Some(r#"{"type":"manual.run","data":{"naïve":"ü"}}"#.to_owned()),
        upload: None,
        gzip: false,
        timeout_seconds: 10,
    }
}

/// The request with the shortest time limit.
fn hurried(url: impl Into<String>) -> Request {
    Request {
        timeout_seconds: 1,
        ..post(url)
    }
}

async fn send(sender: &Sender, request: &Request) -> Sent {
    let keys = [Secret::standard_webhooks(OLD).unwrap()];
    let way = Way::signed(&Signing::StandardWebhooks {}, &keys);
    sender.send(delivery(), request, &way, now()).await
}

fn answer(sent: Sent) -> Answer {
    match sent.outcome {
        Outcome::Answered(answer) => answer,
        Outcome::NotSent { .. } => panic!("no answer: {sent:?}"),
    }
}

fn not_sent(sent: Sent) -> (Fault, String) {
    match sent.outcome {
        Outcome::NotSent { fault, message } => (fault, message),
        Outcome::Answered(_) => panic!("an answer: {sent:?}"),
    }
}

fn verifies(secret: &str, received: &crate::receiver::Received) -> bool {
    let webhook = standardwebhooks::Webhook::new(secret).unwrap();
    webhook
        .verify(&received.body, &received.header_map())
        .is_ok()
}

#[tokio::test]
async fn every_attempt_verifies_with_the_official_library_under_one_id() {
    let receiver = Receiver::answering(|_| Reply::Status(500)).await;
    let (sender, id) = (Sender::default(), delivery());
    let keys = [Secret::standard_webhooks(OLD).unwrap()];
    for seconds in [0, 7] {
        let at = now().plus(Duration::from_secs(seconds));
        let request = post(receiver.url("/hook"));
        let way = Way::signed(&Signing::StandardWebhooks {}, &keys);
        sender.send(id, &request, &way, at).await;
    }
    let [first, second] = &receiver.received()[..] else {
        panic!("not two requests")
    };
    assert!(verifies(OLD, first) && verifies(OLD, second));
    assert_eq!(first.body, post("").body.unwrap().as_bytes());
    assert_eq!(first.header("webhook-id"), Some(id.to_string().as_str()));
    assert_eq!(first.header("webhook-id"), second.header("webhook-id"));
    assert_ne!(
        first.header("webhook-timestamp"),
        second.header("webhook-timestamp")
    );
    assert_ne!(
        first.header("webhook-signature"),
        second.header("webhook-signature")
    );
    assert_eq!(first.body, second.body);
}

#[tokio::test]
async fn while_a_secret_is_rotated_either_verifies() {
    let receiver = Receiver::ok().await;
    let keys = [
        Secret::standard_webhooks(NEW).unwrap(),
        Secret::standard_webhooks(OLD).unwrap(),
    ];
    let request = post(receiver.url("/"));
    let way = Way::signed(&Signing::StandardWebhooks {}, &keys);
    Sender::default()
        .send(delivery(), &request, &way, now())
        .await;
    let received = &receiver.received()[0];
    assert!(verifies(OLD, received) && verifies(NEW, received));
}

#[tokio::test]
async fn an_unsigned_request_still_carries_its_id() {
    let receiver = Receiver::ok().await;
    let id = delivery();
    Sender::default()
        .send(
            id,
            &post(receiver.url("/")),
            &Way::signed(&Signing::None {}, &[]),
            now(),
        )
        .await;
    let received = &receiver.received()[0];
    assert_eq!(received.header("webhook-id"), Some(id.to_string().as_str()));
    assert_eq!(received.header("webhook-signature"), None);
}

#[tokio::test]
async fn what_is_to_be_signed_is_never_sent_unsigned() {
    let receiver = Receiver::ok().await;
    let (request, signing) = (post(receiver.url("/")), Signing::StandardWebhooks {});
    let sent = Sender::default()
        .send(delivery(), &request, &Way::signed(&signing, &[]), now())
        .await;
    assert_eq!(not_sent(sent).0, Fault::Secret);
    assert_eq!(receiver.received().len(), 0);
}

#[tokio::test]
async fn the_request_says_who_sends_it_and_asks_for_a_plain_answer() {
    let receiver = Receiver::ok().await;
    send(&Sender::default(), &post(receiver.url("/a%20b/?q=%2F&r"))).await;
    let received = &receiver.received()[0];
    assert_eq!(received.method, "POST");
    assert_eq!(received.target, "/a%20b/?q=%2F&r");
    assert_eq!(
        received.header("host"),
        Some(receiver.address.to_string().as_str())
    );
    let agent = format!("Hookloom/{}", env!("CARGO_PKG_VERSION"));
    assert_eq!(received.header("user-agent"), Some(agent.as_str()));
    assert_eq!(received.header("accept-encoding"), Some("identity"));
    assert_eq!(received.header("referer"), None);
    assert_eq!(received.anomalies, [""; 0]);
}

#[tokio::test]
async fn a_person_can_name_another_user_agent() {
    let receiver = Receiver::ok().await;
    let mut request = post(receiver.url("/"));
    request
        .headers
        .push(("User-Agent".to_owned(), "My shop".to_owned()));
    send(&Sender::default(), &request).await;
    assert_eq!(receiver.received()[0].header("user-agent"), Some("My shop"));
}

#[tokio::test]
async fn every_method_is_sent_with_and_without_a_body() {
    let receiver = Receiver::ok().await;
    let sender = Sender::default();
    let own = Method::Own("PURGE".to_owned());
    // An answer to HEAD has no content, whatever its head says.
    for method in Method::USUAL.into_iter().chain([own]) {
        for body in [None, Some("text".to_owned())] {
            let expected = body.clone().unwrap_or_default();
            let request = Request {
                method: method.clone(),
                body,
                ..post(receiver.url("/"))
            };
            assert_eq!(answer(send(&sender, &request).await).status, 200);
            let received = receiver.received().pop().unwrap();
            assert_eq!(received.method, method.as_str());
            assert_eq!(received.body, expected.as_bytes());
            assert!(verifies(OLD, &received), "{method}");
        }
    }
}

#[tokio::test]
async fn requests_to_one_host_share_a_connection() {
    let receiver = Receiver::answering(|_| Reply::with(200, "", "fine")).await;
    let sender = Sender::default();
    for _ in 0..5 {
        send(&sender, &post(receiver.url("/"))).await;
    }
    let connections = receiver
        .received()
        .into_iter()
        .map(|request| request.connection);
    assert_eq!(connections.max(), Some(0));
}

#[tokio::test]
async fn status_headers_and_body_of_an_answer_are_kept() {
    let reply = Reply::with(422, "x-reason: Ärger\r\nretry-after: 7\r\n", "käse");
    let receiver = Receiver::answering(move |_| reply.clone()).await;
    let sent = send(&Sender::default(), &post(receiver.url("/"))).await;
    assert!(sent.phases.total_ms >= sent.phases.wait_ms);
    let answer = answer(sent);
    assert_eq!(answer.status, 422);
    assert_eq!(answer.header("retry-after"), Some("7"));
    assert_eq!(answer.header("x-reason"), Some("Ärger"));
    assert_eq!((answer.body.as_str(), answer.body_cut), ("käse", false));
}

#[tokio::test]
async fn credentials_in_an_answer_are_masked() {
    let headers = "set-cookie: session=s3cret\r\nauthorization: Bearer s3cret\r\n";
    let receiver = Receiver::answering(|_| Reply::with(200, headers, "")).await;
    let answer = answer(send(&Sender::default(), &post(receiver.url("/"))).await);
    assert_eq!(answer.header("set-cookie"), Some("••••"));
    assert!(!format!("{answer:?}").contains("s3cret"));
}

#[tokio::test]
async fn redirects_are_answers_and_never_followed() {
    let trap = Receiver::ok().await;
    let sender = Sender::default();
    for status in [301, 302, 303, 307, 308] {
        let location = format!("location: {}\r\n", trap.url("/trap"));
        let receiver = Receiver::answering(move |_| Reply::with(status, &location, "")).await;
        let answer = answer(send(&sender, &post(receiver.url("/"))).await);
        assert_eq!(answer.status, status);
        assert_eq!(answer.header("location"), Some(trap.url("/trap").as_str()));
        assert_eq!(receiver.received().len(), 1, "sent once");
    }
    assert_eq!(trap.received().len(), 0);
}

#[tokio::test]
async fn a_connection_closed_after_an_answer_loses_nothing_and_doubles_nothing() {
    let closing = |_: &_| Reply::Last(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".to_vec());
    let receiver = Receiver::answering(closing).await;
    let sender = Sender::default();
    let mut answered = 0;
    for _ in 0..20 {
        // A request that meets the closing half-way may fail, but never quietly.
        match send(&sender, &post(receiver.url("/"))).await.outcome {
            Outcome::Answered(answer) => answered += usize::from(answer.status == 200),
            Outcome::NotSent { fault, .. } => assert_eq!(fault, Fault::Reset),
        }
    }
    assert_eq!(receiver.received().len(), answered);
}
