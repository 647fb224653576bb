//! From an event to a delivered webhook.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use hookloom_core::{
    attempt::Why,
    delivery::{DeliveryState, FailReason, HoldReason, StateName},
    destination::PauseReason,
};
use hookloom_engine::{EngineError, clock::Clock};
use serde_json::json;
use standardwebhooks::Webhook;

use crate::{
    bench::{Bench, SECRET, statuses},
    receiver::{Receiver, Reply},
};

fn quick() -> serde_json::Value {
    json!({ "retry": { "type": "own", "delays_seconds": [0, 0, 0] } })
}

fn once() -> serde_json::Value {
    json!({ "retry": { "type": "never" } })
}

fn status(code: u16) -> Reply {
    Reply::Status(code)
}

#[tokio::test]
async fn a_delivery_that_fails_is_tried_again_with_the_same_id_and_bytes() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let asked = AtomicUsize::new(0);
    receiver.answer(move |_| match asked.fetch_add(1, Ordering::Relaxed) {
        0 | 1 => status(503),
        _ => status(204),
    });
    let automation = bench.by_hand(&receiver.url("/hook"), quick()).await;
    let delivery = bench.run(automation).await;
    let detail = bench.until(delivery, StateName::Succeeded).await;
    assert_eq!(statuses(&detail), [Some(503), Some(503), Some(204)]);
    let received = receiver.wait_for(3).await;
    for request in &received {
        assert_eq!(
            request.header("webhook-id"),
            Some(delivery.to_string().as_str())
        );
        assert_eq!(request.body, received[0].body);
        assert_eq!(request.anomalies, Vec::<String>::new());
        let webhook = Webhook::new(SECRET).unwrap();
        webhook
            .verify(&request.body, &request.header_map())
            .expect("the official verifier agrees");
    }
}

#[tokio::test]
async fn a_delivery_is_given_up_after_the_last_attempt_of_its_ladder() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| status(500));
    let automation = bench.by_hand(&receiver.url("/hook"), quick()).await;
    let delivery = bench.run(automation).await;
    let detail = bench.until(delivery, StateName::Failed).await;
    assert_eq!(statuses(&detail), [Some(500); 4]);
    assert!(
        detail.sentence.contains("attempt 4, the last one"),
        "{}",
        detail.sentence
    );
}

#[tokio::test]
async fn a_refusal_is_not_repeated() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| status(401));
    let automation = bench.by_hand(&receiver.url("/hook"), quick()).await;
    let detail = bench
        .until(bench.run(automation).await, StateName::Failed)
        .await;
    assert_eq!(statuses(&detail), [Some(401)]);
    let DeliveryState::Failed { reason, .. } = detail.row.state else {
        panic!()
    };
    assert_eq!(reason, FailReason::Rejected { status: 401 });
}

#[tokio::test]
async fn gone_pauses_the_destination_and_keeps_what_comes_next() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| status(410));
    let automation = bench.by_hand(&receiver.url("/hook"), quick()).await;
    let first = bench.run(automation).await;
    let detail = bench.until(first, StateName::Failed).await;
    let destination = detail.row.destination;
    let second = loop {
        let delivery = bench.run(automation).await;
        let row = bench.engine.get_destination(destination).await.unwrap();
        if let Some(paused) = row.destination.paused {
            assert_eq!(paused.why, PauseReason::Gone);
            break delivery;
        }
    };
    bench
        .until_it(second, |detail| {
            detail.row.state.name() != StateName::Pending
        })
        .await;
    receiver.answer(|_| status(200));
    let third = bench.run(automation).await;
    let held = bench.until(third, StateName::Held).await;
    assert!(matches!(
        held.row.state,
        DeliveryState::Held {
            why: HoldReason::DestinationPaused,
            ..
        }
    ));
    bench.engine.resume_destination(destination).await.unwrap();
    bench.until(third, StateName::Succeeded).await;
}

