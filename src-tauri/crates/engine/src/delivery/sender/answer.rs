//! Reads an answer in bounded memory, whatever is sent.

use hookloom_core::{attempt::Answer, header, secret_place::masked};
use http::{HeaderMap, Response};
use http_body_util::BodyExt;
use tokio::time::{Instant, timeout_at};

use super::way::Way;

/// How much of a body is kept, in bytes.
const KEPT: usize = 64 * 1024;
/// How much of a body is read, in bytes. A body that ends before this leaves its connection
/// usable; a longer one costs the connection.
const READ: usize = 1024 * 1024;
/// How much of all headers together is kept, in bytes.
const KEPT_HEADERS: usize = 32 * 1024;

/// The answer whose head is `response`. Reading stops at the deadline and at the limits; the body
/// is never decoded.
pub(super) async fn read(response: Response<reqwest::Body>, deadline: Instant) -> Answer {
    let status = response.status().as_u16();
    let headers = shown(response.headers());
    let (mut content, mut body) = (response.into_body(), Body::default());
    // An error and a deadline are both an end that came too early.
    let whole = timeout_at(deadline, body.fill(&mut content)).await == Ok(true);
    Answer {
        status,
        headers,
        body: body.text(),
        body_cut: body.longer || !whole,
    }
}

/// The answer without the destination's secrets, should it repeat them: answers are kept.
pub(super) fn without_secrets(answer: Answer, way: &Way<'_>) -> Answer {
    if way.secrets.is_empty() {
        return answer;
    }
    let headers = answer.headers.into_iter();
    Answer {
        headers: headers
            .map(|(name, value)| (name, masked(value, way.secrets)))
            .collect(),
        body: masked(answer.body, way.secrets),
        ..answer
    }
}

#[derive(Default)]
struct Body {
    kept: Vec<u8>,
    longer: bool,
}

impl Body {
    /// True when the body came to its end.
    async fn fill(&mut self, content: &mut reqwest::Body) -> bool {
        let mut read = 0;
        while read < READ {
            match content.frame().await {
                // Trailers are no part of the body.
                Some(Ok(frame)) => {
                    let chunk = frame.into_data().unwrap_or_default();
                    read += chunk.len();
                    self.keep(&chunk);
                }
                Some(Err(_)) => return false,
                None => return true,
            }
        }
        false
    }

    fn keep(&mut self, chunk: &[u8]) {
        let room = (KEPT - self.kept.len()).min(chunk.len());
        self.kept.extend_from_slice(&chunk[..room]);
        self.longer |= room < chunk.len();
    }

    /// The kept bytes as text, without half a character where they were cut.
    fn text(&self) -> String {
        let mut whole = self.kept.as_slice();
        if self.longer
            && let Err(error) = std::str::from_utf8(whole)
            && error.error_len().is_none()
        {
            whole = &whole[..error.valid_up_to()];
        }
        String::from_utf8_lossy(whole).into_owned()
    }
}

/// The headers with credentials masked, as far as they fit.
fn shown(headers: &HeaderMap) -> Vec<(String, String)> {
    let mut room = KEPT_HEADERS;
    let mut shown = Vec::with_capacity(headers.len());
    for (name, value) in headers {
        let value = header::shown(name.as_str(), &String::from_utf8_lossy(value.as_bytes()));
        let Some(left) = room.checked_sub(name.as_str().len() + value.len()) else {
            continue;
        };
        room = left;
        shown.push((name.as_str().to_owned(), value));
    }
    shown
}
