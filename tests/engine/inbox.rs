//! The Test inbox, called by the real sender, with a real database and real secrets.

use std::{net::SocketAddr, sync::Arc, time::Instant};

use hookloom_core::{
    attempt::{Fault, Outcome},
    destination::{Destination, KnownSecrets},
    id::{DeliveryId, DestinationId},
    inbox::{InboxAnswer, InboxRequest, SignatureCheck},
    method::Method,
    request::Request,
    secret::Secret,
    signing::Signing,
};
use hookloom_engine::{
    catalog::Present,
    change::{Changes, EngineChange},
    clock::Clock,
    delivery::sender::{Sender, Sent, way::Way},
    inbox::TestInbox,
    listener::{Limits, Listener, Site},
    secrets::{Preference, SecretStore, Secrets},
    store::Store,
};
use serde_json::json;
use tokio::{sync::broadcast, task::JoinHandle, time::timeout};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{caller::Caller, receiver::PATIENCE};

const INBOX: DestinationId = DestinationId::new(Uuid::from_u128(1));

/// A Test inbox that listens, with the secret that its senders should have.
struct Running {
    address: SocketAddr,
    inbox: Arc<TestInbox>,
    store: Store,
    secret: Secret,
    secrets: Arc<SecretStore>,
    catalog: Present,
    changes: broadcast::Receiver<EngineChange>,
    serving: JoinHandle<()>,
    _folder: tempfile::TempDir,
}

impl Running {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("data")).unwrap();
        let config = folder.path().join("config");
        let secrets = SecretStore::open(folder.path(), &config, Preference::File).await;
        let secret = Secret::from_random(&[7; 32]);
        let signing = Secrets::of_signing(vec![secret.clone()]);
        secrets.put(INBOX.into(), signing).await.unwrap();
        let (secrets, changes) = (Arc::new(secrets), Changes::default());
        let listener = Listener::bind(0, Limits::default()).await.unwrap();
        let address = listener.address();
        let own = destination(INBOX, address, Signing::default(), &secret);
        let catalog = Present::new(Vec::new(), vec![own]);
        let inbox = TestInbox::new(
            INBOX,
            store.clone(),
            Arc::clone(&secrets),
            catalog.clone(),
            Clock::system(),
            changes.clone(),
        );
        let site = Arc::new(Site::default().with(Arc::new(Arc::clone(&inbox))));
        let serving = async move { listener.serve(site, CancellationToken::new()).await };
        Self {
            address,
            inbox,
            store,
            secret,
            secrets,
            catalog,
            changes: changes.listen(),
            serving: tokio::spawn(serving),
            _folder: folder,
        }
    }

    /// Adds a destination that sends here and signs that way.
    async fn meet(&self, signing: Signing, secret: &Secret) {
        let id = DestinationId::new(Uuid::now_v7());
        let secrets = Secrets::of_signing(vec![secret.clone()]);
        self.secrets.put(id.into(), secrets).await.unwrap();
        let known = destination(id, self.address, signing, secret);
        self.catalog.put_destination(known);
    }

    fn request(&self, path: &str) -> Request {
        Request {
            method: Method::Post,
            url: format!("http://{}/test-inbox{path}", self.address),
            headers: vec![("authorization".to_owned(), "Bearer s3cret".to_owned())],
            body: Some("{\"of\": \"an order\"}".to_owned()),
            upload: None,
            gzip: false,
            timeout_seconds: 20,
        }
    }

    async fn send(&self, secret: &Secret) -> Sent {
        self.send_request(
            &self.request(""),
            &Signing::default(),
            std::slice::from_ref(secret),
        )
        .await
    }

    async fn send_request(&self, request: &Request, signing: &Signing, keys: &[Secret]) -> Sent {
        let id = DeliveryId::new(Uuid::now_v7());
        Sender::default()
            .send(
                id,
                request,
                &Way::signed(signing, keys),
                Clock::system().now(),
            )
            .await
    }

    async fn received(&self) -> Vec<InboxRequest> {
        self.store.inbox_requests().await.unwrap()
    }
}

