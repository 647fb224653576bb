//! The Test inbox, called by the real sender, with a real database and real secrets.

use std::{net::SocketAddr, sync::Arc, time::Instant};

use hookloom_core::{
    attempt::{Fault, Outcome},
    id::{DeliveryId, DestinationId},
    inbox::{InboxAnswer, InboxRequest, SignatureCheck},
    method::Method,
    request::Request,
    secret::Secret,
    signing::Signing,
};
use hookloom_engine::{
    change::{Changes, EngineChange},
    clock::Clock,
    delivery::sender::{Sender, Sent},
    inbox::TestInbox,
    listener::{Limits, Listener, Site},
    secrets::{Preference, SecretStore},
    store::Store,
};
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
        secrets.put(INBOX, vec![secret.clone()]).await.unwrap();
        let changes = Changes::default();
        let inbox = TestInbox::new(
            INBOX,
            store.clone(),
            Arc::new(secrets),
            Clock::system(),
            changes.clone(),
        );
        let listener = Listener::bind(0, Limits::default()).await.unwrap();
        let address = listener.address();
        let site = Arc::new(Site::default().with(Arc::new(Arc::clone(&inbox))));
        let serving = async move { listener.serve(site, CancellationToken::new()).await };
        Self {
            address,
            inbox,
            store,
            secret,
            changes: changes.listen(),
            serving: tokio::spawn(serving),
            _folder: folder,
        }
    }

    fn request(&self, path: &str) -> Request {
        Request {
            method: Method::Post,
            url: format!("http://{}/test-inbox{path}", self.address),
            headers: vec![("authorization".to_owned(), "Bearer s3cret".to_owned())],
            body: Some("{\"of\": \"an order\"}".to_owned()),
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
            .send(id, request, signing, keys, Clock::system().now())
            .await
    }

    async fn received(&self) -> Vec<InboxRequest> {
        self.store.inbox_requests().await.unwrap()
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
    assert_eq!(kept.signature, SignatureCheck::Valid {});
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
    let why = |kept: &InboxRequest| match &kept.signature {
        SignatureCheck::Invalid { why } => why.clone(),
        SignatureCheck::Valid {} => panic!("{kept:?} is valid"),
    };
    assert!(why(&received[0]).contains("isn't signed"), "{received:?}");
    assert!(why(&received[1]).contains("another secret"), "{received:?}");
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
    assert_eq!(
        kept.signature,
        SignatureCheck::Valid {},
        "the whole body was checked"
    );
}
