//! What came to the writer, and what of it is done next.

use rusqlite::Connection;
use tokio::sync::mpsc;

use super::{error::StoreError, transaction::Transaction};

/// How many writes are committed together at most.
const AT_ONCE: usize = 1024;

/// How many commits what is patient lets pass at most, each of which takes about a millisecond.
const PASSED_AT_MOST: u32 = 3;

/// What one caller wants to be written.
pub(super) trait Job: Send {
    /// Writes, inside a transaction; perhaps once more after that was rolled back.
    fn run(&mut self, transaction: &Transaction<'_>) -> Result<(), StoreError>;
    /// What it wrote is undone, because of that.
    fn fail(&mut self, error: StoreError);
    /// Tells the caller, once it is known what became of the transaction.
    fn answer(self: Box<Self>, transaction: Result<(), StoreError>);
}

/// What is done between two transactions.
pub(super) type Aside = Box<dyn FnOnce(&Connection) + Send>;

pub(super) enum Message {
    Write(Box<dyn Job>),
    /// One that can wait for a while.
    Patient(Box<dyn Job>),
    Aside(Aside),
    Close,
}

/// What came to the writer and is not done yet.
pub(super) struct Waiting {
    queue: mpsc::Receiver<Message>,
    messages: Vec<Message>,
    patient: Vec<Box<dyn Job>>,
    /// How many commits what is patient has let pass.
    passed: u32,
}

/// What is done next: a commit, and then what needs none.
#[derive(Default)]
pub(super) struct Round {
    pub batch: Vec<Box<dyn Job>>,
    pub asides: Vec<Aside>,
}

impl Waiting {
    pub fn new(queue: mpsc::Receiver<Message>) -> Self {
        Self {
            queue,
            messages: Vec::new(),
            patient: Vec::new(),
            passed: 0,
        }
    }

    /// Waits for something to do; nothing once the queue is closed and empty.
    pub fn next(&mut self) -> Option<Round> {
        let mut round = Round::default();
        if self.patient.is_empty() || !self.queue.is_empty() {
            self.receive(&mut round)?;
        }
        if round.batch.is_empty() || self.passed == PASSED_AT_MOST {
            round.batch.append(&mut self.patient);
            self.passed = 0;
        } else if !self.patient.is_empty() {
            self.passed += 1;
        }
        Some(round)
    }

    fn receive(&mut self, round: &mut Round) -> Option<()> {
        let came = self.queue.blocking_recv_many(&mut self.messages, AT_ONCE);
        for message in self.messages.drain(..) {
            match message {
                Message::Write(job) => round.batch.push(job),
                Message::Patient(job) => self.patient.push(job),
                Message::Aside(work) => round.asides.push(work),
                Message::Close => self.queue.close(),
            }
        }
        (came > 0).then_some(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const ROOM: usize = 16;

    struct Nothing;

    impl Job for Nothing {
        fn run(&mut self, _: &Transaction<'_>) -> Result<(), StoreError> {
            Ok(())
        }

        fn fail(&mut self, _: StoreError) {}

        fn answer(self: Box<Self>, _: Result<(), StoreError>) {}
    }

    fn some_write() -> Message {
        Message::Write(Box::new(Nothing))
    }

    fn patient() -> Message {
        Message::Patient(Box::new(Nothing))
    }

    /// How many are written together next, once these have come.
    fn next(
        queue: &mpsc::Sender<Message>,
        waiting: &mut Waiting,
        come: impl IntoIterator<Item = Message>,
    ) -> usize {
        for message in come {
            queue.try_send(message).unwrap();
        }
        waiting.next().unwrap().batch.len()
    }

    #[test]
    fn what_is_patient_is_written_at_once_while_nobody_else_comes() {
        let (queue, receiver) = mpsc::channel(ROOM);
        let mut waiting = Waiting::new(receiver);
        assert_eq!(next(&queue, &mut waiting, [patient(), patient()]), 2);
        assert_eq!(next(&queue, &mut waiting, [patient(), some_write()]), 1);
        assert_eq!(next(&queue, &mut waiting, []), 1);
    }

    #[test]
    fn what_is_patient_lets_three_commits_pass_and_no_more() {
        let (queue, receiver) = mpsc::channel(ROOM);
        let mut waiting = Waiting::new(receiver);
        let written = [
            next(&queue, &mut waiting, [patient(), some_write()]),
            next(&queue, &mut waiting, [some_write(), patient()]),
            next(&queue, &mut waiting, [some_write()]),
            next(&queue, &mut waiting, [some_write()]),
            next(&queue, &mut waiting, [some_write()]),
        ];
        assert_eq!(written, [1, 1, 1, 3, 1]);
    }

    #[test]
    fn what_is_patient_is_written_before_the_end() {
        let (queue, receiver) = mpsc::channel(ROOM);
        let mut waiting = Waiting::new(receiver);
        let last = [patient(), some_write(), Message::Close];
        assert_eq!(next(&queue, &mut waiting, last), 1);
        assert_eq!(waiting.next().unwrap().batch.len(), 1);
        assert!(waiting.next().is_none());
    }
}
