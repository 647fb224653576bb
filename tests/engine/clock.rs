//! The computer's clock is set, or the computer sleeps: what waits keeps its distances.

use std::time::Duration;

use hookloom_core::{
    delivery::{DeliveryState, StateName},
    moment::Moment,
    view::DeliveryDetail,
};
use hookloom_engine::clock::Clock;
use serde_json::{Value, json};

use crate::{
    bench::Bench,
    receiver::{Receiver, Reply},
};

fn delays(seconds: &[u32]) -> Value {
    json!({ "retry": { "type": "own", "delays_seconds": seconds } })
}

fn due_at(detail: &DeliveryDetail) -> Option<Moment> {
    match detail.row.state {
        DeliveryState::Pending { due_at } => Some(due_at),
        _ => None,
    }
}

#[tokio::test]
async fn a_clock_that_is_set_an_hour_forwards_makes_no_retry_early() {
    let (clock, hands) = Clock::with_hands();
    let (bench, receiver) = (Bench::start_at(clock).await, Receiver::ok().await);
    receiver.answer(|_| Reply::Status(503));
    let automation = bench.by_hand(&receiver.url("/hook"), delays(&[600])).await;
    let delivery = bench.run(automation).await;
    let detail = bench
        .until_it(delivery, |detail| detail.attempts.len() == 1)
        .await;
    let before = due_at(&detail).unwrap();
    hands.set(3600);
    let hour = Duration::from_secs(3590);
    bench
        .until_it(delivery, |detail| {
            due_at(detail).is_some_and(|due| due >= before.plus(hour))
        })
        .await;
    assert_eq!(receiver.received().len(), 1);
}

#[tokio::test]
async fn a_clock_that_is_set_an_hour_back_holds_nothing_up() {
    let (clock, hands) = Clock::with_hands();
    let (bench, receiver) = (Bench::start_at(clock).await, Receiver::ok().await);
    receiver.answer(|_| Reply::Status(503));
    let automation = bench.by_hand(&receiver.url("/hook"), delays(&[3])).await;
    let retried = bench.run(automation).await;
    bench
        .until_it(retried, |detail| detail.attempts.len() == 1)
        .await;
    receiver.answer(|_| Reply::Status(200));
    hands.set(-3600);
    let fresh = bench.run(automation).await;
    bench.until(fresh, StateName::Succeeded).await;
    bench.until(retried, StateName::Succeeded).await;
}

#[tokio::test]
async fn what_became_due_in_sleep_is_sent_once_and_what_did_not_waits_on() {
    let (clock, hands) = Clock::with_hands();
    let (bench, receiver) = (Bench::start_at(clock).await, Receiver::ok().await);
    receiver.answer(|_| Reply::Status(503));
    let soon = bench.by_hand(&receiver.url("/soon"), delays(&[600])).await;
    let late = bench
        .by_hand(&receiver.url("/late"), delays(&[90_000]))
        .await;
    let mut due = Vec::new();
    for _ in 0..10 {
        due.push(bench.run(soon).await);
    }
    let later = bench.run(late).await;
    for delivery in due.iter().chain([&later]) {
        bench
            .until_it(*delivery, |detail| detail.attempts.len() == 1)
            .await;
    }
    receiver.answer(|_| Reply::Status(200));
    hands.pass(Duration::from_secs(2 * 3600));
    for delivery in &due {
        let detail = bench.until(*delivery, StateName::Succeeded).await;
        assert_eq!(detail.attempts.len(), 2);
    }
    let detail = bench.engine.get_delivery(later).await.unwrap();
    assert_eq!(detail.attempts.len(), 1);
    assert_eq!(receiver.received().len(), 11 + 10);
}
