//! Limits of a destination, and deliveries that are of use only for a while.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use hookloom_core::{
    delivery::{DeliveryState, SkipReason, StateName},
    destination::DestinationSettings,
    id::{AutomationId, DeliveryId, DestinationId},
    moment::Moment,
    view::Waits,
};
use hookloom_engine::clock::Clock;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::watch,
};

use crate::{
    bench::{Bench, SECRET},
    receiver::{PATIENCE, Receiver, Reply},
};

async fn limited(bench: &Bench, address: &str, more: Value) -> DestinationId {
    let mut settings = json!({ "name": "Limited", "address": address });
    let more = more.as_object().unwrap().clone();
    settings.as_object_mut().unwrap().extend(more);
    let settings: DestinationSettings = serde_json::from_value(settings).unwrap();
    let added = bench.engine.add_destination(settings, Some(SECRET)).await;
    added.unwrap().destination.id
}

async fn by_hand(bench: &Bench, to: DestinationId, send: Value) -> AutomationId {
    let manual = json!({ "type": "manual" });
    bench.automation(manual, to, send).await
}

/// When every attempt was made, by the engine's own clock, once so many are noted.
async fn attempts_once(bench: &Bench, count: usize) -> Vec<Moment> {
    let mut changes = bench.engine.changes();
    let waited = tokio::time::timeout(PATIENCE, async {
        loop {
            let all = attempts(bench).await;
            if all.len() >= count {
                return all;
            }
            // What was missed meanwhile is seen as well.
            let _ = changes.recv().await;
        }
    });
    waited.await.expect("the attempts are noted")
}

/// When every attempt was made, by the engine's own clock.
async fn attempts(bench: &Bench) -> Vec<Moment> {
    let mut all = Vec::new();
    for row in bench.deliveries().await {
        let detail = bench.engine.get_delivery(row.id).await.unwrap();
        all.extend(detail.attempts.iter().map(|attempt| attempt.at));
    }
    all.sort_unstable();
    all
}

/// Waits until a delivery waits for the limit of its destination, and gives until when it does.
async fn until_waits(bench: &Bench, id: DeliveryId) -> Moment {
    let over = |waits: &Option<Waits>| match waits {
        Some(Waits::DestinationLimit { until, .. }) => Some(*until),
        _ => None,
    };
    let detail = bench.until_it(id, |detail| over(&detail.waits).is_some());
    over(&detail.await.waits).unwrap()
}

/// Retries count like everything else. The computer is off for most of each minute, so that the
/// test is not.
#[tokio::test]
async fn no_minute_has_more_requests_than_the_limit_also_over_restarts() {
    let (mut bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let asked = AtomicUsize::new(0);
    receiver.answer(move |_| match asked.fetch_add(1, Ordering::Relaxed) {
        0..2 => Reply::Status(503),
        _ => Reply::Status(200),
    });
    let limits = json!({ "limits": { "per_minute": 3 } });
    let to = limited(&bench, &receiver.url("/"), limits).await;
    let retry = json!({ "retry": { "type": "own", "delays_seconds": [0, 0, 0] } });
    let automation = by_hand(&bench, to, retry).await;
    let mut ids = Vec::new();
    for _ in 0..7 {
        ids.push(bench.run(automation).await);
    }
    receiver.wait_for(3).await;
    until_waits(&bench, ids[6]).await;
    let last = bench.engine.get_delivery(ids[6]).await.unwrap();
    assert_eq!(
        last.sentence,
        "Waiting, because ‘Limited’ gets no more than 3 a minute."
    );
    for sent in [3, 6] {
        // What is under way would be tried again after the restart.
        let first = attempts_once(&bench, sent).await[sent - 3];
        // Before the minute is over, nothing may go.
        let clock = Clock::starting_at(first.plus(Duration::from_secs(30)));
        bench = bench.restart_with(clock).await;
        let until = until_waits(&bench, ids[6]).await;
        assert!(until >= first.plus(Duration::from_secs(60)));
        assert_eq!(receiver.received().len(), sent);
        let clock = Clock::starting_at(until.minus(Duration::from_millis(300)));
        bench = bench.restart_with(clock).await;
        receiver.wait_for(sent + 3).await;
    }
    let rows = bench.until_all_ended(7).await;
    assert!(
        rows.iter()
            .all(|row| row.state.name() == StateName::Succeeded)
    );
    let attempts = attempts(&bench).await;
    assert_eq!(attempts.len(), 9);
    for minute in attempts.windows(4) {
        let span = minute[3].since(minute[0]);
        assert!(span >= Duration::from_secs(60), "four within {span:?}");
    }
}

#[tokio::test]
async fn a_destination_at_its_limit_delays_no_other_and_keeps_its_order() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let limits = json!({ "limits": { "per_minute": 2 }, "parallel": 1 });
    let to = limited(&bench, &receiver.url("/limited"), limits).await;
    let automation = by_hand(&bench, to, json!({})).await;
    let other = bench.by_hand(&receiver.url("/free"), json!({})).await;
    let mut ids = Vec::new();
    for _ in 0..200 {
        ids.push(bench.run(automation).await);
    }
    for _ in 0..20 {
        let id = bench.run(other).await;
        bench.until(id, StateName::Succeeded).await;
    }
    let came = receiver.received();
    let limited: Vec<_> = came
        .iter()
        .filter(|one| one.target == "/limited")
        .map(|one| one.header("webhook-id").unwrap().to_owned())
        .collect();
    assert_eq!(limited, [ids[0].to_string(), ids[1].to_string()]);
    until_waits(&bench, ids[199]).await;
}

