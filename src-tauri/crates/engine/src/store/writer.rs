//! The one thread that writes.
//!
//! It takes whatever waits, commits it together and only then answers: under load many writes share
//! one sync of the disk, and a single write never waits for company. What nobody waits for lets a few
//! commits pass while others wait: the more of it comes together, the fewer pages it takes.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Mutex,
    thread,
};

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::{
    error::StoreError,
    place::Place,
    transaction::Transaction,
    waiting::{Aside, Job, Message, Round, Waiting},
    write_ahead_log::WriteAheadLog,
};

/// How many writes may wait; whoever comes then waits for room.
const ROOM: usize = 1024;

/// A job goes back to its caller as a whole: what was allocated there is freed there, and what the caller
/// lent to the work is its own again.
struct Write<T, F> {
    work: F,
    result: Result<T, StoreError>,
    caller: Option<oneshot::Sender<Box<Self>>>,
}

impl<T, F> Job for Write<T, F>
where
    T: Send,
    F: Fn(&Transaction<'_>) -> Result<T, StoreError> + Send,
{
    fn run(&mut self, transaction: &Transaction<'_>) -> Result<(), StoreError> {
        let work = AssertUnwindSafe(|| (self.work)(transaction));
        // The thread outlives a fault of one job: what that wrote is rolled back.
        self.result = catch_unwind(work).unwrap_or_else(|_| Err(StoreError::fault()));
        self.result.as_ref().map(|_| ()).map_err(Clone::clone)
    }

    fn fail(&mut self, error: StoreError) {
        self.result = Err(error);
    }

    fn answer(mut self: Box<Self>, transaction: Result<(), StoreError>) {
        if let Err(error) = transaction {
            self.result = Err(error);
        }
        if let Some(caller) = self.caller.take() {
            // A caller that went away does not undo what it asked for.
            let _ = caller.send(self);
        }
    }
}

/// The way to the writer thread.
pub(super) struct Writer {
    queue: mpsc::Sender<Message>,
    thread: Mutex<Option<thread::JoinHandle<()>>>,
}

impl Writer {
    /// Starts the thread, which owns the connection from now on.
    pub(super) fn start(connection: Connection, place: Place) -> std::io::Result<Self> {
        let (queue, waiting) = mpsc::channel(ROOM);
        let thread = thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || write_until_closed(connection, &place, waiting))?;
        Ok(Self {
            queue,
            thread: Mutex::new(Some(thread)),
        })
    }

    /// Does `work` in a transaction and gives its result once that is on disk. The work may be done
    /// twice, of which only the second time counts.
    pub(super) fn write<T: Send + 'static>(
        &self,
        work: impl Fn(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> impl Future<Output = Result<T, StoreError>> + Send {
        self.ask(work, Message::Write)
    }

    /// The same, for what can wait until a few others are written.
    pub(super) fn write_patiently<T: Send + 'static>(
        &self,
        work: impl Fn(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> impl Future<Output = Result<T, StoreError>> + Send {
        self.ask(work, Message::Patient)
    }

    /// The job is made at once: the future that waits for it need not have room for it.
    fn ask<T: Send + 'static>(
        &self,
        work: impl Fn(&Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
        message: fn(Box<dyn Job>) -> Message,
    ) -> impl Future<Output = Result<T, StoreError>> + Send {
        let (caller, answer) = oneshot::channel();
        let job = Box::new(Write {
            work,
            result: Err(StoreError::Closed),
            caller: Some(caller),
        });
        async move {
            let queued = self.queue.send(message(job)).await;
            queued.map_err(|_| StoreError::Closed)?;
            answer
                .await
                .map_or(Err(StoreError::Closed), |job| job.result)
        }
    }

    /// Does `work` outside of any transaction, after what was asked for before it.
    pub(super) async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (caller, answer) = oneshot::channel();
        let aside: Aside = Box::new(move |connection| {
            let work = AssertUnwindSafe(|| work(connection));
            let done = catch_unwind(work).unwrap_or_else(|_| Err(StoreError::fault()));
            // Whoever asked may have gone away.
            let _ = caller.send(done);
        });
        let queued = self.queue.send(Message::Aside(aside)).await;
        queued.map_err(|_| StoreError::Closed)?;
        answer.await.unwrap_or(Err(StoreError::Closed))
    }

    /// How many writes wait in the queue.
    #[cfg(test)]
    pub(super) fn waiting(&self) -> usize {
        self.queue.max_capacity() - self.queue.capacity()
    }

    /// Lets the thread finish what waits, and waits for its end.
    pub(super) async fn close(&self) {
        // Refused only when the thread has ended already.
        let _ = self.queue.send(Message::Close).await;
        let thread = self.thread.lock().ok().and_then(|mut thread| thread.take());
        if let Some(thread) = thread {
            let joined = tokio::task::spawn_blocking(move || thread.join()).await;
            if !matches!(joined, Ok(Ok(()))) {
                tracing::error!("the store's writer did not end in order");
            }
        }
    }
}

fn write_until_closed(connection: Connection, place: &Place, queue: mpsc::Receiver<Message>) {
    let mut waiting = Waiting::new(queue);
    let mut log = WriteAheadLog::beside(place.path());
    while let Some(Round { batch, asides }) = waiting.next() {
        if !batch.is_empty() {
            commit(&connection, place, batch);
            log.look(&connection);
        }
        for work in asides {
            work(&connection);
        }
    }
    // A connection that is closed last also empties the write-ahead log.
    if let Err((_, error)) = connection.close() {
        tracing::error!(%error, "the database was not closed in order");
    }
}

fn commit(connection: &Connection, place: &Place, mut batch: Vec<Box<dyn Job>>) {
    let together = place
        .check()
        .and_then(|()| together(connection, &mut batch));
    let committed = match together {
        // Somebody's write failed, and not the disk: the others' need not.
        Err(error) if batch.len() > 1 && !error.spoils_the_batch() => apart(connection, &mut batch),
        committed => committed,
    };
    for job in batch {
        job.answer(committed.clone());
    }
}

fn together(connection: &Connection, batch: &mut [Box<dyn Job>]) -> Result<(), StoreError> {
    in_transaction(connection, |transaction| {
        batch.iter_mut().try_for_each(|job| job.run(transaction))
    })
}

/// One transaction in which each job can fail by itself. SQLite notes every page for that, so it
/// takes a multiple of the time.
fn apart(connection: &Connection, batch: &mut [Box<dyn Job>]) -> Result<(), StoreError> {
    in_transaction(connection, |transaction| {
        for job in batch.iter_mut() {
            execute(connection, "SAVEPOINT job")?;
            match job.run(transaction).and_then(|()| transaction.finish()) {
                Err(error) if connection.is_autocommit() || error.spoils_the_batch() => {
                    return Err(error);
                }
                Err(error) => {
                    transaction.forget();
                    job.fail(error);
                    execute(connection, "ROLLBACK TO job")?;
                }
                Ok(()) => {}
            }
            execute(connection, "RELEASE job")?;
        }
        Ok(())
    })
}

/// Commits what `work` writes, or nothing of it. The statements are prepared once, not each time.
fn in_transaction(
    connection: &Connection,
    work: impl FnOnce(&Transaction<'_>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    roll_back_what_is_open(connection)?;
    execute(connection, "BEGIN IMMEDIATE")?;
    let transaction = Transaction::of(connection);
    let done = work(&transaction)
        .and_then(|()| transaction.finish())
        .and_then(|()| execute(connection, "COMMIT"));
    // What led to it is what is told. One that stays open is tried again before the next.
    if done.is_err()
        && let Err(error) = roll_back_what_is_open(connection)
    {
        tracing::error!(%error, "a transaction was not rolled back");
    }
    done
}

/// Some errors end the transaction by themselves.
fn roll_back_what_is_open(connection: &Connection) -> Result<(), StoreError> {
    match connection.is_autocommit() {
        true => Ok(()),
        false => execute(connection, "ROLLBACK"),
    }
}

fn execute(connection: &Connection, sql: &str) -> Result<(), StoreError> {
    connection.prepare_cached(sql)?.execute([])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use rusqlite::hooks::{AuthAction, AuthContext, Authorization, TransactionOperation};

    use super::*;

    #[test]
    fn what_led_to_a_rollback_is_told_even_when_that_goes_wrong_as_well() {
        let mut connection = Connection::open_in_memory().unwrap();
        let allow_no_rollback = |asked: AuthContext<'_>| match asked.action {
            AuthAction::Transaction {
                operation: TransactionOperation::Rollback,
            } => Authorization::Deny,
            _ => Authorization::Allow,
        };
        connection.authorizer(Some(allow_no_rollback)).unwrap();
        let failed = in_transaction(&connection, |_| Err(StoreError::DiskFull));
        assert_eq!(failed, Err(StoreError::DiskFull));
        assert!(!connection.is_autocommit(), "it could not be ended");

        let all = |_: AuthContext<'_>| Authorization::Allow;
        connection.authorizer(Some(all)).unwrap();
        let next = in_transaction(&connection, |_| Ok(()));
        assert_eq!(next, Ok(()), "what was left open stands in nobody's way");
    }
}
