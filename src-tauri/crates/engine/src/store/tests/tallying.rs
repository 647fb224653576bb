//! Everything that is sent or fails is counted once, in the transaction that makes it so.

use std::time::Duration;

use hookloom_core::{
    attempt::Attempt,
    delivery::{DeliveryState, FailReason},
    id::DeliveryId,
    moment::Moment,
    tally::{Counts, Slot, Took},
};

use super::{
    super::{
        Store, Timed,
        connection::PATIENCE,
        migration::{STEPS, Steps},
        open::open,
        tally::{BY_AUTOMATION, BY_DESTINATION, BY_WAY, OF_ALL},
    },
    sample::{Sample, at, attempt, pending},
};

const HALF_HOUR: i64 = 6;

/// Up to the step that makes the table.
const WITH_TALLIES: Steps = Steps(&[STEPS.0[0], STEPS.0[1]]);

fn counts(sent: u64, failed: u64, failed_tries: u64) -> Counts {
    Counts {
        sent,
        failed,
        failed_tries,
        left_out: 0,
    }
}

fn failed(seconds: i64) -> DeliveryState {
    let reason = FailReason::Exhausted { attempts: 1 };
    DeliveryState::Failed {
        at: at(seconds),
        reason,
    }
}

/// Each time with its counts.
async fn counted(store: &Store) -> Vec<(Option<Took>, Counts)> {
    let tallies = store.tallies(at(-100_000), 1000 * HALF_HOUR).await.unwrap();
    tallies.iter().map(|one| (one.took, one.counts)).collect()
}

async fn settle(sample: &Sample, attempt: Attempt, state: DeliveryState) {
    let id = attempt.delivery;
    let settled = sample.store.settle(Some(attempt), id, state);
    settled.await.unwrap();
}

/// Tries a delivery twice: in vain after one second, with that end after `seconds`.
async fn tried_twice(sample: &Sample, seconds: i64, end: DeliveryState) -> DeliveryId {
    let id = sample.accept(pending(0)).await;
    settle(sample, attempt(id, 1, Some(503)), pending(5)).await;
    let status = matches!(end, DeliveryState::Succeeded { .. }).then_some(200);
    let second = Attempt {
        at: at(seconds),
        ..attempt(id, 2, status)
    };
    settle(sample, second, end).await;
    id
}

#[tokio::test]
async fn what_is_sent_counts_with_its_time_and_what_failed_before_counts_as_tries() {
    let sample = Sample::new().await;
    tried_twice(&sample, 9, DeliveryState::Succeeded { at: at(9) }).await;
    tried_twice(&sample, 9, failed(9)).await;
    let wanted = [(None, counts(0, 1, 3)), (Some(Took(8192)), counts(1, 0, 0))];
    assert_eq!(counted(&sample.store).await, wanted);
}

#[tokio::test]
async fn what_is_given_up_before_the_first_attempt_counts_as_failed() {
    let sample = Sample::new().await;
    sample.accept(failed(0)).await;
    sample.accept(pending(0)).await;
    assert_eq!(counted(&sample.store).await, [(None, counts(0, 1, 0))]);
}

#[tokio::test]
async fn what_a_person_sends_again_counts_without_a_time() {
    let sample = Sample::new().await;
    let id = tried_twice(&sample, 9, failed(9)).await;
    sample.store.resend(id, at(5000), None).await.unwrap();
    let third = attempt(id, 3, Some(200));
    settle(&sample, third, DeliveryState::Succeeded { at: at(5001) }).await;
    assert_eq!(counted(&sample.store).await, [(None, counts(1, 1, 2))]);
}

#[tokio::test]
async fn an_attempt_that_is_refused_counts_for_nothing() {
    let sample = Sample::new().await;
    let id = sample.accept(pending(0)).await;
    let settled = sample
        .store
        .settle(Some(attempt(id, 7, None)), id, failed(1));
    settled.await.unwrap_err();
    assert_eq!(counted(&sample.store).await, []);
}

#[tokio::test]
async fn each_automation_and_each_destination_has_its_own() {
    let sample = Sample::new().await;
    tried_twice(&sample, 9, DeliveryState::Succeeded { at: at(9) }).await;
    let hour = Slot::of(at(-100));
    let automations = sample.store.tallies_by_automation(at(-100)).await.unwrap();
    assert_eq!(automations[&sample.automation], [(hour, counts(1, 0, 1))]);
    let destinations = sample.store.tallies_by_destination(at(-100)).await.unwrap();
    let sum: u64 = destinations[&sample.destination]
        .iter()
        .map(|timed| timed.counts.sent)
        .sum();
    assert_eq!(sum, 1);
}