#[tokio::test]
async fn pausing_holds_sending_but_keeps_events_also_over_a_restart() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let automation = bench.by_hand(&receiver.url("/hook"), once()).await;
    bench.engine.pause(None).await.unwrap();
    let delivery = bench.run(automation).await;
    bench.until(delivery, StateName::Held).await;
    let bench = bench.restart().await;
    bench.until(delivery, StateName::Held).await;
    assert_eq!(receiver.received().len(), 0);
    bench.engine.resume().await.unwrap();
    bench.until(delivery, StateName::Succeeded).await;
    assert_eq!(receiver.received().len(), 1);
}

/// The end that counts is the last that was given. It is followed by itself, long before anybody
/// would look at the clock again.
#[tokio::test]
async fn a_pause_without_an_end_gets_one_and_keeps_to_it() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let automation = bench.by_hand(&receiver.url("/hook"), once()).await;
    bench.engine.pause(None).await.unwrap();
    let delivery = bench.run(automation).await;
    bench.until(delivery, StateName::Held).await;
    let soon = Clock::system().now().plus(Duration::from_millis(300));
    bench.engine.pause(Some(soon)).await.unwrap();
    let sent = bench.until(delivery, StateName::Succeeded);
    let waited = tokio::time::timeout(Duration::from_secs(25), sent).await;
    waited.expect("the pause ends in time");
    assert!(Clock::system().now() >= soon);
}

#[tokio::test]
async fn resuming_everything_leaves_a_paused_destination_held() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let automation = bench.by_hand(&receiver.url("/hook"), once()).await;
    bench.engine.pause(None).await.unwrap();
    let delivery = bench.run(automation).await;
    let destination = bench.until(delivery, StateName::Held).await.row.destination;
    bench.engine.pause_destination(destination).await.unwrap();
    bench.engine.resume().await.unwrap();
    bench
        .until_it(delivery, |detail| {
            let DeliveryState::Held { why, .. } = detail.row.state else {
                return false;
            };
            why == HoldReason::DestinationPaused
        })
        .await;
    bench.engine.resume_destination(destination).await.unwrap();
    bench.until(delivery, StateName::Succeeded).await;
}

#[tokio::test]
async fn a_person_can_stop_a_delivery_and_send_a_finished_one_again() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| status(503));
    let hourly = json!({ "retry": { "type": "own", "delays_seconds": [3600] } });
    let automation = bench.by_hand(&receiver.url("/hook"), hourly).await;
    let delivery = bench.run(automation).await;
    bench
        .until_it(delivery, |detail| detail.attempts.len() == 1)
        .await;
    let refused = bench.engine.resend_delivery(delivery).await.unwrap_err();
    assert!(matches!(refused, EngineError::Refused(_)), "{refused}");
    let row = bench.engine.cancel_delivery(delivery).await.unwrap();
    assert_eq!(row.state.name(), StateName::Cancelled);
    receiver.answer(|_| status(200));
    bench.engine.resend_delivery(delivery).await.unwrap();
    let detail = bench.until(delivery, StateName::Succeeded).await;
    assert!(detail.row.resent);
    let received = receiver.wait_for(2).await;
    assert_eq!(
        received[0].header("webhook-id"),
        received[1].header("webhook-id")
    );
}

#[tokio::test]
async fn what_waits_when_the_engine_stops_is_sent_at_the_next_start() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| status(503));
    let soon = json!({ "retry": { "type": "own", "delays_seconds": [1] } });
    let automation = bench.by_hand(&receiver.url("/hook"), soon).await;
    let delivery = bench.run(automation).await;
    bench
        .until_it(delivery, |detail| detail.attempts.len() == 1)
        .await;
    receiver.answer(|_| status(200));
    let bench = bench.restart().await;
    let detail = bench.until(delivery, StateName::Succeeded).await;
    assert_eq!(statuses(&detail), [Some(503), Some(200)]);
}

