//! What is checked of every request's head before anything else is done with it.

use std::net::{IpAddr, SocketAddr};

use http::{HeaderMap, HeaderName, header, request::Parts};

use super::{addresses::host_names, answer::Refusal};

/// Headers that decide something. With two of them it would depend on the reader which one counts.
const SINGLE: &[&str] = &[
    "authorization",
    "content-encoding",
    "content-length",
    "content-type",
    "host",
    "origin",
    "sec-fetch-site",
    "transfer-encoding",
    "webhook-id",
    "webhook-signature",
    "webhook-timestamp",
];

/// What a caller may call us, each with our port.
#[derive(Debug)]
pub(super) struct Names(Vec<String>);

impl Names {
    /// The names under which somebody reaches `address`: those of the loopback address, or else
    /// the address itself and what this computer is called in its networks.
    pub(super) fn of(address: SocketAddr) -> Self {
        let names = match address.ip().is_loopback() {
            true => ["127.0.0.1", "localhost", "[::1]"]
                .map(str::to_owned)
                .to_vec(),
            false => [vec![literal(address.ip())], host_names()].concat(),
        };
        let port = address.port();
        Self(names.iter().map(|name| format!("{name}:{port}")).collect())
    }

    fn has(&self, host: &str) -> bool {
        self.0.iter().any(|name| name.eq_ignore_ascii_case(host))
    }
}

fn literal(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    }
}

/// Refuses what no honest caller of these names sends.
pub(super) fn check(head: &Parts, names: &Names, longest_body: usize) -> Result<(), Refusal> {
    check_host(head, names)?;
    check_origin(&head.headers, names)?;
    check_single(&head.headers)?;
    check_encoding(&head.headers)?;
    check_length(&head.headers, longest_body)
}

/// A page whose name was made to point here (DNS rebinding) is of our own origin to the browser.
/// The name itself gives it away, in `Host` or in front of the path.
fn check_host(head: &Parts, names: &Names) -> Result<(), Refusal> {
    let host = only(&head.headers, &header::HOST).ok_or(Refusal::Misdirected)?;
    let in_front = head.uri.authority().map(http::uri::Authority::as_str);
    if names.has(host) && in_front.is_none_or(|host| names.has(host)) {
        Ok(())
    } else {
        Err(Refusal::Misdirected)
    }
}

/// A browser says which page sends a request; no page but one of our own has business here, and
/// we have none.
fn check_origin(headers: &HeaderMap, names: &Names) -> Result<(), Refusal> {
    let own = |origin: &str| {
        origin
            .strip_prefix("http://")
            .is_some_and(|host| names.has(host))
    };
    let near = |site: &str| matches!(site, "same-origin" | "none");
    let origin = HeaderName::from_static("origin");
    let site = HeaderName::from_static("sec-fetch-site");
    if all(headers, &origin, own) && all(headers, &site, near) {
        Ok(())
    } else {
        Err(Refusal::Foreign)
    }
}

fn check_single(headers: &HeaderMap) -> Result<(), Refusal> {
    let twice = |name: &str| headers.get_all(name).iter().nth(1).is_some();
    // Most callers send nothing twice, and then none of the names needs to be looked up.
    let repeats = headers.len() > headers.keys_len();
    if repeats && SINGLE.iter().copied().any(twice) {
        Err(Refusal::Ambiguous)
    } else {
        Ok(())
    }
}

fn check_encoding(headers: &HeaderMap) -> Result<(), Refusal> {
    let plain = |encoding: &str| encoding.eq_ignore_ascii_case("identity");
    if all(headers, &header::CONTENT_ENCODING, plain) {
        Ok(())
    } else {
        Err(Refusal::Encoded)
    }
}

fn check_length(headers: &HeaderMap, longest: usize) -> Result<(), Refusal> {
    let fits = |length: &str| length.parse().is_ok_and(|length: usize| length <= longest);
    if all(headers, &header::CONTENT_LENGTH, fits) {
        Ok(())
    } else {
        Err(Refusal::TooLarge)
    }
}

fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

/// True when every header of that name is text that `holds`; also when there is none.
fn all(headers: &HeaderMap, name: &HeaderName, holds: impl Fn(&str) -> bool) -> bool {
    let mut values = headers.get_all(name).iter();
    values.all(|value| value.to_str().is_ok_and(&holds))
}

