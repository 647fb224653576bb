//! More callers than there is room for.

use std::{sync::Arc, time::Duration};

use hookloom_engine::listener::Limits;
use tokio::time::timeout;

use super::{Gate, Running};
use crate::{
    memory::{alone, resident},
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
    let before = resident();
    // Each stalls just before the end of a body of the largest size.
    let mut stalled = running.post(&"a".repeat(MIB));
    stalled.pop();
    let stalled: Arc<str> = stalled.into();
    let mut callers = Vec::new();
    for _ in 0..1000 {
        let mut caller = running.caller().await;
        let stalled = Arc::clone(&stalled);
        callers.push(tokio::spawn(async move {
            caller.write(&*stalled).await;
            caller.answer().await.map(|answered| answered.status)
        }));
    }
    let mut peak = 0;
    for caller in callers {
        let status = caller.await.unwrap();
        assert!(matches!(status, None | Some(408 | 503)), "{status:?}");
        peak = peak.max(resident());
    }
    let grown = peak.saturating_sub(before);
    assert!(grown < 200 * MIB, "memory grew by {} MiB", grown / MIB);
    assert_eq!(running.gate.came.borrow().len(), 0);
    let mut caller = running.caller().await;
    assert_eq!(caller.exchange(running.post("{}")).await.status, 202);
}
