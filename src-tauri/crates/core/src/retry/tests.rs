use proptest::prelude::*;

use super::*;
use crate::delivery::DeliveryState;

fn at(seconds: i64) -> Moment {
    Moment::from_unix_seconds(seconds)
}

fn answered(status: u16) -> Outcome {
    Outcome::Answered(Answer {
        status,
        ..Answer::default()
    })
}

fn asking(status: u16, wish: &str) -> Outcome {
    let headers = vec![("Retry-After".to_owned(), wish.to_owned())];
    Outcome::Answered(Answer {
        status,
        headers,
        ..Answer::default()
    })
}

fn not_sent(fault: Fault) -> Outcome {
    Outcome::NotSent {
        fault,
        message: "…".to_owned(),
    }
}

const DAY: Duration = Duration::from_secs(24 * 3600);

/// What comes next by a ladder, after the usual statuses and wishes of up to a day.
fn step(tried: u32, outcome: &Outcome, now: Moment, chance: f64, retry: &Retry) -> Step {
    let (statuses, successes) = (Statuses::default(), Successes::default());
    let rule = Rule {
        retry,
        statuses: &statuses,
        successes: &successes,
        longest_wish: DAY,
    };
    next_step(tried, outcome, now, chance, rule)
}

fn first(outcome: &Outcome) -> Step {
    step(1, outcome, at(1000), 0.0, &Retry::Patient {})
}

#[test]
fn any_2xx_is_delivered() {
    for status in [200, 201, 202, 204, 299] {
        assert_eq!(first(&answered(status)), Step::Succeeded, "{status}");
    }
}

#[test]
fn what_may_pass_is_tried_again() {
    for status in [408, 425, 429, 500, 502, 503, 504, 599] {
        assert_eq!(
            first(&answered(status)),
            Step::RetryAt(at(1005)),
            "{status}"
        );
    }
    for fault in [
        Fault::Dns,
        Fault::Connect,
        Fault::Tls,
        Fault::Timeout,
        Fault::Reset,
        Fault::Protocol,
    ] {
        assert_eq!(
            first(&not_sent(fault)),
            Step::RetryAt(at(1005)),
            "{fault:?}"
        );
    }
}

#[test]
fn what_will_not_pass_is_given_up() {
    for status in [301, 302, 307, 400, 401, 403, 404, 405, 422] {
        let reason = FailReason::Rejected { status };
        assert_eq!(first(&answered(status)), Step::GiveUp(reason), "{status}");
    }
}

#[test]
fn gone_also_stops_the_destination() {
    assert_eq!(first(&answered(410)), Step::Gone);
}

#[test]
fn being_offline_uses_no_attempt() {
    let step = step(8, &not_sent(Fault::Offline), at(0), 0.5, &Retry::Never {});
    assert_eq!(step, Step::Offline);
}

#[test]
fn a_forbidden_address_is_given_up_at_once() {
    let reason = FailReason::Refused {
        message: "…".to_owned(),
    };
    assert_eq!(first(&not_sent(Fault::Refused)), Step::GiveUp(reason));
}

#[test]
fn a_file_that_changed_is_given_up_and_one_that_cannot_be_read_is_not() {
    let reason = FailReason::File {
        message: "…".to_owned(),
    };
    assert_eq!(first(&not_sent(Fault::FileChanged)), Step::GiveUp(reason));
    assert!(matches!(first(&not_sent(Fault::File)), Step::RetryAt(_)));
}

#[test]
fn what_the_app_cut_off_keeps_its_place_even_after_the_last_try() {
    let cut_off = not_sent(Fault::Interrupted);
    let step = step(1, &cut_off, at(7), 1.0, &Retry::Never {}).of_test();
    assert_eq!(step, Step::Interrupted);
    let before = DeliveryState::Pending { due_at: at(3) };
    assert_eq!(DeliveryState::after(step, &before, at(7)), Some(before));
}

#[test]
fn the_patient_ladder_has_eight_attempts_over_28_hours() {
    let retry = Retry::Patient {};
    assert_eq!(retry.attempts(), 8);
    let waits: u64 = (1..8)
        .map(|tried| retry.wait_after(tried, 0.0).unwrap().as_secs())
        .sum();
    assert_eq!(waits / 3600, 27);
    let last = step(8, &answered(500), at(0), 0.0, &retry);
    assert_eq!(last, Step::GiveUp(FailReason::Exhausted { attempts: 8 }));
}

#[test]
fn the_quick_ladder_has_five_attempts_within_ten_minutes() {
    let retry = Retry::Quick {};
    assert_eq!(retry.attempts(), 5);
    let waits: u64 = (1..5)
        .map(|tried| retry.wait_after(tried, 0.0).unwrap().as_secs())
        .sum();
    assert!(waits <= 600, "{waits}");
}

#[test]
fn never_means_one_attempt() {
    let step = step(1, &answered(503), at(0), 0.0, &Retry::Never {});
    assert_eq!(step, Step::GiveUp(FailReason::Exhausted { attempts: 1 }));
}

#[test]
fn a_wish_to_wait_only_ever_delays() {
    for (wish, due) in [
        ("120", 1120),
        ("1", 1005),
        ("0", 1005),
        ("-5", 1005),
        ("soon", 1005),
        ("Thu, 01 Jan 1970 00:20:00 GMT", 1200),
        ("Thu, 01 Jan 1970 00:00:10 GMT", 1005),
        ("999999999", 1000 + 24 * 3600),
        ("99999999999999999999", 1000 + 24 * 3600),
        ("18446744073709551616", 1000 + 24 * 3600),
        ("-99999999999999999999", 1005),
        ("99999999999999999999 s", 1005),
    ] {
        assert_eq!(first(&asking(429, wish)), Step::RetryAt(at(due)), "{wish}");
    }
}