#[cfg(test)]
mod tests {
    use http::Request;

    use super::*;

    fn checked(uri: &str, headers: &[(&str, &str)]) -> Result<(), Refusal> {
        let mut request = Request::post(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let names = Names::of(([127, 0, 0, 1], 8787).into());
        check(&request.body(()).unwrap().into_parts().0, &names, 1000)
    }

    #[test]
    fn in_a_network_we_are_called_by_our_address_or_name_and_not_by_another() {
        let names = Names::of(([192, 168, 1, 5], 8787).into());
        assert!(names.has("192.168.1.5:8787"));
        for host in [
            "127.0.0.1:8787",
            "192.168.1.6:8787",
            "evil.example:8787",
            "192.168.1.5",
        ] {
            assert!(!names.has(host), "{host}");
        }
        for name in host_names() {
            assert!(names.has(&format!("{}:8787", name.to_uppercase())));
        }
    }

    #[test]
    fn our_own_names_with_our_port_are_let_through() {
        for host in [
            "127.0.0.1:8787",
            "localhost:8787",
            "LocalHost:8787",
            "[::1]:8787",
        ] {
            assert_eq!(checked("/in/a", &[("host", host)]), Ok(()), "{host}");
            let uri = format!("http://{host}/in/a");
            assert_eq!(checked(&uri, &[("host", host)]), Ok(()), "{uri}");
        }
    }

    #[test]
    fn every_other_host_is_refused() {
        for host in [
            "evil.example",
            "evil.example:8787",
            "127.0.0.1",
            "127.0.0.1:8788",
            "127.0.0.1:08787",
            "127.0.0.1:8787.evil.example",
            "localhost.:8787",
            "localhost.evil.example:8787",
            "user@127.0.0.1:8787",
            "127.0.0.2:8787",
            "2130706433:8787",
            "::1:8787",
            "",
        ] {
            assert_eq!(
                checked("/in/a", &[("host", host)]),
                Err(Refusal::Misdirected),
                "{host}"
            );
        }
        let ours = ("host", "127.0.0.1:8787");
        assert_eq!(checked("/in/a", &[]), Err(Refusal::Misdirected));
        assert_eq!(checked("/in/a", &[ours, ours]), Err(Refusal::Misdirected));
        let foreign_in_front = checked("http://evil.example/in/a", &[ours]);
        assert_eq!(foreign_in_front, Err(Refusal::Misdirected));
    }

    #[test]
    fn pages_of_other_origins_are_refused() {
        let with = |name, value| checked("/in/a", &[("host", "127.0.0.1:8787"), (name, value)]);
        for origin in [
            "https://evil.example",
            "null",
            "http://localhost:3000",
            "",
            "file://",
        ] {
            assert_eq!(with("origin", origin), Err(Refusal::Foreign), "{origin}");
        }
        assert_eq!(with("origin", "http://127.0.0.1:8787"), Ok(()));
        for site in ["cross-site", "same-site", "whatever"] {
            assert_eq!(
                with("sec-fetch-site", site),
                Err(Refusal::Foreign),
                "{site}"
            );
        }
        for site in ["none", "same-origin"] {
            assert_eq!(with("sec-fetch-site", site), Ok(()), "{site}");
        }
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_refused() {
        for name in SINGLE
            .iter()
            .filter(|name| !matches!(**name, "host" | "origin" | "sec-fetch-site"))
        {
            let twice = [("host", "127.0.0.1:8787"), (name, "1"), (name, "1")];
            assert_eq!(checked("/in/a", &twice), Err(Refusal::Ambiguous), "{name}");
        }
    }

    #[test]
    fn compressed_and_overlong_bodies_are_refused_by_their_head() {
        let with = |name, value| checked("/in/a", &[("host", "127.0.0.1:8787"), (name, value)]);
        assert_eq!(with("content-encoding", "gzip"), Err(Refusal::Encoded));
        assert_eq!(with("content-encoding", "identity"), Ok(()));
        assert_eq!(with("content-length", "1000"), Ok(()));
        assert_eq!(with("content-length", "1001"), Err(Refusal::TooLarge));
        assert_eq!(
            with("content-length", "99999999999999999999999"),
            Err(Refusal::TooLarge)
        );
    }
}
