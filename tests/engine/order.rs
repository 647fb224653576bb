//! Strict order per key: nothing overtakes, and nobody else waits.

use std::{
    collections::HashMap,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use futures::{StreamExt, stream};
use hookloom_core::{
    delivery::{DeliveryState, FailReason, StateName},
    id::{AutomationId, DeliveryId, DestinationId},
    view::{Chosen, DeliveryAct, DeliveryFilter, Waits},
};
use serde_json::{Map, Value, json};
use tokio::sync::watch;

use crate::{
    bench::Bench,
    receiver::{Received, Receiver, Reply},
};

/// A send that keeps order by the event's `key` and tries again soon.
fn ordered(delays: &[u32]) -> Value {
    json!({
        "order": { "type": "key", "template": "{{ data.key }}" },
        "retry": { "type": "own", "delays_seconds": delays },
    })
}

fn data(key: &str, n: usize) -> Option<Map<String, Value>> {
    json!({ "key": key, "n": n }).as_object().cloned()
}

async fn run(bench: &Bench, automation: AutomationId, key: &str, n: usize) -> DeliveryId {
    let ran = bench.engine.run_automation(automation, data(key, n)).await;
    ran.unwrap().deliveries[0]
}

fn key_and_number(received: &Received) -> (String, u64) {
    let body: Value = serde_json::from_slice(&received.body).unwrap();
    let data = &body["data"];
    (
        data["key"].as_str().unwrap().to_owned(),
        data["n"].as_u64().unwrap(),
    )
}

#[tokio::test]
async fn nothing_overtakes_an_earlier_one_of_its_key_however_often_that_one_fails() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let asked = AtomicUsize::new(0);
    receiver.answer(move |_| match asked.fetch_add(1, Ordering::Relaxed) % 3 {
        0 => Reply::Status(503),
        _ => Reply::Status(200),
    });
    let automation = bench.by_hand(&receiver.url("/"), ordered(&[0; 20])).await;
    let (keys, each) = (6, 12);
    for n in 0..each {
        for key in 0..keys {
            run(&bench, automation, &format!("k{key}"), n).await;
        }
    }
    let rows = bench.until_all_ended(keys * each).await;
    let sent = |row: &&_| {
        matches!(
            row,
            hookloom_core::view::DeliveryRow {
                state: DeliveryState::Succeeded { .. },
                ..
            }
        )
    };
    assert_eq!(rows.iter().filter(sent).count(), keys * each);
    let mut last: HashMap<String, u64> = HashMap::new();
    for (key, n) in receiver.received().iter().map(key_and_number) {
        let before = last.insert(key.clone(), n).unwrap_or(0);
        assert!(
            n == before || n == before + 1,
            "{key}: {n} came after {before}"
        );
    }
}

#[tokio::test]
async fn the_next_goes_once_the_one_ahead_is_given_up_and_says_what_it_waits_for() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| Reply::Status(503));
    let automation = bench.by_hand(&receiver.url("/"), ordered(&[1])).await;
    let first = run(&bench, automation, "a", 0).await;
    let second = run(&bench, automation, "a", 1).await;
    receiver.wait_for(1).await;
    let detail = bench.engine.get_delivery(second).await.unwrap();
    let expected = Waits::Earlier {
        delivery: first,
        key: "a".to_owned(),
    };
    assert_eq!(detail.waits, Some(expected));
    assert!(detail.row.behind);
    assert_eq!(
        detail.sentence,
        "Waiting, because an earlier one with the same key ‘a’ is not through yet."
    );
    let hurried = bench.engine.retry_delivery(second).await.unwrap_err();
    assert!(hurried.to_string().contains("earlier one"), "{hurried}");
    receiver.answer(|received| match key_and_number(received).1 {
        0 => Reply::Status(503),
        _ => Reply::Status(200),
    });
    bench.until(second, StateName::Succeeded).await;
    let first = bench.engine.get_delivery(first).await.unwrap();
    let given_up = DeliveryState::Failed {
        at: match first.row.state {
            DeliveryState::Failed { at, .. } => at,
            other => panic!("{other:?}"),
        },
        reason: FailReason::Exhausted { attempts: 2 },
    };
    assert_eq!(first.row.state, given_up);
}

#[tokio::test]
async fn one_that_is_stopped_under_way_holds_up_its_key_until_it_has_landed() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let (land, landing) = watch::channel(false);
    receiver.answer(move |received| match key_and_number(received).1 {
        0 => Reply::OnceTold(landing.clone()),
        _ => Reply::Status(200),
    });
    let mut send = ordered(&[]);
    send["timeout_seconds"] = json!(120);
    let automation = bench.by_hand(&receiver.url("/"), send).await;
    let first = run(&bench, automation, "a", 0).await;
    receiver.wait_for(1).await;
    let second = run(&bench, automation, "a", 1).await;
    let other = run(&bench, automation, "b", 2).await;
    bench.engine.cancel_delivery(first).await.unwrap();
    bench.until(other, StateName::Succeeded).await;
    let later = run(&bench, automation, "b", 3).await;
    bench.until(later, StateName::Succeeded).await;
    let numbers = || {
        let received = receiver.received();
        let numbers = received.iter().map(|one| key_and_number(one).1);
        numbers.collect::<Vec<_>>()
    };
    assert_eq!(
        numbers(),
        [0, 2, 3],
        "another key goes past, its own does not"
    );
    land.send(true).unwrap();
    bench.until(second, StateName::Succeeded).await;
    assert_eq!(numbers(), [0, 2, 3, 1]);
}