/// A server that notes how many requests it has at once. It answers none before it had `first` of
/// them together, and each after a while.
async fn crowded(first: usize, most: watch::Sender<usize>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    let present = Arc::new(AtomicUsize::new(0));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (present, most) = (Arc::clone(&present), most.clone());
            tokio::spawn(serve(stream, first, present, most));
        }
    });
    address
}

async fn serve(
    mut stream: TcpStream,
    first: usize,
    present: Arc<AtomicUsize>,
    most: watch::Sender<usize>,
) -> std::io::Result<()> {
    let mut buffer = [0; 16 * 1024];
    let mut read = Vec::new();
    loop {
        // A standard event ends with the braces of its data and of itself.
        while !read.ends_with(b"}}") {
            match stream.read(&mut buffer).await? {
                0 => return Ok(()),
                more => read.extend_from_slice(&buffer[..more]),
            }
        }
        read.clear();
        let now = present.fetch_add(1, Ordering::SeqCst) + 1;
        most.send_modify(|most| *most = now.max(*most));
        let mut together = most.subscribe();
        together.wait_for(|most| *most >= first).await.unwrap();
        tokio::time::sleep(Duration::from_millis(5)).await;
        present.fetch_sub(1, Ordering::SeqCst);
        stream
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
            .await?;
    }
}

#[tokio::test]
async fn never_are_more_requests_under_way_than_may_be() {
    let bench = Bench::start().await;
    let (most, noted) = watch::channel(0);
    let address = crowded(3, most).await;
    let to = limited(&bench, &address, json!({ "parallel": 3 })).await;
    let automation = by_hand(&bench, to, json!({})).await;
    for _ in 0..150 {
        bench.run(automation).await;
    }
    bench.until_all_ended(150).await;
    assert_eq!(*noted.borrow(), 3);
}

async fn expired(bench: &Bench, id: DeliveryId) -> (Moment, String) {
    let detail = bench.until(id, StateName::Skipped).await;
    match detail.row.state {
        DeliveryState::Skipped {
            at,
            reason: SkipReason::Expired { why },
        } => (at, why),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_try_that_would_come_too_late_is_not_made() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| Reply::Status(503));
    let send = json!({
        "useless_after_seconds": 2,
        "retry": { "type": "own", "delays_seconds": [3600] },
    });
    let automation = bench.by_hand(&receiver.url("/"), send).await;
    let id = bench.run(automation).await;
    let detail = bench.until_it(id, |detail| detail.row.attempts == 1).await;
    let end = detail.useless_at.unwrap();
    assert_eq!(end, detail.row.created_at.plus(Duration::from_secs(2)));
    let (at, why) = expired(&bench, id).await;
    assert_eq!(why, "it was of no use any more after 2 s");
    assert!(
        at >= end && at.since(end) < Duration::from_secs(2),
        "{at:?}"
    );
    assert_eq!(receiver.received().len(), 1);
    let sentence = bench.engine.get_delivery(id).await.unwrap().sentence;
    assert_eq!(sentence, "Not sent: it was of no use any more after 2 s.");
}

#[tokio::test]
async fn what_is_held_comes_to_its_end_as_well_also_over_a_restart() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let quickly = bench
        .by_hand(&receiver.url("/"), json!({ "useless_after_seconds": 1 }))
        .await;
    let later = bench
        .by_hand(&receiver.url("/l"), json!({ "useless_after_seconds": 600 }))
        .await;
    bench.engine.pause(None).await.unwrap();
    let (first, second) = (bench.run(quickly).await, bench.run(later).await);
    expired(&bench, first).await;
    let now = bench
        .engine
        .get_delivery(second)
        .await
        .unwrap()
        .row
        .created_at;
    let clock = Clock::starting_at(now.plus(Duration::from_secs(601)));
    let bench = bench.restart_with(clock).await;
    bench.engine.resume().await.unwrap();
    expired(&bench, second).await;
    assert_eq!(receiver.received().len(), 0);
    // A person may send it all the same.
    bench.engine.resend_delivery(second).await.unwrap();
    bench.until(second, StateName::Succeeded).await;
}

