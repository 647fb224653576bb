//! Which files were told of a moment ago.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use hookloom_core::{
    automation::Automation,
    event::EventDraft,
    id::AutomationId,
    limits::{Repeated, without_repeats},
    moment::Moment,
};

use crate::store::FileMark;

/// From this many on, those that are over are looked for.
const MANY: usize = 10_000;

type Known = HashMap<(AutomationId, String), Moment>;

/// The files of which something was sent a moment ago, each with the moment until which what
/// happens to it is a repeat. The store has the same, so that a restart forgets nothing.
#[derive(Default)]
pub struct Repeats(Mutex<Known>);

impl Repeats {
    /// Goes on from what the store knows.
    pub fn new(marks: Vec<FileMark>) -> Self {
        let known = marks
            .into_iter()
            .map(|mark| ((mark.automation, mark.file), mark.until));
        Self(Mutex::new(known.collect()))
    }

    /// Leaves repeats out of the draft if its automation wants that, and says what to mark when
    /// something is sent of it.
    pub fn judge(&self, draft: &mut EventDraft, automation: &Automation, now: Moment) -> Judged {
        let Some(seconds) = automation.settings.limits.ignore_repeats_seconds else {
            return Judged::default();
        };
        let window = Duration::from_secs(seconds.into());
        let (known, id) = (self.lock(), draft.automation);
        let is_repeat = |file: &str| {
            let until = known.get(&(id, file.to_owned()));
            // A clock that was set back must not make the wait longer than it was to be.
            until.is_some_and(|until| now < *until && until.since(now) <= window)
        };
        let until = now.plus(window);
        match without_repeats(draft, is_repeat) {
            Repeated::Wholly(files) => Judged {
                repeat_within: Some(seconds),
                marks: Vec::new(),
                left_out: files,
            },
            Repeated::Not { marks, left_out } => Judged {
                repeat_within: None,
                left_out,
                marks: marks
                    .into_iter()
                    .map(|file| FileMark {
                        automation: id,
                        file,
                        until,
                    })
                    .collect(),
            },
        }
    }

    /// Marks files; what is about to be written marks them, too. Gives what was known of them.
    pub fn mark(&self, marks: &[FileMark], now: Moment) -> Vec<Unmark> {
        let mut known = self.lock();
        if known.len() > MANY {
            known.retain(|_, until| *until > now);
        }
        marks
            .iter()
            .map(|mark| {
                let file = (mark.automation, mark.file.clone());
                let before = known.insert(file.clone(), mark.until);
                Unmark { file, before }
            })
            .collect()
    }

    /// Takes marks back, the last one first: what they stand for could not be written.
    pub fn unmark(&self, marks: Vec<Unmark>) {
        let mut known = self.lock();
        for Unmark { file, before } in marks.into_iter().rev() {
            match before {
                Some(until) => known.insert(file, until),
                None => known.remove(&file),
            };
        }
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What was found about repeats in a draft.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// All of it is a repeat within so many seconds.
    pub repeat_within: Option<u32>,
    /// What to mark when something is sent of it.
    pub marks: Vec<FileMark>,
    /// How many of its files are repeats.
    pub left_out: usize,
}

/// How to take a mark back.
#[derive(Debug)]
pub struct Unmark {
    file: (AutomationId, String),
    before: Option<Moment>,
}