#[tokio::test]
async fn stopping_many_leaves_no_line_without_a_first() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    receiver.answer(|_| Reply::Status(503));
    let automation = bench.by_hand(&receiver.url("/"), ordered(&[3600])).await;
    for n in 0..500 {
        run(&bench, automation, &format!("k{}", n % 5), n).await;
    }
    let all = Chosen::All {
        filter: DeliveryFilter::default(),
    };
    bench
        .engine
        .act_on_deliveries(all, DeliveryAct::Stop)
        .await
        .unwrap();
    receiver.answer(|_| Reply::Status(200));
    for key in 0..5 {
        let next = run(&bench, automation, &format!("k{key}"), 999).await;
        bench.until(next, StateName::Succeeded).await;
    }
}

/// When each number came first.
type Arrivals = Mutex<HashMap<u64, Instant>>;

/// Sends 400 one after the other and gives how long they took to come, sorted.
async fn latencies(bench: &Bench, automation: AutomationId, arrivals: &Arrivals) -> Vec<Duration> {
    const COUNT: usize = 400;
    let mut began = Vec::new();
    let base = arrivals.lock().unwrap().len();
    for n in 0..COUNT {
        began.push(Instant::now());
        run(bench, automation, &format!("good{n}"), base + n).await;
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let deadline = Instant::now() + crate::receiver::PATIENCE;
    while arrivals.lock().unwrap().len() < base + COUNT {
        assert!(Instant::now() < deadline, "they did not come");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let arrived = arrivals.lock().unwrap();
    let taken = began.iter().enumerate().map(|(n, began)| {
        let number = u64::try_from(base + n).unwrap();
        arrived[&number].saturating_duration_since(*began)
    });
    let mut taken: Vec<_> = taken.collect();
    taken.sort_unstable();
    taken
}

fn told(what: &str, taken: &[Duration]) {
    let p99 = taken[taken.len() * 99 / 100];
    eprintln!("{what}: p50 {:?}, p99 {p99:?}", taken[taken.len() / 2]);
}

async fn ordered_to(bench: &Bench, destination: DestinationId) -> AutomationId {
    let manual = json!({ "type": "manual" });
    let mut send = ordered(&[3600]);
    send["timeout_seconds"] = json!(120);
    bench.automation(manual, destination, send).await
}

/// P22: one key of a destination hangs and another fails, each with 1000 behind it; and one whole
/// destination answers nothing. Others get theirs meanwhile: whoever waited for one of those would
/// wait until this test lets them go. How long they take is printed, beside what they take alone.
#[tokio::test]
async fn a_blocked_key_and_a_blocked_destination_delay_no_other() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let (let_go, going) = watch::channel(false);
    let hanging = going.clone();
    let dead = Receiver::answering(move |_| Reply::OnceTold(hanging.clone())).await;
    let arrivals: std::sync::Arc<Arrivals> = std::sync::Arc::default();
    let noting = std::sync::Arc::clone(&arrivals);
    receiver.answer(move |received| {
        let (key, n) = key_and_number(received);
        match key.as_str() {
            "hangs" => return Reply::OnceTold(going.clone()),
            "fails" => return Reply::Status(503),
            _ => noting.lock().unwrap().entry(n).or_insert(Instant::now()),
        };
        Reply::Status(200)
    });
    let shared = bench.destination(&receiver.url("/shared")).await;
    let apart = bench.destination(&receiver.url("/apart")).await;
    let (to_shared, to_apart) = (
        ordered_to(&bench, shared).await,
        ordered_to(&bench, apart).await,
    );
    told("alone", &latencies(&bench, to_shared, &arrivals).await);

    let to_dead = ordered_to(&bench, bench.destination(&dead.url("/")).await).await;
    let began = Instant::now();
    let first = run(&bench, to_dead, "first", 0).await;
    let backlog = stream::iter(1..2000).map(|n| {
        let bench = &bench;
        async move {
            run(bench, to_shared, ["hangs", "fails"][n % 2], 1_000_000 + n).await;
            run(bench, to_dead, &format!("k{n}"), n).await;
        }
    });
    backlog.buffer_unordered(64).collect::<Vec<()>>().await;
    told(
        "beside a blocked key",
        &latencies(&bench, to_shared, &arrivals).await,
    );
    told(
        "at another destination",
        &latencies(&bench, to_apart, &arrivals).await,
    );
    // A request is given up after two minutes, and the next takes its place.
    let rounds = 1 + usize::try_from(began.elapsed().as_secs() / 120).unwrap();
    let asked = dead.received().len();
    assert!(
        (4..=4 * rounds).contains(&asked),
        "{asked} in {rounds} rounds: four may be under way"
    );
    let_go.send(true).unwrap();
    bench
        .until_it(first, |detail| !detail.attempts.is_empty())
        .await;
}
