//! Whatever happens in whatever order, attempts and states agree.

use hookloom_core::{
    delivery::{DeliveryState, FailReason, HoldReason, StateName},
    id::DeliveryId,
    view::DeliveryFilter,
};
use proptest::{collection::vec, prelude::*, sample::Index};

use super::{
    super::{DeliveryRecord, Hold},
    sample::{Sample, at, attempt, pending},
};

#[derive(Clone, Debug)]
enum Step {
    Accept,
    /// An attempt ends; answered 204, or not at all and tried again, or given up.
    Settle(Index, Ending),
    Cancel(Index),
    Resend(Index),
    Hold,
    Release,
}

#[derive(Clone, Copy, Debug)]
enum Ending {
    Delivered,
    Again,
    GivenUp,
}

fn step() -> impl Strategy<Value = Step> {
    let ending = prop_oneof![
        Just(Ending::Delivered),
        Just(Ending::Again),
        Just(Ending::GivenUp)
    ];
    prop_oneof![
        3 => Just(Step::Accept),
        5 => (any::<Index>(), ending).prop_map(|(which, ending)| Step::Settle(which, ending)),
        1 => any::<Index>().prop_map(Step::Cancel),
        2 => any::<Index>().prop_map(Step::Resend),
        1 => Just(Step::Hold),
        1 => Just(Step::Release),
    ]
}

async fn record(sample: &Sample, id: DeliveryId) -> DeliveryRecord {
    sample.store.delivery_record(id).await.unwrap().unwrap()
}

/// An attempt may end after the delivery was cancelled or even sent again: what is in flight is known
/// to the dispatcher alone.
async fn settle(sample: &Sample, id: DeliveryId, ending: Ending, now: i64) {
    let before = record(sample, id).await;
    let (status, wanted) = match ending {
        Ending::Delivered => (Some(204), DeliveryState::Succeeded { at: at(now) }),
        Ending::Again => (None, pending(now + 5)),
        Ending::GivenUp => {
            let reason = FailReason::Exhausted { attempts: 8 };
            (
                Some(500),
                DeliveryState::Failed {
                    at: at(now),
                    reason,
                },
            )
        }
    };
    let attempt = attempt(id, before.row.attempts + 1, status);
    let holds = sample
        .store
        .settle(Some(attempt), id, wanted.clone())
        .await
        .unwrap();
    let delivered = matches!(ending, Ending::Delivered);
    match before.row.state.name() {
        StateName::Pending => assert_eq!(holds, wanted),
        StateName::Held if matches!(ending, Ending::Again) => assert_eq!(holds, before.row.state),
        StateName::Held => assert_eq!(holds, wanted),
        StateName::Cancelled if delivered => assert_eq!(holds, wanted),
        _ => assert_eq!(holds, before.row.state, "what is final stays"),
    }
}

async fn take(
    sample: &Sample,
    ids: &mut Vec<DeliveryId>,
    step: &Step,
    now: i64,
    paused: &mut bool,
) {
    let store = &sample.store;
    let which = |index: &Index, ids: &[DeliveryId]| (!ids.is_empty()).then(|| *index.get(ids));
    match step {
        Step::Accept => ids.push(sample.accept(pending(now)).await),
        Step::Settle(index, ending) => {
            if let Some(id) = which(index, ids) {
                settle(sample, id, *ending, now).await;
            }
        }
        Step::Cancel(index) => {
            if let Some(id) = which(index, ids) {
                let waited = !record(sample, id).await.row.state.is_final();
                let cancelled = store.cancel(id, at(now)).await.unwrap();
                assert_eq!(cancelled.is_some(), waited);
            }
        }
        Step::Resend(index) => {
            if let Some(id) = which(index, ids) {
                let finished = record(sample, id).await.row.state.is_final();
                let held = paused.then_some(HoldReason::RunnerPaused);
                let resent = store.resend(id, at(now), held).await.unwrap();
                assert_eq!(resent.is_some(), finished);
                assert!(!finished || record(sample, id).await.attempts_counted == 0);
            }
        }
        Step::Hold => {
            store.hold(Hold::All, at(now)).await.unwrap();
            *paused = true;
        }
        Step::Release => {
            store.release(Hold::All, false).await.unwrap();
            *paused = false;
        }
    }
}

async fn agrees(sample: &Sample, ids: &[DeliveryId]) {
    let mut pending = Vec::new();
    for id in ids {
        let record = record(sample, *id).await;
        let numbers: Vec<u32> = record
            .attempts
            .iter()
            .map(|attempt| attempt.number)
            .collect();
        let expected: Vec<u32> = (1..=record.row.attempts).collect();
        assert_eq!(numbers, expected, "attempts are numbered without a gap");
        assert!(record.attempts_counted <= record.row.attempts);
        assert_eq!(record.row.state, record.delivery.state);
        if record.row.state.name() == StateName::Succeeded {
            let status = record
                .attempts
                .iter()
                .any(|last| super::super::attempt::status(last) == Some(204));
            assert!(status, "delivered without an attempt that says so");
        }
        if record.row.state.name() == StateName::Pending {
            pending.push(*id);
        }
    }
    let due = sample
        .store
        .due(sample.destination, at(1000), 1000)
        .await
        .unwrap();
    let mut due: Vec<DeliveryId> = due.into_iter().map(|due| due.delivery.id).collect();
    due.sort();
    assert_eq!(due, pending, "pending is due, and nothing else");
    let all = DeliveryFilter::default();
    let count = sample.store.delivery_count(&all, at(0)).await.unwrap();
    assert_eq!(count.count, ids.len() as u64);
    assert_eq!(sample.store.integrity_check().await, Ok(Vec::new()));
    assert_eq!(sample.store.foreign_key_check().await, Ok(Vec::new()));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn attempts_and_states_agree_after_any_sequence(steps in vec(step(), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let sample = Sample::new().await;
            let (mut ids, mut paused) = (Vec::new(), false);
            for (step, now) in steps.iter().zip(0..) {
                take(&sample, &mut ids, step, now, &mut paused).await;
            }
            agrees(&sample, &ids).await;
            agrees(&sample.reopened().await, &ids).await;
        });
    }
}
