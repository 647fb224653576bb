//! How a destination is shown who calls, and how secrets come into a request.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicUsize, Ordering},
};

use hookloom_core::{
    attempt::Fault,
    authentication::{Authentication, ClientIn, OAuth2, SECRET},
    id::EventId,
    request::Request,
    secret::Secret,
    secret_place,
    signing::Signing,
};
use hookloom_engine::delivery::sender::{Sender, Sent, way::Way};

use super::{answer, delivery, not_sent, now, post};
use crate::receiver::{Receiver, Reply};

fn secrets(pairs: &[(&str, &str)]) -> BTreeMap<String, Secret> {
    let secret =
        |(name, text): &(&str, &str)| ((*name).to_owned(), Secret::of_others(text).unwrap());
    pairs.iter().map(secret).collect()
}

async fn send_as(
    sender: &Sender,
    request: &Request,
    authentication: &Authentication,
    secrets: &BTreeMap<String, Secret>,
) -> Sent {
    let way = Way {
        authentication,
        secrets,
        ..Way::signed(&Signing::None {}, &[])
    };
    sender.send(delivery(), request, &way, now()).await
}

#[tokio::test]
async fn user_name_and_password_token_and_secret_header_are_sent_as_receivers_expect_them() {
    let receiver = Receiver::ok().await;
    let (sender, request) = (Sender::default(), post(receiver.url("/")));
    let secrets = secrets(&[(SECRET, "s3cret ü")]);
    for (authentication, header, value) in [
        (
            Authentication::Basic {
                user: "karin".to_owned(),
            },
            "authorization",
            "Basic a2FyaW46czNjcmV0IMO8",
        ),
        (Authentication::Bearer, "authorization", "Bearer s3cret ü"),
        (
            Authentication::Header {
                header: "X-Api-Key".to_owned(),
            },
            "x-api-key",
            "s3cret ü",
        ),
    ] {
        answer(send_as(&sender, &request, &authentication, &secrets).await);
        let received = receiver.received().pop().unwrap();
        assert_eq!(received.header(header), Some(value), "{authentication:?}");
    }
}

#[tokio::test]
async fn without_its_password_nothing_is_sent() {
    let receiver = Receiver::ok().await;
    let request = post(receiver.url("/"));
    let (sender, none) = (Sender::default(), BTreeMap::new());
    let sent = send_as(&sender, &request, &Authentication::Bearer, &none).await;
    let (fault, message) = not_sent(sent);
    assert_eq!(fault, Fault::Secret);
    assert!(message.starts_with("Enter the token."), "{message}");
    assert_eq!(receiver.received().len(), 0);
}

/// A token server that hands out `token-1`, `token-2`, …
async fn token_server(expires_in: u32) -> Receiver {
    let given = AtomicUsize::new(0);
    Receiver::answering(move |_| {
        let number = given.fetch_add(1, Ordering::SeqCst) + 1;
        let body = format!(
            r#"{{"access_token":"token-{number}","token_type":"Bearer","expires_in":{expires_in}}}"#
        );
        Reply::with(200, "content-type: application/json\r\n", &body)
    })
    .await
}

fn client_of(server: &Receiver, client_in: ClientIn) -> Authentication {
    Authentication::OAuth2(OAuth2 {
        token_address: server.url("/token"),
        client_id: "the shop".to_owned(),
        scope: "orders".to_owned(),
        audience: String::new(),
        client_in,
    })
}

#[tokio::test]
async fn a_token_is_fetched_once_and_used_until_shortly_before_it_ends() {
    let (server, receiver) = (token_server(3600).await, Receiver::ok().await);
    let (sender, request) = (Sender::default(), post(receiver.url("/")));
    let secrets = secrets(&[(SECRET, "p:ss")]);
    let client = client_of(&server, ClientIn::Header);
    for _ in 0..3 {
        answer(send_as(&sender, &request, &client, &secrets).await);
    }
    for received in receiver.received() {
        assert_eq!(received.header("authorization"), Some("Bearer token-1"));
    }
    let [asked] = &server.received()[..] else {
        panic!("not fetched once: {:?}", server.received())
    };
    assert_eq!(asked.body, b"grant_type=client_credentials&scope=orders");
    // `the+shop:p%3Ass`, as RFC 6749, section 2.3.1, has it.
    assert_eq!(
        asked.header("authorization"),
        Some("Basic dGhlK3Nob3A6cCUzQXNz")
    );
}

