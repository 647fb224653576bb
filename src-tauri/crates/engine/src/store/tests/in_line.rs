//! Whatever happens in whatever order, of those with one key exactly one may go, and it is the first.

use std::collections::HashMap;

use hookloom_core::{
    delivery::{DeliveryState, FailReason, HoldReason},
    id::{DeliveryId, DestinationId},
    moment::Moment,
};
use proptest::{collection::vec, prelude::*, sample::Index};
use rusqlite::Connection;

use super::{
    super::{Cap, Hold, Stopped},
    sample::{Sample, at, attempt, delivery, destination, entry, event, only, pending},
};
use crate::store::Accepted;

async fn accept_with_key(sample: &Sample, to: DestinationId, key: &str, now: i64) -> DeliveryId {
    let event = event(sample.automation);
    let mut delivery = delivery(&event, to, pending(now));
    delivery.order_key = Some(key.to_owned());
    delivery.useless_at = Some(at(now + 1000));
    let id = delivery.id;
    let accepted = Accepted {
        event,
        raw: None,
        deliveries: vec![delivery],
    };
    sample.store.accept(only(accepted)).await.unwrap();
    id
}

async fn due(sample: &Sample, to: DestinationId) -> Vec<DeliveryId> {
    let due = sample.store.due(to, at(10_000), 1000).await.unwrap();
    due.into_iter().map(|due| due.delivery.id).collect()
}

async fn ends(sample: &Sample, id: DeliveryId, state: DeliveryState) {
    let row = sample.store.delivery_row(id).await.unwrap().unwrap();
    let attempt = attempt(id, row.attempts + 1, Some(500));
    let settled = sample.store.settle(Some(attempt), id, state).await;
    settled.unwrap();
}

fn failed(now: i64) -> DeliveryState {
    let reason = FailReason::Exhausted { attempts: 8 };
    DeliveryState::Failed {
        at: at(now),
        reason,
    }
}

#[tokio::test]
async fn the_next_of_a_key_may_go_when_the_one_ahead_has_come_to_its_end_and_no_sooner() {
    let sample = Sample::new().await;
    let to = sample.destination;
    let mut ids = Vec::new();
    for key in ["a", "a", "a", "b"] {
        ids.push(accept_with_key(&sample, to, key, 0).await);
    }
    assert_eq!(due(&sample, to).await, [ids[0], ids[3]]);
    assert_eq!(sample.store.ahead_of(ids[2]).await, Ok(Some(ids[0])));
    assert_eq!(sample.store.ahead_of(ids[0]).await, Ok(None));
    ends(&sample, ids[0], pending(50)).await;
    assert_eq!(
        due(&sample, to).await,
        [ids[3], ids[0]],
        "it is tried again"
    );
    ends(&sample, ids[0], failed(60)).await;
    assert_eq!(due(&sample, to).await, [ids[1], ids[3]]);
    let row = sample.store.delivery_row(ids[2]).await.unwrap().unwrap();
    assert!(row.behind);
}

#[tokio::test]
async fn what_is_sent_again_goes_to_the_end_of_its_key() {
    let sample = Sample::new().await;
    let to = sample.destination;
    let first = accept_with_key(&sample, to, "a", 0).await;
    ends(&sample, first, failed(1)).await;
    let second = accept_with_key(&sample, to, "a", 2).await;
    let third = accept_with_key(&sample, to, "a", 3).await;
    sample.store.resend(first, at(4), None).await.unwrap();
    for next in [second, third, first] {
        assert_eq!(due(&sample, to).await, [next]);
        sample.store.cancel(next, at(5)).await.unwrap();
    }
}

#[tokio::test]
async fn a_held_destination_is_tried_by_the_first_of_a_line() {
    let sample = Sample::new().await;
    let to = sample.destination;
    let again = accept_with_key(&sample, to, "a", 0).await;
    ends(&sample, again, failed(1)).await;
    let first = accept_with_key(&sample, to, "a", 2).await;
    sample.store.resend(again, at(1), None).await.unwrap();
    sample
        .store
        .hold(Hold::Destination(to), at(5))
        .await
        .unwrap();
    let tried = sample.store.first_held(to).await.unwrap().unwrap();
    assert_eq!(tried.delivery.id, first);
}

