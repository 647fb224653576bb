#![allow(clippy::unwrap_used)]

use std::time::Duration;

use proptest::prelude::*;

use super::*;

const BERLIN: &str = "Europe/Berlin";

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

fn trigger(schedule: Schedule, zone: &str) -> ScheduleTrigger {
    let time_zone = zone.to_owned();
    ScheduleTrigger {
        schedule,
        time_zone,
        when_missed: WhenMissed::default(),
    }
}

fn cron(expression: &str, zone: &str) -> ScheduleTrigger {
    let expression = expression.to_owned();
    trigger(Schedule::Cron { expression }, zone)
}

fn every(n: u32, unit: IntervalUnit) -> ScheduleTrigger {
    trigger(Schedule::Every { n, unit }, "UTC")
}

fn problems(trigger: &ScheduleTrigger) -> Vec<String> {
    let mut problems = Problems::default();
    trigger.check(&mut problems);
    problems
        .into_vec()
        .iter()
        .map(ToString::to_string)
        .collect()
}

fn next(trigger: &ScheduleTrigger, after: &str) -> String {
    trigger
        .next_after(at(after), at(after))
        .unwrap()
        .to_string()
}

fn next_runs(
    trigger: &ScheduleTrigger,
    after: &str,
    count: usize,
) -> Vec<(String, Option<String>)> {
    let runs = trigger.next_runs(at(after), at(after), count).into_iter();
    runs.map(|run| (run.at.to_string().replace(".000Z", "Z"), run.note))
        .collect()
}

mod checks {
    use super::*;

    #[test]
    fn each_part_of_a_cron_expression_is_explained() {
        let cases = [
            ("61 * * * *", "Minute must be 0 to 59; you wrote 61."),
            ("* 24 * * *", "Hour must be 0 to 23; you wrote 24."),
            ("* * 0 * *", "Day must be 1 to 31; you wrote 0."),
            ("* * * 13 *", "Month must be 1 to 12; you wrote 13."),
            ("* * * * 8", "Weekday must be 0 to 7; you wrote 8."),
            ("60 * * * * *", "Second must be 0 to 59; you wrote 60."),
            ("x * * * *", "Minute must be 0 to 59; you wrote X."),
            ("-5 * * * *", "Minute must be 0 to 59; you wrote ."),
            (
                "* * * *",
                "A schedule has 5 parts (minute hour day month weekday); you wrote 4.",
            ),
            (
                "",
                "A schedule has 5 parts (minute hour day month weekday); you wrote 0.",
            ),
            (
                "* * * * * * *",
                "A schedule has 5 parts, or 6 with the second first; you wrote 7.",
            ),
            ("1,,2 * * * *", "Minute has a comma too many."),
            (
                "*/0 * * * *",
                "Minute: the step after / must be 1 to 59; you wrote ‘*/0’.",
            ),
            (
                "*/x * * * *",
                "Minute: the step after / must be 1 to 59; you wrote ‘*/X’.",
            ),
            ("5/10 * * * *", "Minute: write 5-59/10 instead of 5/10."),
            ("* 22-6 * * *", "Hour 22-6 runs backwards; write 22-23,0-6."),
            (
                "* * * * FRI-MON",
                "Weekday FRI-MON runs backwards; write 5-7,0-1.",
            ),
            ("* * L-2 * *", "Day must be 1 to 31; you wrote L."),
            (
                "* * * * L",
                "Weekday: write which one is the last, such as 5L for Friday.",
            ),
            (
                "* * * * MON#6",
                "Weekday: after # stands 1 to 5 or L; you wrote 6.",
            ),
            ("L * * * *", "Minute must be 0 to 59; you wrote L."),
            ("* * 32W * *", "Day must be 1 to 31; you wrote 32."),
            (
                "* * * JANUARY *",
                "Month must be 1 to 12; you wrote JANUARY.",
            ),
            (
                "@often",
                "There is no ‘@often’. Write one of @hourly, @daily, @weekly, @monthly, @yearly, @annually.",
            ),
            ("0 0 31 2 *", "This never happens (31 February)."),
            ("0 0 30,31 2 *", "This never happens (30 or 31 February)."),
            ("0 0 31 4,6 *", "This never happens (31 April or June)."),
        ];
        for (expression, words) in cases {
            assert_eq!(
                problems(&cron(expression, BERLIN)),
                [format!("schedule.expression: {words}")],
                "{expression}"
            );
        }
    }

