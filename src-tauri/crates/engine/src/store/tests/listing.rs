//! The log, page by page, under every filter.

use hookloom_core::{
    delivery::{DeliveryState, FailReason, HoldReason, SkipReason, StateName},
    id::DeliveryId,
    moment::Moment,
    view::{DeliveryFilter, DeliveryRow, PageStart, Tests},
};

use super::{
    super::Accepted,
    sample::{Sample, at, attempt, automation, delivery, destination, event, held, only, pending},
};

fn state(number: usize) -> DeliveryState {
    let at = at(7);
    match number % 7 {
        0 => held(7, HoldReason::RunnerPaused),
        1 => DeliveryState::Failed {
            at,
            reason: FailReason::Gone {},
        },
        2 => DeliveryState::Skipped {
            at,
            reason: SkipReason::Condition {
                why: "file.size is 0".into(),
            },
        },
        3 => DeliveryState::Cancelled { at },
        4 => pending(7),
        _ => DeliveryState::Succeeded { at },
    }
}

/// A log of 70 deliveries between two automations and two destinations.
async fn log(sample: &Sample) -> Vec<DeliveryRow> {
    let (reports, depot) = (automation("Reports"), destination("Depot"));
    let automations = [sample.automation, reports.id];
    let destinations = [sample.destination, depot.id];
    sample.store.put_automation(reports).await.unwrap();
    sample.store.put_destination(depot).await.unwrap();
    let mut rows = Vec::new();
    for number in 0..70 {
        let event = event(automations[number % 2]);
        let delivery = delivery(&event, destinations[number / 2 % 2], state(number));
        let id = delivery.id;
        let accepted = Accepted {
            event,
            raw: None,
            deliveries: vec![delivery],
        };
        sample.store.accept(only(accepted)).await.unwrap();
        rows.push(sample.store.delivery_row(id).await.unwrap().unwrap());
    }
    rows.reverse();
    rows
}

/// Every page of seven, one after the other.
async fn paged(sample: &Sample, filter: &DeliveryFilter, total: u64) -> Vec<DeliveryRow> {
    let mut rows: Vec<DeliveryRow> = Vec::new();
    loop {
        let start = PageStart {
            after: rows.last().map(|row| row.id),
            ..PageStart::default()
        };
        let page = sample.store.delivery_page(filter, start, 7, at(0));
        let (page, count) = page.await.unwrap();
        assert_eq!((count.count, count.more), (total, false), "{filter:?}");
        assert!(page.len() <= 7);
        if page.is_empty() {
            return rows;
        }
        rows.extend(page);
    }
}

/// The ids of a page of seven.
async fn page(sample: &Sample, filter: &DeliveryFilter, start: PageStart) -> Vec<DeliveryId> {
    let page = sample.store.delivery_ids(filter, start, 7, at(0));
    page.await.unwrap()
}

#[tokio::test]
async fn a_page_can_end_where_another_begins_or_leave_some_out() {
    let sample = Sample::new().await;
    let log: Vec<_> = log(&sample).await.into_iter().map(|row| row.id).collect();
    let filter = DeliveryFilter::default();
    let before = PageStart {
        before: Some(log[20]),
        ..PageStart::default()
    };
    assert_eq!(page(&sample, &filter, before).await, log[13..20]);
    let first = PageStart {
        before: Some(log[3]),
        ..PageStart::default()
    };
    assert_eq!(page(&sample, &filter, first).await, log[..3]);
    let far = PageStart {
        skip: 50,
        ..PageStart::default()
    };
    assert_eq!(page(&sample, &filter, far).await, log[50..57]);
    let further = PageStart {
        after: Some(log[9]),
        skip: 50,
        ..PageStart::default()
    };
    assert_eq!(page(&sample, &filter, further).await, log[60..67]);
}

#[tokio::test]
async fn a_time_range_is_that_of_the_ids() {
    let sample = Sample::new().await;
    let moment = |seconds: u64| {
        let time = uuid::Timestamp::from_unix_time(seconds, 0, 0, 0);
        DeliveryId::new(uuid::Uuid::new_v7(time))
    };
    let mut ids = Vec::new();
    for second in 0..10 {
        let mut accepted = sample.accepted(pending(0));
        accepted.deliveries[0].id = moment(1000 + second);
        ids.push(accepted.deliveries[0].id);
        sample.store.accept(only(accepted)).await.unwrap();
    }
    ids.reverse();
    let range = |since: Option<i64>, until: Option<i64>| DeliveryFilter {
        since: since.map(Moment::from_unix_seconds),
        until: until.map(Moment::from_unix_seconds),
        ..DeliveryFilter::default()
    };
    let now = Moment::from_unix_seconds(1010);
    let last = DeliveryFilter {
        last_seconds: Some(3),
        ..DeliveryFilter::default()
    };
    for (filter, expected) in [
        (range(Some(1004), None), &ids[..6]),
        (range(None, Some(1004)), &ids[6..]),
        (range(Some(1004), Some(1006)), &ids[4..6]),
        (range(Some(2000), None), &[][..]),
        (last, &ids[..3]),
    ] {
        let found = sample
            .store
            .delivery_ids(&filter, PageStart::default(), 20, now);
        assert_eq!(found.await.unwrap(), expected, "{filter:?}");
        let count = sample.store.delivery_count(&filter, now).await.unwrap();
        assert_eq!(count.count, expected.len() as u64, "{filter:?}");
    }
}

