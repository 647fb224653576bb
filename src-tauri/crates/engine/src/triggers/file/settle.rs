//! How long each path waits until it is looked at.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use hookloom_core::file::{FileStat, RelativePath};

use super::note::What;

/// The paths at which something happened, each with the moment at which it will have come to rest.
///
/// A writer's close and a rename into place say themselves that the file is finished, and only wait
/// the short quiet window. Writing waits until it has stopped for the settle time. So does what is
/// gone, but not for long: many programs save a file by removing it first. What was found by looking, where the
/// system tells nothing, must look the same for the settle time.
#[derive(Debug)]
pub(super) struct Settle {
    settle: Duration,
    quiet: Duration,
    gather: Option<Gather>,
    waiting: HashMap<RelativePath, Wait>,
}

/// How paths that come to rest wait for each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gather {
    /// How long each waits for the next one.
    pub gap: Duration,
    /// How long the first one waits in all.
    pub longest: Duration,
}

/// A path that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wait {
    since: Instant,
    due: Instant,
    on: On,
}

/// On what a path waits.
#[derive(Clone, Debug, PartialEq, Eq)]
enum On {
    /// That the system tells no more of it.
    Silence,
    /// That it looks as it did at the last look, because only looks tell of it.
    Sameness(FileStat),
    /// That it comes back: it is gone.
    Return,
    /// That another path is due: it is gone, and perhaps has become that.
    Other(RelativePath),
}

/// Who never stops writing is reported after this time all the same.
const LONGEST: Duration = Duration::from_secs(600);

/// A removed file that is not made anew within this time is deleted.
const REBIRTH: Duration = Duration::from_secs(2);

impl Settle {
    /// `settle` is how long writing must have stopped, `quiet` how long to wait after what is finished.
    pub fn new(settle: Duration, quiet: Duration) -> Self {
        Self {
            settle: settle.max(quiet),
            quiet,
            gather: None,
            waiting: HashMap::new(),
        }
    }

    /// The same, with paths waiting for each other.
    pub fn gathering(self, gather: Option<Gather>) -> Self {
        Self { gather, ..self }
    }

    /// The system told something about this path.
    pub fn note(&mut self, path: RelativePath, what: What, at: Instant) {
        let known = self.waiting.get(&path);
        let finished = at + self.quiet;
        let due = match what {
            What::Made | What::Written => at + self.settle,
            What::Touched => known.map_or(finished, |wait| wait.due.max(finished)),
            What::Closed | What::Arrived | What::FolderMade => finished,
            What::Gone => return self.insert(path, self.gone(at)),
        };
        let since = known.map_or(at, |wait| wait.since);
        let on = On::Silence;
        self.insert(path, Wait { since, due, on });
    }

    /// A look found this file, last written `age` ago.
    pub fn found(&mut self, path: RelativePath, stat: FileStat, age: Duration, now: Instant) {
        let rest = self.settle.saturating_sub(age).max(self.quiet);
        let (since, due) = match self.waiting.get(&path) {
            Some(wait) if !wait.is_disturbed_by(&stat) => (wait.since, wait.due),
            Some(wait) => (wait.since, now + rest),
            None => (now, now + rest),
        };
        let on = On::Sameness(stat);
        self.insert(path, Wait { since, due, on });
    }

    /// A look did not find the file that was known here.
    pub fn missed(&mut self, path: RelativePath, now: Instant) {
        let known = self.waiting.get(&path);
        if known.is_none_or(|wait| matches!(wait.on, On::Sameness(_))) {
            self.insert(path, self.gone(now));
        }
    }

    /// Lets a path that is gone wait until another one, which waits too, is due.
    pub fn wait_for(&mut self, path: RelativePath, other: RelativePath, now: Instant) {
        let (since, due, on) = (now, now, On::Other(other));
        self.insert(path, Wait { since, due, on });
    }

    /// Whether the path, found as `stat` when it was due, must be looked at once more; then it waits
    /// for that again.
    pub fn moves_on(
        &mut self,
        path: &RelativePath,
        wait: &Wait,
        stat: &FileStat,
        now: Instant,
    ) -> bool {
        let again = wait.is_moved(stat) && now < wait.since + LONGEST;
        if again {
            let (since, due) = (wait.since, now + self.settle);
            let on = On::Sameness(*stat);
            self.insert(path.clone(), Wait { since, due, on });
        }
        again
    }

    /// Takes the path, due or not.
    pub fn take(&mut self, path: &RelativePath) {
        self.waiting.remove(path);
    }

    /// The paths that still wait.
    pub fn waiting(&self) -> impl Iterator<Item = &RelativePath> {
        self.waiting.keys()
    }

    /// When the next path is due, or the next group.
    pub fn next_due(&self) -> Option<Instant> {
        let waiting = self.waiting.values();
        let by_themselves = waiting.filter(|wait| wait.other().is_none());
        let due = by_themselves.map(|wait| wait.due);
        let Some(Gather { gap, longest }) = self.gather else {
            return due.min();
        };
        let (first, last) = (due.clone().min()?, due.max()?);
        Some((last + gap).min(first + longest))
    }

    /// Takes the paths that are due, and those that wait for them.
    pub fn take_due(&mut self, now: Instant) -> Vec<(RelativePath, Wait)> {
        let gathers = self.gather.is_some();
        if gathers && self.next_due().is_none_or(|due| due > now) {
            return Vec::new();
        }
        let is_due = |wait: &Wait| wait.other().is_none() && wait.due <= now;
        let due = self.waiting.extract_if(|_, wait| is_due(wait));
        let mut due: HashMap<_, _> = due.collect();
        let is_with = |wait: &Wait| wait.other().is_some_and(|other| due.contains_key(other));
        let with = self.waiting.extract_if(|_, wait| is_with(wait));
        let with: Vec<_> = with.collect();
        due.extend(with);
        due.into_iter().collect()
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.waiting.clear();
    }

    fn gone(&self, at: Instant) -> Wait {
        Wait {
            since: at,
            due: at + self.settle.min(REBIRTH),
            on: On::Return,
        }
    }

    fn insert(&mut self, path: RelativePath, mut wait: Wait) {
        wait.due = wait.due.min(wait.since + LONGEST.max(self.settle));
        self.waiting.insert(path, wait);
    }
}

impl Wait {
    /// Whether the path was known to be gone and has been given time to come back.
    pub fn is_for_return(&self) -> bool {
        matches!(self.on, On::Return | On::Other(_))
    }

    fn other(&self) -> Option<&RelativePath> {
        match &self.on {
            On::Other(path) => Some(path),
            _ => None,
        }
    }

    /// Whether finding this file means that the wait must begin anew.
    fn is_disturbed_by(&self, stat: &FileStat) -> bool {
        self.is_for_return() || self.is_moved(stat)
    }

    fn is_moved(&self, stat: &FileStat) -> bool {
        matches!(&self.on, On::Sameness(seen) if !seen.same_content(stat))
    }
}

#[cfg(test)]
mod tests {
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
}
