//! Why no answer came, in the words of the log: walks from the HTTP client's error down to the
//! cause that a person can do something about.

use std::{error::Error, io};

use hookloom_core::{
    attempt::{Fault, Outcome},
    doubt::Doubt,
};
use rustls::{AlertDescription, CertificateError, Error as TlsError};

use super::{client::CONNECT_TIMEOUT, network::Network};

/// An attempt that got no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub(super) struct NotSent {
    fault: Fault,
    message: String,
    doubt: Option<Doubt>,
}

impl NotSent {
    pub(super) fn new(fault: Fault, message: impl Into<String>) -> Self {
        Self {
            fault,
            message: message.into(),
            doubt: None,
        }
    }

    /// The same, but it may be this computer's own trouble.
    fn doubted(self, doubt: Option<Doubt>) -> Self {
        Self { doubt, ..self }
    }

    pub(super) fn doubt(&self) -> Option<Doubt> {
        self.doubt
    }

    pub(super) fn refused(why: impl Into<String>) -> Self {
        Self::new(Fault::Refused, why)
    }

    /// The request itself can't go over the wire.
    pub(super) fn unsendable(why: impl std::fmt::Display) -> Self {
        Self::new(Fault::Refused, format!("The request can't be sent: {why}."))
    }

    /// Name, connection and TLS took too long.
    pub(super) fn unconnected() -> Self {
        let seconds = CONNECT_TIMEOUT.as_secs();
        Self::new(Fault::Timeout, format!("No connection within {seconds} s."))
    }

    pub(super) fn timed_out(seconds: u32) -> Self {
        Self::new(Fault::Timeout, format!("No answer within {seconds} s."))
    }
}

impl From<NotSent> for Outcome {
    fn from(NotSent { fault, message, .. }: NotSent) -> Self {
        Self::NotSent { fault, message }
    }
}

/// What stood in the way of a request: while it was `connecting`, or later; `proxy` is what it had to
/// go through.
pub(super) fn classify(
    error: &(dyn Error + 'static),
    connecting: bool,
    network: &dyn Network,
    proxy: Option<&str>,
) -> NotSent {
    if let Some(not_sent) = find::<NotSent>(error) {
        return not_sent.clone();
    }
    if let Some(tls) = find::<TlsError>(error) {
        return of_tls(tls);
    }
    if let Some(hyper) = find::<hyper::Error>(error)
        && let Some(not_sent) = of_http(hyper)
    {
        return not_sent;
    }
    if let (Some(proxy), true) = (proxy, connecting) {
        return of_proxy(proxy, error);
    }
    match find::<io::Error>(error) {
        Some(io) if connecting => of_connecting(io, network),
        Some(_) => reset(),
        None => NotSent::new(
            Fault::Protocol,
            format!("The answer isn't in order: {}.", innermost(error)),
        ),
    }
}

/// What stood in the way of looking a name up.
pub(super) fn of_name(name: &str, error: &io::Error, network: &dyn Network) -> NotSent {
    if !network.is_online() {
        offline()
    } else if is_temporary(error) {
        NotSent::new(Fault::Dns, format!("No name server tells where {name} is."))
            .doubted(Some(Doubt::NamesSilent))
    } else {
        NotSent::new(Fault::Dns, format!("That name can't be found: {name}."))
    }
}

/// True when no name server answered, so that nothing is known about the name. The standard
/// library hands the system's code (`EAI_AGAIN`) on only as glibc's, musl's and Windows's text.
fn is_temporary(error: &io::Error) -> bool {
    const WSATRY_AGAIN: i32 = 11002;
    let text = error.to_string();
    error.raw_os_error() == Some(WSATRY_AGAIN)
        || text.ends_with("Temporary failure in name resolution")
        || text.ends_with("Try again")
}

fn of_connecting(error: &io::Error, network: &dyn Network) -> NotSent {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::ConnectionRefused => {
            NotSent::new(Fault::Connect, "Nothing is listening at that address.")
        }
        Kind::NetworkUnreachable | Kind::NetworkDown if !network.is_online() => offline(),
        Kind::NetworkUnreachable | Kind::NetworkDown | Kind::HostUnreachable => {
            NotSent::new(Fault::Connect, "No way leads to that address from here.")
        }
        Kind::ConnectionReset | Kind::ConnectionAborted | Kind::UnexpectedEof => reset(),
        _ => NotSent::new(Fault::Connect, format!("No connection: {error}.")),
    }
}

