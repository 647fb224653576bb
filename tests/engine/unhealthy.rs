//! A destination from which nothing but failures come: paused, tried again, let go.

use std::time::Duration;

use hookloom_core::{
    attempt::Why,
    automation::AutomationSettings,
    delivery::StateName,
    destination::{DestinationPause, DestinationSettings, PauseReason},
    id::{AutomationId, DeliveryId, DestinationId},
    notification::Subject,
    view::{Attention, DeliveryRow},
};
use hookloom_engine::clock::{Clock, Hands};
use serde_json::{Value, json};

use crate::{
    bench::{Bench, SECRET, next_end, statuses},
    receiver::{Received, Receiver, Reply},
};

const HOUR: Duration = Duration::from_secs(3600);

/// A destination that is paused after an hour of failures, with a clock that can be moved.
struct Ward {
    bench: Bench,
    clock: Clock,
    hands: Hands,
    receiver: Receiver,
    destination: DestinationId,
    automation: AutomationId,
}

impl Ward {
    async fn open() -> Self {
        Self::sending(json!({ "retry": { "type": "never" } })).await
    }

    /// The same; `send` says what is special about what is sent to it.
    async fn sending(send: Value) -> Self {
        let (clock, hands) = Clock::with_hands();
        let bench = Bench::start_at(clock.clone()).await;
        let receiver = Receiver::ok().await;
        let settings = json!({
            "name": "Shop", "address": receiver.url("/hook"), "unhealthy_after_hours": 1,
        });
        let settings: DestinationSettings = serde_json::from_value(settings).unwrap();
        let added = bench.engine.add_destination(settings, Some(SECRET)).await;
        let destination = added.unwrap().destination.id;
        let automation = bench
            .automation(json!({ "type": "manual" }), destination, send)
            .await;
        Self {
            bench,
            clock,
            hands,
            receiver,
            destination,
            automation,
        }
    }

    /// Fails now and two hours later, which is too long.
    async fn fall_ill(&self) {
        self.receiver.answer(|_| Reply::Status(500));
        self.bench.until(self.run().await, StateName::Failed).await;
        self.hands.pass(2 * HOUR);
        self.bench.until(self.run().await, StateName::Failed).await;
        self.until_paused(|paused| paused.is_some()).await;
    }

    async fn run(&self) -> DeliveryId {
        self.bench.run(self.automation).await
    }

    async fn have_arrivals_told(&self) {
        let row = self.bench.engine.get_automation(self.automation).await;
        let settings = AutomationSettings {
            notify_delivered: true,
            ..row.unwrap().automation.settings
        };
        let edited = self.bench.engine.edit_automation(self.automation, settings);
        edited.await.unwrap();
    }

    async fn hold(&self, count: usize) -> Vec<DeliveryId> {
        let mut held = Vec::new();
        for _ in 0..count {
            let delivery = self.run().await;
            self.bench.until(delivery, StateName::Held).await;
            held.push(delivery);
        }
        held
    }

    /// A new file is gone before it can be sent.
    #[cfg(unix)]
    async fn lose(&self, path: &std::path::Path) {
        let engine = &self.bench.engine;
        engine.pause(None).await.unwrap();
        std::fs::write(path, "soon gone").unwrap();
        let mut changes = engine.changes();
        let waited = tokio::time::timeout(crate::receiver::PATIENCE, async {
            loop {
                let rows = self.bench.deliveries().await;
                let held = |row: &&DeliveryRow| row.state.name() == StateName::Held;
                if let Some(row) = rows.iter().find(held) {
                    return row.id;
                }
                let _ = tokio::time::timeout(Duration::from_millis(200), changes.recv()).await;
            }
        });
        let delivery = waited.await.expect("the file is noticed");
        std::fs::remove_file(path).unwrap();
        engine.resume().await.unwrap();
        self.bench.until(delivery, StateName::Failed).await;
    }

    async fn until_paused(&self, holds: impl Fn(&Option<DestinationPause>) -> bool) {
        let mut changes = self.bench.engine.changes();
        let waited = tokio::time::timeout(crate::receiver::PATIENCE, async {
            while !holds(&self.paused().await) {
                let _ = tokio::time::timeout(Duration::from_millis(200), changes.recv()).await;
            }
        });
        waited.await.expect("the pause becomes what it should");
    }