#[tokio::test]
async fn one_destination_that_never_answers_delays_no_other() {
    let (bench, receiver, silent) = (
        Bench::start().await,
        Receiver::ok().await,
        Receiver::ok().await,
    );
    silent.answer(|_| Reply::Nothing);
    let stuck = bench
        .by_hand(&silent.url("/hook"), json!({ "timeout_seconds": 60 }))
        .await;
    let quick = bench.by_hand(&receiver.url("/hook"), once()).await;
    for _ in 0..10 {
        bench.run(stuck).await;
    }
    silent.wait_for(4).await;
    let delivery = bench.run(quick).await;
    bench.until(delivery, StateName::Succeeded).await;
    assert_eq!(
        silent.received().len(),
        4,
        "no more than the destination's own limit"
    );
}

#[tokio::test]
async fn a_thousand_deliveries_arrive_once_each() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let automation = bench.by_hand(&receiver.url("/hook"), once()).await;
    for _ in 0..1000 {
        bench.run(automation).await;
    }
    let received = receiver.wait_for(1000).await;
    let ids: std::collections::HashSet<_> = received
        .iter()
        .map(|request| request.header("webhook-id").unwrap().to_owned())
        .collect();
    assert_eq!((received.len(), ids.len()), (1000, 1000));
}

#[tokio::test]
async fn deleting_an_automation_cancels_what_it_has_waiting_and_keeps_the_log() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    bench.engine.pause(None).await.unwrap();
    let automation = bench.by_hand(&receiver.url("/hook"), once()).await;
    let delivery = bench.run(automation).await;
    let destination = bench.until(delivery, StateName::Held).await.row.destination;
    let used = bench
        .engine
        .delete_destination(destination)
        .await
        .unwrap_err();
    assert!(
        used.to_string().contains("is used by ‘Automation 0’"),
        "{used}"
    );
    bench.engine.delete_automation(automation).await.unwrap();
    let detail = bench.until(delivery, StateName::Cancelled).await;
    assert_eq!(detail.row.automation_name, "Automation 0");
    bench.engine.delete_destination(destination).await.unwrap();
}

#[tokio::test]
async fn what_is_cut_off_at_the_end_is_noted_and_sent_at_the_next_start_in_its_turn() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| Reply::Nothing);
    let settings = json!({ "name": "One by one", "address": receiver.url("/"), "parallel": 1 });
    let settings = serde_json::from_value(settings).unwrap();
    let added = bench.engine.add_destination(settings, Some(SECRET)).await;
    let destination = added.unwrap().destination.id;
    let manual = json!({ "type": "manual" });
    let automation = bench.automation(manual, destination, once()).await;
    let first = bench.run(automation).await;
    receiver.wait_for(1).await;
    let second = bench.run(automation).await;

    let began = std::time::Instant::now();
    receiver.answer(|_| status(200));
    let bench = bench.restart().await;
    assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());
    let detail = bench.until(first, StateName::Succeeded).await;
    bench.until(second, StateName::Succeeded).await;
    assert_eq!(statuses(&detail), [None, Some(200)]);
    assert!(detail.attempts[0].outcome.is_interrupted());
    assert_eq!(detail.attempts[1].why, Why::Retry);
    let received = receiver.wait_for(3).await;
    let ids = received.iter().map(|one| one.header("webhook-id").unwrap());
    let expected = [first, first, second].map(|id| id.to_string());
    assert_eq!(ids.collect::<Vec<_>>(), expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_comes_in_while_everything_is_looked_at_anew_is_sent_once() {
    const EACH: usize = 100;
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let other = bench.destination(&receiver.url("/other")).await;
    let automation = bench.by_hand(&receiver.url("/hook"), once()).await;
    let looks_anew = async {
        loop {
            bench.engine.pause_destination(other).await.unwrap();
            bench.engine.resume_destination(other).await.unwrap();
        }
    };
    let comes_in = || async {
        for _ in 0..EACH {
            bench.run(automation).await;
        }
    };
    tokio::select! {
        () = looks_anew => unreachable!("it goes on"),
        _ = futures::future::join4(comes_in(), comes_in(), comes_in(), comes_in()) => {}
    }
    let ended = bench.until_all_ended(4 * EACH).await;
    assert!(ended.iter().all(|row| row.attempts == 1));
    assert_eq!(receiver.received().len(), 4 * EACH);
}
