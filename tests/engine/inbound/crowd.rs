//! More callers than there is room for.

use std::{sync::Arc, time::Duration};

use hookloom_engine::listener::Limits;
use tokio::{task::JoinSet, time::timeout};

use super::{Gate, Running};
use crate::{
    memory::{alone, growth_during},
    receiver::PATIENCE,
};

const MIB: usize = 1024 * 1024;

#[tokio::test]
async fn beyond_the_last_seat_callers_are_turned_away_until_one_is_free() {
    let limits = Limits {
        connections: 2,
        ..Limits::default()
    };
    let running = Running::with(limits, Gate::open()).await;
    let (mut one, mut two) = (running.caller().await, running.caller().await);
    for caller in [&mut one, &mut two] {
        assert_eq!(caller.exchange(running.post("{}")).await.status, 202);
    }
    let mut third = running.caller().await;
    let answered = third.answer().await.unwrap();
    assert_eq!(
        (answered.status, answered.header("retry-after")),
        (503, Some("1"))
    );
    assert!(third.is_closed().await);
    drop(one);
    let seat_is_free = async {
        loop {
            let mut caller = running.caller().await;
            caller.write(running.post("{}")).await;
            if caller
                .answer()
                .await
                .is_some_and(|answered| answered.status == 202)
            {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    timeout(PATIENCE, seat_is_free).await.unwrap();
    assert_eq!(two.exchange(running.post("{}")).await.status, 202);
}

#[test]
fn a_thousand_connections_take_little_memory_and_leave_the_listener_usable() {
    alone(
        "inbound::crowd::a_thousand_connections_take_little_memory_and_leave_the_listener_usable",
        measure_a_thousand,
    );
}

async fn measure_a_thousand() {
    let limits = Limits {
        body_time: Duration::from_secs(2),
        ..Limits::default()
    };
    let running = Running::with(limits, Gate::open()).await;
    // Each stalls just before the end of a body of the largest size.
    let mut stalled = running.post(&"a".repeat(MIB));
    stalled.pop();
    let (statuses, grown) = growth_during(all_write(&running, 1000, stalled)).await;
    for status in statuses {
        assert!(matches!(status, None | Some(408 | 503)), "{status:?}");
    }
    assert!(grown < 200, "memory grew by {grown} MiB");
    assert_eq!(running.gate.came.borrow().len(), 0);
    let mut caller = running.caller().await;
    assert_eq!(caller.exchange(running.post("{}")).await.status, 202);
}

/// So many callers write the same at the same time; gives back what they are answered.
async fn all_write(running: &Running, callers: usize, bytes: String) -> Vec<Option<u16>> {
    let bytes: Arc<str> = bytes.into();
    let mut calls = JoinSet::new();
    for _ in 0..callers {
        let (mut caller, bytes) = (running.caller().await, Arc::clone(&bytes));
        calls.spawn(async move {
            caller.write(&*bytes).await;
            caller.answer().await.map(|answered| answered.status)
        });
    }
    calls.join_all().await
}

#[tokio::test]
async fn calls_wait_for_room_when_those_under_way_are_large_together() {
    let running = Running::with(Limits::default(), Gate::shut()).await;
    let large = running.post(&"a".repeat(MIB - 1));
    let mut callers = Vec::new();
    for _ in 0..8 {
        let mut caller = running.caller().await;
        caller.write(&large).await;
        callers.push(caller);
    }
    for done in 0..=4 {
        running.gate.wait_until_done(done).await;
        let came = running.gate.wait_for_calls(done + 4).await;
        assert_eq!(came.len(), done + 4, "four of them fill the room");
        running.gate.go_on.add_permits(1);
    }
    running.gate.go_on.add_permits(3);
    for caller in &mut callers {
        assert_eq!(caller.answer().await.unwrap().status, 202);
    }
}

#[test]
fn json_that_grows_when_it_is_taken_apart_takes_bounded_memory() {
    alone(
        "inbound::crowd::json_that_grows_when_it_is_taken_apart_takes_bounded_memory",
        measure_dense_json,
    );
}

async fn measure_dense_json() {
    let running = Running::with(Limits::default(), Gate::forgetful()).await;
    let dense = running.post(&format!("[{}1]", "1,".repeat(MIB / 2 - 2)));
    let (statuses, grown) = growth_during(all_write(&running, 12, dense)).await;
    assert_eq!(statuses, [Some(202); 12]);
    assert!(grown < 200, "memory grew by {grown} MiB");
}
