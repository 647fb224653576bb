//! The notes that wait for one automation's worker.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use super::note::Note;

/// A bounded queue of notes. When it is full it forgets them all and remembers only that something
/// was missed: the worker then compares the whole folder, which finds the same and more.
#[derive(Debug)]
pub(super) struct Queue {
    capacity: usize,
    waiting: Mutex<Waiting>,
    arrived: Notify,
}

/// What has come in since the last time the worker asked.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    /// The notes, oldest first.
    pub notes: VecDeque<Note>,
    /// Whether notes were lost, here or in the system.
    pub missed: bool,
}

impl Queue {
    pub fn new(capacity: usize) -> Self {
        Self {
            capacity,
            waiting: Mutex::default(),
            arrived: Notify::new(),
        }
    }

    /// Adds a note; a repetition of the newest only renews its time.
    pub fn push(&self, note: Note) {
        let mut waiting = self.lock();
        if waiting.missed {
            return;
        }
        match waiting.notes.back_mut() {
            Some(last) if last.path == note.path && last.what == note.what => last.at = note.at,
            _ => waiting.notes.push_back(note),
        }
        if waiting.notes.len() > self.capacity {
            *waiting = Waiting {
                missed: true,
                ..Waiting::default()
            };
        }
        drop(waiting);
        self.arrived.notify_one();
    }

    /// Says that something happened which nobody can tell any more.
    pub fn miss(&self) {
        *self.lock() = Waiting {
            missed: true,
            ..Waiting::default()
        };
        self.arrived.notify_one();
    }

    /// Takes all that waits.
    pub fn take(&self) -> Waiting {
        std::mem::take(&mut self.lock())
    }

    /// Waits until something came in since the last wait ended.
    pub async fn arrival(&self) {
        self.arrived.notified().await;
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::super::note::What;
    use super::*;

    fn note(path: &str, what: What, at: Instant) -> Note {
        let path = path.into();
        Note { path, what, at }
    }

    #[test]
    fn repeated_writes_take_up_one_place() {
        let (queue, start) = (Queue::new(2), Instant::now());
        let later = start + Duration::from_secs(1);
        queue.push(note("a", What::Made, start));
        queue.push(note("a", What::Written, start));
        queue.push(note("a", What::Written, later));
        let waiting = queue.take();
        assert_eq!(
            waiting.notes,
            [
                note("a", What::Made, start),
                note("a", What::Written, later)
            ]
        );
        assert!(!waiting.missed);
    }

    #[test]
    fn a_full_queue_remembers_that_it_missed_something() {
        let (queue, start) = (Queue::new(2), Instant::now());
        for path in ["a", "b", "c", "d"] {
            queue.push(note(path, What::Made, start));
        }
        let waiting = queue.take();
        assert!(waiting.missed && waiting.notes.is_empty());
        queue.push(note("e", What::Made, start));
        assert_eq!(queue.take().notes.len(), 1);
    }

    #[tokio::test]
    async fn what_came_before_the_wait_ends_it_at_once() {
        let queue = Queue::new(2);
        queue.miss();
        queue.arrival().await;
        assert!(queue.take().missed);
    }
}
