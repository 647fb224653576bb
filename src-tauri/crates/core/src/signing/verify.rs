//! Whether a request was signed by someone who knows a secret, just now.

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::Mac;

use super::{ID_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER, VERSION, mac};
use crate::secret::Secret;

/// Why a signature doesn't hold. For our own log and inbox: a caller is told no more than that it
/// was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// A header of the signature is not there, or empty.
    #[error("It isn't signed: the header {0} is missing or empty.")]
    MissingHeader(&'static str),
    /// A header of the signature is there twice; programs differ on which one counts.
    #[error("The header {0} is there more than once, so it isn't clear which one counts.")]
    DuplicateHeader(&'static str),
    /// With a dot in the id, one signature fits several requests.
    #[error("The {ID_HEADER} has a dot in it, so the signature could be another request's.")]
    IdContainsDot,
    /// The timestamp is anything but digits.
    #[error("The {TIMESTAMP_HEADER} isn't a whole number of seconds since 1970.")]
    MalformedTimestamp,
    /// Signed longer ago than is allowed.
    #[error(
        "It is too old: signed {seconds} seconds ago. Someone may have sent it again, or a clock \
         is wrong."
    )]
    Stale {
        /// How long ago, in seconds.
        seconds: u64,
    },
    /// Signed later than now by more than is allowed.
    #[error("It is from the future: signed {seconds} seconds from now. A clock is wrong.")]
    Future {
        /// How far ahead, in seconds.
        seconds: u64,
    },
    /// None of the signatures belongs to one of the secrets and this very body.
    #[error("The signature doesn't match: another secret was used, or the body was changed.")]
    NoMatchingSignature,
}

impl VerifyError {
    /// A word for this class of refusal that stays the same over versions, for the log.
    pub fn code(self) -> &'static str {
        match self {
            Self::MissingHeader(_) => "missing_header",
            Self::DuplicateHeader(_) => "duplicate_header",
            Self::IdContainsDot => "id_contains_dot",
            Self::MalformedTimestamp => "malformed_timestamp",
            Self::Stale { .. } => "stale",
            Self::Future { .. } => "future",
            Self::NoMatchingSignature => "no_matching_signature",
        }
    }
}

/// Checks the Standard Webhooks signature of a request over the very bytes that came.
///
/// One signature of the request must belong to one of `keys`, and its timestamp may differ from
/// `now_seconds` (since 1970) by `tolerance_seconds` both ways. Comparing takes the same time
/// wherever the signatures differ. That an id comes only once is for the caller to see to.
///
/// # Errors
/// The first thing that is wrong.
pub fn verify(
    headers: &[(String, String)],
    body: &[u8],
    keys: &[Secret],
    now_seconds: i64,
    tolerance_seconds: i64,
) -> Result<(), VerifyError> {
    let id = only(headers, ID_HEADER)?;
    let timestamp = only(headers, TIMESTAMP_HEADER)?;
    let signatures = only(headers, SIGNATURE_HEADER)?;
    if id.contains('.') {
        return Err(VerifyError::IdContainsDot);
    }
    check_age(timestamp, now_seconds, tolerance_seconds)?;
    let candidates = codes(signatures);
    let matches = keys.iter().any(|key| {
        let expected = mac(key, id, timestamp, body);
        let belongs = |code: &Vec<u8>| expected.clone().verify_slice(code).is_ok();
        candidates.iter().any(belongs)
    });
    matches
        .then_some(())
        .ok_or(VerifyError::NoMatchingSignature)
}

/// The value of a header that must be there once.
fn only<'a>(headers: &'a [(String, String)], name: &'static str) -> Result<&'a str, VerifyError> {
    let mut values = headers
        .iter()
        .filter(|(other, _)| other.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str());
    match (values.next(), values.next()) {
        (_, Some(_)) => Err(VerifyError::DuplicateHeader(name)),
        (Some(value), None) if !value.is_empty() => Ok(value),
        _ => Err(VerifyError::MissingHeader(name)),
    }
}

fn check_age(timestamp: &str, now: i64, tolerance: i64) -> Result<(), VerifyError> {
    let digits = timestamp.bytes().all(|byte| byte.is_ascii_digit());
    let signed: i64 = timestamp
        .parse()
        .ok()
        .filter(|_| digits)
        .ok_or(VerifyError::MalformedTimestamp)?;
    let seconds = now.abs_diff(signed);
    if i128::from(seconds) <= i128::from(tolerance) {
        Ok(())
    } else if signed < now {
        Err(VerifyError::Stale { seconds })
    } else {
        Err(VerifyError::Future { seconds })
    }
}

/// The codes of all `v1` signatures. What is no padded, canonical base64 is none: each code has
/// one spelling.
fn codes(signatures: &str) -> Vec<Vec<u8>> {
    signatures
        .split(' ')
        .filter_map(|signature| signature.strip_prefix(VERSION))
        .filter_map(|code| STANDARD.decode(code).ok())
        .collect()
}