#[tokio::test]
async fn pages_hold_what_the_filter_lets_through_newest_first() {
    let sample = Sample::new().await;
    let log = log(&sample).await;
    let (automation, destination) = (Some(sample.automation), Some(sample.destination));
    let mut all_states: Vec<Vec<StateName>> = StateName::ALL.map(|state| vec![state]).into();
    all_states.extend([
        Vec::new(),
        StateName::ALL.into(),
        vec![StateName::Failed, StateName::Held],
        vec![StateName::Pending, StateName::Succeeded],
    ]);
    for states in all_states {
        for (automation, destination) in [
            (None, None),
            (automation, None),
            (None, destination),
            (automation, destination),
        ] {
            let filter = DeliveryFilter {
                states: states.clone(),
                automation,
                destination,
                ..DeliveryFilter::default()
            };
            let passes = |row: &&DeliveryRow| {
                (states.is_empty() || states.contains(&row.state.name()))
                    && automation.is_none_or(|id| id == row.automation)
                    && destination.is_none_or(|id| id == row.destination)
            };
            let expected: Vec<_> = log.iter().filter(passes).cloned().collect();
            let found = paged(&sample, &filter, expected.len() as u64).await;
            assert_eq!(found, expected, "{filter:?}");
        }
    }
}

#[tokio::test]
async fn states_are_read_as_they_were_written() {
    let sample = Sample::new().await;
    for number in 0..7 {
        let id = sample.accept(state(number)).await;
        assert_eq!(sample.state(id).await, state(number));
    }
}

#[tokio::test]
async fn a_row_tells_its_last_attempt_and_its_automation_its_last_delivery() {
    let sample = Sample::new().await;
    let before = sample.store.last_results().await.unwrap();
    assert!(before.is_empty());
    sample.accept(pending(0)).await;
    let id = sample.accept(pending(0)).await;
    let settled = sample
        .store
        .settle(Some(attempt(id, 1, Some(503))), id, pending(30));
    settled.await.unwrap();
    let row = sample.store.delivery_row(id).await.unwrap().unwrap();
    assert_eq!(
        (row.attempts, row.last_status, row.took_ms),
        (1, Some(503), Some(2))
    );
    assert_eq!(row.summary, "invoice-42.pdf added");
    let last = sample.store.last_results().await.unwrap();
    let last = &last[&sample.automation];
    assert_eq!(
        (last.delivery, last.state, last.at),
        (id, StateName::Pending, at(30))
    );
    assert_eq!(last.status, Some(503));
}

#[tokio::test]
async fn counts_agree_with_the_log() {
    let sample = Sample::new().await;
    let log = log(&sample).await;
    let in_state = |state| log.iter().filter(|row| row.state.name() == state).count() as u64;
    let counts = sample.store.counts(at(7)).await.unwrap();
    assert_eq!(counts.waiting, in_state(StateName::Pending));
    assert_eq!(counts.held, in_state(StateName::Held));
    assert_eq!(counts.failed, in_state(StateName::Failed));
    assert_eq!(sample.store.counts(at(8)).await.unwrap().failed, 0);

    let of_each = sample.store.destination_counts(at(7)).await.unwrap();
    let sum = |count: fn(&super::super::DestinationCounts) -> u64| -> u64 {
        of_each.values().map(count).sum()
    };
    assert_eq!(of_each.len(), 2);
    assert_eq!(sum(|each| each.waiting), counts.waiting + counts.held);
    assert_eq!(sum(|each| each.sent), in_state(StateName::Succeeded));
    assert_eq!(sum(|each| each.failed), counts.failed);
}

#[tokio::test]
async fn tests_are_among_the_others_or_alone_or_left_out() {
    let sample = Sample::new().await;
    let mut ids = Vec::new();
    for number in 0..20 {
        let mut accepted = sample.accepted(state(number));
        accepted.deliveries[0].test = number % 5 == 0;
        ids.push((accepted.deliveries[0].id, number));
        sample.store.accept(only(accepted)).await.unwrap();
    }
    ids.reverse();
    let of = |passes: &dyn Fn(usize) -> bool| -> Vec<DeliveryId> {
        let fitting = ids.iter().filter(|(_, number)| passes(*number));
        fitting.map(|(id, _)| *id).collect()
    };
    let succeeded = |number: usize| state(number).name() == StateName::Succeeded;
    for (tests, states, expected) in [
        (Tests::All, Vec::new(), of(&|_| true)),
        (Tests::Only, Vec::new(), of(&|n| n % 5 == 0)),
        (Tests::None, Vec::new(), of(&|n| n % 5 != 0)),
        (
            Tests::None,
            vec![StateName::Succeeded],
            of(&|n| n % 5 != 0 && succeeded(n)),
        ),
        (
            Tests::Only,
            vec![StateName::Succeeded],
            of(&|n| n % 5 == 0 && succeeded(n)),
        ),
    ] {
        let filter = DeliveryFilter {
            tests,
            states,
            ..DeliveryFilter::default()
        };
        let found = sample
            .store
            .delivery_ids(&filter, PageStart::default(), 50, at(0));
        assert_eq!(found.await.unwrap(), expected, "{filter:?}");
        let count = sample.store.delivery_count(&filter, at(0)).await.unwrap();
        assert_eq!(count.count, expected.len() as u64, "{filter:?}");
    }
}
