//! Content on its way from the thread that reads it to the connection that sends it.

use std::{
    io::{self, ErrorKind, Write},
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::sync::mpsc;

use super::super::fault::NotSent;

/// How many pieces wait for the connection.
const WAITING: usize = 2;

type Sender = mpsc::Sender<Result<Bytes, NotSent>>;

/// The content as the HTTP client takes it. Its length is known, so that a receiver notices when the
/// end is missing.
pub(in super::super) struct Stream {
    pieces: mpsc::Receiver<Result<Bytes, NotSent>>,
    left: u64,
}

/// Where the content is written. The last piece is held back until it is let go.
pub(super) struct Held {
    to: Sender,
    last: Option<Bytes>,
}

/// Says that the content ends too early.
pub(super) struct Failing(Sender);

impl Stream {
    pub(super) fn new(length: u64) -> (Held, Self) {
        let (to, pieces) = mpsc::channel(WAITING);
        let stream = Self {
            pieces,
            left: length,
        };
        (Held { to, last: None }, stream)
    }
}

impl Held {
    pub(super) fn failing(&self) -> Failing {
        Failing(self.to.clone())
    }

    /// Sends the last piece.
    pub(super) fn let_go(mut self) -> io::Result<()> {
        self.send_last()
    }

    fn send_last(&mut self) -> io::Result<()> {
        let Some(last) = self.last.take() else {
            return Ok(());
        };
        let sent = self.to.blocking_send(Ok(last));
        sent.map_err(|_| ErrorKind::BrokenPipe.into())
    }
}

impl Failing {
    pub(super) fn fail(self, why: NotSent) {
        // Whoever went away needs no reason.
        let _ = self.0.blocking_send(Err(why));
    }
}

impl Write for Held {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !bytes.is_empty() {
            self.send_last()?;
            self.last = Some(Bytes::copy_from_slice(bytes));
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Body for Stream {
    type Data = Bytes;
    type Error = NotSent;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, NotSent>>> {
        let piece = ready!(self.pieces.poll_recv(context));
        Poll::Ready(piece.map(|piece| {
            let piece = piece?;
            self.left = self.left.saturating_sub(piece.len() as u64);
            Ok(Frame::data(piece))
        }))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
