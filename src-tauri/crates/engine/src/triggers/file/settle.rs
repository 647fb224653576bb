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
mod tests;
