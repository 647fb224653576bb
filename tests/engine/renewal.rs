//! A token that a destination refuses is fetched anew, and what was refused goes out once more.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use hookloom_core::{
    attempt::Why,
    delivery::StateName,
    destination::DestinationSettings,
    event::EventKind,
    id::{AutomationId, DestinationId},
    view::{Bar, DeliveryDetail, SampleSource, Span},
};
use hookloom_engine::{GivenSecrets, clock::Clock};
use serde_json::{Map, Value, json};

use crate::{
    bench::{Bench, SECRET, statuses},
    receiver::{PATIENCE, Received, Receiver, Reply},
};

/// A token server that hands out `token-1`, `token-2`, …
pub async fn token_server() -> Receiver {
    let given = AtomicUsize::new(0);
    Receiver::answering(move |_| {
        let number = given.fetch_add(1, Ordering::SeqCst) + 1;
        let body = format!(
            r#"{{"access_token":"token-{number}","token_type":"Bearer","expires_in":3600}}"#
        );
        Reply::with(200, "content-type: application/json\r\n", &body)
    })
    .await
}

/// A destination that lets in by these tokens, and is paused after an hour of nothing but failures.
pub async fn locked(bench: &Bench, address: &str, tokens: &Receiver) -> DestinationId {
    let oauth2 = json!({
        "type": "oauth2", "token_address": tokens.url("/token"), "client_id": "shop",
    });
    let settings = json!({
        "name": address, "address": address, "authentication": oauth2,
        "unhealthy_after_hours": 1,
    });
    let settings: DestinationSettings = serde_json::from_value(settings).unwrap();
    let secrets = GivenSecrets {
        signing: Some(SECRET),
        named: [("authentication", "pass")].into(),
    };
    let added = bench.engine.add_destination(settings, secrets).await;
    added.unwrap().destination.id
}

struct Gate {
    bench: Bench,
    tokens: Receiver,
    receiver: Receiver,
    destination: DestinationId,
}

impl Gate {
    async fn open_to(lets_in: impl Fn(&str) -> bool + Send + Sync + 'static) -> Self {
        Self::of(Bench::start().await, lets_in).await
    }

    async fn of(bench: Bench, lets_in: impl Fn(&str) -> bool + Send + Sync + 'static) -> Self {
        let tokens = token_server().await;
        let receiver = Receiver::answering(move |request| answer(request, &lets_in)).await;
        let destination = locked(&bench, &receiver.url("/"), &tokens).await;
        Self {
            bench,
            tokens,
            receiver,
            destination,
        }
    }

    async fn until_paused(&self) {
        let engine = &self.bench.engine;
        let mut changes = engine.changes();
        let paused = || async {
            let row = engine.get_destination(self.destination).await.unwrap();
            row.destination.paused.is_some()
        };
        let waited = tokio::time::timeout(PATIENCE, async {
            while !paused().await {
                let _ = tokio::time::timeout(Duration::from_millis(200), changes.recv()).await;
            }
        });
        waited.await.expect("the destination is paused");
    }

    async fn sending(&self, send: Value) -> AutomationId {
        let manual = json!({ "type": "manual" });
        self.bench.automation(manual, self.destination, send).await
    }
}

fn answer(request: &Received, lets_in: &impl Fn(&str) -> bool) -> Reply {
    let token = request.header("authorization").unwrap();
    match lets_in(token.strip_prefix("Bearer ").unwrap()) {
        true => Reply::Status(200),
        false => Reply::Status(401),
    }
}

#[tokio::test]
async fn it_is_an_attempt_of_its_own_that_takes_no_try_and_is_nobodys_failure() {
    let gate = Gate::open_to(|token| token != "token-1").await;
    let never = json!({ "retry": { "type": "never" } });
    let automation = gate.sending(never).await;
    let delivery = gate.bench.run(automation).await;
    let detail = gate.bench.until(delivery, StateName::Succeeded).await;
    assert_eq!(statuses(&detail), [Some(401), Some(200)]);
    assert_eq!(detail.attempts[1].why, Why::AccessRenewed);
    assert_eq!(
        detail.attempts_allowed, 2,
        "one that is allowed, and one more"
    );
    let series = gate.bench.engine.series(Span::Hour).await.unwrap();
    let sum = |of: fn(&Bar) -> u64| series.bars.iter().map(of).sum::<u64>();
    assert_eq!((sum(|bar| bar.sent), sum(|bar| bar.failed_tries)), (1, 0));

    let next = gate.bench.run(automation).await;
    let detail = gate.bench.until(next, StateName::Succeeded).await;
    assert_eq!(statuses(&detail), [Some(200)], "the new token is kept");
}