    #[test]
    fn what_cron_people_write_is_accepted() {
        for expression in [
            "* * * * *",
            "*/15 * * * *",
            "0 9-17 * * MON-FRI",
            "0 0 1 jan *",
            "30 8 1,15 * *",
            "*/10 * * * * *",
            "0 0 L * *",
            "0 0 LW * *",
            "0 0 15W * *",
            "0 0 * * 5L",
            "0 0 * * MON#2",
            "0 0 13 * +FRI",
            "0 0 ? * 1",
            "5-59/10 * * * *",
            "@daily",
            "@Hourly",
            "0 0 29 2 *",
            "0 0 * * 7",
            "  0   12  * * * ",
            "0 0 * * FRI-SUN",
        ] {
            assert_eq!(
                problems(&cron(expression, BERLIN)),
                Vec::<String>::new(),
                "{expression}"
            );
        }
    }

    #[test]
    fn every_other_setting_is_explained() {
        let daily = |at: &str| trigger(Schedule::Daily { at: at.to_owned() }, BERLIN);
        for time in [
            "25:00", "9", "12:60", "9:5x", "", "-1:00", "009:00", "+1:00",
        ] {
            let words = format!("schedule.at: ‘{time}’ isn't a time of day. Write it like 09:30.");
            assert_eq!(problems(&daily(time)), [words]);
        }
        assert_eq!(problems(&daily("9:05")), Vec::<String>::new());
        let weekly = Schedule::Weekly {
            days: vec![],
            at: "09:00".to_owned(),
        };
        assert_eq!(
            problems(&trigger(weekly, BERLIN)),
            ["schedule.days: Pick at least one day."]
        );
        let monthly = Schedule::Monthly {
            day: 32,
            at: "09:00".to_owned(),
        };
        assert_eq!(
            problems(&trigger(monthly, BERLIN)),
            ["schedule.day: Day must be 1 to 31; you wrote 32."]
        );
        assert_eq!(
            problems(&every(0, IntervalUnit::Hours)),
            ["schedule.n: Enter 1 to 9999; you wrote 0."]
        );
        assert_eq!(
            problems(&cron("* * * * *", "Mars/Olympus")),
            ["time_zone: ‘Mars/Olympus’ isn't a time zone. Write it like Europe/Stockholm."]
        );
        assert_eq!(
            problems(&cron("* * * * *", "")),
            ["time_zone: Choose a time zone."]
        );
        let mut window = cron("* * * * *", BERLIN);
        window.when_missed = WhenMissed::RunAll { within_minutes: 0 };
        assert_eq!(
            problems(&window),
            ["when_missed.within_minutes: Enter 1 to 43200 minutes; you wrote 0."]
        );
    }

    #[test]
    fn settings_that_a_check_refuses_give_no_moments() {
        for trigger in [
            every(0, IntervalUnit::Hours),
            cron("0 0 31 2 *", BERLIN),
            cron("* * * * *", "Mars/Olympus"),
        ] {
            assert_eq!(
                trigger.next_after(at("2026-01-01T00:00:00Z"), at("2026-01-01T00:00:00Z")),
                None
            );
        }
    }
}

mod moments {
    use super::*;

    #[test]
    fn each_kind_gives_its_moments_in_its_time_zone() {
        let at_nine = || "09:00".to_owned();
        let weekly = Schedule::Weekly {
            days: vec![Weekday::Sunday, Weekday::Wednesday],
            at: at_nine(),
        };
        let monthly = Schedule::Monthly {
            day: 31,
            at: at_nine(),
        };
        let cases = [
            (
                trigger(Schedule::Daily { at: at_nine() }, BERLIN),
                "2026-01-05T08:00:00.000Z",
                "2026-01-06T08:00:00.000Z",
            ),
            (
                trigger(Schedule::Daily { at: at_nine() }, "America/New_York"),
                "2026-07-05T12:00:00.000Z",
                "2026-07-05T13:00:00.000Z",
            ),
            (
                trigger(weekly, BERLIN),
                "2026-01-05T12:00:00.000Z",
                "2026-01-07T08:00:00.000Z",
            ),
            (
                trigger(monthly, BERLIN),
                "2026-01-31T12:00:00.000Z",
                "2026-03-31T07:00:00.000Z",
            ),
            (
                cron("*/20 * * * * *", BERLIN),
                "2026-01-05T08:00:20.500Z",
                "2026-01-05T08:00:40.000Z",
            ),
            (
                cron("0 0 * * 5L", "UTC"),
                "2026-01-01T00:00:00.000Z",
                "2026-01-30T00:00:00.000Z",
            ),
            (
                cron("0 0 29 2 *", "UTC"),
                "2026-01-01T00:00:00.000Z",
                "2028-02-29T00:00:00.000Z",
            ),
            (
                cron("@daily", "Asia/Kolkata"),
                "2026-01-01T00:00:00.000Z",
                "2026-01-01T18:30:00.000Z",
            ),
        ];
        for (trigger, after, expected) in cases {
            assert_eq!(next(&trigger, after), expected, "{trigger:?}");
        }
    }