#[tokio::test]
async fn what_is_under_way_is_let_come_to_its_end() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| Reply::Nothing);
    let send = json!({
        "useless_after_seconds": 1,
        "timeout_seconds": 3,
        "retry": { "type": "own", "delays_seconds": [0] },
    });
    let automation = bench.by_hand(&receiver.url("/"), send).await;
    let id = bench.run(automation).await;
    let (at, _) = expired(&bench, id).await;
    let detail = bench.engine.get_delivery(id).await.unwrap();
    assert_eq!(detail.attempts.len(), 1, "it was tried once, to its end");
    assert!(at.since(detail.attempts[0].at) >= Duration::from_secs(3));
}

async fn skipped_for_room(bench: &Bench, id: DeliveryId) -> bool {
    let detail = bench.engine.get_delivery(id).await.unwrap();
    matches!(
        detail.row.state,
        DeliveryState::Skipped {
            reason: SkipReason::Full { .. },
            ..
        }
    )
}

/// One hangs under way, as many as may wait behind it, and one more comes.
async fn overfull(rule: &str) -> (Bench, Receiver, Vec<DeliveryId>) {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| Reply::Nothing);
    let more = json!({ "parallel": 1, "limits": { "waiting": 2, "when_full": rule } });
    let to = limited(&bench, &receiver.url("/"), more).await;
    let automation = by_hand(&bench, to, json!({ "timeout_seconds": 2 })).await;
    let mut ids = vec![bench.run(automation).await];
    receiver.wait_for(1).await;
    for _ in 0..3 {
        ids.push(bench.run(automation).await);
    }
    receiver.answer(|_| Reply::Status(200));
    (bench, receiver, ids)
}

#[tokio::test]
async fn when_enough_wait_the_new_one_is_skipped() {
    let (bench, _receiver, ids) = overfull("skip_new").await;
    assert!(skipped_for_room(&bench, ids[3]).await);
    for id in &ids[1..3] {
        bench.until(*id, StateName::Succeeded).await;
    }
    let sentence = bench.engine.get_delivery(ids[3]).await.unwrap().sentence;
    assert_eq!(
        sentence,
        "Not sent: 2 were waiting already, as many as the destination allows."
    );
}

#[tokio::test]
async fn or_the_oldest_that_was_never_tried_is() {
    let (bench, _receiver, ids) = overfull("skip_oldest").await;
    assert!(skipped_for_room(&bench, ids[1]).await);
    assert!(!skipped_for_room(&bench, ids[0]).await, "it is under way");
    for id in &ids[2..] {
        bench.until(*id, StateName::Succeeded).await;
    }
}

#[tokio::test]
async fn a_storm_is_bounded_and_every_one_of_it_is_accounted_for() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let more = json!({ "limits": { "waiting": 10, "per_minute": 5 } });
    let to = limited(&bench, &receiver.url("/"), more).await;
    let automation = by_hand(&bench, to, json!({})).await;
    for _ in 0..300 {
        bench.run(automation).await;
    }
    let waited = tokio::time::timeout(PATIENCE, async {
        while receiver.received().len() < 5 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    waited.await.unwrap();
    let rows = bench.deliveries().await;
    let count = |name| rows.iter().filter(|row| row.state.name() == name).count();
    assert_eq!(rows.len(), 300);
    assert!(
        count(StateName::Pending) <= 15,
        "{}",
        count(StateName::Pending)
    );
    let skipped = count(StateName::Skipped);
    assert!(skipped >= 280, "{skipped}");
    let row = bench.engine.get_automation(automation).await.unwrap();
    let left_out: u64 = row.hours.iter().map(|hour| hour.left_out).sum();
    assert_eq!(left_out, skipped as u64, "and the figure says so");
}

#[tokio::test]
async fn what_waits_longer_goes_before_what_comes_in() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let one_by_one = json!({ "parallel": 1 });
    let destination = limited(&bench, &receiver.url("/hook"), one_by_one).await;
    let automation = by_hand(&bench, destination, json!({})).await;
    bench.engine.pause_destination(destination).await.unwrap();
    let mut all = Vec::new();
    for _ in 0..150 {
        all.push(bench.run(automation).await);
    }
    bench.engine.resume_destination(destination).await.unwrap();
    for _ in 0..20 {
        all.push(bench.run(automation).await);
    }
    let received = receiver.wait_for(all.len()).await;
    let ids = received.iter().map(|it| it.header("webhook-id").unwrap());
    let wanted: Vec<String> = all.iter().map(ToString::to_string).collect();
    assert_eq!(ids.collect::<Vec<_>>(), wanted);
}