#[test]
fn an_own_ladder_with_too_long_a_wait_is_refused() {
    let mut problems = Problems::default();
    Retry::Own {
        delays_seconds: vec![1, 700_000],
    }
    .check(&mut problems);
    let found = problems.into_vec();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].field, "delays_seconds[1]");
}

#[test]
fn which_answers_are_tried_again_is_for_a_person_to_say() {
    let (retry, statuses) = (Retry::Patient {}, "404, 500-502".parse().unwrap());
    let rule = Rule {
        retry: &retry,
        statuses: &statuses,
        successes: &Successes::default(),
        longest_wish: DAY,
    };
    let after = |outcome: &Outcome| next_step(1, outcome, at(0), 0.0, rule);
    for status in [404, 500, 502] {
        assert_eq!(after(&answered(status)), Step::RetryAt(at(5)), "{status}");
    }
    for status in [429, 503, 400] {
        let reason = FailReason::Rejected { status };
        assert_eq!(after(&answered(status)), Step::GiveUp(reason), "{status}");
    }
    assert_eq!(after(&not_sent(Fault::Timeout)), Step::RetryAt(at(5)));
    assert_eq!(after(&answered(410)), Step::Gone);
}

#[test]
fn whatever_an_answer_can_end_with_may_be_tried_again() {
    let (retry, statuses) = (Retry::Patient {}, "202, 206, 304, 999".parse().unwrap());
    let rule = Rule {
        retry: &retry,
        statuses: &statuses,
        successes: &"200, 201".parse().unwrap(),
        longest_wish: DAY,
    };
    for status in [202, 206, 304, 999] {
        let step = next_step(1, &answered(status), at(0), 0.0, rule);
        assert_eq!(step, Step::RetryAt(at(5)), "{status}");
    }
    let status = 204;
    let step = next_step(1, &answered(status), at(0), 0.0, rule);
    assert_eq!(step, Step::GiveUp(FailReason::Rejected { status }));
}

#[test]
fn which_answers_count_as_delivered_is_for_a_person_to_say() {
    let (retry, statuses) = (Retry::Patient {}, Statuses::default());
    let rejected = |status| Step::GiveUp(FailReason::Rejected { status });
    for (successes, status, wanted) in [
        ("200-299, 404", 200, Step::Succeeded),
        ("200-299, 404", 404, Step::Succeeded),
        ("200-299, 404", 403, rejected(403)),
        ("200-299, 302", 302, Step::Succeeded),
        ("200-299, 302", 301, rejected(301)),
        ("200-299, 410", 410, Step::Succeeded),
        ("200-299, 404", 410, Step::Gone),
        ("201-299", 200, rejected(200)),
        ("200-299, 404", 503, Step::RetryAt(at(5))),
        // Where both lists name it, it got through.
        ("503", 503, Step::Succeeded),
    ] {
        let rule = Rule {
            retry: &retry,
            statuses: &statuses,
            successes: &successes.parse().unwrap(),
            longest_wish: DAY,
        };
        let step = next_step(1, &answered(status), at(0), 0.0, rule);
        assert_eq!(step, wanted, "{status} with {successes}");
        let timeout = next_step(1, &not_sent(Fault::Timeout), at(0), 0.0, rule);
        assert_eq!(timeout, Step::RetryAt(at(5)), "no answer is no success");
    }
}

#[test]
fn the_longest_wait_that_may_be_asked_for_is_a_setting() {
    let (retry, statuses) = (Retry::Patient {}, Statuses::default());
    let successes = Successes::default();
    for (longest, due) in [(60, 60), (1, 5), (3600, 600)] {
        let rule = Rule {
            retry: &retry,
            statuses: &statuses,
            successes: &successes,
            longest_wish: Duration::from_secs(longest),
        };
        let step = next_step(1, &asking(503, "600"), at(0), 0.0, rule);
        assert_eq!(step, Step::RetryAt(at(due)), "{longest}");
    }
}

#[test]
fn the_tries_to_come_begin_with_the_next() {
    let quick = Retry::Quick {};
    let seconds = |tried| {
        let tries = quick.tries_from(at(100), tried).into_iter();
        tries.map(|at| at.unix_millis() / 1000).collect::<Vec<_>>()
    };
    assert_eq!(seconds(0), [100, 105, 135, 255, 615]);
    assert_eq!(seconds(3), [100, 460]);
    assert_eq!(seconds(4), [100]);
    assert_eq!(seconds(9), [100], "a ladder that was made shorter");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn a_wait_is_never_shorter_than_its_step_nor_a_fifth_longer(
        delays in proptest::collection::vec(0u32..100_000, 1..20),
        tried in 1u32..20,
        chance in 0.0f64..1.0,
    ) {
        let retry = Retry::Own { delays_seconds: delays.clone() };
        let step = step(tried, &answered(500), at(0), chance, &retry);
        match delays.get(tried as usize - 1) {
            None => prop_assert_eq!(step, Step::GiveUp(FailReason::Exhausted { attempts: tried })),
            Some(delay) => {
                let Step::RetryAt(due) = step else { panic!("{step:?}") };
                let (least, waited) = (i64::from(*delay) * 1000, due.unix_millis());
                prop_assert!(waited >= least && waited <= least + least / 5 + 1);
            }
        }
    }
}