    #[test]
    fn the_next_moment_is_never_the_one_asked_from() {
        let daily = cron("0 9 * * *", "UTC");
        assert_eq!(
            next(&daily, "2026-01-05T09:00:00.000Z"),
            "2026-01-06T09:00:00.000Z"
        );
        assert_eq!(
            next(&daily, "2026-01-05T08:59:59.999Z"),
            "2026-01-05T09:00:00.000Z"
        );
        assert_eq!(
            next(&daily, "2026-01-05T09:00:00.001Z"),
            "2026-01-06T09:00:00.000Z"
        );
    }

    #[test]
    fn intervals_are_counted_from_when_the_schedule_was_saved() {
        let anchor = at("2026-01-05T08:00:07.250Z");
        let ten = every(10, IntervalUnit::Minutes);
        let after = |text: &str| ten.next_after(anchor, at(text)).unwrap().to_string();
        assert_eq!(
            after("2026-01-05T08:00:07.250Z"),
            "2026-01-05T08:10:07.250Z"
        );
        assert_eq!(
            after("2026-01-05T07:00:00.000Z"),
            "2026-01-05T08:10:07.250Z"
        );
        assert_eq!(
            after("2026-01-05T08:10:07.249Z"),
            "2026-01-05T08:10:07.250Z"
        );
        assert_eq!(
            after("2026-01-05T08:10:07.250Z"),
            "2026-01-05T08:20:07.250Z"
        );
        assert_eq!(
            after("2027-01-05T08:15:00.000Z"),
            "2027-01-05T08:20:07.250Z"
        );
    }

    #[test]
    fn a_time_that_does_not_exist_runs_at_the_change_and_says_so() {
        let daily = cron("30 2 * * *", BERLIN);
        assert_eq!(
            next_runs(&daily, "2026-03-27T12:00:00Z", 4),
            [
                ("2026-03-28T01:30:00Z".to_owned(), None),
                (
                    "2026-03-29T01:00:00Z".to_owned(),
                    Some("On 29 March 02:30 doesn't exist; it will run at 03:00.".to_owned())
                ),
                ("2026-03-30T00:30:00Z".to_owned(), None),
                ("2026-03-31T00:30:00Z".to_owned(), None),
            ]
        );
    }

    #[test]
    fn a_time_that_comes_twice_runs_once_and_says_so() {
        let daily = cron("30 2 * * *", BERLIN);
        assert_eq!(
            next_runs(&daily, "2026-10-24T12:00:00Z", 2),
            [
                (
                    "2026-10-25T00:30:00Z".to_owned(),
                    Some("On 25 October 02:30 comes twice; it will run only once.".to_owned())
                ),
                ("2026-10-26T01:30:00Z".to_owned(), None),
            ]
        );
    }

    #[test]
    fn a_rhythm_keeps_its_pace_over_changes_of_the_clock() {
        let half_hours = cron("*/30 * * * *", BERLIN);
        for start in ["2026-03-29T00:00:00Z", "2026-10-25T00:00:00Z"] {
            let runs = next_runs(&half_hours, start, 6);
            let moments: Vec<_> = runs.iter().map(|(at, _)| super::at(at)).collect();
            for pair in moments.windows(2) {
                assert_eq!(
                    pair[1].since(pair[0]),
                    Duration::from_secs(1800),
                    "{runs:?}"
                );
            }
            assert!(runs.iter().all(|(_, note)| note.is_none()), "{runs:?}");
        }
    }

