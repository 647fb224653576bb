use super::*;

const SETTLE: Duration = Duration::from_secs(2);
const QUIET: Duration = Duration::from_millis(100);

struct Clock {
    settle: Settle,
    start: Instant,
}

/// A settle stage, and a clock that stands at `start` plus some milliseconds.
fn clock() -> Clock {
    Clock {
        settle: Settle::new(SETTLE, QUIET),
        start: Instant::now(),
    }
}

impl Clock {
    fn at(&self, millis: u64) -> Instant {
        self.start + Duration::from_millis(millis)
    }

    fn note(&mut self, what: What, millis: u64) {
        let at = self.at(millis);
        self.settle.note("a".into(), what, at);
    }

    fn due(&self) -> Option<u128> {
        let due = self.settle.next_due()?;
        Some(due.duration_since(self.start).as_millis())
    }
}

fn stat(size: u64) -> FileStat {
    FileStat {
        size,
        modified_ns: 0,
        inode: None,
        born_ns: None,
    }
}

#[test]
fn writing_waits_until_it_has_stopped_for_the_settle_time() {
    let mut clock = clock();
    clock.note(What::Made, 0);
    assert_eq!(clock.due(), Some(2000));
    clock.note(What::Written, 1500);
    assert_eq!(clock.due(), Some(3500));
}

#[test]
fn a_group_waits_for_the_next_file_but_not_for_ever() {
    let mut clock = clock();
    let gather = Gather {
        gap: Duration::from_secs(1),
        longest: Duration::from_secs(10),
    };
    clock.settle = clock.settle.gathering(Some(gather));
    clock.note(What::Closed, 0);
    assert_eq!(clock.due(), Some(1100));
    let taken = clock.settle.take_due(clock.at(1099));
    assert_eq!(taken.len(), 0, "not yet");
    for second in 1..20 {
        let at = clock.at(second * 900);
        let name = second.to_string();
        clock.settle.note(name.as_str().into(), What::Closed, at);
    }
    assert_eq!(clock.due(), Some(10_100), "the first waits 10 s");
    let taken = clock.settle.take_due(clock.at(10_100));
    assert_eq!(taken.len(), 12, "those that had come to rest by then");
    assert_eq!(clock.due(), Some(18_200));
}

#[test]
fn a_close_and_a_rename_only_wait_the_quiet_window() {
    for what in [What::Closed, What::Arrived] {
        let mut clock = clock();
        clock.note(What::Written, 0);
        clock.note(what, 50);
        assert_eq!(clock.due(), Some(150), "{what:?}");
    }
}

#[test]
fn writing_again_after_a_close_waits_again() {
    let mut clock = clock();
    clock.note(What::Closed, 0);
    clock.note(What::Written, 50);
    assert_eq!(clock.due(), Some(2050));
}

#[test]
fn new_permissions_do_not_end_the_wait_for_a_writer() {
    let mut clock = clock();
    clock.note(What::Touched, 0);
    assert_eq!(clock.due(), Some(100));
    clock.note(What::Written, 10);
    clock.note(What::Touched, 20);
    assert_eq!(clock.due(), Some(2010));
}

#[test]
fn who_never_stops_writing_is_reported_after_the_longest_wait() {
    let mut clock = clock();
    for second in 0..700 {
        clock.note(What::Written, second * 1000);
    }
    assert_eq!(clock.due(), Some(LONGEST.as_millis()));
}

#[test]
fn a_found_file_that_nobody_wrote_lately_only_waits_the_quiet_window() {
    let (mut clock, hour) = (clock(), Duration::from_secs(3600));
    let now = clock.at(0);
    clock.settle.found("old".into(), stat(1), hour, now);
    assert_eq!(clock.due(), Some(100));
}

#[test]
fn a_found_file_waits_for_the_rest_of_the_settle_time() {
    let (mut clock, lately) = (clock(), Duration::from_millis(500));
    let now = clock.at(0);
    clock.settle.found("new".into(), stat(1), lately, now);
    assert_eq!(clock.due(), Some(1500));
}

#[test]
fn a_file_that_is_found_again_and_again_is_due_all_the_same() {
    let mut clock = clock();
    clock.note(What::Closed, 0);
    for look in 0..5 {
        let (now, age) = (clock.at(look * 50), Duration::ZERO);
        clock.settle.found("a".into(), stat(1), age, now);
    }
    assert_eq!(clock.due(), Some(100));
}

#[test]
fn a_file_that_looks_different_each_time_is_not_due() {
    let mut clock = clock();
    for look in 0..5 {
        let (now, age) = (clock.at(look * 1000), Duration::ZERO);
        clock.settle.found("a".into(), stat(look), age, now);
    }
    assert_eq!(clock.due(), Some(6000));
}

#[test]
fn a_file_that_is_found_after_it_was_gone_waits_anew() {
    let mut clock = clock();
    clock.note(What::Gone, 0);
    let (now, age) = (clock.at(1000), Duration::ZERO);
    clock.settle.found("a".into(), stat(1), age, now);
    assert_eq!(clock.due(), Some(3000));
}

#[test]
fn what_is_missed_at_every_look_is_due_all_the_same() {
    let mut clock = clock();
    for look in 0..5 {
        let now = clock.at(look * 50);
        clock.settle.missed("a".into(), now);
    }
    assert_eq!(clock.due(), Some(2000));
}

#[test]
fn a_removed_file_is_given_time_to_be_made_anew() {
    let mut clock = clock();
    clock.note(What::Gone, 0);
    assert_eq!(clock.due(), Some(2000));
    clock.note(What::Made, 500);
    clock.note(What::Closed, 600);
    assert_eq!(clock.due(), Some(700));
}

#[test]
fn a_found_file_that_grows_waits_again() {
    let mut clock = clock();
    let (found, later) = (clock.at(0), clock.at(2000));
    let age = Duration::ZERO;
    clock.settle.found("a".into(), stat(1), age, found);
    for (path, wait) in clock.settle.take_due(later) {
        assert!(clock.settle.moves_on(&path, &wait, &stat(2), later));
    }
    assert_eq!(clock.due(), Some(4000));
    let end = clock.at(4000);
    for (path, wait) in clock.settle.take_due(end) {
        assert!(!clock.settle.moves_on(&path, &wait, &stat(2), end));
    }
    assert_eq!(clock.due(), None);
}

#[test]
fn only_what_is_due_is_taken() {
    let mut clock = clock();
    clock.note(What::Closed, 0);
    let (early, late) = (clock.at(99), clock.at(100));
    assert!(clock.settle.take_due(early).is_empty());
    assert_eq!(clock.settle.take_due(late).len(), 1);
    assert!(clock.settle.take_due(late).is_empty());
}

#[test]
fn who_waits_for_another_path_is_due_when_that_is() {
    let mut clock = clock();
    clock.note(What::Written, 0);
    let now = clock.at(500);
    clock.settle.wait_for("b".into(), "a".into(), now);
    assert_eq!(clock.due(), Some(2000));
    assert_eq!(clock.settle.take_due(now).len(), 0);
    clock.note(What::Closed, 600);
    let due = clock.at(700);
    assert_eq!(clock.settle.take_due(due).len(), 2);
}
