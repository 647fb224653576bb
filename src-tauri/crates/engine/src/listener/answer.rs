//! What the listener answers. A refusal says no more than its status.

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};
use http_body_util::Full;

/// An answer, whole.
pub type Answer = Response<Full<Bytes>>;

/// Why a request is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It was meant for another host: a page on the web that made its name point here.
    Misdirected,
    /// A page of another origin sent it.
    Foreign,
    /// It can be read in more than one way.
    Ambiguous,
    /// Its body came to no proper end.
    Broken,
    /// It does not show that it comes from who may call.
    Unauthorized,
    /// Nothing is there.
    NotFound,
    /// Something is there, but for other methods: these.
    Method(String),
    /// The head or the body took too long.
    TooSlow,
    /// The body is too long.
    TooLarge,
    /// The body is compressed.
    Encoded,
    /// Not at the moment.
    Busy {
        /// When to try again, in seconds.
        retry_after: u32,
    },
}

impl Refusal {
    fn status(&self) -> StatusCode {
        match self {
            Self::Misdirected => StatusCode::MISDIRECTED_REQUEST,
            Self::Foreign => StatusCode::FORBIDDEN,
            Self::Ambiguous | Self::Broken => StatusCode::BAD_REQUEST,
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Method(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Encoded => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Busy { .. } => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Self {
        let mut answer = empty(refusal.status());
        let headers = answer.headers_mut();
        match refusal {
            Refusal::Method(allowed) => {
                let allowed = HeaderValue::from_str(&allowed);
                headers.insert(header::ALLOW, allowed.expect("methods are plain words"));
            }
            Refusal::Busy { retry_after } => {
                headers.insert(header::RETRY_AFTER, retry_after.into());
            }
            _ => {}
        }
        answer
    }
}

/// An answer without a body.
pub(crate) fn empty(status: StatusCode) -> Answer {
    let mut answer = Response::new(Full::default());
    *answer.status_mut() = status;
    answer
}

/// No answer at all: the connection is closed.
pub(crate) fn hang_up() -> Answer {
    let mut answer = empty(StatusCode::SERVICE_UNAVAILABLE);
    answer.extensions_mut().insert(HangUp);
    answer
}

/// Marks an answer that is not to be sent; also what ends its connection.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the Test inbox was told to hang up")]
pub(super) struct HangUp;