    proptest! {
        #[test]
        fn moments_follow_each_other_and_intervals_never_drift(
            anchor in 1_700_000_000_000i64..1_900_000_000_000,
            later in 0i64..10_000_000_000,
            n in 1u32..=9_999,
        ) {
            let every = every(n, IntervalUnit::Seconds);
            let anchor = Moment::from_unix_millis(anchor);
            let after = Moment::from_unix_millis(anchor.unix_millis() + later);
            let next = every.next_after(anchor, after).unwrap();
            let period = i64::from(n) * 1000;
            prop_assert!(next > after && next.unix_millis() - after.unix_millis() <= period);
            prop_assert_eq!((next.unix_millis() - anchor.unix_millis()) % period, 0);
        }

        #[test]
        fn no_expression_ends_the_program(expression in "[0-9*/,LW#?A-Z@ -]{0,24}") {
            let trigger = cron(&expression, BERLIN);
            let refused = !problems(&trigger).is_empty();
            let start = at("2026-01-01T00:00:00Z");
            prop_assert_eq!(trigger.next_after(start, start).is_none(), refused);
            prop_assert!(!trigger.describe().is_empty());
        }
    }
}

mod due {
    use super::*;

    const SKIP: WhenMissed = WhenMissed::Skip {};
    const ONCE: WhenMissed = WhenMissed::RunOnce {};

    fn hourly(rule: WhenMissed) -> ScheduleTrigger {
        let mut hourly = cron("0 * * * *", "UTC");
        hourly.when_missed = rule;
        hourly
    }

    fn runs(trigger: &ScheduleTrigger, checked: &str, now: &str) -> (Vec<String>, usize) {
        let due = trigger.due(at(checked), at(checked), at(now));
        let times = due.runs.iter().map(|at| at.to_string()[11..19].to_owned());
        (times.collect(), due.left_out.len())
    }

    #[test]
    fn a_moment_on_time_runs_under_every_rule() {
        for rule in [SKIP, ONCE, WhenMissed::RunAll { within_minutes: 60 }] {
            let now = "2026-01-05T09:00:31Z";
            assert_eq!(
                runs(&hourly(rule), "2026-01-05T08:59:50Z", now),
                (vec!["09:00:00".to_owned()], 0)
            );
            assert_eq!(
                runs(&hourly(rule), now, "2026-01-05T09:01:00Z"),
                (vec![], 0)
            );
        }
    }

    #[test]
    fn the_rule_decides_about_missed_moments() {
        let night = ("2026-01-05T22:30:00Z", "2026-01-06T07:45:00Z");
        let all = |within_minutes| WhenMissed::RunAll { within_minutes };
        let cases = [
            (SKIP, vec![], 9),
            (ONCE, vec!["07:00:00"], 8),
            (all(120), vec!["06:00:00", "07:00:00"], 7),
            (
                all(10_000),
                vec![
                    "23:00:00", "00:00:00", "01:00:00", "02:00:00", "03:00:00", "04:00:00",
                    "05:00:00", "06:00:00", "07:00:00",
                ],
                0,
            ),
        ];
        for (rule, expected, left_out) in cases {
            let (runs, left) = runs(&hourly(rule), night.0, night.1);
            assert_eq!(
                (runs, left),
                (expected.into_iter().map(str::to_owned).collect(), left_out),
                "{rule:?}"
            );
        }
    }

    #[test]
    fn a_run_on_time_stands_for_the_missed_ones() {
        let (runs, left_out) = runs(
            &hourly(ONCE),
            "2026-01-05T22:30:00Z",
            "2026-01-06T07:00:10Z",
        );
        assert_eq!((runs, left_out), (vec!["07:00:00".to_owned()], 8));
    }

    #[test]
    fn a_long_sleep_makes_no_storm() {
        for (expression, rule) in [
            (
                "* * * * * *",
                WhenMissed::RunAll {
                    within_minutes: 43_200,
                },
            ),
            ("* * * * 1 *", ONCE),
        ] {
            let mut dense = cron(expression, "UTC");
            dense.when_missed = rule;
            let due = dense.due(
                at("2020-01-01T00:00:00Z"),
                at("2020-01-01T00:00:00Z"),
                at("2026-04-05T12:00:00Z"),
            );
            assert!(due.runs.len() <= 500 && due.left_out.len() <= 500);
            assert!(!due.runs.is_empty());
            assert_eq!(due.checked, at("2026-04-05T12:00:00Z"));
        }
        let mut dense = cron("* * * * 1 *", "UTC");
        dense.when_missed = ONCE;
        let (runs, _) = runs(&dense, "2020-01-01T00:00:00Z", "2026-04-05T12:00:00Z");
        assert_eq!(runs, ["23:59:59"]);
    }

