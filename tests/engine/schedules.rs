//! Schedules that really come due.

use std::{collections::BTreeSet, time::Duration};

use hookloom_core::{
    delivery::{DeliveryState, SkipReason, StateName},
    event::EventKind,
    id::AutomationId,
    view::{AutomationRow, DeliveryRow},
};
use hookloom_engine::clock::{Clock, Hands};
use serde_json::{Value, json};

use crate::{bench::Bench, receiver::Receiver};

const HOUR: Duration = Duration::from_secs(3600);

/// A schedule of every ten minutes, on a computer whose clock can be moved.
struct Heartbeat {
    bench: Bench,
    clock: Clock,
    hands: Hands,
    receiver: Receiver,
    automation: AutomationId,
}

impl Heartbeat {
    async fn start(when_missed: Value) -> Self {
        let (clock, hands) = Clock::with_hands();
        let (bench, receiver) = (Bench::start_at(clock.clone()).await, Receiver::ok().await);
        let destination = bench.destination(&receiver.url("/hook")).await;
        let trigger = json!({
            "type": "schedule",
            "schedule": { "type": "every", "n": 10, "unit": "minutes" },
            "time_zone": "UTC",
            "when_missed": when_missed,
        });
        let automation = bench.automation(trigger, destination, json!({})).await;
        Self {
            bench,
            clock,
            hands,
            receiver,
            automation,
        }
    }

    /// The deliveries, the oldest first, once there are so many and all came to their end.
    async fn deliveries(&self, count: usize) -> Vec<DeliveryRow> {
        let mut rows = self.bench.until_all_ended(count).await;
        rows.reverse();
        rows
    }

    /// How many missed runs a delivery stands for, and how it says so.
    async fn missed(&self, row: &DeliveryRow) -> (u32, String) {
        let detail = self.bench.engine.get_delivery(row.id).await.unwrap();
        let DeliveryState::Skipped {
            reason: SkipReason::Missed { runs, .. },
            ..
        } = detail.row.state
        else {
            panic!("{:?}", detail.row)
        };
        (runs, detail.sentence)
    }

    async fn left_out(&self) -> u64 {
        let row: AutomationRow = self
            .bench
            .engine
            .get_automation(self.automation)
            .await
            .unwrap();
        row.hours.iter().map(|hour| hour.left_out).sum()
    }
}

#[tokio::test]
async fn after_a_sleep_one_run_stands_for_all_and_the_others_are_counted() {
    let heartbeat = Heartbeat::start(json!({ "type": "run_once" })).await;
    heartbeat.hands.pass(2 * HOUR + HOUR / 12);
    let rows = heartbeat.deliveries(2).await;
    let (runs, sentence) = heartbeat.missed(&rows[0]).await;
    assert_eq!((runs, rows[1].state.name()), (11, StateName::Succeeded));
    assert_eq!(
        sentence,
        "Not sent: 11 runs were missed while this computer was off or asleep, and one run stands \
         for all."
    );
    let received = heartbeat.receiver.wait_for(1).await.remove(0);
    let body: Value = serde_json::from_slice(&received.body).unwrap();
    assert_eq!(body["data"]["missed"], true);
    assert_eq!(heartbeat.left_out().await, 11);
    assert_eq!(heartbeat.bench.deliveries().await.len(), 2, "no storm");
}

#[tokio::test]
async fn runs_that_are_skipped_are_seen_once_also_over_a_restart_and_can_be_sent_after_all() {
    let heartbeat = Heartbeat::start(json!({ "type": "skip" })).await;
    heartbeat.hands.pass(HOUR / 2 + HOUR / 12);
    let rows = heartbeat.deliveries(1).await;
    assert_eq!(heartbeat.missed(&rows[0]).await.0, 3);
    heartbeat.hands.pass(HOUR / 2);
    let Heartbeat {
        bench,
        clock,
        hands,
        receiver,
        automation,
    } = heartbeat;
    let bench = bench.restart_with(clock.clone()).await;
    let heartbeat = Heartbeat {
        bench,
        clock,
        hands,
        receiver,
        automation,
    };
    let rows = heartbeat.deliveries(2).await;
    let (runs, sentence) = heartbeat.missed(&rows[1]).await;
    assert_eq!(runs, 3, "none twice");
    assert!(sentence.contains("3 runs were missed while"), "{sentence}");
    assert_eq!(heartbeat.receiver.received().len(), 0);
    assert_eq!(heartbeat.left_out().await, 6);
    let anew = heartbeat.bench.engine.send_anew(rows[1].id).await.unwrap();
    heartbeat.bench.until(anew.id, StateName::Succeeded).await;
}

#[tokio::test]
async fn a_clock_that_is_set_back_makes_no_run_happen_twice() {
    let heartbeat = Heartbeat::start(json!({ "type": "run_once" })).await;
    heartbeat.hands.pass(HOUR / 6);
    heartbeat.receiver.wait_for(1).await;
    heartbeat.hands.set(-600);
    heartbeat.hands.pass(HOUR / 6 - Duration::from_secs(60));
    heartbeat.hands.pass(HOUR / 6 + Duration::from_secs(60));
    heartbeat.receiver.wait_for(2).await;
    let rows = heartbeat.deliveries(2).await;
    let due = due_moments(&heartbeat.bench, &rows).await;
    assert_eq!(due.iter().collect::<BTreeSet<_>>().len(), 2, "{due:?}");
    assert_eq!(heartbeat.left_out().await, 0);
}

/// For which moments the deliveries were made.
async fn due_moments(bench: &Bench, rows: &[DeliveryRow]) -> Vec<String> {
    let mut due = Vec::new();
    for row in rows {
        let event = bench.engine.get_delivery(row.id).await.unwrap().event;
        due.push(event.data["due_at"].as_str().unwrap().to_owned());
    }
    due
}

#[tokio::test]
async fn a_schedule_fires_at_its_moments_and_no_others() {
    let (bench, receiver) = (Bench::start().await, Receiver::ok().await);
    let destination = bench.destination(&receiver.url("/hook")).await;
    let every_second = json!({
        "type": "schedule",
        "schedule": { "type": "every", "n": 1, "unit": "seconds" },
        "time_zone": "UTC",
    });
    let automation = bench.automation(every_second, destination, json!({})).await;
    receiver.wait_for(3).await;
    bench
        .engine
        .switch_automation(automation, false)
        .await
        .unwrap();
    let rows = bench.until_all_ended(3).await;
    assert!(rows.iter().all(|row| row.kind == EventKind::ScheduleDue));
    let due = due_moments(&bench, &rows).await;
    let moments: BTreeSet<_> = due.iter().collect();
    assert_eq!(moments.len(), due.len(), "each moment once: {due:?}");
}

#[tokio::test]
async fn an_impossible_schedule_is_refused_with_its_field() {
    let bench = Bench::start().await;
    let destination = bench.destination("http://127.0.0.1:9/").await;
    let settings = json!({
        "name": "Never",
        "trigger": {
            "type": "schedule",
            "schedule": { "type": "cron", "expression": "0 0 31 2 *" },
            "time_zone": "UTC",
        },
        "sends": [{ "destination": destination }],
    });
    let settings = serde_json::from_value(settings).unwrap();
    let refused = bench
        .engine
        .add_automation(settings)
        .await
        .unwrap_err()
        .to_string();
    assert!(refused.contains("trigger.schedule"), "{refused}");
    assert!(refused.contains("never happens"), "{refused}");
    assert_eq!(bench.engine.list_automations().await.unwrap(), []);
}
