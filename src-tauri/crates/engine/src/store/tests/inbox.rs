use hookloom_core::{
    id::InboxRequestId,
    inbox::{InboxRequest, SignatureCheck},
};
use uuid::Uuid;

use super::sample::{Sample, at};

fn request(number: u128) -> InboxRequest {
    InboxRequest {
        id: InboxRequestId::new(Uuid::from_u128(number)),
        at: at(0),
        method: "POST".into(),
        target: "/test-inbox".into(),
        headers: vec![("webhook-id".into(), "dlv_1".into())],
        body: "{}".into(),
        size: 2,
        signature: SignatureCheck::Unsigned {},
        answered: Some(200),
        took_ms: None,
    }
}

#[tokio::test]
async fn the_inbox_keeps_the_last_two_hundred_newest_first() {
    let sample = Sample::new().await;
    for number in 1..=205 {
        let kept = sample.store.keep_inbox_request(request(number));
        kept.await.unwrap();
    }
    let kept = sample.store.inbox_requests().await.unwrap();
    let expected: Vec<_> = (6..=205).rev().map(request).collect();
    assert_eq!(kept, expected);
    sample.store.clear_inbox().await.unwrap();
    assert_eq!(sample.store.inbox_requests().await, Ok(Vec::new()));
}
