//! When a delivery is tried again, and after which answers.

use std::time::Duration;

use hookloom_core::{
    delivery::{DeliveryState, StateName},
    moment::Moment,
};
use serde_json::json;

use crate::{
    bench::{Bench, statuses},
    receiver::{Receiver, Reply},
};

#[tokio::test]
async fn which_answers_are_tried_again_is_kept_with_the_delivery_over_a_restart() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| Reply::Status(404));
    let send = json!({
        "retry": { "type": "own", "delays_seconds": [2, 0] },
        "retry_on": "404",
    });
    let automation = bench.by_hand(&receiver.url("/hook"), send).await;
    let delivery = bench.run(automation).await;
    bench
        .until_it(delivery, |detail| detail.attempts.len() == 1)
        .await;
    receiver.answer(|_| Reply::Status(500));
    let bench = bench.restart().await;
    let detail = bench.until(delivery, StateName::Failed).await;
    assert_eq!(statuses(&detail), [Some(404), Some(500)]);
}

#[tokio::test]
async fn a_waiting_delivery_tells_when_its_next_tries_are() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| Reply::with(503, "retry-after: 100\r\n", ""));
    let send = json!({ "retry": { "type": "own", "delays_seconds": [60, 600, 3600] } });
    let automation = bench.by_hand(&receiver.url("/hook"), send).await;
    let delivery = bench.run(automation).await;
    let detail = bench
        .until_it(delivery, |detail| detail.attempts.len() == 1)
        .await;
    let DeliveryState::Pending { due_at } = detail.row.state else {
        panic!("{:?}", detail.row.state)
    };
    let after = |seconds| due_at.plus(Duration::from_secs(seconds));
    assert_eq!(detail.tries, [due_at, after(600), after(4200)]);
    let asked_for = detail.attempts[0].at.plus(Duration::from_secs(100));
    assert!(due_at >= asked_for, "{due_at:?} is sooner than asked for");
    let stopped = bench.engine.cancel_delivery(delivery).await.unwrap();
    let detail = bench.engine.get_delivery(stopped.id).await.unwrap();
    assert_eq!(detail.tries, Vec::<Moment>::new());
}

#[tokio::test]
async fn the_longest_wait_on_request_is_a_setting() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let mut settings = (*bench.engine.settings()).clone();
    settings.sending.longest_wish_minutes = 1;
    bench.engine.set_settings(settings).await.unwrap();
    receiver.answer(|_| Reply::with(429, "retry-after: 100000\r\n", ""));
    let send = json!({ "retry": { "type": "own", "delays_seconds": [1] } });
    let automation = bench.by_hand(&receiver.url("/hook"), send).await;
    let delivery = bench.run(automation).await;
    let detail = bench
        .until_it(delivery, |detail| detail.attempts.len() == 1)
        .await;
    let waits = detail.tries[0].since(detail.attempts[0].at);
    assert!((60..65).contains(&waits.as_secs()), "{waits:?}");
}