    async fn paused(&self) -> Option<DestinationPause> {
        let row = self.bench.engine.get_destination(self.destination).await;
        row.unwrap().destination.paused
    }

    async fn restart(self) -> Self {
        let bench = self.bench.restart_with(self.clock.clone()).await;
        Self { bench, ..self }
    }
}

fn ids(received: &[Received]) -> Vec<String> {
    let ids = received.iter().map(|one| one.header("webhook-id").unwrap());
    ids.map(str::to_owned).collect()
}

#[tokio::test]
async fn it_is_paused_then_probed_by_what_is_held_and_let_go_in_order() {
    let ward = Ward::open().await;
    ward.fall_ill().await;
    let held = ward.hold(3).await;
    let paused = ward.paused().await.unwrap();
    assert_eq!(paused.why, PauseReason::Unhealthy);
    let probe = paused.probe.unwrap();
    assert!(probe.trouble.contains("answered 500"), "{probe:?}");
    assert_eq!(probe.next.since(paused.since), HOUR);

    let ward = ward.restart().await;
    assert_eq!(ward.receiver.received().len(), 2, "held over a restart");
    ward.hands.pass(HOUR);
    ward.until_paused(|paused| {
        let probe = paused.as_ref().and_then(|paused| paused.probe.as_ref());
        probe.is_some_and(|probe| probe.failed == 1)
    })
    .await;
    let first = ward.bench.engine.get_delivery(held[0]).await.unwrap();
    assert_eq!(first.row.state.name(), StateName::Held, "it lost nothing");
    assert_eq!(first.attempts[0].why, Why::Probe);

    ward.receiver.answer(|_| Reply::Status(200));
    ward.have_arrivals_told().await;
    let mut changes = ward.bench.engine.changes();
    ward.hands.pass(2 * HOUR);
    for delivery in &held {
        ward.bench.until(*delivery, StateName::Succeeded).await;
    }
    assert_eq!(ward.paused().await, None);
    let first = ward.bench.engine.get_delivery(held[0]).await.unwrap();
    assert_eq!(statuses(&first), [Some(500), Some(200)]);
    let arrived = Subject::Delivered(ward.automation, ward.destination);
    assert_eq!(next_end(&mut changes).await, (held[0], arrived));
    let received = ward.receiver.received();
    let expected: Vec<String> = [held[0], held[0], held[1], held[2]]
        .map(|id| id.to_string())
        .into();
    assert_eq!(ids(&received[2..]), expected);
}

#[tokio::test]
async fn a_person_can_try_it_at_once_and_sees_why_it_is_paused() {
    let ward = Ward::open().await;
    ward.fall_ill().await;
    let engine = &ward.bench.engine;
    let refused = engine.probe_destination(ward.destination).await;
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("Nothing is held"), "{refused}");
    let held = ward.hold(1).await;
    let attention = engine.overview().await.unwrap().attention;
    assert!(
        matches!(
            attention.as_slice(),
            [Attention::Paused {
                why: PauseReason::Unhealthy,
                held: 1,
                probe: Some(_),
                ..
            }]
        ),
        "{attention:?}"
    );
    ward.receiver.answer(|_| Reply::Status(200));
    engine.probe_destination(ward.destination).await.unwrap();
    ward.bench.until(held[0], StateName::Succeeded).await;
    ward.until_paused(Option::is_none).await;
    let refused = engine.probe_destination(ward.destination).await;
    assert!(refused.is_err());
}

#[tokio::test]
async fn resuming_by_hand_counts_from_the_start_again() {
    let ward = Ward::open().await;
    ward.fall_ill().await;
    let held = ward.hold(1).await;
    let engine = &ward.bench.engine;
    engine.resume_destination(ward.destination).await.unwrap();
    ward.bench.until(held[0], StateName::Failed).await;
    assert_eq!(ward.paused().await, None);
    let again = ward.run().await;
    ward.bench.until(again, StateName::Failed).await;
    assert_eq!(ward.paused().await, None);
}

