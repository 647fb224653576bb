//! Looking at what has come to rest, and saying what happened to it.

use std::collections::HashMap;
use std::time::Instant;

use hookloom_core::file::{Classified, FileStat, Gone, Observed, RelativePath, classify};

use super::super::look::{Look, look};
use super::super::settle::Wait;
use super::Watched;

impl Watched {
    /// Looks at the paths that have come to rest, and says what happened to them.
    pub(super) fn look_at_due(&mut self, now: Instant) -> Classified {
        let due = self.settle.take_due(now);
        if due.is_empty() {
            return Classified::default();
        }
        let mut observed = Observed::new();
        for (path, wait) in due {
            self.observe(path, &wait, now, &mut observed);
        }
        // Asked afterwards: what was not seen because the folder around it went is not deleted.
        self.check(now);
        if self.sight.is_err() {
            return Classified::default();
        }
        self.take_old_names(&mut observed);
        self.hold_back_renamed(&mut observed, now);
        classify(&self.snapshot, &observed)
    }

    fn observe(&mut self, path: RelativePath, wait: &Wait, now: Instant, observed: &mut Observed) {
        let found = match self.look(&path) {
            Look::File(stat) if self.settle.moves_on(&path, wait, &stat, now) => return,
            Look::File(stat) => Some(stat),
            // Gone since the system last told of it: it may come back, or turn up elsewhere.
            Look::Nothing if self.snapshot.get(&path).is_some() && !wait.is_for_return() => {
                return self.settle.missed(path, now);
            }
            Look::Nothing => None,
            Look::Folder(_) => {
                let folders = self.sight.as_ref();
                if folders.is_ok_and(|folders| !folders.covers(&path)) {
                    self.compare(&path, now);
                }
                None
            }
            Look::Unknown => return,
        };
        observed.insert(path, found);
    }

    /// A new file may be a known one under another name, which is gone and waits to be told of; where
    /// the system doesn't tell, nobody may even have missed it.
    fn take_old_names(&mut self, observed: &mut Observed) {
        let unknown = |path: &RelativePath| self.snapshot.get(path).is_none();
        let new = observed.iter().filter(|(path, _)| unknown(path));
        let new = new.filter_map(|(_, stat)| Some((stat.as_ref()?.inode, (*stat)?)));
        let new: HashMap<_, FileStat> = new.collect();
        if new.is_empty() {
            return;
        }
        let is_old_name = |path: &&RelativePath| {
            let known = self.snapshot.get(path);
            let known = known.filter(|known| {
                let new = new.get(&known.inode);
                new.is_some_and(|new| new.same_file(known))
            });
            known.is_some() && self.look(path) == Look::Nothing
        };
        let old: Vec<RelativePath> = if self.polls() {
            let all = self.snapshot.under(&RelativePath::root());
            all.map(|(path, _)| path)
                .filter(is_old_name)
                .cloned()
                .collect()
        } else {
            self.settle.waiting().filter(is_old_name).cloned().collect()
        };
        for path in old {
            self.settle.take(&path);
            observed.insert(path, None);
        }
    }

    /// A known file that is gone may wait under a new name, still being written there: then it is
    /// told of together with that.
    fn hold_back_renamed(&mut self, observed: &mut Observed, now: Instant) {
        let mut gone = Gone::of(observed, &self.snapshot);
        if gone.is_empty() {
            return;
        }
        let unknown = |path: &&RelativePath| self.snapshot.get(path).is_none();
        let new: Vec<_> = self.settle.waiting().filter(unknown).cloned().collect();
        for new in new {
            if let Look::File(stat) = self.look(&new)
                && let Some((path, _)) = gone.take(&stat)
            {
                observed.remove(&path);
                self.settle.wait_for(path, new, now);
            }
        }
    }

    fn look(&self, path: &RelativePath) -> Look {
        match &self.sight {
            Ok(folders) => look(&folders.root().absolute(path)),
            Err(_) => Look::Unknown,
        }
    }
}