    #[test]
    fn a_clock_set_back_a_little_repeats_nothing() {
        let daily = cron("0 9 * * *", "UTC");
        let checked = at("2026-01-05T09:30:00Z");
        let due = daily.due(checked, checked, at("2026-01-05T07:30:00Z"));
        assert_eq!((due.runs.len(), due.checked), (0, checked));
        let again = daily.due(checked, due.checked, at("2026-01-05T09:00:05Z"));
        assert_eq!((again.runs.len(), again.checked), (0, checked));
        let tomorrow = daily.due(checked, again.checked, at("2026-01-06T09:00:05Z"));
        assert_eq!(tomorrow.runs, [at("2026-01-06T09:00:00Z")]);
    }

    #[test]
    fn a_clock_that_was_wrong_silences_no_schedule() {
        let now = at("2026-01-05T07:30:00Z");
        let wrong = at("2031-01-05T07:30:00Z");
        for trigger in [cron("0 9 * * *", "UTC"), every(1, IntervalUnit::Minutes)] {
            assert_eq!(trigger.due(now, wrong, now).checked, now);
        }
        let two_hours = at("2026-01-05T09:30:00Z");
        assert_eq!(
            cron("* * * * *", "UTC").due(now, two_hours, now).checked,
            now
        );
    }

    proptest! {
        #[test]
        fn looking_often_or_once_gives_every_moment_once(
            steps in prop::collection::vec(1u64..50, 1..40),
            n in 1u32..120,
        ) {
            let every = every(n, IntervalUnit::Seconds);
            let anchor = at("2026-01-05T00:00:00Z");
            let mut checked = anchor;
            let mut seen = Vec::new();
            for step in steps {
                let due = every.due(anchor, checked, checked.plus(Duration::from_secs(step)));
                seen.extend(due.runs);
                checked = due.checked;
            }
            let next = |at: &Moment| every.next_after(anchor, *at).filter(|at| *at <= checked);
            let expected: Vec<_> = std::iter::successors(next(&anchor), next).collect();
            prop_assert_eq!(seen, expected);
        }
    }
}

#[test]
fn schedules_are_described_in_words() {
    let at_nine = || "09:00".to_owned();
    let weekly = |days: &[Weekday]| Schedule::Weekly {
        days: days.to_vec(),
        at: at_nine(),
    };
    use Weekday::*;
    let cases = [
        (
            Schedule::Every {
                n: 1,
                unit: IntervalUnit::Hours,
            },
            "every hour",
        ),
        (
            Schedule::Every {
                n: 5,
                unit: IntervalUnit::Minutes,
            },
            "every 5 minutes",
        ),
        (Schedule::Daily { at: at_nine() }, "every day at 09:00"),
        (
            weekly(&[Friday, Monday]),
            "every Monday and Friday at 09:00",
        ),
        (weekly(&[Sunday]), "every Sunday at 09:00"),
        (
            weekly(&[Monday, Tuesday, Wednesday, Thursday, Friday]),
            "on weekdays at 09:00",
        ),
        (
            weekly(&[
                Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday,
            ]),
            "every day at 09:00",
        ),
        (
            Schedule::Monthly {
                day: 1,
                at: at_nine(),
            },
            "on day 1 of each month, at 09:00",
        ),
        (
            Schedule::Monthly {
                day: 31,
                at: at_nine(),
            },
            "on day 31 of each month that has one, at 09:00",
        ),
        (
            Schedule::Cron {
                expression: "*/5 * * * *".to_owned(),
            },
            "every 5 minutes",
        ),
        (
            Schedule::Cron {
                expression: "* * * * *".to_owned(),
            },
            "every minute",
        ),
        (
            Schedule::Cron {
                expression: "0 9 * * MON".to_owned(),
            },
            "at 09:00, on Monday",
        ),
        (
            Schedule::Cron {
                expression: "0 9 * * 5L".to_owned(),
            },
            "at 09:00, on the last Friday of the month",
        ),
        (
            Schedule::Cron {
                expression: "0 9 LW * *".to_owned(),
            },
            "at 09:00, on the last working day of the month",
        ),
        (
            Schedule::Cron {
                expression: "nonsense".to_owned(),
            },
            "on ‘nonsense’",
        ),
    ];
    for (schedule, words) in cases {
        assert_eq!(trigger(schedule, BERLIN).describe(), words);
    }
}

#[test]
fn short_json_is_enough() {
    let json = r#"{"schedule": {"type": "daily", "at": "09:00"}, "time_zone": "Europe/Berlin"}"#;
    let trigger: ScheduleTrigger = serde_json::from_str(json).unwrap();
    assert_eq!(trigger.when_missed, WhenMissed::RunOnce {});
}