/// A proxy that is away is no fault of the destination's.
fn of_proxy(proxy: &str, error: &(dyn Error + 'static)) -> NotSent {
    let cause = innermost(error);
    if find::<io::Error>(error).is_some() || is_socks_away(&cause) {
        let message = format!("The proxy {proxy} can't be reached. Deliveries wait for it.");
        return NotSent::new(Fault::Offline, message);
    }
    let message = format!("The proxy {proxy} let nothing through: {cause}.");
    NotSent::new(Fault::Connect, message)
}

/// The HTTP client hands on why a SOCKS proxy can't be reached only as its own text.
fn is_socks_away(cause: &str) -> bool {
    cause == "SOCKS error: failed to create underlying connection"
        || cause == "SOCKS error: io error during SOCKS handshake"
}

fn of_http(error: &hyper::Error) -> Option<NotSent> {
    if error.is_parse_too_large() {
        let message = "The head of the answer is too large.";
        Some(NotSent::new(Fault::Protocol, message))
    } else if error.is_parse() {
        Some(NotSent::new(Fault::Protocol, "What came back isn't HTTP."))
    } else if error.is_incomplete_message() || error.is_canceled() || error.is_closed() {
        Some(reset())
    } else {
        None
    }
}

fn of_tls(error: &TlsError) -> NotSent {
    let message = match error {
        TlsError::InvalidCertificate(error) => {
            format!("The certificate isn't trusted: {}.", of_certificate(error))
        }
        TlsError::InvalidMessage(_) => {
            "What came back isn't TLS. Does the address begin with http:// there?".to_owned()
        }
        TlsError::AlertReceived(AlertDescription::HandshakeFailure) => {
            "The destination refused the secure connection.".to_owned()
        }
        other => format!("The secure connection failed: {other}."),
    };
    let doubt = match error {
        TlsError::InvalidCertificate(error) => of_stranger(error),
        _ => None,
    };
    NotSent::new(Fault::Tls, message).doubted(doubt)
}

/// Somebody else answered in the destination's place.
fn of_stranger(error: &CertificateError) -> Option<Doubt> {
    let stranger = matches!(
        error,
        CertificateError::UnknownIssuer
            | CertificateError::NotValidForName
            | CertificateError::NotValidForNameContext { .. }
    );
    stranger.then_some(Doubt::Stranger)
}

fn of_certificate(error: &CertificateError) -> String {
    match error {
        CertificateError::Expired => "it has expired".to_owned(),
        CertificateError::ExpiredContext { not_after, .. } => {
            format!("it expired on {}", day(not_after.as_secs()))
        }
        CertificateError::NotValidYet => "it isn't valid yet".to_owned(),
        CertificateError::NotValidYetContext { not_before, .. } => {
            format!("it is valid only from {}", day(not_before.as_secs()))
        }
        CertificateError::UnknownIssuer => "it was issued by nobody this computer knows".to_owned(),
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "it was issued for another name".to_owned()
        }
        CertificateError::Revoked => "it was revoked".to_owned(),
        other => other.to_string(),
    }
}

fn day(unix_seconds: u64) -> String {
    let seconds = i64::try_from(unix_seconds).unwrap_or(i64::MAX);
    let moment = jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::MAX);
    moment.strftime("%-d %B %Y").to_string()
}

fn offline() -> NotSent {
    NotSent::new(Fault::Offline, "This computer is offline.")
}

fn reset() -> NotSent {
    let message = "The connection broke off before an answer came.";
    NotSent::new(Fault::Reset, message)
}

/// The first cause of that type. `io::Error` hides what it wraps from [`Error::source`], so it is
/// opened on the way.
fn find<'a, E: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a E> {
    causes(error).find_map(|cause| cause.downcast_ref())
}

/// The last cause, which is the most telling one.
pub(super) fn innermost(error: &(dyn Error + 'static)) -> String {
    causes(error)
        .last()
        .map_or_else(String::new, ToString::to_string)
}

fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| {
        match error.downcast_ref::<io::Error>() {
            Some(io) => io.get_ref().map(|inner| inner as &(dyn Error + 'static)),
            None => error.source(),
        }
    })
}