#[tokio::test]
async fn old_slots_become_half_hours_and_lose_nothing() {
    let sample = Sample::new().await;
    for seconds in [0, 400, 800, 90_000] {
        let id = sample.accept(pending(seconds)).await;
        let sent = DeliveryState::Succeeded { at: at(seconds) };
        settle(&sample, attempt(id, 1, Some(200)), sent).await;
    }
    let fine = |tallies: Vec<Timed>| {
        let mut slots: Vec<i64> = tallies.iter().map(|one| one.slot.0).collect();
        slots.dedup();
        slots
    };
    let since = at(0).minus(Duration::from_secs(3600));
    let before = fine(sample.store.tallies(since, 1).await.unwrap());
    let long_ago = Moment::from_unix_millis(0);
    for _ in 0..2 {
        let merged = sample.store.merge_tallies(long_ago, at(3600), long_ago);
        merged.await.unwrap();
    }
    let after = fine(sample.store.tallies(since, 1).await.unwrap());
    assert!(after.len() < before.len(), "{before:?} became {after:?}");
    assert_eq!(
        after.last(),
        before.last(),
        "what is young stays as fine as it was"
    );
    let sent: u64 = counted(&sample.store)
        .await
        .iter()
        .map(|one| one.1.sent)
        .sum();
    assert_eq!(sent, 4);

    let old = sample.store.merge_tallies(long_ago, at(3600), at(7200));
    old.await.unwrap();
    let sent: u64 = counted(&sample.store)
        .await
        .iter()
        .map(|one| one.1.sent)
        .sum();
    assert_eq!(sent, 1, "what no chart reaches is forgotten");
}

/// The step that makes the table counts what the log holds as the program would have.
#[tokio::test]
async fn a_log_from_before_is_counted_when_the_database_is_brought_up_to_date() {
    let sample = Sample::new().await;
    for seconds in [0, 1, 9, 100, 100_000] {
        tried_twice(
            &sample,
            seconds,
            DeliveryState::Succeeded { at: at(seconds) },
        )
        .await;
    }
    tried_twice(&sample, 9, failed(9)).await;
    let resent = tried_twice(&sample, 9, failed(9)).await;
    sample.store.resend(resent, at(50), None).await.unwrap();
    let third = attempt(resent, 3, Some(204));
    settle(&sample, third, DeliveryState::Succeeded { at: at(51) }).await;
    let mut live = counted(&sample.store).await;
    // Sending again overwrites that a delivery had failed, so the log no longer knows.
    live[0].1.failed -= 1;

    let Sample { store, folder, .. } = sample;
    store.close().await;
    let back = rusqlite::Connection::open(folder.path().join("hookloom.db")).unwrap();
    let first = "DROP TABLE tallies; DROP INDEX deliveries_retrying; PRAGMA user_version = 1;";
    back.execute_batch(first).unwrap();
    drop(back);
    drop(open(folder.path(), PATIENCE, WITH_TALLIES).unwrap());
    let sql = "SELECT took, sum(sent), sum(failed), sum(failed_tries) FROM tallies GROUP BY took";
    let filled = rusqlite::Connection::open(folder.path().join("hookloom.db")).unwrap();
    let mut statement = filled.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| {
        let took = u64::try_from(row.get::<_, i64>(0)?).ok().map(Took);
        let number = |index| row.get::<_, i64>(index).map(i64::cast_unsigned);
        Ok((took, counts(number(1)?, number(2)?, number(3)?)))
    });
    let rows: Vec<_> = rows.unwrap().collect::<Result<_, _>>().unwrap();
    assert_eq!(rows, live);
}

#[tokio::test]
async fn only_the_slots_that_are_asked_for_are_read() {
    let sample = Sample::new().await;
    for sql in [OF_ALL, BY_AUTOMATION, BY_DESTINATION, BY_WAY] {
        let plan = sample.store.read(move |connection| {
            let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
            let lines = statement.raw_query().mapped(|row| row.get::<_, String>(3));
            Ok(lines.collect::<rusqlite::Result<Vec<_>>>()?)
        });
        let plan = plan.await.unwrap();
        assert!(plan[0].starts_with("SEARCH tallies USING"), "{plan:?}");
    }
}

#[tokio::test]
async fn failures_count_from_the_first_after_the_last_success_and_after_a_moment() {
    let sample = Sample::new().await;
    let since = |from: i64| sample.store.failing_since(sample.destination, at(from));
    let start = |seconds: i64| Some(Slot::of(at(seconds)).start());
    assert_eq!(since(-9000).await.unwrap(), None);
    tried_twice(&sample, 3000, failed(3000)).await;
    assert_eq!(since(-9000).await.unwrap(), start(1));
    assert_eq!(since(1500).await.unwrap(), start(3000));
    tried_twice(&sample, 4000, DeliveryState::Succeeded { at: at(4000) }).await;
    assert_eq!(since(-9000).await.unwrap(), None);
    tried_twice(&sample, 6000, failed(6000)).await;
    assert_eq!(since(-9000).await.unwrap(), start(6000));
}
