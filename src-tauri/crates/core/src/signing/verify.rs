//! Whether a request was signed by someone who knows a secret, just now.

use super::{ID_HEADER, Signing, standard, vendor};
use crate::secret::Secret;

/// Why a signature doesn't hold. For our own log and inbox: a caller is told no more than that it
/// was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// A header of the signature is not there, or empty.
    #[error("It isn't signed: the header {0} is missing or empty.")]
    MissingHeader(String),
    /// A header of the signature is there twice; programs differ on which one counts.
    #[error("The header {0} is there more than once, so it isn't clear which one counts.")]
    DuplicateHeader(String),
    /// The signature is not written as its scheme has it.
    #[error("The header {0} isn't written as this way of signing has it.")]
    MalformedHeader(String),
    /// There are signatures, but none of a kind that may count.
    #[error("The header {0} has no signature of a kind that is safe.")]
    NoKnownScheme(String),
    /// With a dot in the id, one signature fits several requests.
    #[error("The {ID_HEADER} has a dot in it, so the signature could be another request's.")]
    IdContainsDot,
    /// The timestamp is anything but digits.
    #[error("The time in {0} isn't a whole number of seconds since 1970.")]
    MalformedTimestamp(String),
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
    pub fn code(&self) -> &'static str {
        match self {
            Self::MissingHeader(_) => "missing_header",
            Self::DuplicateHeader(_) => "duplicate_header",
            Self::MalformedHeader(_) => "malformed_header",
            Self::NoKnownScheme(_) => "no_known_scheme",
            Self::IdContainsDot => "id_contains_dot",
            Self::MalformedTimestamp(_) => "malformed_timestamp",
            Self::Stale { .. } => "stale",
            Self::Future { .. } => "future",
            Self::NoMatchingSignature => "no_matching_signature",
        }
    }
}

/// A request that came, and what its signature is checked against.
#[derive(Clone, Copy, Debug)]
pub struct Received<'a> {
    /// Its headers, as often as they came.
    pub headers: &'a [(String, String)],
    /// The very bytes that came.
    pub body: &'a [u8],
    /// Secrets of which one must have signed.
    pub keys: &'a [Secret],
    /// What time it is, in seconds since 1970.
    pub now: i64,
    /// How many seconds a signature may be old, and how many it may be ahead.
    pub tolerance: i64,
}

/// Checks the signature of a request in that way of signing. With [`Signing::None`] everything is
/// in order. That an id comes only once is for the caller to see to.
///
/// # Errors
/// The first thing that is wrong.
pub fn verify(signing: &Signing, received: Received<'_>) -> Result<(), VerifyError> {
    match signing {
        Signing::StandardWebhooks {} => standard::verify(received, standard::matches_v1),
        Signing::StandardWebhooksEd25519 {} => standard::verify(received, standard::matches_v1a),
        Signing::Github {} => vendor::verify_github(received),
        Signing::Stripe {} => vendor::verify_stripe(received),
        Signing::Slack {} => vendor::verify_slack(received),
        Signing::Shopify {} => vendor::verify_shopify(received),
        Signing::Header(own) => own.verify(received),
        Signing::None {} => Ok(()),
    }
}

/// Whether a request has the header that carries signatures of that kind.
pub fn is_signed(signing: &Signing, headers: &[(String, String)]) -> bool {
    signing.header().is_some_and(|wanted| {
        headers
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case(&wanted))
    })
}

impl<'a> Received<'a> {
    /// The value of a header that must be there once.
    pub(super) fn only(&self, name: &str) -> Result<&'a str, VerifyError> {
        let mut values = self
            .headers
            .iter()
            .filter(|(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str());
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(VerifyError::DuplicateHeader(name.to_owned())),
            (Some(value), None) if !value.is_empty() => Ok(value),
            _ => Err(VerifyError::MissingHeader(name.to_owned())),
        }
    }

    /// Refuses a time that is too old, too far ahead, or none; `header` is where it stands.
    pub(super) fn check_age(&self, header: &str, timestamp: &str) -> Result<(), VerifyError> {
        let digits = timestamp.bytes().all(|byte| byte.is_ascii_digit());
        let signed: i64 = timestamp
            .parse()
            .ok()
            .filter(|_| digits)
            .ok_or_else(|| VerifyError::MalformedTimestamp(header.to_owned()))?;
        let seconds = self.now.abs_diff(signed);
        if i128::from(seconds) <= i128::from(self.tolerance) {
            Ok(())
        } else if signed < self.now {
            Err(VerifyError::Stale { seconds })
        } else {
            Err(VerifyError::Future { seconds })
        }
    }
}

/// What comparing the codes said.
pub(super) fn verdict(belongs: bool) -> Result<(), VerifyError> {
    belongs
        .then_some(())
        .ok_or(VerifyError::NoMatchingSignature)
}