#[tokio::test]
async fn keys_of_different_ways_do_not_wait_for_each_other() {
    let sample = Sample::new().await;
    let other = destination("Other");
    let there = other.id;
    sample.store.put_destination(other).await.unwrap();
    let here = accept_with_key(&sample, sample.destination, "a", 0).await;
    let elsewhere = accept_with_key(&sample, there, "a", 0).await;
    assert_eq!(due(&sample, sample.destination).await, [here]);
    assert_eq!(due(&sample, there).await, [elsewhere]);
}

#[tokio::test]
async fn every_way_to_an_end_lets_the_next_go() {
    for way in 0..6 {
        let sample = Sample::new().await;
        let (store, to) = (&sample.store, sample.destination);
        let first = accept_with_key(&sample, to, "a", 0).await;
        let second = accept_with_key(&sample, to, "a", 1).await;
        match way {
            0 => ends(&sample, first, DeliveryState::Succeeded { at: at(2) }).await,
            1 => ends(&sample, first, failed(2)).await,
            2 => drop(store.cancel(first, at(2)).await.unwrap()),
            3 => drop(store.cancel_these(vec![first], at(2)).await.unwrap()),
            4 => {
                let expired = store.expire(at(1000), Vec::new()).await.unwrap();
                assert_eq!(expired.ids, [first]);
                assert_eq!(expired.next, Some(at(1001)));
            }
            _ => {
                let mut accepted = sample.accepted(pending(2));
                accepted.deliveries[0].order_key = Some("a".to_owned());
                let third = accepted.deliveries[0].id;
                let cap = Cap {
                    destination: to,
                    waiting: 2,
                    when_full: hookloom_core::limits::WhenFull::SkipOldest,
                    under_way: Vec::new(),
                };
                let mut batch = only(accepted);
                batch.caps = vec![cap];
                assert_eq!(store.accept(batch).await, Ok(vec![first]));
                assert_eq!(store.ahead_of(third).await, Ok(Some(second)));
            }
        }
        assert_eq!(due(&sample, to).await, [second], "way {way}");
        assert!(sample.state(first).await.is_final());
    }
}

#[tokio::test]
async fn a_deleted_destination_leaves_no_line_and_taken_back_it_has_one_again() {
    let sample = Sample::new().await;
    let to = sample.destination;
    let mut ids = Vec::new();
    for second in 0..3 {
        ids.push(accept_with_key(&sample, to, "a", second).await);
    }
    let deleted = sample.store.delete_destination(to, entry(5)).await.unwrap();
    assert_eq!(deleted.len(), 3);
    assert_eq!(due(&sample, to).await, []);
    sample
        .store
        .restore_destination(to, destination("Shop").settings, at(6))
        .await
        .unwrap();
    let stopped = Stopped {
        at: at(5),
        automation: None,
        destination: Some(to),
    };
    sample.store.go_on(stopped, at(6), false).await.unwrap();
    for next in ids {
        assert_eq!(due(&sample, to).await, [next]);
        sample.store.cancel(next, at(7)).await.unwrap();
    }
}

#[derive(Clone, Debug)]
enum Step {
    Accept(u8),
    Sent(Index),
    Again(Index),
    Fails(Index),
    Cancel(Index),
    Resend(Index),
    Expire,
    Hold,
    Release,
}

fn step() -> impl Strategy<Value = Step> {
    let one = any::<Index>;
    prop_oneof![
        4 => (0u8..3).prop_map(Step::Accept),
        2 => one().prop_map(Step::Sent),
        1 => one().prop_map(Step::Again),
        2 => one().prop_map(Step::Fails),
        1 => one().prop_map(Step::Cancel),
        2 => one().prop_map(Step::Resend),
        1 => Just(Step::Expire),
        1 => Just(Step::Hold),
        1 => Just(Step::Release),
    ]
}

