#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::{
    attempt::{Answer, Fault},
    delivery::{FailReason, HoldReason, SkipReason},
};

fn at(seconds: i64) -> Moment {
    Moment::from_unix_seconds(1_700_000_000 + seconds)
}

fn answered(status: u16) -> Outcome {
    Outcome::Answered(Answer {
        status,
        ..Answer::default()
    })
}

const PENDING: fn(i64) -> DeliveryState = |s| DeliveryState::Pending { due_at: at(s) };
const SUCCEEDED: fn(i64) -> DeliveryState = |s| DeliveryState::Succeeded { at: at(s) };

fn failed(seconds: i64) -> DeliveryState {
    let reason = FailReason::Rejected { status: 400 };
    DeliveryState::Failed {
        at: at(seconds),
        reason,
    }
}

fn counts(sent: u64, failed: u64, failed_tries: u64) -> Counts {
    Counts {
        sent,
        failed,
        failed_tries,
        left_out: 0,
    }
}

#[test]
fn an_attempt_counts_for_what_became_of_it() {
    let held = DeliveryState::Held {
        since: at(1),
        why: HoldReason::RunnerPaused,
    };
    let cases = [
        ("sent", PENDING(0), SUCCEEDED(9), 200, counts(1, 0, 0)),
        (
            "sent all the same",
            PENDING(0),
            SUCCEEDED(9),
            404,
            counts(1, 0, 0),
        ),
        (
            "not what counts",
            PENDING(0),
            failed(9),
            200,
            counts(0, 1, 1),
        ),
        (
            "tried in vain",
            PENDING(0),
            PENDING(60),
            503,
            counts(0, 0, 1),
        ),
        ("given up", PENDING(0), failed(9), 400, counts(0, 1, 1)),
        ("tried while held", held.clone(), held, 503, counts(0, 0, 1)),
    ];
    for (name, before, after, status, wanted) in cases {
        let outcome = answered(status);
        let found = counted(Some(&before), &after, Some((at(8), &outcome)), Some(at(0)));
        assert_eq!(found.unwrap().counts, wanted, "{name}");
    }
}

#[test]
fn what_is_no_fault_of_the_destination_is_no_failed_try() {
    for fault in [Fault::File, Fault::FileChanged, Fault::Interrupted] {
        let outcome = Outcome::NotSent {
            fault,
            message: "The folder /in isn't there.".to_owned(),
        };
        let attempt = Some((at(8), &outcome));
        let waits = counted(Some(&PENDING(0)), &PENDING(60), attempt, Some(at(0)));
        assert_eq!(waits, None, "{fault:?}");
        let given_up = counted(Some(&PENDING(0)), &failed(9), attempt, Some(at(0)));
        assert_eq!(given_up.unwrap().counts, counts(0, 1, 0), "{fault:?}");
    }
}

#[test]
fn what_was_counted_once_is_not_counted_again() {
    let outcome = answered(200);
    let attempt = Some((at(8), &outcome));
    let again = counted(Some(&SUCCEEDED(1)), &SUCCEEDED(1), attempt, Some(at(0)));
    assert_eq!(again, None);
}

#[test]
fn a_delivery_that_was_never_tried_counts_when_it_fails() {
    let found = counted(None, &failed(9), None, Some(at(0))).unwrap();
    assert_eq!((found.counts, found.took), (counts(0, 1, 0), None));
    assert_eq!(counted(None, &PENDING(9), None, Some(at(0))), None);
}

#[test]
fn what_a_limit_leaves_out_is_counted_and_what_a_condition_keeps_back_is_not() {
    let why = || String::new();
    for (reason, left_out) in [
        (SkipReason::Condition { why: why() }, None),
        (SkipReason::Repeat { why: why() }, Some(1)),
        (SkipReason::no_room(10), Some(1)),
        (
            SkipReason::Missed {
                runs: 8,
                why: why(),
            },
            Some(8),
        ),
    ] {
        let skipped = DeliveryState::Skipped { at: at(9), reason };
        let found = counted(None, &skipped, None, None);
        assert_eq!(found.map(|found| found.counts.left_out), left_out);
    }
}

#[test]
fn the_time_is_that_since_the_event_unless_it_was_sent_again() {
    let outcome = answered(200);
    let took = |accepted| {
        let attempt = Some((at(8), &outcome));
        counted(Some(&PENDING(0)), &SUCCEEDED(9), attempt, accepted)
            .unwrap()
            .took
    };
    assert_eq!(took(Some(at(0))), Some(Took(8192)));
    assert_eq!(took(None), None);
}

#[test]
fn times_are_rounded_to_a_quarter_of_their_power_of_two() {
    let rounded = |millis| Took::rounded(Duration::from_millis(millis)).0;
    let found: Vec<u64> = (0..20).map(rounded).collect();
    let wanted = [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 10, 10, 12, 12, 14, 14, 16, 16, 16, 16,
    ];
    assert_eq!(found, wanted);
}