#[tokio::test]
async fn one_success_among_failures_keeps_it_going() {
    let ward = Ward::open().await;
    ward.receiver.answer(|_| Reply::Status(500));
    ward.bench.until(ward.run().await, StateName::Failed).await;
    ward.hands.pass(HOUR);
    ward.receiver.answer(|_| Reply::Status(200));
    let good = ward.run().await;
    ward.bench.until(good, StateName::Succeeded).await;
    ward.hands.pass(HOUR / 2);
    ward.receiver.answer(|_| Reply::Status(500));
    ward.bench.until(ward.run().await, StateName::Failed).await;
    assert_eq!(ward.paused().await, None);
}

#[tokio::test]
async fn an_answer_that_counts_as_success_keeps_it_well_and_makes_it_well() {
    let send = json!({ "retry": { "type": "never" }, "success_on": "200-299, 404, 410" });
    let ward = Ward::sending(send).await;
    ward.receiver.answer(|_| Reply::Status(404));
    for _ in 0..2 {
        ward.bench
            .until(ward.run().await, StateName::Succeeded)
            .await;
        ward.hands.pass(2 * HOUR);
    }
    assert_eq!(ward.paused().await, None);
    ward.fall_ill().await;
    let held = ward.hold(2).await;
    ward.receiver.answer(|_| Reply::Status(410));
    ward.hands.pass(HOUR);
    for delivery in held {
        ward.bench.until(delivery, StateName::Succeeded).await;
    }
    ward.until_paused(Option::is_none).await;
}

/// What is missing is told, and by somebody else than the destination.
#[cfg(unix)]
#[tokio::test]
async fn files_that_are_missing_make_no_destination_unhealthy() {
    let ward = Ward::open().await;
    let folder = tempfile::tempdir().unwrap();
    let trigger = json!({ "type": "file", "folder": folder.path(), "settle_seconds": 0 });
    let send = json!({ "body": { "type": "file" }, "retry": { "type": "never" } });
    let files = ward.bench.automation(trigger, ward.destination, send).await;
    ward.bench.until_ready(files).await;
    for name in ["one", "two"] {
        ward.lose(&folder.path().join(name)).await;
        let attention = ward.bench.engine.overview().await.unwrap().attention;
        assert!(
            matches!(
                attention.as_slice(),
                [Attention::Failing { unmade: true, .. }]
            ),
            "{attention:?}"
        );
        ward.hands.pass(2 * HOUR);
    }
    ward.receiver.answer(|_| Reply::Status(500));
    for _ in 0..2 {
        ward.bench.until(ward.run().await, StateName::Failed).await;
        ward.hands.pass(HOUR / 6);
    }
    ward.receiver.answer(|_| Reply::Status(200));
    ward.bench
        .until(ward.run().await, StateName::Succeeded)
        .await;
    assert_eq!(ward.paused().await, None);
}

#[tokio::test]
async fn one_that_answered_410_waits_for_a_person() {
    let ward = Ward::open().await;
    ward.fall_ill().await;
    let held = ward.hold(2).await;
    ward.receiver.answer(|_| Reply::Status(410));
    ward.hands.pass(HOUR);
    ward.until_paused(|paused| {
        let paused = paused.as_ref();
        paused.is_some_and(|paused| paused.why == PauseReason::Gone && paused.probe.is_none())
    })
    .await;
    ward.receiver.answer(|_| Reply::Status(200));
    let probed = ward.receiver.received().len();
    ward.hands.pass(48 * HOUR);
    let ward = ward.restart().await;
    let other = Receiver::ok().await;
    let elsewhere = ward.bench.by_hand(&other.url("/"), json!({})).await;
    let sign = ward.bench.run(elsewhere).await;
    ward.bench.until(sign, StateName::Succeeded).await;
    assert_eq!(ward.receiver.received().len(), probed);
    let engine = &ward.bench.engine;
    engine.resume_destination(ward.destination).await.unwrap();
    for delivery in held {
        ward.bench.until(delivery, StateName::Succeeded).await;
    }
}
