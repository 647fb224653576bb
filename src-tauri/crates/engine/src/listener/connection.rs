//! One connection, from its first request to its last.

use std::{future::poll_fn, pin::Pin, sync::Arc, time::Duration};

use futures::future::BoxFuture;
use http::{HeaderValue, Request, header};
use hyper::{
    body::{Body as _, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::Semaphore,
    time::timeout,
};
use tokio_util::sync::CancellationToken;

use super::{
    answer::{Answer, HangUp, Refusal},
    body,
    guard::{self, Names},
    limits::Limits,
    site::Site,
};

/// How long, and how much of, what a caller still sends is read after the last answer: closing
/// earlier would make the system throw the answer away before the caller has read it.
const LINGER: Duration = Duration::from_secs(1);
const LINGER_BYTES: usize = 1024 * 1024;

/// What every connection shares.
#[derive(Clone)]
pub(super) struct Connection {
    pub(super) site: Arc<Site>,
    pub(super) names: Arc<Names>,
    pub(super) limits: Arc<Limits>,
    pub(super) large_bodies: Arc<Semaphore>,
    pub(super) stop: CancellationToken,
}

impl Connection {
    /// Answers all its requests.
    pub(super) async fn serve(self, stream: TcpStream) {
        let stop = self.stop.clone();
        let builder = self.builder();
        let shared = Arc::new(self);
        let service = service_fn(move |request| Arc::clone(&shared).boxed_answer(request));
        let mut http = builder.serve_connection(TokioIo::new(stream), service);
        let mut done = poll_fn(|context| http.poll_without_shutdown(context));
        let ended = match stop.run_until_cancelled(&mut done).await {
            Some(ended) => ended,
            None => {
                Pin::new(&mut http).graceful_shutdown();
                poll_fn(|context| http.poll_without_shutdown(context)).await
            }
        };
        // A head that is too slow ends in an error, too: nobody is there to read an answer.
        if ended.is_ok() {
            linger(http.into_parts().io.into_inner()).await;
        }
    }

    fn builder(&self) -> http1::Builder {
        let mut builder = http1::Builder::new();
        builder
            .timer(TokioTimer::new())
            .header_read_timeout(self.limits.head_time)
            .max_headers(self.limits.headers)
            .max_header_size(self.limits.head)
            .max_buf_size(self.limits.head);
        builder
    }

    fn boxed_answer(
        self: Arc<Self>,
        request: Request<Incoming>,
    ) -> BoxFuture<'static, Result<Answer, HangUp>> {
        Box::pin(async move {
            let last = is_last(&request);
            let (mut answer, unread) = match self.answer(request).await {
                Ok(answer) => (answer, false),
                Err(refusal) => (refusal.into(), true),
            };
            if let Some(hang_up) = answer.extensions().get::<HangUp>() {
                return Err(*hang_up);
            }
            if last || unread {
                let close = HeaderValue::from_static("close");
                answer.headers_mut().insert(header::CONNECTION, close);
            }
            Ok(answer)
        })
    }

    async fn answer(&self, request: Request<Incoming>) -> Result<Answer, Refusal> {
        let (head, incoming) = request.into_parts();
        guard::check(&head, &self.names, self.limits.body)?;
        let take = self.site.find(&head)?;
        let body = body::read(incoming, &self.limits, &self.large_bodies).await?;
        Ok(take(Request::from_parts(head, body.bytes.clone())).await)
    }
}

/// A body of unannounced length is the connection's last: if a length was announced as well, which
/// hyper then leaves out, another reader could see a second request in it (RFC 9112, section 6.1).
fn is_last(request: &Request<Incoming>) -> bool {
    !request.body().is_end_stream() && !request.headers().contains_key(header::CONTENT_LENGTH)
}

async fn linger(mut stream: TcpStream) {
    let reading = async {
        stream.shutdown().await?;
        let mut left = LINGER_BYTES;
        let mut unread = [0; 8 * 1024];
        while left > 0 {
            match stream.read(&mut unread).await? {
                0 => break,
                read => left = left.saturating_sub(read),
            }
        }
        std::io::Result::Ok(())
    };
    // However it ends, the connection is over.
    let _ = timeout(LINGER, reading).await;
}