#[tokio::test]
async fn a_destination_that_lets_nobody_in_is_asked_twice_and_not_for_ever() {
    let gate = Gate::open_to(|_| false).await;
    let twice = json!({
        "retry": { "type": "own", "delays_seconds": [0] }, "retry_on": "401",
    });
    let delivery = gate.bench.run(gate.sending(twice).await).await;
    let detail = gate.bench.until(delivery, StateName::Failed).await;
    let (refused, renewed) = (Some(401), Why::AccessRenewed);
    assert_eq!(statuses(&detail), [refused; 4], "two tries of two requests");
    let reasons: Vec<Why> = detail.attempts.iter().map(|one| one.why).collect();
    assert_eq!(reasons, [Why::First, renewed, Why::Retry, renewed]);
    assert_eq!(gate.receiver.received().len(), 4);
    let series = gate.bench.engine.series(Span::Hour).await.unwrap();
    let failed_tries: u64 = series.bars.iter().map(|bar| bar.failed_tries).sum();
    assert_eq!(failed_tries, 2);
}

#[tokio::test]
async fn an_answer_that_counts_as_success_refuses_nothing() {
    let gate = Gate::open_to(|_| false).await;
    let send = json!({ "success_on": "200-299, 401" });
    let delivery = gate.bench.run(gate.sending(send).await).await;
    let detail = gate.bench.until(delivery, StateName::Succeeded).await;
    assert_eq!(statuses(&detail), [Some(401)]);
    assert_eq!(gate.tokens.received().len(), 1);
}

#[tokio::test]
async fn a_test_shows_both() {
    let gate = Gate::open_to(|token| token != "token-1").await;
    let automation = gate.sending(json!({})).await;
    let settings = gate.bench.engine.get_automation(automation).await.unwrap();
    let sample = SampleSource::Edited {
        kind: EventKind::ManualRun,
        data: Map::new(),
    };
    let settings = settings.automation.settings;
    let engine = &gate.bench.engine;
    let tested = engine.test_automation(Some(automation), settings, 0, sample);
    let tested = tested.await.unwrap().id;
    let detail = gate.bench.until(tested, StateName::Succeeded).await;
    assert_eq!(statuses(&detail), [Some(401), Some(200)]);
}

#[tokio::test]
async fn what_tries_an_unhealthy_destination_loses_nothing_by_it() {
    let (clock, hands) = Clock::with_hands();
    let gate = Gate::of(Bench::start_at(clock).await, |_| true).await;
    gate.receiver.answer(|_| Reply::Status(500));
    let once = json!({ "retry": { "type": "never" } });
    let automation = gate.sending(once).await;
    let failing = gate.bench.run(automation).await;
    gate.bench.until(failing, StateName::Failed).await;
    hands.pass(Duration::from_secs(2 * 3600));
    let failing = gate.bench.run(automation).await;
    gate.bench.until(failing, StateName::Failed).await;
    gate.until_paused().await;
    let held = gate.bench.run(automation).await;
    gate.bench.until(held, StateName::Held).await;
    gate.receiver.answer(|_| Reply::Status(401));
    let engine = &gate.bench.engine;
    engine.probe_destination(gate.destination).await.unwrap();
    let tried = |detail: &DeliveryDetail| detail.attempts.len() == 2;
    let detail = gate.bench.until_it(held, tried).await;
    assert_eq!(detail.row.state.name(), StateName::Held);
    let reasons: Vec<Why> = detail.attempts.iter().map(|one| one.why).collect();
    assert_eq!(reasons, [Why::Probe, Why::Probe]);

    gate.receiver.answer(|_| Reply::Status(200));
    engine.probe_destination(gate.destination).await.unwrap();
    let detail = gate.bench.until(held, StateName::Succeeded).await;
    assert_eq!(detail.attempts.len(), 3);
}