fn destination(
    id: DestinationId,
    address: SocketAddr,
    signing: Signing,
    secret: &Secret,
) -> Destination {
    let settings = json!({
        "name": id.to_string(),
        "address": format!("http://{address}/test-inbox"),
        "signing": signing,
    });
    Destination {
        id,
        settings: serde_json::from_value(settings).unwrap(),
        paused: None,
        resumed_at: None,
        secret_hint: Some(secret.hint()),
        secrets: KnownSecrets::default(),
        built_in: id == INBOX,
        created_at: Clock::system().now(),
        updated_at: Clock::system().now(),
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

fn status(sent: &Sent) -> u16 {
    match &sent.outcome {
        Outcome::Answered(answer) => answer.status,
        Outcome::NotSent { .. } => panic!("no answer: {sent:?}"),
    }
}

#[tokio::test]
async fn a_signed_request_is_kept_as_it_came_and_found_valid() {
    let mut running = Running::start().await;
    let request = running.request("/orders/7?dry=1");
    let keys = [running.secret.clone()];
    assert_eq!(
        status(
            &running
                .send_request(&request, &Signing::default(), &keys)
                .await
        ),
        200
    );
    let received = running.received().await;
    let [kept] = &received[..] else {
        panic!("{received:?}")
    };
    assert!(kept.signature.is_valid(), "{kept:?}");
    assert_eq!((kept.method.as_str(), kept.answered), ("POST", Some(200)));
    assert_eq!(kept.target, "/test-inbox/orders/7?dry=1");
    assert_eq!(
        (kept.body.as_str(), kept.size),
        ("{\"of\": \"an order\"}", 18)
    );
    assert_eq!(running.changes.recv().await, Ok(EngineChange::Inbox));
}

#[tokio::test]
async fn the_signature_is_shown_and_credentials_are_not() {
    let running = Running::start().await;
    running.send(&running.secret).await;
    let kept = running.received().await.remove(0);
    let header = |name| {
        kept.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    };
    assert_eq!(header("authorization"), Some("••••"));
    assert!(header("webhook-signature").unwrap().starts_with("v1,"));
}

#[tokio::test]
async fn what_is_wrong_with_a_signature_is_said() {
    let running = Running::start().await;
    running.send(&Secret::from_random(&[8; 32])).await;
    running
        .send_request(&running.request(""), &Signing::None {}, &[])
        .await;
    let received = running.received().await;
    assert_eq!(received[0].signature, SignatureCheck::Unsigned {});
    let SignatureCheck::Invalid { why } = &received[1].signature else {
        panic!("{received:?}")
    };
    let hint = running.secret.hint();
    assert!(
        why.contains(&format!("doesn't match the secret {hint}")),
        "{why}"
    );
}

#[tokio::test]
async fn each_way_of_signing_is_checked_once_a_destination_sends_here_that_way() {
    let running = Running::start().await;
    for signing in [Signing::Github {}, Signing::Stripe {}, Signing::Slack {}] {
        let key = signing.secret("correct horse battery staple").unwrap();
        let keys = [key];
        let request = running.request("/shop");
        running.send_request(&request, &signing, &keys).await;
        let kept = running.received().await.remove(0);
        assert!(
            matches!(&kept.signature, SignatureCheck::Invalid { why } if why.contains("nobody knows")),
            "{kept:?}"
        );

        running.meet(signing.clone(), &keys[0]).await;
        running.send_request(&request, &signing, &keys).await;
        let kept = running.received().await.remove(0);
        let signing = Some(signing);
        assert_eq!(kept.signature, SignatureCheck::Valid { signing });
    }
}

#[tokio::test]
async fn it_hangs_up_when_it_is_told_to_and_shows_the_request() {
    let running = Running::start().await;
    running.inbox.set_answer(InboxAnswer::HangUp);
    let sent = running.send(&running.secret).await;
    let Outcome::NotSent { fault, .. } = sent.outcome else {
        panic!("{sent:?}")
    };
    assert_eq!(fault, Fault::Reset);
    assert_eq!(running.received().await[0].answered, None);
}

#[tokio::test]
async fn it_fails_when_it_is_told_to() {
    let running = Running::start().await;
    running.inbox.set_answer(InboxAnswer::Error);
    assert_eq!(running.inbox.answer(), InboxAnswer::Error);
    assert_eq!(status(&running.send(&running.secret).await), 500);
    assert_eq!(running.received().await[0].answered, Some(500));
    running.inbox.set_answer(InboxAnswer::Ok);
    assert_eq!(status(&running.send(&running.secret).await), 200);
}

#[tokio::test]
async fn it_takes_five_seconds_when_it_is_told_to_and_shows_the_request_meanwhile() {
    let mut running = Running::start().await;
    running.inbox.set_answer(InboxAnswer::Slow);
    let began = Instant::now();
    let (sent, waiting) = tokio::join!(running.send(&running.secret), async {
        let mut changes = running.changes.resubscribe();
        timeout(PATIENCE, changes.recv()).await.unwrap().unwrap();
        running.received().await
    });
    assert_eq!(waiting[0].answered, None);
    assert!(began.elapsed().as_secs() >= 5);
    assert_eq!(status(&sent), 200);
    let received = running.received().await;
    assert_eq!((received.len(), received[0].answered), (1, Some(200)));
    assert_eq!(running.changes.recv().await, Ok(EngineChange::Inbox));
}

#[tokio::test]
async fn it_never_answers_when_it_is_told_to_and_shows_the_request() {
    let running = Running::start().await;
    running.inbox.set_answer(InboxAnswer::Never);
    let request = Request {
        timeout_seconds: 1,
        ..running.request("")
    };
    let keys = [running.secret.clone()];
    let sent = running
        .send_request(&request, &Signing::default(), &keys)
        .await;
    assert!(
        matches!(
            sent.outcome,
            Outcome::NotSent {
                fault: Fault::Timeout,
                ..
            }
        ),
        "{sent:?}"
    );
    assert_eq!(running.received().await[0].answered, None);
}

#[tokio::test]
async fn only_its_own_path_leads_to_it_and_other_hosts_do_not() {
    let running = Running::start().await;
    for (path, host, status) in [
        ("/test-inboxes", running.address.to_string(), 404),
        ("/", running.address.to_string(), 404),
        ("/test-inbox", "evil.example".to_owned(), 421),
    ] {
        let head = format!("POST {path} HTTP/1.1\r\nhost: {host}\r\ncontent-length: 0\r\n\r\n");
        let answered = Caller::to(running.address).await.exchange(head).await;
        assert_eq!(answered.status, status, "{path} at {host}");
    }
    assert_eq!(running.received().await.len(), 0);
}

#[tokio::test]
async fn of_a_long_body_the_beginning_is_kept() {
    let running = Running::start().await;
    let request = Request {
        body: Some("a".repeat(100_000)),
        ..running.request("")
    };
    let keys = [running.secret.clone()];
    running
        .send_request(&request, &Signing::default(), &keys)
        .await;
    let kept = running.received().await.remove(0);
    assert_eq!((kept.body.len(), kept.size), (64 * 1024, 100_000));
    assert!(kept.signature.is_valid(), "the whole body was checked");
}