/// Takes a step. What must go first of each key is kept beside it.
async fn take(sample: &Sample, lines: &mut Lines, step: Step, now: i64) {
    let store = &sample.store;
    let which = |index: &Index| (!lines.ids.is_empty()).then(|| *index.get(&lines.ids));
    match step {
        Step::Accept(key) => {
            let key = key.to_string();
            let id = accept_with_key(sample, sample.destination, &key, now).await;
            // Held like everything else while everything is.
            if lines.held {
                store.hold(Hold::All, at(now)).await.unwrap();
            }
            lines.ids.push(id);
            lines.keys.insert(id, key);
            lines.waiting.push(id);
        }
        Step::Sent(index) | Step::Again(index) | Step::Fails(index) | Step::Cancel(index)
            if which(&index).is_none_or(|id| !lines.waiting.contains(&id)) => {}
        Step::Sent(index) => {
            let id = which(&index).unwrap();
            ends(sample, id, DeliveryState::Succeeded { at: at(now) }).await;
            lines.leaves(id);
        }
        Step::Again(index) => ends(sample, which(&index).unwrap(), pending(now + 5)).await,
        Step::Fails(index) => {
            let id = which(&index).unwrap();
            ends(sample, id, failed(now)).await;
            lines.leaves(id);
        }
        Step::Cancel(index) => {
            let id = which(&index).unwrap();
            store.cancel(id, at(now)).await.unwrap();
            lines.leaves(id);
        }
        Step::Resend(index) => {
            let held = lines.held.then_some(HoldReason::RunnerPaused);
            if let Some(id) = which(&index)
                && store.resend(id, at(now), held).await.unwrap().is_some()
            {
                lines.waiting.push(id);
            }
        }
        Step::Expire => {
            let later: Moment = at(now + 990);
            for id in store.expire(later, Vec::new()).await.unwrap().ids {
                lines.leaves(id);
            }
        }
        Step::Hold => {
            store.hold(Hold::All, at(now)).await.unwrap();
            lines.held = true;
        }
        Step::Release => {
            store.release(Hold::All, false).await.unwrap();
            lines.held = false;
        }
    }
}

#[derive(Default)]
struct Lines {
    ids: Vec<DeliveryId>,
    keys: HashMap<DeliveryId, String>,
    /// In the order in which they joined.
    waiting: Vec<DeliveryId>,
    held: bool,
}

impl Lines {
    fn leaves(&mut self, id: DeliveryId) {
        self.waiting.retain(|waiting| *waiting != id);
    }

    fn firsts(&self) -> Vec<DeliveryId> {
        let mut firsts: HashMap<&str, DeliveryId> = HashMap::new();
        for id in &self.waiting {
            firsts.entry(&self.keys[id]).or_insert(*id);
        }
        let mut firsts: Vec<_> = firsts.into_values().collect();
        firsts.sort_unstable();
        firsts
    }
}

/// Those that stand behind nobody, straight from the file.
fn in_front(connection: &Connection) -> rusqlite::Result<Vec<DeliveryId>> {
    let sql = "SELECT id FROM deliveries WHERE due_at IS NOT NULL AND behind = 0 ORDER BY id";
    let mut statement = connection.prepare(sql)?;
    let ids = statement.query_map([], |row| {
        row.get::<_, crate::store::column::Stored<DeliveryId>>(0)
    })?;
    ids.map(|id| Ok(id?.0)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    /// After every single step, which is one transaction: so a process may be killed between any
    /// two of them.
    #[test]
    fn the_first_of_each_key_and_no_other_may_go_after_any_step(steps in vec(step(), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let sample = Sample::new().await;
            let mut lines = Lines::default();
            for (step, now) in steps.into_iter().zip(0..) {
                take(&sample, &mut lines, step.clone(), now).await;
                let found = sample.store.read(|connection| Ok(in_front(connection)?)).await;
                assert_eq!(found.unwrap(), lines.firsts(), "after {step:?}");
                if !lines.held {
                    let mut due = due(&sample, sample.destination).await;
                    due.sort_unstable();
                    assert_eq!(due, lines.firsts());
                }
            }
            let sample = sample.reopened().await;
            let found = sample.store.read(|connection| Ok(in_front(connection)?)).await;
            assert_eq!(found.unwrap(), lines.firsts());
        });
    }
}