#[tokio::test]
async fn a_token_that_ends_at_once_is_fetched_each_time() {
    let (server, receiver) = (token_server(0).await, Receiver::ok().await);
    let (sender, request) = (Sender::default(), post(receiver.url("/")));
    let secrets = secrets(&[(SECRET, "pass")]);
    let client = client_of(&server, ClientIn::Body);
    for _ in 0..2 {
        answer(send_as(&sender, &request, &client, &secrets).await);
    }
    let asked = server.received();
    assert_eq!(asked.len(), 2);
    let form = "grant_type=client_credentials&scope=orders&client_id=the+shop&client_secret=pass";
    assert_eq!(String::from_utf8_lossy(&asked[0].body), form);
    assert_eq!(asked[0].header("authorization"), None);
}

#[tokio::test]
async fn a_token_that_is_refused_is_fetched_anew_for_the_next_request() {
    let server = token_server(3600).await;
    let receiver = Receiver::answering(|request| match request.header("authorization") {
        Some("Bearer token-1") => Reply::Status(401),
        _ => Reply::Status(200),
    })
    .await;
    let (sender, request) = (Sender::default(), post(receiver.url("/")));
    let secrets = secrets(&[(SECRET, "pass")]);
    let client = client_of(&server, ClientIn::Header);
    let refused = send_as(&sender, &request, &client, &secrets).await;
    assert!(refused.renewed);
    assert_eq!(answer(refused).status, 401);
    assert_eq!(
        receiver.received().len(),
        1,
        "one request is all that is sent"
    );
    assert_eq!(server.received().len(), 2);
    let let_in = send_as(&sender, &request, &client, &secrets).await;
    assert!(!let_in.renewed);
    assert_eq!(answer(let_in).status, 200);
    assert_eq!(server.received().len(), 2);

    receiver.answer(|_| Reply::Status(401));
    let way = Way {
        authentication: &client,
        secrets: &secrets,
        renews: false,
        ..Way::signed(&Signing::None {}, &[])
    };
    let refused = sender.send(delivery(), &request, &way, now()).await;
    assert!(!refused.renewed);
    assert_eq!(server.received().len(), 2, "only where that is wanted");

    server.answer(|_| Reply::Status(500));
    let refused = send_as(&sender, &request, &client, &secrets).await;
    assert!(!refused.renewed, "there is no new one");
    assert_eq!(answer(refused).status, 401);
}

#[tokio::test]
async fn a_token_server_that_refuses_is_told_in_its_own_words() {
    let server = Receiver::answering(|_| {
        let body = r#"{"error":"invalid_client","error_description":"Unknown client."}"#;
        Reply::with(401, "content-type: application/json\r\n", body)
    })
    .await;
    let receiver = Receiver::ok().await;
    let request = post(receiver.url("/"));
    let secrets = secrets(&[(SECRET, "pass")]);
    let client = client_of(&server, ClientIn::Header);
    let sent = send_as(&Sender::default(), &request, &client, &secrets).await;
    let (fault, message) = not_sent(sent);
    assert_eq!(fault, Fault::Access);
    let expected = "No access token could be had: its server answered 401 (Unknown client.).";
    assert_eq!(message, expected);
    assert_eq!(receiver.received().len(), 0);
}

#[tokio::test]
async fn secrets_come_into_path_header_and_body_and_not_into_the_answer_that_is_kept() {
    let receiver = Receiver::answering(|request| {
        let said = format!("you sent {}", String::from_utf8_lossy(&request.body));
        Reply::with(200, "x-echo: key-\"1\"-long\r\n", &said)
    })
    .await;
    let event = EventId::new(uuid::Uuid::now_v7());
    let mark = secret_place::marked(event, "{{ secret.key }}").into_owned();
    let request = Request {
        url: receiver.url(&format!("/{mark}")),
        headers: vec![
            ("content-type".to_owned(), "application/json".to_owned()),
            ("x-key".to_owned(), mark.clone()),
        ],
        body: Some(format!("{{\"key\":\"{mark}\"}}")),
        ..post("")
    };
    let secrets = secrets(&[("key", "key-\"1\"-long")]);
    let way = Way {
        event,
        secrets: &secrets,
        ..Way::signed(&Signing::None {}, &[])
    };
    let kept = answer(
        Sender::default()
            .send(delivery(), &request, &way, now())
            .await,
    );
    let received = &receiver.received()[0];
    assert_eq!(received.target, "/key-%221%22-long");
    assert_eq!(received.header("x-key"), Some("key-\"1\"-long"));
    assert_eq!(received.body, br#"{"key":"key-\"1\"-long"}"#);
    assert_eq!(kept.header("x-echo"), Some("••••"));
    assert!(!kept.body.contains("-long"), "{}", kept.body);
}