#[test]
fn without_deliveries_there_is_no_time() {
    assert_eq!(Times::default().typical(), None);
}

#[test]
fn a_slow_one_of_twenty_moves_only_what_nearly_all_need() {
    let mut times = Times::default();
    times.add(Took(96), 18);
    times.add(Took(896), 2);
    assert_eq!(times.typical(), Some(104));
    assert_eq!(times.nearly_all(), Some(960));
}

#[test]
fn stretches_end_with_the_hour_that_is_running() {
    let now: Moment = "2026-11-23T14:31:00Z".parse().unwrap();
    let hours = stretches(now, 12, 24);
    let begins = |index: usize| hours[index].to_string();
    assert_eq!(hours.len(), 24);
    assert_eq!(begins(0), "2026-11-22T15:00:00.000Z");
    assert_eq!(begins(23), "2026-11-23T14:00:00.000Z");
}

#[test]
fn days_begin_at_midnight_of_the_zone_also_when_the_clocks_change() {
    let zone = TimeZone::get("Europe/Stockholm").unwrap();
    let now: Moment = "2026-03-30T10:00:00Z".parse().unwrap();
    let days: Vec<String> = days(now, &zone, 3).iter().map(Moment::to_string).collect();
    let wanted = [
        "2026-03-27T23:00:00.000Z",
        "2026-03-28T23:00:00.000Z",
        "2026-03-29T22:00:00.000Z",
    ];
    assert_eq!(days, wanted);
}

#[test]
fn counts_are_summed_up_where_they_belong_and_older_ones_left_out() {
    let edges = [Slot(10).start(), Slot(20).start()];
    let given = [(9, 100), (10, 1), (19, 2), (20, 4), (99, 8)];
    let given = given.map(|(slot, sent)| (Slot(slot), counts(sent, 0, 1)));
    let found = summed(&edges, given);
    let sent: Vec<u64> = found.iter().map(|tally| tally.sent).collect();
    assert_eq!(sent, [3, 12]);
    assert_eq!(found[1].at, edges[1]);
    assert_eq!(found[1].failed_tries, 2);
}

proptest! {
    #[test]
    fn a_rounded_time_is_at_most_a_quarter_off(millis in 1u64..10_000_000_000) {
        let Took(rounded) = Took::rounded(Duration::from_millis(millis));
        prop_assert!(rounded <= millis && millis - rounded <= millis / 4);
        prop_assert_eq!(Took::rounded(Duration::from_millis(rounded)), Took(rounded));
    }

    #[test]
    fn a_slot_begins_no_later_than_what_lies_in_it(millis in 0i64..10_000_000_000_000) {
        let moment = Moment::from_unix_millis(millis);
        let slot = Slot::of(moment);
        prop_assert!(slot.start() <= moment && moment < Slot(slot.0 + 1).start());
        prop_assert!(slot.half_hour() <= slot);
    }
}

#[test]
fn the_stretches_of_each_span_hold_the_present_and_reach_back_far_enough() {
    let zone = TimeZone::get("Asia/Kolkata").unwrap();
    let now: Moment = "2026-11-23T14:31:00Z".parse().unwrap();
    for (span, bars, hours) in [
        (Span::Hour, 12, 0),
        (Span::Day, 48, 23),
        (Span::Week, 28, 6 * 24),
        (Span::Month, 30, 29 * 24),
    ] {
        let stretches = span.stretches(now, &zone);
        assert!(
            stretches.len() <= bars && stretches.len() + 4 > bars,
            "{span:?}"
        );
        assert!(stretches.is_sorted(), "{span:?}");
        assert!(*stretches.last().unwrap() <= now, "{span:?}");
        assert!(
            now.since(stretches[0]).as_secs() / 3600 >= hours,
            "{span:?}"
        );
        let whole = |at: &Moment| at.unix_seconds() % 300 == 0;
        assert!(stretches.iter().all(whole), "{span:?} begins with slots");
    }
}

#[test]
fn a_bar_tells_the_times_of_what_was_sent_in_it() {
    let edges = [Slot(10).start(), Slot(20).start()];
    let series = series(
        Span::Day,
        &edges,
        [
            (Slot(11), Some(Took(96)), counts(3, 0, 0)),
            (Slot(12), None, counts(0, 1, 4)),
            (Slot(21), Some(Took(896)), counts(1, 0, 0)),
        ],
    );
    let bars = &series.bars;
    assert_eq!(
        (bars[0].sent, bars[0].failed, bars[0].failed_tries),
        (3, 1, 4)
    );
    assert_eq!(bars[0].typical_ms, Some(104));
    assert_eq!(
        (series.typical_ms, series.nearly_all_ms),
        (Some(104), Some(960))
    );
    assert_eq!(bars[1].nearly_all_ms, Some(960));
}
